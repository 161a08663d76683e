"""A sheet of the template: title, headings, the example row, what is known, and rows ready to be filled in."""

import re
from collections.abc import Callable, Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.workbook.sheets import BY_TABLE, VOCABULARIES, Field, Sheet, Sum
from dashboard.workbook.template_checks import check
from dashboard.workbook.template_known import Row, cell, sums, written
from dashboard.workbook.template_look import A3, LINE, THOUSANDS, Look, lines
from dashboard.workbook.words import Lang, about, example, heading, label, say, title, unit

#: Where rows begin, counted from nought: the title, what belongs here, headings, the example, what is filled in.
TITLE, ABOUT, HEADINGS, EXAMPLE, FIRST = range(5)
#: So many empty rows are ready below what is known.
EMPTY = 200
#: The width of the column of marks and of one that is worked out, and how far the second line reaches, in characters.
MARK, WORKED, REACH = 10, 20, 110
#: A row is no taller than so many lines.
MOST_LINES = 15
#: So many letters of running text have room where a column counts one.
ROOM = 1.1
#: Number formats: a per cent sign that somebody writes stays to be seen in a number without a format of its own.
FORMATS = {"year": "0", "whole": "0", "number": "General", "percent": "General"}


def sheet_name(table: str, lang: Lang, address: str = "") -> str:
    """A place in the workbook: ``'Källor'!$B$5:$B$204``."""
    quoted = title(table, lang).replace("'", "''")
    return f"'{quoted}'!{address}"


def headline(sheet: Sheet, look: Look) -> str:
    """A sheet's title with the section of the contract that it goes with."""
    return f"{sheet.section} {title(sheet.table, look.lang)}".strip()


def column(sheet: Sheet, name: str) -> str:
    """The letters of a field's column; the marks have the first."""
    return str(xl_col_to_name(1 + sheet.columns.index(name)))


def last_row(known: int) -> int:
    """The last row that is ready, counted from one."""
    return FIRST + known + EMPTY


def formula(each: Sum, sheet: Sheet, row: int, last: int, look: Look) -> str:
    """A sum's formula in a row (counted from one), its tokens put into cells and words."""

    def word(found: re.Match[str]) -> str:
        return '"' + label(found[1], found[2], look.lang).replace('"', '""') + '"'

    def whole(found: re.Match[str]) -> str:
        letters = column(sheet, found[1])
        return f"${letters}${FIRST + 1}:${letters}${last}"

    text = re.sub(r"\[(\w+)\.(\w+)\]", word, each.formula)
    text = re.sub(r"\{(\w+):\}", whole, text)
    return re.sub(r"\{(\w+)\}", lambda found: f"${column(sheet, found[1])}{row}", text)


def add(look: Look, sheet: Sheet, known: Sequence[Row], sources: int) -> None:
    """Write the sheet of a table; ``known`` are its rows, ``sources`` how many rows that of the sources has."""
    page = look.sheet(title(sheet.table, look.lang), A3)
    last = last_row(len(known))
    widths = [_width(each, sheet, look) for each in _columns(sheet)]
    _head(look, page, sheet, widths)
    _example(look, page, sheet, widths)
    page.set_column(0, 0, MARK, look.cell("@"))
    mark = look.cell("@")
    for row in range(FIRST, last):
        page.write_blank(row, 0, None, mark)
    named = _sources(look, sources)
    for at, field in enumerate(sheet.fields, start=1):
        style = look.cell(_format(field))
        page.set_column(at, at, widths[at - 1], style)
        put = _writer(page, field)
        for row, each in enumerate(known, start=FIRST):
            value = cell(field, each, look.lang)
            if value is None:
                page.write_blank(row, at, None, style)
            else:
                put(row, at, value, style)
        for row in range(FIRST + len(known), last):
            page.write_blank(row, at, None, style)
        rule = check(sheet, field, look.lang, f"{xl_col_to_name(at)}{FIRST + 1}", named)
        page.data_validation(FIRST, at, last - 1, at, rule)
    for row, each in enumerate(known, start=FIRST):
        page.set_row_pixels(row, _height([cell(field, each, look.lang) for field in sheet.fields], widths))
    worked = sums(sheet, known)
    for at, total in enumerate(sheet.sums, start=1 + len(sheet.fields)):
        page.set_column(at, at, widths[at - 1])
        for row in range(FIRST, last):
            value = worked[row - FIRST][total.name] if row - FIRST < len(known) else None
            text = formula(total, sheet, row + 1, last, look)
            page.write_formula(row, at, text, look.sum(), "" if value is None else value)
    page.freeze_panes(EXAMPLE, 2)
    page.autofilter(HEADINGS, 0, last - 1, len(sheet.columns))
    page.repeat_rows(HEADINGS)
    page.set_selection(FIRST, 1, FIRST, 1)


