"""CSV into typed frames: text first, then each column as its schema says; nothing is guessed.

A cell that cannot be converted becomes a fault and an empty cell, so that the checks after it can go on.
"""

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from dashboard.tables.columns import TableSpec
from dashboard.tables.faults import Fault, fault

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_CELL = r"(?:[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]{1,3}+)?+)?+"
_WHOLE_CELL = r"(?:[+-]?[0-9]{1,15}+)?+"
#: The same forms for a whole column at once, a line a cell; possessive, so that a long column is gone through once.
NUMBERS, WHOLES = (re.compile(rf"{cell}(?:\n{cell})*+") for cell in (_CELL, _WHOLE_CELL))
_COMMA_NUMBER = re.compile(r"[+-]?\d[\d\s.\u00a0\u202f]*,\d+|[+-]?\d{1,3}([\s\u00a0\u202f,]\d{3})+")
_NOT_FINITE = {"nan", "inf", "infinity", "+inf", "+infinity", "-inf", "-infinity"}


@dataclass(frozen=True)
class TextTable:
    """A file's cells as text: header, rows, and the line on which each row begins."""

    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class TypedTable:
    """A table in its schema's types; ``lines[i]`` is the line of row ``i``, ``bad`` the cells already faulted."""

    frame: pd.DataFrame
    lines: list[int]
    bad: set[tuple[int, str]]
    faults: list[Fault]


def decode(data: bytes, file: str) -> tuple[str, list[Fault]]:
    """Bytes as UTF-8 text, with or without a byte order mark; a fault names the first byte that is neither."""
    if not data.strip():
        return "", [fault(file, 0, "", "", "empty_file")]
    try:
        text = data.decode("utf-8-sig")
        at = data.find(b"\0")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        text = ""
    if at >= 0:
        line = data.count(b"\n", 0, at) + 1
        start = data.rfind(b"\n", 0, at) + 1
        piece = data[start : at + 20].split(b"\n")[0].decode("ascii", "replace")
        return "", [fault(file, line, "", piece, "encoding", byte=f"{at - start + 1} (0x{data[at]:02x})")]
    return text, []


def read_text(path: Path, *, delimiter: str = ",") -> TextTable:
    """A CSV file's cells. Blank lines are passed over; rows of another length than the header are faults."""
    file = path.name
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return TextTable([], [], [], [fault(file, 0, "", "", "missing_file")])
    except OSError as error:
        return TextTable([], [], [], [fault(file, 0, "", "", "unreadable", detail=error.strerror or "error")])
    text, faults = decode(data, file)
    if faults:
        return TextTable([], [], [], faults)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            first, line = line, reader.line_num + 1
            if not row:
                continue
            if not header:
                header = row
            elif len(row) != len(header):
                faults.append(fault(file, first, "", row[0], "cells", found=len(row), expected=len(header)))
            else:
                rows.append(row)
                lines.append(first)
    except csv.Error as error:
        faults.append(fault(file, line, "", "", "broken_csv", detail=str(error)))
    return TextTable(header, rows, lines, faults)


def _header_faults(table: TextTable, spec: TableSpec, file: str) -> list[Fault]:
    header = table.header
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        return [fault(file, 1, "", header[0], "delimiter")]
    repeated = [name for name, count in Counter(header).items() if count > 1]
    return [
        *(fault(file, 1, name, "", "repeated_column") for name in repeated),
        *(fault(file, 1, name, "", "missing_column") for name in spec.columns if name not in header),
        *(fault(file, 1, name, "", "unexpected_column") for name in header if name not in spec.columns),
    ]


def number_fault(text: str) -> str:
    """Why a text is no number: the key of its message."""
    # 1e999 is a number by its form and infinite by its size
    if text.strip().lower() in _NOT_FINITE or NUMBER.fullmatch(text):
        return "not_finite"
    return "decimal_comma" if _COMMA_NUMBER.fullmatch(text.strip()) else "text_for_number"


def _numbers(cells: list[str], *, whole: bool) -> tuple[list[float | None], dict[int, str]]:
    """The cells as numbers, empty ones as None, and the reason for each that is none."""
    if (sound := _sound(cells, whole=whole)) is not None:
        return sound, {}
    form = WHOLE if whole else NUMBER
    values: list[float | None] = []
    bad: dict[int, str] = {}
    for index, cell in enumerate(cells):
        if not cell:
            values.append(None)
        elif form.fullmatch(cell) and math.isfinite(float(cell)):
            values.append(int(cell) if whole else float(cell))
        else:
            values.append(None)
            bad[index] = "not_whole" if whole and NUMBER.fullmatch(cell) else number_fault(cell)
    return values, bad


def _sound(cells: list[str], *, whole: bool) -> list[float | None] | None:
    """The cells as numbers where every one is a number or empty, which is soon seen of all together; else ``None``."""
    text = "\n".join(cells)
    if text.count("\n") != len(cells) - 1 or not (WHOLES if whole else NUMBERS).fullmatch(text):
        return None
    if whole:
        return [int(cell) if cell else None for cell in cells]
    values = [float(cell) if cell else None for cell in cells]
    return None if math.inf in values or -math.inf in values else values


def read_table(path: Path, spec: TableSpec) -> TypedTable:
    """A table in its schema's types, its columns in the schema's order, and every fault of form."""
    file = path.name
    text = read_text(path)
    faults = list(text.faults)
    if not text.header:
        return TypedTable(empty_frame(spec), [], set(), faults)
    faults += _header_faults(text, spec, file)
    cells = dict(zip(text.header, zip(*text.rows, strict=True), strict=False)) if text.rows else {}
    columns: dict[str, pd.Series] = {}
    bad_cells: set[tuple[int, str]] = set()
    for name, column in spec.schema.columns.items():
        if name not in text.header:
            # reported once, in the header: its cells are not faulted again
            bad_cells.update((index, name) for index in range(len(text.rows)))
        values = list(cells.get(name, [""] * len(text.rows)))
        type_ = kind(column)
        if type_ != "str":
            numbers, bad = _numbers(values, whole=type_ == "Int64")
            columns[name] = pd.Series(numbers, dtype=type_)
            for index, reason in bad.items():
                faults.append(fault(file, text.lines[index], name, values[index], reason))
                bad_cells.add((index, name))
        else:
            # Most texts stand many times: each is kept once.
            once: dict[str, str] = {}
            columns[name] = pd.Series(
                [once.setdefault(value, value) if value else None for value in values], dtype="str"
            )
    return TypedTable(pd.DataFrame(columns), text.lines, bad_cells, faults)


def empty_frame(spec: TableSpec) -> pd.DataFrame:
    """A table without rows, in its schema's types."""
    return pd.DataFrame({name: pd.Series([], dtype=kind(column)) for name, column in spec.schema.columns.items()})


def kind(column: Any) -> Literal["str", "float64", "Int64"]:
    """The pandas type of a schema's column. Text is pandas' ``str``, whatever stores it."""
    name = str(column.dtype)
    return "Int64" if name == "Int64" else "float64" if name == "float64" else "str"
