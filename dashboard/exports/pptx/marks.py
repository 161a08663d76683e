"""A figure's markers as Office's own forms."""

from typing import Any

from dashboard.exports.pptx.ink import read
from dashboard.exports.pptx.plane import values
from dashboard.exports.pptx.shapes import Box, Paint, Pen, form

#: Plotly's symbols by Office's names, and how far they are turned.
FORMS: dict[str, tuple[str, float]] = {
    "circle": ("ellipse", 0), "diamond": ("diamond", 0), "square": ("rect", 0), "triangle-up": ("triangle", 0),
    "triangle-right": ("triangle", 90), "triangle-down": ("triangle", 180), "triangle-left": ("triangle", 270),
    "x": ("mathMultiply", 0), "cross": ("mathPlus", 0), "star": ("star5", 0), "hexagon": ("hexagon", 0),
    "pentagon": ("pentagon", 0), "line-ns": ("rect", 0), "line-ew": ("rect", 0),
}  # fmt: skip


def each(given: Any, count: int, otherwise: Any) -> list[Any]:
    """A property of as many points, however it is told: once for all, or one each."""
    if given is None:
        return [otherwise] * count
    if isinstance(given, str) or not (isinstance(given, dict) or hasattr(given, "__len__")):
        return [given] * count
    found = values(given)
    return [*found, *[otherwise] * count][:count]


def mark(pen: Pen, marker: dict[str, Any], at: int, count: int, point: tuple[float, float], scale: float) -> list[str]:
    """A trace's marker in its place: a form, and a dot in it where the symbol has one; none that is unseen."""
    if float(each(marker.get("opacity"), count, 1.0)[at]) <= 0:
        return []
    symbol, size = str(each(marker.get("symbol"), count, "circle")[at]), float(each(marker.get("size"), count, 6)[at])
    name = symbol.removesuffix("-dot").removesuffix("-open")
    shade, opacity = read(each(marker.get("color"), count, "#16262e")[at])
    rim = marker.get("line") or {}
    edge, edge_opacity = read(each(rim.get("color"), count, "#444444")[at])
    width = float(each(rim.get("width"), count, 0)[at]) * scale
    if symbol.removesuffix("-dot").endswith("-open"):
        paint = Paint(line=shade, line_opacity=opacity, width=max(width, scale))
    else:
        paint = Paint(shade, opacity, edge, edge_opacity, width)
    kind, turned = FORMS.get(name, ("ellipse", 0))
    out = [form(pen, kind, _around(point, size * scale), paint, turned=turned)]
    if symbol.endswith("-dot"):
        out.append(form(pen, "ellipse", _around(point, size * scale * 0.3), Paint(edge, edge_opacity)))
    return out


def _around(point: tuple[float, float], size: float) -> Box:
    return Box(point[0] - size / 2, point[1] - size / 2, size, size)
