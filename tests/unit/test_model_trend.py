import math

import numpy as np
import pandas as pd
import pytest

from dashboard.model.series import territorial
from dashboard.model.trend import pace_of, recent_pace, robust_trend, trend_of
from tests.unit.model_frames import CODE, emissions, population, series


def test_a_straight_fall_is_its_own_trend() -> None:
    trend = trend_of(series())
    assert trend is not None
    # Ten tonnes less each year, 900 t in 2000: 1 000 − 10 · (2040 − 1990) = 500.
    assert trend.slope == pytest.approx(-10)
    assert trend.at(2040) == pytest.approx(500)
    assert trend.intercept + trend.slope * 2040 == pytest.approx(500)
    assert (trend.n, trend.first_year, trend.last_year) == (9, 2000, 2024)


def test_the_trend_starts_in_2000() -> None:
    totals = dict.fromkeys((2000, 2010, 2020, 2024), 1000.0)
    assert trend_of(series({1990: 5000.0} | totals)) == trend_of(series(totals))


def test_one_odd_year_does_not_move_the_trend() -> None:
    years = list(range(2000, 2010))
    values = [100.0 - year + 2000 for year in years]
    values[9] = 400.0
    trend = robust_trend(years, values)
    # 36 of the 45 pairs leave the odd year out and slope by −1: so does their median.
    assert trend is not None
    assert trend.slope == pytest.approx(-1)


def test_the_slope_is_the_median_of_the_pairs_slopes_over_the_years_true_distances() -> None:
    # Pairs: 2000–2001 −2, 2000–2003 −2, 2000–2010 −1, 2001–2003 −2, 2001–2010 −8/9, 2003–2010 −4/7.
    # Sorted: −2 −2 −2 −1 −8/9 −4/7; the median is (−2 − 1) / 2.
    trend = robust_trend([2000, 2001, 2003, 2010], [20, 18, 14, 10])
    assert trend is not None
    assert trend.slope == pytest.approx(-1.5)
    assert (trend.median_year, trend.median_value) == (2002, 16)  # (2001 + 2003) / 2, (18 + 14) / 2
    assert trend.at(2004) == pytest.approx(13)  # 16 − 1.5 · 2


def test_the_band_pivots_at_the_median_year() -> None:
    trend = robust_trend([2000, 2001, 2003, 2010], [20, 18, 14, 10])
    assert trend is not None
    assert (trend.slope_low, trend.slope_high) == (pytest.approx(-2), pytest.approx(-4 / 7))
    assert trend.band(2002) == (16, 16)
    assert trend.band(2009) == (pytest.approx(2), pytest.approx(12))  # 16 − 2 · 7 and 16 − 4/7 · 7
    assert trend.band(1995) == (pytest.approx(20), pytest.approx(30))  # backwards the ends change places


def test_emissions_never_fall_below_zero() -> None:
    trend = robust_trend([2000, 2005, 2010, 2015], [40, 30, 20, 10])
    assert trend is not None
    assert trend.at(2040) == 0
    assert trend.band(2040) == (0, 0)


def test_three_points_make_no_trend() -> None:
    assert robust_trend([2000, 2010, 2020], [3, 2, 1]) is None
    assert robust_trend([2000, 2010, 2020, 2024], [3, 2, 1, math.nan]) is None
    assert robust_trend([1990, 1995, 2000, 2010], [3, 2, 1, 1]) is None  # two of them lie before 2000
    assert robust_trend([], []) is None


def test_the_order_of_the_rows_does_not_matter() -> None:
    years, values = [2000, 2001, 2003, 2010], [20, 18, 14, 10]
    assert robust_trend(years[::-1], values[::-1]) == robust_trend(years, values)


def test_an_estimated_year_is_not_part_of_the_trend() -> None:
    rows = {year: {"transport": 100.0 - (year - 2000)} for year in (2000, 2005, 2010, 2015)}
    table = pd.concat([emissions(rows), emissions({2025: {"transport": 900.0}}, status="estimated")])
    trend = trend_of(territorial(table, population({}), CODE))
    assert trend is not None
    assert (trend.last_year, trend.slope) == (2015, pytest.approx(-1))


def test_a_path_has_every_year_with_its_band() -> None:
    trend = trend_of(series())
    assert trend is not None
    path = trend.path(2024, 2026)
    assert path["year"].tolist() == [2024, 2025, 2026]
    assert path["value"].tolist() == pytest.approx([660, 650, 640])
    assert (path["low"] <= path["value"]).all()


def test_a_sector_has_a_trend_of_its_own() -> None:
    trend = trend_of(series(), column="transport")
    assert trend is not None
    assert trend.slope == pytest.approx(-5)  # half of the municipality's fall


def test_the_pace_of_a_steady_fall_is_that_fall() -> None:
    # 0.9 of the year before, five years running.
    pace = recent_pace(range(2020, 2025), 100 * 0.9 ** np.arange(5))
    assert pace is not None
    assert (pace.rate, pace.low, pace.high) == pytest.approx((-0.1, -0.1, -0.1))
    assert (pace.n, pace.first_year, pace.last_year) == (5, 2020, 2024)
    assert pace.certain


def test_the_pace_is_of_the_last_five_measured_years() -> None:
    pace = pace_of(series())
    assert pace is not None
    assert (pace.first_year, pace.last_year) == (2020, 2024)


def test_a_pace_that_may_be_a_rise_is_not_certain() -> None:
    # The steepest fall between two of the years is 2021–2022, the steepest rise 2022–2023: both are in the interval.
    pace = recent_pace(range(2020, 2025), [100, 110, 90, 105, 95])
    assert pace is not None
    assert pace.low == pytest.approx(90 / 110 - 1)
    assert pace.high == pytest.approx(105 / 90 - 1)
    assert not pace.certain


def test_one_odd_year_does_not_carry_the_pace_with_it() -> None:
    # Doubling every year but for the last: 6 of the 10 pairs double, so the median does.
    pace = recent_pace(range(2020, 2025), [1, 2, 4, 8, 1])
    assert pace is not None
    assert pace.rate == pytest.approx(1)


def test_there_is_no_pace_of_fewer_years_or_of_a_zero() -> None:
    assert recent_pace(range(2021, 2025), [4, 3, 2, 1]) is None
    assert recent_pace(range(2020, 2025), [4, 3, 2, 1, 0]) is None
    assert recent_pace(range(2020, 2025), [4, 3, math.nan, 2, 1]) is None
    assert recent_pace([], []) is None
