"""What is known and what is not as a file: a row a municipality and table, with the words that the data page shares."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.exports import csv
from dashboard.i18n import t, t_for
from dashboard.model.coverage import DATED_BY, coverage
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Column, Shown, Table
from dashboard.views.base import carried_sources, with_sources

#: The name of the file in addresses, beside those of the views.
NAME = "coverage"


def write(state: ViewState, tables: Tables) -> str:
    """Every municipality and table as CSV text, in the form of a view's file (see :func:`dashboard.exports.csv.write`).

    A year is that of the newest fact, empty where there is none or none is dated; the source is that fact's.
    """
    lang = state.lang
    frame = coverage(tables)
    named = tables.municipalities.set_index("code")["name"]
    cited = tables.sources.set_index("source_id")
    called = {name: t_for(lang, f"data.table.{name}", fictional=tables.fictional) for name in DATED_BY}
    rows = pd.DataFrame(
        {
            "place": frame["code"].map(named),
            "code": frame["code"],
            "table": frame["table"].map(called),
            "status": [_status(lang, *each) for each in zip(frame["status"], frame["year"], strict=True)],
            "year": frame["year"],
            "rows": frame["count"],
            "source": frame["source_id"].map(cited["title"]),
            "url": frame["source_id"].map(cited["url"]),
        }
    )
    columns = tuple(
        Column(name, t(lang, f"coverage.column.{name}"), "year" if name == "year" else "text") for name in rows.columns
    )
    sources = carried_sources(with_sources(frame[["source_id"]].copy(), tables, frame["source_id"]))
    shown = Shown(
        view=NAME,
        state=state,
        status="ready",
        figure=None,
        summary=summary(lang, frame),
        remarks=(),
        sources=sources,
        frame=frame,
        make_table=lambda: Table(columns, rows),
    )
    return csv.write(shown, fictional=tables.fictional)


def summary(lang: str, frame: pd.DataFrame) -> str:
    """How much is known of the contract's municipalities, in a sentence; ``frame`` is a release's coverage."""
    members = frame[frame["in_contract"]]
    counted = members["status"].value_counts()
    of = {name: i18n.count(lang, int(counted.get(name, 0))) for name in ("known", "old", "missing")}
    asked = int((members["status"] != "not_applicable").sum())
    return t(lang, "coverage.summary", count=i18n.count(lang, members["code"].nunique()), all=asked, **of)


def _status(lang: str, status: str, year: Any) -> str:
    """A status in words; facts of which none is dated say so."""
    return t(lang, f"coverage.status.{'undated' if status == 'known' and pd.isna(year) else status}")
