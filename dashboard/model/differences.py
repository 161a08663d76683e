"""What differs most between municipalities: indicators side by side, the largest difference first, nobody ranked.

A difference is how much less the lowest is than the highest (nought to one). Of changes and paces it is that of what is
left: after the change, and after ten years of the pace. Only figures on the same basis have one
(:func:`dashboard.model.comparison.compare`).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import pandas as pd

from dashboard.model import modal_share, scopes
from dashboard.model.comparison import Basis, compare
from dashboard.model.modal_share import Survey
from dashboard.model.scopes import Inventory
from dashboard.model.series import measured
from dashboard.model.trend import LEAST_POINTS, TREND_START, Pace, pace_of, recent_pace
from dashboard.tables.vocabulary import SECTORS

Kind = Literal["tonnes", "change", "pace", "share", "count"]
Standing = Literal["comparable", "unsure", "fact", "differs", "few"]
#: In which order rows stand: what may be compared, what cannot be told apart, what is no measure, what may not be
#: compared, and what only one has.
STANDINGS: tuple[Standing, ...] = ("comparable", "unsure", "fact", "differs", "few")
#: A sector is shown when it makes at least this part of somebody's emissions.
BIG = 0.10
#: So long a pace goes on when paces are held against each other.
PACE_SPAN = 10


@dataclass(frozen=True)
class City:
    """What is known of one municipality: its territorial series, goals (judged), newest survey and inventory, and the
    contract versions that it has signed."""

    code: str
    series: pd.DataFrame
    goals: pd.DataFrame
    survey: Survey | None = None
    inventory: Inventory | None = None
    people: float | None = None
    versions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One municipality's figure and what it is counted on.

    ``value`` is in tonnes per person, as a fraction, as a fraction a year (a cut is negative) or a number, by the
    row's kind; ``low`` to ``high`` its 95 % interval. ``year`` is the year that it is of, ``detail`` what else must be
    told (a sector, years).
    """

    value: float
    basis: Basis
    year: int | None = None
    low: float | None = None
    high: float | None = None
    detail: tuple[Hashable, ...] = ()


