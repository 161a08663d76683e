import math

import pandas as pd
import pytest

from dashboard.model.gap import accumulated_gap, gap_in_target_year
from dashboard.model.pace import linear_cut, path, required_pace
from dashboard.model.trend import trend_of
from tests.unit.model_frames import series


def test_halving_in_ten_years_asks_for_6_7_per_cent_a_year() -> None:
    assert required_pace(100, 2020, 50, 2030) == pytest.approx(1 - 0.5 ** (1 / 10))  # 0.0670


def test_umea_needs_9_6_per_cent_a_year() -> None:
    # 365 010 t in 2024 to 15 % of 481 807 t in 2040: (72 271 / 365 010) ^ (1/16) = 0.9037.
    assert required_pace(365_010, 2024, 0.15 * 481_807, 2040) == pytest.approx(0.0963, abs=0.0001)


def test_already_below_the_target_emissions_may_rise() -> None:
    assert required_pace(100, 2020, 121, 2022) == pytest.approx(-0.1)  # 1.1² = 1.21


@pytest.mark.parametrize("target", [0, -10, math.nan])
def test_no_percentage_reaches_zero_or_an_unknown_target(target: float) -> None:
    assert required_pace(100, 2020, target, 2030) is None


@pytest.mark.parametrize("target_year", [2020, 2019])
def test_a_year_that_is_not_ahead_asks_for_no_pace(target_year: int) -> None:
    assert required_pace(100, 2020, 50, target_year) is None
    assert linear_cut(100, 2020, 50, target_year) is None
    assert path(100, 2020, 50, target_year).empty


@pytest.mark.parametrize("now", [0, math.nan])
def test_nothing_or_an_unknown_figure_has_no_pace(now: float) -> None:
    assert required_pace(now, 2020, 50, 2030) is None


def test_equal_steps_reach_zero() -> None:
    assert linear_cut(100, 2020, 0, 2030) == 10
    assert linear_cut(math.nan, 2020, 0, 2030) is None


def test_a_path_falls_by_the_same_percentage_every_year() -> None:
    steps = path(100, 2020, 25, 2022)
    assert steps["year"].tolist() == [2020, 2021, 2022]
    assert steps["value"].tolist() == pytest.approx([100, 50, 25])  # half each year


def test_a_path_to_zero_is_a_straight_line() -> None:
    assert path(100, 2020, 0, 2024)["value"].tolist() == [100, 75, 50, 25, 0]


def test_a_path_from_or_to_the_unknown_is_empty() -> None:
    assert path(math.nan, 2020, 0, 2024).empty
    assert path(100, 2020, math.nan, 2024).empty


def test_the_gap_is_what_the_trend_emits_above_the_target() -> None:
    trend = trend_of(series())
    assert trend is not None
    assert gap_in_target_year(trend, 450, 2040) == pytest.approx(50)  # the trend is at 500 t
    assert gap_in_target_year(trend, 550, 2040) == pytest.approx(-50)


def test_the_accumulated_gap_leaves_the_measured_year_out_and_counts_the_target_year() -> None:
    trend = pd.DataFrame({"year": [2024, 2025, 2026], "value": [90.0, 80.0, 70.0]})
    asked = pd.DataFrame({"year": [2024, 2025, 2026], "value": [100.0, 50.0, 25.0]})
    assert accumulated_gap(trend, asked) == 75  # (80 − 50) + (70 − 25); 90 − 100 is history


def test_years_below_the_path_count_against_years_above() -> None:
    trend = pd.DataFrame({"year": [2025, 2026], "value": [40.0, 35.0]})
    asked = pd.DataFrame({"year": [2024, 2025, 2026], "value": [100.0, 50.0, 25.0]})
    assert accumulated_gap(trend, asked) == 0  # −10 + 10


def test_paths_without_a_common_year_have_no_gap() -> None:
    trend = pd.DataFrame({"year": [2030], "value": [40.0]})
    assert math.isnan(accumulated_gap(trend, path(100, 2024, 25, 2026)))
    assert math.isnan(accumulated_gap(trend, path(100, 2024, 25, 2020)))
