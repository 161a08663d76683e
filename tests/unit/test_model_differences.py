"""What differs between municipalities: differences worked by hand, their order, and what may not be compared."""

import pandas as pd
import pytest

from dashboard.model.differences import STANDINGS, City, difference, differences
from dashboard.model.goals import judge_goals
from dashboard.model.modal_share import Survey
from dashboard.model.scopes import inventories
from dashboard.model.series import territorial
from dashboard.state import ViewState
from dashboard.tables.vocabulary import SECTORS
from dashboard.views.differences import differences_of, differences_table
from dashboard.views.emissions_frame import goals_of

YEARS = (1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024)


def series(transport=2000.0, waste=1000.0, *, yearly=0.98, vintage="V1", last=2024):
    """Emissions (t) in the last year of a thousand people, having changed by the same part every year."""
    rows = []
    for year in (year for year in YEARS if year <= last):
        factor = yearly ** (year - last)
        own = dict.fromkeys(SECTORS) | {"transport": transport * factor, "waste": waste * factor}
        rows.append({"code": "1", "year": year, "gas": "co2e", "status": "measured", "vintage": vintage, **own})
    emissions = pd.DataFrame(rows).assign(source_id="made-up", note=None)
    people = pd.DataFrame({"code": "1", "year": YEARS, "population": 1000.0})
    return territorial(emissions, people, "1")


def city(given=None, **more):
    frame = series() if given is None else given
    return City("1", frame, more.pop("goals", pd.DataFrame()), **more)


def rows_of(*cities, base=1990):
    return {row.sector or row.key: row for row in differences(cities, base=base)}


def survey(share, **changes):
    own = {"area": "municipality", "trips": "all", "method": "app", "year": 2022} | changes
    return Survey(
        code="1", id=f"s{share}", comparable_with=None, shares={"all": {"sustainable": share}}, certainty={},
        samples={}, notes={}, source_ids=("s",), **own,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("tonnes", [1.0, 4.0, 2.0], 0.75),
        ("share", [0.3, 0.4], 0.25),
        ("change", [-0.5, 0.0], 0.5),
        ("pace", [-0.1, 0.0], 1 - 0.9**10),
        ("tonnes", [0.0, 0.0], 0.0),
    ],
)
def test_a_difference_is_how_much_less_the_lowest_is(kind, values, expected):
    assert difference(kind, values) == pytest.approx(expected)


def test_figures_stand_in_the_readers_order_and_are_worked_out_per_person():
    found = rows_of(city(), city(series(1000, 1000)))
    assert [one.value for one in found["transport"].figures] == [2.0, 1.0]
    assert [one.value for one in found["per_person"].figures] == [3.0, 2.0]
    assert found["per_person"].spread == pytest.approx(1 / 3)
    assert found["change"].figures[0].value == pytest.approx(0.98**34 - 1)
    assert [one.detail for one in found["largest"].figures] == [("transport",), ("transport",)]


def test_the_largest_difference_stands_first_and_small_sectors_are_no_rows():
    found = differences([city(), city(series(400, 990))], base=1990)
    comparable = [row for row in found if row.standing == "comparable"]
    assert comparable[0].sector == "transport"
    assert [row.spread for row in comparable] == sorted((row.spread for row in comparable), reverse=True)
    assert {row.sector for row in found} == {"", "transport", "waste"}
    assert "waste" not in rows_of(city(series(2000, 100)), city(series(2000, 90)))


def test_rows_stand_by_what_can_be_told():
    signed = {"versions": (2020, 2021), "survey": survey(50)}
    other = city(series(1000, 2000, yearly=0.9), survey=survey(60, method="postal"))
    found = differences([city(**signed), other], base=1990)
    standings = [STANDINGS.index(row.standing) for row in found]
    assert standings == sorted(standings)
    by_key = {row.key: row for row in found}
    assert (by_key["sustainable"].standing, by_key["sustainable"].apart) == ("differs", ("method",))
    assert (by_key["largest"].standing, by_key["largest"].apart) == ("differs", ("sector",))
    assert (by_key["versions"].standing, by_key["versions"].figures[1]) == ("few", None)
    assert all(row.spread is None for row in found if row.standing in ("differs", "few", "fact"))


