"""The tables' own rules held against a workbook's rows, each fault told at the cell that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.tables.checking import faults_in
from dashboard.tables.faults import Fault
from dashboard.tables.messages import say as table_words
from dashboard.tables.reading import TypedTable
from dashboard.tables.schemas import SPECS
from dashboard.workbook.cells import as_typed
from dashboard.workbook.messages import keys
from dashboard.workbook.overlay import Laid
from dashboard.workbook.result import Flaw, flaw
from dashboard.workbook.rows import Filled
from dashboard.workbook.sheets import VOCABULARIES
from dashboard.workbook.words import heading, label

LANGUAGES: tuple[Literal["sv", "en"], ...] = ("sv", "en")
#: A table's lines are counted with the header as the first.
FIRST_LINE = 2


@dataclass(frozen=True, eq=False)
class Sheetful:
    """A sheet's rows, and its table as it becomes."""

    filled: Filled
    laid: Laid

    def row_of(self, line: int) -> int | None:
        """The number of the row behind a line of the table; ``None`` for a row that is not the sheet's."""
        index = line - FIRST_LINE
        origin = self.laid.origins[index] if 0 <= index < len(self.laid.origins) else None
        return None if origin is None else self.filled.rows[origin].number


def broken(frames: Mapping[str, pd.DataFrame], sheets: Mapping[str, Sheetful]) -> list[Flaw]:
    """Every rule that a workbook's rows break. ``frames`` are all tables as they would be, ``sheets`` its own."""
    tables = {name: _typed(frames[name], sheets.get(name)) for name in SPECS}
    told = [(fault, sheets.get(fault.file.removesuffix(".csv"))) for fault in faults_in(tables)]
    return [_told(fault, sheet) for fault, sheet in told if sheet is not None]


def _typed(frame: pd.DataFrame, sheet: Sheetful | None) -> TypedTable:
    frame = frame.reset_index(drop=True)
    bad: set[tuple[int, str]] = set()
    if sheet is not None:
        filled = sheet.filled
        # Needed columns that the sheet does not have are told once, and not at every row.
        lacking = {each.name for each in filled.found.sheet.fields if each.needed} - set(filled.found.columns)
        for index, origin in enumerate(sheet.laid.origins):
            if origin is not None:
                wrong = {"note" if name.startswith("note_") else name for name in filled.rows[origin].bad}
                bad |= {(index, name) for name in wrong | lacking}
    return TypedTable(frame, list(range(FIRST_LINE, len(frame) + FIRST_LINE)), bad, [])


def _told(fault: Fault, sheet: Sheetful) -> Flaw:
    """A table's fault as a flaw of the sheet; of a row that is not the sheet's, at the sheet as a whole."""
    found = sheet.filled.found
    # Of the columns of a key the last that stands in the sheet is the one that a reader tells it by.
    names = ["note_sv" if name == "note" and name not in found.columns else name for name in fault.column.split("+")]
    column = next((name for name in reversed(names) if name in found.columns and name != "source_id"), names[-1])
    row = sheet.row_of(fault.row)
    key, details = _said(fault, column, sheet)
    if row is None:
        return flaw(found.grid.title, "", fault.value, key, **details)
    cell = found.grid.rows[row].get(found.columns.get(column, 0))
    return flaw(found.grid.title, found.cell(row, column), "" if cell is None else as_typed(cell.value), key, **details)


def _said(fault: Fault, column: str, sheet: Sheetful) -> tuple[str, dict[str, Any]]:
    """A fault's message in the workbook's terms: lines are rows, and values of vocabularies are words."""
    found = sheet.filled.found
    key = "not_url" if fault.reason == "pattern" and column == "url" else fault.reason
    if key not in keys():
        return "rule", {"why": {lang: table_words(fault.reason, fault.details, lang=lang) for lang in LANGUAGES}}
    vocabulary = next((each.words for each in found.sheet.fields if each.name == column), "")
    details = {name: _detail(name, value, vocabulary, sheet) for name, value in fault.details.items()}
    if column in found.sheet.columns:
        details["heading"] = {lang: heading(found.sheet.table, column, lang) for lang in LANGUAGES}
    return key, details


def _detail(name: str, value: Any, vocabulary: str, sheet: Sheetful) -> Any:
    if name == "first":
        return sheet.row_of(int(value)) or "–"
    words = {"modes": "mode", "scope": "scope"}.get(name, vocabulary)
    parts = str(value).split(" + ")
    if words and all(part in VOCABULARIES[words] for part in parts):
        return {lang: " + ".join(label(words, part, lang) for part in parts) for lang in LANGUAGES}
    return value
