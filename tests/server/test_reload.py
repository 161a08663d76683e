"""A release moves while the server runs: every request sees one release, and nobody waits or is lost."""

import math
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import dashboard.app
from dashboard.app import Kartan
from dashboard.pictures.edition import edition
from dashboard.server import freshness
from dashboard.server.foresight import Foresight
from dashboard.tables import store
from tests import fictional
from tests.callbacks import bodies

CITY = "stadskoping"
OLD, NEW = fictional.NAMES[fictional.FIRST], fictional.NAMES[fictional.SECOND]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Kartan) -> Iterator[Path]:
    """The fictional data set in place of the configured one, its first release current and loaded."""
    # A look that a request starts beside itself must not come before the move that a test makes.
    monkeypatch.setattr(freshness.watch_of(app.server), "_next", math.inf)
    held = fictional.write(tmp_path / "exempel")
    monkeypatch.setenv("DASHBOARD_DATA", str(held))
    store.store.cache_clear()
    assert store.current().release == fictional.FIRST
    yield held
    store.store.cache_clear()


def moved(folder: Path, release: str) -> bool:
    fictional.point(folder, release)
    return store.refresh()


@pytest.mark.parametrize(
    "address", [f"/sv/city/{CITY}", f"/sv/compare?cities={CITY},alvsunda", f"/sv/share?city={CITY}"]
)
def test_a_page_that_is_being_written_stays_with_its_release(
    folder: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    # A line of former releases comes whenever a thread has read them, and is not what is looked for here.
    monkeypatch.setattr("dashboard.server.history.at_hand", lambda _: None)
    before = client.get(address).headers["ETag"]
    real, calls = dashboard.app.parse, []

    def parse(*words):
        # Between two looks at the tables within one request, new data comes up.
        calls.append(moved(folder, fictional.SECOND) if not calls else False)
        return real(*words)

    monkeypatch.setattr("dashboard.app.parse", parse)
    dashboard.app._forget()
    during = client.get(address)
    assert calls[0] is True
    assert during.headers["ETag"] == before
    assert client.get(address).headers["ETag"] != before
    assert store.current().release == fictional.SECOND


def test_a_callback_that_is_under_way_stays_with_its_release(
    folder: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = bodies.visit({"path": f"/sv/city/{CITY}", "query": "", "theme": "light", "size": "wide"})
    before = client.post(bodies.ADDRESS, json=asked).get_data(as_text=True)
    import callbacks.navigation as navigation

    real = navigation.parse

    def parse(*words):
        moved(folder, fictional.SECOND)
        return real(*words)

    monkeypatch.setattr(navigation, "parse", parse)
    dashboard.app._forget()
    assert client.post(bodies.ADDRESS, json=asked).get_data(as_text=True) == before
    monkeypatch.setattr(navigation, "parse", real)
    after = client.post(bodies.ADDRESS, json=asked).get_data(as_text=True)
    assert NEW in after
    assert NEW not in before


def test_within_a_request_the_pinned_release_is_the_same_by_name_and_by_none(folder: Path, app: Kartan) -> None:
    with app.server.test_request_context("/"):
        first = store.current()
        moved(folder, fictional.SECOND)
        assert store.current() is first
        assert store.current(fictional.FIRST) is first
        assert store.current(fictional.SECOND).release == fictional.SECOND
    assert store.current().release == fictional.SECOND
    with app.server.test_request_context("/"):
        # What was current when another release was asked for first stays current to the end.
        named = store.current(fictional.FIRST)
        moved(folder, fictional.FIRST)
        assert store.current().release == fictional.SECOND
        assert store.current(fictional.FIRST) is named
    assert store.current().release == fictional.FIRST


def test_a_request_that_fails_leaves_no_pin_behind(
    folder: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_):
        store.current()
        raise RuntimeError("no")

    monkeypatch.setattr("dashboard.app.parse", broken)
    assert client.get(f"/sv/city/{CITY}").status_code == 500
    moved(folder, fictional.SECOND)
    assert store.current().release == fictional.SECOND
    monkeypatch.undo()


def test_an_old_request_fills_no_cache_that_new_requests_read(folder: Path, client: FlaskClient, app: Kartan) -> None:
    """What a request of the old release builds after the swap is never shown to one of the new."""
    addresses = (f"/sv/city/{CITY}", f"/sv/embed/trajectory/{CITY}", f"/sv/export/trajectory.csv?cities={CITY}")
    old = store.current()
    moved(folder, fictional.SECOND)
    dashboard.app._forget()
    with app.server.test_request_context("/"):
        from flask import g

        g.tables = {(folder, ""): old, (folder, old.release): old}
        assert store.current() is old
        for address in addresses:
            # The same request context goes on: these are answered from the old release, and fill the caches.
            with app.server.test_request_context(address):
                g.tables = {(folder, ""): old, (folder, old.release): old}
                app.server.full_dispatch_request()
    for address in addresses[:2]:
        text = client.get(address).get_data(as_text=True)
        assert NEW in text, address
    assert edition(old) != edition(store.current())


def test_embeds_and_pictures_of_the_new_release_have_new_addresses_and_tags(folder: Path, client: FlaskClient) -> None:
    embed = f"/sv/embed/trajectory/{CITY}"
    first, old = client.get(embed), edition(store.current())
    assert client.get(embed, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    moved(folder, fictional.SECOND)
    dashboard.app._forget()
    again = client.get(embed, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    text = again.get_data(as_text=True)
    assert old not in text
    assert f"/picture/{edition(store.current())}/" in text or "/picture/" not in text


def test_the_release_that_was_left_is_still_at_hand(folder: Path) -> None:
    left = store.current()
    moved(folder, fictional.SECOND)
    assert store.current(fictional.FIRST) is left


def test_a_faulty_release_is_told_once_and_named_and_then_that_it_is_mended(
    folder: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    watch = freshness.Watch(lambda: None)
    good = store.current()
    fictional.point(folder, fictional.FAULTY)
    for _ in range(3):
        watch.check()
    lines = [one.getMessage() for one in caplog.records if "is not shown" in one.getMessage()]
    assert len(lines) == 1
    assert f"release {fictional.FAULTY}" in lines[0]
    assert "population.csv:2:" in lines[0]
    assert store.current() is good
    told = client.get("/readyz")
    assert told.status_code == 200
    assert told.json is not None
    assert told.json["status"] == "ready"
    assert (told.json["release"], told.json["waiting"]) == (fictional.FIRST, fictional.FAULTY)
    assert told.json["faults"] == told.json["faults_on_disk"] == len(told.json["first_faults"]) == 1
    assert "population.csv:2:" in told.json["first_faults"][0]
    assert str(folder) not in told.get_data(as_text=True)
    fictional.point(folder, fictional.FIRST)
    for _ in range(3):
        watch.check()
    assert [one.getMessage() for one in caplog.records if "any more" in one.getMessage()] == [
        f"nothing keeps new data away any more: release {fictional.FIRST} is up"
    ]
    # Back on what was up all the time: nothing was built anew for it.
    assert store.current() is good
    assert client.get("/readyz").json["waiting"] is None  # type: ignore[index]


def test_files_that_change_while_they_are_read_are_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, real = store.current(), store.load

    def load(data: Path):
        tables = real(data)
        # The second half of a copy arrives when the first has been read.
        place = folder / fictional.SECOND / "sources.csv"
        place.write_text(place.read_text("utf-8"), encoding="utf-8")
        return tables

    monkeypatch.setattr(store, "load", load)
    assert not moved(folder, fictional.SECOND)
    assert store.current() is good
    assert store.last_error() is None
    monkeypatch.setattr(store, "load", real)
    assert store.refresh()
    assert store.current().release == fictional.SECOND


def test_a_watch_of_its_own_notices_without_any_request_and_at_once_when_rung(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(freshness, "OWN_INTERVAL", 0.05)
    watch = freshness.Watch(lambda: told.append("empty"))
    watch.then.append(lambda: told.append("then"))
    watch.keep()
    fictional.point(folder, fictional.SECOND)
    until = time.monotonic() + 10
    while len(told) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert told == ["empty", "then"]
    # With a thread of its own, requests start no looks; from now on only the bell does.
    monkeypatch.setattr(freshness, "OWN_INTERVAL", 1000)
    watch.ring()
    time.sleep(0.2)
    fictional.point(folder, fictional.FIRST)
    watch.ring()
    while len(told) < 4 and time.monotonic() < until:
        time.sleep(0.02)
    assert told == ["empty", "then"] * 2


def test_what_waits_to_be_built_is_forgotten_with_the_data() -> None:
    done: list[bool] = []
    work = Foresight()
    work._started = True
    work.soon(lambda: [lambda: done.append(True)])
    work.forget()
    assert work._waiting == []
