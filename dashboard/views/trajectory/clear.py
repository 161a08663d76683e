"""Where words on the latest figure of view ``trajectory`` stand clear of the points around it."""

from typing import Any

from dashboard.views.trajectory.canvas import Canvas

#: How far from their point words stand at least, and at most, in pixels.
NEAREST, FARTHEST = 12.0, 40.0


def clear_of(canvas: Canvas, row: Any, others: list[Any], reach: float, *, below: bool) -> dict[str, Any]:
    """Where two lines of words stand clear of the points so many years around: above their point, or else below."""
    apart = [(other.value - row.value) / canvas.pixels(1) for other in others if abs(other.year - row.year) <= reach]
    high = 2 * canvas.line
    up, down = _free(apart, high), _free([-distance for distance in apart], high)
    if below and down < up and canvas.y(row.value) * canvas.divisor > canvas.pixels(down + 2 * canvas.line):
        return {"yshift": -down, "yanchor": "top"}
    # Far above their point words would belong to another one.
    return {"yshift": up if up <= FARTHEST else NEAREST, "yanchor": "bottom"}


def _free(distances: list[float], high: float) -> float:
    """The least distance in pixels at which words so high are clear of points at these distances, in one direction."""
    shift = NEAREST
    for distance in sorted(distances):
        if shift - 8 < distance < shift + high + 4:
            shift = distance + 10
    return shift
