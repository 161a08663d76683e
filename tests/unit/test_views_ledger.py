"""Rows of bars in groups: nothing lies on anything, badges carry their sign, names stand where there is room."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import SIZES, ViewState
from dashboard.views.ledger import SIGN, Group, Lane, Ledger, Row

words = st.text(alphabet="abc ", max_size=60).map(str.strip)
rows = st.builds(
    Row, words, words, st.lists(st.builds(Lane, st.floats(4, 60), words), min_size=1, max_size=4).map(tuple)
)
groups = st.lists(st.builds(Group, words, st.lists(rows, min_size=1, max_size=4).map(tuple), words), max_size=4)


@given(groups, st.sampled_from(SIZES), st.sampled_from(["page", "screen", "embed", "print"]))
def test_bars_stand_below_each_other_and_within_the_picture(given_groups, size, mode):
    made = Ledger(given_groups, ViewState(size=size, mode=mode))
    bars = [place for group in made.places for row in group for place in row]
    assert len(bars) == sum(len(row.lanes) for group in given_groups for row in group.rows)
    assert all(above.bottom <= below.top for above, below in pairwise(bars))
    assert all(place.bottom <= made.layout()["height"] for place in bars)


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_a_name_stands_above_its_bar_on_a_phone_and_before_it_elsewhere(size):
    made = Ledger([Group("", (Row("2022: 58 %"),))], ViewState(size=size))
    (name,), bar = made.annotations, made.places[0][0][0]
    assert (name["y"] < bar.top) == (size == "narrow")
    assert (made.layout()["margin"]["l"] > 0) == (size == "wide")
    assert name["x"] == 0
    assert name["xshift"] == -made.left


def test_what_differs_wears_a_badge_with_its_sign_and_its_own_ground():
    made = Ledger([Group("A", (Row("1"),)), Group("B", (Row("2"),), "another method")], ViewState())
    (badge,) = [note for note in made.annotations if note.get("name") == "badge"]
    assert badge["text"] == f"{SIGN} another method"
    assert badge["bgcolor"] == made.ink("warn-soft")


def test_groups_are_parted_by_a_line():
    lines = [len(Ledger([Group("", (Row("1"),))] * count, ViewState()).shapes) for count in (1, 2, 3)]
    assert lines == [0, 1, 2]


def test_print_is_black_on_white_whatever_the_theme():
    made = Ledger([], ViewState(theme="dark", mode="print"))
    assert made.ink("ink") == Ledger([], ViewState(theme="light")).ink("ink")
