"""Scenarios are arithmetic that can be done by hand, and never invent a figure."""

import itertools
from datetime import date

import numpy as np
import pytest

from dashboard.model.scenario import Paces, budget_day, outcome_of, paces_for, scenario_of
from dashboard.model.series import territorial
from tests.unit.model_frames import CODE, YEARS, emissions, falling, population, series

#: The falling municipality has 660 t in 2024: half in transport, half in industry, which falls by 5 t a year.
LATEST = 660.0


def path(paces: Paces, rows=None):
    found = scenario_of(series() if rows is None else rows, paces)
    assert found is not None
    return found.path


@pytest.mark.parametrize("pace", [-20, 0, 7, 50])
def test_a_scenario_starts_in_the_latest_measured_figure(pace):
    course = path(Paces(pace))
    assert (min(course), max(course), course[2024]) == (2024, 2050, LATEST)


def test_ten_per_cent_less_a_year_is_counted_on_what_is_left():
    course = path(Paces(10))
    assert course[2025] == pytest.approx(594)
    assert course[2026] == pytest.approx(534.6)


def test_no_pace_at_all_is_flat():
    assert set(path(Paces(0)).values()) == {LATEST}


def test_a_higher_pace_is_never_a_higher_path():
    courses = [path(Paces(pace)) for pace in (-20, -3, 0, 0.5, 7, 50)]
    for slower, faster in itertools.pairwise(courses):
        assert all(faster[year] <= slower[year] for year in faster)


def test_the_rest_goes_on_as_its_trend_from_its_own_latest_figure():
    found = scenario_of(series(), Paces(None, (("transport", 10),)))
    assert found.rest == "trend"
    assert found.path[2025] == pytest.approx(330 * 0.9 + 325)
    assert found.path[2034] == pytest.approx(330 * 0.9**10 + 280)


def test_a_trend_never_takes_the_rest_below_nothing():
    course = path(Paces(None, (("transport", 0),)), series({year: 100.0 * (2025 - year) for year in YEARS}))
    assert course[2050] == pytest.approx(50)


def test_with_a_pace_for_all_the_sectors_named_have_their_own():
    course = path(Paces(10, (("transport", 50),)))
    assert course[2025] == pytest.approx(330 * 0.5 + 330 * 0.9)


def test_sectors_with_the_pace_of_all_add_up_to_the_total():
    whole, parts = path(Paces(7)), path(Paces(None, (("industry", 7), ("transport", 7))))
    assert list(parts.values()) == pytest.approx(list(whole.values()))


def test_without_years_for_a_trend_the_rest_is_held_and_it_is_said():
    found = scenario_of(series({2022: 900.0, 2023: 800.0, 2024: 600.0}), Paces(None, (("transport", 10),)))
    assert found.rest == "held"
    assert found.path[2026] == pytest.approx(300 * 0.81 + 300)


def test_a_sector_that_joined_late_is_held_and_makes_no_rise():
    rows = {year: {"transport": 100.0, "industry": falling(year)} for year in YEARS}
    for year in (2023, 2024):
        rows[year]["international_transport"] = 5000.0
    late = territorial(emissions(rows), population(dict.fromkeys(YEARS, 100)), CODE)
    found = scenario_of(late, Paces(None, (("transport", 0),)))
    assert found.held == ("international_transport",)
    assert found.path[2025] == pytest.approx(100 + 650 + 5000)


def test_a_pace_of_a_sector_without_figures_makes_no_scenario_and_is_told_beside_another():
    assert scenario_of(series(), Paces(None, (("waste", 5),))) is None
    assert scenario_of(series(), Paces(3, (("waste", 5),))).absent == ("waste",)


def test_a_municipalitys_own_pace_goes_before_that_of_all():
    given = (("", 7.0), ("ale", 3.0), ("transport", 12.0))
    assert paces_for(given, "ale") == Paces(3.0, (("transport", 12.0),))
    assert paces_for(given, "habo") == Paces(7.0, (("transport", 12.0),))
    assert paces_for((("ale", 3.0),), "habo") is None


def test_the_outcome_is_told_for_the_year_asked_for_else_for_the_goal_else_for_2030():
    found = scenario_of(series(), Paces(10))
    goal = {"goal_year": 2035, "level": 200.0, "baseline_year": 1990}
    out = outcome_of(found, series(), **goal)
    assert (out.year, out.reached) == (2035, 2036)
    assert out.tonnes == pytest.approx(660 * 0.9**11)
    assert out.above == pytest.approx(660 * 0.9**11 - 200)
    assert out.change == pytest.approx(660 * 0.9**11 / 1000 - 1)
    assert outcome_of(found, series(), by=2040, **goal).year == 2040
    assert outcome_of(found, series()).year == 2030
    # A year that is measured already is no outcome.
    assert outcome_of(found, series(), by=2020, **goal).year == 2035


def test_a_fixed_percentage_never_reaches_nothing_but_a_tenth_in_time():
    out = outcome_of(scenario_of(series(), Paces(10)), series(), goal_year=2030, level=0.0)
    assert out.reached is None
    # 660 · 0.9^17 = 110, 660 · 0.9^18 = 99: the first at or below a tenth of 1 000 t.
    assert out.near_zero == 2042


def test_a_budget_is_spent_on_the_day_when_the_scenario_has_used_it_up():
    found = scenario_of(series(), Paces(50))
    # 670 t and 660 t are measured in 2023 and 2024; of the 330 t of 2025 half are left.
    assert budget_day(found, series(), 2023, 2030, 670 + 660 + 165) == date(2025, 7, 2)
    assert budget_day(found, series(), 2023, 2030, 2000) is None


def test_nothing_measured_is_no_scenario():
    assert scenario_of(series({2024: np.nan}), Paces(7)) is None
