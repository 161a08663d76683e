"""A file's bytes opened with care: what is too large, locked, cut off or hostile is refused before it is unpacked."""

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import Any

from dashboard.workbook.numbers import Problem
from dashboard.workbook.remarks import theirs
from dashboard.workbook.screening import screened

MB = 1_000_000
#: The largest file that is looked at, and what its parts may come to when they are unpacked.
LARGEST, UNPACKED = 10 * MB, 40 * MB
MAX_PARTS = 2_000
#: How far down and to the right a sheet is read; a municipality needs a fraction of it.
MAX_ROWS, MAX_COLUMNS = 5_000, 100
#: The old form of Excel's files, which is also what a workbook with a password is wrapped in.
OLE = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
#: Of a cell's text so much is kept: a text that a sheet names many times would take long to look at each time.
LETTERS = 10_000


class Refused(Exception):
    """A file that is not read: carries the message's key and values."""

    def __init__(self, key: str, **details: Any) -> None:
        super().__init__(key)
        self.problem = Problem(key, details)


@dataclass(frozen=True)
class Cell:
    """A cell's value, and the number format that it is shown in."""

    value: Any
    form: str = "General"


@dataclass(frozen=True)
class Grid:
    """A sheet's filled cells by row and column, counted from 1. ``unread`` cells hold a formula without a value."""

    title: str
    rows: dict[int, dict[int, Cell]]
    hidden: tuple[int, ...] = ()
    unread: frozenset[tuple[int, int]] = frozenset()
    #: Cells that hold nothing themselves, and mean what stands in the first of their merged cells.
    merged: frozenset[tuple[int, int]] = frozenset()
    #: Cells with a comment that is not a copy's of ours.
    comments: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Book:
    """A workbook's sheets, what it says of itself, and whether it holds macros (which are never run)."""

    grids: tuple[Grid, ...]
    properties: dict[str, str] = field(default_factory=dict)
    macros: bool = False


def open_book(data: bytes) -> Book:
    """A workbook (xlsx or xlsm) by its bytes. Raises :class:`Refused`; bounded by the limits above."""
    look(data)
    parts, unread = _unpacked(data)
    try:
        return _read(data, parts, unread=unread)
    except Refused:
        raise
    except Exception:
        # openpyxl, zipfile and the XML parser each fail in their own ways on a damaged file; none says more than this
        raise Refused("damaged") from None


def look(data: bytes) -> None:
    """Refuses what is no workbook of a kind that is read, by its size and its first bytes."""
    if len(data) > LARGEST:
        raise Refused("too_large", limit=LARGEST // MB)
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("empty_file")
    if data.startswith(OLE):
        raise Refused("password" if LOCKED in data else "old_excel")
    if data.startswith(b"%PDF"):
        raise Refused("pdf")


def _unpacked(data: bytes) -> tuple[dict[str, bytes], bool]:
    """The workbook's parts, unpacked within bounds, and whether a formula stands in them without its value."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            if any(info.flag_bits & 1 for info in infos):
                raise Refused("password")
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > UNPACKED:
                raise Refused("too_large_unpacked", limit=UNPACKED // MB)
            if "xl/workbook.xml" not in names:
                raise Refused("other_format" if {"mimetype", "xl/workbook.bin"} & names else "not_workbook")
            if len(names) < len(infos):
                raise Refused("damaged")
            # To read each part whole also proves its checksum.
            parts = {info.filename: archive.read(info) for info in infos}
    except Refused:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError, MemoryError):
        raise Refused("damaged") from None
    except Exception:
        # zlib and the other packings raise errors of their own
        raise Refused("damaged") from None
    count = screened(parts)
    if isinstance(count, Problem):
        raise Refused(count.key, **count.details)
    return parts, count.unread


def _read(data: bytes, parts: dict[str, bytes], *, unread: bool) -> Book:
    book = _loaded(data, values=True)
    # A second look at the formulas is needed only where one has no value beside it.
    formulas = _loaded(data, values=False) if unread else None
    grids = []
    for sheet in book.worksheets:
        without = _unread(sheet, formulas[sheet.title]) if formulas is not None else frozenset()
        grids.append(_grid(sheet, without))
    told = {each.name: str(each.value) for each in book.custom_doc_props.props if each.value is not None}
    return Book(tuple(grids), told, any(name.endswith("vbaProject.bin") for name in parts))


def _loaded(data: bytes, *, values: bool) -> Any:
    # imported where it is used: the server's pages never need it
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), data_only=values, keep_links=False, rich_text=False)


def _cells(sheet: Any) -> Any:
    """The cells that a sheet holds; to walk over its rows would make the empty ones too."""
    return sheet._cells.items()


def _grid(sheet: Any, unread: frozenset[tuple[int, int]]) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    comments = sorted(place for place, cell in _cells(sheet) if theirs(cell))
    for (row, column), cell in _cells(sheet):
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
            continue
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise Refused("too_far", cell=cell.coordinate, sheet=sheet.title)
        value = cell.value[:LETTERS] if isinstance(cell.value, str) else cell.value
        rows.setdefault(row, {})[column] = Cell(value, str(cell.number_format))
    merged = frozenset(place for area in sheet.merged_cells.ranges for place in _spread(rows, area))
    hidden = sorted(number for number, each in sheet.row_dimensions.items() if each.hidden and number in rows)
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return Grid(sheet.title, ordered, tuple(hidden), unread, merged, tuple(comments))


def _spread(rows: dict[int, dict[int, Cell]], area: Any) -> list[tuple[int, int]]:
    """Cells that are merged downwards all mean what stands in the first of them; merged sideways they are one cell.

    Fills them in, in place, and gives their places.
    """
    first = rows.get(area.min_row, {}).get(area.min_col)
    if first is None:
        return []
    below = []
    for row in range(area.min_row + 1, min(area.max_row, MAX_ROWS) + 1):
        # A row that is empty but for the merged cell is no row of its own.
        if row in rows:
            rows[row].setdefault(area.min_col, first)
            below.append((row, area.min_col))
    return below


def _unread(values: Any, formulas: Any) -> frozenset[tuple[int, int]]:
    """Where a formula stands whose value the program that saved the file has not written."""
    known = {place for place, cell in _cells(values) if cell.value is not None}
    return frozenset(place for place, cell in _cells(formulas) if cell.data_type == "f" and place not in known)
