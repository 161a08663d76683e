"""The tables that the running server shows: loaded once, and again only when the files have changed.

New data comes in whole or not at all. While the files are faulty, the last good tables stay up and
:attr:`Store.last_error` says what is wrong, for ``/readyz``.
"""

import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path

from dashboard.config import Settings
from dashboard.tables import pointer
from dashboard.tables.faults import DataError, UnknownRelease
from dashboard.tables.loading import Tables, load

__all__ = ["DataError", "Store", "UnknownRelease", "current", "last_error", "refresh", "store"]

#: Former releases that are kept in memory beside the current one.
KEPT = 3

Fingerprint = tuple[str, tuple[tuple[str, int, int], ...]]


class Store:
    """The loaded releases of one data set. Safe to use from several threads."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.last_error: DataError | None = None
        self._lock = threading.RLock()
        self._current: Tables | None = None
        self._seen: Fingerprint | None = None
        self._former: OrderedDict[str, Tables] = OrderedDict()

    def current(self, release: str | None = None) -> Tables:
        """The current release, or a named one. Loads at first use only; :meth:`refresh` looks for new data.

        Raises ``DataError`` when there is no good data to show, ``UnknownRelease`` for a name that is none.
        """
        tables = self._current
        if tables is not None and release in (None, tables.release):
            return tables
        with self._lock:
            if release is None:
                if self._current is None:
                    self.refresh()
                if self._current is None:
                    assert self.last_error is not None
                    raise self.last_error
                return self._current
            return self._named(release)

    def _named(self, release: str) -> Tables:
        if self._current is not None and self._current.release == release:
            return self._current
        if release not in self._former:
            self._former[release] = load(self.data, release=release)
            while len(self._former) > KEPT:
                self._former.popitem(last=False)
        self._former.move_to_end(release)
        return self._former[release]

    def refresh(self) -> bool:
        """Takes in new data, if the pointer or the files behind it have changed. True when new tables are up.

        Cheap when nothing has changed: one look at each file's size and time. Never raises for faulty data.
        """
        with self._lock:
            # looked at before loading: files that change meanwhile are seen as new the next time
            seen = self._fingerprint()
            if seen == self._seen:
                return False
            self._seen = seen
            try:
                tables = load(self.data)
            except DataError as error:
                self.last_error = error
                return False
            self.last_error = None
            self._current = tables
            self._former.clear()
            return True

    def _fingerprint(self) -> Fingerprint:
        release, _ = pointer.follow(self.data)
        files = sorted((self.data / release).glob("*.csv")) if release else []
        stats = []
        for path in files:
            try:
                stat = path.stat()
            except OSError:
                continue
            stats.append((path.name, stat.st_mtime_ns, stat.st_size))
        return release, tuple(stats)


@cache
def store(data: Path | None = None) -> Store:
    """The store of a data set: one a process. Without a folder, that of the settings."""
    return Store(data) if data is not None else store(Settings.from_env().data)


def current(release: str | None = None) -> Tables:
    """The current release of the configured data set, or a named one."""
    return store().current(release)


def refresh() -> bool:
    """Looks for new data in the configured data set. True when new tables are up."""
    return store().refresh()


def last_error() -> DataError | None:
    """Why the files as they stand could not be taken in; ``None`` when they were."""
    return store().last_error
