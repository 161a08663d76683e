"""What is known of each municipality and what is not: a row a municipality and table, and how old the newest fact is.

Pure pandas on the tables' own columns: it knows no words and no pages.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.i18n import alphabetical
from dashboard.model.membership import NETWORKS, standings
from dashboard.tables.loading import Tables

STATUSES = ("known", "old", "missing", "not_applicable")
#: A fact is old when it is more than so many years older than the data, counted in calendar years.
FRESH_YEARS = 5
#: Stands in :data:`DATED_BY` for the date of publication of the fact's source.
PUBLISHED = "published"
#: What dates a fact of each table: the first of these columns that is filled. The tables stand in the order in which
#: they are told: what a climate calculation rests on, then the contract's work, then what the statistics give of all.
#: The years that a goal or a plan aims at date nothing: they do not tell when it was known. A travel survey whose year
#: is not stated has no date at all, since what quotes it may be much younger.
DATED_BY: dict[str, tuple[str, ...]] = {
    "targets": ("decided", "version", PUBLISHED),
    "scopes": ("year",),
    "inventories": ("year",),
    "modal_share": ("survey_year",),
    "modal_targets": (PUBLISHED,),
    "contracts": ("date", "version"),
    "process": ("date", "version", PUBLISHED),
    "actors": ("version", PUBLISHED),
    "gaps": ("version", PUBLISHED),
    "commitments": ("version", PUBLISHED),
    "actions": ("version", PUBLISHED),
    "investments": ("version", PUBLISHED),
    "experiences": ("version", PUBLISHED),
    "links": ("version", PUBLISHED),
    "population": ("year",),
    "emissions": ("year",),
    "indicators": ("year",),
}
#: What only those who take part in the climate contract can have.
OF_CONTRACT = (
    "contracts",
    "process",
    "actors",
    "gaps",
    "commitments",
    "actions",
    "investments",
    "experiences",
    "links",
)
#: What only the cities of the European Union's mission can have: the figures of its contracts.
OF_MISSION = ("inventories",)
#: The figures of an EU contract that are calculated for a year that has been; the others are aims and plans.
CALCULATED = ("baseline_emissions", "emissions", "territorial_emissions", "consumption_emissions")
COLUMNS = ["code", "in_contract", "table", "status", "year", "date", "count", "source_id"]


@lru_cache(maxsize=4)
def coverage(tables: Tables) -> pd.DataFrame:
    """A row a municipality and table of :data:`DATED_BY`, counted once a release; shared, never changed in place.

    Columns: ``code``; ``in_contract`` (bool: takes part in the climate contract); ``table``; ``status``, one of
    :data:`STATUSES`; ``year`` of the newest fact (``Int64``, missing without facts and where none is dated); ``date``
    as the table writes it (missing likewise); ``count`` of facts (0 without); ``source_id`` of the newest fact (missing
    without facts). Those in the contract stand first, each part in the order of the Swedish alphabet.

    ``old`` is more than :data:`FRESH_YEARS` before the data's date; facts without any date are ``known``.
    ``not_applicable`` is what a municipality cannot have: a part of a contract that it does not take part in.
    """
    places = _places(tables)
    parts = []
    for name in DATED_BY:
        own = places[["code", "in_contract"]].assign(table=name, applies=_applies(places, name))
        parts.append(own.merge(_newest(tables, name), on="code", how="left"))
    frame = pd.concat(parts, ignore_index=True)
    frame["count"] = frame["count"].fillna(0).astype("int64")
    frame["status"] = _status(frame, oldest_fresh(tables))
    order = {code: place for place, code in enumerate(places["code"])}
    frame = frame.sort_values("code", key=lambda codes: codes.map(order), kind="stable", ignore_index=True)
    return frame[COLUMNS]


def oldest_fresh(tables: Tables) -> int:
    """The first year that is not yet old when the data are from."""
    return int(tables.data_date[:4]) - FRESH_YEARS


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """How many municipalities of a coverage frame have each status, a row a table in the frame's order.

    Indexed by ``table``, a column a status; together they are the municipalities of the frame.
    """
    counted = frame.groupby(["table", "status"], sort=False).size().unstack(fill_value=0)
    kept = counted.reindex(index=list(DATED_BY), columns=list(STATUSES), fill_value=0)
    kept.columns.name = None
    return kept


def patterns(frame: pd.DataFrame) -> list[tuple[dict[str, str], list[str]]]:
    """The municipalities of a coverage frame by what is known of them: alike in status (not in year) stand together.

    A pair a group, the largest first: table to status, and the codes in the frame's order.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for code, own in frame.groupby("code", sort=False)["status"]:
        groups.setdefault(tuple(own), []).append(str(code))
    pairs = [(dict(zip(DATED_BY, statuses, strict=True)), codes) for statuses, codes in groups.items()]
    return sorted(pairs, key=lambda pair: -len(pair[1]))