@dataclass(frozen=True)
class Row:
    """An indicator of all municipalities in the reader's order; None is a gap.

    ``sector`` is set of rows about one. ``spread`` is the difference (0…1; None where there is none to tell),
    ``apart`` the features in which bases differ or may, ``overlaps`` whether some cannot be told from each other.
    """

    key: str
    kind: Kind
    figures: tuple[Figure | None, ...]
    sector: str = ""
    spread: float | None = None
    standing: Standing = "comparable"
    apart: tuple[str, ...] = field(default=())
    overlaps: bool = False

    @property
    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest value; None where there is none."""
        values = [one.value for one in self.figures if one is not None]
        return (min(values), max(values)) if values else None


def differences(cities: Sequence[City], *, base: int) -> list[Row]:
    """The rows for two or more municipalities: by standing (:data:`STANDINGS`), the largest difference first.

    ``base`` is the year that a change is told from, where it is measured; else the series' first year. Indicators that
    nobody has a figure of are left out.
    """
    rows = [
        _row("per_person", "tonnes", [_per_person(city, "total") for city in cities]),
        _row("change", "change", [_change(city, base) for city in cities]),
        _row("pace_long", "pace", [_pace(city, _long_pace(city.series)) for city in cities]),
        _row("pace_recent", "pace", [_pace(city, pace_of(city.series)) for city in cities]),
        *(
            _row("sector", "tonnes", [_per_person(city, sector) for city in cities], sector)
            for sector in SECTORS
            if any(_share(city, sector) >= BIG for city in cities)
        ),
        _row("largest", "share", [_largest(city) for city in cities]),
        _row("sustainable", "share", [_sustainable(city) for city in cities]),
        *(_row(f"scope_{number}", "tonnes", [_scope(city, number) for city in cities]) for number in scopes.SCOPES),
        _row("asked", "pace", [_asked(city) for city in cities]),
        _row("versions", "count", [_versions(city) for city in cities]),
    ]
    told = [row for row in rows if row.ends is not None]
    return sorted(told, key=_order)


def _order(row: Row) -> tuple[float, ...]:
    """By standing, then by the difference; of differences that look alike the one of more goes first."""
    low, high = row.ends or (0.0, 0.0)
    return STANDINGS.index(row.standing), -round(row.spread or 0.0, 3), low - high if row.spread else 0.0


def _row(key: str, kind: Kind, figures: Sequence[Figure | None], sector: str = "") -> Row:
    known = [one for one in figures if one is not None]
    apart, pairs = _apart(known), _overlaps(known)
    standing: Standing
    if len(known) < 2:
        standing = "few"
    elif apart:
        standing = "differs"
    elif kind == "count":
        standing = "fact"
    else:
        standing = "unsure" if pairs and all(pairs) else "comparable"
    spread = difference(kind, [one.value for one in known]) if standing in ("comparable", "unsure") else None
    return Row(key, kind, tuple(figures), sector, spread, standing, apart, any(pairs))


def difference(kind: Kind, values: Sequence[float]) -> float:
    """How much less the lowest is than the highest (0…1), of what is left where the values are changes or paces."""
    span = {"change": 1, "pace": PACE_SPAN}.get(kind)
    left = [max(0.0, 1 + value) ** span for value in values] if span else list(values)
    return 1 - min(left) / max(left) if max(left) > 0 else 0.0


def _apart(known: Sequence[Figure]) -> tuple[str, ...]:
    """The features in which any two differ, or may, in the order in which they are told."""
    found = {name for one, other in combinations(known, 2) for name in compare(one.basis, other.basis).features}
    names = [name for one in known for name, _ in one.basis.features]
    return tuple(name for name in dict.fromkeys(names) if name in found)


def _overlaps(known: Sequence[Figure]) -> list[bool]:
    """Of every two whether their intervals overlap, so that they cannot be told apart; empty without intervals."""
    ends = [(one.low, one.high) for one in known if one.low is not None and one.high is not None]
    if len(ends) < len(known):
        return []
    return [one[0] <= other[1] and other[0] <= one[1] for one, other in combinations(ends, 2)]


def _latest(city: City) -> pd.Series | None:
    rows = measured(city.series)
    return rows.iloc[-1] if len(rows) else None


def _counted(city: City, **features: Hashable) -> Basis:
    """The basis of what is counted on the territorial series: its gas and vintage, and the years that it is of."""
    rows = measured(city.series)
    last = rows.iloc[-1]
    # Revised statistics change all years: a figure of another vintage is another figure.
    kept = {**features, "gas": str(last["gas"]), "vintage": str(last["vintage"])}
    return Basis.of(kept, series=frozenset([str(last["source_id"])]))


def _share(city: City, sector: str) -> float:
    last = _latest(city)
    return (
        0.0 if last is None or not last["total"] > 0 or pd.isna(last[sector]) else float(last[sector] / last["total"])
    )


def _per_person(city: City, column: str) -> Figure | None:
    last = _latest(city)
    if last is None or pd.isna(last[column]) or not last["population"] > 0:
        return None
    year = int(last["year"])
    return Figure(float(last[column] / last["population"]), _counted(city, year=year), year)


def _change(city: City, base: int) -> Figure | None:
    rows = measured(city.series)
    if len(rows) < 2:
        return None
    chosen = rows[rows["year"] == base]
    first, last = (chosen if len(chosen) else rows).iloc[0], rows.iloc[-1]
    start, end = int(first["year"]), int(last["year"])
    if start >= end or not first["total"] > 0:
        return None
    value = float(last["total"] / first["total"] - 1)
    return Figure(value, _counted(city, first=start, year=end), end, detail=(start, end))


def _long_pace(series: pd.DataFrame) -> Pace | None:
    rows = measured(series)
    rows = rows[rows["year"] >= TREND_START]
    # With the fewest points that make a line there is no telling how sure it is.
    return recent_pace(rows["year"], rows["total"], n=len(rows)) if len(rows) > LEAST_POINTS else None


def _pace(city: City, pace: Pace | None) -> Figure | None:
    if pace is None:
        return None
    years = (pace.first_year, pace.last_year)
    basis = _counted(city, first=years[0], year=years[1])
    return Figure(pace.rate, basis, years[1], pace.low, pace.high, detail=years)


def _largest(city: City) -> Figure | None:
    shares = {sector: _share(city, sector) for sector in SECTORS}
    name = max(shares, key=lambda sector: shares[sector])
    last = _latest(city)
    if last is None or not shares[name]:
        return None
    year = int(last["year"])
    return Figure(shares[name], _counted(city, sector=name, year=year), year, detail=(name,))


def _sustainable(city: City) -> Figure | None:
    if city.survey is None:
        return None
    share, _ = modal_share.sustainable(city.survey.of())
    return None if share is None else Figure(share / 100, modal_share.basis(city.survey), city.survey.year)


def _scope(city: City, number: str) -> Figure | None:
    """A scope per person, where the inventory is of the whole municipality: of another area its people are not ours."""
    its = city.inventory
    found = its.scope(number).main if its is not None else None
    if its is None or found is None or its.boundary != "municipality" or not city.people:
        return None
    return Figure(found.tonnes / city.people, scopes.basis(its, side_by_side=True), its.year)


def _asked(city: City) -> Figure | None:
    """The change a year that the nearest goal ahead asks for; of a range what its stricter end does.

    A budget without a last year asks for a pace for ever: it is no goal ahead that another's could be held against.
    """
    if city.goals.empty:
        return None
    known = city.goals["required_pace_high"].notna() & city.goals["target_year"].notna()
    ahead = city.goals[known & city.goals["verdict"].isin(["on_track", "behind"])]
    if ahead.empty:
        return None
    first = ahead.sort_values("target_year", kind="stable").iloc[0]
    year = int(first["target_year"])
    features = {"target_year": year, "from": int(first["latest_year"]), "per_person": bool(first["per_person"])}
    return Figure(-float(first["required_pace_high"]), Basis.of(features), year, detail=(year,))


def _versions(city: City) -> Figure | None:
    """How many contract versions the sources say that it has signed; none known is a gap and no nought."""
    if not city.versions:
        return None
    return Figure(float(len(city.versions)), Basis.of({}), detail=tuple(sorted(city.versions)))
