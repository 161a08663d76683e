"""The programme of a screen stands in its address, and an odd address gives a programme or a clear refusal."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.program import LEAST, MOST, SECONDS, USUAL, Program, read
from dashboard.state import BadQuery, ViewState
from dashboard.views import VIEWS

programs = st.builds(
    Program,
    state=st.builds(
        ViewState,
        lang=st.sampled_from(("sv", "en")),
        cities=st.sampled_from((("umea",), ("umea", "lund"), ("malmo", "vaxjo", "lund"))),
        measure=st.sampled_from(("total", "capita")),
        theme=st.sampled_from(("light", "dark", "auto")),
    ),
    views=st.lists(st.sampled_from(list(VIEWS)), min_size=1, unique=True).map(tuple),
    seconds=st.integers(LEAST, MOST),
    layout=st.sampled_from(("single", "side")),
    clock=st.booleans(),
    qr=st.booleans(),
)


@given(programs)
def test_an_address_gives_back_the_programme_that_it_was_written_from(tables, program):
    assert read(dict(parse_qsl(program.to_query())), program.state.lang, tables) == program


KEYS = ("cities", "views", "seconds", "layout", "clock", "qr", "theme", "measure", "size", "from")
VALUES = ("umea", "umea,lund", "process", "goals", "9" * 30, "-1", "1e3", "٣")


def outcome(query, tables):
    """The programme, or why there is none."""
    try:
        return read(query, "sv", tables)
    except BadQuery as fault:
        return fault.key, fault.status


@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(st.text(max_size=30), st.sampled_from(VALUES))))
def test_whatever_stands_in_an_address_it_is_read_or_refused(tables, query):
    found = outcome(query, tables)
    if isinstance(found, Program):
        assert found.slides
        assert LEAST <= found.seconds <= MOST
    else:
        assert found in {("cities", 404), ("views", 404), ("needs_city", 400)}


def test_the_same_view_of_each_city_comes_before_the_next_view():
    program = Program(ViewState(cities=("umea", "lund")), ("process", "goals"))
    shown = [(one.view, one.state.cities) for one in program.slides]
    assert shown == [("process", ("umea",)), ("process", ("lund",)), ("goals", ("umea",)), ("goals", ("lund",))]


def test_side_by_side_is_one_picture_of_all_cities():
    program = Program(ViewState(cities=("umea", "lund")), ("process", "goals"), layout="side")
    assert [(one.view, one.state.cities) for one in program.slides] == [
        ("process", ("umea", "lund")),
        ("goals", ("umea", "lund")),
    ]


@pytest.mark.parametrize(
    ("asked", "given"), [("3", LEAST), ("99999", MOST), ("", SECONDS), ("soon", SECONDS), ("45", 45)]
)
def test_seconds_are_kept_within_what_can_be_read(tables, asked, given):
    assert read({"seconds": asked}, "sv", tables).seconds == given


def test_a_screen_that_asks_for_no_views_shows_those_that_have_data(tables):
    assert read({"cities": "umea"}, "sv", tables).views == USUAL
    assert "modal-share" not in read({"cities": "hoor"}, "sv", tables).views


def test_a_view_of_one_city_is_refused_where_no_city_is_named(tables):
    with pytest.raises(BadQuery, match="goals") as refused:
        read({"views": "process,goals"}, "sv", tables)
    assert (refused.value.key, refused.value.status) == ("needs_city", 400)
