"""What a reader may choose next is built while they read: the other measures and layouts of what stands before them,
and the comparison without each of its cities. At most half of the time is used for it."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

from dashboard.server.addresses import Page
from dashboard.state import ALIGNS, MEASURES, PANELS, REFS, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build

log = logging.getLogger(__name__)

#: Seconds that pass before anything is built: readers look before they choose, and those who do not go first.
PATIENCE = 0.3

Job = Callable[[], object]


def next_states(page: Page) -> Iterator[ViewState]:
    """The states that one choice leads to from a page, the likeliest first; none from pages without such choices."""
    state = page.state
    if page.kind not in ("city", "compare") or not state.cities:
        return
    yield from (state.but(measure=one) for one in MEASURES if one != state.measure)
    if page.kind != "compare" or len(state.cities) < 2:
        return
    yield from (state.but(layout=one) for one in PANELS if one != state.layout)
    yield from (state.but(align=one) for one in ALIGNS if one != state.align)
    for ref in REFS:
        toggled = {*state.refs} ^ {ref}
        yield state.but(refs=tuple(one for one in REFS if one in toggled))
    for gone in state.cities[1:]:
        kept = tuple(slug for slug in state.cities if slug != gone)
        places = tuple(state.place(slug) for slug in kept)
        yield state.but(cities=kept, slots=places if places != tuple(range(len(kept))) else ())


def jobs(page: Page, tables: Tables) -> list[Job]:
    """A job a view of every state that may come next; what has been built already costs nothing."""
    views = page.views or tuple(VIEWS)
    return [
        lambda view=view, state=state: build(view, state, tables)  # type: ignore[misc]
        for state in next_states(page)
        for view in views
    ]


class Foresight:
    """One thread that does the newest jobs; what a former page left undone is forgotten."""

    def __init__(self) -> None:
        self._waiting: list[Job] = []
        self._news = threading.Condition()
        self._started = False

    def start(self) -> None:
        """Begin to work; until then what is asked for is forgotten (tests and tools want nothing built for later)."""
        if not self._started:
            self._started = True
            threading.Thread(target=self._work, name="foresight", daemon=True).start()

    def soon(self, todo: Callable[[], list[Job]]) -> None:
        """Do these jobs in place of those that wait still."""
        if self._started:
            with self._news:
                self._waiting = todo()
                self._news.notify()

    def forget(self) -> None:
        """Leave undone what waits: there is new data, and what was to be built from the old nobody will ask for."""
        with self._news:
            self._waiting = []

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: bool(self._waiting))
                mine = self._waiting
            time.sleep(PATIENCE)
            for job in mine:
                if self._waiting is not mine:
                    break
                begun = time.perf_counter()
                try:
                    job()
                except Exception:
                    # Whoever asks for it is told; here nobody is there to be told.
                    log.exception("what may be asked for next could not be built")
                time.sleep(time.perf_counter() - begun)
            with self._news:
                if self._waiting is mine:
                    self._waiting = []


foresight = Foresight()
