"""What changed between releases as a file: every figure that is another, every row that is new or gone."""

from collections.abc import Sequence

import pandas as pd

from dashboard.exports import csv
from dashboard.i18n import t
from dashboard.model.steps import History
from dashboard.state import ViewState
from dashboard.views import Column, Shown, Table
from dashboard.views.base import carried_sources, with_sources
from dashboard.views.changed import lines, listed, table_named
from dashboard.views.changed_findings import end_told, finding, step_told

#: The name of the file, in addresses and on the disk.
NAME = "changes"
COLUMNS = (
    "former", "release", "place", "code", "table", "what", "figure", "kind", "before", "now", "difference", "unit",
    "source_before", "source", "url", "note",
)  # fmt: skip


def write(history: History, state: ViewState, codes: Sequence[str] = (), table: str = "") -> str:
    """The changes of all steps as CSV text, in the form of a view's file (see :func:`dashboard.exports.csv.write`).

    Figures are as they stand in the tables. Rows whose source or note alone is another are counted in the sentences
    below the table, and not listed.
    """
    lang = state.lang
    tables = history.chain[0]
    rows = pd.DataFrame(_rows(history, lang, tuple(codes), table), columns=[*COLUMNS, "source_id"], dtype=object)
    columns = tuple(Column(name, t(lang, f"changes.csv.{name}"), "text") for name in COLUMNS)
    told = [f"{finding(history, lang, codes=codes, table=table)}."]
    told += [
        f"{step.former} → {step.release}: {step_told(step, step.narrowed(tuple(codes), table), lang)}"
        for step in history.steps
    ]
    cited = rows.pop("source_id")
    shown = Shown(
        view=NAME,
        state=state,
        status="ready",
        figure=None,
        summary=" ".join(one for one in (*told, end_told(history, lang)) if one),
        remarks=(),
        sources=carried_sources(with_sources(pd.DataFrame(), tables, cited)),
        frame=rows,
        make_table=lambda: Table(columns, rows),
    )
    return csv.write(shown, fictional=tables.fictional)


def _rows(history: History, lang: str, codes: tuple[str, ...], table: str) -> list[dict[str, object]]:
    return [
        {
            "former": step.former,
            "release": step.release,
            "place": line.place,
            "code": line.code,
            "table": table_named(lang, line.table, fictional=step.after.fictional),
            "what": line.what,
            "figure": line.column,
            "kind": t(lang, f"changes.kind.{line.kind}"),
            "before": _plain(line.old, line.before),
            "now": _plain(line.new, line.now),
            "difference": _difference(line.old, line.new),
            "unit": line.unit,
            "source_before": line.source_before.get("title", ""),
            "source": line.source.get("title", ""),
            "url": line.source.get("url", ""),
            "note": line.note,
            "source_id": line.source.get("source_id", ""),
        }
        for step in history.steps
        for line in lines(step, listed(step.narrowed(codes, table), lang), lang)
    ]


def _plain(value: object, words: str) -> object:
    """A figure as it stands in the table, anything else in words."""
    return value if value is None or isinstance(value, int | float) else words


def _difference(old: object, new: object) -> float | None:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return float(new) - float(old)
    return None
