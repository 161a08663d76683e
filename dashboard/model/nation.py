"""Sums: the nation, groups of municipalities, and which sectors changed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.model.series import COLUMNS, TEXTS, territorial
from dashboard.tables.vocabulary import SECTORS

#: More than any year.
_SPAN = 10_000


def national_total(national_emissions: pd.DataFrame, year: int, *, gas: str = "co2e") -> float | None:
    """The nation's emissions in a year (tonnes), as the publisher's national row has them; None when it has none.

    Above the sum of the municipalities: some emissions (domestic shipping and aviation) belong to none of them.
    """
    return _sum_of_year(national_emissions, year, gas)


def sum_of_municipalities(emissions: pd.DataFrame, year: int, *, gas: str = "co2e") -> float | None:
    """The sum of all municipalities' reported sectors in a year (tonnes); None when none reports that year."""
    return _sum_of_year(emissions, year, gas)


def group_series(
    emissions: pd.DataFrame, population: pd.DataFrame, codes: Sequence[str], *, gas: str = "co2e"
) -> pd.DataFrame:
    """The sum over several municipalities, in the columns of :func:`dashboard.model.series.territorial`.

    A row for every year that any of them reports. A figure is missing where any of them lacks it: a sum of some is
    no sum of all. ``population`` and ``per_person`` likewise. ``status`` is ``measured`` only when all are; differing
    vintages, sources and notes stand joined with ``; ``. An empty frame when none reports.
    """
    members = list(dict.fromkeys(codes))
    rows = _of_members(emissions, population, members, gas)
    if rows.empty:
        return territorial(emissions, population, members[0] if members else "", gas=gas)
    groups = rows.groupby("year", sort=True)
    # min_count asks for a figure from every member: with one missing the sum is missing.
    out = groups[[*SECTORS, "total", "population"]].sum(min_count=len(members)).reset_index()
    out["per_person"] = out["total"] / out["population"]
    texts = groups[list(TEXTS)].agg(_joined).reset_index(drop=True).astype("str")
    texts["status"] = ["measured" if text == "measured" else "estimated" for text in texts["status"]]
    return pd.concat([out, texts], axis=1)[list(COLUMNS)]


def _of_members(emissions: pd.DataFrame, population: pd.DataFrame, members: Sequence[str], gas: str) -> pd.DataFrame:
    """The members' series one after the other, as :func:`territorial` has each, made in one go for all of them."""
    place = {code: number for number, code in enumerate(members)}
    rows = emissions[emissions["gas"] == gas]
    order = rows["code"].map(place).to_numpy(dtype="float64")
    years = rows["year"].to_numpy(dtype="int64")
    sorting = np.lexsort((years, order))[: int((~np.isnan(order)).sum())]
    out = rows[[*SECTORS, *TEXTS]].iloc[sorting].reset_index(drop=True)
    out["year"] = years[sorting]
    out["total"] = out[list(SECTORS)].sum(axis=1, min_count=1)
    # A member and a year as one number, by which its population is found.
    whose = population["code"].map(place).to_numpy(dtype="float64")
    known = ~np.isnan(whose)
    keys = whose[known] * _SPAN + population["year"].to_numpy(dtype="float64")[known]
    people = pd.Series(population["population"].to_numpy(dtype="float64")[known], index=keys)
    out["population"] = people.reindex(order[sorting] * _SPAN + years[sorting]).to_numpy()
    return out


def sector_changes(series: pd.DataFrame, first_year: int, last_year: int) -> pd.DataFrame:
    """How each sector changed between two years of a series: a row a sector that has a figure in either.

    Columns: ``sector``, ``first``, ``last``, ``change`` (tonnes; missing when either is), ``relative`` (change as a
    fraction of the first year), ``share`` (of the last year's total). Biggest and most changed first: by the larger
    of what is left and what has changed, so that a sector that has nearly vanished still stands high. Empty when
    either year is not in the series.
    """
    rows = series.set_index("year")
    if first_year not in rows.index or last_year not in rows.index:
        return pd.DataFrame(columns=["sector", "first", "last", "change", "relative", "share"])
    first = rows.loc[first_year, list(SECTORS)].astype("float64").to_numpy()
    last = rows.loc[last_year, list(SECTORS)].astype("float64").to_numpy()
    out = pd.DataFrame({"sector": list(SECTORS), "first": first, "last": last})
    out["change"] = out["last"] - out["first"]
    out["relative"] = (out["change"] / out["first"]).where(out["first"] > 0)
    out["share"] = out["last"] / out["last"].sum() if out["last"].sum() > 0 else float("nan")
    weight = pd.concat([out["last"], out["change"].abs()], axis=1).max(axis=1)
    out = out.assign(weight=weight).dropna(subset=["weight"])
    return out.sort_values("weight", ascending=False, kind="stable").drop(columns="weight").reset_index(drop=True)


def _sum_of_year(frame: pd.DataFrame, year: int, gas: str) -> float | None:
    rows = frame.loc[(frame["year"] == year) & (frame["gas"] == gas), list(SECTORS)]
    total = float(rows.sum(min_count=1).sum(min_count=1))
    return None if pd.isna(total) else total


def _joined(texts: pd.Series) -> str | None:
    """Distinct texts in order, joined; None when there is none."""
    return "; ".join(str(text) for text in texts.dropna().unique()) or None
