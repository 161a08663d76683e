"""Small multiples of view ``trajectory``: a panel a city, all with the same axes, each headed by what it tells."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.views import emissions_frame as shared
from dashboard.views.base import drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.several_grid import WIDTHS, Grid, beneath
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.several_axis import nought, x_axis
from dashboard.views.trajectory.several_courses import AHEAD, DASHES, Course, label, traces
from dashboard.views.trajectory.several_rows import Together
from dashboard.views.trajectory.several_words import panel_head, panel_words, told_of

#: A reference's sample of line, and from it to its name (px); a row of them, and the row of the unit.
SAMPLE, BESIDE, ROW = 26, 6, 22
#: A character's width (px) on a page and on a screen.
CHARACTER, CHARACTER_AFAR = 6.9, 8.2
#: A line that is named above the panels: its words, colour and how it is broken.
Sign = tuple[str, str, str]


def figure(canvas: Canvas, frame: pd.DataFrame, found: list[Course], held: Together, unit: str) -> Drawing:
    """A panel a city in the order asked for, the references drawn thinly in each and named above all."""
    state = canvas.state
    cities = [slug for slug, _ in held.places if not shared.is_reference(slug)]
    references = [course for course in found if course.reference]
    own = {course.slug: course for course in found if not course.reference}
    signs = [(label(course, state), course.shade, DASHES[course.reference]) for course in references]
    if held.ahead:
        signs.append((t(state.lang, "several.scenario_line"), canvas.ink("ink"), AHEAD))
    spots, rows = _key(signs, canvas)
    grid = Grid.of(state, max(len(cities), 1), above=ROW * (1 + rows), below=46 if held.laps else 28)
    letters = int(grid.width / _character(canvas))
    # The room above a panel is that of the longest words, so that none moves when the next city is revealed.
    # Three rows on a screen leave a line for each: the figures stand beside the picture.
    form = "panel_change" if canvas.afar and grid.rows > 2 else "panel_short" if canvas.afar else "panel"
    longest = panel_words(form, state, value=canvas.said(held.highest), change="−100 %", year=2024, first=1990)
    lines = 1 if form == "panel_change" else 2 + wrapped(longest, letters).count("<br>")
    grid = grid.headed(lines, canvas.line)
    across = x_axis(state, held, grid.width)
    made: list[dict[str, Any]] = []
    layout: dict[str, Any] = {}
    notes = [grid.unit(unit), *([beneath(t(state.lang, "several.lap_axis"))] if held.laps else [])]
    shapes: list[dict[str, Any]] = []
    for place, slug in enumerate(cities):
        axis = str(place + 1) if place else ""
        layout |= grid.axes(place, across, {"range": [0, canvas.top], "nticks": 4})
        if held.laps:
            shapes.append(nought(canvas, axis))
        if slug in own:
            made += [trace for course in references for trace in traces(course, canvas, axis, small=True)]
            made += traces(own[slug], canvas, axis, small=True)
            words = wrapped(panel_head(form, told_of(frame, slug), canvas.words, state), letters)
            name = f"<b><span style='color:{own[slug].shade}'>{label(own[slug], state)}</span></b>"
            notes.append(grid.words(place, f"{name}{'<br>' if lines > 1 else ' '}{words}", canvas.font("muted")))
    return drawn(
        state,
        made,
        height=grid.height,
        margin=grid.margin,
        annotations=[*notes, *(_named(sign, spot, grid, canvas) for sign, spot in spots)],
        shapes=[*shapes, *(_sample(sign, spot, grid) for sign, spot in spots)],
        **layout,
    )


def _character(canvas: Canvas) -> float:
    return CHARACTER_AFAR if canvas.afar else CHARACTER


def _key(signs: list[Sign], canvas: Canvas) -> tuple[list[tuple[Sign, tuple[float, int]]], int]:
    """Where lines are named above the panels (px from the left, row from above), and in how many rows."""
    out: list[tuple[Sign, tuple[float, int]]] = []
    x, row = 0.0, 0
    for sign in signs:
        needs = SAMPLE + BESIDE + len(sign[0]) * (_character(canvas) + 0.8) + 14
        if x and x + needs > WIDTHS[canvas.state.size] - 14:
            x, row = 0.0, row + 1
        out.append((sign, (x, row)))
        x += needs
    return out, row + 1 if out else 0


def _level(row: int, grid: Grid) -> float:
    """The middle of a row of the key, from the highest panel's upper edge (px)."""
    return grid.above + grid.head - ROW * (row + 0.5)


def _named(sign: Sign, spot: tuple[float, int], grid: Grid, canvas: Canvas) -> dict[str, Any]:
    return {
        "text": sign[0], "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left",
        "yanchor": "middle", "xshift": spot[0] + SAMPLE + BESIDE - 40, "yshift": _level(spot[1], grid),
        "borderpad": 0, "font": canvas.lettered(sign[1]),
    }  # fmt: skip


def _sample(sign: Sign, spot: tuple[float, int], grid: Grid) -> dict[str, Any]:
    level = _level(spot[1], grid)
    return {
        "type": "line", "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0,
        "yanchor": 1, "x0": spot[0] - 38, "x1": spot[0] + SAMPLE - 38, "y0": level, "y1": level,
        "line": {"color": sign[1], "width": 1.8, "dash": sign[2]},
    }  # fmt: skip
