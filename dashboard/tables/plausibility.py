"""Figures that are well formed and cannot be true. Every rule and its limit stands in this file.

The limits are wide: they are to catch a slipped decimal point, a wrong unit or a wrong row, never a real
change. A steel works that closes may take nine tenths of a municipality's emissions with it.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import TypedTable
from dashboard.tables.vocabulary import SECTORS

Values = np.ndarray[Any, np.dtype[np.float64]]

#: No municipality has more than this share of the nation's emissions (the largest has 8 %) …
NATION_SHARE = 0.30
#: … in a data set of at least so many municipalities; in a smaller one none has more than the whole.
MANY = 50
#: The municipalities together may exceed the nation's figure by rounding only.
NATION_SLACK = 1.01
#: A municipality's emissions lie below this many times, and above this part, of its neighbouring years' median …
JUMP_UP, JUMP_DOWN = 10.0, 1 / 20
#: … where either is at least so many tonnes, and the neighbours at most so many years away.
JUMP_FLOOR, JUMP_YEARS = 10_000.0, 25
#: Sectors without single large plants also may not rise so far by themselves, from this many tonnes.
STEADY = ("transport", "agriculture", "machinery", "heating", "waste", "products")
STEADY_FLOOR = 50_000.0
#: A municipality's population against its neighbouring years' median, within so many years.
PEOPLE_UP, PEOPLE_DOWN, PEOPLE_YEARS = 2.0, 0.5, 10
#: A reported scope is at most so many times the municipality's own territorial emissions.
SCOPE_TIMES = 10.0
#: How many of the nearest other years make the neighbourhood: four, so that one wrong year cannot outvote the rest.
NEIGHBOURS = 4


def implausible(tables: Mapping[str, TypedTable]) -> list[Fault]:
    """Figures out of all proportion to the nation's or to their own neighbouring years."""
    emissions, nation = tables["emissions"], tables["national_emissions"]
    faults: list[Fault] = []
    for gas in emissions.frame["gas"].dropna().unique():
        local = _totals(emissions, gas, by=["code", "year"])
        whole = _totals(nation, gas, by=["year"])
        faults += _against_nation(emissions, local, whole) + _sum_against_nation(nation, local, whole)
        faults += _jumps(emissions, local, "total", JUMP_UP, JUMP_DOWN, JUMP_FLOOR, JUMP_YEARS)
        country = whole.assign(code="")
        faults += _jumps(
            nation, country, "total", JUMP_UP, JUMP_DOWN, JUMP_FLOOR, JUMP_YEARS, file="national_emissions.csv"
        )
        for sector in STEADY:
            rows = emissions.frame.loc[local.index].assign(value=emissions.frame.loc[local.index, sector])
            faults += _jumps(emissions, rows, sector, JUMP_UP, 0, STEADY_FLOOR, JUMP_YEARS)
        if gas == "co2e":
            faults += _scopes(tables["scopes"], local, whole)
    people = tables["population"].frame[["code", "year", "population"]].dropna()
    rows = people.rename(columns={"population": "value"}).drop_duplicates(["code", "year"])
    return faults + _jumps(
        tables["population"], rows, "population", PEOPLE_UP, PEOPLE_DOWN, 0, PEOPLE_YEARS, file="population.csv"
    )


def _totals(table: TypedTable, gas: str, *, by: list[str]) -> pd.DataFrame:
    """Each row's emissions (t) as ``value``: the sum of its sectors, or the stated total where it has none."""
    frame: pd.DataFrame = table.frame.loc[table.frame["gas"] == gas]
    value = frame[list(SECTORS)].sum(axis=1, min_count=1).fillna(frame["total"])
    rows: pd.DataFrame = frame[by].assign(value=value).dropna()
    # doubled rows are faulted as such; what they hold is judged by the first
    return rows.drop_duplicates(by)


def _against_nation(table: TypedTable, local: pd.DataFrame, whole: pd.DataFrame) -> list[Fault]:
    """Municipalities with more than their share; where the nation's row is missing, it is the sum of the others."""
    share = NATION_SHARE if local["code"].nunique() >= MANY else 1.0
    years = local["year"].astype("int64")
    others = years.map(local.groupby(years)["value"].sum()) - local["value"]
    known = years.map(whole.set_index("year")["value"])
    nation = known.fillna(others) if share < 1 else known
    wrong = local[local["value"] > share * nation]
    percent = round(share * 100)
    return [
        fault(
            "emissions.csv", table.lines[i], "total", _t(value), "above_nation", percent=percent, nation=_t(nation[i])
        )
        for i, value in zip(wrong.index.to_list(), wrong["value"].to_list(), strict=True)
    ]


