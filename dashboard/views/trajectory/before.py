"""Words to the left of gap and goals, where a picture has no room to the right of them: a screen in portrait."""

from typing import Any

from dashboard.i18n import t
from dashboard.views.base import spread
from dashboard.views.ledger import SIGN
from dashboard.views.trajectory.canvas import Canvas

#: How far from what they belong to words stand, and how far from a point that they must not hide (px).
SIDE, CLEAR = 10, 9


def before_goals(canvas: Canvas, points: list[Any], goals: list[Any]) -> None:
    """The gap's and the goals' words, one above the other and below what has been measured.

    Where not all have room, only the chosen goal's and the gap's do; a goal that is counted otherwise keeps its sign.
    """
    if not canvas.stacked:
        return
    chosen = max((goal.year for goal in goals if goal.chosen), default=0)
    others = [goal for goal in goals if not goal.chosen and goal.year < chosen and goal.value <= canvas.latest]
    told = [*canvas.before, *((goal.year, goal.value, _label(canvas, goal), "path") for goal in others)]
    line = canvas.y(canvas.pixels(canvas.line))
    lowest = min((canvas.y(row.value) for row in points), default=canvas.top)
    ceiling, least = lowest - line - canvas.y(canvas.pixels(CLEAR)), 2.1 * line
    if ceiling < line + least * (len(told) - 1):
        told = canvas.before
        for goal in others:
            if goal.apart:
                canvas.note(goal.year, goal.value, SIGN, font=canvas.font("path"), yanchor="bottom", yshift=6)
    places = spread(
        [canvas.y(value) for _, value, _, _ in told],
        least=least, low=line, high=max(ceiling, line + least * (len(told) - 1)),
    )  # fmt: skip
    for (year, _, text, token), place in zip(told, places, strict=True):
        look = {"xanchor": "right", "xshift": -SIDE, "align": "right", "font": canvas.font(token)}
        canvas.note(year, place * canvas.divisor, text, **look)


def _label(canvas: Canvas, goal: Any) -> str:
    key = "apart" if goal.apart else "same"
    return t(canvas.state.lang, f"trajectory.goal_label.{key}", year=int(goal.year))
