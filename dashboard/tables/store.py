"""The tables that the running server shows: loaded once, and again only when the files have changed.

New data comes in whole or not at all. While the files are faulty, the last good tables stay up and
:attr:`Store.last_error` says what is wrong, for ``/readyz``.

Whoever answers a request sees one release from its beginning to its end: :func:`pin_by` tells where a request keeps
the tables that it has been given, and it is given the same again, whatever has been swapped meanwhile.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from functools import cache
from pathlib import Path

from dashboard.config import Settings
from dashboard.tables import pointer
from dashboard.tables.faults import DataError, UnknownRelease
from dashboard.tables.loading import Tables, load

__all__ = ["DataError", "Store", "UnknownRelease", "current", "last_error", "pin_by", "refresh", "store"]

#: Former releases that are kept in memory beside the current one.
KEPT = 3
#: How often data is read again that changed while it was read, when nothing is up yet; and the seconds between.
TRIES, PAUSE = 3, 0.1

#: A release, and of each of its files the name, the time in nanoseconds, the size in bytes and the inode.
Fingerprint = tuple[str, tuple[tuple[str, int, int, int], ...]]
#: Tables that a request has been given: by data set and release, the current one under an empty name.
Pins = MutableMapping[tuple[Path, str], Tables]

_hook: list[Callable[[], Pins | None]] = [lambda: None]


def pin_by(pins: Callable[[], Pins | None]) -> None:
    """``pins`` gives the place where the request at hand keeps its tables; ``None`` outside of any request."""
    _hook[:] = [pins]


class Store:
    """The loaded releases of one data set. Safe to use from several threads."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.last_error: DataError | None = None
        #: The release that cannot be taken in; empty when nothing waits, or when it is not known which.
        self.waiting = ""
        #: Held for moments; whoever reads waits for no loading.
        self._lock = threading.RLock()
        self._loading = threading.RLock()
        self._current: Tables | None = None
        self._seen: Fingerprint | None = None
        self._shown: Fingerprint | None = None
        self._former: OrderedDict[str, Tables] = OrderedDict()

    def current(self, release: str | None = None) -> Tables:
        """The current release, or a named one. Loads at first use only; :meth:`refresh` looks for new data.

        Within a request the same tables each time, and of the pinned release the pinned ones.
        Raises ``DataError`` when there is no good data to show, ``UnknownRelease`` for a name that is none.
        """
        pins = _hook[0]()
        if pins is None:
            return self._unpinned(release)
        if (self.data, "") not in pins and (up := self._current) is not None:
            # What is current now stays so to the end, also where another release is asked for first.
            pins[self.data, ""] = pins[self.data, up.release] = up
        name = release or ""
        if (pinned := pins.get((self.data, name))) is None:
            pinned = self._unpinned(release)
            pins[self.data, name] = pinned
            # By its name it is the same: whoever came first has chosen.
            pins.setdefault((self.data, pinned.release), pinned)
        return pinned

    def _unpinned(self, release: str | None) -> Tables:
        tables = self._current
        if tables is not None and release in (None, tables.release):
            return tables
        if release is not None:
            return self._named(release)
        self.refresh()
        if self._current is None:
            raise self.last_error or DataError([])
        return self._current

    def _named(self, release: str) -> Tables:
        if (held := self._held(release)) is not None:
            return held
        with self._loading:
            # another may have loaded it meanwhile
            if (held := self._held(release)) is not None:
                return held
            tables = load(self.data, release=release)
            self._keep(tables)
            return tables

    def _held(self, release: str) -> Tables | None:
        with self._lock:
            if self._current is not None and self._current.release == release:
                return self._current
            if release in self._former:
                self._former.move_to_end(release)
            return self._former.get(release)

    def _keep(self, tables: Tables) -> None:
        with self._lock:
            self._former[tables.release] = tables
            self._former.move_to_end(tables.release)
            while len(self._former) > KEPT:
                self._former.popitem(last=False)

    def refresh(self) -> bool:
        """Takes in new data, if the pointer or the files behind it have changed. True when new tables are up.

        Cheap when nothing has changed: one look at each file's size and time. Never raises for faulty data.
        """
        with self._loading:
            for _ in range(TRIES):
                # looked at before loading: files that change meanwhile are seen as new the next time
                seen = self._fingerprint()
                if seen == self._seen and (self._current is not None or self.last_error is not None):
                    return False
                if seen == self._shown:
                    # back on what is up: the faulty release is no longer asked for
                    self._settle(seen, None)
                    return False
                tables, error = self._read()
                if seen == self._fingerprint():
                    break
                # Half of it may be old and half of it new: nothing is taken until the files stand still.
                if self._current is not None:
                    return False
                time.sleep(PAUSE)
            self._settle(seen, error)
            if tables is None:
                return False
            self._swap(tables, seen)
            return True

    def _read(self) -> tuple[Tables | None, DataError | None]:
        try:
            return load(self.data), None
        except DataError as error:
            return None, error

    def _settle(self, seen: Fingerprint, error: DataError | None) -> None:
        self._seen, self.last_error = seen, error
        # A pointer that leads nowhere names the release in its fault.
        told = error.faults[0].value if error and error.faults and error.faults[0].reason == "no_release" else ""
        self.waiting = (seen[0] or told) if error else ""

    def _swap(self, tables: Tables, seen: Fingerprint) -> None:
        left, stands = self._current, self._shown
        unchanged = left is not None and stands is not None and self._stats(left.release) == stands[1]
        with self._lock:
            self._current, self._shown = tables, seen
            self._former.clear()
            if left is not None and unchanged and left.release != tables.release:
                # Readers of addresses that name the release that was left need not wait for it.
                self._keep(left)

    def _fingerprint(self) -> Fingerprint:
        release, faults = pointer.follow(self.data)
        return release, (*((each.value, 0, 0, 0) for each in faults), *self._stats(release))

    def _stats(self, release: str) -> tuple[tuple[str, int, int, int], ...]:
        files = sorted((self.data / release).glob("*.csv")) if release else []
        stats = []
        for path in [*files, self.data / pointer.FICTIONAL]:
            try:
                stat = path.stat()
            except OSError:
                continue
            stats.append((path.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
        return tuple(stats)


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
