"""A sheet's rows as values by field, with a flaw for every cell that cannot be read."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.workbook.cells import as_typed, folded, slug, value_of
from dashboard.workbook.finding import Found, Lang, place
from dashboard.workbook.numbers import Problem, signs
from dashboard.workbook.opening import Cell
from dashboard.workbook.result import Flaw, flaw
from dashboard.workbook.sheets import Field
from dashboard.workbook.words import example, heading, say

#: A share below one is mostly a fraction that was meant as per cent.
SMALL = 1.0
CODE = Field("code")
NOTE = Field("note")


@dataclass(frozen=True)
class Row:
    """One row: where it stands, the values of its fields (``None`` where a cell is empty), and the cells at fault."""

    number: int
    values: dict[str, Any]
    bad: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filled:
    """A sheet's rows, and what is wrong or odd in them."""

    found: Found
    rows: list[Row] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    remarks: list[Flaw] = field(default_factory=list)


def read(found: Found, lang: Lang) -> Filled:
    """Every row below a sheet's headings that is filled in; examples are passed over. ``lang`` is the workbook's."""
    out = Filled(found)
    grid = found.grid
    fields = {each.name: each for each in (*found.sheet.fields, CODE, NOTE) if each.name in found.columns}
    examples = [_example(found, one) for one in ("sv", "en")]
    for number, cells in grid.rows.items():
        if number <= found.header or not any(found.columns[name] in cells for name in fields):
            continue
        row, flaws, remarks = _row(found, number, cells, fields, lang)
        marked = found.mark in cells and _is_example_mark(cells[found.mark])
        if any(row.values == {**dict.fromkeys(row.values), **each} for each in examples if each):
            if not marked:
                out.remarks.append(flaw(grid.title, found.cell(number, ""), "", "example_unmarked"))
            continue
        if marked:
            mark = cells[found.mark].value
            out.flaws.append(flaw(grid.title, place(number, found.mark), mark, "example_changed"))
            continue
        lone = _lone(found, number, cells)
        if lone is not None:
            out.flaws.append(lone)
            continue
        out.rows.append(row)
        out.flaws.extend(flaws)
        out.remarks.extend(remarks)
    out.remarks.extend(_passed_over(found))
    return out


def _lone(found: Found, number: int, cells: dict[int, Cell]) -> Flaw | None:
    """A row with next to nothing in it, such as a sum or a remark below the table: one flaw, not one a cell."""
    told = [each.name for each in found.sheet.fields if found.columns.get(each.name, 0) in cells]
    needed = {each.name for each in found.sheet.fields if each.needed and each.name in found.columns}
    if not told or len(told) > 2 or len(needed - set(told)) < 3:
        return None
    first = min(told, key=lambda name: found.columns[name])
    shown = as_typed(cells[found.columns[first]].value)
    return flaw(found.grid.title, found.cell(number, first), shown, "lone_row", count=len(needed - set(told)))


def _is_example_mark(cell: Cell) -> bool:
    return folded(cell.value) in {folded(say("mark.example", lang)) for lang in ("sv", "en")}


def _example(found: Found, lang: Lang) -> dict[str, Any]:
    """The example row of a sheet in one language, as it would be read."""
    told: dict[str, Any] = {}
    for each in found.sheet.fields:
        value = example(found.sheet.table, each.name, lang)
        if value is not None and each.name in found.columns:
            told[each.name] = value if each.kind == "word" else value_of(Cell(value), each, lang)
    return told


def _row(
    found: Found, number: int, cells: dict[int, Cell], fields: dict[str, Field], lang: Lang
) -> tuple[Row, list[Flaw], list[Flaw]]:
    title = found.grid.title
    values: dict[str, Any] = {}
    flaws: list[Flaw] = []
    remarks: list[Flaw] = []
    bad: set[str] = set()
    for name, each in fields.items():
        column = found.columns[name]
        cell = cells.get(column)
        value = None if cell is None else value_of(cell, each, lang)
        if (number, column) in found.grid.unread:
            value = Problem("formula_without_value")
        if (number, column) in found.grid.merged and each.kind in ("number", "percent", "whole"):
            value = Problem("merged_number")
        if isinstance(value, Problem):
            shown = "" if cell is None else as_typed(cell.value)
            flaws.append(flaw(title, found.cell(number, name), shown, value.key, **value.details))
            bad.add(name)
            value = None
        values[name] = value
    for name, each in fields.items():
        value, cell = values[name], cells.get(found.columns[name])
        counted = each.unit or values.get("unit") or ""
        if each.kind not in ("number", "percent") or value is None or cell is None:
            continue
        if counted and not counted.startswith("percent") and ("%" in signs(cell.form) or "%" in str(cell.value)):
            shown = as_typed(cell.value)
            flaws.append(flaw(title, found.cell(number, name), shown, "unit_in_cell", unit="%"))
            bad.add(name)
        elif counted == "percent" and 0 < value < SMALL:
            remarks.append(flaw(title, found.cell(number, name), f"{value:.15g}", "small_percent"))
    remarks += _same_twice(found, number, values)
    return Row(number, values, frozenset(bad)), flaws, remarks


