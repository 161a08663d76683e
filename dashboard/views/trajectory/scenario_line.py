"""The scenario in the picture of view ``trajectory``: a dash-dotted line with its name, never a forecast's look."""

from itertools import pairwise
from typing import Any

from dashboard.i18n import t
from dashboard.theme import faded
from dashboard.views.trajectory.canvas import Canvas, lines_of
from dashboard.views.trajectory.scenario_rows import Told
from dashboard.views.trajectory.scenario_words import label

TOKEN = "scenario"
#: Air between words and a goal's sign (px).
AIR = 11
#: How wide a letter is, about (px).
LETTER = 7.5


def legible(canvas: Canvas, goals: list[Any], path: list[Any]) -> None:
    """Give the words among the lines a ground to stand on where the scenario passes below them."""
    for note in canvas.notes:
        if "paper" not in (note.get("xref"), note.get("yref")) and _crossed(canvas, note, path):
            note["bgcolor"] = faded(canvas.ink("paper"), 0.9)
    if canvas.narrow and not canvas.stacked:
        _clear_of_goals(canvas, goals)


def _crossed(canvas: Canvas, note: dict[str, Any], path: list[Any]) -> bool:
    """Whether a scenario's line passes through words, as far as can be told before they are drawn."""
    lines = lines_of(note["text"])
    # A picture of 35 years and more: a letter is a year wide on a phone, and a third of that on a page.
    wide = max(map(len, lines)) * (0.9 if canvas.narrow else 0.35)
    shift = note.get("xshift", 0) * wide / max(map(len, lines)) / LETTER
    left = note["x"] + shift - wide * {"right": 1.0, "left": 0.0}.get(note.get("xanchor", ""), 0.5)
    one = canvas.y(canvas.pixels(1))
    high, at = len(lines) * canvas.line * one, note["y"] + note.get("yshift", 0) * one
    low = at - high * {"top": 1.0, "bottom": 0.0}.get(note.get("yanchor", ""), 0.5)
    told = [(row.year, canvas.y(row.value)) for row in sorted(path, key=lambda row: row.year)]
    return any(
        max(first[0], left) <= min(then[0], left + wide)
        and max(min(first[1], then[1]), low) <= min(max(first[1], then[1]), low + high)
        for first, then in pairwise(told)
    )


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
