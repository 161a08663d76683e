"""Greenhouse gas inventories by scope: what a municipality reports itself, figure by figure, and nothing added up.

Scopes are never added to each other here, and energy delivered to a grid is never added to a scope: its emissions
are in somebody's scope 2 already.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from dashboard.model.comparison import Basis, compare, text

Status = Literal["reported", "zero", "grid_only", "not_split", "not_reported"]
SCOPES = ("1", "2", "3")
#: What an inventory is counted on, in the order in which it is told; side by side, also the year and the scopes.
FEATURES = ("protocol", "gases", "boundary", "grid", "verified")
SIDE_BY_SIDE = ("year", *FEATURES, "scopes")


@dataclass(frozen=True)
class Figure:
    """One reported figure in tonnes; ``is_disputed`` when the table calls it so, ``note`` as the table has it."""

    tonnes: float
    part: str
    is_disputed: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Scope:
    """One scope of an inventory.

    ``main`` is the figure without grid supply where one is given, else the scope's total; ``grid`` what is delivered
    to a grid, told apart; ``whole`` a stated total beside a main figure without grid supply. None is not reported.
    """

    number: str
    status: Status
    main: Figure | None = None
    grid: Figure | None = None
    whole: Figure | None = None


@dataclass(frozen=True)
class SectorFigure:
    """A sector's share of a scope: a part of the scope's figure, never added to it."""

    scope: str
    sector: str
    figure: Figure


@dataclass(frozen=True)
class Repeated:
    """The inventory whose figures an inventory gives again: the year they are about, and when they were reported."""

    year: int
    reported: int | None


@dataclass(frozen=True)
class Inventory:
    """One report of one accounting year. None is a thing that the source does not tell.

    ``again`` are the later years in which the same figures were reported for the same accounting year;
    ``repeats`` tells that they are those of another year, or of another method.
    """

    code: str
    year: int
    reported: int | None
    source_ids: tuple[str, ...]
    protocol: str | None
    gases: frozenset[str] | None
    boundary: str | None
    verified: str
    scopes: tuple[Scope, ...]
    basic: Figure | None = None
    basic_plus: Figure | None = None
    total: Figure | None = None
    sectors: tuple[SectorFigure, ...] = ()
    again: tuple[int, ...] = ()
    repeats: Repeated | None = None

    def scope(self, number: str) -> Scope:
        """The scope of a number, ``"1"`` to ``"3"``."""
        return self.scopes[SCOPES.index(number)]

    @property
    def repeats_year(self) -> int | None:
        """The other year whose figures are given again, if they are."""
        return self.repeats.year if self.repeats and self.repeats.year != self.year else None

    @property
    def reported_scopes(self) -> tuple[str, ...]:
        """The scopes that have a figure, a reported zero among them."""
        return tuple(each.number for each in self.scopes if each.main is not None)

    @property
    def grid(self) -> str | None:
        """``apart`` where what is delivered to grids is told apart; None where the source does not tell."""
        parts = {figure.part for each in self.scopes for figure in (each.main, each.grid) if figure is not None}
        return "apart" if parts - {"total"} or (self.total and self.total.part != "total") else None


def inventories(rows: pd.DataFrame) -> list[Inventory]:
    """The inventories of a table ``scopes``, newest first within each municipality, municipalities as they come.

    A report whose every figure an earlier report of the municipality gives is found here, by its figures alone: of
    the same accounting year, and of no basis that is known to differ, it is one inventory with it (``again``); else it
    stands with ``repeats``.
    """
    parted: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        reported = None if pd.isna(row["reported"]) else int(row["reported"])
        parted.setdefault((str(row["code"]), int(row["year"]), reported, str(row["source_id"])), []).append(
            {str(key): value for key, value in row.items()}
        )
    found: dict[str, list[Inventory]] = {}
    for key, own in parted.items():
        found.setdefault(key[0], []).append(_inventory(key, own))
    out: list[Inventory] = []
    for several in found.values():
        merged = _merged(sorted(several, key=lambda each: (_when(each), each.year)))
        out += sorted(merged, key=lambda each: (each.year, _when(each)), reverse=True)
    return out


def latest(several: Sequence[Inventory]) -> list[Inventory]:
    """Each municipality's newest inventory: the latest accounting year, of that the latest report."""
    newest: dict[str, Inventory] = {}
    for each in several:
        kept = newest.get(each.code)
        if kept is None or (each.year, _when(each)) > (kept.year, _when(kept)):
            newest[each.code] = each
    return list(newest.values())


def _when(inventory: Inventory) -> int:
    """The year of the report; where it is not told, the earliest that it can be."""
    return inventory.year if inventory.reported is None else inventory.reported


