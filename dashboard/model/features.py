"""What municipalities are alike in: SKR group, population, what their emissions consist of, and their pace.

The pace is that of every measured year since 2000 (:data:`dashboard.model.trend.TREND_START`), robust as the trend is.
That of the last five measured years would say next to nothing: its interval is some twenty percentage points wide, so
that hardly any two municipalities could be told apart.
"""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.trend import LEAST_POINTS, TREND_START, paces_together
from dashboard.tables.vocabulary import SECTORS

#: Of a pace so few years tell too little, in whatever they agree.
LEAST_YEARS = LEAST_POINTS + 1
#: The columns of :func:`features` besides the shares, which bear their sectors' names.
COLUMNS = (
    "group", "people", "people_year", "year", "total", "per_person",
    "pace", "pace_low", "pace_high", "pace_first", "pace_last",
)  # fmt: skip


def features(
    municipalities: pd.DataFrame, emissions: pd.DataFrame, population: pd.DataFrame, *, gas: str = "co2e"
) -> pd.DataFrame:
    """A row a municipality, indexed by code in the table's order; what is not known is missing.

    ``group`` (SKR's code), ``people`` in ``people_year`` (the latest), ``year`` (the latest measured) with ``total``
    (tonnes), ``per_person`` (tonnes, by that year's population) and each sector's share of the total (fractions; a
    sector that is not reported has none), and ``pace`` with ``pace_low`` and ``pace_high``: the compound change a year
    from ``pace_first`` to ``pace_last`` with its 95 % interval (see :func:`dashboard.model.trend.recent_pace`).
    """
    known = municipalities.set_index("code")
    out = pd.DataFrame(index=pd.Index(known.index, name="code"))
    out["group"] = known["skr_group_code"].fillna("").astype(str)
    newest = population.sort_values("year").groupby("code").last()
    out["people"] = newest["population"].reindex(out.index).astype("float64")
    out["people_year"] = newest["year"].reindex(out.index).astype("float64")
    rows = _measured(emissions, gas)
    last = rows.groupby("code").last().reindex(out.index)
    out["year"], out["total"] = last["year"].astype("float64"), last["total"].astype("float64")
    latest = population[population["year"].isin(last["year"].dropna().unique())]
    people = latest.set_index(["code", "year"])["population"].astype("float64")
    out["per_person"] = out["total"] / people.reindex(pd.MultiIndex.from_arrays([out.index, last["year"]])).to_numpy()
    shares = last[list(SECTORS)].astype("float64").div(out["total"].where(out["total"] > 0), axis=0)
    out[list(SECTORS)] = shares
    paces = pd.DataFrame(_paces(rows), columns=["code", *COLUMNS[6:]])
    return out.join(paces.set_index("code").astype("float64"))[[*COLUMNS, *SECTORS]]


def _measured(emissions: pd.DataFrame, gas: str) -> pd.DataFrame:
    """The measured rows with their total, by year."""
    rows = emissions[(emissions["gas"] == gas) & (emissions["status"] == "measured")]
    kept = rows[["code", "year", *SECTORS]].assign(total=rows[list(SECTORS)].sum(axis=1, min_count=1))
    return kept.dropna(subset=["total"]).sort_values(["code", "year"])


def _paces(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Each municipality's code and pace, missing where too few years are measured or one of them is nought."""
    rows = rows[["code", "year", "total"]].astype({"year": "int64", "total": "float64"})
    every, late = rows["code"].unique(), rows[rows["year"] >= TREND_START]
    codes, sizes = late["code"].unique(), late.groupby("code", sort=False).size().to_numpy()
    ends = np.cumsum(sizes)
    years, totals = late["year"].to_numpy(), late["total"].to_numpy()
    found: dict[str, tuple[Any, ...]] = {}
    # Those with figures of the same years are told together.
    alike: dict[bytes, list[int]] = {}
    for place, (size, end) in enumerate(zip(sizes.tolist(), ends.tolist(), strict=True)):
        if size >= LEAST_YEARS:
            alike.setdefault(years[end - size : end].tobytes(), []).append(place)
    for span, places in alike.items():
        when = np.frombuffer(span, dtype="int64")
        values = np.stack([totals[ends[place] - len(when) : ends[place]] for place in places])
        for place, told in zip(places, paces_together(when, values), strict=True):
            if told is not None:
                found[str(codes[place])] = (told.rate, told.low, told.high, told.first_year, told.last_year)
    nothing = (np.nan,) * 5
    return [(str(code), *found.get(str(code), nothing)) for code in every]
