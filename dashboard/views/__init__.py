"""The views, and the one way to have one built."""

from functools import lru_cache

from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import goals, sectors, trajectory
from dashboard.views.base import Column, Shown, Table, View

__all__ = ["VIEWS", "Column", "Shown", "Table", "View", "build"]

#: Every view by its id, in the order in which a page shows them.
VIEWS: dict[str, View] = {view.id: view for view in (trajectory.VIEW, sectors.VIEW, goals.VIEW)}


def build(view_id: str, state: ViewState, tables: Tables | None = None) -> Shown:
    """The view in the state, from the current release unless tables are given. Raises KeyError for an unknown view."""
    return _built(VIEWS[view_id], state, tables if tables is not None else store.current(state.release or None))


@lru_cache(maxsize=4096)
def _built(view: View, state: ViewState, tables: Tables) -> Shown:
    # Tables are one frozen object a release and hash by identity: new data asks for new entries and the old ones
    # fall out of the cache with time.
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
