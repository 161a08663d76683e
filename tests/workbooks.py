"""Workbooks for tests, made cell by cell: a plain one with our headings, and everything that people do to them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.workbook.sheets import BY_TABLE, VOCABULARIES
from dashboard.workbook.words import heading, label, say, title

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
HEADER = 3


def book(rows: Rows, *, lang: str = "sv", code: str = "9901", release: str = "") -> Workbook:
    """A workbook with a sheet a table in ``rows``; ``code`` and ``release`` are what its first sheet tells."""
    made = Workbook()
    first = made.active
    first.title = say("how.sheet", lang)
    first.append([say("about.code", lang), code])
    first.append([say("about.release", lang), release])
    for table, ours in rows.items():
        sheet = made.create_sheet(title(table, lang))
        sheet.append([title(table, lang)])
        sheet.append([])
        fields = BY_TABLE[table].fields
        sheet.append([say("mark.heading", lang), *(heading(table, field.name, lang) for field in fields)])
        for row in ours:
            sheet.append([None, *(shown(table, field.name, row.get(field.name), lang) for field in fields)])
    return made


def shown(table: str, name: str, value: Any, lang: str) -> Any:
    """A value as it stands in a cell: words for what a vocabulary holds."""
    field = next(each for each in BY_TABLE[table].fields if each.name == name)
    if field.kind == "word" and value in VOCABULARIES[field.words]:
        return label(field.words, value, lang)
    return value


def at(sheet: Worksheet, name: str, row: int, table: str, lang: str = "sv") -> str:
    """The cell of a field in the ``row``-th row of ours, counted from 0: such as ``C4``."""
    wanted = heading(table, name, lang)
    column = next(cell.column_letter for cell in sheet[HEADER] if cell.value == wanted)
    return f"{column}{HEADER + 1 + row}"


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
