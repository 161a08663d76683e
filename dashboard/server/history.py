"""The history of the tables that are shown, read once a release and never in a reader's way to a municipality's page.

Former releases are loaded from the disk, which takes a second or so each. The page of changes and the API wait for
that; a municipality's page tells of changes once they are known, and asks for them to be found out meanwhile.
"""

import logging
import threading
from functools import lru_cache
from weakref import WeakSet

from dashboard.model.history import since
from dashboard.model.steps import History, draft_of, follow
from dashboard.tables import store
from dashboard.tables.lineage import Lineage, lineage
from dashboard.tables.loading import Tables

log = logging.getLogger(__name__)

_lock = threading.Lock()
#: Histories that have been read; a few, since whoever names a release asks for one of its own.
_read: dict[Tables, History] = {}
KEPT = 8
#: The tables whose history is being read beside the requests.
_begun: WeakSet[Tables] = WeakSet()


def of(tables: Tables) -> History:
    """The releases behind the tables and what changed in each step. Waits where they are not read yet."""
    # one at a time: whoever comes second finds it done
    with _lock:
        if tables not in _read:
            _read[tables] = _follow(tables)
            while len(_read) > KEPT:
                _read.pop(next(iter(_read)))
        return _read[tables]


def at_hand(tables: Tables) -> History | None:
    """The same, where it takes no time; else ``None``, and it will be at hand a little later."""
    told = _read.get(tables)
    if told is not None:
        return told
    if len(_behind(tables).releases) == 1:
        return _follow(tables)
    if tables not in _begun:
        _begun.add(tables)
        threading.Thread(target=_ahead, args=(tables,), name="history", daemon=True).start()
    return None


def forget() -> None:
    """New data has come: what was read of the old is let go."""
    with _lock:
        for cached in (_behind, since):
            cached.cache_clear()
        _read.clear()
        _begun.clear()


def _ahead(tables: Tables) -> None:
    try:
        of(tables)
        _begun.discard(tables)
    except Exception:
        # Whoever asks for it is told; here nobody is there to be told, and it is not tried again and again.
        log.exception("the former releases of %s could not be compared", tables.release)


def _follow(tables: Tables) -> History:
    return draft_of(tables) if getattr(tables, "draft", False) else follow(tables, _behind(tables), store.current)


@lru_cache(maxsize=8)
def _behind(tables: Tables) -> Lineage:
    """The lineage of tables that are a release of the data set shown; of any others it is theirs alone."""
    folder = store.store().data
    if getattr(tables, "draft", False) or folder.name != tables.dataset:
        return Lineage((tables.release,), "first")
    return lineage(folder, tables.release)
