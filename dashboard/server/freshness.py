"""New data is taken in while the server runs: looked for now and then, loaded aside, and shown whole or not at all.

A worker of our own server keeps a thread that looks (:meth:`Watch.keep`), so that an idle one moves too. Under any
other server the looks are started by requests, beside them and never in their way.
"""

import logging
import os
import select
import threading
import time
from collections.abc import Callable

from flask import Flask, g, has_request_context

from dashboard.tables import mirror, store

log = logging.getLogger(__name__)

#: Seconds between two looks at the files, by requests and by a thread of one's own; a look costs a millisecond.
INTERVAL, OWN_INTERVAL = 5.0, 1.0
#: Faults that a line in the log quotes.
QUOTED = 3
#: Where an application keeps its watch, among Flask's extensions.
NAME = "omstallningskartan-freshness"


class Watch:
    """Looks for new data, one look at a time; ``on_new_data`` is told of new tables, and then all of ``then``.

    All of ``each`` are told of every look that starts by itself.
    """

    def __init__(self, on_new_data: Callable[[], None], *, interval: float = INTERVAL) -> None:
        self.on_new_data = on_new_data
        self.then: list[Callable[[], None]] = []
        self.each: list[Callable[[], None]] = []
        self.interval = interval
        self._next = time.monotonic() + interval
        self._busy = threading.Lock()
        self._told = ""
        self._bell: tuple[int, int] | None = None

    def look(self) -> None:
        """Start a look if one is due and none is under way; returns at once."""
        if self._bell is not None or time.monotonic() < self._next or not self._busy.acquire(blocking=False):
            return
        self._next = time.monotonic() + self.interval
        threading.Thread(target=self._refresh, name="freshness", daemon=True).start()

    def check(self, *, asked: bool = False, remote: bool = True) -> None:
        """One look now, in this thread. ``asked`` looks at a remote address too soon after the last look;
        without ``remote`` only at the disk. Never raises."""
        with self._busy:
            self._look(asked=asked, remote=remote)

    def keep(self) -> None:
        """Look at once and from now on, in a thread of its own; :meth:`ring` brings the next look forward."""
        if self._bell is None:
            self._bell = os.pipe()
            os.set_blocking(self._bell[1], False)
            threading.Thread(target=self._keep, args=(self._bell[0],), name="freshness-own", daemon=True).start()

    def ring(self, *_: object) -> None:
        """Have the thread look now. May be called in a signal handler: it takes no lock."""
        if self._bell is not None:
            try:
                os.write(self._bell[1], b"!")
            except BlockingIOError:
                # The bell rings already.
                return

    def _keep(self, bell: int) -> None:
        asked = False
        while True:
            self.check(asked=asked)
            self._looked()
            asked = bool(select.select([bell], [], [], OWN_INTERVAL)[0])
            if asked:
                os.read(bell, 1024)

    def _refresh(self) -> None:
        try:
            self._look()
        finally:
            self._busy.release()
        self._looked()

    def _looked(self) -> None:
        try:
            for each in self.each:
                each()
        except Exception:
            log.exception("telling of a look failed")

    def _look(self, *, asked: bool = False, remote: bool = True) -> None:
        try:
            if remote:
                mirror.look(asked=asked)
            if store.refresh():
                self.on_new_data()
                log.info("new data: release %s", store.current().release)
                for each in self.then:
                    each()
            self._tell()
        except Exception:
            log.exception("looking for new data failed; the last good data stays up")

    def _tell(self) -> None:
        """One line when something keeps new data away, and one when that is over."""
        trouble = troubles()
        words = ""
        if trouble.count:
            quoted = "; ".join(trouble.faults[:QUOTED])
            number = "1 fault" if trouble.count == 1 else f"{trouble.count} faults"
            which = f"release {trouble.waiting}" if trouble.waiting else "new data"
            words = f"{which} is not shown: {number} ({quoted}); the last good data stays up"
        if words and words != self._told:
            log.warning("%s", words)
        if self._told and not words:
            log.info("nothing keeps new data away any more: release %s is up", store.current().release)
        self._told = words


def troubles() -> mirror.Trouble:
    """What keeps new data away just now, on the disk first and else at the remote address."""
    error = store.last_error()
    if error is None:
        return mirror.trouble()
    return mirror.Trouble(store.store().waiting, tuple(map(str, error.faults[: mirror.SHOWN])), len(error.faults))


def register(server: Flask, on_new_data: Callable[[], None]) -> Watch:
    """Look for new data as requests come in; ``on_new_data`` empties what was built from the old.

    From now on a request sees one release, however often it asks for the tables.
    """
    watch = Watch(on_new_data)
    store.pin_by(lambda: g.setdefault("tables", {}) if has_request_context() else None)
    server.before_request(watch.look)
    server.extensions[NAME] = watch
    return watch


def watch_of(server: Flask) -> Watch:
    """The watch of an application that :func:`register` was called for."""
    watch: Watch = server.extensions[NAME]
    return watch
