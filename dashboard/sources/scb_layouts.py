"""The two layouts of SCB's population workbooks. Each reader gives ``None`` for a sheet of another layout."""

import re
from typing import Any

from dashboard.sources.files import Cells, Sheet, cell, text
from dashboard.sources.names import Names
from dashboard.sources.scb_rows import Found
from dashboard.tables.faults import fault

_TITLE_YEAR = re.compile(r"31 december\s+(\d{4})")
_REGION = re.compile(r"(\d{2}|\d{4})\s+(\S.*)")
_MONTH = re.compile(r"(\d{4})(?:M(\d{2}))?")


def yearly_changes(sheet: Sheet, names: Names, file: str) -> Found | None:
    """``be0101_tabhel…``: headings Kommun, Kommunnamn and Folkmängd; counties and the nation between the rows."""
    heads = ((at, [text(value).casefold() for value in row]) for at, row in enumerate(sheet.rows[:30]))
    at, heading = next(((at, row) for at, row in heads if {"kommun", "kommunnamn", "folkmängd"} <= set(row)), (0, []))
    # the sheets for men and women have the same headings
    title = " ".join(text(value) for row in sheet.rows[:at] for value in row)
    if not heading or re.search(r"\b(män|kvinnor)\b", title.casefold()):
        return None
    found = Found(file)
    years = _TITLE_YEAR.findall(title)
    if not years:
        found.faults.append(fault(file, 1, "", title[:60], "no_year"))
        return found
    # the title also tells the period of the changes, which ends on the same day
    year = max(int(each) for each in years)
    code_at, name_at, people_at = (heading.index(name) for name in ("kommun", "kommunnamn", "folkmängd"))
    stated: tuple[int, float] | None = None
    for line, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
        code, name, people = _code(cell(row, code_at)), text(cell(row, name_at)), cell(row, people_at)
        if len(code) == 4 and people is not None and found.coded(code, name, names, line):
            found.add(code, year, people, line)
        elif not code and name.casefold() == "riket" and isinstance(people, int | float):
            stated = (line, people)
    complete = {row.code for row in found.rows} == set(names.by_code)
    total = sum(row.people for row in found.rows)
    if stated and complete and total != stated[1]:
        found.faults.append(fault(file, stated[0], "Folkmängd", stated[1], "subtotal", sum=f"{total:.0f}"))
    return found


def _code(value: Any) -> str:
    """A code as text; sheets that hold it as a number have lost its leading zero."""
    said = text(value).removesuffix(".0")
    if not re.fullmatch("[0-9]{1,4}", said):
        return ""
    return said.zfill(2) if len(said) <= 2 else said.zfill(4)


def monthly(sheet: Sheet, names: Names, file: str) -> Found | None:
    """``000007SF``: ``0114 Upplands Väsby`` in the first column, ``2025M12`` over the figures."""
    heads = ((at, _months(row)) for at, row in enumerate(sheet.rows[:20]))
    at, columns = next(((at, found) for at, found in heads if found), (0, {}))
    title = " ".join(text(value) for row in sheet.rows[:at] for value in row).casefold()
    # the database's other tables, land areas for one, have the same form
    if not columns or "folkmängd" not in title:
        return None
    body = [(line, row, _REGION.fullmatch(text(cell(row, 0)))) for line, row in enumerate(sheet.rows[at + 1 :], at + 2)]
    if not any(region for _, _, region in body):
        return None
    found = Found(file)
    december = {i: int(match[1]) for i, match in columns.items() if match[2] in (None, "12")}
    if not december:
        found.faults.append(fault(file, at + 1, "", "", "layout", detail="no column for December (…M12)"))
    elif len(december) < len(columns):
        found.remarks.append(f"{len(columns) - len(december)} months other than December are left out")
    first = min(columns)
    for line, row, region in body:
        parts = [text(cell(row, i)).casefold() for i in range(1, first)]
        # only the rows for all ages and both sexes; counties and the nation have two digits
        if not region or len(region[1]) != 4 or not all(part.startswith("totalt") for part in parts if part):
            continue
        if found.coded(region[1], region[2], names, line):
            for i, year in december.items():
                found.add(region[1], year, cell(row, i), line)
    return found


def _months(row: Cells) -> dict[int, re.Match[str]]:
    return {at: match for at, value in enumerate(row) if at and (match := _MONTH.fullmatch(text(value)))}


LAYOUTS = (yearly_changes, monthly)
