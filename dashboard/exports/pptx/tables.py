"""A view's table as a table that the program edits: the rows that have room, the others counted in words."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Pt

from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import LINE, cut, lines_of, width_of
from dashboard.exports.pptx.page import Page, described
from dashboard.exports.pptx.shapes import Box, Run
from dashboard.i18n import number, t
from dashboard.views import Column, Table

#: Letters' size, the room within a cell, rows at most, and lines that a cell may take.
SIZE, PAD, ROWS, LINES = 12.0, 4.0, 8, 3
#: A column is at least so wide, and asks for no more than this (pt).
NARROW, WIDE = 56.0, 300.0
#: No style: the program's own would stripe the rows.
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def table(page: Page, shown: Table, lang: str, box: Box, *, columns: tuple[str, ...], alt: str) -> float:
    """The table with those of the columns that it has; where it ends."""
    kept = [column for name in columns for column in shown.columns if column.name == name]
    cells = Table(tuple(kept), shown.rows).cells(lang)
    widths = _widths(kept, cells, box.width)
    rows = [[column.heading for column in kept], *cells]
    rows = [[_cut(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    heights = [_height(row, widths, bold=at == 0) for at, row in enumerate(rows)]
    fits = _fits(heights, box.height - SIZE * LINE - 4)
    left = len(rows) - fits
    rows, heights = rows[:fits], heights[:fits]
    frame = page.slide.shapes.add_table(
        len(rows), len(kept), Pt(box.left), Pt(box.top), Pt(sum(widths)), Pt(sum(heights))
    )
    described(frame, "Table", alt)
    _fill(page, frame.table, rows, widths, heights, kept)
    end = box.top + sum(heights)
    if left:
        key = "slides.rows_left_one" if left == 1 else "slides.rows_left"
        said = t(lang, key, count=number(lang, left))
        page.text(Box(box.left, end + 4, box.width, SIZE * LINE), [[Run(said, SIZE, ink("muted"))]], name="Rows left")
        end += 4 + SIZE * LINE
    return end


def _fill(
    page: Page, made: Any, rows: list[list[str]], widths: list[float], heights: list[float], kept: list[Column]
) -> None:
    made._tbl.tblPr.find("{*}tableStyleId").text = PLAIN
    made.horz_banding = False
    for at, width in enumerate(widths):
        made.columns[at].width = Pt(width)
    for at, row in enumerate(rows):
        made.rows[at].height = Pt(heights[at])
        for across, text in enumerate(row):
            cell = made.cell(at, across)
            shade = ink("on-accent") if at == 0 else ink("ink")
            align = "left" if kept[across].unit in ("text", "year") else "right"
            page.fill(cell.text_frame, [[Run(text, SIZE, shade, bold=at == 0)]], align=align)
            cell.margin_left = cell.margin_right = Pt(PAD)
            cell.margin_top = cell.margin_bottom = Pt(PAD / 2)
            cell.fill.solid()
            ground = ink("accent") if at == 0 else ink("ground") if at % 2 == 0 else ink("paper")
            cell.fill.fore_color.rgb = RGBColor.from_string(ground)


def _widths(kept: list[Column], cells: list[list[str]], room: float) -> list[float]:
    """What each column's words ask for, at least its longest word; made to fill the room together."""
    least, asked = [], []
    for at, column in enumerate(kept):
        texts = [column.heading, *(row[at] for row in cells)]
        words = [word for text in texts for word in text.split(" ")]
        least.append(max(NARROW, max(width_of(word, SIZE, bold=True) for word in words) + 2 * PAD + 2))
        asked.append(min(WIDE, max(width_of(text, SIZE, bold=True) for text in texts) + 2 * PAD + 2))
    asked = [max(pair) for pair in zip(least, asked, strict=True)]
    spare = room - sum(least)
    wish = sum(asked) - sum(least)
    if spare <= 0 or wish <= 0:
        return [width * room / sum(least) for width in least]
    part = spare / wish
    return [low + (high - low) * part for low, high in zip(least, asked, strict=True)]


def _cut(text: str, width: float) -> str:
    return cut(text, width - 2 * PAD - 1, SIZE, LINES, bold=False)


def _height(row: list[str], widths: list[float], *, bold: bool) -> float:
    lines = max(lines_of(text, width - 2 * PAD - 1, SIZE, bold=bold) for text, width in zip(row, widths, strict=True))
    return lines * SIZE * LINE + PAD + 2


def _fits(heights: list[float], room: float) -> int:
    """How many rows, the heading among them, have room."""
    used, count = 0.0, 0
    for high in heights[: ROWS + 1]:
        if used + high > room and count > 1:
            break
        used, count = used + high, count + 1
    return count
