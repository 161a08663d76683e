"""Every municipality at a glance: the latest figure, per person, and the change since the first year."""

import pandas as pd

from dashboard.tables.vocabulary import SECTORS


def snapshot(emissions: pd.DataFrame, population: pd.DataFrame, *, gas: str = "co2e") -> pd.DataFrame:
    """A row a municipality that has measured emissions, indexed by code.

    Columns: ``first_year``, ``year`` (the latest measured), ``total`` (tonnes), ``per_person`` (tonnes, by that year's
    population; missing without it), ``change`` (fraction since the first year), ``since_before`` (fraction since the
    measured year before the latest) and ``points`` (a tuple of ``(year, tonnes)``). Missing sectors are left out of
    the sum, as in :func:`dashboard.model.series.territorial`.
    """
    rows = emissions[(emissions["gas"] == gas) & (emissions["status"] == "measured")]
    long = rows[["code", "year"]].assign(total=rows[list(SECTORS)].sum(axis=1, min_count=1)).dropna(subset=["total"])
    long = long.sort_values(["code", "year"])
    groups = long.groupby("code")
    first, last = groups.first(), groups.last()
    out = pd.DataFrame({"first_year": first["year"], "year": last["year"], "total": last["total"]})
    out["change"] = (last["total"] / first["total"] - 1).where(first["total"] > 0)
    before = groups["total"].nth(-2)
    before.index = long.loc[before.index, "code"]
    out["since_before"] = out["total"] / before - 1
    latest = population[population["year"].isin(out["year"].unique())]
    people = latest.set_index(["code", "year"])["population"]
    keys = pd.MultiIndex.from_arrays([out.index, out["year"]])
    out["per_person"] = out["total"].to_numpy() / people.reindex(keys).to_numpy()
    pairs = list(zip(long["year"].tolist(), long["total"].tolist(), strict=True))
    ends = groups.size().cumsum().tolist()
    points = [tuple(pairs[start:end]) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    out["points"] = pd.Series(points, index=out.index, dtype=object)
    return out


def sums(snapshots: pd.DataFrame) -> dict[str, float]:
    """The sum of the latest totals (tonnes) and of the first ones, and the relative change between the two."""
    firsts = [points[0][1] for points in snapshots["points"]]
    lasts = [points[-1][1] for points in snapshots["points"]]
    total, start = float(sum(lasts)), float(sum(firsts))
    return {"total": total, "first": start, "change": total / start - 1 if start else float("nan")}
