"""What the peers draw, as one file of plain JSON: our own figures of some cities, and the list of all municipalities.

A peer is spared everything before the figure: reading, joining, judging, working out. What is measured errs in its
favour.
"""

import json
from pathlib import Path
from typing import Any

import plotly.io as pio

from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.views import VIEWS, build, key_figures

#: The city that a page opens with, and those that its reader goes to: of different size.
FIRST = "umea"
OTHERS = ("lund", "goteborg", "malmo", "uppsala", "vaxjo", "boras", "kalmar", "lulea", "orebro")
CITIES = (FIRST, *OTHERS)
#: What the overview shows as pictures.
OVERVIEW = ("process", "city-map")


def write(path: Path) -> None:
    """Write the file. Raises KeyError for a city that the data do not have."""
    path.write_text(json.dumps(plain(), ensure_ascii=False), encoding="utf-8")


def plain(cities: tuple[str, ...] = CITIES) -> dict[str, Any]:
    """``names`` of the cities, ``views`` in the page's order, ``cities`` and ``overview``: figures by view,
    None where there is none; ``table``: a row for each municipality."""
    tables = store.current()
    return {
        "names": {slug: tables.municipality(tables.slugs[slug]).name for slug in cities},
        "views": list(VIEWS),
        "cities": {slug: {view: _figure(view, (slug,)) for view in VIEWS} for slug in cities},
        "overview": {view: _figure(view, ()) for view in OVERVIEW},
        "table": _table(),
    }


def _figure(view: str, cities: tuple[str, ...]) -> dict[str, Any] | None:
    figure = build(view, ViewState(cities=cities, theme="light"), store.current()).figure
    if figure is None:
        return None
    plainly: dict[str, Any] = json.loads(pio.json.to_json_plotly(figure))
    return plainly


def _table() -> list[dict[str, Any]]:
    """Name, county, and the two figures that our list has: tonnes of the last year, and the change since the first."""
    tables = store.current()
    every = key_figures.glance(tables)
    rows = []
    for row in tables.municipalities.itertuples():
        known = every.loc[row.code] if row.code in every.index else None
        rows.append(
            {
                "name": row.name,
                "code": row.code,
                "tonnes": None if known is None else float(known["total"]),
                "change": None if known is None else float(known["change"]),
            }
        )
    return rows
