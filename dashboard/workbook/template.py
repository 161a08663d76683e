"""The workbook that a municipality fills in: one sheet a table, with what is known of the municipality already."""

from datetime import date

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.i18n import alphabetical, t
from dashboard.tables.loading import Tables
from dashboard.workbook import template_guide, template_sheets
from dashboard.workbook.sheets import SHEETS, VOCABULARIES
from dashboard.workbook.template_checks import list_name
from dashboard.workbook.template_guide import FORM
from dashboard.workbook.template_known import rows
from dashboard.workbook.template_look import A4, Look
from dashboard.workbook.words import Lang, label, say

#: The names of the workbook's own properties.
PROPERTY = "omstallningskartan"


def template(tables: Tables, slug: str | None, lang: Lang, *, today: date) -> bytes:
    """The workbook as an ``.xlsx`` file, the same for the same tables, municipality, language and day.

    ``slug`` is the municipality's name in addresses (``KeyError`` for an unknown one); with ``None`` the workbook is
    nobody's yet, holds no rows, and its user chooses the municipality in it.
    """
    code = tables.slugs[slug] if slug is not None else ""
    name = tables.municipality(code).name if code else ""
    product = t(lang, "product")
    heading = say("how.for_one", lang, name=name) if name else say("how.for_any", lang)
    look = Look(lang, f"{product}: {heading}", product, today, _properties(tables, code, lang))
    guide = look.sheet(say("how.sheet", lang), A4)
    known = {sheet.table: rows(tables, sheet, code) for sheet in SHEETS}
    for sheet in SHEETS:
        template_sheets.add(look, sheet, known[sheet.table], len(known["sources"]))
    lists = look.sheet(say("how.lists", lang), A4)
    _lists(look, lists, tables, choose=not code)
    template_guide.fill(look, guide, tables, code, heading)
    lists.hide()
    guide.activate()
    return look.close()


def _properties(tables: Tables, code: str, lang: Lang) -> dict[str, str]:
    """What the file says of itself; a municipality that is not chosen yet is an empty text."""
    told = {"code": code, "release": tables.release, "lang": lang, "form": FORM}
    return {f"{PROPERTY}_{name}": value for name, value in told.items()}


def _lists(look: Look, page: Worksheet, tables: Tables, *, choose: bool) -> None:
    """Every vocabulary in a column under its name; with ``choose`` the municipalities and their codes too."""
    columns = {name: [label(name, value, look.lang) for value in values] for name, values in VOCABULARIES.items()}
    if choose:
        pairs = sorted(zip(tables.municipalities["name"], tables.municipalities["code"], strict=True),
                       key=lambda pair: alphabetical(pair[0]))  # fmt: skip
        columns[template_guide.NAMES] = [str(name) for name, _ in pairs]
        columns[template_guide.CODES] = sorted(str(code) for _, code in pairs)
    title = page.get_name()
    for at, (name, words) in enumerate(columns.items()):
        page.write_string(0, at, name, look.format(bold=True))
        page.write_column(1, at, words, look.format(num_format="@"))
        page.set_column(at, at, 30)
        letters = xl_col_to_name(at)
        look.workbook.define_name(list_name(name), f"='{title}'!${letters}$2:${letters}${1 + len(words)}")
