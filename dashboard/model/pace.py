"""What a goal asks for from now on: the yearly cut, and the path that reaches it."""

import math

import numpy as np
import pandas as pd


def required_pace(now: float, year_now: int, target: float, target_year: int) -> float | None:
    """The constant yearly cut that takes ``now`` to ``target``: 0.096 is 9.6 % a year.

    Negative when emissions are already below the target: they may rise. None when no constant percentage gets there
    (a target of zero or below), when the year is not ahead, or when a figure is missing or ``now`` is not above zero.
    """
    years = target_year - year_now
    if years <= 0 or not (now > 0 and target > 0):
        return None
    return float(1 - (target / now) ** (1 / years))


def linear_cut(now: float, year_now: int, target: float, target_year: int) -> float | None:
    """The tonnes a year to take away in equal steps; negative when emissions may rise; None as for the pace.

    Unlike a percentage, equal steps do reach zero.
    """
    years = target_year - year_now
    if years <= 0 or math.isnan(now) or math.isnan(target):
        return None
    return (now - target) / years


def path(now: float, year_now: int, target: float, target_year: int) -> pd.DataFrame:
    """The path from now to the target, a row a year, both ends included: ``year``, ``value`` (tonnes).

    A constant percentage a year where the target is above zero; a straight line where it is zero (or below), which
    no percentage reaches. Empty when the year is not ahead or a figure is missing.
    """
    years = np.arange(year_now, target_year + 1, dtype="int64")
    if len(years) < 2 or math.isnan(now) or math.isnan(target):
        return pd.DataFrame({"year": years[:0], "value": np.array([], dtype="float64")})
    pace = required_pace(now, year_now, target, target_year)
    steps = years - year_now
    values = now - (now - target) / (len(years) - 1) * steps if pace is None else now * (1 - pace) ** steps
    return pd.DataFrame({"year": years, "value": values.astype("float64")})
