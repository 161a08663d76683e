"""Where every mark of the transition map stands: what shares a cell is spread along it, or gathered in one bubble."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM
from dashboard.views.process.geometry import GATE, Point, Spiral, sector, slots

#: A cell is a lap and a phase; no phase is the gate.
Cell = tuple[int, int | None]


@dataclass(frozen=True)
class Measures:
    """The picture of a size class in pixels, as it is on the narrowest screen of the class."""

    width: float
    #: Room above and below the circle's square, for the phases' names.
    above: float
    #: Where the thread begins and ends.
    inner: float
    outer: float
    #: Sizes of a city's mark, of a piece of evidence, of a bubble, and of type.
    mark: float
    dot: float
    bubble: float
    type: int
    #: How much larger than its smallest the picture may become: it sets the figure's height.
    grows: float
    #: The type of a city's name on a screen, which is read from afar; nought elsewhere, where it is ``type``.
    name: int = 0

    @property
    def top(self) -> float:
        """How far the picture's upper edge lies from the circle's centre."""
        return self.width / 2 + self.above


WIDE = Measures(490, 0, 52, 222, 14, 8.5, 21, 13, 1.12)
NARROW = Measures(276, 25, 26, 117, 12, 8, 16, 12, 1.12)
#: On a screen a picture is as large as its room. Lying, the circle takes all of the height, and words stand beside it.
LANDSCAPE = Measures(612, -78, 50, 217, 18, 8.5, 21, 13, 1, 16)
#: Standing, as large a circle as the rows of the legend below leave; a row's height.
STANDING = Measures(418, 0, 37, 0, 14, 8, 16, 13, 1, 15)
ROW = 18


def measures(state: ViewState, *, rows: int = 2) -> Measures:
    """The measures of the state's size; ``rows`` is how many rows the legend of a standing screen has."""
    if state.size == "portrait":
        top = (SCREEN_ROOM["portrait"][1] - rows * ROW - 2) / 2
        return replace(STANDING, above=top - STANDING.width / 2, outer=top - 5)
    return {"narrow": NARROW, "landscape": LANDSCAPE}.get(state.size, WIDE)


@dataclass(frozen=True)
class Mark:
    """One mark in its place: rows of the frame, alone or gathered in a bubble."""

    point: Point
    size: float
    rows: tuple[dict[str, Any], ...]
    gathered: bool


def labelled(spiral: Spiral, room: Measures) -> tuple[int, ...]:
    """The laps whose year is written: each one walked and the last; on a phone the latest and the last."""
    if room is NARROW:
        return (spiral.latest, spiral.laps[-1])
    return (*(lap for lap in spiral.laps if lap <= spiral.latest), spiral.laps[-1])


def span_of(spiral: Spiral, cell: Cell, room: Measures) -> tuple[float, float]:
    """The part of a cell that marks may stand in: beside the signing in the gate, and before the year's label."""
    lap, phase = cell
    start, end = sector(phase)
    if phase is None:
        return start + GATE * 0.6, end - GATE * 0.06
    edge = math.degrees((room.dot / 2) / spiral.radius(lap, start))
    if phase == 6 and lap in labelled(spiral, room):
        label = math.degrees(room.type * 3.1 / spiral.radius(lap, end))
        end = min(end, 360 + GATE / 2 - label)
    return start + edge, max(end - edge, start + 2 * edge)


def placed(
    spiral: Spiral, cell: Cell, rows: Sequence[dict[str, Any]], room: Measures, *, size: float
) -> list[Mark] | None:
    """A mark each for the rows of a cell, where they fit at that size; None where they do not."""
    found = slots(spiral, cell[0], span_of(spiral, cell, room), len(rows), size=size, gap=1.5)
    if found is None:
        return None
    return [Mark(point, size, (row,), False) for point, row in zip(found, rows, strict=True)]


def bubble(
    spiral: Spiral, cell: Cell, rows: Sequence[dict[str, Any]], room: Measures, taken: Sequence[Mark], *, size: float
) -> Mark:
    """One mark for all rows of a cell, where along the arc it touches least of what stands already."""
    start, end = span_of(spiral, cell, room)
    # To and fro from lap to lap, so that neighbouring bubbles mostly keep apart without any search.
    best = 0.5 if cell[1] is None else 0.32 if cell[0] % 2 else 0.68
    shares = sorted((i / 16 for i in range(17)), key=lambda share: abs(share - best))
    places = [spiral.point(cell[0], start + (end - start) * share) for share in shares]
    return Mark(min(places, key=lambda place: _pressed(place, size, taken)), size, tuple(rows), True)


def _pressed(place: Point, size: float, taken: Sequence[Mark]) -> float:
    """By how many pixels a mark of a size would overlap with others."""
    return sum(max(0.0, (size + mark.size) / 2 + 1 - math.dist(place, mark.point)) for mark in taken)


def by_cell(rows: Iterable[dict[str, Any]]) -> dict[Cell, list[dict[str, Any]]]:
    """Rows of the frame by the cell that they belong to."""
    out: dict[Cell, list[dict[str, Any]]] = {}
    for row in rows:
        out.setdefault((row["lap"], row["phase"]), []).append(row)
    return out
