"""The views, and the one way to have one built."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from dashboard.model.coverage import coverage
from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import arena, city_map, contract, goals, many, modal_share, process, scopes, sectors, trajectory
from dashboard.views.base import SCREEN_ROOM, Column, KeyFigure, Section, Shown, Table, View
from dashboard.views.charts import Chart, Series
from dashboard.views.emissions_frame import goals_of, series_of, together

__all__ = [
    "SCREEN_ROOM",
    "VIEWS",
    "Chart",
    "Column",
    "KeyFigure",
    "Section",
    "Series",
    "Shown",
    "Table",
    "View",
    "build",
    "charts_of",
    "forget",
    "frame_of",
]

DEFAULT = ViewState()
#: How a state looks changes no figure in a frame.
LOOKS = ("theme", "mode", "size")

#: Every view by its id, in the order in which a page shows them.
VIEWS: dict[str, View] = {
    view.id: view
    for view in (
        process.VIEW,
        trajectory.VIEW,
        sectors.VIEW,
        goals.VIEW,
        scopes.VIEW,
        modal_share.VIEW,
        contract.VIEW,
        arena.VIEW,
        city_map.VIEW,
    )
}


def build(view_id: str, state: ViewState, tables: Tables | None = None) -> Shown:
    """The view in the state, from the current release unless tables are given. Raises KeyError for an unknown view."""
    view = VIEWS[view_id]
    # What a view does not look at must not build it anew: a change of measure leaves the goals as they are.
    state = _revealed(view, state)
    same = state.but(**{name: getattr(DEFAULT, name) for name in view.idle()})
    return _built(view, same, tables if tables is not None else store.current(state.release or None))


def charts_of(shown: Shown) -> list[Chart]:
    """A built view's charts for files; made when they are asked for, since pages do without."""
    return VIEWS[shown.view].charts(shown.frame, shown.state) if shown.status == "ready" else []


def _revealed(view: View, state: ViewState) -> ViewState:
    """The state with those cities alone that an audience has been shown; one that keeps its scale sees to it."""
    if not state.reveal or "reveal" in view.heeds:
        return state
    count = state.reveal
    return state.but(cities=state.cities[:count], slots=state.slots[:count], reveal=0)


def caches() -> dict[str, Callable[[], Any]]:
    """What tells of each cache, in the words of ``functools.lru_cache``: hits, misses, bound, size."""
    return {"views": _built.cache_info, "frames": _selected.cache_info}


def forget() -> None:
    """Empty the cache, as when new data has come. Tables hash by identity, so that old entries would only take room."""
    for cached in (_built, _selected, series_of, goals_of, together, coverage, *city_map.view.CACHES):
        cached.cache_clear()


def frame_of(view_id: str, state: ViewState, tables: Tables) -> pd.DataFrame:
    """The view's frame alone, for whoever needs a figure of it and no picture. Shared: never changed in place."""
    view = VIEWS[view_id]
    state = _revealed(view, state)
    same = state.but(**{name: getattr(DEFAULT, name) for name in (*view.idle(), *LOOKS)})
    return _selected(view, same, tables)


@lru_cache(maxsize=2048)
def _selected(view: View, state: ViewState, tables: Tables) -> pd.DataFrame:
    return view.select(tables, state)


@lru_cache(maxsize=1024)
def _built(view: View, state: ViewState, tables: Tables) -> Shown:
    frame = frame_of(view.id, state, tables)
    ready = len(frame) > 0
    return Shown(
        view=view.id,
        state=state,
        status="ready" if ready else "no-data",
        figure=view.figure(frame, state).to_plotly_json() if ready else None,
        summary=view.summary(frame, state),
        remarks=(*view.remarks(frame, state), *many.remarks(frame, state.lang)),
        sources=view.sources(frame),
        frame=frame,
        make_table=partial(view.table, frame, state),
        # A screen has no place for what stands below a picture.
        make_sections=partial(view.sections, frame, state) if state.mode != "screen" else tuple,
        make_key=partial(view.key, frame, state) if ready else tuple,
    )
