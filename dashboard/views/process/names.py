"""Names beside marks: written where they fit, and left out where they would touch anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.views.process.geometry import Box, Point

#: A letter's breadth and a line's height, as shares of the type size; rather too much than too little.
LETTER, LINE = 0.6, 1.25
#: Where a name may stand beside its mark, best first: anchor, and the direction in which it is moved.
SIDES = (
    ("left", "middle", 1, 0),
    ("right", "middle", -1, 0),
    ("center", "bottom", 0, 1),
    ("center", "top", 0, -1),
    ("left", "bottom", 1, 1),
    ("right", "bottom", -1, 1),
    ("left", "top", 1, -1),
    ("right", "top", -1, -1),
)
#: How far from the mark's rim, in pixels: near where there is room, else a little further out.
AWAY = (3.0, 10.0, 18.0)
#: What is apart in the smallest picture of a class and in its largest is apart in between.
SCALES = (1.0, 1.12, 1.25)


@dataclass(frozen=True)
class Name:
    """A name in its place: the mark's point, and how the text is anchored there and moved."""

    text: str
    point: Point
    xanchor: str
    yanchor: str
    xshift: float
    yshift: float


def box_of(name: Name, size: float, *, scale: float = 1.0) -> Box:
    """The room that a name takes."""
    lines = name.text.split("<br>")
    width, height = max(map(len, lines)) * size * LETTER, len(lines) * size * LINE
    x, y = name.point[0] * scale + name.xshift, name.point[1] * scale + name.yshift
    left = {"left": x, "right": x - width, "center": x - width / 2}[name.xanchor]
    bottom = {"bottom": y, "top": y - height, "middle": y - height / 2}[name.yanchor]
    return Box(left, bottom, left + width, bottom + height)


def beside(text: str, point: Point, mark: float, away: Sequence[float] = AWAY) -> list[Name]:
    """The places where a name may stand beside a mark of a size, best first."""
    return [
        Name(text, point, xanchor, yanchor, x * (mark / 2 + far), y * (mark / 2 + far))
        for far in away
        for xanchor, yanchor, x, y in SIDES
    ]


def written(
    wanted: Sequence[tuple[str, Point, float]],
    taken: Sequence[tuple[Point, float]],
    fixed: Sequence[Name],
    *,
    size: float,
    width: float,
    height: float,
    always: int = 0,
    scales: Sequence[float] = SCALES,
    heavy: int = 1,
    away: Sequence[float] = AWAY,
) -> list[Name]:
    """The names that fit, in the order wanted: each touches no mark, no other name and no edge, at any of the scales.

    ``wanted`` are text, point and the mark's size; ``taken`` every mark's point and size; ``fixed`` what is written
    anyway. The first ``always`` are written in any case, in the place that touches least; another name counts as
    ``heavy`` marks there. ``away`` are the distances from a mark's rim that are tried.
    """
    kept: list[Name] = list(fixed)
    out: list[Name] = []
    for place, (text, point, mark) in enumerate(wanted):
        choices = beside(text, point, mark, away)
        touches = [_touching(one, point, taken, kept, size, width, height, scales, heavy) for one in choices]
        free = next((one for one, touched in zip(choices, touches, strict=True) if not any(touched)), None)
        if free is None and place < always:
            sums = [sum(_touching(one, point, taken, kept, size, width, height, scales, heavy)) for one in choices]
            free = choices[sums.index(min(sums))]
        if free is not None:
            kept.append(free)
            out.append(free)
    return out


def _touching(
    name: Name,
    own: Point,
    taken: Sequence[tuple[Point, float]],
    kept: Sequence[Name],
    size: float,
    width: float,
    height: float,
    scales: Sequence[float],
    heavy: int,
) -> Iterator[int]:
    """What a name in a place touches, one by one: whoever wants none stops at the first. Edges weigh most."""
    for scale in scales:
        box = box_of(name, size, scale=scale)
        half_x, half_y = width * scale / 2, height * scale / 2
        if box.left < -half_x or box.right > half_x or box.bottom < -half_y or box.top > half_y:
            yield 9
        for point, mark in taken:
            x, y, half = point[0] * scale, point[1] * scale, mark / 2 + 1
            if (
                box.left < x + half and x - half < box.right and box.bottom < y + half and y - half < box.top
                and point != own
            ):  # fmt: skip
                yield 1
        for one in kept:
            if box.touches(box_of(one, size, scale=scale), least=2):
                yield heavy
