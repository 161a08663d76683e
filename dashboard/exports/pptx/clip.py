"""Areas and lines cut to a rectangle: what lies outside an enlarged part of a map is not drawn over its neighbour."""

from collections.abc import Callable
from itertools import pairwise

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


def area(points: list[Point], within: Rectangle) -> list[Point]:
    """A polygon's part within left, top, right and bottom, by Sutherland and Hodgman; empty where there is none."""
    left, top, right, bottom = within
    edges: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, left, float.__ge__), (0, right, float.__le__), (1, top, float.__ge__), (1, bottom, float.__le__),
    ]  # fmt: skip
    for axis, edge, inside in edges:
        if not points or all(inside(point[axis], edge) for point in points):
            continue
        kept: list[Point] = []
        for before, here in zip([points[-1], *points[:-1]], points, strict=True):
            if inside(here[axis], edge) != inside(before[axis], edge):
                kept.append(_crossing(before, here, axis, edge))
            if inside(here[axis], edge):
                kept.append(here)
        points = kept
    return points


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    part = (edge - one[axis]) / (other[axis] - one[axis])
    x, y = (one[n] + part * (other[n] - one[n]) for n in (0, 1))
    return (edge, y) if axis == 0 else (x, edge)


def line(points: list[Point], within: Rectangle) -> list[list[Point]]:
    """A line's parts within the rectangle, by Liang and Barsky a step at a time."""
    out: list[list[Point]] = []
    open_part = False
    for one, other in pairwise(points):
        cut = _segment(one, other, within)
        if cut is None:
            open_part = False
            continue
        start, end = cut
        if open_part and start == one:
            out[-1].append(end)
        else:
            out.append([start, end])
        open_part = end == other
    return out


def _segment(one: Point, other: Point, within: Rectangle) -> tuple[Point, Point] | None:
    left, top, right, bottom = within
    dx, dy = other[0] - one[0], other[1] - one[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, one[0] - left), (dx, right - one[0]), (-dy, one[1] - top), (dy, bottom - one[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    ends = [one if part == 0 else other if part == 1 else (one[0] + part * dx, one[1] + part * dy)
            for part in (first, last)]  # fmt: skip
    return ends[0], ends[1]
