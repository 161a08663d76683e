"""Which sheet is which: told by its headings, wherever it stands, whatever it is called and in whatever order it is."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from dashboard.workbook.cells import folded, plain
from dashboard.workbook.opening import Book, Cell, Grid
from dashboard.workbook.result import Flaw, flaw
from dashboard.workbook.sheets import SHEETS, Sheet
from dashboard.workbook.words import heading, say, title

Lang = Literal["sv", "en"]

#: How far down headings are looked for, and how many must be known before a row counts as headings.
DEPTH, FEWEST = 40, 3
#: Of a cell that may be a heading so many letters are looked at; none of ours has as many.
LONGEST = 300
#: Columns of the tables that stand in no sheet, but may in a CSV file that was taken from the product.
RAW = ("code", "note")


@dataclass(frozen=True)
class Found:
    """A sheet of ours in somebody's file: its grid, the row of headings, and the column of each field."""

    grid: Grid
    sheet: Sheet
    lang: Lang
    header: int
    columns: dict[str, int]
    mark: int = 0
    #: Columns whose heading is none of ours, with what it says.
    unknown: tuple[tuple[int, str], ...] = ()

    def cell(self, row: int, name: str) -> str:
        """Where a field of a row stands, such as ``C7``; the row's first cell where the field has no column."""
        return place(row, self.columns.get(name) or min(self.columns.values()))


def place(row: int, column: int) -> str:
    """A cell's name: row 7 and column 3 are ``C7``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def name_of(cell: Cell) -> str:
    """A heading as it is compared: its first line, without marks and what stands in brackets."""
    first = str(cell.value)[:LONGEST].strip().split("\n")[0]
    return folded(re.sub(r"\s*\([^)]*\)\s*$", "", first)).rstrip(" *:")


@cache
def _headings(table: str, lang: Lang) -> dict[str, str]:
    """A sheet's headings, and its table's own names of columns, each with the column that it means."""
    sheet = next(each for each in SHEETS if each.table == table)
    said = {name_of(Cell(heading(table, name, lang))): name for name in sheet.columns}
    return {**{folded(name): name for name in (*sheet.columns, *RAW)}, **said}


@cache
def _mark(lang: Lang) -> str:
    return name_of(Cell(say("mark.heading", lang)))


def _score(names: list[str], grid: Grid, sheet: Sheet, lang: Lang) -> float:
    """How well the names in a row fit a sheet's headings; 0 where they do not."""
    known = _headings(sheet.table, lang)
    hits = {known[name] for name in names if name in known}
    if len(hits) < FEWEST:
        return 0
    lacking = sum(field.needed and field.name not in hits for field in sheet.fields)
    named = folded(grid.title) in (folded(title(sheet.table, lang)), sheet.table)
    return len(hits) - 0.25 * (len(names) - len(hits)) - 0.3 * lacking + 0.6 * named


def _best(grid: Grid) -> tuple[float, Sheet, Lang, int] | None:
    languages: tuple[Lang, ...] = ("sv", "en")
    rows = {
        number: [name_of(cell) for cell in cells.values()] for number, cells in grid.rows.items() if number <= DEPTH
    }
    found = [
        (_score(names, grid, sheet, lang), sheet, lang, row)
        for row, names in rows.items() for sheet in SHEETS for lang in languages
    ]  # fmt: skip
    best = max(found, key=lambda each: (each[0], -each[3]), default=None)
    return best if best is not None and best[0] > 0 else None


def find(book: Book) -> tuple[list[Found], list[Flaw], list[Flaw]]:
    """Every sheet of ours in a workbook, what is wrong with the sheets, and what is passed over."""
    found: list[Found] = []
    flaws: list[Flaw] = []
    remarks: list[Flaw] = []
    for grid in book.grids:
        best = _best(grid)
        if best is None:
            more_flaws, more_remarks = _stranger(grid)
            flaws += more_flaws
            remarks += more_remarks
            continue
        one, wrong = _read_headings(grid, best[1], best[2], best[3])
        twin = next((each for each in found if each.sheet is one.sheet), None)
        if twin is not None:
            wrong.append(flaw(grid.title, "", "", "sheet_twice", other=twin.grid.title))
        found.append(one)
        flaws += wrong
    return found, flaws, remarks


def _stranger(grid: Grid) -> tuple[list[Flaw], list[Flaw]]:
    """A sheet without headings that we know: one of ours whose headings are gone, or something of the reader's own."""
    own = {folded(title(sheet.table, lang)) for sheet in SHEETS for lang in ("sv", "en")}
    if folded(grid.title) in own:
        return [flaw(grid.title, "", "", "no_headings")], []
    expected = {folded(say(key, lang)) for key in ("how.sheet", "how.lists", "listing.title") for lang in ("sv", "en")}
    filled = len(grid.rows) > 1 and folded(grid.title) not in expected
    return [], [flaw(grid.title, "", "", "sheet_passed_over")] if filled else []


def _read_headings(grid: Grid, sheet: Sheet, lang: Lang, row: int) -> tuple[Found, list[Flaw]]:
    known = _headings(sheet.table, lang)
    columns: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    flaws: list[Flaw] = []
    mark = 0
    for column, cell in grid.rows[row].items():
        name = known.get(name_of(cell), "")
        if name_of(cell) == _mark(lang):
            mark = column
        elif not name:
            unknown.append((column, plain(str(cell.value).split("\n")[0])))
        elif name in columns:
            flaws.append(
                flaw(grid.title, place(row, column), cell.value, "heading_twice", other=place(row, columns[name]))
            )
        else:
            columns[name] = column
    if "note" in columns:
        # The tables' own note stands in both languages; a sheet has a column for each.
        columns.pop("note_sv", None)
    flaws += [
        flaw(grid.title, place(row, 1), "", "heading_missing", heading=heading(sheet.table, field.name, lang))
        for field in sheet.fields
        if field.needed and field.name not in columns
    ]
    return Found(grid, sheet, lang, row, columns, mark, tuple(unknown)), flaws


def about(book: Book) -> dict[str, tuple[str, str, str]]:
    """What the workbook says of itself: ``municipality``, ``code``, ``release`` …, each with its sheet and cell.

    The block on the first sheet leads; what it does not tell is taken from the file's properties, without a place.
    """
    told = {
        key: (plain(book.properties[f"omstallningskartan_{key}"]), "", "")
        for key in ("code", "release", "lang", "form")
        if f"omstallningskartan_{key}" in book.properties
    }
    labels = {
        folded(say(f"about.{key}", lang)): key
        for key in ("municipality", "code", "release", "form") for lang in ("sv", "en")
    }  # fmt: skip
    # the headings of the hidden lists are labels too, with no values beside them
    lists = {folded(say("how.lists", lang)) for lang in ("sv", "en")}
    for grid in book.grids:
        if folded(grid.title) in lists or _best(grid) is not None:
            continue
        for row, cells in grid.rows.items():
            ordered = sorted(cells.items())
            for (_, cell), (column, value) in pairwise(ordered):
                key = labels.get(name_of(cell))
                if key and not (key in told and told[key][1]):
                    told[key] = (plain(value.value), grid.title, place(row, column))
    return told
