"""A carbon budget: what has been spent of it, what is left, and the day when the trend has spent it all."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.model.series import measured
from dashboard.model.trend import Trend


class YearsMissing(ValueError):
    """A year inside the budget's period is not measured; nothing is interpolated."""


@dataclass(frozen=True)
class Budget:
    """How a budget of ``budget`` tonnes for ``start``–``end`` (both years included) stands.

    ``spent`` is measured, ``left`` is the rest (negative when overspent), ``share_spent`` a fraction. ``projected`` is
    spent plus the trend's central path to the end, ``exhausted`` the day when it has used the budget up: None when it
    lasts the period out. Both need a trend and are None without one, except the day of a budget already overspent,
    which is read from the measurements.
    """

    start: int
    end: int
    budget: float
    spent: float
    left: float
    share_spent: float
    measured_to: int | None
    projected: float | None
    exhausted: date | None


def budget_standing(
    series: pd.DataFrame, trend: Trend | None, start: int, end: int, budget: float, *, column: str = "total"
) -> Budget:
    """Where a budget of ``budget`` tonnes for the years ``start`` to ``end`` stands.

    Raises :class:`YearsMissing` when a year from the start to the latest measured one is not measured: a sum with
    holes would look like thrift. Emissions are taken as even over the year when the day is read.
    """
    rows = measured(series, column)
    figures = {int(year): float(value) for year, value in zip(rows["year"], rows[column], strict=True)}
    latest = max(figures, default=None)
    inside = range(start, min(end, latest) + 1) if latest is not None else range(0)
    missing = [year for year in inside if year not in figures]
    if missing:
        raise YearsMissing(", ".join(str(year) for year in missing))
    known = {year: figures[year] for year in inside}
    spent = sum(known.values())
    ahead: dict[int, float] = {}
    if trend is not None:
        first = start if latest is None else max(start, latest + 1)
        ahead = {year: trend.at(year) for year in range(first, end + 1)}
    return Budget(
        start=start,
        end=end,
        budget=budget,
        spent=spent,
        left=budget - spent,
        share_spent=spent / budget if budget > 0 else float("nan"),
        measured_to=max(known, default=None),
        projected=None if trend is None else spent + sum(ahead.values()),
        exhausted=day_spent({**known, **ahead}, budget),
    )


def pace_within(now: float, years: int, left: float) -> float | None:
    """The constant yearly cut from ``now`` (tonnes a year) whose next ``years`` years sum to ``left``: 0.1 is 10 %.

    Negative when the budget allows a rise. None when nothing is left, no year is ahead, or ``now`` is not above zero.
    """
    if years <= 0 or not (now > 0 and left > 0):
        return None
    # The sum falls steadily as the cut grows from −100 % (doubling each year) to 100 %: halve the interval.
    low, high = -1.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if sum(now * (1 - middle) ** step for step in range(1, years + 1)) > left:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def day_spent(by_year: dict[int, float], budget: float) -> date | None:
    """The day on which the running sum of tonnes by year passes ``budget``; None when it never does.

    Emissions are taken as even over each year.
    """
    total = 0.0
    for year in sorted(by_year):
        if total + by_year[year] > budget:
            days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            return date(year, 1, 1) + timedelta(days=int((budget - total) / by_year[year] * days))
        total += by_year[year]
    return None
