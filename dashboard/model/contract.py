"""The climate contract: when a version was signed, who the parties are, what it holds, and who may learn from whom.

Pure pandas on the tables' own columns: it knows no language and no state, and it adds no amounts together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.tables.vocabulary import AMOUNT_UNITS, REACHES

#: The programme that is a party without being an agency.
PROGRAMME = "Viable Cities"
#: The bin of unlike things: two cities whose theme is "other" have nothing in common for that.
UNLIKE = "other"
STANDINGS = ("signed", "joined", "letter_of_intent")
OPPOSITE = {"offers": "seeks", "seeks": "offers"}
#: Where what is not funded is a gap.
OF_ONE_CITY = ("city", "municipality")
#: Kronor a euro, with room for the rates of 2020–2025 and for rounding: two totals this far apart may be one plan.
RATES = (9.5, 12.5)
#: How the rows of a kind are told apart, so that one told in two versions is new only once.
IDENTITY = {"goal": "key", "action": "key", "investment": "key", "gap": "what", "commitment": "what", "link": "url"}


def signings(contracts: pd.DataFrame) -> pd.DataFrame:
    """A row a municipality and version, out of a row a source's statement.

    Columns: code, version, standing (the one that says most), date (the first known; empty if none), certainty
    (``disputed`` as soon as a source says so or the sources differ, else the surest), statements (how many).
    """
    columns = ["code", "version", "standing", "date", "certainty", "statements"]
    rows = []
    for (code, version), said in contracts.groupby(["code", "version"], sort=True):
        standings = set(said["standing"])
        certainties = set(said["certainty"])
        is_disputed = "disputed" in certainties or len(standings) > 1
        rows.append(
            {
                "code": code,
                "version": version,
                "standing": next(each for each in STANDINGS if each in standings),
                "date": min(said["date"].dropna(), default=None),
                "certainty": "disputed" if is_disputed else "stated" if "stated" in certainties else "derived",
                "statements": len(said),
            }
        )
    return pd.DataFrame(rows, columns=columns)


def by_version(signed: pd.DataFrame) -> pd.DataFrame:
    """How many municipalities signed, joined or declared their intent, a row a version.

    ``signed`` is what :func:`signings` gives. Columns: version, one a standing, and disputed.
    """
    rows = [
        {
            "version": version,
            **{each: int((own["standing"] == each).sum()) for each in STANDINGS},
            "disputed": int((own["certainty"] == "disputed").sum()),
        }
        for version, own in signed.groupby("version", sort=True)
    ]
    return pd.DataFrame(rows, columns=["version", *STANDINGS, "disputed"])


def parties_since(parties: pd.DataFrame) -> pd.DataFrame:
    """When each party came in, the earliest first: party, since (a date, or empty), first (the version), is_dated.

    Where no date is known, ``first`` is the first version that names the party: it may have been there before.
    """
    rows = []
    for party, said in parties.groupby("party", sort=True):
        since = min(said["since"].dropna(), default=None)
        first = int(since[:4]) if since else int(said["version"].min())
        rows.append({"party": party, "since": since, "first": first, "is_dated": since is not None})
    frame = pd.DataFrame(rows, columns=["party", "since", "first", "is_dated"])
    order = frame["party"].eq(PROGRAMME)
    return frame.assign(last=order).sort_values(["last", "first", "party"]).drop(columns="last").reset_index(drop=True)


def undertakings(parties: pd.DataFrame) -> pd.DataFrame:
    """The undertakings, each once with the parties that share it: version, area, what, draft, parties, and the rest.

    ``parties`` has the text in ``what``. What one source says of six agencies in the same words is one undertaking.
    """
    keys = ["version", "area", "what", "draft"]
    if parties.empty:
        return parties.assign(parties=pd.Series(dtype="object"))
    shared = [
        (*key, tuple(sorted(own["party"], key=lambda name: (name == PROGRAMME, name))))
        for key, own in parties.groupby(keys, sort=False)
    ]
    first = parties.drop_duplicates(keys).drop(columns="party")
    merged = first.merge(pd.DataFrame(shared, columns=[*keys, "parties"]), on=keys)
    return merged.sort_values(["version", "area"], ascending=[False, True], kind="stable").reset_index(drop=True)


def goals_joined(targets: pd.DataFrame, text: str) -> pd.DataFrame:
    """The goals of ``targets``, a row a goal: the statements that express one goal have their texts joined by ``;``.

    ``version`` is the earliest contract version that a statement stands in, empty where none does.
    """
    rows = []
    for _, said in targets.groupby(["code", "goal_id"], sort=False):
        versions = said["version"].dropna()
        lead = said[said["version"].eq(versions.min())].iloc[0] if len(versions) else said.iloc[0]
        own = lead.to_dict() | {"what": "; ".join(dict.fromkeys(said[text]))}
        rows.append(own)
    return pd.DataFrame(rows, columns=[*targets.columns, "what"])


def first_told(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of a kind in the version where our sources tell them first; what has no version is left out."""
    own = rows[(rows["kind"] == kind) & rows["version"].notna()].sort_values("version", kind="stable")
    return own.drop_duplicates(["code", IDENTITY[kind]])


