"""A figure's legend, drawn as the figure's own words and marks."""

from typing import Any

from dashboard.exports.pptx import marks
from dashboard.exports.pptx.ink import ink, read
from dashboard.exports.pptx.notes import PITCH, written
from dashboard.exports.pptx.plane import Plane
from dashboard.exports.pptx.shapes import Paint, Pen, freeform

#: How far a legend's marks and its words lie from its edge, how long its lines are, and the room around a row (px).
MIDDLE, WORDS, STROKE, AROUND, LEAST = 20, 40, 30, 3, 16


def legend(pen: Pen, on: Plane, figure: dict[str, Any]) -> list[str]:
    """The legend's title and a row a trace that has one; nothing where the figure shows none."""
    layout = figure["layout"]
    look = layout.get("legend") or {}
    if not layout.get("showlegend"):
        return []
    left, top = on.x("paper", float(look.get("x", 1))), on.y("paper", float(look.get("y", 1)))
    size = float((look.get("font") or {}).get("size", 13))
    rows: list[tuple[str, dict[str, Any] | None]] = []
    title = str((look.get("title") or {}).get("text") or "")
    if title:
        rows.append((title, None))
    rows += [
        (str(one["name"]), one) for one in figure["data"] if one.get("showlegend") is not False and one.get("name")
    ]
    out = []
    for text, trace in rows:
        high = (max((1 + text.count("<br>")) * PITCH * size, LEAST) + AROUND) * on.scale
        middle = top + high / 2
        if trace is not None:
            out += _mark(pen, on, trace, (left + MIDDLE * on.scale, middle))
        at = left + (WORDS if trace is not None else 4) * on.scale
        out.append(
            written(
                pen, on, text, (at, middle), font={"size": size, "color": f"#{ink('ink')}"}, xanchor="left",
                yanchor="middle", align="left",
            )
        )  # fmt: skip
        top += high
    return out


def _mark(pen: Pen, on: Plane, trace: dict[str, Any], point: tuple[float, float]) -> list[str]:
    if "markers" in str(trace.get("mode") or ""):
        return marks.mark(pen, trace.get("marker") or {}, 0, 1, point, on.scale)
    line = trace.get("line") or {}
    shade, opacity = read(line.get("color") or "#444444")
    half = STROKE / 2 * on.scale
    paint = Paint(
        line=shade,
        line_opacity=opacity,
        width=float(line.get("width", 2)) * on.scale,
        dash=str(line.get("dash") or "solid"),
    )
    return [freeform(pen, [[(point[0] - half, point[1]), (point[0] + half, point[1])]], paint, closed=False)]
