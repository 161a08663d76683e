"""Names beside markers without collisions: greedy, the most important first, by estimated widths."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A letter's mean width and a line's height, in text sizes.
LETTER, LINE = 0.58, 1.25
#: Where a name may stand, best first: as Plotly says it, and which way it goes from the marker (right, up).
SIDES = (
    ("middle right", 1, 0),
    ("middle left", -1, 0),
    ("top center", 0, 1),
    ("bottom center", 0, -1),
    ("top right", 1, 1),
    ("bottom right", 1, -1),
    ("top left", -1, 1),
    ("bottom left", -1, -1),
)
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A marker at a place in pixels (y upwards) with its radius, and the name that it would like to bear.

    ``rank`` orders names, lowest first; a ``must`` is always named, on the side where it disturbs least.
    """

    x: float
    y: float
    radius: float
    name: str
    rank: int = 0
    must: bool = False
    #: How large its name is beside the others.
    scale: float = 1.0


def placed(
    spots: Sequence[Spot],
    *,
    size: float,
    within: Rect,
    taken: Iterable[Rect] = (),
    shunned: Sequence[Rect] = (),
    is_strict: bool = False,
) -> dict[int, str]:
    """The side (Plotly's ``textposition``) of each spot that gets its name, by its place in the list.

    ``size`` is the text size (px), ``within`` the room (west, south, east, north) and ``taken`` what else stands there;
    what is ``shunned`` (lines) a name crosses only where it has no better side. With ``is_strict`` not even a ``must``
    is named where it would cover something or leave the room.
    """
    marks = [_mark(spot) for spot in spots]
    used = list(taken)
    chosen: dict[int, str] = {}
    for index in sorted(range(len(spots)), key=lambda i: (not spots[i].must, spots[i].rank)):
        spot = spots[index]
        if not spot.name:
            continue
        # Only what lies around can be in the way.
        reach = box_of(spot, 1, 1, size)[2] - spot.x + spot.radius, 3 * LINE * size + spot.radius
        around = spot.x - reach[0], spot.y - reach[1], spot.x + reach[0], spot.y + reach[1]
        hard = [each for i, each in enumerate(marks) if i != index and _meets(around, each)]
        hard += [each for each in used if _meets(around, each)]
        soft = [each for each in shunned if _meets(around, each)]
        best: tuple[float, float, str, Rect] | None = None
        for side, right, up in SIDES:
            box = box_of(spot, right, up, size)
            covers = sum(_overlap(box, other) for other in hard) + 3 * _outside(box, within)
            cost = 10 * covers + sum(_overlap(box, other) for other in soft)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, covers, side, box)
            if cost <= 0:
                break
        if best is not None and (best[1] <= 0 or (spot.must and not is_strict)):
            chosen[index] = best[2]
            used.append(best[3])
    return chosen


def box_of(spot: Spot, right: int, up: int, size: float) -> Rect:
    """The rectangle that a name takes on a side of its marker, as Plotly puts it there."""
    gap = spot.radius / 0.8 + 1
    wide, high = len(spot.name) * LETTER * size * spot.scale, LINE * size * spot.scale
    west = spot.x + gap if right > 0 else spot.x - gap - wide if right < 0 else spot.x - wide / 2
    middle = spot.y + up * (gap + high / 2)
    return west, middle - high / 2, west + wide, middle + high / 2


def free(spot: Spot, used: Sequence[Rect], within: Rect, size: float) -> Rect | None:
    """The nearest rectangle for a spot's name that covers nothing in the room; None where none is near."""
    wide, high = len(spot.name) * LETTER * size * spot.scale + 4, LINE * size * spot.scale
    steps = [(dx * 6.0, dy * 6.0) for dx in range(-20, 21) for dy in range(-20, 21)]
    for dx, dy in sorted(steps, key=lambda step: step[0] ** 2 + step[1] ** 2):
        box = spot.x + dx - wide / 2, spot.y + dy - high / 2, spot.x + dx + wide / 2, spot.y + dy + high / 2
        if _outside(box, within) <= 1e-6 and not any(_meets(box, other) for other in used):
            return box
    return None


def _mark(spot: Spot) -> Rect:
    return spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius


def _meets(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _overlap(one: Rect, other: Rect) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Rect, room: Rect) -> float:
    """How much of a box lies outside the room (px²)."""
    return (box[2] - box[0]) * (box[3] - box[1]) - _overlap(box, room)
