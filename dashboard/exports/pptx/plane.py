"""Where a Plotly figure's coordinates lie on a slide: its axes, their shares of the picture, and its arrays."""

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.exports.pptx.shapes import Box


def values(data: Any) -> list[Any]:
    """A figure's array as a list, however it is held: a list, numpy's, or Plotly's ``{"dtype", "bdata"}``."""
    if data is None:
        return []
    if isinstance(data, dict):
        return list(np.frombuffer(base64.b64decode(data["bdata"]), dtype=np.dtype(data["dtype"])).tolist())
    if isinstance(data, np.ndarray):
        return list(data.tolist())
    return list(data) if isinstance(data, (list, tuple)) else [data]


@dataclass(frozen=True)
class Axis:
    """A straight way from values to points on the slide."""

    low: float
    high: float
    #: Where ``low`` and ``high`` lie.
    start: float
    end: float

    def at(self, value: float) -> float:
        """A value's place."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Plane:
    """A figure's axes on a box of the slide; ``scale`` is how many points a pixel of the figure is."""

    axes: dict[str, Axis]
    scale: float
    box: Box
    #: The plot's edges, of which coordinates on paper are parts: left, top, right, bottom.
    paper: tuple[float, float, float, float]

    def x(self, ref: str | None, value: float) -> float:
        """Where a value lies across, by the reference that a shape or note names (``x2``, ``paper``, ``x domain``)."""
        return self._place(ref or "x", value, self.paper[0], self.paper[2])

    def y(self, ref: str | None, value: float) -> float:
        """Where a value lies along, counted from the top; parts of the paper are counted from its foot."""
        return self._place(ref or "y", value, self.paper[3], self.paper[1])

    def _place(self, ref: str, value: float, start: float, end: float) -> float:
        name, _, domain = ref.partition(" ")
        axis = self.axes.get(name)
        if axis is not None and not domain:
            return axis.at(value)
        if axis is not None:
            start, end = axis.start, axis.end
        return start + value * (end - start)

    def window(self, trace: dict[str, Any]) -> tuple[float, float, float, float]:
        """The rectangle that a trace's axes span: left, top, right, bottom."""
        across, along = self.axes[trace.get("xaxis") or "x"], self.axes[trace.get("yaxis") or "y"]
        return (
            min(across.start, across.end), min(along.start, along.end),
            max(across.start, across.end), max(along.start, along.end),
        )  # fmt: skip


def plane(layout: dict[str, Any], room: tuple[float, float], box: Box) -> Plane:
    """The figure's plane, ``room`` (px) wide and high, as great as the box lets it be, at the box's top left."""
    width, height = room
    scale = min(box.width / width, box.height / height)
    margin = {side: float(layout.get("margin", {}).get(side, 0)) for side in "lrtb"}
    left, top = box.left + margin["l"] * scale, box.top + margin["t"] * scale
    right, bottom = box.left + (width - margin["r"]) * scale, box.top + (height - margin["b"]) * scale
    axes: dict[str, Axis] = {}
    for key in [key for key in layout if key.startswith("xaxis")]:
        number = key.removeprefix("xaxis")
        across, along = layout[key], layout.get(f"yaxis{number}", {})
        axes |= _pair(number, across, along, (left, top, right, bottom))
    return Plane(axes, scale, Box(box.left, box.top, width * scale, height * scale), (left, top, right, bottom))


def _pair(
    number: str, across: dict[str, Any], along: dict[str, Any], paper: tuple[float, float, float, float]
) -> dict[str, Axis]:
    """Two axes of a panel; where one is bound to the other, a step is as long on both."""
    left, top, right, bottom = paper
    from_x, to_x = (left + part * (right - left) for part in across.get("domain", (0.0, 1.0)))
    from_y, to_y = (bottom - part * (bottom - top) for part in along.get("domain", (0.0, 1.0)))
    x_low, x_high = (float(value) for value in across.get("range", (0.0, 1.0)))
    y_low, y_high = (float(value) for value in along.get("range", (0.0, 1.0)))
    bound = "scaleanchor" in across or "scaleanchor" in along
    step_x, step_y = (to_x - from_x) / abs(x_high - x_low), (from_y - to_y) / abs(y_high - y_low)
    if bound and not math.isclose(step_x, step_y, rel_tol=1e-3):
        step = min(step_x, step_y)
        wide, high = abs(x_high - x_low) * step, abs(y_high - y_low) * step
        share_x = {"left": 0.0, "right": 1.0}.get(across.get("constraintoward", ""), 0.5)
        share_y = {"top": 0.0, "bottom": 1.0}.get(along.get("constraintoward", ""), 0.5)
        # A range that is widened instead shows more of nothing: the drawing itself stands in the same place.
        from_x += (to_x - from_x - wide) * share_x
        to_y += (from_y - to_y - high) * share_y
        to_x, from_y = from_x + wide, to_y + high
    return {f"x{number}": Axis(x_low, x_high, from_x, to_x), f"y{number}": Axis(y_low, y_high, from_y, to_y)}