def _columns(sheet: Sheet) -> list[Field | Sum]:
    return [*sheet.fields, *sheet.sums]


def _sources(look: Look, count: int) -> str:
    """The cells of the sources' names, as a check's list names them."""
    letters = column(BY_TABLE["sources"], "source_id")
    return f"={sheet_name('sources', look.lang)}${letters}${FIRST + 1}:${letters}${last_row(count)}"


def _writer(page: Worksheet, field: Field) -> Callable[..., object]:
    written_as: Callable[..., object] = page.write_string if _format(field) == "@" else page.write_number
    return written_as


def _format(field: Field) -> str:
    """The number format of a field's cells; texts are texts, so that 2024-03 stays what it is."""
    if field.kind == "number" and field.unit:
        return THOUSANDS
    return FORMATS.get(field.kind, "@")


def _width(each: Field | Sum, sheet: Sheet, look: Look) -> int:
    """A column's width in characters: no word of its heading is broken, and a list's longest word is to be read."""
    head = max(map(len, heading(sheet.table, each.name, look.lang).split())) + 4
    if isinstance(each, Sum):
        return max(WORKED, head)
    # A list is as wide as its column.
    words = [label(each.words, value, look.lang) for value in VOCABULARIES[each.words]] if each.words else [""]
    return max(each.width, head, max(map(len, words)) + 3)


def _height(texts: Sequence[object], widths: Sequence[int]) -> int:
    """The height in pixels that the tallest of a row's texts needs."""
    counts = [
        lines(each, int(ROOM * width)) for each, width in zip(texts, widths, strict=False) if isinstance(each, str)
    ]
    return LINE * min(max(counts, default=1), MOST_LINES) + 2


def _head(look: Look, page: Worksheet, sheet: Sheet, widths: list[int]) -> None:
    page.set_row_pixels(TITLE, 30)
    page.write_string(TITLE, 0, headline(sheet, look), look.title())
    room, until = MARK, 0
    while room < REACH and until < len(widths):
        room, until = room + widths[until], until + 1
    text = about(sheet.table, look.lang)
    page.merge_range(ABOUT, 0, ABOUT, until, "", look.format(text_wrap=True))
    page.write_string(ABOUT, 0, text, look.format(text_wrap=True))
    page.set_row_pixels(ABOUT, LINE * lines(text, room) + 8)
    page.write_string(HEADINGS, 0, say("mark.heading", look.lang), look.heading("free"))
    tallest = 1
    for at, each in enumerate(_columns(sheet), start=1):
        role = "sum" if isinstance(each, Sum) else "needed" if each.needed else "free"
        text = heading(sheet.table, each.name, look.lang)
        text = f"{text}\n{unit(each.unit, look.lang)}" if each.unit else text
        page.write_string(HEADINGS, at, text, look.heading(role))
        # The arrow of the filter takes room beside the text.
        tallest = max(tallest, lines(text, widths[at - 1] - 3))
    page.set_row_pixels(HEADINGS, LINE * tallest + 6)


def _example(look: Look, page: Worksheet, sheet: Sheet, widths: list[int]) -> None:
    """The example row: it shows what a row may hold, and is never taken in."""
    page.write_string(EXAMPLE, 0, say("mark.example", look.lang), look.example())
    given = {field.name: example(sheet.table, field.name, look.lang) for field in sheet.fields}
    shown = [written(field, given[field.name], look.lang) for field in sheet.fields]
    for at, (field, value) in enumerate(zip(sheet.fields, shown, strict=True), start=1):
        style = look.example(_format(field))
        if value is None:
            page.write_blank(EXAMPLE, at, None, style)
        else:
            _writer(page, field)(EXAMPLE, at, value, style)
    for at, total in enumerate(sheet.sums, start=1 + len(sheet.fields)):
        value = sums(sheet, [given])[0][total.name]
        page.write(EXAMPLE, at, "" if value is None else value, look.example(THOUSANDS))
    page.set_row_pixels(EXAMPLE, _height(shown, widths))
