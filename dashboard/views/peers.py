"""Who is like a municipality, in words: the nearest, why they are near, and whether they reduce faster."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.features import features
from dashboard.model.peers import Part, Peer, heeded, peers
from dashboard.state import Language
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from dashboard.views.base import Column, Table, carried_sources, with_sources

#: How many of them the heading names, and how many are compared at once.
FIRST = 3
#: From this distance on (0…1) a municipality is told to be rather unlike.
FAR = 0.4


@dataclass(frozen=True)
class Told:
    """A peer in words: why it is near, what sets it apart, what is not known, and whether its emissions fall faster."""

    slug: str
    name: str
    why: tuple[str, ...]
    apart: tuple[str, ...]
    missing: str
    faster: str


@dataclass(frozen=True)
class Peers:
    """The peers of a municipality, the nearest first, with all that is said of them.

    ``is_usual`` tells that the reader's weights were all nought, so that the usual ones are used.
    """

    name: str
    heading: str
    faster: str
    told: tuple[Told, ...]
    remarks: tuple[str, ...]
    table: Table
    sources: pd.DataFrame
    weights: tuple[tuple[str, int], ...]
    is_usual: bool


@lru_cache(maxsize=4)
def features_of(tables: Tables) -> pd.DataFrame:
    """What all municipalities are alike in, counted once a release."""
    return features(tables.municipalities, tables.emissions, tables.population)


def forget() -> None:
    """Keep nothing of former data."""
    features_of.cache_clear()
    _peers_of.cache_clear()


def peers_of(tables: Tables, slug: str, weights: Mapping[str, int], lang: Language) -> Peers:
    """Who is like the municipality by the weights (see :func:`dashboard.model.peers.peers`), in the language."""
    return _peers_of(tables, slug, tuple(sorted(weights.items())), lang)


@lru_cache(maxsize=512)
def _peers_of(tables: Tables, slug: str, asked: tuple[tuple[str, int], ...], lang: Language) -> Peers:
    known, code, weights = features_of(tables), tables.slugs[slug], dict(asked)
    used, is_readers = heeded(weights)
    found = peers(known, code, weights)
    own: Any = known.loc[code]
    name = tables.municipality(code).name
    told = tuple(_told(lang, one, tables, known, own) for one in found)
    # A pace is of the two years that both municipalities' statistics have.
    first, last = (None if pd.isna(own[end]) else int(own[end]) for end in ("pace_first", "pace_last"))
    remarks = [t(lang, "peers.order"), *([t(lang, "peers.certain", first=first, last=last)] if first else [])]
    if any(one.distance > FAR for one in found):
        remarks.insert(0, t(lang, "peers.far", name=name))
    codes = [code, *(one.code for one in found)]
    rows = known.loc[codes]
    return Peers(
        name=name,
        heading=_heading(lang, name, told),
        faster=_faster_line(lang, found, tables, name),
        told=told,
        remarks=tuple(remarks),
        table=_table(lang, found, rows, tables),
        sources=carried_sources(with_sources(rows.copy(), tables, _source_ids(tables, rows))),
        weights=tuple(used.items()),
        is_usual=not is_readers,
    )


def _heading(lang: Language, name: str, told: tuple[Told, ...]) -> str:
    if not told:
        return t(lang, "peers.nobody", name=name)
    first = [one.name for one in told[:FIRST]]
    return t(lang, "peers.heading_one" if len(first) == 1 else "peers.heading",
             names=i18n.listing(lang, first), name=name)  # fmt: skip


def _faster_line(lang: Language, found: list[Peer], tables: Tables, name: str) -> str:
    """Who of them reduces faster for certain, in the alphabet's order: it is no merit list."""
    names = [tables.municipality(one.code).name for one in found if one.faster == "faster"]
    if not found:
        return ""
    if not names:
        return t(lang, "peers.faster_none", name=name)
    ordered = sorted(names, key=i18n.alphabetical)
    return t(lang, "peers.faster_some", names=i18n.listing(lang, ordered), name=name)


def _told(lang: Language, one: Peer, tables: Tables, known: pd.DataFrame, own: Any) -> Told:
    its: Any = known.loc[one.code]
    who = tables.municipality(one.code)
    words = [(part.is_near, _part(lang, part, its, own)) for part in one.parts]
    missing = [t(lang, f"peers.weight.{part}").lower() for part in one.missing]
    return Told(
        slug=who.slug,
        name=who.name,
        why=tuple(said for near, said in words if near),
        apart=tuple(said for near, said in words if not near),
        missing=t(lang, "peers.missing", what=i18n.listing(lang, missing)) if missing else "",
        faster=_faster(lang, one, its),
    )


