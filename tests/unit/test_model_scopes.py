"""Inventories by scope: what is reported, what is not, what is said again, and what it may be held against."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.comparison import compare, groups
from dashboard.model.scopes import (
    Inventory,
    Repeated,
    basis,
    inventories,
    latest,
)
from dashboard.model.scopes_reference import reference, territorial_basis
from tests.dataset import table

GPC = {"protocol": "gpc", "gases": "CO2, CH4, N2O", "boundary": "municipality", "verified": "no"}


def rows(*reports, **shared):
    """Reports as (year, reported, {(scope, part): tonnes}) made into a table; ``shared`` stands in every row."""
    return table(
        "scopes",
        [
            {"code": "9901", "year": year, "reported": reported, "scope": scope, "part": part, "tonnes": tonnes}
            | GPC
            | {"source_id": f"report-{reported}"}
            | shared
            for year, reported, figures in reports
            for (scope, part), tonnes in figures.items()
        ],
    )


def of(tables, slug: str) -> list[Inventory]:
    return inventories(tables.scopes[tables.scopes["code"] == tables.slugs[slug]])


def only(*reports, **shared) -> Inventory:
    (found,) = inventories(rows(*reports, **shared))
    return found


def test_the_figure_without_grid_supply_goes_before_the_total_and_the_rest_stands_apart():
    parts = {("1", "total"): 150, ("1", "excluding_grid_supply"): 100, ("1", "grid_supply"): 50}
    scope = only((2018, 2020, parts)).scope("1")
    assert (scope.main.tonnes, scope.grid.tonnes, scope.whole.tonnes) == (100, 50, 150)
    assert only((2018, 2020, {("1", "total"): 150})).scope("1").main.tonnes == 150


def test_no_figure_of_the_model_is_a_sum_but_the_one_that_is_held_against_the_territory(tables):
    told = set(tables.scopes["tonnes"])
    for each in inventories(tables.scopes):
        figures = [each.basic, each.basic_plus, each.total]
        figures += [figure for scope in each.scopes for figure in (scope.main, scope.grid, scope.whole)]
        assert {figure.tonnes for figure in figures if figure} <= told


def test_what_is_not_reported_is_not_a_zero_and_a_zero_is_reported():
    found = only((2018, 2020, {("1", "total"): 100, ("3", "total"): 0}))
    assert [scope.status for scope in found.scopes] == ["reported", "not_reported", "zero"]
    assert found.scope("2").main is None
    assert found.scope("3").main.tonnes == 0
    assert found.reported_scopes == ("1", "3")


def test_a_scope_with_grid_supply_alone_is_not_reported_itself(tables):
    (found,) = [each for each in of(tables, "helsingborg") if each.year == 2016]
    assert found.scope("2").status == "grid_only"
    assert found.scope("2").main is None
    assert found.scope("2").grid.tonnes == 13780
    assert found.reported_scopes == ("1",)


@pytest.mark.parametrize(("slug", "year", "total"), [("stockholm", 2012, 2_511_000), ("gavle", 2020, 273_100)])
def test_a_total_that_is_not_split_is_no_scope(tables, slug, year, total):
    (found,) = [each for each in of(tables, slug) if each.year == year]
    assert {scope.status for scope in found.scopes} == {"not_split"}
    assert found.total.tonnes == total
    assert found.reported_scopes == ()


def test_the_methods_totals_and_a_stated_one_stand_by_themselves(tables):
    (found,) = [each for each in of(tables, "stockholm") if each.year == 2016]
    assert (found.basic.tonnes, found.basic_plus.tonnes, found.total) == (1_823_388, 1_863_841, None)


def test_sectors_are_parts_and_never_a_scope(tables):
    (found,) = [each for each in of(tables, "umea") if each.year == 2021]
    assert found.scope("1").main.tonnes == 208_500
    assert ("1", "transport", 122_700) in [(one.scope, one.sector, one.figure.tonnes) for one in found.sectors]


@pytest.mark.parametrize(("slug", "year", "before"), [("umea", 2018, 2017), ("vastervik", 2017, 2016)])
def test_figures_given_again_for_a_later_year_are_found_without_their_notes(tables, slug, year, before):
    own = tables.scopes[tables.scopes["code"] == tables.slugs[slug]].assign(note=None)
    found = {each.year: each.repeats_year for each in inventories(own)}
    assert found[year] == before
    assert found[before] is None


def test_figures_reported_again_for_the_same_year_are_one_inventory(tables):
    lund = [each for each in of(tables, "lund") if each.year == 2018]
    assert [(each.reported, each.again, each.repeats) for each in lund] == [(2020, (2021,), None)]
    assert lund[0].source_ids == ("cdp-2020-emissions", "cdp-2021-emissions")


def test_a_later_report_of_only_some_of_the_figures_is_the_same_inventory():
    first, again = {("1", "total"): 100, ("2", "total"): 20}, {("1", "total"): 100}
    assert only((2018, 2020, first), (2018, 2021, again)).again == (2021,)


def test_a_figure_that_has_changed_is_another_inventory():
    found = inventories(rows((2018, 2020, {("1", "total"): 100}), (2018, 2021, {("1", "total"): 101})))
    assert [(each.reported, each.again, each.repeats) for each in found] == [(2021, (), None), (2020, (), None)]


def test_noughts_alone_are_no_repeat():
    found = inventories(rows((2018, 2020, {("3", "total"): 0}), (2019, 2021, {("3", "total"): 0})))
    assert [each.repeats for each in found] == [None, None]


def test_the_same_figures_by_another_method_are_flagged_and_not_merged():
    one = rows((2018, 2020, {("1", "total"): 100}))
    other = rows((2018, 2021, {("1", "total"): 100}), protocol="other")
    found = inventories(pd.concat([one, other]))
    assert [each.repeats for each in found] == [Repeated(2018, 2020), None]
    assert found[0].repeats_year is None


def test_a_repeat_of_a_repeat_names_the_first():
    figures = {("1", "total"): 100}
    found = inventories(rows((2016, 2018, figures), (2017, 2019, figures), (2018, 2020, figures)))
    assert [each.repeats_year for each in found] == [2016, 2016, None]


def test_another_municipality_with_the_same_figures_repeats_nobody():
    both = pd.concat(
        [rows((2016, 2018, {("1", "total"): 100})), rows((2017, 2019, {("1", "total"): 100}), code="9902")]
    )
    assert [each.repeats for each in inventories(both)] == [None, None]


def test_a_disputed_figure_keeps_its_flag_and_its_note(tables):
    for each in of(tables, "goteborg"):
        assert each.scope("2").main.is_disputed
        assert not each.scope("1").main.is_disputed
        assert each.scope("2").main.note


def test_inventories_stand_newest_first_and_the_latest_is_the_newest(tables):
    found = of(tables, "stockholm")
    assert [each.year for each in found] == [2020, 2019, 2018, 2017, 2016, 2015, 2012]
    assert latest(found) == found[:1]
    assert len(latest(inventories(tables.scopes))) == tables.scopes["code"].nunique()


@pytest.mark.parametrize(
    ("change", "feature"),
    [
        ({"protocol": "other"}, "protocol"),
        ({"gases": "CO2"}, "gases"),
        ({"gases": "GPC"}, "gases"),
        ({"boundary": "larger"}, "boundary"),
        ({"verified": "yes"}, "verified"),
    ],
)
def test_what_an_inventory_is_counted_on_sets_it_apart(change, feature):
    figures = {("1", "excluding_grid_supply"): 100}
    one, other = only((2018, 2020, figures)), only((2019, 2021, figures), **change)
    assert compare(basis(one), basis(other)).features == (feature,)


def test_the_order_in_which_gases_are_named_does_not_matter():
    figures = {("1", "excluding_grid_supply"): 100}
    one, other = only((2018, 2020, figures)), only((2019, 2021, figures), gases="N2O, CO2,CH4")
    assert compare(basis(one), basis(other)).comparable


def test_a_total_that_may_hold_grid_supply_is_not_comparable_with_a_figure_without_it():
    one = only((2018, 2020, {("1", "excluding_grid_supply"): 100, ("1", "grid_supply"): 1}))
    other = only((2019, 2021, {("1", "total"): 100}))
    (found,) = compare(basis(one), basis(other)).differences
    assert (found.feature, found.one, found.other) == ("grid", "apart", None)


def test_the_year_and_the_scopes_count_between_cities_and_not_within_one():
    one = only((2018, 2020, {("1", "excluding_grid_supply"): 100}))
    other = only((2019, 2021, {("1", "excluding_grid_supply"): 90, ("2", "excluding_grid_supply"): 9}))
    assert compare(basis(one), basis(other)).comparable
    side = compare(basis(one, side_by_side=True), basis(other, side_by_side=True))
    assert side.features == ("year", "scopes")


def test_what_is_not_told_is_the_same_within_one_citys_document_and_not_between_cities():
    figures = {("1", "total"): 100}
    shared = {"gases": None, "source_id": "one-document"}
    mine, later = inventories(rows((2018, 2020, figures), (2020, 2020, {("1", "total"): 90}), **shared))
    assert compare(basis(mine), basis(later)).comparable
    theirs = only((2018, 2020, figures), **shared, code="9902")
    assert compare(basis(mine), basis(theirs)).features == ("gases", "grid")


def test_a_repeat_is_on_the_basis_of_what_it_repeats(tables):
    assert groups([basis(each) for each in of(tables, "vastervik")]) == [[0, 1]]
    # Umeå told of another method for the figures that it gave again.
    assert groups([basis(each) for each in of(tables, "umea")]) == [[0], [1], [2]]


def test_scope_1_with_grid_supply_is_held_against_the_territory():
    parts = {("1", "excluding_grid_supply"): 100, ("1", "grid_supply"): 50, ("2", "total"): 999}
    found = reference(only((2020, 2021, parts)), 120.0)
    assert (found.scope_1, found.difference, found.is_sum) == (150, 30, True)
    assert found.share == pytest.approx(0.25)
    stated = reference(only((2020, 2021, parts | {("1", "total"): 151})), 120.0)
    assert (stated.scope_1, stated.is_sum) == (151, False)


def test_what_sets_scope_1_and_the_territory_apart_is_told_by_the_one_function():
    one = only((2020, 2021, {("1", "excluding_grid_supply"): 100, ("1", "grid_supply"): 50}), gases="CO2")
    assert reference(one, 120.0).comparison.features == ("protocol", "gases")
    silent = only((2020, 2021, {("1", "total"): 150}), boundary="city_by_population")
    assert reference(silent, 120.0).comparison.features == ("protocol", "gases", "boundary", "grid")
    assert not compare(basis(one), territorial_basis()).comparable


def test_without_a_territorial_total_there_is_nothing_to_hold_it_against():
    one = only((2018, 2020, {("1", "total"): 150}))
    assert reference(one, None) is None
    assert reference(one, float("nan")) is None
    assert reference(one, 0.0).share is None


def test_without_scope_1_there_is_a_total_and_no_difference(tables):
    (gavle,) = of(tables, "gavle")
    found = reference(gavle, 277_400.0)
    assert (found.territorial, found.scope_1, found.difference, found.share) == (277_400.0, None, None, None)


amounts = st.dictionaries(
    st.tuples(st.sampled_from("123"), st.sampled_from(["total", "excluding_grid_supply", "grid_supply"])),
    st.integers(0, 3),
    min_size=1,
)


@given(
    st.lists(
        st.tuples(st.integers(2015, 2018), st.integers(2018, 2021), amounts), max_size=6, unique_by=lambda r: r[:2]
    )
)
def test_no_report_is_lost_and_none_is_told_twice(reports):
    found = inventories(rows(*reports))
    told = sorted((each.year, when) for each in found for when in (each.reported, *each.again))
    assert told == sorted((year, reported) for year, reported, _ in reports)
