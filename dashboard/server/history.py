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
#: The tables whose history has been read, and those of which it is being read beside the requests.
_known: WeakSet[Tables] = WeakSet()
_begun: WeakSet[Tables] = WeakSet()


def of(tables: Tables) -> History:
    """The releases behind the tables and what changed in each step. Waits where they are not read yet."""
    # one at a time: whoever comes second finds it done
    with _lock:
        told = _of(tables)
        _known.add(tables)
        return told


def at_hand(tables: Tables) -> History | None:
    """The same, where it takes no time; else ``None``, and it will be at hand a little later."""
    if tables in _known or len(_behind(tables).releases) == 1:
        return of(tables)
    if tables not in _begun:
        _begun.add(tables)
        threading.Thread(target=_read, args=(tables,), name="history", daemon=True).start()
    return None


def forget() -> None:
    """New data has come: what was read of the old is let go."""
    with _lock:
        for cached in (_of, _behind, since):
            cached.cache_clear()
        _known.clear()
        _begun.clear()


def _read(tables: Tables) -> None:
    try:
        of(tables)
    except Exception:
        # Whoever asks for it is told; here nobody is there to be told.
        log.exception("the former releases of %s could not be compared", tables.release)


@lru_cache(maxsize=8)
def _behind(tables: Tables) -> Lineage:
    """The lineage of tables that are a release of the data set shown; of any others it is theirs alone."""
    folder = store.store().data
    if getattr(tables, "draft", False) or folder.name != tables.dataset:
        return Lineage((tables.release,), "first")
    return lineage(folder, tables.release)


@lru_cache(maxsize=8)
def _of(tables: Tables) -> History:
    return draft_of(tables) if getattr(tables, "draft", False) else follow(tables, _behind(tables), store.current)
