"""Answers that are finished are kept as they went out, and given again before Flask is asked.

An embed, a picture or a view of the open data is the same for all who ask until there is new data. What it takes to
make one (finding its route, building, compressing, counting its validator) is then done once for each spelling of the
address and each form of compression, and the next reader gets the same bytes and heads.

An answer is kept with the release that it was made from and is given only while that release is the current one.
"""

import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.http import parse_accept_header, parse_etags, unquote_etag

from dashboard.tables import store
from dashboard.tables.loading import Tables

Environ = dict[str, Any]
Heads = list[tuple[str, str]]

#: The routes whose answers depend on nothing but the address, the release and what the key below holds.
KEPT_ROUTES = {
    "embed", "embed_figure", "figure", "picture", "static_file",
    "api_cities", "api_views", "api_view", "api_description", "api_catalog",
}  # fmt: skip
#: Where the addresses of those routes differ from all others; everything else goes to Flask at once.
PLACES = ("/embed/", "/figure/", "/picture/", "/static/", "/api/v1/")
#: What an answer may depend on beside its address; all of it is in the key.
VARIES = {"accept-encoding", "accept"}
#: A request with any of these is Flask's: it asks for a part, or for an answer only under a condition.
SPECIAL = ("HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MODIFIED_SINCE")
#: What is kept at most: answers, bytes of them all, bytes of one; and for how many seconds.
ENTRIES, BYTES, ONE, SECONDS = 4000, 48_000_000, 2_000_000, 60.0
#: The names in the environment of a request: the route that answers it, and the release that the answer is of.
ROUTE, OF = "kartan.route", "kartan.finished"
#: Heads that go with "not modified".
WITH_304 = {"cache-control", "content-location", "date", "etag", "expires", "vary"}
#: How an address may be spelt at most; nobody's honest one is longer.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it went out, until when it may be given (monotonic seconds), and whose route made it."""

    route: str
    status: str
    heads: Heads
    body: bytes
    etag: str
    until: float

    @property
    def size(self) -> int:
        """The bytes that it takes, roughly: heads, key and the objects around it are counted as a thousand."""
        return len(self.body) + 1000


class Shelf:
    """The answers of one release, the latest asked for last; the others go when room is needed. For several threads."""

    def __init__(self, *, entries: int = ENTRIES, room: int = BYTES) -> None:
        self._entries, self._room = entries, room
        self._lock = threading.Lock()
        self._kept: OrderedDict[Any, Answer] = OrderedDict()
        self._bytes = 0
        # Not held fast: a release that nobody shows any more may go.
        self._of: Callable[[], Tables | None] = lambda: None

    def get(self, key: object, tables: Tables) -> Answer | None:
        """The answer kept under the key, if it was made from these tables and is not too old."""
        with self._lock:
            if self._of() is not tables:
                return None
            found = self._kept.get(key)
            if found is None:
                return None
            if found.until < time.monotonic():
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return found

    def put(self, key: object, answer: Answer, tables: Tables) -> None:
        """Keep an answer; the first one of another release sends away those of the former."""
        if answer.size > ONE:
            return
        with self._lock:
            if self._of() is not tables:
                self._empty()
                self._of = weakref.ref(tables)
            if key in self._kept:
                self._drop(key)
            self._kept[key] = answer
            self._bytes += answer.size
            while len(self._kept) > self._entries or self._bytes > self._room:
                self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Empty the shelf."""
        with self._lock:
            self._empty()

    def held(self) -> tuple[int, int]:
        """How many answers are kept, and their bytes."""
        with self._lock:
            return len(self._kept), self._bytes

    def _drop(self, key: object) -> None:
        self._bytes -= self._kept.pop(key).size

    def _empty(self) -> None:
        self._kept.clear()
        self._bytes = 0


class Finished:
    """Stands before Flask. Idle until :meth:`start`: tests change the world behind a finished answer's back."""

    def __init__(self, behind: Callable[..., Iterable[bytes]], look: Callable[[], None]) -> None:
        self._behind = behind
        self._look = look
        self._on = False
        self.shelf = Shelf()

    def start(self) -> None:
        """Begin to keep answers."""
        self._on = True

    def stop(self) -> None:
        """Keep nothing any more."""
        self._on = False
        self.shelf.forget()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A WSGI application: the kept answer, or Flask's, which is then kept where Flask's side says so."""
        key = key_of(environ) if self._on else None
        tables = _now() if key is not None else None
        if key is None or tables is None:
            return self._behind(environ, start_response)
        found = self.shelf.get(key, tables)
        if found is None:
            return self._made(environ, start_response, key)
        # Where no thread of its own looks for new data, requests do: this one too.
        self._look()
        environ[ROUTE] = found.route
        if _has(environ.get("HTTP_IF_NONE_MATCH", ""), found.etag):
            start_response("304 NOT MODIFIED", [pair for pair in found.heads if pair[0].lower() in WITH_304])
            return []
        start_response(found.status, list(found.heads))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]

    def _made(self, environ: Environ, start_response: Callable[..., Any], key: object) -> Iterable[bytes]:
        """Flask's answer, kept on its way out if it may be."""
        told: list[tuple[str, Heads]] = []

        def listen(status: str, heads: Heads, *more: Any) -> Any:
            told.append((status, heads))
            return start_response(status, heads, *more)

        parts = self._behind(environ, listen)
        tables: Tables | None = environ.pop(OF, None)
        # What was asked with a validator, or for its head, may have come without its body.
        if tables is None or environ["REQUEST_METHOD"] != "GET" or len(told) != 1 or not _is_for_all(*told[0]):
            return parts
        try:
            body = b"".join(parts)
        finally:
            if (close := getattr(parts, "close", None)) is not None:
                close()
        status, heads = told[0]
        etag = next((value for name, value in heads if name.lower() == "etag"), "")
        # Only the current release is kept; an answer that was under way when another came is not.
        if _now() is tables:
            until = time.monotonic() + SECONDS
            self.shelf.put(key, Answer(environ.get(ROUTE, ""), status, list(heads), body, etag, until), tables)
        return [body]