def _inventory(key: tuple[Any, ...], rows: Sequence[Mapping[str, Any]]) -> Inventory:
    code, year, reported, source_id = key
    whole = [row for row in rows if text(row["sector"]) is None]
    figures = {(str(row["scope"]), str(row["part"])): _figure(row) for row in whole}
    # The scopes' own rows tell the basis: of the method's totals only the method's name is known.
    told = sorted(whole or rows, key=lambda row: (str(row["scope"]) not in (*SCOPES, "total"), str(row["scope"])))[0]
    gases = text(told["gases"])
    return Inventory(
        code=code,
        year=year,
        reported=reported,
        source_ids=(source_id,),
        protocol=text(told["protocol"]),
        gases=frozenset(gas.strip() for gas in gases.split(",")) if gases else None,
        boundary=text(told["boundary"]),
        verified=text(told["verified"]) or "unknown",
        scopes=tuple(_scope(number, figures) for number in SCOPES),
        basic=_main(figures, "basic"),
        basic_plus=_main(figures, "basic_plus"),
        total=_main(figures, "total"),
        sectors=tuple(
            SectorFigure(str(row["scope"]), str(row["sector"]), _figure(row))
            for row in rows
            if text(row["sector"]) is not None
        ),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(float(row["tonnes"]), str(row["part"]), row["certainty"] == "disputed", text(row["note"]))


def _main(figures: Mapping[tuple[str, str], Figure], scope: str) -> Figure | None:
    """The figure without grid supply where there is one, else the total."""
    return figures.get((scope, "excluding_grid_supply")) or figures.get((scope, "total"))


def _scope(number: str, figures: Mapping[tuple[str, str], Figure]) -> Scope:
    main, grid = _main(figures, number), figures.get((number, "grid_supply"))
    whole = figures.get((number, "total"))
    status: Status
    if main is not None:
        status = "zero" if main.tonnes == 0 else "reported"
    elif grid is not None:
        status = "grid_only"
    else:
        status = "not_reported" if any(scope in SCOPES for scope, _ in figures) else "not_split"
    return Scope(number, status, main, grid, whole if whole is not main else None)


def _amounts(inventory: Inventory) -> dict[Hashable, float]:
    """Every figure of an inventory but its sectors', by what it is a figure of."""
    out: dict[Hashable, float] = {
        (each.number, figure.part): figure.tonnes
        for each in inventory.scopes
        for figure in (each.main, each.grid, each.whole)
        if figure is not None
    }
    stated = {"basic": inventory.basic, "basic_plus": inventory.basic_plus, "total": inventory.total}
    return out | {name: figure.tonnes for name, figure in stated.items() if figure is not None}


def _merged(several: Sequence[Inventory]) -> list[Inventory]:
    """A municipality's inventories in the order of their reports, with those that give earlier figures again marked."""
    out: list[Inventory] = []
    for each in several:
        amounts = _amounts(each)
        # Noughts alone are no figure that can be known again.
        known = [
            place
            for place, earlier in enumerate(out)
            if any(amounts.values()) and _when(earlier) < _when(each) and amounts.items() <= _amounts(earlier).items()
        ]
        same = next((place for place in known if out[place].year == each.year), None)
        if same is not None and not any(one.is_known for one in compare(basis(out[same]), basis(each)).differences):
            before = out[same]
            sources = tuple(dict.fromkeys((*before.source_ids, *each.source_ids)))
            sectors = before.sectors or each.sectors
            out[same] = replace(before, again=(*before.again, _when(each)), source_ids=sources, sectors=sectors)
        elif known:
            first = out[known[0]]
            origin = first.repeats or Repeated(first.year, first.reported)
            out.append(replace(each, repeats=origin))
        else:
            out.append(each)
    return out


def _features(inventory: Inventory) -> dict[str, Hashable]:
    return {name: getattr(inventory, name) for name in FEATURES}


def basis(inventory: Inventory, *, side_by_side: bool = False) -> Basis:
    """What an inventory is counted on: protocol, gases, boundary, grid supply and whether it was verified.

    ``side_by_side`` adds the accounting year and the scopes reported, which set two municipalities' inventories apart
    and not two years of one's own. That nothing is known of a verification is a value of the table's. Inventories of
    one document, and a figure given again with its first, are in one series.
    """
    features = _features(inventory)
    if side_by_side:
        features = {"year": inventory.year, **features, "scopes": inventory.reported_scopes}
    series: set[Hashable] = set(inventory.source_ids)
    origin = inventory.repeats or Repeated(inventory.year, inventory.reported)
    series.add((inventory.code, origin))
    # A CDP release holds many cities' own reports: only within one city is it one publisher's series.
    return Basis.of(features, series=frozenset((inventory.code, name) for name in series))
