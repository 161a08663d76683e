"""Each row of a table with the release in which it first stood as it does, and with what it was before."""

import csv
import io
import math
from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.history import PRECISION, figures, matched, since
from dashboard.model.steps import History
from dashboard.server.addresses import to_changes
from dashboard.server.api.paths import to
from dashboard.server.api.payload import about
from dashboard.server.origin import whole
from dashboard.state import Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.schemas import SPECS
from dashboard.views.changed import table_named

Row = dict[str, Any]


def of(told: History, table: str, lang: Language, cities: tuple[str, ...], release: str = "") -> dict[str, Any]:
    """The table's rows about the municipalities, all rows where none is given, as they are and as they were.

    ``release`` is the one that was asked for by name, if any; it stands in the links.
    """
    tables = told.chain[0]
    rows = _rows(told, table, tuple(tables.slugs[slug] for slug in cities))
    return {
        "table": table,
        "title": table_named(lang, table, fictional=tables.fictional),
        "lang": lang,
        "release": tables.release,
        "data_date": tables.data_date,
        **about(lang, tables),
        "releases": [one.release for one in told.chain],
        "complete": told.whole,
        "key": list(SPECS[table].key),
        "figures": list(figures(table)),
        "count": len(rows),
        "rows": rows,
        "links": _links(table, lang, cities, release),
    }


def as_csv(told: History, table: str, cities: tuple[str, ...]) -> str:
    """The same as CSV text with comma and decimal point: a row a version of a row, the present one first.

    ``release`` is the one in which the version first stood, ``until`` the last one that had it.
    """
    tables = told.chain[0]
    key, own = SPECS[table].key, figures(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # a key may be the source: its column is there already
    tail = ["source"] if "source_id" in SPECS[table].columns else []
    writer.writerow([*key, *own, "release", "until", *tail])
    for row in _rows(told, table, tuple(tables.slugs[slug] for slug in cities)):
        now = {**row, "until": tables.release}
        for version in (now, *row["former"]):
            cells = [*row["key"].values(), *version["values"].values(), version["release"], version["until"]]
            writer.writerow([_safe(cell) for cell in (*cells, *([version["source"]] if tail else []))])
    return "\ufeff" + out.getvalue()


def _rows(told: History, table: str, codes: tuple[str, ...]) -> list[Row]:
    now = told.chain[0].frames()[table]
    mine = np.ones(len(now), dtype=bool)
    if codes:
        mine = now["code"].isin(codes).to_numpy() if "code" in now else np.zeros(len(now), dtype=bool)
    places = np.flatnonzero(mine)
    stands = since(told.chain, table).to_numpy(dtype=object)
    key, own = SPECS[table].key, figures(table)
    here = _plain(now)
    before = [(one, _plain(one.frames()[table]), matched(table, one.frames()[table], now)[1]) for one in told.chain[1:]]
    return [
        {
            "key": {name: here[place][name] for name in key},
            "values": {name: here[place][name] for name in own},
            "release": stands[place],
            "source": here[place].get("source_id"),
            "former": _former(here[place], [(one, rows, int(at[place])) for one, rows, at in before], own),
        }
        for place in places
    ]


def _former(present: Row, before: list[tuple[Tables, list[Row], int]], own: tuple[str, ...]) -> list[Row]:
    """What a row was, the newest first: a version each time its figures were others than those after it."""
    versions: list[Row] = []
    last = {name: present[name] for name in own}
    latest: Row | None = None
    for one, rows, at in before:
        if at < 0:
            # a row that came back is another than the one that went
            latest, last = None, {}
            continue
        values = {name: rows[at][name] for name in own}
        if not _same(values, last):
            latest = {
                "release": one.release,
                "until": one.release,
                "values": values,
                "source": rows[at].get("source_id"),
            }
            versions.append(latest)
        elif latest is not None:
            latest["release"] = one.release
        last = values
    return versions


def _same(one: Row, other: Row) -> bool:
    """Whether two rows have the same figures, to the precision that changes are told with."""
    if one.keys() != other.keys():
        return False
    return all(_alike(value, other[name]) for name, value in one.items())


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=PRECISION, abs_tol=PRECISION)
    return bool(one == other)


def _plain(frame: pd.DataFrame) -> list[Row]:
    """A table's rows as JSON holds them: whatever is missing is ``None``, years are whole numbers."""
    columns = {str(name): frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; missing is an empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _links(table: str, lang: Language, cities: tuple[str, ...], release: str) -> dict[str, str]:
    query = {"table": table, "lang": lang} | ({"cities": ",".join(cities)} if cities else {})
    query |= {"release": release} if release else {}
    page = to_changes(ViewState(lang=lang, cities=cities, release=release), table)
    found = {
        "self": to("history", **query),
        "csv": to("history", **query, format="csv"),
        "page": page,
        "description": to("openapi.json", lang=lang),
    }
    return {name: whole(address) for name, address in found.items()}