def key_of(environ: Environ) -> tuple[str, ...] | None:
    """What tells one answer from another; None for a request that is always Flask's.

    The query stands as it was spelt: two spellings of one state are two answers, which is a matter of room alone.
    """
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not any(place in path for place in PLACES):
        return None
    if any(name in environ for name in SPECIAL):
        return None
    query = environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST:
        return None
    accept = environ.get("HTTP_ACCEPT", "")[:200] if "/api/" in path else ""
    # Whole addresses stand in some answers, and they are those that the reader asked.
    asked = (environ.get("wsgi.url_scheme", ""), environ.get("HTTP_HOST", "")[:260], environ.get("SCRIPT_NAME", ""))
    return (*asked, path, query, _encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:200]), accept)


@lru_cache(maxsize=256)
def _encoding(header: str) -> str:
    """What an answer's compression depends on: which forms are taken, in the order of their liking."""
    taken = parse_accept_header(header)
    known = ("br", "gzip", "identity", "*")
    return ",".join(f"{name.lower()};{quality}" for name, quality in taken if name.lower() in known)


def _is_for_all(status: str, heads: Heads) -> bool:
    """Whether an answer is a whole one, and the same for every reader whose request has the same key."""
    told = {name.lower(): value.lower() for name, value in heads}
    varies = {name.strip() for name in told.get("vary", "").split(",") if name.strip()}
    closed = "no-store" in told.get("cache-control", "") or "set-cookie" in told
    return status.startswith("200") and "content-length" in told and varies <= VARIES and not closed


@lru_cache(maxsize=512)
def _has(header: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` names the validator; weak ones count, as for every GET."""
    if not header or not etag or len(header) > LONGEST:
        return False
    name, _ = unquote_etag(etag)
    return name is not None and parse_etags(header).contains_weak(name)


def _now() -> Tables | None:
    """The current release; None when there is none to show."""
    try:
        return store.current()
    except store.DataError:
        return None


def register(server: Flask, look: Callable[[], None]) -> Finished:
    """Stand before the server's routes. To be called last, so that nothing is put on an answer after it is kept.

    ``look`` is called for each kept answer that is given, as Flask would have it called.
    """

    @server.after_request
    def _may_be_kept(response: Response) -> Response:
        environ = request.environ
        environ[ROUTE] = request.endpoint or ""
        # A former release that the address names may leave memory, and nothing here shall hold it. The query as it was
        # spelt is looked at, since one that is none cannot be read.
        if request.endpoint in KEPT_ROUTES and "release" not in environ.get("QUERY_STRING", ""):
            environ[OF] = next(iter(g.get("tables", {}).values()), None) or _now()
        return response

    front = Finished(server.wsgi_app, look)
    server.wsgi_app = front  # type: ignore[method-assign]
    server.extensions["omstallningskartan-finished"] = front
    return front


def front_of(server: Flask) -> Finished:
    """What stands before the application that :func:`register` was called for."""
    front: Finished = server.extensions["omstallningskartan-finished"]
    return front
