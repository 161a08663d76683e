"""An inventory's scope 1 beside the territorial total of its year: how far apart, and what sets the two apart.

The one sum that is made of an inventory's figures is made here: scope 1 with what is delivered to grids.
"""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.model.comparison import Basis, Comparison, compare
from dashboard.model.scopes import Inventory, basis

#: The series counts all greenhouse gases together as carbon dioxide equivalents; our source does not list them.
TERRITORIAL_GASES = frozenset({"all"})


@dataclass(frozen=True)
class Reference:
    """The territorial total of an inventory's year, and scope 1 with what is delivered to grids held against it.

    Tonnes; ``scope_1`` and ``difference`` (scope 1 less the total) are None where scope 1 is not reported, ``share``
    (of the total) also where the total is nought. ``comparison`` tells what the two are counted on differently.
    """

    territorial: float
    scope_1: float | None
    is_sum: bool
    difference: float | None
    share: float | None
    comparison: Comparison


def territorial_basis() -> Basis:
    """What the territorial series is counted on: national statistics, all that is emitted within the border."""
    return Basis.of(
        {
            "protocol": "national_statistics",
            "gases": TERRITORIAL_GASES,
            "boundary": "municipality",
            "grid": "within",
        }
    )


def reference(inventory: Inventory, territorial: float | None) -> Reference | None:
    """The territorial total (t) of the inventory's own year beside scope 1; None where there is no such total.

    The total counts every chimney within the border, also a power or heating plant's. So it is held against scope 1
    with grid supply: the stated total, else our own sum of the two parts (``is_sum``), else the figure as it is.
    """
    if territorial is None or pd.isna(territorial):
        return None
    first = inventory.scope("1")
    own = basis(inventory)
    amount, is_sum = None, False
    if first.main is not None:
        amount = first.main.tonnes
        with_grid = first.main.part == "excluding_grid_supply" and (first.whole or first.grid)
        if with_grid:
            is_sum = first.whole is None
            amount = first.whole.tonnes if first.whole else amount + (first.grid.tonnes if first.grid else 0.0)
            features = tuple((name, "within" if name == "grid" else value) for name, value in own.features)
            own = replace(own, features=features)
    total = float(territorial)
    difference = None if amount is None else amount - total
    apart = compare(own, territorial_basis())
    # Of two areas a part of one is no share of the other.
    share = difference / total if difference is not None and total > 0 and "boundary" not in apart.features else None
    return Reference(total, amount, is_sum, difference, share, apart)
