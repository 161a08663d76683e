"""Travel surveys: their shares by mode, what a bar of them consists of, the sustainable share, and their basis.

Shares are per cent of the trips, as published: never rescaled, and nothing is read from what is not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.model.comparison import Basis, text

GROUPS = ("all", "women", "men")
#: Where a bar's parts stand, from left to right; the car stands last.
ORDER = (
    "walk",
    "bicycle",
    "walk_and_bicycle",
    "walk_and_public_transport",
    "public_transport",
    "sustainable",
    "sustainable_rest",
    "not_car",
    "other",
    "not_stated",
    "car",
)
#: The modes that two-in-one figures and the sustainable share consist of.
MADE_OF = {
    "walk_and_bicycle": ("walk", "bicycle"),
    "walk_and_public_transport": ("walk", "public_transport"),
    "sustainable": ("walk", "bicycle", "public_transport"),
}
#: A bar whose parts sum to less than this (per cent) leaves something untold; above it they are rounded.
WHOLE = 98.0
#: The rest of the sustainable share, in per cent, below which it is a rounding and no part.
ROUNDING = 1.0

Shares = Mapping[str, float]


@dataclass(frozen=True)
class Survey:
    """One survey of one area, kind of trips and method; ``year`` None is undated, ``method`` None is not told.

    ``shares`` (per cent), ``certainty`` and ``notes`` are by group and mode, ``samples`` (persons) by group. A note is
    as the table writes it, in both languages; empty where there is none.
    """

    code: str
    id: str
    year: int | None
    area: str
    trips: str
    method: str | None
    comparable_with: str | None
    shares: Mapping[str, Shares]
    certainty: Mapping[str, Mapping[str, str]]
    samples: Mapping[str, int]
    notes: Mapping[str, Mapping[str, str]]
    source_ids: tuple[str, ...]

    def of(self, group: str = "all") -> Shares:
        """A group's shares by mode; empty where the survey tells none."""
        return self.shares.get(group, {})


@dataclass(frozen=True)
class Part:
    """A part of a bar (per cent): which mode, where it begins and how long it is."""

    mode: str
    start: float
    share: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.share


def surveys(rows: pd.DataFrame) -> list[Survey]:
    """The surveys of rows of the table ``modal_share``: newest first, undated last."""
    found = [one for _, own in rows.groupby(["code", "survey"], sort=False) for one in _by_method(own)]
    return sorted(found, key=lambda one: (-(one.year or 0), one.trips != "all"))


def _by_method(rows: pd.DataFrame) -> list[Survey]:
    """A survey's shares by each method of those of all; rows on women or men that tell none stand with the first."""
    records = rows.to_dict("records")
    methods = list(dict.fromkeys(text(row["method"]) for row in records if row["group"] == "all"))
    if len(methods) < 2:
        return [_survey(records)]
    out = []
    for place, method in enumerate(methods):
        own = [row for row in records if text(row["method"]) == method and (row["group"] == "all" or method)]
        if place == 0:
            own += [row for row in records if row["group"] != "all" and text(row["method"]) not in methods[1:]]
        made = _survey(list({id(row): row for row in own}.values()))
        out.append(made if place == 0 else replace(made, id=f"{made.id} ({method})"))
    return out


def _survey(rows: list[dict[Any, Any]]) -> Survey:
    first = rows[0]
    shares: dict[str, dict[str, float]] = {}
    certainty: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, str]] = {}
    samples: dict[str, int] = {}
    for row in rows:
        shares.setdefault(row["group"], {})[row["mode"]] = float(row["share"])
        certainty.setdefault(row["group"], {})[row["mode"]] = str(row["certainty"])
        notes.setdefault(row["group"], {})[row["mode"]] = text(row["note"]) or ""
        if not pd.isna(row["sample"]):
            samples.setdefault(row["group"], int(row["sample"]))
    return Survey(
        code=str(first["code"]),
        id=str(first["survey"]),
        year=None if pd.isna(first["survey_year"]) else int(first["survey_year"]),
        area=str(first["area"]),
        trips=str(first["trips"]),
        # A row that is silent about the method is of the survey all the same.
        method=next((name for row in rows if (name := text(row["method"]))), None),
        comparable_with=next((name for row in rows if (name := text(row["comparable_with"]))), None),
        shares=shares,
        certainty=certainty,
        samples=samples,
        notes=notes,
        source_ids=_told(row["source_id"] for row in rows),
    )


