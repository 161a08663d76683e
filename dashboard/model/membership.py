"""Who takes part in the climate contract, in which role and since when, who is whose twin, and how many are named."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

#: The programme behind the contract; its rounds have this name and a tail.
PROGRAMME = "klimatneutrala_stader_2030"
TWINNING = "netzerocities_twinning"
#: How a municipality stands on the map, in the order in which they are told: by contract version for those who began
#: or carry on as pioneers, else by role. ``later`` holds pioneers of later versions.
KINDS = ("since_2020", "since_2021", "later", "twin", "unstated", "intent")
#: Programmes beside the contract that a map can light up, by the short name of each.
NETWORKS = {
    "mission": "eu_cities_mission",
    "label": "eu_mission_label",
    "pilot": "netzerocities_pilot",
    "n6": "n6",
}
_SURE = {"stated": 0, "derived": 1, "disputed": 2}
STANDINGS = ["code", "kind", "role", "role_certainty", "since", "since_certainty", "joined", "intent", "networks",
             "source_id", "source_ids"]  # fmt: skip
PAIRS = ["code", "partner_code", "partner_name", "programme", "certainty", "source_id"]


@dataclass(frozen=True)
class Counts:
    """How many take part by the newest figure (``None`` where no source gives one), and how many are named."""

    named: int
    total: int | None
    year: int | None

    @property
    def unnamed(self) -> int:
        """How many take part that no source at hand names; 0 where the total is not known."""
        return max((self.total or 0) - self.named, 0)


def standings(memberships: pd.DataFrame, contracts: pd.DataFrame) -> pd.DataFrame:
    """A row a municipality that the sources name in the contract's programme, its contracts or its networks.

    Columns: ``code``; ``kind`` (one of :data:`KINDS`, missing for one that only a network names); ``role`` (pioneer,
    twin, or missing where none is stated) with ``role_certainty``; ``since`` (the earliest contract version signed or
    joined) with ``since_certainty``; ``joined`` (the date of the newest round as the source writes it); ``intent``
    (year of a letter of intent); ``networks`` (a tuple of the other programmes); ``source_id`` (what the standing rests
    on) and ``source_ids`` (a tuple of all). A source that states goes before one that we read it out of.
    """
    own = memberships[memberships["programme"].str.startswith(PROGRAMME)]
    first = _first_contract(contracts)
    letters = contracts[contracts["standing"] == "letter_of_intent"].groupby("code")["version"].min()
    by_code = {str(code): part for code, part in memberships.groupby("code")}
    rounds = {str(code): part for code, part in own.groupby("code")}
    rows = []
    for code in sorted({*by_code, *first.index, *letters.index}):
        start = first.loc[code] if code in first.index else None
        row = _standing(rounds.get(code), start)
        intent = int(letters[code]) if code in letters.index else None
        if row["kind"] is None and intent is not None:
            row["kind"] = "intent"
        every = by_code.get(code)
        others = every[~every["programme"].str.startswith(PROGRAMME)] if every is not None else None
        networks = tuple(dict.fromkeys(others["programme"])) if others is not None else ()
        ids = [*row.pop("ids"), *(others["source_id"] if others is not None else [])]
        source = row.pop("ground") or (ids[0] if ids else None)
        rows.append({"code": code, **row, "intent": intent, "networks": networks, "source_id": source,
                     "source_ids": tuple(dict.fromkeys(ids))})  # fmt: skip
    frame = pd.DataFrame(rows, columns=STANDINGS)
    return frame.astype({"since": "Int64", "intent": "Int64"})


def _first_contract(contracts: pd.DataFrame) -> pd.DataFrame:
    """Each municipality's earliest contract, by the surest source that gives it; indexed by code."""
    signed = contracts[contracts["standing"] != "letter_of_intent"]
    order = signed.assign(order=signed["certainty"].map(_SURE))
    return order.sort_values(["version", "order"]).drop_duplicates("code").set_index("code")