def _sum_against_nation(table: TypedTable, local: pd.DataFrame, whole: pd.DataFrame) -> list[Fault]:
    sums = whole["year"].map(local.groupby("year")["value"].sum()).astype("float64")
    wrong = whole[sums > whole["value"] * NATION_SLACK]
    return [
        fault("national_emissions.csv", table.lines[i], "total", _t(value), "sum_above_nation", sum=_t(sums[i]))
        for i, value in zip(wrong.index.to_list(), wrong["value"].to_list(), strict=True)
    ]


def _scopes(table: TypedTable, local: pd.DataFrame, whole: pd.DataFrame) -> list[Fault]:
    """Reported scopes against the municipality's own territorial emissions, and the nation's, in the nearest year."""
    rows = table.frame[["code", "year", "tonnes"]].dropna()
    own: dict[str, dict[int, float]] = {}
    for code, year, value in zip(*(local[name].to_list() for name in ("code", "year", "value")), strict=True):
        own.setdefault(code, {})[year] = value
    nation = dict(zip(whole["year"].to_list(), whole["value"].to_list(), strict=True)) if len(own) >= MANY else {}
    faults = []
    for index, code, year, tonnes in zip(rows.index.to_list(), *(rows[name].to_list() for name in rows), strict=True):
        line = table.lines[index]
        if code in own and tonnes > SCOPE_TIMES * (near := _nearest(own[code], year)):
            faults.append(fault("scopes.csv", line, "tonnes", _t(tonnes), "above_own", own=_t(near)))
        elif nation and tonnes > NATION_SHARE * (near := _nearest(nation, year)):
            details = {"percent": round(NATION_SHARE * 100), "nation": _t(near)}
            faults.append(fault("scopes.csv", line, "tonnes", _t(tonnes), "above_nation", **details))
    return faults


def _nearest(values: Mapping[int, float], year: int) -> float:
    return values[min(values, key=lambda each: abs(each - year))]


def _jumps(
    table: TypedTable,
    rows: pd.DataFrame,
    column: str,
    up: float,
    down: float,
    floor: float,
    window: int,
    *,
    file: str = "emissions.csv",
) -> list[Fault]:
    """Values far from the median of the nearest other years of the same municipality."""
    if rows.empty:
        return []
    index = rows.reset_index().astype({"year": "int64"})
    grid = index.pivot(index="code", columns="year", values="value")
    place = index.pivot(index="code", columns="year", values="index").to_numpy()
    values, years = grid.to_numpy(dtype="float64"), grid.columns.to_numpy()
    typical = np.column_stack([_neighbourhood(values, years, at, window) for at in range(len(years))])
    with np.errstate(invalid="ignore"):
        wrong = ((values > up * typical) | (values < down * typical)) & (np.fmax(values, typical) >= floor)
    return [
        fault(file, table.lines[int(place[i, j])], column, _t(values[i, j]), "jump", typical=_t(typical[i, j]))
        for i, j in zip(*wrong.nonzero(), strict=True)
    ]


def _neighbourhood(values: Values, years: Values, at: int, window: int) -> Values:
    """Per municipality the median of its ``NEIGHBOURS`` values nearest to the year ``at``; NaN where there are none."""
    distance = np.abs(years - years[at])
    order = [j for j in np.argsort(distance, kind="stable") if j != at and distance[j] <= window]
    near = values[:, order]
    near = np.where(np.cumsum(~np.isnan(near), axis=1) <= NEIGHBOURS, near, np.nan)
    count = (~np.isnan(near)).sum(axis=1)
    if not near.shape[1]:
        return np.full(len(values), np.nan)
    # sorting puts NaN last, so that the middle of the first `count` is the median
    near = np.sort(near, axis=1)
    row = np.arange(len(values))
    low, high = near[row, np.maximum((count - 1) // 2, 0)], near[row, np.minimum(count // 2, near.shape[1] - 1)]
    return np.where(count > 0, (low + high) / 2, np.nan)


def _t(value: Any) -> str:
    """A figure as it stands in a fault: whole, in digits."""
    return f"{value:.0f}"
