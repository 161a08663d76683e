"""Who is like a municipality: how near others lie in what they are, never who does better.

Each component is a distance from nought (alike) to one (as far as counts), the same from either side:

- ``group``: nought in the same SKR group, else one;
- ``people``: how many times as many people the larger has, on a logarithmic scale; one at :data:`PEOPLE_RANGE` times;
- ``mix``: how large a part of the emissions stands in other sectors (half the sum of the shares' differences);
- ``pace``: the difference of the paces; one at :data:`PACE_RANGE` (a fraction a year).

The nearness is their mean by the reader's weights. A component that either lacks is left out of it, and is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.tables.vocabulary import SECTORS

COMPONENTS = ("group", "people", "mix", "pace")
#: How much each component counts when the reader says nothing, and the most that it may.
DEFAULTS: Mapping[str, int] = {"group": 2, "people": 1, "mix": 1, "pace": 1}
MOST = 3
#: So many times as many people is as far apart as counts.
PEOPLE_RANGE = 10.0
#: So many percentage points a year (as a fraction) are as far apart as counts; half of all pairs lie within 0.015.
PACE_RANGE = 0.04
#: How many peers there are at least and at most, and the step in distance that ends the list between the two.
LEAST, GREATEST, GAP = 5, 7, 0.05
#: A component nearer than this is a reason; one farther is what sets the two apart.
NEAR = 0.25

Faster = Literal["faster", "slower", "unsure", "unknown"]


@dataclass(frozen=True)
class Part:
    """A component of two municipalities' distance: ``distance`` 0…1, ``weight`` as asked for."""

    name: str
    distance: float
    weight: float

    @property
    def nearness(self) -> float:
        """How much it draws the two together."""
        return self.weight * (1 - self.distance)

    @property
    def is_near(self) -> bool:
        """Whether it is a reason to call the two alike."""
        return self.distance <= NEAR


@dataclass(frozen=True)
class Peer:
    """A municipality (``code``) near another: how far (0…1), by what, and whether its emissions fall faster.

    ``parts`` are the components that count, what draws the two together most first; ``missing`` those that count and
    are not known of both. ``faster`` compares the paces' 95 % intervals: only where they lie apart is it certain.
    """

    code: str
    distance: float
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    faster: Faster


def heeded(weights: Mapping[str, int]) -> tuple[dict[str, int], bool]:
    """The weights that are used, clamped, and whether they are the reader's: where none counts, they are the usual."""
    asked = {name: min(max(int(weights.get(name, DEFAULTS[name])), 0), MOST) for name in COMPONENTS}
    return (asked, True) if any(asked.values()) else (dict(DEFAULTS), False)


def distances(known: pd.DataFrame, code: str) -> pd.DataFrame:
    """Every component's distance (0…1; missing where either lacks it) from ``code`` to each of the municipalities.

    ``known`` is :func:`dashboard.model.features.features`. Index as there, the municipality itself among them.
    """
    own: Any = known.loc[code]
    out = pd.DataFrame(index=known.index)
    both = (known["group"] != "") & (own["group"] != "")
    out["group"] = (known["group"] != own["group"]).astype("float64").where(both)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(np.log(known["people"].to_numpy(dtype="float64") / float(own["people"])))
    out["people"] = np.minimum(ratio / np.log(PEOPLE_RANGE), 1.0)
    shares = known[list(SECTORS)].to_numpy(dtype="float64")
    ours = own[list(SECTORS)].to_numpy(dtype="float64")
    apart = np.abs(np.nan_to_num(shares) - np.nan_to_num(ours)).sum(axis=1) / 2
    out["mix"] = np.where(np.isnan(shares).all(axis=1) | np.isnan(ours).all(), np.nan, np.minimum(apart, 1.0))
    out["pace"] = ((known["pace"] - float(own["pace"])).abs() / PACE_RANGE).clip(upper=1.0)
    return out[list(COMPONENTS)]


def peers(known: pd.DataFrame, code: str, weights: Mapping[str, int]) -> list[Peer]:
    """The five to seven municipalities nearest to ``code``, the nearest first: an order of likeness, not of merit.

    After the fifth the list ends where the next lies more than :data:`GAP` beyond the one before. Fewer where there
    are fewer to choose from; those of whom nothing that counts is known are none of them.
    """
    used, _ = heeded(weights)
    apart = distances(known, code).drop(index=code)
    scale = pd.Series(used, dtype="float64")
    told = apart.notna().mul(scale, axis=1).sum(axis=1)
    mean = (apart.fillna(0.0).mul(scale, axis=1).sum(axis=1) / told.where(told > 0)).dropna()
    order = mean.sort_values(kind="stable")
    found: list[Peer] = []
    nearest = order.head(GREATEST)
    for other, distance in zip(map(str, nearest.index), nearest.tolist(), strict=True):
        if len(found) >= LEAST and distance - found[-1].distance > GAP:
            break
        row: Any = apart.loc[other]
        parts = [Part(name, float(row[name]), scale[name]) for name in COMPONENTS if used[name] and row[name] >= 0]
        missing = tuple(name for name in COMPONENTS if used[name] and not row[name] >= 0)
        ordered = tuple(sorted(parts, key=lambda part: -part.nearness))
        found.append(Peer(other, distance, ordered, missing, faster(known.loc[other], known.loc[code])))
    return found


def faster(one: Any, other: Any) -> Faster:
    """Whether ``one``'s emissions fall faster than ``other``'s, for certain: where the paces' intervals lie apart."""
    ends = [float(row[name]) for row in (one, other) for name in ("pace_low", "pace_high")]
    if np.isnan(ends).any():
        return "unknown"
    low, high, other_low, other_high = ends
    if high < other_low:
        return "faster"
    return "slower" if low > other_high else "unsure"
