"""One municipality's emissions as a series, and the three measures in which it is told."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from dashboard.tables.vocabulary import SECTORS

Measure = Literal["total", "capita", "index"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

#: The columns of a series, in order.
COLUMNS = (
    "year",
    *SECTORS,
    "total",
    "population",
    "per_person",
    "gas",
    "status",
    "vintage",
    "source_id",
    "note",
)
TEXTS = ("gas", "status", "vintage", "source_id", "note")


class NoBaseYear(ValueError):
    """The year that an index should start from is not in the series, or has no figure above zero."""


def territorial(emissions: pd.DataFrame, population: pd.DataFrame, code: str, *, gas: str = "co2e") -> pd.DataFrame:
    """One municipality's territorial emissions, a row a year, sorted by year.

    Columns: ``year`` (int), the nine sectors and ``total`` (tonnes), ``population``, ``per_person`` (tonnes),
    ``gas``, ``status``, ``vintage``, ``source_id``, ``note``. A sector that is not reported stays missing; the total is
    the sum of those that are, and missing when none is. Years without a row in ``emissions`` have no row here.
    An empty frame of the same columns when the municipality has no figures for the gas.
    """
    rows = emissions[(emissions["code"] == code) & (emissions["gas"] == gas)].sort_values("year")
    people = population.loc[population["code"] == code, ["year", "population"]].astype("float64")
    out = rows[["year", *SECTORS, *TEXTS]].reset_index(drop=True)
    out["year"] = out["year"].astype("int64")
    out["total"] = out[list(SECTORS)].sum(axis=1, min_count=1)
    out["population"] = out["year"].map(people.set_index("year")["population"]).astype("float64")
    out["per_person"] = out["total"] / out["population"]
    return out[list(COLUMNS)]


def measured(series: pd.DataFrame, column: str = "total") -> pd.DataFrame:
    """The rows that are measurements (not estimates) and have a figure in ``column``."""
    return series[(series["status"] == "measured") & series[column].notna()]


def population_at(years: Sequence[int], series: pd.DataFrame) -> pd.Series:
    """The population to divide by in each of ``years``: that year's own, as the series has it.

    After the last year whose population is known, that last population is **held constant**: nothing is forecast.
    A year before that which is not in the series is missing. Index: 0..n, as ``years``.
    """
    known = series.dropna(subset=["population"]).set_index("year")["population"]
    if known.empty:
        return pd.Series(np.nan, index=range(len(years)), dtype="float64")
    last = int(known.index.max())
    held = float(known[last])
    return pd.Series([held if year > last else known.get(year, np.nan) for year in years], dtype="float64")


def holds_population(years: Sequence[int], series: pd.DataFrame) -> bool:
    """Whether any of ``years`` lies after the last known population, so that a constant one is used for it."""
    known = series.dropna(subset=["population"])["year"]
    return not known.empty and any(year > int(known.max()) for year in years)


def base_year(series: pd.DataFrame) -> int | None:
    """The first measured year: where an index starts when nothing else is asked for."""
    rows = measured(series)
    return int(rows["year"].iloc[0]) if len(rows) else None


def to_measure(
    values: pd.Series | np.ndarray | Sequence[float],
    series: pd.DataFrame,
    measure: Measure,
    *,
    base: int | None = None,
    years: Sequence[int] | None = None,
    reference: str = "total",
) -> pd.Series:
    """Tonnes, told in one of the three measures. Index: 0..n, as ``values``; missing stays missing.

    ``years`` are the years of ``values``; without it the values belong to the rows of ``series``, one each.

    - ``total``: tonnes, as given.
    - ``capita``: tonnes per person of that year's population. **For years after the last known population, that
      population is held constant** (see :func:`population_at`; :func:`holds_population` tells the view to say so).
      Years inside the series' span that it does not have are missing.
    - ``index``: 100 is the ``reference`` column (``total``, or a sector) in the year ``base`` (default: the first
      measured year). Sectors with the default reference are parts of the total's 100, so that they stack.

    Raises :class:`NoBaseYear` when the series has no figure above zero for the base year.
    """
    numbers = pd.Series(np.asarray(values, dtype="float64"))
    when = [int(year) for year in (series["year"] if years is None else years)]
    if len(when) != len(numbers):
        raise ValueError(f"{len(numbers)} values for {len(when)} years")
    if measure == "total":
        return numbers
    if measure == "capita":
        return numbers / population_at(when, series)
    start = base_year(series) if base is None else base
    found = series.loc[series["year"] == start, reference] if start is not None else series[reference].iloc[:0]
    if found.empty or not float(found.iloc[0]) > 0:
        raise NoBaseYear(f"no figure above zero for the base year {start}")
    return numbers / float(found.iloc[0]) * 100
