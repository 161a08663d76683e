"""An address spells out what is looked at, and whatever a browser sends becomes something sensible."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import (
    ALIGNS,
    FIRST_YEAR,
    LAST_YEAR,
    MAX_CITIES,
    MEASURES,
    PACES,
    PANELS,
    REFS,
    SIZES,
    THEMES,
    BadQuery,
    ViewState,
)  # fmt: skip

KNOWN = ("umea", "lund", "habo", "habo-uppsala", "goteborg", "kiruna", "pitea", "orust")

years = st.one_of(
    st.integers(-(10**9), 10**9).map(str),
    st.integers(FIRST_YEAR - 3, LAST_YEAR + 3).map(str),
    st.sampled_from(["", "x", "--5", "+-5", "+2000", " 2001 ", "2e3", "٢٠٠٠", "²", "1" * 5000, "NaN"]),
    st.text(max_size=12),
)
numbers = st.one_of(
    st.floats(-60, 1000).map(lambda one: f"{one:.3f}"),
    st.sampled_from(["7", "7,5", "−3", "900 %", "", "x", "1e9", "nan", "--1", "-0", "٧"]),
    st.text(max_size=6),
)
slugs = st.one_of(st.from_regex(r"[a-z0-9-]{0,30}", fullmatch=True), st.text(max_size=20))
queries = st.fixed_dictionaries(
    {},
    optional={
        # Empty places are those of cities that have been taken away.
        "cities": st.lists(st.sampled_from((*KNOWN, "", "")), max_size=9).map(",".join),
        "measure": st.one_of(st.sampled_from(MEASURES), st.text(max_size=8)),
        "base": years,
        "from": years,
        "to": years,
        "target": slugs,
        "theme": st.one_of(st.sampled_from(THEMES), st.text(max_size=8)),
        "size": st.one_of(st.sampled_from(SIZES), st.text(max_size=8)),
        "release": slugs,
        "refs": st.lists(st.sampled_from((*REFS, "", "mars")), max_size=4).map(",".join),
        "align": st.sampled_from((*ALIGNS, "moon")),
        "layout": st.sampled_from((*PANELS, "side")),
        "by": years,
        "reveal": st.one_of(st.sampled_from(["0", "1", "3", "9", "-1"]), st.text(max_size=3)),
        "pace": numbers,
        "pace.transport": numbers,
        "pace.umea": numbers,
        "pace.<b>": numbers,
        "unknown": st.text(max_size=5),
    },
)


def state_of(query: dict[str, str]) -> ViewState:
    return ViewState.from_query(query, known_cities=KNOWN)


@given(queries)
def test_the_address_of_a_state_gives_that_state_back(query):
    state = state_of(query)
    assert state_of(dict(parse_qsl(state.to_query(), strict_parsing=bool(state.to_query())))) == state


@given(queries)
def test_whatever_a_query_holds_the_state_keeps_within_its_bounds(query):
    state = state_of(query)
    assert FIRST_YEAR <= state.start <= state.end <= LAST_YEAR
    assert FIRST_YEAR <= state.base <= LAST_YEAR
    assert state.measure in MEASURES
    assert state.theme in THEMES
    assert state.size in SIZES
    assert len(state.cities) <= MAX_CITIES
    assert len(set(state.cities)) == len(state.cities)
    assert len({state.place(slug) for slug in state.cities}) == len(state.cities)
    assert all(0 <= state.place(slug) < MAX_CITIES for slug in state.cities)
    assert all(PACES[0] <= pace <= PACES[1] for _, pace in state.pace)
    assert {name for name, _ in state.pace} <= {"", "transport", "umea"}
    assert set(state.refs) <= set(REFS)
    assert 0 <= state.reveal <= len(state.cities)
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in state.target + state.release)


@given(years, years)
def test_a_period_is_at_least_five_years_long(first, last):
    state = state_of({"from": first, "to": last})
    assert state.end - state.start >= 5


def test_years_in_the_wrong_order_are_put_right():
    state = state_of({"from": "2030", "to": "2000"})
    assert (state.start, state.end) == (2000, 2030)


@pytest.mark.parametrize(("value", "clamped"), [("1066", 1990), ("-5", 1990), ("99999", 2050), ("2010", 2010)])
def test_an_absurd_year_is_clamped(value, clamped):
    assert state_of({"base": value}).base == clamped


def test_the_default_state_has_no_query():
    assert ViewState().to_query() == ""
    assert ViewState(cities=("umea",)).to_query(cities=False) == ""


def test_only_what_differs_from_the_default_is_spelled_out():
    state = ViewState(cities=("umea", "lund"), measure="capita", start=2000)
    assert state.to_query() == "cities=umea,lund&measure=capita&from=2000"


def test_a_city_that_does_not_exist_is_said_and_not_guessed():
    with pytest.raises(BadQuery) as fault:
        state_of({"cities": "umea,atlantis"})
    assert (fault.value.key, fault.value.value, fault.value.status) == ("cities", "atlantis", 404)


def test_the_cities_of_the_path_go_before_those_of_the_query():
    state = ViewState.from_query({"cities": "lund"}, known_cities=KNOWN, cities=("umea",))
    assert state.cities == ("umea",)
    assert state.city == "umea"


def test_a_state_with_several_cities_has_no_single_one():
    assert ViewState(cities=("umea", "lund")).city is None
    assert ViewState().city is None


def test_equal_states_are_one_key_of_a_cache():
    assert {state_of({"measure": "capita"}): 1}[ViewState(measure="capita")] == 1
    assert ViewState().but(theme="dark") != ViewState()


def test_a_city_that_is_taken_away_leaves_its_place_and_no_other_changes_colour():
    before, after = state_of({"cities": "umea,lund,goteborg"}), state_of({"cities": "umea,,goteborg"})
    assert after.cities == ("umea", "goteborg")
    assert [after.place(slug) for slug in after.cities] == [before.place("umea"), before.place("goteborg")]
    assert after.named == "umea,,goteborg"


def test_a_pace_is_read_as_people_write_it():
    assert state_of({"pace": "7,5 %"}).pace == (("", 7.5),)
    assert state_of({"pace": "−3"}).pace == (("", -3.0),)
    assert state_of({"pace": "900", "pace.transport": "12"}).pace == (("", PACES[1]), ("transport", 12.0))
    assert state_of({"pace": "much"}).pace == ()