def test_surveys_on_one_basis_are_compared():
    row = rows_of(city(survey=survey(50)), city(survey=survey(75)))["sustainable"]
    assert (row.standing, row.spread) == ("comparable", pytest.approx(1 / 3))


@pytest.mark.parametrize(("other", "apart"), [({"vintage": "V2"}, "vintage"), ({"last": 2023}, "year")])
def test_another_vintage_or_year_is_another_basis(other, apart):
    assert apart in rows_of(city(), city(series(**other)))["per_person"].apart


def test_a_change_begins_in_the_year_asked_for_where_all_have_it():
    assert rows_of(city(), city(), base=2010)["change"].figures[0].detail == (2010, 2024)
    assert rows_of(city(), city(), base=2011)["change"].figures[0].detail == (1990, 2024)


def test_paces_that_cannot_be_told_apart_have_no_say_in_the_order():
    wavering = series()
    wavering["total"] *= [1, 1.3, 0.8, 1.2, 0.9, 1.1, 1.3, 0.8, 1.2, 1]
    assert rows_of(city(wavering), city())["pace_long"].standing == "unsure"
    steady = rows_of(city(), city(series(yearly=0.9)))["pace_long"]
    assert (steady.standing, steady.overlaps) == ("comparable", False)


def test_a_scope_is_told_per_person_only_of_the_whole_municipality(tiny):
    (own,) = inventories(tiny.scopes)
    found = rows_of(city(inventory=own, people=60_000), city())
    assert found["scope_1"].figures[0].value == pytest.approx(3.0)
    assert "scope_3" not in found
    part = inventories(tiny.scopes.assign(boundary="partial"))[0]
    assert "scope_1" not in rows_of(city(inventory=part, people=60_000), city())


def test_paces_asked_for_by_different_years_are_not_compared(tiny):
    def judged(code):
        own = territorial(tiny.emissions, tiny.population, code)
        return judge_goals(tiny.targets[tiny.targets["code"] == code], own, now=2026)

    row = rows_of(city(goals=judged("9901")), city(goals=judged("9902")))["asked"]
    assert row.standing == "comparable"
    later = judged("9902").assign(target_year=2035)
    row = rows_of(city(goals=judged("9901")), city(goals=later))["asked"]
    assert (row.standing, row.apart) == ("differs", ("target_year",))
    assert all(one.value < 0 for one in row.figures)


def test_a_municipality_without_a_series_is_a_gap():
    found = rows_of(city(series().iloc[:0]), city())
    assert found["per_person"].figures[0] is None
    assert {row.standing for row in found.values()} == {"few"}


def test_words_and_tidy_figures_tell_the_same(tables):
    state = ViewState(cities=("ale", "habo"))
    shown = differences_of(state, tables)
    assert [slug for slug, _ in shown.cities] == ["ale", "habo"]
    assert shown.heading.startswith("Störst skillnad: utsläpp från industrin per person, 0,52")
    assert len(differences_table(state, tables).rows) == 2 * len(shown.lines)
    assert {"smhi-2026-06", "scb-population-2025"} <= set(shown.sources["source_id"])
    assert differences_of(ViewState(cities=("ale",)), tables) is None
    assert differences_of(state.but(reveal=1), tables) is None


@pytest.mark.parametrize("slug", ["enkoping", "jarfalla"])
def test_a_budget_without_a_last_year_is_no_goal_ahead_and_no_fault(tables, slug):
    """Both have decided on a budget that says how fast, and not until when."""
    goals = goals_of(tables, tables.slugs[slug])
    endless = goals["target_year"].isna() & goals["required_pace_high"].notna()
    assert endless.any()
    assert differences_of(ViewState(cities=(slug, "ale")), tables) is not None
