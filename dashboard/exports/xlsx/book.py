"""The workbook that is being written: its cell formats, the names of its sheets, and how a value becomes a cell."""

from datetime import UTC, datetime
from typing import IO, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.cell_formats import CellFormats
from dashboard.exports.bundle import Bundle
from dashboard.exports.sealed import moment
from dashboard.i18n import t
from dashboard.theme import colour
from dashboard.views import Column

#: What Excel allows in a sheet's name, and in a cell.
NAME_LENGTH, FORBIDDEN, CELL_LENGTH = 31, str.maketrans(dict.fromkeys("[]:*?/\\", " ")), 32_767
#: The longest address that Excel opens from a cell.
LINK_LENGTH = 2_079


class Book:
    """A workbook of a bundle; no text in it is ever read as a formula, a number or a link."""

    def __init__(self, out: IO[bytes], bundle: Bundle) -> None:
        self.bundle = bundle
        self.lang = bundle.state.lang
        # Texts stay texts, whatever they begin with.
        plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        self.workbook = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
        self.workbook.set_properties(
            {
                "title": t(self.lang, "product"),
                "author": t(self.lang, "product"),
                "comments": bundle.address,
                # A file made twice of the same data is the same file.
                "created": datetime(*moment(bundle.tables.data_date), tzinfo=UTC).replace(tzinfo=None),
            }
        )
        self._names: set[str] = set()
        #: A cell format by its properties.
        self.format = CellFormats(self.workbook)

    def t(self, key: str, **values: object) -> str:
        """A text in the file's language, its key given whole."""
        return t(self.lang, key, **values)

    def sheet(self, _key: str, title: str) -> Worksheet:
        """A new sheet of that title, cut to what Excel allows and told apart from those that have it already."""
        sheet = self.workbook.add_worksheet(self._name(title))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _name(self, title: str) -> str:
        base = " ".join(title.translate(FORBIDDEN).split()).strip("'")[:NAME_LENGTH].strip()
        name, number = base, 2
        while name.lower() in self._names:
            tail = f" {number}"
            name, number = base[: NAME_LENGTH - len(tail)] + tail, number + 1
        self._names.add(name.lower())
        return name

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **properties: Any) -> None:
        """A text as a text."""
        sheet.write_string(row, column, text[:CELL_LENGTH], self.format(**properties))

    def link(self, sheet: Worksheet, row: int, column: int, address: object, text: str, **properties: Any) -> None:
        """A text that leads to an address; the bare text where the address is none that a reader can open."""
        if (
            not isinstance(address, str)
            or not address.startswith(("http://", "https://"))
            or len(address) > LINK_LENGTH
        ):
            self.text(sheet, row, column, text, **properties)
            return
        look = {"font_color": colour("light", "accent"), "underline": 1, **properties}
        sheet.write_url(row, column, str(address), self.format(**look), text[:CELL_LENGTH])

    def value(self, sheet: Worksheet, row: int, at: int, value: Any, column: Column, href: object = None) -> None:
        """A cell of a table: a number as a number in its unit's format, a text as a text, missing as an empty cell."""
        if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
            sheet.write_blank(row, at, None, self.format())
        elif column.unit == "text" or isinstance(value, str):
            self.link(sheet, row, at, href, str(value), text_wrap=True, align="left", indent=int(at > 0))
        else:
            number = int(value) if column.unit == "year" else float(value)
            align = "left" if column.unit == "year" and not at else "right"
            sheet.write_number(row, at, number, self.format(num_format=number_format(column), align=align))

    def close(self) -> None:
        """Write it all."""
        self.workbook.close()


def number_format(column: Column) -> str:
    """How Excel shows a number of the column's unit; a point stands for the reader's own decimal sign."""
    places = f".{'0' * column.decimals}" if column.decimals else ""
    if column.unit == "year":
        return "0"
    return f"0{places} %" if column.unit == "percent" else f"#,##0{places}"
