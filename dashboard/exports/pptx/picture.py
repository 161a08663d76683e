"""A Plotly figure as shapes that can be taken apart: areas, lines, markers, bars and words, in one group.

It reads what the views' pictures are made of (scatter and bar traces, shapes, notes, a legend) and nothing more.
"""

import math
from collections.abc import Iterator
from typing import Any

from dashboard.exports.pptx import clip, marks
from dashboard.exports.pptx.bars import bars
from dashboard.exports.pptx.ink import ink, read
from dashboard.exports.pptx.legend import legend
from dashboard.exports.pptx.notes import beside, note
from dashboard.exports.pptx.plane import Plane, plane, values
from dashboard.exports.pptx.shapes import Box, Paint, Pen, form, freeform

Point = tuple[float, float]


def drawn(figure: dict[str, Any], room: tuple[float, float], box: Box, pen: Pen) -> tuple[list[str], Box]:
    """The figure's shapes, the lowest first, and the box that they take of the one given."""
    layout = figure["layout"]
    on = plane(layout, room, box)
    out = [
        *(one for shape in layout.get("shapes", ()) if shape.get("layer") == "below" for one in _shape(pen, on, shape))
    ]
    framed: set[str] = set()
    edges: list[str] = []
    for trace in figure["data"]:
        panel = str(trace.get("xaxis") or "x")
        if panel not in framed:
            framed.add(panel)
            ground, edge = _frame(pen, on, layout, trace)
            out.append(ground)
            edges.append(edge)
        out += bars(pen, on, trace) if trace.get("type") == "bar" else _scatter(pen, on, trace)
    out += [
        one for shape in layout.get("shapes", ()) if shape.get("layer") != "below" for one in _shape(pen, on, shape)
    ]
    out += [*edges, *legend(pen, on, figure)]
    out += [note(pen, on, one) for one in layout.get("annotations", ()) if one.get("text")]
    return [one for one in out if one], on.box


def _frame(pen: Pen, on: Plane, layout: dict[str, Any], trace: dict[str, Any]) -> tuple[str, str]:
    """The ground and the edge of a panel that has an edge: what is drawn stands between them."""
    axis = layout.get(f"xaxis{str(trace.get('xaxis') or 'x').removeprefix('x')}", {})
    if not axis.get("showline") or not axis.get("mirror"):
        return "", ""
    left, top, right, bottom = on.window(trace)
    line, opacity = read(axis.get("linecolor", "#444444"))
    box, stroke = Box(left, top, right - left, bottom - top), Paint(line=line, line_opacity=opacity, width=on.scale)
    return form(pen, "rect", box, Paint("FFFFFF")), form(pen, "rect", box, stroke)


def _scatter(pen: Pen, on: Plane, trace: dict[str, Any]) -> Iterator[str]:
    across, along = on.axes[trace.get("xaxis") or "x"], on.axes[trace.get("yaxis") or "y"]
    raw = list(zip(values(trace.get("x")), values(trace.get("y")), strict=False))
    mode = str(trace.get("mode") or "lines")
    if "lines" in mode or trace.get("fill") == "toself":
        parts = [[(across.at(float(x)), along.at(float(y))) for x, y in part] for part in _parts(raw)]
        yield from _lines(pen, on, trace, parts)
    known = [(at, (across.at(float(x)), along.at(float(y)))) for at, (x, y) in enumerate(raw) if _told(x) and _told(y)]
    if "markers" in mode:
        for at, point in known:
            yield from marks.mark(pen, trace.get("marker") or {}, at, len(raw), point, on.scale)
    if "text" in mode:
        for at, point in known:
            yield beside(pen, on, trace, at, len(raw), point)


def _lines(pen: Pen, on: Plane, trace: dict[str, Any], parts: list[list[Point]]) -> Iterator[str]:
    window = on.window(trace)
    line = trace.get("line") or {}
    shade, opacity = read(line.get("color") or f"#{ink('ink')}")
    width = float(line.get("width", 2)) * on.scale
    paint = Paint(line=shade, line_opacity=opacity, width=width, dash=str(line.get("dash") or "solid"))
    if trace.get("fill") == "toself":
        inner, share = read(trace.get("fillcolor"))
        areas = [clip.area(part, window) for part in parts]
        # An area's edge follows its cut, which is drawn over by its panel's edge.
        yield freeform(pen, areas, Paint(inner, share, shade, opacity, width if "color" in line else 0.0), closed=True)
    elif "lines" in str(trace.get("mode") or "lines"):
        yield freeform(pen, [cut for part in parts for cut in clip.line(part, window)], paint, closed=False)


def _parts(raw: list[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    """A trace's points between its gaps."""
    out: list[list[tuple[Any, Any]]] = [[]]
    for x, y in raw:
        if _told(x) and _told(y):
            out[-1].append((x, y))
        else:
            out.append([])
    return [part for part in out if part]


def _told(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _shape(pen: Pen, on: Plane, shape: dict[str, Any]) -> list[str]:
    x0, x1 = (on.x(shape.get("xref"), float(shape[key])) for key in ("x0", "x1"))
    y0, y1 = (on.y(shape.get("yref"), float(shape[key])) for key in ("y0", "y1"))
    line = shape.get("line") or {}
    shade, opacity = read(line.get("color") or "#444444")
    width, dash = float(line.get("width", 2)) * on.scale, str(line.get("dash") or "solid")
    if shape["type"] == "line":
        stroke = Paint(line=shade, line_opacity=opacity, width=width, dash=dash)
        return [freeform(pen, [[(x0, y0), (x1, y1)]], stroke, closed=False)]
    inner, share = read(shape.get("fillcolor") or "")
    paint = Paint(inner, share * float(shape.get("opacity", 1)), shade, opacity, width, dash)
    kind = {"rect": "rect", "circle": "ellipse"}.get(shape["type"])
    box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    return [form(pen, kind, box, paint)] if kind else []