def _same_twice(found: Found, number: int, values: dict[str, Any]) -> list[Flaw]:
    """Whole sentences that are the same in Swedish and in English: mostly one that nobody has translated yet."""
    pairs = [(name, f"{name[:-3]}_en") for name in values if name.endswith("_sv")]
    return [
        flaw(found.grid.title, found.cell(number, english), values[english], "same_twice")
        for swedish, english in pairs
        if values[swedish] and len(values[swedish].split()) > 3 and values.get(english) == values[swedish]
    ]


def _passed_over(found: Found) -> list[Flaw]:
    """What of a sheet is read though it cannot be seen, and what is not read though it is filled in."""
    grid = found.grid
    below = [cells for number, cells in grid.rows.items() if number > found.header]
    remarks = [
        flaw(grid.title, place(found.header, column), name, "column_passed_over")
        for column, name in found.unknown
        if any(column in cells for cells in below)
    ]
    headed = {*found.columns.values(), *grid.rows[found.header], found.mark}
    stray = {
        column: (number, cell.value)
        for number, cells in reversed(grid.rows.items())
        for column, cell in cells.items()
        if number > found.header and column not in headed and not _is_example_mark(cell)
    }
    remarks += [
        flaw(grid.title, place(number, column), as_typed(value), "no_heading_above")
        for column, (number, value) in sorted(stray.items())
    ]
    comments = [place(row, column) for row, column in grid.comments]
    if comments:
        shown = ", ".join(comments[:5]) + (", …" if len(comments) > 5 else "")
        remarks.append(flaw(grid.title, comments[0], "", "comments_passed_over", cells=shown))
    hidden = [number for number in grid.hidden if number > found.header]
    if hidden:
        shown = ", ".join(map(str, hidden[:5])) + (", …" if len(hidden) > 5 else "")
        remarks.append(flaw(grid.title, "", "", "hidden_rows", count=len(hidden), rows=shown))
    return remarks


def joined_notes(filled: Filled) -> list[Flaw]:
    """Puts the two halves of each row's note together, in place, under ``note``; a flaw where one half is missing."""
    found = filled.found
    if "note" in found.columns or not {"note_sv", "note_en"} & set(found.columns):
        return []
    flaws: list[Flaw] = []
    for row in filled.rows:
        halves = {lang: row.values.pop(f"note_{lang}", None) for lang in ("sv", "en")}
        row.values["note"] = None
        if all(halves.values()):
            # A bar parts the languages in the table; in a note it would part it once more.
            told = {lang: str(half).replace(" | ", " / ") for lang, half in halves.items()}
            row.values["note"] = f"sv: {told['sv']} | en: {told['en']}"
        elif any(halves.values()) and not {"note_sv", "note_en"} & row.bad:
            lacking = "en" if halves["sv"] else "sv"
            told_as = {lang: heading(found.sheet.table, f"note_{lacking}", lang) for lang in ("sv", "en")}
            where = found.cell(row.number, f"note_{lacking}")
            flaws.append(flaw(found.grid.title, where, "", "note_one_language", heading=told_as))
    return flaws


def resolved_sources(filled: Filled, known: dict[str, str]) -> list[Flaw]:
    """Names each row's source by its id, in place. ``known`` maps ids and titles, folded, to ids; else a flaw."""
    found = filled.found
    if "source_id" not in found.columns or found.sheet.table == "sources":
        return []
    flaws: list[Flaw] = []
    for index, row in enumerate(filled.rows):
        told = row.values.get("source_id")
        if told is None:
            continue
        source = known.get(slug(told)) or known.get(folded(told))
        row.values["source_id"] = source
        if source is None:
            flaws.append(flaw(found.grid.title, found.cell(row.number, "source_id"), told, "unknown_source"))
            filled.rows[index] = Row(row.number, row.values, row.bad | {"source_id"})
    return flaws
