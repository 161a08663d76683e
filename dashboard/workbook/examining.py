"""From a file's bytes to what would come of it: read, laid over the release, checked, and told cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Literal

import pandas as pd

from dashboard.tables.faults import DataError, UnknownRelease
from dashboard.tables.loading import Tables
from dashboard.workbook.cells import folded, plain
from dashboard.workbook.csvs import open_csv
from dashboard.workbook.finding import Found, about, find
from dashboard.workbook.opening import Book, Refused, open_book
from dashboard.workbook.overlay import Key, Laid, Record, key_of, lay, records
from dashboard.workbook.result import Examined, Flaw, SheetChange, flaw
from dashboard.workbook.rows import Filled, joined_notes, read, resolved_sources
from dashboard.workbook.rules import Sheetful, broken

Lang = Literal["sv", "en"]
#: The form of the workbook that is read here; another number is another form.
FORM = "1"

#: Gives a former release by its name, or raises ``UnknownRelease`` or ``DataError``.
Releases = Callable[[str], Tables]


def examine(data: bytes, name: str, tables: Tables, *, city: str = "", releases: Releases | None = None) -> Examined:
    """A workbook or CSV file against the tables that it would be added to; never raises for what is in the file.

    ``name`` is the file's, ``city`` the municipality's slug where the file itself does not tell (a CSV file).
    ``releases`` gives the release that the workbook was made from; without it only the current one is known.
    """
    name = plain(name)[:120]
    try:
        book = open_book(data) if data[:2] == b"PK" else open_csv(data, name)
    except Refused as refused:
        return Examined(name, "sv", flaws=(flaw("", "", "", refused.problem.key, **refused.problem.details),))
    found, flaws, remarks = find(book)
    if not found:
        return Examined(name, "sv", flaws=tuple(flaws) or (flaw("", "", "", "no_sheets"),))
    lang = _language(found)
    if book.macros:
        remarks.append(flaw("", "", "", "macros"))
    code, wrong = _municipality(book, found, tables, city)
    if data[:2] != b"PK":
        # A CSV file has no first sheet to write it on.
        wrong = [replace(each, key="no_municipality_csv") if each.key == "no_municipality" else each for each in wrong]
    flaws += wrong
    if not code:
        # Whosever they are, cells that cannot be read are told at once with what is missing.
        flaws += [each for one in found for each in read(one, lang).flaws]
        return Examined(name, lang, flaws=tuple(_in_order(flaws, found)), remarks=tuple(remarks))
    flaws += _form(book)
    base, more = _base(book, tables, releases)
    return _judged(Examined(name, lang, code, tuple(flaws), tuple(remarks + more)), found, tables, base)


def _language(found: list[Found]) -> Lang:
    swedish = sum(each.lang == "sv" for each in found)
    return "sv" if 2 * swedish >= len(found) else "en"


def _judged(so_far: Examined, found: list[Found], tables: Tables, base: Mapping[str, pd.DataFrame] | None) -> Examined:
    """The sheets read, laid over their tables and checked; ``base`` are the tables that the workbook was made from."""
    flaws, remarks = list(so_far.flaws), list(so_far.remarks)
    frames = dict(tables.frames())
    # The sheet of sources comes first: the others name its rows.
    ordered = sorted(found, key=lambda each: each.sheet.table != "sources")
    sheets: dict[str, Sheetful] = {}
    for each in ordered:
        filled = read(each, so_far.lang)
        _name_goals(filled, tables.municipality(so_far.code).slug)
        flaws += filled.flaws + joined_notes(filled) + _others_rows(filled, so_far.code)
        remarks += filled.remarks
        flaws += resolved_sources(filled, _sources(frames["sources"]))
        table = each.sheet.table
        before = None if base is None else _rows_of(base[table], table, so_far.code)
        laid = lay(frames[table], filled, code=so_far.code, base=before, lang=so_far.lang)
        if laid.kept and before is not None:
            remarks.append(flaw(each.grid.title, "", "", "rows_kept", count=laid.kept))
        sheets.setdefault(table, Sheetful(filled, laid))
        frames[table] = laid.frame
    flaws += _shared_sources(sheets, tables, so_far.code) + broken(frames, sheets)
    flaws = _in_order(flaws, found)
    changes = tuple(_changes(each, sheets) for each in found if sheets[each.sheet.table].filled.found is each)
    changed = {} if flaws else {each.table: frames[each.table] for each in changes if each.changes}
    return replace(so_far, flaws=tuple(flaws), remarks=tuple(remarks), changes=changes, frames=changed)


def _changes(found: Found, sheets: Mapping[str, Sheetful]) -> SheetChange:
    laid: Laid = sheets[found.sheet.table].laid
    return SheetChange(found.sheet.table, found.grid.title, laid.unchanged, laid.changes)


def _in_order(flaws: list[Flaw], found: list[Found]) -> list[Flaw]:
    """Flaws as a reader meets them: sheet by sheet, from the top; each once."""
    order = {each.grid.title: place for place, each in enumerate(found)}

    def place(each: Flaw) -> tuple[int, int, int, str]:
        digits = "".join(mark for mark in each.cell if mark.isdigit())
        letters = each.cell.rstrip("0123456789")
        return order.get(each.sheet, -1), int(digits or 0), len(letters), letters

    return sorted(dict.fromkeys(flaws), key=place)


def _name_goals(filled: Filled, slug: str) -> None:
    """Goals without a short name get one of the municipality's and the year: nobody should have to invent it."""
    if filled.found.sheet.table != "targets":
        return
    taken = {row.values.get("goal_id") for row in filled.rows}
    for row in filled.rows:
        if row.values.get("goal_id") is None and "goal_id" not in row.bad:
            stem = f"{slug}-{row.values.get('target_year') or 'utan-ar'}"
            names = chain([stem], (f"{stem}-{number}" for number in count(2)))
            row.values["goal_id"] = next(name for name in names if name not in taken)
            taken.add(row.values["goal_id"])


