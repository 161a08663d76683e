"""Two thousand odd requests to every route, the same every time: no 500, no trace in an answer or in the log."""

import io
import itertools
import logging
from urllib.parse import unquote_to_bytes

import pytest
from werkzeug.test import run_wsgi_app

from benchmarks.drill.fuzz import honest, is_fault
from benchmarks.drill.odd import CALLBACK, Odd, requests
from dashboard.app import Kartan

SEED, COUNT = 20261122, 2_200
#: Files that take long to write are asked for seldom.
SLOW = ("template.xlsx", "catalog", "/print")


def environ(odd: Odd) -> dict[str, object]:
    """A request as a server hands it on."""
    path, _, query = odd.target.partition("?")
    told = {
        "REQUEST_METHOD": odd.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_LENGTH": str(len(odd.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(odd.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in odd.headers:
        key = name.upper().replace("-", "_")
        told[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return told


def test_odd_requests_are_answered_without_a_fault(app: Kartan, caplog: pytest.LogCaptureFixture) -> None:
    rules = [rule.rule for rule in app.server.url_map.iter_rules() if "/picture/" not in rule.rule]
    faults, seen = [], {}
    with caplog.at_level(logging.WARNING):
        for number, odd in enumerate(itertools.islice(requests(SEED, rules, honest()), COUNT)):
            if number % 8 and any(slow in odd.target for slow in SLOW):
                continue
            pieces, status, _ = run_wsgi_app(app.server.wsgi_app, environ(odd), buffered=True)
            body = b"".join(pieces)
            seen[int(status[:3])] = seen.get(int(status[:3]), 0) + 1
            if is_fault(int(status[:3]), body):
                faults.append(f"{status}: {odd}")
    assert faults == []
    assert [one.getMessage() for one in caplog.records if one.exc_info] == []
    # Enough of them are taken for honest, and enough are not.
    assert seen[200] > COUNT / 10
    assert seen[400] > COUNT / 20
    assert seen[404] > COUNT / 20


def test_the_same_seed_asks_the_same_and_every_route_is_asked() -> None:
    rules = ["/<lang>/embed/<view>", "/healthz", "/<path:path>"]
    first, again = (list(itertools.islice(requests(1, rules, honest()), 300)) for _ in range(2))
    assert first == again
    assert {odd.target.split("?")[0] for odd in first} >= {"/healthz", CALLBACK}
    assert any(odd.target.startswith("/sv/embed/") for odd in first)
    assert any(odd.method == "TRACE" for odd in first)
