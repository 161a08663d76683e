"""How the template looks: its cell formats, made once, in the colours and the typeface of the other workbooks."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.cell_formats import CellFormats
from dashboard.theme import colour
from dashboard.workbook.words import Lang

#: A number that is easy to read when it is large and left as it is written when it is not.
THOUSANDS = "[>=1000]#,##0;General"
#: The height of a line of text, in pixels.
LINE = 20
#: Paper sizes as Excel numbers them: tables are wide.
A3, A4 = 8, 9
#: What whoever fills in a sheet may do with it; the rest of the protection keeps headings and formulas as they are.
ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "insert_hyperlinks": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}


class Look:
    """A workbook that is being written; no text in it is read as a formula, a number or a link unless it is meant."""

    def __init__(self, lang: Lang, title: str, author: str, today: date, properties: dict[str, str]) -> None:
        self.lang = lang
        self.out = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        self.workbook = xlsxwriter.Workbook(self.out, {"in_memory": True, **plain})
        # A file made twice of the same data on the same day is the same file.
        created = datetime(today.year, today.month, today.day)
        self.workbook.set_properties({"title": title, "author": author, "created": created})
        for name, value in properties.items():
            self.workbook.set_custom_property(name, value, "text")
        #: A cell format by its properties.
        self.format = CellFormats(self.workbook)

    def sheet(self, title: str, paper: int) -> Worksheet:
        """A new sheet for landscape paper, one page wide, protected without a password."""
        sheet = self.workbook.add_worksheet(title)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.protect("", ALLOWED)
        return sheet

    def close(self) -> bytes:
        """The whole file."""
        self.workbook.close()
        return self.out.getvalue()

    # What formats mean: the same words as in the guide's list of colours.

    def title(self) -> Format:
        """A sheet's title."""
        return self.format(bold=True, font_size=16, font_color=colour("light", "accent"))

    def heading(self, role: str) -> Format:
        """A column's heading; ``needed``, ``free`` or ``sum``."""
        grounds = {"needed": "accent", "free": "accent-soft", "sum": "grid"}
        ink = "on-accent" if role == "needed" else "ink"
        return self.format(
            bold=role == "needed", text_wrap=True, border=1, border_color=colour("light", "line"),
            bg_color=colour("light", grounds[role]), font_color=colour("light", ink),
        )  # fmt: skip

    def example(self, number_format: str = "@") -> Format:
        """A cell of the example row."""
        return self.format(
            italic=True, text_wrap=True, num_format=number_format, **_aligned(number_format),
            font_color=colour("light", "muted"), bg_color=colour("light", "ground"),
        )  # fmt: skip

    def sum(self) -> Format:
        """A cell that is worked out."""
        return self.format(
            num_format=THOUSANDS, **_aligned(THOUSANDS),
            font_color=colour("light", "muted"), bg_color=colour("light", "ground"),
        )  # fmt: skip

    def cell(self, number_format: str) -> Format:
        """A cell to fill in."""
        is_text = number_format == "@"
        return self.format(locked=False, text_wrap=is_text, num_format=number_format, **_aligned(number_format))

    def box(self) -> Format:
        """A cell of the guide to fill in."""
        return self.format(
            locked=False, num_format="@", bg_color=colour("light", "warn-soft"),
            border=1, border_color=colour("light", "muted"),
        )  # fmt: skip


def _aligned(number_format: str) -> dict[str, Any]:
    """Texts to the left, figures to the right with air to the text in the next column."""
    return {"align": "left"} if number_format == "@" else {"align": "right", "indent": 1}


def lines(text: str, width: int) -> int:
    """How many lines a wrapped text takes in a column of so many characters, about."""
    count = 0
    for part in text.split("\n"):
        room, count = 0, count + 1
        for word in part.split():
            if room and room + 1 + len(word) > width:
                room, count = 0, count + 1
            room += len(word) + bool(room)
            # A word longer than the column is broken.
            count, room = count + (room - 1) // max(width, 1), (room - 1) % max(width, 1) + 1
    return count