def _sources(register: pd.DataFrame) -> dict[str, str]:
    """Every source by its id and by its title, if the title is one source's alone."""
    ids = register["source_id"].tolist()
    titles = [folded(title) for title in register["title"].fillna("").tolist()]
    alone = {title: one for title, one in zip(titles, ids, strict=True) if title and titles.count(title) == 1}
    return {**alone, **{one: one for one in ids}}


def _others_rows(filled: Filled, code: str) -> list[Flaw]:
    """Rows that say that they are another municipality's: a CSV file may hold several."""
    found = filled.found
    told = [(row, row.values.get("code")) for row in filled.rows]
    return [
        flaw(found.grid.title, found.cell(row.number, "code"), other, "other_municipality")
        for row, other in told
        if other is not None and other.zfill(4) != code
    ]


def _shared_sources(sheets: Mapping[str, Sheetful], tables: Tables, code: str) -> list[Flaw]:
    """Sources that others rest on as well: what one municipality writes of them would stand at the others too."""
    mine = sheets.get("sources")
    if mine is None:
        return []
    used = {
        source
        for frame in tables.frames().values()
        if "code" in frame and "source_id" in frame
        for source in frame.loc[frame["code"] != code, "source_id"].dropna().unique()
    }
    before = {row["source_id"]: row for row in records(tables.sources)}
    after = records(mine.laid.frame)
    found = mine.filled.found
    return [
        flaw(found.grid.title, found.cell(mine.filled.rows[origin].number, "title"), row["title"], "shared_source")
        for row, origin in zip(after, mine.laid.origins, strict=True)
        if origin is not None and row["source_id"] in used and row != before.get(row["source_id"], row)
    ]


def _municipality(book: Book, found: list[Found], tables: Tables, city: str) -> tuple[str, list[Flaw]]:
    """The code of the municipality that the file is about, or what keeps it from being told."""
    told = about(book)
    code, sheet, cell = told.get("code", ("", "", ""))
    name, name_sheet, name_cell = told.get("municipality", ("", "", ""))
    codes = set(tables.slugs.values())
    if not code:
        code = next(iter(_codes(found)), "")
    if city:
        asked = tables.slugs.get(city, "")
        if code and code.zfill(4) != asked:
            return "", [
                flaw(sheet, cell, code, "another_city", name=tables.municipality(asked).name if asked else city)
            ]
        code = asked
    named = {folded(each): own for own in codes for each in _names(tables.municipality(own).name)}.get(folded(name), "")
    if name and not named:
        return "", [flaw(name_sheet, name_cell, name, "no_such_municipality")]
    code = code.zfill(4) if code else named
    if not code:
        return "", [flaw(name_sheet or sheet, name_cell or cell, "", "no_municipality")]
    if code not in codes:
        return "", [flaw(sheet, cell, code, "no_such_municipality")]
    if named and named != code:
        return "", [flaw(sheet, cell, code, "name_and_code", name=name)]
    return code, []


def _names(name: str) -> tuple[str, ...]:
    """A municipality's name, with and without the word for it."""
    genitive = name if name.endswith(("s", "x", "z")) else f"{name}s"
    return (name, f"{name} kommun", f"{genitive} kommun", f"{genitive} stad", f"{name} municipality")


def _codes(found: list[Found]) -> list[str]:
    """The codes that a file names in a column of its own, as CSV files from the product do."""
    return [
        plain(cells[each.columns["code"]].value)
        for each in found if "code" in each.columns
        for row, cells in each.grid.rows.items() if row > each.header and each.columns["code"] in cells
    ]  # fmt: skip


def _form(book: Book) -> list[Flaw]:
    form, sheet, cell = about(book).get("form", (FORM, "", ""))
    return [] if form.removesuffix(".0") == FORM else [flaw(sheet, cell, form, "other_form", wanted=FORM)]


def _base(
    book: Book, tables: Tables, releases: Releases | None
) -> tuple[Mapping[str, pd.DataFrame] | None, list[Flaw]]:
    """The tables that the workbook was made from, as far as they are still there; else a remark."""
    release, sheet, cell = about(book).get("release", ("", "", ""))
    if release == tables.release:
        return tables.frames(), []
    if release and releases is not None:
        try:
            return releases(release).frames(), []
        except (UnknownRelease, DataError):
            pass
    return None, [flaw(sheet, cell, release, "release_unknown")]


def _rows_of(frame: pd.DataFrame, table: str, code: str) -> dict[Key, Record]:
    own = frame if table == "sources" else frame[frame["code"] == code]
    return {key_of(row, table): row for row in records(own)}
