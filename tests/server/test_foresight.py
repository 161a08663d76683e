"""What a reader may choose next is built while they read, and the newest page goes first."""

import threading
from urllib.parse import parse_qsl

from dashboard.server.addresses import parse
from dashboard.server.foresight import Foresight, jobs, next_states
from dashboard.views import VIEWS, _built


def at(tables, path, **query):
    return parse(path, query, tables)


def test_each_state_is_one_choice_away_and_a_city_that_goes_takes_no_colour_with_it(tables):
    page = at(tables, "/sv/compare", cities="ale,habo,umea", measure="capita", refs="nation")
    states = list(next_states(page))
    assert {state.measure for state in states} == {"total", "capita", "index"}
    assert page.state not in states
    assert {state.refs for state in states} >= {(), ("county", "nation"), ("group", "nation")}
    without = next(state for state in states if state.cities == ("ale", "umea"))
    assert without.named == "ale,,umea"
    assert without.place("umea") == page.state.place("umea")
    # The very state that the address of the choice is read as: else it would be built twice.
    for state in states:
        assert at(tables, "/sv/compare", **dict(parse_qsl(state.to_query()))).state == state


def test_from_a_page_without_choices_nothing_comes_next(tables):
    assert list(next_states(at(tables, "/sv/about/data"))) == []
    assert list(next_states(at(tables, "/sv/compare"))) == []


def test_a_job_leaves_the_view_built(tables):
    page = at(tables, "/sv/city/habo")
    todo = jobs(page, tables)
    assert len(todo) == 2 * len(VIEWS)
    todo[list(VIEWS).index("trajectory")]()
    before = _built.cache_info().misses
    todo[list(VIEWS).index("trajectory")]()
    assert _built.cache_info().misses == before


def test_the_newest_page_goes_first_and_a_fault_hinders_nothing(monkeypatch):
    monkeypatch.setattr("dashboard.server.foresight.PATIENCE", 0.0)
    ahead, begun, go, done = Foresight(), threading.Event(), threading.Event(), threading.Event()
    told = []

    def first():
        begun.set()
        go.wait(5)
        told.append("first")

    def fails():
        raise ValueError("meant to fail")

    ahead.soon(lambda: [lambda: told.append("before it works, nothing is kept")])
    ahead.start()
    ahead.soon(lambda: [first, lambda: told.append("of the page that was left")])
    assert begun.wait(5)
    ahead.soon(lambda: [fails, lambda: told.append("new"), done.set])
    go.set()
    assert done.wait(5)
    assert told == ["first", "new"]
