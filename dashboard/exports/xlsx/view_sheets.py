"""The sheets of a view: its finding, its table, its charts and remarks; and a second one of what stands below it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from xlsxwriter.worksheet import Worksheet

from dashboard.exports.xlsx.book import Book
from dashboard.exports.xlsx.charts import Charts
from dashboard.theme import colour
from dashboard.views import Shown, Table
from dashboard.views.differences import differences_of, differences_table
from dashboard.views.places import place_of

#: The widest and the narrowest column, in characters; a longer text is wrapped.
MOST, MOST_SHARED, LEAST = 55, 40, 8
#: The height of a line of text, in pixels, and how many lines of a cell are shown.
PIXELS_A_LINE, MOST_LINES = 20, 15
#: Pixels a character, about, and how wide a table may be (in pixels) for charts to stand beside it.
PIXELS_A_CHARACTER, ROOM_BESIDE = 7, 760
#: How far the finding's cell reaches, in columns; how wide a column is that nobody sets, in characters; and how many
#: of a finding's large letters have room where there is room for a usual one.
SPAN, USUAL, LARGE = 8, 8, 0.65


def add_view(book: Book, charts: Charts, shown: Shown) -> list[str]:
    """The sheets of a view that has data, by name: first its own, then that of its sections, if they hold anything."""
    title = book.t(f"view.{shown.view}")
    sheet = book.sheet(shown.view, title)
    widths = _widths(shown.table, book.lang)
    row = _head(book, sheet, title, shown.summary, widths)
    _set_widths(sheet, widths)
    sheet.freeze_panes(row + 1, 1)
    below = add_table(book, sheet, row, shown.table, widths, shown) + 1
    wide = sum(widths) * PIXELS_A_CHARACTER
    if wide <= ROOM_BESIDE:
        charts.place(sheet, shown, row, len(widths) + 1)
    for remark in shown.remarks:
        book.text(sheet, below, 0, remark)
        below += 1
    if wide > ROOM_BESIDE:
        charts.place(sheet, shown, below + 1, 0)
    return [sheet.get_name(), *_sections(book, shown)]


def _head(book: Book, sheet: Worksheet, name: str, finding: str, widths: Sequence[int]) -> int:
    """The lines above a table: the finding, and what the sheet is of; gives the row that comes after them."""
    look = {"bold": True, "font_size": 14, "text_wrap": True}
    sheet.merge_range(0, 0, 0, SPAN - 1, "", book.format(**look))
    book.text(sheet, 0, 0, finding, **look)
    line = LARGE * sum([*widths, *[USUAL] * SPAN][:SPAN])
    sheet.set_row_pixels(0, 24 * (1 + int(len(finding) / line)) + 4)
    kicker = f"{name} · {place_of(book.bundle.state, book.bundle.tables)}"
    book.text(sheet, 1, 0, kicker, font_color=colour("light", "muted"))
    if not book.bundle.tables.fictional:
        return 3
    book.text(sheet, 2, 0, book.t("fictional"), bold=True, font_color=colour("light", "warn"))
    return 4


def add_table(
    book: Book, sheet: Worksheet, row: int, table: Table, widths: Sequence[int], shown: Shown | None = None
) -> int:
    """A table whose headings stand in the row, as a table of Excel's; gives the row that comes after it.

    ``widths`` are its columns' in characters: rows are as high as their texts then need.
    """
    columns = [column.name for column in table.columns]
    if table.rows.empty:
        return row
    last = row + len(table.rows)
    heads = _unique([_heading(book, table, place, shown) for place in range(len(columns))])
    head = book.format(
        bold=True, text_wrap=True, bg_color=colour("light", "accent-soft"), bottom=1, valign="bottom",
        bottom_color=colour("light", "accent"),
    )  # fmt: skip
    sheet.add_table(
        row, 0, last, len(columns) - 1,
        {"columns": [{"header": name, "header_format": head} for name in heads], "style": None},
    )  # fmt: skip
    hrefs = [table.rows[column.href].tolist() if column.href else None for column in table.columns]
    kept = [table.rows[name].tolist() for name in columns]
    for at, (column, values) in enumerate(zip(table.columns, kept, strict=True)):
        leads = hrefs[at]
        for place, value in enumerate(values):
            book.value(sheet, row + 1 + place, at, value, column, leads[place] if leads else None)
    for place, texts in enumerate(zip(*kept, strict=True), row + 1):
        sheet.set_row_pixels(place, PIXELS_A_LINE * _lines(texts, widths))
    sheet.set_row_pixels(row, PIXELS_A_LINE * _lines(heads, [width - 3 for width in widths]) + 2)
    return last + 1


def _lines(texts: Sequence[object], widths: Sequence[int]) -> int:
    """How many lines the highest of a row's texts takes, of those that are shown at all."""
    needed = [
        -(-len(text) // max(width, 1)) for text, width in zip(texts, widths, strict=False) if isinstance(text, str)
    ]
    return min(max(needed, default=1) or 1, MOST_LINES)


def _heading(book: Book, table: Table, place: int, shown: Shown | None) -> str:
    """A column's heading with its unit, unless it names that already; a count has the unit of an index, and is none."""
    column = table.columns[place]
    if column.unit in ("text", "year") or (column.unit == "index" and not (shown and shown.state.measure == "index")):
        return column.heading
    unit = "%" if column.unit == "percent" else book.t(f"csv_unit.{column.unit}")
    return column.heading if unit.lower() in column.heading.lower() else f"{column.heading} [{unit}]"


def _unique(heads: list[str]) -> list[str]:
    """Excel's tables want every heading once, and none empty."""
    out: list[str] = []
    for head in heads:
        name, number = head or "–", 2
        while name.lower() in (other.lower() for other in out):
            name, number = f"{head} {number}", number + 1
        out.append(name)
    return out


def _widths(table: Table, lang: str) -> list[int]:
    """Each column as wide as its texts, within limits."""
    cells = table.cells(lang)
    out = []
    for place, column in enumerate(table.columns):
        lengths = sorted(len(row[place]) for row in cells) or [0]
        # Nearly all fit; the few long ones are wrapped.
        usual = lengths[int(0.9 * (len(lengths) - 1))]
        head = max((len(word) for word in column.heading.split()), default=0) + 4
        out.append(min(max(usual + 2, head, LEAST), MOST))
    return out


def _set_widths(sheet: Worksheet, widths: list[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _sections(book: Book, shown: Shown) -> list[str]:
    """What stands below the view on its page, on a sheet of its own: lists, and tables under their headings."""
    held = [part for part in shown.sections if part.items or part.table is not None]
    if not held:
        return []
    sheet = book.sheet(shown.view, book.t("workbook.parts", view=book.t(f"view.{shown.view}")))
    tables = [_widths(part.table, book.lang) for part in held if part.table is not None]
    # Tables below each other share the sheet's columns.
    widths = [min(max(column), MOST_SHARED) for column in zip_longest(*tables, fillvalue=0)]
    _set_widths(sheet, widths)
    row = _head(book, sheet, book.t(f"view.{shown.view}"), shown.summary, widths)
    for part in held:
        book.text(sheet, row, 0, part.heading, bold=True, font_size=13)
        row += 1
        for item in part.items:
            book.text(sheet, row, 0, item)
            row += 1
        if part.table is not None:
            row = add_table(book, sheet, row + bool(part.items), part.table, widths, shown)
        row += 1
    return [sheet.get_name()]


def add_differences(book: Book) -> list[str]:
    """The sheet of what differs most between several municipalities, by name; none where there are not two of them."""
    state, tables = book.bundle.state, book.bundle.tables
    found = differences_of(state, tables)
    if found is None:
        return []
    table = differences_table(state, tables)
    sheet = book.sheet("differences", book.t("workbook.differences"))
    widths = _widths(table, book.lang)
    _set_widths(sheet, widths)
    row = _head(book, sheet, book.t("workbook.differences"), found.heading, widths)
    sheet.freeze_panes(row + 1, 1)
    # Each row tells its own unit, so that the heading of the figures has none.
    plain = tuple(replace(column, unit="index") if column.unit == "points" else column for column in table.columns)
    add_table(book, sheet, row, Table(plain, table.rows), widths)
    return [sheet.get_name()]
