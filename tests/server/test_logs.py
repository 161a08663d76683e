"""The log: one JSON object a line, and nothing in it that a reader sent, whatever goes wrong."""

import io
import json
import logging

import pytest
from flask import Flask

from dashboard.logs import Json, Plain, where
from dashboard.server import errors, metering

#: What a reader may send, each part to be found nowhere.
NOTE, BROWSER, NETWORK = "Anna har sagt upp sig", "OddBrowser/7 (Annas dator)", "203.0.113.77"


@pytest.fixture(params=[Json, Plain])
def written(request):
    """All that is logged, in both forms, while the test lasts."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def clean(text):
    return not [part for part in (NOTE, "Anna", "OddBrowser", NETWORK, "%20", "query") if part in text]


def test_a_request_leaves_nothing_of_its_reader(client, written):
    headers = {"User-Agent": BROWSER, "X-Forwarded-For": NETWORK, "X-Request-ID": "Anna"}
    for path in ("/sv/embed/goals/ale", "/sv/present", "/sv/city/Anna", f"/{NOTE}", "/api/v1/views/Anna", "/sv/try"):
        client.get(path, query_string={"notes": NOTE, "q": NOTE}, headers=headers, buffered=True)
    client.post(
        "/sv/try",
        data=NOTE.encode(),
        headers={**headers, "X-File-Name": "Anna.csv", "Content-Type": "text/csv"},
        buffered=True,
    )
    text = written.getvalue()
    assert "embed" in text
    assert clean(text)


def test_a_fault_is_told_by_its_kind_and_place_and_by_the_name_that_its_reader_sees(written):
    server = Flask("a-test")
    metering.register(server)
    errors.register(server)

    @server.get("/fails")
    def fails():
        raise LookupError(NOTE)

    server.wsgi_app = metering.Metered(server.wsgi_app, lambda _: None, logging.INFO)
    answer = server.test_client().get("/fails", query_string={"notes": NOTE}, headers={"X-Forwarded-For": NETWORK})
    assert answer.status_code == 500
    name = answer.headers["X-Request-Id"]
    assert f"ID: {name}" in answer.get_data(as_text=True)
    asked = server.test_client().get("/fails", headers={"Accept": "application/json"})
    assert asked.get_json()["id"] == asked.headers["X-Request-Id"]
    text = written.getvalue()
    assert name in text
    assert "LookupError" in text
    assert "fails" in text
    assert clean(text)


def test_what_gunicorn_says_of_requests_is_said_without_them(written):
    log = logging.getLogger("gunicorn.error")
    spread, log.propagate = log.propagate, True
    try:
        log.warning(f"Invalid request from ip={NETWORK}: Invalid HTTP request line: 'GET /?notes={NOTE}'")
        try:
            raise ValueError(NOTE)
        except ValueError as fault:
            log.exception("Error handling request %s %s", "GET", f"/sv?notes={NOTE}")
            log.exception(fault)
    finally:
        log.propagate = spread
    text = written.getvalue()
    assert "a request that is none was refused" in text
    assert "a request could not be handled" in text
    assert clean(text)


def test_every_line_is_one_object():
    record = logging.LogRecord("a", logging.WARNING, "x.py", 1, "two\nlines of %s", ("“words”",), None)
    line = Json().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert told["message"] == "two\nlines of “words”"
    assert (told["level"], told["logger"]) == ("warning", "a")
    assert told["time"].endswith("+00:00")


def test_a_fault_tells_what_it_came_from():
    try:
        try:
            raise KeyError(NOTE)
        except KeyError as first:
            raise ValueError(NOTE) from first
    except ValueError as fault:
        text = where(fault)
    assert text.startswith("KeyError\n")
    assert "\nValueError\n" in text
    assert NOTE not in text
