"""A built view as data: figures unrounded, units in code and in words, missing as null, every source with its terms."""

import math
from typing import Any

from dashboard.i18n import note_in, t
from dashboard.server.addresses import to_api, to_embed, to_view
from dashboard.server.api.paths import to
from dashboard.server.origin import whole
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, Column, Shown, Table

#: Fields of the state by the query key that sets them.
KEYS = {"cities": "cities", "measure": "measure", "base": "base", "from": "start", "to": "end", "target": "target",
        "layer": "layer"}  # fmt: skip
#: Views whose figures follow ``measure``; elsewhere a column of the unit ``index`` holds plain numbers.
INDEXED = ("trajectory", "sectors")
#: The codes of units. A percentage is a share of one in the rows, and the code says so.
UNITS = {
    "text": "text",
    "year": "year",
    "tonnes": "tonnes",
    "tonnes_per_person": "tonnes_per_person",
    "index": "index",
    "number": "number",
    "percent": "share",
    "points": "percentage_points",
}


def of(shown: Shown, state: ViewState, tables: Tables) -> dict[str, Any]:
    """A view's answer: what it shows and of what, its tables, its sources and where else it is found."""
    lang = state.lang
    view = VIEWS[shown.view]
    return {
        "view": shown.view,
        "title": t(lang, f"view.{shown.view}"),
        "finding": shown.summary,
        "status": shown.status,
        "lang": lang,
        "state": {key: getattr(state, name) for key, name in KEYS.items() if name not in view.idle()},
        "release": tables.release,
        "data_date": tables.data_date,
        **about(lang, tables),
        **_table(lang, shown.table, shown.view),
        "remarks": list(shown.remarks),
        "sections": [
            {
                "heading": section.heading,
                "items": list(section.items),
                **(_table(lang, section.table, "") if section.table else {"columns": [], "rows": []}),
            }
            for section in shown.sections
        ],
        "sources": [_source(lang, row) for row in shown.sources.to_dict("records")],
        "links": links(shown.view, state),
    }


def about(lang: str, tables: Tables) -> dict[str, Any]:
    """Whether the data are made up, and the sentence that says so."""
    return {"fictional": tables.fictional, "fictional_note": t(lang, "fictional") if tables.fictional else None}


def links(view: str, state: ViewState) -> dict[str, str]:
    """Where the same state is found: as JSON, as CSV, on a page and in an embed; and what describes the answer."""
    found = {
        "self": to_api(view, "json", state),
        "csv": to_api(view, "csv", state),
        "page": to_view(state),
        "embed": to_embed(view, state),
        "description": to("openapi.json", lang=state.lang),
    }
    return {name: whole(address) for name, address in found.items()}


def _table(lang: str, table: Table, view: str) -> dict[str, Any]:
    """Columns, and rows as objects by the columns' names."""
    names = [column.name for column in table.columns]
    # A cell that leads to a municipality or a document brings that column along.
    beside = [name for column in table.columns for name in (column.city, column.href) if name and name not in names]
    kept = {name: table.rows[name].tolist() for name in dict.fromkeys([*names, *beside])}
    whole_years = {column.name for column in table.columns if column.unit in ("year", "index")}
    return {
        "columns": [_column(lang, column, view) for column in table.columns],
        "rows": [
            {name: _value(value, whole_number=name in whole_years) for name, value in zip(kept, row, strict=True)}
            for row in zip(*kept.values(), strict=True)
        ],
    }


def _column(lang: str, column: Column, view: str) -> dict[str, Any]:
    unit = "number" if column.unit == "index" and view not in INDEXED else column.unit
    told: dict[str, Any] = {
        "name": column.name,
        "heading": column.heading,
        "unit": UNITS[unit],
        "unit_in_words": t(lang, f"api.unit.{unit}"),
        "decimals": column.decimals,
        "null_means": column.none or t(lang, "missing"),
    }
    if column.city:
        told["city"] = column.city
    if column.href:
        told["href"] = column.href
    return told


def _value(value: Any, *, whole_number: bool) -> Any:
    """A cell as JSON holds it, unrounded; pandas' ways of saying "missing" all become null."""
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        # A column with gaps holds years and counts as decimals.
        return int(value) if whole_number and value.is_integer() else value
    if hasattr(value, "item"):
        return _value(value.item(), whole_number=whole_number)
    if isinstance(value, list | tuple):
        return [_value(one, whole_number=whole_number) for one in value]
    return None


def _source(lang: str, row: dict[Any, Any]) -> dict[str, Any]:
    """A row of the source register; what it does not tell is null, the licence too."""
    told = {key: row[name] if isinstance(row[name], str) else None for key, name in _SOURCE.items()}
    return {**told, "note": note_in(lang, row.get("note")) or None}


_SOURCE = {"id": "source_id", "title": "title", "publisher": "publisher", "url": "url", "published": "published",
           "retrieved": "retrieved", "licence": "licence"}  # fmt: skip
