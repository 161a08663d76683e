"""Every request is metered: outermost, so that whatever answers is counted, and with nothing that a reader sent.

Flask's side, or whatever answers before it, names the route in ``environ[ROUTE]``; routes are the code's own words.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from flask import Flask, request

from dashboard.logs import ACCESS, FACTS

log = logging.getLogger(ACCESS)

Environ = dict[str, Any]
#: Where the route's name stands, the output of a callback, and the request's own short name.
ROUTE, CALLBACK, ID = "kartan.route", "kartan.callback", "kartan.id"
#: A proxy may have given the request a name; any other word is not taken over.
GIVEN = re.compile(r"[0-9a-f]{8,32}")
METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
#: Asked every few seconds by programs: of their answers only bad ones are logged.
PROBES = frozenset(("healthz", "readyz", "metrics"))
#: Dash's own routes, by what they are to a reader.
PLAIN = {"/": "page", "/<path:path>": "page", "/_dash-update-component": "callback", "": "none"}


@dataclass(frozen=True)
class Answered:
    """A request that was answered: its route, the callback's output if it was one, method, status, seconds, bytes."""

    route: str
    callback: str
    method: str
    status: int
    seconds: float
    sent: int
    id: str

    def facts(self) -> dict[str, object]:
        """What the log tells of it."""
        return {
            "route": self.route,
            "method": self.method,
            "status": self.status,
            "ms": round(self.seconds * 1000, 1),
            "bytes": self.sent,
            "id": self.id,
        }


def register(server: Flask) -> None:
    """Have Flask name the route. To be registered before anything that may answer."""

    @server.before_request
    def _name() -> None:
        request.environ[ROUTE] = request.endpoint or ""


def plain(route: str) -> str:
    """A route's name without marks: an endpoint's, or what Dash's endpoints are to a reader."""
    return PLAIN.get(route) or ("dash" if route.startswith(("/_", "_dash")) else route)


def short(output: str) -> str:
    """The first component that a callback changes: ``page`` of ``..page.children...controls.data..``."""
    return output.strip(".").split(".", 1)[0][:40]


class Metered:
    """A WSGI application, and ``told`` of every answer."""

    def __init__(self, app: Callable[..., Iterable[bytes]], told: Callable[[Answered], None], level: int) -> None:
        self.app, self.told, self.level = app, told, level

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, and tell of it when the answer is sent; its time is the one until it was ready to be sent."""
        began = perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = environ[ID] = given if given and GIVEN.fullmatch(given) else os.urandom(8).hex()
        status = [500]

        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            status[0] = int(line[:3])
            if status[0] >= 500:
                headers = [*headers, ("X-Request-Id", name)]
            return start_response(line, headers, *rest)

        try:
            parts = self.app(environ, start)
        except BaseException:
            self._tell(environ, 500, perf_counter() - began, 0)
            raise
        took = perf_counter() - began
        return _Body(parts, lambda sent: self._tell(environ, status[0], took, sent))

    def _tell(self, environ: Environ, status: int, seconds: float, sent: int) -> None:
        method = environ.get("REQUEST_METHOD", "")
        answered = Answered(
            plain(environ.get(ROUTE, "")),
            short(environ.get(CALLBACK, "")),
            method if method in METHODS else "other",
            status,
            seconds,
            sent,
            environ[ID],
        )
        self.told(answered)
        if log.isEnabledFor(self.level) and (status >= 400 or answered.route not in PROBES):
            log.log(self.level, "", extra={FACTS: answered.facts()})


class _Body:
    """An answer's parts, counted; ``done`` is told of their bytes when the server is through with them."""

    __slots__ = ("done", "parts", "sent")

    def __init__(self, parts: Iterable[bytes], done: Callable[[int], None]) -> None:
        self.parts, self.done, self.sent = parts, done, 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.sent += len(part)
            yield part

    def close(self) -> None:
        """Close the answer, and tell of it."""
        try:
            close = getattr(self.parts, "close", None)
            if close is not None:
                close()
        finally:
            self.done(self.sent)
