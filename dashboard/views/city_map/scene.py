"""What view ``city-map`` hands from its frame to its picture: the rows, and what belongs to none of them."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.model.membership import Counts
from dashboard.state import ViewState
from dashboard.theme import SIZES
from dashboard.views.base import SCREEN_ROOM
from dashboard.views.city_map.ground import Ground

Row = dict[Any, Any]


@dataclass(frozen=True, eq=False)
class Told:
    """What the whole map rests on: ground, layer, pairs of twins, counts; with a measure its year, the year compared
    with, and the inner limits of its classes (none in a layer of roles).
    """

    ground: Ground | None
    layer: str
    pairs: tuple[Row, ...]
    counts: Counts
    year: int | None
    base: int | None
    limits: tuple[float, ...]
    #: Whether there are so many municipalities that only the chosen ones are told one by one.
    many: bool = False

    def __deepcopy__(self, memo: object) -> "Told":
        """It is never changed: pandas, which copies ``attrs`` deeply at every step, may keep it as it is."""
        return self


def told(frame: pd.DataFrame) -> Told:
    """What the view's ``select`` put on the frame beside its rows."""
    found: Told = frame.attrs["map"]
    return found


@dataclass(frozen=True, eq=False)
class Scene:
    """The frame's rows as records, with what they rest on and how they are looked at."""

    rows: tuple[Row, ...]
    told: Told
    ground: Ground
    state: ViewState

    @property
    def measure(self) -> bool:
        """Whether a figure colours the map, and not the roles."""
        return bool(self.told.limits)

    @property
    def many(self) -> bool:
        """Whether there are so many municipalities that only the chosen ones are told one by one."""
        return self.told.many

    @property
    def unit(self) -> float:
        """How large a mode's text is beside a page's: everything in the picture grows with it."""
        return SIZES[self.state.mode][0] / SIZES["page"][0]

    @property
    def calm(self) -> bool:
        """Whether it is read from across a room, so that what is beside the point is left out."""
        return self.state.size in SCREEN_ROOM

    def codes(self, flag: str) -> set[str]:
        """The codes of the rows for which ``lit`` or ``chosen`` holds."""
        return {row["code"] for row in self.rows if row[flag]}


def scene(frame: pd.DataFrame, state: ViewState) -> Scene:
    """The scene of a frame that is not empty."""
    what = told(frame)
    if what.ground is None:
        raise ValueError("a map without boundaries cannot be drawn")
    return Scene(tuple(frame.to_dict("records")), what, what.ground, state)
