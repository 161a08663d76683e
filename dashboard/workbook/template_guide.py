"""The template's first sheet: what the workbook is, how it is filled in, and what the workbook says of itself."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.i18n import t
from dashboard.tables.loading import Tables
from dashboard.theme import colour
from dashboard.workbook.sheets import SHEETS
from dashboard.workbook.template_checks import list_name
from dashboard.workbook.template_look import LINE, Look, lines
from dashboard.workbook.template_sheets import headline, sheet_name
from dashboard.workbook.words import about, say

#: The form of the workbook; another form gets another number, so that a reader knows what it has before it.
FORM = "1"
#: The lists of all municipalities' names and codes, in a workbook that is nobody's yet.
NAMES, CODES = "municipality", "municipality_code"
#: The widths of the labels and of the texts beside them, in characters.
LABELS, TEXTS = 30, 105
#: So many letters of running text have room where a column counts fewer.
ROOM = 115
STEPS = ("step_1", "step_2", "step_3", "step_4", "step_5")
WRITING = ("numbers", "days", "empty", "words", "both", "rows", "example")
COLOURS = ("needed", "free", "sum", "example")
SENDING = ("checked", "own", "trying")


class _Guide:
    """The sheet with the row that comes next."""

    def __init__(self, look: Look, page: Worksheet) -> None:
        self.look, self.page, self.row = look, page, 0

    def say(self, key: str) -> str:
        return say(f"how.{key}", self.look.lang)

    def heading(self, text: str) -> None:
        """A heading, with air above it."""
        self.row += 1
        look = self.look.format(bold=True, font_size=13, font_color=colour("light", "accent"))
        self.page.write_string(self.row, 0, text, look)
        self.page.set_row_pixels(self.row, 26)
        self.row += 1

    def pair(self, label: str, text: str, style: Format | None = None) -> None:
        """A label, and a text beside it."""
        if label:
            self.page.write_string(self.row, 0, label, style or self.look.format(bold=True, text_wrap=True))
        self.page.write_string(self.row, 1, text, self.look.format(text_wrap=True))
        self._high(text)

    def link(self, label: str, target: str, text: str) -> None:
        """As a pair, its label leading to another sheet."""
        look = self.look.format(font_color=colour("light", "accent"), underline=1)
        self.page.write_url(self.row, 0, f"internal:{target}A1", look, label)
        self.page.write_string(self.row, 1, text, self.look.format(text_wrap=True))
        self._high(text)

    def _high(self, text: str) -> None:
        self.page.set_row_pixels(self.row, LINE * lines(text, ROOM) + 4)
        self.row += 1


def fill(look: Look, page: Worksheet, tables: Tables, code: str, heading: str) -> None:
    """Write it; an empty ``code`` leaves the municipality to be chosen."""
    guide = _Guide(look, page)
    page.hide_gridlines(2)
    page.set_column(0, 0, LABELS)
    page.set_column(1, 1, TEXTS)
    page.write_string(
        0, 0, t(look.lang, "product"), look.format(bold=True, font_size=18, font_color=colour("light", "accent"))
    )
    page.set_row_pixels(0, 32)
    page.write_string(1, 0, heading, look.format(bold=True, font_size=14))
    page.set_row_pixels(1, 26)
    guide.row = 2
    if tables.fictional:
        page.write_string(2, 0, t(look.lang, "fictional"), look.format(bold=True, font_color=colour("light", "warn")))
        guide.row = 3
    guide.heading(guide.say("what"))
    guide.pair(guide.say("document"), guide.say("what_text"))
    guide.pair("", guide.say("known_text" if code else "choose_text"))
    _itself(guide, tables, code)
    guide.heading(guide.say("steps"))
    for number, key in enumerate(STEPS, start=1):
        guide.pair(str(number), guide.say(key), look.format(bold=True, align="right", indent=1))
    guide.heading(guide.say("writing"))
    for key in WRITING:
        guide.pair(guide.say(key), guide.say(f"{key}_text"))
    guide.heading(guide.say("colours"))
    looks = {**{role: look.heading(role) for role in ("needed", "free", "sum")}, "example": look.example()}
    for role in COLOURS:
        guide.pair(guide.say(f"colour_{role}"), guide.say(f"colour_{role}_text"), looks[role])
    guide.heading(guide.say("sheets"))
    for sheet in SHEETS:
        guide.link(headline(sheet, look), sheet_name(sheet.table, look.lang), about(sheet.table, look.lang))
    guide.heading(guide.say("sending"))
    for key in SENDING:
        guide.pair(guide.say(key), guide.say(f"{key}_text"))
    page.set_selection(0, 0, 0, 0)


def _itself(guide: _Guide, tables: Tables, code: str) -> None:
    """What the workbook says of itself: a label in one cell, its value in the cell to the right of it."""
    look, lang = guide.look, guide.look.lang
    guide.heading(say("about.heading", lang))
    name = tables.municipality(code).name if code else ""
    told = {
        "municipality": name,
        "code": code,
        "release": tables.release,
        "language": say("about.name_of_language", lang),
        "form": FORM,
    }
    lists = {"municipality": NAMES, "code": CODES}
    for key, value in told.items():
        guide.page.write_string(guide.row, 0, say(f"about.{key}", lang), look.format(bold=True))
        if value:
            guide.page.write_string(guide.row, 1, value, look.format(num_format="@", align="left"))
        else:
            guide.page.write_blank(guide.row, 1, None, look.box())
            rule = {"validate": "list", "source": f"={list_name(lists[key])}", "error_type": "stop",
                    "error_title": say("check.word_title", lang), "error_message": say("check.word", lang)}  # fmt: skip
            guide.page.data_validation(guide.row, 1, guide.row, 1, rule)
        guide.row += 1
