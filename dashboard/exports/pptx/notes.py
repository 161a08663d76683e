"""A figure's words on a slide: notes, and texts beside markers."""

from typing import Any

from dashboard.exports.pptx.ink import ink, read
from dashboard.exports.pptx.marks import each
from dashboard.exports.pptx.markup import lines, width
from dashboard.exports.pptx.plane import Plane
from dashboard.exports.pptx.shapes import Box, Paint, Pen, words

#: A figure's letters are placed for wider fonts than a slide's: by so much these may be greater.
GROWS = 1.12
#: No letters of a picture are smaller than this (points).
LEAST = 11.0
#: Plotly's height of a line, in ems.
PITCH = 1.3
#: What words are written in where a figure says nothing (px).
SIZE = 13.0
UNPAINTED = Paint()
#: How far from a marker its words stand (px).
AWAY = 3.0
#: Where words stand in their box, by the part of it that lies before their anchor.
ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
ALONG = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def note(pen: Pen, on: Plane, one: dict[str, Any]) -> str:
    """An annotation."""
    paper_x, paper_y = one.get("xref") == "paper", one.get("yref") == "paper"
    x = on.x(one.get("xref"), float(one.get("x", 0.5))) + float(one.get("xshift", 0)) * on.scale
    y = on.y(one.get("yref"), float(one.get("y", 0.5))) - float(one.get("yshift", 0)) * on.scale
    xanchor = one.get("xanchor") or (_third(float(one["x"]), "left", "center", "right") if paper_x else "center")
    yanchor = one.get("yanchor") or (_third(float(one["y"]), "bottom", "middle", "top") if paper_y else "middle")
    ground, opacity = read(one.get("bgcolor", ""))
    font = one.get("font") or {}
    pad = float(one.get("borderpad", 1)) * on.scale if opacity else 0.0
    return written(
        pen, on, str(one["text"]), (x, y), font=font, xanchor=xanchor, yanchor=yanchor, pad=pad,
        align=str(one.get("align") or "center"), paint=Paint(ground, opacity), turned=float(one.get("textangle") or 0),
    )  # fmt: skip


def _third(part: float, low: str, middle: str, high: str) -> str:
    return low if part < 1 / 3 else high if part > 2 / 3 else middle


def beside(pen: Pen, on: Plane, trace: dict[str, Any], at: int, count: int, point: tuple[float, float]) -> str:
    """The text of a marker, on the side of it that the trace names."""
    text = str(each(trace.get("text"), count, "")[at] or "")
    if not text:
        return ""
    along, _, across = str(each(trace.get("textposition"), count, "middle center")[at]).partition(" ")
    looks = trace.get("textfont") or {}
    font = {name: each(looks.get(name), count, None)[at] for name in ("color", "size")}
    away = (float(each((trace.get("marker") or {}).get("size"), count, 6)[at]) / 2 + AWAY) * on.scale
    x = point[0] + {"right": away, "left": -away}.get(across, 0.0)
    y = point[1] + {"bottom": away, "top": -away}.get(along, 0.0)
    xanchor = {"right": "left", "left": "right"}.get(across, "center")
    yanchor = {"bottom": "top", "top": "bottom"}.get(along, "middle")
    return written(pen, on, text, (x, y), font=font, xanchor=xanchor, yanchor=yanchor, align=xanchor)


def written(
    pen: Pen, on: Plane, text: str, point: tuple[float, float], *, font: dict[str, Any], xanchor: str, yanchor: str,
    align: str, pad: float = 0.0, paint: Paint = UNPAINTED, turned: float = 0.0,
) -> str:  # fmt: skip
    """Words at a point of the slide."""
    pixels = float(font.get("size") or SIZE)
    shade, _ = read(font.get("color") or f"#{ink('ink')}")
    told = lines(text, max(LEAST, pixels * on.scale * GROWS), shade)
    size = max((run.size for line in told for run in line), default=LEAST)
    pitch = max(pixels * PITCH * on.scale, size * 1.08)
    wide, high = max(map(width, told)) + 2 * pad, pitch * len(told) + 2 * pad
    box = Box(point[0] - ACROSS[xanchor] * wide, point[1] - ALONG[yanchor] * high, wide, high)
    return words(pen, box, told, align=align if len(told) > 1 else xanchor, pitch=pitch, paint=paint, turned=turned)
