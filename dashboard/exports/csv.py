"""A view's table as CSV: unrounded figures, headings and units in the reader's language, the sources at its foot."""

import csv
import io
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.views import Shown


def write(shown: Shown, *, fictional: bool = False) -> str:
    """The table of a built view as CSV text with a byte-order mark, so that Excel reads å, ä and ö.

    Comma and decimal point, as in the project's own tables. Missing is an empty cell. After an empty row come the
    finding, of a made-up data set the sentence that says so, and a row a source.
    """
    lang = shown.state.lang
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_heading(lang, column.heading, column.unit) for column in shown.table.columns])
    for row in shown.table.rows[[column.name for column in shown.table.columns]].itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    writer.writerow([])
    writer.writerow([_safe(shown.summary)])
    if fictional:
        writer.writerow([t(lang, "fictional")])
    for source in shown.sources.fillna("").to_dict("records"):
        cited = [source["publisher"], source["title"], source["published"], source["licence"], source["url"]]
        writer.writerow([t(lang, "sources"), *(_safe(str(part)) for part in cited if part)])
    return "\ufeff" + out.getvalue()


def _heading(lang: str, heading: str, unit: str) -> str:
    return heading if unit in ("text", "year") else f"{heading} [{t(lang, f'csv_unit.{unit}')}]"


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _safe(value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        # A column with gaps holds whole numbers as decimals: a year is none.
        return int(value) if value.is_integer() else round(value, 6)
    return value


def _safe(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