def _part(lang: Language, part: Part, its: Any, own: Any) -> str:
    """A component in words, with the peer's figure first and the municipality's own after it."""
    near = "near" if part.is_near else "far"
    if part.name == "group":
        return t(lang, f"peers.group.{near}", group=t(lang, f"skr.{its['group']}"))
    if part.name == "people":
        kind = near if part.is_near else "more" if its["people"] > own["people"] else "fewer"
        one, other = (i18n.number(lang, row["people"]) for row in (its, own))
        return t(lang, f"peers.people.{kind}", one=one, other=other)
    if part.name == "mix":
        sector = _telling(its, own, near=part.is_near)
        one, other = (i18n.percent(lang, 0.0 if pd.isna(row[sector]) else row[sector]) for row in (its, own))
        told = {"same": i18n.percent(lang, 1 - part.distance), "sector": t(lang, f"sector_short.{sector}").lower()}
        return t(lang, f"peers.mix.{near}", one=one, other=other, **told)
    one, other = (i18n.percent(lang, row["pace"], 1, sign=True) for row in (its, own))
    return t(lang, f"peers.pace.{near}", one=one, other=other, first=int(its["pace_first"]))


def _telling(its: Any, own: Any, *, near: bool) -> str:
    """The sector that tells most: of alike emissions the municipality's largest, else where the two differ most."""
    ours, theirs = (row[list(SECTORS)].astype("float64").fillna(0.0) for row in (own, its))
    return str(ours.idxmax() if near else (ours - theirs).abs().idxmax())


def _faster(lang: Language, one: Peer, its: Any) -> str:
    """The answer to whether its emissions fall faster."""
    if one.faster in ("unsure", "unknown"):
        return t(lang, f"peers.faster.{one.faster}")
    falls = "falls" if its["pace"] < 0 else "rises"
    return t(lang, f"peers.faster.{one.faster}_{falls}")


def _table(lang: Language, found: list[Peer], rows: pd.DataFrame, tables: Tables) -> Table:
    """A row a municipality, the one that the others are like first."""
    records = []
    distances = [float("nan"), *(one.distance for one in found)]
    for distance, (code, row) in zip(distances, rows.iterrows(), strict=True):
        who = tables.municipality(str(code))
        own: Any = row
        largest = own[list(SECTORS)].astype("float64").fillna(-1.0).idxmax()
        records.append(
            {
                "name": who.name,
                "slug": who.slug,
                "distance": distance,
                "group": t(lang, f"skr.{own['group']}") if own["group"] else None,
                "people": own["people"],
                "per_person": own["per_person"],
                "sector": t(lang, f"sector_short.{largest}") if own[largest] >= 0 else None,
                "share": own[largest],
                "pace": own["pace"],
                "low": own["pace_low"],
                "high": own["pace_high"],
            }
        )
    columns = (
        Column("name", t(lang, "column.municipality"), city="slug"),
        Column("distance", t(lang, "peers.column.distance"), "points", 2, none="–"),
        Column("group", t(lang, "peers.weight.group")),
        Column("people", t(lang, "peers.weight.people"), "points"),
        Column("per_person", t(lang, "peers.column.per_person"), "tonnes_per_person", 2),
        Column("sector", t(lang, "peers.column.sector")),
        Column("share", t(lang, "peers.column.share"), "percent"),
        Column("pace", t(lang, "peers.column.pace"), "percent", 1),
        Column("low", t(lang, "peers.column.low"), "percent", 1),
        Column("high", t(lang, "peers.column.high"), "percent", 1),
    )
    return Table(columns, pd.DataFrame(records))


def _source_ids(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """The sources of the groups, the latest populations and all measured emissions of the municipalities."""
    codes = list(rows.index)
    people = tables.rows("population", *codes)
    used = [
        tables.rows("emissions", *codes)["source_id"],
        people.loc[people["year"] == people["year"].max(), "source_id"],
        tables.rows("municipalities", *codes)["source_id"],
    ]
    return [str(name) for name in pd.concat(used).dropna().unique()]
