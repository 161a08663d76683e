"""What view ``scopes`` shows in a state: which inventories, in which order and in which groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.i18n import alphabetical
from dashboard.model.comparison import Basis, Comparison, compare, groups
from dashboard.model.scopes import SCOPES, Inventory, basis, inventories, latest
from dashboard.model.scopes_reference import Reference, reference
from dashboard.state import ViewState

COLUMNS = [
    "code", "slug", "name", "year", "reported", "scope", "part", "sector", "tonnes", "protocol", "gases", "boundary",
    "verified", "certainty", "note", "source_id", "territorial", "territorial_status",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An inventory with whose it is, and the territorial total of its year where there is one."""

    inventory: Inventory
    slug: str
    name: str
    reference: Reference | None
    #: Whether the territorial total is an estimate rather than a measurement.
    is_estimate: bool = False


def entries(frame: pd.DataFrame, state: ViewState) -> list[Entry]:
    """The inventories to show: one city's all, newest first; else the latest of each.

    Several cities stand in the reader's order, and all of them in the alphabet's: never in that of their figures.
    """
    if frame.empty:
        return []
    found = inventories(frame)
    if not state.city:
        found = latest(found)
    named = frame.drop_duplicates("code").set_index("code")
    totals = {
        (str(code), int(year)): (float(total), status == "estimated")
        for code, year, total, status in zip(
            *(frame[name] for name in ("code", "year", "territorial", "territorial_status")), strict=True
        )
    }
    out = []
    for each in found:
        total, is_estimate = totals[each.code, each.year]
        slug, name = str(named.at[each.code, "slug"]), str(named.at[each.code, "name"])
        out.append(Entry(each, slug, name, reference(each, total), is_estimate))
    if not state.cities:
        return sorted(out, key=lambda one: alphabetical(one.name))
    return sorted(out, key=lambda one: state.cities.index(one.slug))


def bases(shown: Sequence[Entry], state: ViewState) -> list[Basis]:
    """Each one's basis; between cities the year and the scopes are of it too."""
    return [basis(one.inventory, side_by_side=not state.city) for one in shown]


def parted(shown: Sequence[Entry], state: ViewState) -> list[list[int]]:
    """The places of the inventories in groups that may be compared; between cities the reader's order is kept."""
    own = bases(shown, state)
    if state.city:
        return groups(own)
    out: list[list[int]] = []
    for place, one in enumerate(own):
        if out and all(compare(own[other], one).comparable for other in out[-1]):
            out[-1].append(place)
        else:
            out.append([place])
    return out


def against_above(own: Sequence[Basis], several: Sequence[Sequence[int]], place: int) -> Comparison | None:
    """What sets a group apart from the one above it: the first pair that may not be compared; None of the first."""
    if not place:
        return None
    pairs = [compare(own[one], own[other]) for one in several[place] for other in several[place - 1]]
    return next((found for found in pairs if not found.comparable), pairs[0])


def differing(own: Sequence[Basis]) -> list[str]:
    """The features in which any two differ, or may, in the order in which they are told."""
    found = {name for place, one in enumerate(own) for other in own[:place] for name in compare(one, other).features}
    return [name for name, _ in own[0].features if name in found] if own else []


def highest(shown: Sequence[Entry]) -> float:
    """The greatest amount in tonnes that the picture must hold; 1 where all are nought."""
    amounts = [one.reference.territorial for one in shown if one.reference]
    for one in shown:
        for number in SCOPES:
            scope = one.inventory.scope(number)
            amounts += [figure.tonnes for figure in (scope.main, scope.grid) if figure]
    return max(amounts, default=0.0) or 1.0
