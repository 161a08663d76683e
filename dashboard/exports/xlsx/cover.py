"""The first sheet: what the workbook holds, in which state, of which data, and how it is read."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from dashboard import i18n
from dashboard.exports.xlsx.book import Book
from dashboard.exports.xlsx.view_sheets import PIXELS_A_LINE
from dashboard.i18n import t_for
from dashboard.state import LAST_YEAR
from dashboard.theme import colour
from dashboard.views import Shown
from dashboard.views.places import place_of

#: The width of the second column, in characters.
WIDE = 100
HOW = ("how_missing", "how_kind", "how_compare", "how_numbers")


def fill(book: Book, sheet: Worksheet, told: Sequence[tuple[str, Shown]], extra: Sequence[str], listed: str) -> None:
    """Write it; ``told`` are the views' sheets by name, ``extra`` others, ``listed`` that of the sources."""
    bundle = book.bundle
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, WIDE)
    book.text(sheet, 0, 0, book.t("product"), bold=True, font_size=18, font_color=colour("light", "accent"))
    book.text(sheet, 1, 0, place_of(bundle.state, bundle.tables), bold=True, font_size=14)
    row = 3
    if bundle.tables.fictional:
        book.text(sheet, row, 0, book.t("fictional"), bold=True, font_color=colour("light", "warn"))
        row += 2
    for label, text in facts(book):
        book.text(sheet, row, 0, label, bold=True)
        _long(book, sheet, row, text)
        row += 1
    book.text(sheet, row, 0, book.t("workbook.address"), bold=True)
    book.link(sheet, row, 1, bundle.address, bundle.address)
    row = _how(book, sheet, row + 2)
    row = _sheets(book, sheet, row + 1, told, extra, listed)
    empty = [shown for shown in bundle.views if shown.status != "ready"]
    if empty:
        book.text(sheet, row + 1, 0, book.t("workbook.empty"), bold=True, font_size=13)
        row += 2
        if not told:
            book.text(sheet, row, 0, book.t("workbook.none"))
            row += 1
        for shown in empty:
            book.text(sheet, row, 0, book.t(f"view.{shown.view}"))
            _long(book, sheet, row, shown.summary)
            row += 1


def _long(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    """A text in the second column, its row as high as it needs."""
    book.text(sheet, row, 1, text, text_wrap=True)
    sheet.set_row_pixels(row, PIXELS_A_LINE * (1 + len(text) // WIDE))


def facts(book: Book) -> list[tuple[str, str]]:
    """The state and the data in words: what is shown, how, from which data and on which terms."""
    state, tables = book.bundle.state, book.bundle.tables
    measure = book.t(f"measure.{state.measure}")
    if state.measure == "index":
        measure = book.t("workbook.index", base=state.base)
    out = [
        (book.t("workbook.place"), place_of(state, tables)),
        (book.t("workbook.measure"), measure),
        (book.t("workbook.years"), f"{state.start}–{state.end}"),
    ]
    if state.align == "lap":
        out.append((book.t("workbook.aligned"), book.t("workbook.lap")))
    if state.refs:
        names = [book.t(f"workbook.ref.{ref}") for ref in state.refs]
        out.append((book.t("workbook.beside"), i18n.listing(book.lang, names)))
    if state.pace:
        said = "; ".join(_pace(book, name, pace) for name, pace in state.pace)
        by = f" ({state.by})" if state.by and state.by <= LAST_YEAR else ""
        out.append((book.t("workbook.scenario"), f"{said}{by}. {book.t('workbook.not_forecast')}"))
    out += [
        (book.t("workbook.data"), tables.release),
        (book.t("workbook.dated"), tables.data_date),
        (book.t("workbook.licence"), t_for(book.lang, "catalog.terms.description", fictional=tables.fictional)),
    ]
    return out


def _pace(book: Book, name: str, pace: float) -> str:
    """``−9 % om året``; a sector's or a municipality's with its name."""
    said = i18n.percent(book.lang, -pace / 100, 0 if float(pace).is_integer() else 1, sign=True)
    told = book.t("workbook.scenario_all", pace=said)
    if not name:
        return told
    tables = book.bundle.tables
    if name in tables.slugs:
        called = str(tables.municipality(tables.slugs[name]).name)
    else:
        key = f"sector.{name}"
        called = book.t(key) if key in i18n.texts(book.lang) else name
    return book.t("workbook.scenario_one", name=called, pace=told)


def _how(book: Book, sheet: Worksheet, row: int) -> int:
    book.text(sheet, row, 0, book.t("workbook.how"), bold=True, font_size=13)
    for key in HOW:
        row += 1
        book.text(sheet, row, 0, book.t(f"workbook.{key}"))
    return row + 1


def _sheets(
    book: Book, sheet: Worksheet, row: int, told: Sequence[tuple[str, Shown]], extra: Sequence[str], listed: str
) -> int:
    """Every sheet as a link to it, with what it shows."""
    if not told and not listed:
        return row
    book.text(sheet, row, 0, book.t("workbook.sheets"), bold=True, font_size=13)
    first: set[str] = set()
    pairs = []
    for name, shown in told:
        pairs.append((name, "" if shown.view in first else shown.summary))
        first.add(shown.view)
    for name, text in [*pairs, *((name, "") for name in extra), *([(listed, "")] if listed else [])]:
        row += 1
        look = book.format(font_color=colour("light", "accent"), underline=1)
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", look, name)
        _long(book, sheet, row, text)
    return row + 1
