"""The scenario in the picture of view ``trajectory``: a dash-dotted line with its name, never a forecast's look."""

from typing import Any

from dashboard.i18n import t
from dashboard.theme import faded
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.scenario_rows import Told
from dashboard.views.trajectory.scenario_words import label

TOKEN = "scenario"
#: Air between words and a goal's sign (px).
AIR = 11


def rises(rows: list[Any]) -> bool:
    """Whether a scenario ends above where it begins."""
    told = sorted((row.year, row.value) for row in rows if row.value == row.value)
    return bool(told) and told[-1][1] > told[0][1]


def legible(canvas: Canvas, goals: list[Any]) -> None:
    """Give the words among the lines a ground to stand on, since a scenario may pass anywhere below them."""
    for note in canvas.notes:
        if "paper" not in (note.get("xref"), note.get("yref")):
            note["bgcolor"] = faded(canvas.ink("paper"), 0.9)
    if canvas.narrow and not canvas.stacked:
        _clear_of_goals(canvas, goals)


def _clear_of_goals(canvas: Canvas, goals: list[Any]) -> None:
    """The gap's words, with a goal's sign on their upper edge, move down towards the goal that they are about."""
    one = canvas.y(canvas.pixels(1))
    below = [canvas.y(goal.value) / one for goal in goals if goal.chosen]
    signs = [canvas.y(goal.value) / one for goal in goals if not goal.chosen]
    for note in canvas.notes:
        if below and note.get("font") == canvas.font("gap"):
            middle, half = note["y"] / one, canvas.line + AIR
            over = max((middle + half - sign for sign in signs if middle <= sign < middle + half), default=0.0)
            note["yshift"] = -max(0.0, min(over, middle - below[0] - half))


def scenario_line(canvas: Canvas, rows: list[Any], told: Told) -> None:
    """The path in the scenario's own colour, a ring in the year that is told of, and the pace at its end."""
    rows = sorted((row for row in rows if row.value == row.value), key=lambda row: row.year)
    if len(rows) < 2:
        return
    ink, word = canvas.ink(TOKEN), t(canvas.state.lang, "what_if.kind")
    hover = f"<b>%{{x}}</b> {word}<br>%{{customdata[0]}}<extra></extra>"
    canvas.add(
        [(row.year, row.value) for row in rows],
        name=word,
        line={"color": ink, "width": 2.5, "dash": "dashdot"},
        customdata=[[canvas.words(row)] for row in rows],
        hovertemplate=hover,
    )
    asked = [row for row in rows if row.year == told.outcome.year]
    if asked:
        # Open, since it may lie on a goal; whole, though it may lie on the picture's edge.
        look = {"symbol": "circle-open", "size": 11, "color": ink, "line": {"width": 2.5}}
        words = [[canvas.words(row)] for row in asked]
        canvas.add([(row.year, row.value) for row in asked], mode="markers", name=word, marker=look,
                   cliponaxis=False, customdata=words, hovertemplate=hover)  # fmt: skip
    name = label(canvas.state.lang, told.scenario.paces)
    if not canvas.narrow:
        canvas.ends.append((rows[-1].year, rows[-1].value, name, TOKEN))
        return
    # As with the trend, there is no room at the line's end; the names of both stand in the upper corner.
    below = canvas.line * (1 + _lines_above(canvas))
    canvas.notes.append(
        {
            "x": 1, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top", "yshift": -below,
            "text": f"– · – {name.replace('<br>', ' ')}", "font": canvas.font(TOKEN),
            "bgcolor": faded(canvas.ink("paper"), 0.8),
        }
    )  # fmt: skip


def _lines_above(canvas: Canvas) -> int:
    """How many names stand in the corner below the trend's already: on a screen perhaps that of its band."""
    corner = [note for note in canvas.notes if note.get("yanchor") == "top" and note.get("xref") == "paper"]
    return max(0, len([note for note in corner if note.get("x") == 1]) - 1)
