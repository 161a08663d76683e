"""The views, and the one way to have one built."""

from functools import lru_cache

from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import goals, sectors, trajectory
from dashboard.views.base import Column, Shown, Table, View

__all__ = ["VIEWS", "Column", "Shown", "Table", "View", "build", "forget"]

DEFAULT = ViewState()

#: Every view by its id, in the order in which a page shows them.
VIEWS: dict[str, View] = {view.id: view for view in (trajectory.VIEW, sectors.VIEW, goals.VIEW)}


def build(view_id: str, state: ViewState, tables: Tables | None = None) -> Shown:
    """The view in the state, from the current release unless tables are given. Raises KeyError for an unknown view."""
    view = VIEWS[view_id]
    # What a view does not look at must not build it anew: a change of measure leaves the goals as they are.
    same = state.but(**{name: getattr(DEFAULT, name) for name in view.ignores})
    return _built(view, same, tables if tables is not None else store.current(state.release or None))


def forget() -> None:
    """Empty the cache, as when new data has come. Tables hash by identity, so that old entries would only take room."""
    _built.cache_clear()


@lru_cache(maxsize=1024)
def _built(view: View, state: ViewState, tables: Tables) -> Shown:
    frame = view.select(tables, state)
    ready = len(frame) > 0
    return Shown(
        view=view.id,
        state=state,
        status="ready" if ready else "no-data",
        figure=view.figure(frame, state).to_plotly_json() if ready else None,
        summary=view.summary(frame, state),
        remarks=tuple(view.remarks(frame, state)),
        table=view.table(frame, state),
        sources=view.sources(frame),
        frame=frame,
    )