def _places(tables: Tables) -> pd.DataFrame:
    """Every municipality with whether it takes part in the contract and in the mission, in the order of telling."""
    standing = standings(tables.memberships, tables.contracts)
    taking_part = standing["kind"].notna() & (standing["kind"] != "intent")
    mission = tables.memberships["programme"] == NETWORKS["mission"]
    places = tables.municipalities[["code", "name"]].assign(
        in_contract=tables.municipalities["code"].isin(standing.loc[taking_part, "code"]),
        in_mission=tables.municipalities["code"].isin(tables.memberships.loc[mission, "code"]),
    )
    places["sorted"] = places["name"].map(alphabetical)
    return places.sort_values(["in_contract", "sorted"], ascending=[False, True], kind="stable", ignore_index=True)


def _applies(places: pd.DataFrame, name: str) -> pd.Series:
    if name in OF_CONTRACT:
        return places["in_contract"]
    return places["in_mission"] if name in OF_MISSION else pd.Series(True, index=places.index)


def _newest(tables: Tables, name: str) -> pd.DataFrame:
    """The newest fact of each municipality in a table: ``code``, ``date``, ``year``, ``source_id`` and ``count``."""
    rows: pd.DataFrame = getattr(tables, name)
    rows = rows[rows["code"].notna()]
    dated = rows[["code", "source_id"]].assign(date=_dates(tables, name, rows))
    dated["year"] = _year(dated["date"])
    dated["count"] = dated.groupby("code")["code"].transform("size")
    order = dated.sort_values(["year", "date"], na_position="first", kind="stable")
    return order.drop_duplicates("code", keep="last")


def _dates(tables: Tables, name: str, rows: pd.DataFrame) -> pd.Series:
    """What dates each row, as text; missing where nothing does. A year to come is an aim, and dates nothing."""
    published = rows["source_id"].map(tables.sources.set_index("source_id")["published"])
    date = pd.Series(pd.NA, index=rows.index, dtype="str")
    now = int(tables.data_date[:4])
    for column in DATED_BY[name]:
        text = (published if column == PUBLISHED else rows[column]).astype("str")
        if (name, column) == ("process", "date"):
            # What is planned has not come about: its date says nothing of how new the evidence is.
            text = text.where(rows["stage"] != "planned")
        date = date.fillna(text.where((_year(text) <= now).fillna(False).astype("bool")))
    return date.where(rows["indicator"].isin(CALCULATED)) if name == "inventories" else date


def _year(date: pd.Series) -> pd.Series:
    """The year of each date (``Int64``); of a span of years the last, which tells how new it is."""
    return pd.to_numeric(date.str.extract(r".*(?<!\d)(\d{4})(?!\d)", expand=False), errors="coerce").astype("Int64")


def _status(frame: pd.DataFrame, fresh: int) -> np.ndarray:
    """One of :data:`STATUSES` a row; who has facts has them, whether or not we know of a part in the contract."""
    has = frame["count"] > 0
    old = (frame["year"] < fresh).fillna(False).astype("bool")
    return np.select([has & old, has, frame["applies"]], ["old", "known", "missing"], "not_applicable")
