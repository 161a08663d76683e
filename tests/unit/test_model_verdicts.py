"""One goal at a time. The falling municipality: 1 000 t in 1990, 660 in 2024; by trend 600 in 2030, 500 in 2040."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.model.goals import judge_goals
from tests.unit.model_frames import falling, goal, series, targets

FLAT = series(dict.fromkeys((2000, 2010, 2020, 2021, 2022, 2023, 2024), 100.0))


def judged(*rows: dict[str, Any], on: pd.DataFrame | None = None, now: int = 2026) -> pd.Series:
    """The verdict on a single goal."""
    found = judge_goals(targets(*rows), series() if on is None else on, now=now)
    assert len(found) == 1
    return found.iloc[0]


def reduction(percent: float | tuple[float, float], year: int | None, **given: Any) -> dict[str, Any]:
    return goal("reduction", percent, target_year=year, baseline_year=1990, **given)


def test_a_passed_goal_that_the_measurement_meets_is_reached() -> None:
    one = judged(reduction(30, 2020))
    assert (one["verdict"], one["judged_year"], one["judged_value"]) == ("reached", 2020, 700)  # 700 of 1 000 t
    assert one["gap"] == pytest.approx(0)
    assert pd.isna(one["required_pace_low"])


def test_a_passed_goal_that_the_measurement_does_not_meet_is_not_reached() -> None:
    one = judged(reduction(35, 2020))
    assert (one["verdict"], one["gap"]) == ("not_reached", 50)  # 700 t, not 650
    assert one["remarks"] == ()


def test_a_goal_whose_year_was_never_measured_is_judged_by_the_next_year_that_was() -> None:
    one = judged(reduction(30, 2017))
    assert (one["verdict"], one["judged_year"]) == ("reached", 2020)
    assert "judged_later" in one["remarks"]


def test_a_goal_met_too_late_is_not_reached_and_says_that_it_was_met_later() -> None:
    one = judged(reduction(33, 2020))  # 670 t: met in 2023
    assert (one["verdict"], one["remarks"]) == ("not_reached", ("reached_later",))


def test_a_goal_that_was_met_and_lost_again_is_reached_and_says_so() -> None:
    one = judged(reduction(50, 2020), on=series({1990: 100.0, 2020: 50.0, 2024: 60.0}))
    assert (one["verdict"], one["remarks"]) == ("reached", ("risen_since",))


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_goal_of_a_year_that_has_come_but_is_not_measured_awaits_data(year: int) -> None:
    one = judged(reduction(50, year))
    assert one["verdict"] == "awaiting_data"
    assert one["trend_value"] == pytest.approx(falling(year))
    assert pd.isna(one["gap"])
    assert pd.isna(one["required_pace_low"])


def test_a_goal_that_the_trend_meets_is_on_track() -> None:
    one = judged(reduction(50, 2040))
    assert (one["verdict"], one["trend_value"]) == ("on_track", pytest.approx(500))
    assert one["gap"] == pytest.approx(0)
    assert one["progress"] == pytest.approx(0.68)  # 340 of the 500 t from 1 000 to 500


def test_a_goal_that_the_trend_misses_is_behind_with_its_gap_and_the_pace_it_asks_for() -> None:
    one = judged(reduction(70, 2040))
    assert (one["verdict"], one["level_low"], one["level_high"]) == ("behind", 300, 300)
    assert one["gap"] == pytest.approx(200)  # 500 by the trend, not 300
    assert one["required_pace_low"] == pytest.approx(1 - (300 / 660) ** (1 / 16))
    assert one["required_cut_low"] == pytest.approx(22.5)  # 360 t in 16 years
    # The trend sums 650 + … + 500 = 16 · 575 = 9 200; the path 660 · q + … + 660 · q¹⁶ with q¹⁶ = 300 / 660.
    q = (300 / 660) ** (1 / 16)
    assert one["accumulated_gap"] == pytest.approx(9200 - 660 * q * (1 - q**16) / (1 - q))


def test_a_reduction_of_all_has_no_pace_but_a_straight_line() -> None:
    one = judged(reduction(100, 2030))
    assert (one["verdict"], one["level_high"], one["gap"]) == ("behind", 0, pytest.approx(600))
    assert pd.isna(one["required_pace_low"])
    assert one["required_cut_low"] == pytest.approx(110)  # 660 t in six years


def test_a_latest_figure_below_the_level_is_no_trend() -> None:
    # Flat at 100 t but for the last year: the trend stays at 100 and misses the 80 t that 2024 was below.
    steady = dict.fromkeys((1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023), 100.0)
    one = judged(reduction(20, 2030), on=series(steady | {2024: 70.0}))
    assert (one["verdict"], one["remarks"]) == ("behind", ("already_below",))
    assert one["required_pace_low"] < 0


def test_a_latest_figure_far_above_the_trend_is_told() -> None:
    steady = dict.fromkeys((1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023), 100.0)
    one = judged(reduction(0, 2030), on=series(steady | {2024: 120.0}))
    assert (one["verdict"], one["trend_latest"]) == ("on_track", 100)
    assert "latest_above_trend" in one["remarks"]


def test_a_level_inside_the_trends_interval_is_uncertain() -> None:
    uneven = {2000: 20.0, 2001: 18.0, 2003: 14.0, 2010: 10.0}  # slopes from −2 to −4/7, 16 t in the median year 2002
    one = judged(goal("level", 10, target_year=2009), on=series(uneven), now=2005)
    assert one["verdict"] == "reached"  # 2010 has been measured: nothing is uncertain about it
    one = judged(goal("level", 5, target_year=2011), on=series(uneven), now=2010)
    assert (one["verdict"], one["trend_value"]) == ("on_track", pytest.approx(2.5))  # 16 − 1.5 · 9
    assert "trend_uncertain" in one["remarks"]  # from 0 to 16 − 4/7 · 9 = 10.9 t


def test_of_a_range_the_easier_end_decides_and_the_stricter_is_told() -> None:
    one = judged(reduction((50, 60), 2040))
    assert (one["level_low"], one["level_high"], one["verdict"]) == (400, 500, "on_track")
    assert one["remarks"] == ("easier_end_only",)
    assert one["required_pace_high"] > one["required_pace_low"]
    assert judged(reduction((20, 50), 2020))["remarks"] == ("easier_end_only",)  # 700 t: below 800, not 500


def test_too_few_measurements_make_no_trend_but_still_a_pace_to_ask_for() -> None:
    one = judged(reduction(50, 2030), on=series({1990: 100.0, 2024: 100.0}))
    assert (one["verdict"], one["reason"]) == ("cannot_be_judged", "no_trend")
    assert one["required_pace_low"] == pytest.approx(1 - 0.5 ** (1 / 6))


def test_without_a_series_no_goal_can_be_judged() -> None:
    for row in (reduction(50, 2030), goal("annual_reduction", 5), goal("level", 5, target_year=2030)):
        one = judged(row, on=series({}))
        assert (one["verdict"], one["reason"]) == ("cannot_be_judged", "no_series")


def test_a_level_without_a_year_cannot_be_judged() -> None:
    assert judged(reduction(50, None))["reason"] == "year_missing"


def budget(tonnes: float | tuple[float, float], start: int | None, end: int | None) -> dict[str, Any]:
    return goal("carbon_budget", tonnes, baseline_year=start, target_year=end)


def test_a_budget_that_the_trend_keeps_within_is_on_track() -> None:
    one = judged(budget(1100, 2020, 2030), on=FLAT)
    assert (one["verdict"], one["budget_spent"], one["budget_left"]) == ("on_track", 500, 600)  # 2020–2024
    assert one["accumulated_gap"] == pytest.approx(0)  # eleven years of 100 t
    assert one["required_pace_low"] == pytest.approx(0)


def test_a_budget_that_the_trend_breaks_is_behind_and_has_a_last_day() -> None:
    one = judged(budget(950, 2020, 2030), on=FLAT)
    assert (one["verdict"], one["accumulated_gap"]) == ("behind", pytest.approx(150))
    assert one["exhausted"] == date(2029, 7, 2)  # 500 t by 2024, 450 t left: four years and a half
    assert one["required_pace_low"] > 0


def test_a_budget_already_overspent_is_not_reached() -> None:
    one = judged(budget(450, 2020, 2030), on=FLAT)
    assert (one["verdict"], one["exhausted"]) == ("not_reached", date(2024, 7, 2))  # 366 days: half is day 183


def test_a_budget_whose_years_are_all_measured_is_settled() -> None:
    assert judged(budget(500, 2020, 2024), on=FLAT)["verdict"] == "reached"
    assert judged(budget(600, 2020, 2025), on=FLAT)["verdict"] == "awaiting_data"


def test_a_budget_with_years_that_are_not_measured_cannot_be_judged() -> None:
    assert judged(budget(9000, 2015, 2030))["reason"] == "years_missing"


def test_a_budget_without_its_years_cannot_be_judged() -> None:
    assert judged(budget(9000, None, 2030))["reason"] == "year_missing"
    assert judged(budget(9000, 2020, None))["reason"] == "year_missing"


def test_of_two_budgets_the_larger_decides() -> None:
    one = judged(budget((1000, 1100), 2020, 2030), on=FLAT)
    assert (one["verdict"], "easier_end_only" in one["remarks"]) == ("on_track", True)


def pace(percent: float | tuple[float, float], **given: Any) -> dict[str, Any]:
    return goal("annual_reduction", percent, **given)


#: 20 % less every year since 2020.
FAST = series({2020: 10_000.0, 2021: 8_000.0, 2022: 6_400.0, 2023: 5_120.0, 2024: 4_096.0})


def test_a_goal_of_a_yearly_cut_is_held_against_the_recent_pace() -> None:
    assert judged(pace(20), on=FAST)["verdict"] == "on_track"
    one = judged(pace(25, target_year=2030), on=FAST)
    assert (one["verdict"], one["required_pace_low"]) == ("behind", 0.25)
    assert one["pace"] == pytest.approx(-0.2)
    assert one["remarks"] == ()


def test_a_pace_that_may_or_may_not_be_enough_says_so() -> None:
    # Slopes from 90 / 110 (−18 %) to 105 / 90 (+17 %): a cut of 10 % lies between.
    one = judged(pace(10), on=series(dict(zip(range(2020, 2025), (100.0, 110.0, 90.0, 105.0, 95.0), strict=True))))
    assert (one["verdict"], one["remarks"]) == ("behind", ("pace_uncertain",))


def test_of_a_range_of_paces_the_easier_decides() -> None:
    one = judged(pace((15, 25)), on=FAST)
    assert (one["verdict"], one["remarks"]) == ("on_track", ("easier_end_only",))


def test_without_five_measured_years_a_pace_cannot_be_judged() -> None:
    assert judged(pace(10), on=series({2020: 5.0, 2024: 4.0}))["reason"] == "no_pace"


def test_a_yearly_cut_until_a_passed_year_is_the_average_since_its_baseline() -> None:
    # 10 000 to 6 400 t in two years is 20 % a year.
    assert judged(pace(20, baseline_year=2020, target_year=2022), on=FAST)["verdict"] == "reached"
    assert judged(pace(21, baseline_year=2020, target_year=2022), on=FAST)["verdict"] == "not_reached"
    assert judged(pace(21, baseline_year=2020, target_year=2026), on=FAST)["verdict"] == "awaiting_data"
    assert judged(pace(21, target_year=2022), on=FAST)["reason"] == "baseline_missing"
