"""A figure's bars as rectangles, with the words in them."""

from typing import Any

from dashboard.exports.pptx.ink import ink, read
from dashboard.exports.pptx.marks import each
from dashboard.exports.pptx.notes import written
from dashboard.exports.pptx.plane import Plane, values
from dashboard.exports.pptx.shapes import Box, Paint, Pen, form

#: Plotly's patterns as Office calls them.
PATTERNS = {"/": "wdUpDiag", "\\": "wdDnDiag", "x": "diagCross", "-": "horz", "|": "vert", "+": "cross", ".": "pct20"}


def bars(pen: Pen, on: Plane, trace: dict[str, Any]) -> list[str]:
    """A bar trace whose bars stand at a ``base`` and are ``width`` wide, lying or standing."""
    across, along = on.axes[trace.get("xaxis") or "x"], on.axes[trace.get("yaxis") or "y"]
    lying = trace.get("orientation") == "h"
    lengths, middles = (values(trace.get(key)) for key in (("x", "y") if lying else ("y", "x")))
    count = len(lengths)
    bases, widths = each(trace.get("base"), count, 0.0), each(trace.get("width"), count, 0.8)
    out = []
    for at, (length, middle) in enumerate(zip(lengths, middles, strict=True)):
        if length is None or length != length:
            continue
        ends, sides = (bases[at], bases[at] + length), (middle - widths[at] / 2, middle + widths[at] / 2)
        xs = [across.at(float(value)) for value in (ends if lying else sides)]
        ys = [along.at(float(value)) for value in (sides if lying else ends)]
        box = Box(min(xs), min(ys), abs(xs[1] - xs[0]), abs(ys[1] - ys[0]))
        if box.width > 0 and box.height > 0:
            out.append(form(pen, "rect", box, _paint(trace.get("marker") or {}, at, count, on.scale)))
            out += _words(pen, on, trace, at, count, box)
    return out


def _paint(marker: dict[str, Any], at: int, count: int, scale: float) -> Paint:
    shade, opacity = read(each(marker.get("color"), count, "#16262e")[at])
    rim, hatch = marker.get("line") or {}, marker.get("pattern") or {}
    edge, edge_opacity = read(each(rim.get("color"), count, "#ffffff")[at])
    width = float(each(rim.get("width"), count, 0)[at]) * scale
    pattern = PATTERNS.get(str(each(hatch.get("shape"), count, "")[at]), "")
    if pattern:
        strokes, seen = read(each(hatch.get("fgcolor"), count, "#53646d")[at])
        return Paint(shade if opacity else "", 1.0, strokes, seen, 0.0, pattern=pattern)
    return Paint(shade, opacity, edge, edge_opacity, width)


def _words(pen: Pen, on: Plane, trace: dict[str, Any], at: int, count: int, box: Box) -> list[str]:
    text = str(each(trace.get("text"), count, "")[at] or "")
    if not text:
        return []
    font = trace.get("textfont") or trace.get("insidetextfont") or {}
    look = {name: each(font.get(name), count, None)[at] for name in ("color", "size")}
    look["color"] = look["color"] or f"#{ink('ink')}"
    middle = box.top + box.height / 2
    anchor = str(each(trace.get("insidetextanchor"), count, "middle")[at])
    x, xanchor = {
        "end": (box.left + box.width - 3, "right"),
        "start": (box.left + 3, "left"),
    }.get(anchor, (box.left + box.width / 2, "center"))
    return [written(pen, on, text, (x, middle), font=look, xanchor=xanchor, yanchor="middle", align="center")]
