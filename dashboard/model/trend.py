"""Where the measured series is heading: the robust trend of the level, and the recent pace in per cent.

The trend is Theil–Sen: the median of the slopes between every pair of years. A single odd year (a cold winter, the
pandemic, a new distribution key) hardly moves it, where least squares would follow it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.model.series import measured

#: Where the trend starts: six points since 2015 make none (their interval includes zero nearly everywhere).
TREND_START = 2000
LEAST_POINTS = 4
#: How many measured years the recent pace is told of. With four, not even a steady fall would be certain at 95 %.
PACE_YEARS = 5


@dataclass(frozen=True)
class Trend:
    """A straight line through measured years. Slopes in tonnes a year, values in tonnes.

    ``slope_low`` and ``slope_high`` bound the slope at ``confidence``. The line goes through the median year and the
    median value.
    """

    slope: float
    intercept: float
    slope_low: float
    slope_high: float
    n: int
    first_year: int
    last_year: int
    median_year: float
    median_value: float
    confidence: float

    def at(self, year: float) -> float:
        """The central path in ``year``, in tonnes, never below zero."""
        return max(0.0, self.median_value + self.slope * (year - self.median_year))

    def band(self, year: float) -> tuple[float, float]:
        """The low and high path in ``year``, in tonnes, never below zero.

        The lines through the medians with the slopes' interval: they cross at the median year. The band tells how
        uncertain the *direction* is, not how much a single year may stray from it.
        """
        ends = [max(0.0, self.median_value + s * (year - self.median_year)) for s in (self.slope_low, self.slope_high)]
        return min(ends), max(ends)

    def path(self, first: int, last: int) -> pd.DataFrame:
        """The trend year by year, both ends included: ``year``, ``value``, ``low``, ``high`` (tonnes)."""
        years = range(first, last + 1)
        bands = [self.band(year) for year in years]
        return pd.DataFrame(
            {
                "year": np.array(years, dtype="int64"),
                "value": np.array([self.at(year) for year in years], dtype="float64"),
                "low": np.array([low for low, _ in bands], dtype="float64"),
                "high": np.array([high for _, high in bands], dtype="float64"),
            }
        )


@dataclass(frozen=True)
class Pace:
    """The change a year as a compound rate: −0.03 is a fall of 3 % a year. ``low`` to ``high`` is the 95 % interval."""

    rate: float
    low: float
    high: float
    n: int
    first_year: int
    last_year: int

    @property
    def certain(self) -> bool:
        """Whether the interval excludes zero: whether the direction at least is certain."""
        return self.low > 0 or self.high < 0


def robust_trend(
    years: Sequence[int] | pd.Series,
    values: Sequence[float] | pd.Series,
    *,
    start: int = TREND_START,
    confidence: float = 0.95,
) -> Trend | None:
    """The Theil–Sen trend of ``values`` (tonnes) over ``years`` from ``start`` on; None under four points.

    Give measured years only (:func:`trend_of` does). Missing values are left out, and the years' true distances
    count. With exactly four points the interval is all slopes there are and covers some 92 %, not 95 %.
    """
    from scipy.stats import theilslopes

    x, y = _pairs(years, values)
    x, y = x[x >= start], y[x >= start]
    if len(x) < LEAST_POINTS:
        return None
    slope, intercept, low, high = (float(number) for number in theilslopes(y, x, alpha=confidence))
    return Trend(
        slope=slope,
        intercept=intercept,
        slope_low=low,
        slope_high=high,
        n=len(x),
        first_year=int(x.min()),
        last_year=int(x.max()),
        median_year=float(np.median(x)),
        median_value=float(np.median(y)),
        confidence=confidence,
    )


def recent_pace(
    years: Sequence[int] | pd.Series, values: Sequence[float] | pd.Series, *, n: int = PACE_YEARS
) -> Pace | None:
    """The compound change a year over the last ``n`` measured years, with its 95 % interval.

    Theil–Sen on the logarithms, and not least squares: of five points one odd year would carry least squares with it,
    and its interval would trust five residuals to be normal. With five points Theil–Sen's interval is the whole
    range of slopes between two years, so that the direction is ``certain`` only when every later year lies below
    (or above) every earlier one: cautious, and meant to be.

    None when fewer than ``n`` years are measured, or one of them is zero (a zero has no logarithm).
    """
    from scipy.stats import theilslopes

    x, y = _pairs(years, values)
    x, y = x[-n:], y[-n:]
    if len(x) < max(n, LEAST_POINTS) or (y <= 0).any():
        return None
    slope, _, low, high = theilslopes(np.log(y), x, alpha=0.95)
    rate, low, high = (float(np.expm1(number)) for number in (slope, low, high))
    return Pace(rate=rate, low=low, high=high, n=len(x), first_year=int(x[0]), last_year=int(x[-1]))


#: So many series are told at once: more would only take room.
TOGETHER = 500


def paces_together(years: np.ndarray, values: np.ndarray) -> list[Pace | None]:
    """:func:`recent_pace` of many series of the same ``years`` (n), over all of them; ``values`` (series × n) in t.

    The same figures to the last digit: the same slopes, looked for in all series at once. A series in which a figure
    stands twice goes the usual way, since its interval is another.
    """
    from scipy.stats import norm

    x, n = np.asarray(years, dtype="float64"), len(years)
    usual = (values <= 0).any(axis=1) | (np.diff(np.sort(values, axis=1), axis=1) == 0).any(axis=1)
    if n < LEAST_POINTS or len(np.unique(x)) < n:
        usual[:] = True
    told = pd.Series(x)
    rows = zip(values, usual, strict=True)
    out = [recent_pace(told, pd.Series(row), n=n) if is_usual else None for row, is_usual in rows]
    later, earlier = np.nonzero(x[:, None] - x > 0)
    count = len(later)
    spread = norm.ppf(0.025) * np.sqrt(n * (n - 1) * (2 * n + 5) / 18.0)
    high = min(int(np.round((count - spread) / 2.0)), count - 1)
    low = max(int(np.round((count + spread) / 2.0)) - 1, 0)
    rest = np.flatnonzero(~usual)
    for part in np.array_split(rest, max(1, -(-len(rest) // TOGETHER))):
        logs = np.log(values[part])
        slopes = np.sort((logs[:, later] - logs[:, earlier]) / (x[later] - x[earlier]), axis=1)
        middle = np.median(slopes, axis=1)
        rates = np.expm1(np.stack([middle, slopes[:, low], slopes[:, high]], axis=1)).tolist()
        for place, (rate, least, most) in zip(part.tolist(), rates, strict=True):
            out[place] = Pace(rate=rate, low=least, high=most, n=n, first_year=int(x[0]), last_year=int(x[-1]))
    return out


def trend_of(series: pd.DataFrame, *, column: str = "total", start: int = TREND_START) -> Trend | None:
    """The trend of a series' column over its measured years (see :func:`robust_trend`)."""
    rows = measured(series, column)
    return robust_trend(rows["year"], rows[column], start=start)


def pace_of(series: pd.DataFrame, *, column: str = "total", n: int = PACE_YEARS) -> Pace | None:
    """The recent pace of a series' column over its measured years (see :func:`recent_pace`)."""
    rows = measured(series, column)
    return recent_pace(rows["year"], rows[column], n=n)


def _pairs(years: Sequence[int] | pd.Series, values: Sequence[float] | pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Years and values as floats, sorted by year, without what is missing."""
    x, y = np.asarray(years, dtype="float64"), np.asarray(values, dtype="float64")
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    there = ~np.isnan(y)
    return x[there], y[there]
