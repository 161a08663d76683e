"""New data is looked for now and then, beside the requests; whatever goes wrong, the last good data stays up."""

import threading

import pytest

from dashboard.server import freshness
from dashboard.server.freshness import Watch


@pytest.fixture
def looked(monkeypatch):
    """How often the files have been looked at; each look says that there is new data."""
    count: list[int] = []

    def refresh():
        count.append(1)
        return True

    monkeypatch.setattr(freshness.store, "refresh", refresh)
    return count


def done() -> None:
    for thread in threading.enumerate():
        if thread.name == "freshness":
            thread.join(10)


def test_new_data_empties_what_was_built_from_the_old(looked):
    told: list[bool] = []
    Watch(lambda: told.append(True), interval=0).look()
    done()
    assert (len(looked), told) == (1, [True])


def test_within_an_interval_nobody_looks(looked):
    watch = Watch(lambda: None, interval=1000)
    for _ in range(50):
        watch.look()
    done()
    assert looked == []


def test_without_new_data_nothing_is_emptied(monkeypatch):
    told: list[bool] = []
    monkeypatch.setattr(freshness.store, "refresh", lambda: False)
    Watch(lambda: told.append(True), interval=0).look()
    done()
    assert told == []


def test_a_fault_while_looking_is_logged_and_the_next_look_still_comes(monkeypatch, caplog):
    tries: list[int] = []

    def broken():
        tries.append(1)
        raise OSError("the disk is gone")

    monkeypatch.setattr(freshness.store, "refresh", broken)
    watch = Watch(lambda: None, interval=0)
    for _ in range(2):
        watch.look()
        done()
    assert len(tries) == 2
    assert "the last good data stays up" in caplog.text
