from datetime import date

import pytest

from dashboard.model.budget import YearsMissing, budget_standing, pace_within
from dashboard.model.trend import trend_of
from tests.unit.model_frames import series

#: 100 t every year: the trend is flat.
FLAT = series(dict.fromkeys((2000, 2010, 2020, 2021, 2022), 100.0))


def test_what_is_measured_is_spent_and_the_rest_is_left() -> None:
    state = budget_standing(FLAT, trend_of(FLAT), 2020, 2030, 1000)
    assert (state.spent, state.left, state.share_spent) == (300, 700, 0.3)  # 2020–2022
    assert state.measured_to == 2022


def test_a_budget_ends_on_the_day_when_the_trend_has_spent_it() -> None:
    # 300 t by the end of 2022, 100 t a year after that: 550 t are spent half-way through 2025.
    state = budget_standing(FLAT, trend_of(FLAT), 2020, 2030, 550)
    assert state.exhausted == date(2025, 7, 2)  # day 182 of 365 after 1 January
    assert state.projected == pytest.approx(1100)  # eleven years


def test_a_budget_that_lasts_its_period_out_has_no_such_day() -> None:
    assert budget_standing(FLAT, trend_of(FLAT), 2020, 2030, 1100).exhausted is None


def test_an_overspent_budget_ended_on_a_measured_day() -> None:
    state = budget_standing(FLAT, None, 2020, 2030, 250)
    assert state.left == -50
    assert state.exhausted == date(2022, 7, 2)
    assert state.projected is None


def test_a_year_without_a_measurement_inside_the_period_is_not_filled_in() -> None:
    with pytest.raises(YearsMissing, match="2016, 2017, 2018, 2019"):
        budget_standing(series(), trend_of(series()), 2015, 2030, 1000)


def test_years_before_the_period_are_not_spent_from_it() -> None:
    state = budget_standing(FLAT, trend_of(FLAT), 2025, 2026, 1000)
    assert (state.spent, state.measured_to) == (0, None)
    assert state.projected == pytest.approx(200)


def test_years_after_the_period_are_not_spent_from_it() -> None:
    assert budget_standing(FLAT, trend_of(FLAT), 2020, 2021, 1000).spent == 200


def test_without_measurements_all_of_the_budget_is_left() -> None:
    state = budget_standing(series({}), None, 2020, 2030, 1000)
    assert (state.spent, state.left, state.exhausted) == (0, 1000, None)


def test_the_pace_within_a_budget_sums_to_what_is_left() -> None:
    assert pace_within(100, 2, 75) == pytest.approx(0.5)  # 50 + 25
    assert pace_within(100, 3, 300) == pytest.approx(0)  # 100 + 100 + 100
    assert pace_within(100, 2, 231) == pytest.approx(-0.1)  # 110 + 121


def test_an_empty_budget_or_no_year_ahead_asks_for_no_pace() -> None:
    assert pace_within(100, 2, 0) is None
    assert pace_within(100, 0, 50) is None
    assert pace_within(0, 2, 50) is None
