"""Opening publishers' files: JSON, CSV and workbooks, with plain faults where a file is not what it should be."""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.reading import decode

#: No publisher's file comes near this; what does is broken or hostile.
LIMIT_MB = 50
MAX_ROWS, MAX_CELLS = 200_000, 4_000_000

Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows; ``rows[i]`` stands on row ``i + 1`` of the sheet. Rows may differ in length."""

    title: str
    rows: list[Cells]


def _refuse(found: Fault) -> DataError:
    return DataError([found])


def read_bytes(path: Path) -> bytes:
    """A file's bytes. ``DataError`` when there is none, it is empty, far too large, or a web page."""
    name = path.name
    try:
        if path.stat().st_size > LIMIT_MB * 1_000_000:
            raise _refuse(fault(name, 0, "", "", "too_large", limit=LIMIT_MB))
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refuse(fault(name, 0, "", "", "not_a_file")) from None
    except OSError as error:
        raise _refuse(fault(name, 0, "", "", "unreadable", detail=error.strerror or "error")) from None
    if not data.strip():
        raise _refuse(fault(name, 0, "", "", "empty_file"))
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise _refuse(fault(name, 1, "", start[:40].decode("ascii", "replace"), "html"))
    return data


def read_text(path: Path) -> str:
    """A file's text. ``DataError`` when it is not UTF-8 or cannot be read."""
    text, faults = decode(read_bytes(path), path.name)
    if faults:
        raise DataError(faults)
    return text


def read_json(path: Path) -> Any:
    """A JSON document; ``NaN``, ``Infinity`` and names that stand twice in one object are refused."""

    def no_constant(name: str) -> Any:
        raise _refuse(fault(path.name, 0, "", name, "not_finite"))

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise _refuse(fault(path.name, 0, "", twice, "repeated"))
        return found

    try:
        return json.loads(read_text(path), parse_constant=no_constant, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise _refuse(fault(path.name, error.lineno, "", "", "not_json", detail=error.msg)) from None
    except (RecursionError, ValueError):
        # ValueError: a whole number of thousands of digits
        raise _refuse(
            fault(path.name, 0, "", "", "not_json", detail="nested too deeply, or a number too long")
        ) from None


def read_csv(path: Path, *, known: Callable[[list[str]], bool]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """A publisher's CSV: its header, and its rows with the line each begins on; the header tells the delimiter.

    ``known`` says whether a header is one of the publisher's; what follows another header is not looked at.
    """
    text = read_text(path)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _refuse(fault(path.name, line, "", "", "broken_csv", detail=str(error))) from None
    # a file of nothing but delimiters has no rows at all
    header = [_clean(name) for name in rows[0][1]] if rows else []
    if not known(header):
        raise _refuse(
            fault(path.name, 1, "", ", ".join(header), "layout", detail="the headings are not the publisher's")
        )
    uneven = [
        fault(path.name, line, "", row[0], "cells", found=len(row), expected=len(header))
        for line, row in rows[1:]
        if len(row) != len(header)
    ]
    if uneven:
        raise DataError(uneven)
    return header, rows[1:]


def _clean(name: str) -> str:
    """A heading without the invisible spaces that some publishers leave in it."""
    return " ".join(name.replace("\u200b", "").replace("\u00a0", " ").split())


def read_workbook(path: Path) -> list[Sheet]:
    """A workbook's sheets with their values. ``DataError`` when it is none, is cut off, or unpacks to too much."""
    data = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _refuse(fault(path.name, 0, "", "", "not_workbook")) from None
    if unpacked > LIMIT_MB * 1_000_000:
        raise _refuse(fault(path.name, 0, "", f"{unpacked // 1_000_000} MB", "too_large", limit=LIMIT_MB))
    try:
        return list(_sheets(data, path.name))
    except DataError:
        raise
    except Exception:
        # openpyxl, zipfile and the XML parser each fail in their own ways on a damaged file; none says more than this
        raise _refuse(fault(path.name, 0, "", "", "not_workbook")) from None


def _sheets(data: bytes, name: str) -> Iterator[Sheet]:
    # imported where it is used: the server never needs it
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                # what the sheet claims as its extent is not always true
                sheet.reset_dimensions()
                rows: list[Cells] = []
                cells = 0
                for row in sheet.iter_rows(values_only=True):
                    rows.append(row)
                    cells += len(row)
                    if len(rows) > MAX_ROWS or cells > MAX_CELLS:
                        raise _refuse(fault(name, len(rows), "", sheet.title, "too_large", limit=LIMIT_MB))
                yield Sheet(sheet.title, rows)
        finally:
            book.close()


def cell(row: Cells, at: int) -> Any:
    """A cell of a row that may be too short; empty text is missing."""
    value = row[at] if at < len(row) else None
    return None if isinstance(value, str) and not value.strip() else value


def text(value: Any) -> str:
    """A cell as text on one line, without the padding of dots or spaces that publishers add."""
    return "" if value is None else " ".join(str(value).replace("\u00a0", " ").split()).rstrip(".").strip()
