"""The figures that may colour view ``city-map``, and the classes that they are drawn in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.model.overview import snapshot
from dashboard.tables.loading import Tables

MEASURES = ("per_person", "change", "chargeable")
#: Change since a year has a zero that matters: its limits are fixed. The others' are fifths, rounded.
CHANGE_LIMITS = (-0.6, -0.4, -0.2, 0.0)
CLASSES = 5


@dataclass(frozen=True)
class Measured:
    """A value a municipality code, in the measure's own unit, of the year; ``base`` is the year compared with."""

    values: "pd.Series[float]"
    year: int
    base: int | None
    source_ids: tuple[str, ...]


@lru_cache(maxsize=4)
def snapshot_of(tables: Tables) -> pd.DataFrame:
    """Every municipality at a glance, told once a release."""
    return snapshot(tables.emissions, tables.population)


def measured(tables: Tables, measure: str, base: int) -> Measured | None:
    """A measure of every municipality that has it; ``None`` where none has.

    ``per_person`` in tonnes of the latest measured year, ``change`` as a fraction since ``base`` (the latest measured
    year up to it, else the first one), ``chargeable`` as the share (a fraction) of newly registered cars.
    """
    if measure == "chargeable":
        rows = tables.indicators[tables.indicators["indicator"] == "chargeable_car_share"].dropna(subset=["code"])
        if rows.empty:
            return None
        year = int(rows["year"].max())
        rows = rows[rows["year"] == year]
        values = rows.set_index("code")["value"] / 100
        return Measured(values, year, None, tuple(rows["source_id"].unique()))
    every = snapshot_of(tables)
    if every.empty:
        return None
    year = int(every["year"].max())
    ids = tuple(tables.emissions["source_id"].dropna().unique())
    if measure == "per_person":
        return Measured(every["per_person"].dropna(), year, None, ids)
    years = sorted({when for points in every["points"] for when, _ in points})
    start = max((when for when in years if when <= base), default=years[0])
    pairs = {code: (dict(points).get(start), points[-1][1]) for code, points in every["points"].items()}
    changes = {str(code): last / first - 1 for code, (first, last) in pairs.items() if first}
    return Measured(pd.Series(changes, dtype="float64"), year, start, ids)


def limits(values: "pd.Series[float]", measure: str) -> list[float]:
    """The inner limits of the classes, ascending: fixed for change, else the fifths rounded to two figures."""
    if measure == "change":
        return list(CHANGE_LIMITS)
    if values.empty:
        return []
    fifths = [float(values.quantile(part / CLASSES)) for part in range(1, CLASSES)]
    rounded = [round(each, 1 - math.floor(math.log10(abs(each)))) if each else 0.0 for each in fifths]
    return sorted(set(rounded))


def class_of(value: float, inner: Sequence[float]) -> int:
    """The class of a value, from 0; -1 for a missing one. A value on a limit belongs above it."""
    return -1 if math.isnan(value) else sum(value >= limit for limit in inner)
