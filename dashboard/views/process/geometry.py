"""The transition map's geometry: a spiral from the arena outwards, cut into a gate and six phases.

All lengths are pixels of the smallest picture of a size class; a wider screen scales positions and leaves marks and
text as they are, so that what is apart here is further apart there. Angles are degrees clockwise from where the gate
begins, just left of twelve o'clock.
"""

import math
from dataclasses import dataclass, field

from dashboard.model.process import FIRST_LAP, LAST_LAP

Point = tuple[float, float]
#: The gate: signed or joined, phase not reported. It belongs to no phase.
GATE = 44.0
SECTOR = (360.0 - GATE) / 6
#: Laps to come carry no marks and stand closer.
TO_COME = 0.35


@dataclass(frozen=True)
class Spiral:
    """One lap a contract version, the first innermost; ``inner`` and ``outer`` are radii, ``latest`` the lap walked."""

    inner: float
    outer: float
    latest: int
    laps: tuple[int, ...] = field(default=tuple(range(FIRST_LAP, LAST_LAP + 1)))

    def band(self, lap: int) -> float:
        """How broad a lap is."""
        shares = [self._share(each) for each in self.laps]
        return self._share(lap) * (self.outer - self.inner) / sum(shares)

    def _share(self, lap: int) -> float:
        return 1.0 if lap <= self.latest else TO_COME

    def radius(self, lap: int, angle: float) -> float:
        """How far out the thread runs in a lap at an angle."""
        before = sum(self.band(each) for each in self.laps if each < lap)
        return self.inner + before + self.band(lap) * angle / 360

    def point(self, lap: int, angle: float, *, lane: float = 0.0) -> Point:
        """A place on the thread, or ``lane`` pixels outside it."""
        return polar(self.radius(lap, angle) + lane, angle)

    def line(self, lap: int, *, start: float = 0.0, end: float = 360.0, step: float = 4.0) -> list[Point]:
        """The thread through a lap, as a line that looks round."""
        count = max(2, math.ceil((end - start) / step) + 1)
        return [self.point(lap, start + (end - start) * i / (count - 1)) for i in range(count)]


def polar(radius: float, angle: float) -> Point:
    """A radius and an angle as x and y, y upwards."""
    turn = math.radians(angle - GATE / 2)
    return radius * math.sin(turn), radius * math.cos(turn)


def sector(phase: int | None) -> tuple[float, float]:
    """Where a phase begins and ends; without one, the gate."""
    if phase is None:
        return 0.0, GATE
    start = GATE + (phase - 1) * SECTOR
    return start, start + SECTOR


def wedge(start: float, end: float, radius: float) -> list[Point]:
    """The outline of a sector, from the centre and back."""
    steps = max(2, math.ceil((end - start) / 4))
    rim = [polar(radius, start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(0.0, 0.0), *rim, (0.0, 0.0)]


@dataclass(frozen=True)
class Box:
    """A rectangle on the picture: what no other may touch."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: "Box", *, least: float = 0.0) -> bool:
        """Whether the two come nearer than ``least``."""
        return (
            self.left < other.right + least
            and other.left < self.right + least
            and self.bottom < other.top + least
            and other.bottom < self.top + least
        )


def around(point: Point, size: float, *, scale: float = 1.0) -> Box:
    """The box of a mark of a size at a place, the place scaled."""
    x, y = point[0] * scale, point[1] * scale
    return Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def slots(
    spiral: Spiral, lap: int, span: tuple[float, float], count: int, *, size: float, gap: float
) -> list[Point] | None:
    """Places for ``count`` marks of a size in a cell, along the arc without touching; None where they do not fit.

    One row stands on the thread itself; more rows share the lap's breadth. Rows fill from the inside out, evenly.
    """
    start, end = span
    pitch = size + gap
    most = max(1, int((spiral.band(lap) - gap) // pitch))
    for rows in range(1, most + 1):
        lanes = [(i - (rows - 1) / 2) * pitch for i in range(rows)]
        room = [_room(spiral, lap, start, end, lane, pitch) for lane in lanes]
        if sum(room) >= count:
            return [
                place
                for lane, own in zip(lanes, _shared(count, room), strict=True)
                for place in _row(spiral, lap, start, end, lane, own, pitch)
            ]
    return None


def _room(spiral: Spiral, lap: int, start: float, end: float, lane: float, pitch: float) -> int:
    """How many marks a row holds; the tightest place of the arc decides. Two marks apart need a chord, not an arc."""
    radius = spiral.radius(lap, start) + lane
    if radius <= pitch:
        return 0
    turn = 2 * math.degrees(math.asin(min(1.0, pitch / (2 * radius))))
    return int((end - start) // turn)


def _shared(count: int, room: list[int]) -> list[int]:
    """Marks over rows in proportion to their room."""
    left, out = count, []
    for i, own in enumerate(room):
        fair = round(left * own / max(1, sum(room[i:])))
        # What the rows after cannot take must stand here.
        out.append(min(own, max(fair, left - sum(room[i + 1 :]))))
        left -= out[-1]
    return out


def _row(spiral: Spiral, lap: int, start: float, end: float, lane: float, count: int, pitch: float) -> list[Point]:
    if not count:
        return []
    radius = spiral.radius(lap, start) + lane
    # Evenly, but no further apart than three marks: a few belong together.
    step = min((end - start) / count, 3 * math.degrees(pitch / radius))
    middle = (start + end) / 2
    return [spiral.point(lap, middle + (i - (count - 1) / 2) * step, lane=lane) for i in range(count)]
