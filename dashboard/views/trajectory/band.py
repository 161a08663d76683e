"""The band of view ``trajectory`` that tells how sure the trend's direction is, and its name."""

from typing import Any

from dashboard.i18n import t
from dashboard.theme import faded
from dashboard.views.trajectory.canvas import Canvas

#: The name's part of the years drawn, and how high (a part of the axis) what stands below it may reach.
NAMED, CEILING = 0.42, 0.66


def band(canvas: Canvas, trend: list[Any], points: list[Any]) -> None:
    """The trend's interval ahead: behind the latest point there is nothing left to be unsure of."""
    latest = max((row.year for row in points), default=0)
    ahead = [row for row in trend if row.year >= latest]
    if len(ahead) < 2:
        return
    fill = faded(canvas.ink("trend"), 0.1)
    canvas.area([(row.year, row.high) for row in ahead], [(row.year, row.low) for row in ahead], fill)
    if canvas.afar and points:
        _name(canvas, points)


def _name(canvas: Canvas, points: list[Any]) -> None:
    """What the band is, above all that is still to come, if nothing that has been measured stands there."""
    first = canvas.last - (canvas.last - points[0].year) * NAMED
    if any(row.year > first and canvas.y(row.value) > canvas.top * CEILING for row in points):
        return
    shade = faded(canvas.ink("trend"), 0.3)
    canvas.notes.append(
        {
            "x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "top",
            # In portrait the trend's name stands there too.
            "yshift": -canvas.line if canvas.narrow else 0,
            "text": f"<span style='color:{shade}'>■</span> {t(canvas.state.lang, 'trajectory.uncertainty')}",
            "font": canvas.font("trend"), "bgcolor": canvas.ink("paper"),
        }
    )  # fmt: skip
