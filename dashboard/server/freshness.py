"""New data is taken in while the server runs: looked for now and then, loaded aside, and shown whole or not at all."""

import logging
import threading
import time
from collections.abc import Callable

from flask import Flask

from dashboard.tables import store

log = logging.getLogger(__name__)

#: Seconds between two looks at the files; a look costs a fraction of a millisecond.
INTERVAL = 5.0


class Watch:
    """Looks for new data at most once an interval, beside the requests and never in their way."""

    def __init__(self, on_new_data: Callable[[], None], *, interval: float = INTERVAL) -> None:
        self.on_new_data = on_new_data
        self.interval = interval
        self._next = time.monotonic() + interval
        self._busy = threading.Lock()

    def look(self) -> None:
        """Start a look if one is due and none is under way; returns at once."""
        if time.monotonic() < self._next or not self._busy.acquire(blocking=False):
            return
        self._next = time.monotonic() + self.interval
        threading.Thread(target=self._refresh, name="freshness", daemon=True).start()

    def _refresh(self) -> None:
        try:
            if store.refresh():
                self.on_new_data()
                log.info("new data: release %s", store.current().release)
            elif (fault := store.last_error()) is not None:
                log.warning("the data on disk has %d faults; the last good data stays up", len(fault.faults))
        except Exception:
            log.exception("looking for new data failed; the last good data stays up")
        finally:
            self._busy.release()


def register(server: Flask, on_new_data: Callable[[], None]) -> Watch:
    """Look for new data as requests come in; ``on_new_data`` empties what was built from the old."""
    watch = Watch(on_new_data)
    server.before_request(watch.look)
    return watch
