"""Finished answers: Flask's own to the byte, of the current release alone, and no more than there is room for."""

from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from dashboard.server import finished
from dashboard.server.finished import ONE, Answer, Finished, Shelf, front_of, key_of
from dashboard.tables import store

EMBED = "/sv/embed/trajectory/ale"
ASKED = [
    EMBED,
    "/sv/embed/trajectory.json?cities=ale",
    "/sv/figure/trajectory.json?cities=habo",
    "/api/v1/views/goals?cities=ale",
]


@pytest.fixture
def front(app) -> Iterator[Finished]:
    """What stands before the application, switched on for one test."""
    one = front_of(app.server)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def reader(app, front) -> Client:
    assert front.shelf.held() == (0, 0)
    return app.server.test_client(use_cookies=False)


@pytest.mark.parametrize("encoding", ["br", "gzip", "", "gzip;q=0.5, br;q=0.2"])
@pytest.mark.parametrize("address", ASKED)
def test_a_kept_answer_is_the_very_same(app, front, address, encoding):
    def ask() -> tuple[int, list[tuple[str, str]], bytes]:
        got = app.server.test_client(use_cookies=False).get(address, headers={"Accept-Encoding": encoding})
        return got.status_code, sorted(got.headers), got.data

    front.stop()
    wanted = ask()
    front.start()
    assert front.shelf.held()[0] == 0
    first, again = ask(), ask()
    assert front.shelf.held()[0] == 1
    assert first == again == wanted
    assert wanted[0] == 200


def test_the_second_reader_is_answered_without_flask(reader, front, monkeypatch):
    reader.get(EMBED)
    monkeypatch.setattr(front, "_behind", lambda *_: pytest.fail("Flask was asked"))
    assert reader.get(EMBED).status_code == 200
    head = reader.head(EMBED)
    assert (head.status_code, head.data) == (200, b"")
    assert int(head.headers["Content-Length"]) > 1000


def test_whoever_has_it_is_told_so(reader, front, monkeypatch):
    first = reader.get(EMBED, headers={"Accept-Encoding": "br"})
    monkeypatch.setattr(front, "_behind", lambda *_: pytest.fail("Flask was asked"))
    for told in (first.headers["ETag"], f"W/{first.headers['ETag']}", f'"other", {first.headers["ETag"]}', "*"):
        got = reader.get(EMBED, headers={"Accept-Encoding": "br", "If-None-Match": told})
        assert (got.status_code, got.data) == (304, b"")
        assert got.headers["ETag"] == first.headers["ETag"]
        assert got.headers["Vary"] == "Accept-Encoding"
        assert "Content-Length" not in got.headers
        assert "Content-Type" not in got.headers
    assert reader.get(EMBED, headers={"Accept-Encoding": "br", "If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"},
        {"headers": {"Range": "bytes=0-9"}},
        {"headers": {"If-Match": '"x"'}},
        {"path": f"{EMBED}?release=2026-11"},
        {"path": "/sv/embed/trajectory/nowhere"},
        {"path": "/sv/city/ale"},
        {"path": "/sv/embed/trajectory/ale", "query_string": "x=" + "y" * 3000},
        {"method": "HEAD"},
    ],
    ids=str,
)
def test_what_is_not_for_everybody_is_not_kept(reader, front, asked):
    reader.open(**{"path": EMBED, **asked})
    assert front.shelf.held() == (0, 0)


def test_readers_of_other_hosts_and_kinds_get_their_own(reader, front):
    address = "/api/v1/views/goals?cities=ale"
    plain = reader.get(address, headers={"Accept": "text/csv"})
    other = reader.get(address, headers={"Accept": "application/json"})
    elsewhere = reader.get(address, headers={"Accept": "application/json"}, base_url="http://karta.example")
    assert plain.mimetype == "text/csv"
    assert other.mimetype == "application/json"
    assert b"karta.example" in elsewhere.data
    assert b"karta.example" not in other.data
    assert front.shelf.held()[0] == 3


def test_new_data_are_shown_at_once_and_the_former_release_is_not_held(reader, front, monkeypatch, tiny):
    reader.get(EMBED)
    assert front.shelf.held()[0] == 1
    monkeypatch.setattr(store, "current", lambda _release=None: tiny)
    assert reader.get(EMBED).status_code == 404
    slug = sorted(tiny.slugs)[0]
    assert reader.get(f"/sv/embed/trajectory/{slug}").status_code == 200
    assert front.shelf.held()[0] == 1


def test_an_answer_that_was_under_way_when_data_changed_is_not_kept(reader, front, monkeypatch, tiny):
    behind = front._behind

    def slow(environ, start):
        parts = behind(environ, start)
        monkeypatch.setattr(store, "current", lambda _release=None: tiny)
        return parts

    monkeypatch.setattr(front, "_behind", slow)
    assert reader.get(EMBED).status_code == 200
    assert front.shelf.held() == (0, 0)


def test_the_route_is_told_whoever_answers(front):
    seen = []

    def outermost(environ, start):
        parts = front(environ, start)
        seen.append(environ[finished.ROUTE])
        return parts

    for _ in range(2):
        Client(outermost).get(EMBED)
    assert seen == ["embed", "embed"]


def _answer(size: int, until: float = float("inf")) -> Answer:
    return Answer("embed", "200 OK", [], b"x" * size, '"e"', until)


def test_room_is_bounded_by_count_and_bytes_and_the_least_asked_for_goes(tiny):
    shelf = Shelf(entries=3, room=20_000)
    for name in "abc":
        shelf.put(name, _answer(1000), tiny)
    shelf.get("a", tiny)
    shelf.put("d", _answer(1000), tiny)
    assert [bool(shelf.get(name, tiny)) for name in "abcd"] == [True, False, True, True]
    shelf.put("e", _answer(18_500), tiny)
    assert shelf.held() == (1, 19_500)
    shelf.put("f", _answer(ONE), tiny)
    assert shelf.get("f", tiny) is None
    shelf.put("e", _answer(10), tiny)
    assert shelf.held() == (1, 1010)


def test_an_answer_grows_old(tiny):
    shelf = Shelf()
    shelf.put("a", _answer(10, until=0.0), tiny)
    assert shelf.get("a", tiny) is None
    assert shelf.held() == (0, 0)


def test_spellings_of_the_same_wish_for_compression_are_one():
    def key(accept: str) -> object:
        return key_of({"REQUEST_METHOD": "GET", "PATH_INFO": EMBED, "HTTP_ACCEPT_ENCODING": accept})

    assert key("gzip, deflate, br") == key("gzip,deflate, br, zstd")
    assert key("br") != key("gzip")