def is_inside(investments: pd.DataFrame) -> pd.Series:
    """Whether an item is part of another one of the same city and version, and must not be added to it."""
    return investments["within"].notna()


@dataclass(frozen=True, eq=False)
class Group:
    """Items that may stand in one table: one city, version, reach and unit (empty without amounts)."""

    code: str
    version: int
    reach: str
    unit: str
    #: The items, each followed by what it contains; ``depth`` counts how many hold it, ``is_inside`` says if any does.
    items: pd.DataFrame


def investment_groups(investments: pd.DataFrame) -> list[Group]:
    """The investments by version, reach and unit, so that no two amounts of differing kind meet in a table.

    Needs code, version, key (the name in English), within, reach and unit. Nothing is summed: items overlap.
    """
    groups = []
    filled = investments.assign(unit=investments["unit"].fillna(""))
    for _, own in filled.groupby(["code", "version", "reach", "unit"], sort=False):
        first: Any = own.iloc[0]
        groups.append(Group(first["code"], int(first["version"]), first["reach"], first["unit"], _nested(own)))
    units = (*AMOUNT_UNITS, "")
    # Reaches run from what a whole city needs down to single grants: the widest stands first, never beside the rest.
    return sorted(groups, key=lambda each: (REACHES.index(each.reach), -each.version, units.index(each.unit)))


def _nested(own: pd.DataFrame) -> pd.DataFrame:
    """The rows of a group with each container before what it holds, however deep; a loop in the data ends at once."""
    own = own.reset_index(drop=True)
    names = set(own["key"])
    order: list[tuple[int, int]] = []

    def visit(place: int, depth: int) -> None:
        if all(place != seen for seen, _ in order):
            order.append((place, depth))
            for held in own.index[own["within"] == own.at[place, "key"]]:
                visit(int(held), depth + 1)

    for place in own.index[~own["within"].isin(names)]:
        visit(int(place), 0)
    for place in own.index:
        visit(int(place), 0)
    nested = own.loc[[place for place, _ in order]].assign(depth=[depth for _, depth in order])
    return nested.assign(is_inside=is_inside(nested)).reset_index(drop=True)


def with_gap(items: pd.DataFrame) -> pd.DataFrame:
    """The items with gap_low and gap_high, need minus what is funded, in the items' unit.

    Empty unless both are stated, and for grants and studies (project, several_cities): there the rest is the
    applicants' own share and no gap.
    """
    known = items["need_low"].notna() & items["funded"].notna() & items["reach"].isin(OF_ONE_CITY)
    low = (items["need_low"] - items["funded"]).clip(lower=0).where(known)
    high = (items["need_high"].fillna(items["need_low"]) - items["funded"]).clip(lower=0).where(known)
    return items.assign(gap_low=low, gap_high=high)


def one_plan_twice(investments: pd.DataFrame) -> pd.DataFrame:
    """Plans of a whole city told in kronor and in euro: code, version, msek, meur (names), msek_key and meur_key.

    One item in MSEK and one in MEUR of one city and version, as far apart as the currencies are, both at the top or
    one of them said to lie within the other. That they are the same plan is our reading.
    """
    kept = ["code", "version", "what", "key", "within", "need_low"]
    whole = investments[(investments["reach"] == "city") & investments["need_low"].notna()]
    pairs = whole.loc[whole["unit"] == "msek", kept].merge(
        whole.loc[whole["unit"] == "meur", kept], on=["code", "version"], suffixes=("_msek", "_meur")
    )
    one, other = pairs["within_msek"], pairs["within_meur"]
    bound = (one.isna() & other.isna()) | (one == pairs["key_meur"]) | (other == pairs["key_msek"])
    rate = pairs["need_low_msek"] / pairs["need_low_meur"]
    found = pairs[bound & rate.between(*RATES)]
    names = {"what_msek": "msek", "what_meur": "meur", "key_msek": "msek_key", "key_meur": "meur_key"}
    return found.rename(columns=names).reset_index(drop=True)


def matches(experiences: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    """Who a city may learn from, or teach: code, direction (the city's own), theme, other (code), what (its texts).

    Another municipality matches when it seeks what the city offers, or offers what the city seeks, in one theme.
    The theme ``other`` matches nothing: it gathers unlike things.
    """
    columns = ["code", "direction", "theme", "other", "what"]
    real = experiences[experiences["theme"] != UNLIKE]
    own = real[real["code"].isin(codes)][["code", "direction", "theme"]].drop_duplicates()
    own = own.assign(wanted=own["direction"].map(OPPOSITE))
    theirs = real[["code", "direction", "theme", "what"]].rename(columns={"code": "other", "direction": "wanted"})
    pairs = own.merge(theirs, on=["wanted", "theme"])
    pairs = pairs[pairs["code"] != pairs["other"]]
    if pairs.empty:
        return pd.DataFrame(columns=columns)
    found = pairs.groupby(["code", "direction", "theme", "other"], sort=False)
    return pd.DataFrame([(*key, tuple(dict.fromkeys(own["what"]))) for key, own in found], columns=columns)
