"""Cell formats of the workbooks that are written here: one type and ink for files of views and for the template."""

from typing import TYPE_CHECKING, Any

from dashboard.theme import colour

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Calibri"


class CellFormats:
    """The formats of one workbook, each made once; called with XlsxWriter's names for what differs from plain text."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> "Format":
        """A format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 11, "font_color": colour("light", "ink"), "valign": "top"}
            self._made[key] = self._workbook.add_format({**base, **properties})
        return self._made[key]
