"""Several places in the picture of view ``trajectory``: all in one, or a panel each; always on the same axes."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import faded
from dashboard.views import emissions_frame as shared
from dashboard.views.base import drawn, each, unit_label
from dashboard.views.drawing import Drawing
from dashboard.views.several_grid import LEFT, WIDTHS, beneath
from dashboard.views.trajectory import several_panels
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.several_axis import nought, x_axis
from dashboard.views.trajectory.several_courses import Course, courses, label, traces
from dashboard.views.trajectory.several_rows import Together

#: How wide a character of a course's name is (px) on a page, and on a screen.
CHARACTER, CHARACTER_AFAR = 7.4, 8.9
#: From a course's end to its name (px), and the room above the picture.
REACH, ABOVE = 16, 30
WANTED = ["slug", "name", "series", "year", "value", "tonnes"]


def figure(frame: pd.DataFrame, state: ViewState, held: Together) -> Drawing:
    """The places on the axes that they share; those not yet revealed leave their room empty."""
    # Where the scenario's sign shares the line with it, a standing screen has room for the unit's short form alone.
    size = "narrow" if held.ahead and state.size == "portrait" else state.size
    divisor, unit = shared.axis_unit(state.but(base=held.base or state.base, size=size), held.highest)
    if state.measure == "index" and not held.base:
        unit = t(state.lang, "several.lap_unit")
    canvas = Canvas(state, divisor, (held.highest or 1.0) / divisor * 1.06)
    found = courses(list(each(frame[WANTED])), held, canvas)
    if state.layout == "panels":
        return several_panels.figure(canvas, frame, found, held, unit)
    below, right = 46 if held.laps else 28, _right(canvas, held)
    room = canvas.height - ABOVE - below
    return drawn(
        state,
        [trace for course in found for trace in traces(course, canvas)],
        height=canvas.height,
        xaxis=x_axis(state, held, WIDTHS[state.size] - LEFT - right),
        yaxis={"range": [0, canvas.top], "nticks": 6},
        margin={"l": LEFT, "r": right, "t": ABOVE, "b": below},
        annotations=[
            *_names(found, canvas, room),
            unit_label(unit),
            *([_ahead(canvas, right)] if held.ahead else []),
            *([beneath(t(state.lang, "several.lap_axis"))] if held.laps else []),
        ],
        shapes=[nought(canvas)] if held.laps else [],
    )


def _right(canvas: Canvas, held: Together) -> int:
    """The room for the longest name, whether or not its city is revealed already."""
    lang = canvas.state.lang
    names = [t(lang, f"several.short.{slug[1:]}") if shared.is_reference(slug) else name for slug, name in held.places]
    return round(max(map(len, names)) * (CHARACTER_AFAR if canvas.afar else CHARACTER)) + REACH + 10


def _ahead(canvas: Canvas, right: int) -> dict[str, Any]:
    """What a line that is drawn ahead is, in the picture's upper corner: never a forecast."""
    return {
        "text": f"– · – {t(canvas.state.lang, 'several.scenario_line')}", "xref": "paper", "yref": "paper",
        "x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom", "xshift": right - 4, "yshift": 8,
        "font": canvas.font("ink"),
    }  # fmt: skip


def _names(found: list[Course], canvas: Canvas, room: int) -> list[dict[str, Any]]:
    """Each course's name beside its end, moved apart where names would meet, with a line to the end it belongs to."""
    ends = [(course, end) for course in found if (end := course.end) is not None]
    pixel = canvas.top / room
    heights = [canvas.y(row.value) / pixel for _, (_, row) in ends]
    places = apart(heights, canvas.line, room)
    return [
        {
            "x": x, "y": canvas.y(row.value), "text": label(course, canvas.state),
            "font": canvas.lettered(course.shade),
            "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": faded(course.shade, 0.5), "standoff": 5,
            "ax": REACH, "ay": round(height - place, 1), "xanchor": "left", "yanchor": "middle", "borderpad": 0,
            "bgcolor": faded(canvas.ink("paper"), 0.8),
        }
        for (course, (x, row)), height, place in zip(ends, heights, places, strict=True)
    ]  # fmt: skip


def apart(heights: list[float], line: float, room: float) -> list[float]:
    """Places for lines of words (px from below), a line's height apart and as near to their own as that lets them be.

    Neighbours that would meet are gathered around their common middle, and none leaves the room.
    """
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    groups: list[list[int]] = []
    for i in order:
        groups.append([i])
        while len(groups) > 1 and _low(groups[-1], heights, line, room) < _low(
            groups[-2], heights, line, room
        ) + line * len(groups[-2]):
            last = groups.pop()
            groups[-1] += last
    out = [0.0] * len(heights)
    for group in groups:
        low = _low(group, heights, line, room)
        for at, i in enumerate(group):
            out[i] = low + line * (at + 0.5)
    return out


def _low(group: list[int], heights: list[float], line: float, room: float) -> float:
    """The lower edge of a group of lines around its middle, within the room."""
    middle = sum(heights[i] for i in group) / len(group)
    return min(max(middle - line * len(group) / 2, -line / 2), room - line * (len(group) - 0.5))
