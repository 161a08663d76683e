"""A view's tables as CSV: unrounded figures, headings and units in the reader's language, with finding and sources."""

import csv
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from dashboard.i18n import t
from dashboard.views import Shown, Table


class Dialect(NamedTuple):
    """What parts cells, and what parts a number's whole from its decimals."""

    delimiter: str
    decimal: str


#: For programs: the project's own tables are written so too.
PLAIN = Dialect(",", ".")
#: For spreadsheets: what one that is set to the language opens right at a double click.
SPREADSHEET = {"sv": Dialect(";", ","), "en": PLAIN}


def write(shown: Shown, *, fictional: bool = False, dialect: Dialect | None = None) -> str:
    """The tables of a built view as CSV text with a byte-order mark, so that Excel reads å, ä and ö.

    Written as a spreadsheet in the view's language expects it, or in the dialect given. Missing is an empty cell.
    First comes the main table. After an empty row come the finding, of a made-up data set the sentence that says so,
    and a row a source. Each further table of the view follows after an empty row and a line that is its heading.
    """
    lang = shown.state.lang
    chosen = dialect or SPREADSHEET[lang]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=chosen.delimiter, lineterminator="\r\n")
    writer.writerows(_rows(shown.table, lang, chosen))
    writer.writerow([])
    writer.writerow([_safe(shown.summary)])
    if fictional:
        writer.writerow([t(lang, "fictional")])
    for source in shown.sources.fillna("").to_dict("records"):
        cited = [source["publisher"], source["title"], source["published"], source["licence"], source["url"]]
        writer.writerow([t(lang, "sources"), *(_safe(str(part)) for part in cited if part)])
    for part in shown.sections:
        if part.table is not None:
            writer.writerow([])
            writer.writerow([_safe(part.heading)])
            writer.writerows(_rows(part.table, lang, chosen))
    return "\ufeff" + out.getvalue()


def _rows(table: Table, lang: str, dialect: Dialect) -> Iterator[list[str]]:
    """The headings of a table, then its rows."""
    yield [_heading(lang, column.heading, column.unit) for column in table.columns]
    for row in table.rows[[column.name for column in table.columns]].itertuples(index=False):
        yield [_cell(value, dialect.decimal) for value in row]


def _heading(lang: str, heading: str, unit: str) -> str:
    return heading if unit in ("text", "year") else f"{heading} [{t(lang, f'csv_unit.{unit}')}]"


def _cell(value: Any, decimal: str) -> str:
    if isinstance(value, str):
        return _safe(value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        # A column with gaps holds whole numbers as decimals: a year is none.
        number = int(value) if value.is_integer() else round(value, 6)
        return str(number).replace(".", decimal)
    return str(value)


def _safe(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