def _standing(rounds: pd.DataFrame | None, start: Any) -> dict[str, Any]:
    """What a municipality's rounds in the programme and its first contract say together."""
    row: dict[str, Any] = dict.fromkeys(("kind", "role", "role_certainty", "since", "since_certainty", "joined"))
    row |= {"ids": [], "ground": None}
    if start is not None:
        row |= {"since": int(start["version"]), "since_certainty": start["certainty"], "ids": [start["source_id"]]}
        row["ground"] = start["source_id"]
    if rounds is not None:
        newest = rounds[rounds["programme"] == rounds["programme"].max()]
        roles = newest[newest["role"].isin(["pioneer", "twin"])]
        order = roles.assign(order=roles["certainty"].map(_SURE)).sort_values("order", kind="stable")
        dates = newest["since"].dropna()
        row["joined"] = dates.iloc[0] if len(dates) else None
        row["ids"] = [*row["ids"], *rounds["source_id"]]
        if len(order):
            row |= {"role": order["role"].iloc[0], "role_certainty": order["certainty"].iloc[0]}
        if row["role"] == "twin" or row["since"] is None or row["since"] > 2021:
            row["ground"] = (order if len(order) else newest)["source_id"].iloc[0]
    elif start is None:
        return row
    return row | {"kind": _kind(row["role"], row["since"])}


def _kind(role: str | None, since: int | None) -> str:
    if role == "twin":
        return "twin"
    if since is not None and since <= 2021:
        return "since_2020" if since <= 2020 else "since_2021"
    return "later" if role == "pioneer" else "unstated"


def pairs(memberships: pd.DataFrame) -> pd.DataFrame:
    """A row a pair of twins, each told once: ``code`` (the pioneer or pilot), ``partner_code`` (missing for a city
    abroad), ``partner_name``, ``programme`` (``contract`` or ``netzerocities``), ``certainty`` (the surest that any of
    its rows has) and ``source_id`` of that row.
    """
    told = memberships[memberships["partner_code"].notna() | memberships["partner_name"].notna()]
    contract = told["programme"].str.startswith(PROGRAMME)
    told = told[contract | (told["programme"] == TWINNING)]
    told = told.assign(
        kind=np.where(told["programme"].str.startswith(PROGRAMME), "contract", "netzerocities"),
        order=told["certainty"].map(_SURE),
        second=told["role"] == "twin",
    )
    best: dict[tuple[str, frozenset[str]], dict[str, Any]] = {}
    for row in told.sort_values(["order", "second"], kind="stable").to_dict("records"):
        partner = row["partner_code"] if isinstance(row["partner_code"], str) else None
        name = row["partner_name"] if isinstance(row["partner_name"], str) else None
        ends = (row["code"], partner)
        if row["second"] and partner:
            ends = (partner, row["code"])
        key = (str(row["kind"]), frozenset((str(row["code"]), str(partner or name))))
        best.setdefault(key, {"code": ends[0], "partner_code": ends[1], "partner_name": None if partner else name,
                              "programme": row["kind"], "certainty": row["certainty"],
                              "source_id": row["source_id"]})  # fmt: skip
    frame = pd.DataFrame(list(best.values()), columns=PAIRS)
    return frame.sort_values(["programme", "code", "partner_code"], ignore_index=True)


def counts(indicators: pd.DataFrame, standing: pd.DataFrame) -> Counts:
    """How many take part (the newest ``contract_municipalities``), and how many of them the sources name.

    A letter of intent alone is not taking part.
    """
    named = int((standing["kind"].notna() & (standing["kind"] != "intent")).sum())
    figures = indicators[indicators["indicator"] == "contract_municipalities"].sort_values("year")
    if figures.empty:
        return Counts(named, None, None)
    return Counts(named, int(figures["value"].iloc[-1]), int(figures["year"].iloc[-1]))
