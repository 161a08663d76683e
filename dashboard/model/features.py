"""What municipalities are alike in: SKR group, population, what their emissions consist of, and their pace.

The pace is that of every measured year since 2000 (:data:`dashboard.model.trend.TREND_START`), robust as the trend is.
That of the last five measured years would say next to nothing: its interval is some twenty percentage points wide, so
that hardly any two municipalities could be told apart.
"""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.model.trend import LEAST_POINTS, TREND_START, recent_pace
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
    people = population.set_index(["code", "year"])["population"].astype("float64")
    out["per_person"] = out["total"] / people.reindex(pd.MultiIndex.from_arrays([out.index, last["year"]])).to_numpy()
    shares = last[list(SECTORS)].astype("float64").div(out["total"].where(out["total"] > 0), axis=0)
    out[list(SECTORS)] = shares
    paces = pd.DataFrame([_pace(part) for _, part in rows.groupby("code")], columns=["code", *COLUMNS[6:]])
    return out.join(paces.set_index("code").astype("float64"))[[*COLUMNS, *SECTORS]]


def _measured(emissions: pd.DataFrame, gas: str) -> pd.DataFrame:
    """The measured rows with their total, by year."""
    rows = emissions[(emissions["gas"] == gas) & (emissions["status"] == "measured")]
    kept = rows[["code", "year", *SECTORS]].assign(total=rows[list(SECTORS)].sum(axis=1, min_count=1))
    return kept.dropna(subset=["total"]).sort_values(["code", "year"])


def _pace(rows: pd.DataFrame) -> tuple[Any, ...]:
    """A municipality's code and pace, missing where too few years are measured or one of them is nought."""
    code = str(rows["code"].iloc[0])
    rows = rows[rows["year"] >= TREND_START]
    found = recent_pace(rows["year"], rows["total"], n=len(rows)) if len(rows) >= LEAST_YEARS else None
    if found is None:
        return (code, *[np.nan] * 5)
    return (code, found.rate, found.low, found.high, found.first_year, found.last_year)