def _told(cells: Iterable[Any]) -> tuple[str, ...]:
    """The distinct texts of cells, in their order."""
    return tuple(dict.fromkeys(name for cell in cells if (name := text(cell))))


def parts(shares: Shares) -> list[Part]:
    """A bar of a group's shares: parts that do not overlap, sustainable modes from the left and the car at the right.

    A two-in-one figure stands only where its two are not both told, the sustainable total only where none of its parts
    is; with some of them told, what is left of it is ``sustainable_rest``. What is missing up to a hundred is
    ``not_stated`` where all the rest is below 98. The car ends at a hundred, or where published roundings end.
    """
    lengths = _apart(shares)
    # Two decimals are more than any survey tells: what a computer's arithmetic adds is cut off.
    total = sum(lengths.values())
    if round(total, 2) < WHOLE:
        lengths["not_stated"] = 100 - total
    end = max(100.0, total)
    out, start = [], 0.0
    for mode in ORDER:
        if mode in lengths:
            begins = end - lengths[mode] if mode == "car" else start
            out.append(Part(mode, begins, lengths[mode]))
            start = begins + lengths[mode]
    return out


def _apart(shares: Shares) -> dict[str, float]:
    """Those of the shares that do not overlap."""
    kept = {mode: shares[mode] for mode in ("walk", "bicycle", "public_transport") if mode in shares}
    covered = set(kept)
    for both in ("walk_and_bicycle", "walk_and_public_transport"):
        pair = MADE_OF[both]
        other = next(name for name in ("walk_and_bicycle", "walk_and_public_transport") if name != both)
        if both in shares and not set(pair) <= set(shares) and other not in kept:
            kept = {mode: share for mode, share in kept.items() if mode not in pair} | {both: shares[both]}
            covered |= set(pair)
    if "sustainable" in shares:
        rest = shares["sustainable"] - sum(kept.values())
        if not kept:
            kept["sustainable"] = rest
        elif not set(MADE_OF["sustainable"]) <= covered and rest >= ROUNDING:
            kept["sustainable_rest"] = rest
    elif "not_car" in shares and not kept and "other" not in shares:
        kept["not_car"] = shares["not_car"]
    return kept | {mode: shares[mode] for mode in ("other", "car") if mode in shares}


def sustainable(shares: Shares) -> tuple[float | None, bool]:
    """The share of walking, cycling and public transport (per cent), and whether the source states it.

    Else it is our sum, where all three are told one by one or two in one. A hundred minus the car is never taken for
    it: that would count whatever is neither.
    """
    if "sustainable" in shares:
        return shares["sustainable"], True
    for modes in (
        ("walk", "bicycle", "public_transport"),
        ("walk_and_bicycle", "public_transport"),
        ("walk_and_public_transport", "bicycle"),
    ):
        if all(mode in shares for mode in modes):
            return sum(shares[mode] for mode in modes), False
    return None, False


def share_of(shares: Shares, mode: str) -> tuple[float | None, bool]:
    """A mode's share (per cent; None where it is not told) and whether the source states it or we have summed it."""
    if mode == "sustainable":
        return sustainable(shares)
    if mode in shares:
        return shares[mode], True
    pair = MADE_OF.get(mode, ())
    if pair and all(name in shares for name in pair):
        return sum(shares[name] for name in pair), False
    return None, False


def basis(survey: Survey, group: str = "all") -> Basis:
    """What a survey's shares are counted on. Surveys of one table of one publisher are a series of its own.

    Regions survey each in its own way: a regional survey's county, the code's first two digits, belongs to its method.
    """
    names = (survey.id, survey.comparable_with)
    region = {"region": survey.code[:2]} if survey.method == "regional" else {}
    return Basis.of(
        {"area": survey.area, "trips": survey.trips, "method": survey.method, **region, "group": group},
        series=frozenset((survey.code, name) for name in survey.source_ids),
        alike=frozenset(("method", (survey.code, name)) for name in names if name),
    )


def leading(found: Iterable[Survey]) -> Survey | None:
    """The survey that stands for a municipality: the latest of all trips, else of other trips; undated ones last.

    Of one year's surveys the published one goes before a recalculated one, the whole municipality before a part.
    """

    def rank(one: Survey) -> tuple[bool, bool, int, bool, bool, int]:
        return (
            one.year is not None and one.trips == "all",
            one.trips == "all" or one.year is not None,
            one.year or 0,
            one.comparable_with is None,
            one.area == "municipality",
            len(one.of()),
        )

    return max(found, key=rank, default=None)
