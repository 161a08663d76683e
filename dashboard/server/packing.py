"""Files that never change are compressed as well as can be, once: a tenth smaller than what a request may wait for.

The first reader of a file gets what is compressed at once. Meanwhile one thread compresses it anew, slowly, and puts
it on the shelf on disk, so that the next start begins with it.
"""

import hashlib
import logging
import queue
import threading
from collections.abc import Iterable

import brotli
from flask_compress.flask_compress import DictCache

from dashboard.pictures import shelf

log = logging.getLogger(__name__)

#: How hard it is tried, and how far back what is alike is looked for (as a power of two); browsers take no more.
BEST, WINDOW = 11, 24
#: A smaller file gains too little, in bytes.
LEAST = 2000


class Kept(DictCache):  # type: ignore[misc]
    """The compressed forms of what an address names for good, by form and path (``br;/static/…``); bounded, since
    anyone may ask. Idle as to the better forms until :meth:`start`."""

    MOST = 200

    def __init__(self) -> None:
        super().__init__()
        self._waiting: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        self._seen: set[str] = set()
        self._on = False

    def start(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Begin with these files (path and content), and go on with what is asked for."""
        self._on = True
        threading.Thread(target=self._work, name="packing", daemon=True).start()
        for path, content in files:
            if len(content) >= LEAST:
                self._soon(f"br;{path}", content)

    def set(self, key: str, value: bytes) -> None:
        """Keep what was just compressed, and have it made better; what has no path of its own is not kept."""
        if key.endswith(";") or (key not in self.data and len(self.data) >= self.MOST):
            return
        # What is kept may be the better form by now.
        self.data.setdefault(key, value)
        if self._on and key.startswith("br;") and key not in self._seen:
            self._soon(key, brotli.decompress(value))

    def _soon(self, key: str, content: bytes) -> None:
        if key not in self._seen:
            self._seen.add(key)
            self._waiting.put((key, content))

    def _work(self) -> None:
        while True:
            key, content = self._waiting.get()
            try:
                self.data[key] = best(content)
            except Exception:
                log.exception("%s stays as it was compressed at first", key)


def best(content: bytes) -> bytes:
    """The content as brotli, as small as it gets: from the shelf, else compressed now and put there."""
    name = f"static/{hashlib.sha256(content).hexdigest()[:32]}.br"
    if (kept := shelf.read(name)) is not None:
        return kept
    made = bytes(brotli.compress(content, quality=BEST, lgwin=WINDOW))
    shelf.write(name, made)
    return made
