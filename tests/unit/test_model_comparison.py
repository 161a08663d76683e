"""One function tells whether two figures may be compared, and what differs."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.comparison import Basis, Difference, compare, groups

APP = Basis.of({"area": "municipality", "trips": "all", "method": "app"})
PAPER = Basis.of({"area": "municipality", "trips": "all", "method": "paper"})
SILENT = Basis.of({"area": "municipality", "trips": "all", "method": None})
GOAL = Basis.of({"area": "urban_area", "trips": "all"})

bases = st.builds(
    lambda features, series, alike: Basis.of(features, series=series, alike=alike),
    st.fixed_dictionaries({name: st.sampled_from([None, "a", "b"]) for name in ("area", "trips", "method")}),
    st.frozensets(st.sampled_from(["s", "t"])),
    st.frozensets(st.tuples(st.sampled_from(["method", "trips"]), st.just("x"))),
)


def test_figures_of_one_basis_are_comparable():
    assert compare(APP, APP).comparable


def test_what_differs_is_listed_with_both_values():
    found = compare(APP, Basis.of({"area": "city", "trips": "all", "method": "paper"}))
    assert found.differences == (Difference("area", "municipality", "city"), Difference("method", "app", "paper"))
    assert not found.comparable
    assert all(each.is_known for each in found.differences)


def test_what_is_not_told_counts_against_a_comparison():
    one_sided, two_sided = compare(APP, SILENT), compare(SILENT, SILENT)
    assert one_sided.features == two_sided.features == ("method",)
    assert not one_sided.differences[0].is_known


def test_a_publisher_s_own_series_is_taken_at_its_word_on_what_it_does_not_tell():
    series = frozenset({"one-table"})
    silent, app = Basis(SILENT.features, series), Basis(APP.features, series)
    assert compare(silent, silent).comparable
    assert not compare(silent, app).comparable, "it tells of one, so that the other may differ"
    assert not compare(silent, Basis(SILENT.features, frozenset({"another"}))).comparable


def test_what_a_publisher_has_made_comparable_is_comparable_in_that_and_in_nothing_else():
    name = frozenset({("method", "umea-2014-paper")})
    paper, recalculated = Basis(PAPER.features, alike=name), Basis.of(dict(APP.features), alike=name)
    assert compare(paper, recalculated).comparable
    other_area = Basis.of(dict(APP.features) | {"area": "city"}, alike=name)
    assert compare(paper, other_area).features == ("area",)


def test_a_goal_is_held_against_a_survey_in_what_both_have():
    assert compare(GOAL, APP).features == ("area",)
    assert compare(Basis.of({"area": "municipality", "trips": "all"}), APP).comparable


def test_a_group_holds_only_what_may_be_compared_throughout():
    assert groups([APP, PAPER, APP, SILENT, SILENT]) == [[0, 2], [1], [3], [4]]


@given(bases, bases)
def test_the_answer_is_the_same_whichever_comes_first(one, other):
    assert set(compare(one, other).features) == set(compare(other, one).features)


@given(st.lists(bases, max_size=8))
def test_every_figure_stands_in_one_group_among_its_equals(several):
    parted = groups(several)
    assert sorted(place for group in parted for place in group) == list(range(len(several)))
    for group in parted:
        for one in group:
            assert all(compare(several[one], several[other]).comparable for other in group if other != one)
