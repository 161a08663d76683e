"""How far the trend is from what a goal asks for, in tonnes."""

import pandas as pd

from dashboard.model.trend import Trend


def gap_in_target_year(trend: Trend, target: float, year: int) -> float:
    """What the trend's central path emits above the target in the target year (tonnes); negative when below it."""
    return trend.at(year) - target


def accumulated_gap(trend_path: pd.DataFrame, required_path: pd.DataFrame) -> float:
    """What the trend emits beyond the required path, summed from the year after the latest measured one (tonnes).

    Both frames have ``year`` and ``value``. The required path starts in the latest measured year, which is history
    and not counted; its last year is the target year, which is. Years in which the trend lies below the path count
    against those in which it lies above. Missing when the two share no year to come.
    """
    asked = {int(year): float(value) for year, value in zip(required_path["year"], required_path["value"], strict=True)}
    trend = {int(year): float(value) for year, value in zip(trend_path["year"], trend_path["value"], strict=True)}
    ahead = sorted(set(asked) & set(trend) - {min(asked, default=0)})
    return sum(trend[year] - asked[year] for year in ahead) if ahead else float("nan")
