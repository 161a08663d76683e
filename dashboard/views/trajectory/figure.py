"""The picture of view ``trajectory``: from its frame to a Plotly figure, and nothing else."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import faded
from dashboard.views import emissions_frame as shared
from dashboard.views.base import drawn, each, time_axis, unit_label
from dashboard.views.drawing import Drawing
from dashboard.views.ledger import SIGN
from dashboard.views.trajectory import several
from dashboard.views.trajectory.band import band
from dashboard.views.trajectory.before import before_goals
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.clear import clear_of
from dashboard.views.trajectory.scenario_line import legible, scenario_line
from dashboard.views.trajectory.several_rows import together

#: The mission's year, drawn as a line through every trajectory.
MISSION_YEAR = 2030
#: On a narrow picture a figure in words is about so many years wide.
WORDS = 13
WANTED = [
    "slug", "name", "series", "year", "value", "low", "high", "tonnes",
    "goal_id", "text", "verdict", "standing", "gap", "gap_value", "chosen", "apart", "outcome",
]  # fmt: skip


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """One place: points, trend, paths, goals and the gap. Several: each place's measured course, named at its end."""
    held = together(frame)
    if held is not None:
        return several.figure(frame, state, held)
    every = list(each(frame[WANTED]))
    rows = [row for row in every if row.series not in ("pace", "outcome")]
    scenario = [row.outcome for row in every if row.series == "outcome"]
    # Of the trend's band only what lies ahead is drawn.
    latest = max((row.year for row in rows if row.series == "measured"), default=0)
    heights = [row.value for row in rows] + [row.high for row in rows if row.year >= latest]
    highest = max(height for height in heights if height == height)
    divisor, unit = shared.axis_unit(state, highest)
    # Where words beside the picture have no room, the scenario's name takes a line of its own above it.
    room = 1.32 if scenario and state.size in ("narrow", "portrait") else 1.18
    ahead = [row for row in rows if row.series == "scenario"]
    canvas = Canvas(state, divisor, (highest or 1.0) / divisor * room)
    _one(canvas, rows)
    if scenario:
        legible(canvas, [row for row in rows if row.series == "goal"], ahead)
        scenario_line(canvas, ahead, scenario[0])
    canvas.settle()
    return drawn(
        state,
        canvas.traces,
        height=canvas.height,
        xaxis=time_axis(state.but(size="narrow") if canvas.narrow else state, [int(row.year) for row in rows]),
        yaxis={"range": [0, canvas.top], "nticks": 6},
        margin={"l": 46, "r": canvas.right, "t": 30, "b": 28},
        annotations=[*canvas.notes, unit_label(unit)],
        shapes=canvas.shapes,
    )


def _one(canvas: Canvas, rows: list[Any]) -> None:
    lang = canvas.state.lang
    kinds: dict[str, list[Any]] = {}
    for row in rows:
        kinds.setdefault(row.series, []).append(row)
    points = sorted(kinds.get("measured", []) + kinds.get("estimated", []), key=lambda row: row.year)
    trend, goals, paths = kinds.get("trend", []), kinds.get("goal", []), kinds.get("path", [])
    latest = max((row.year for row in points), default=0)
    canvas.latest = points[-1].value if points else 0.0
    canvas.last = max(row.year for row in rows)
    canvas.lines = [(row.year, row.high if row.series == "trend" else row.value) for row in [*trend, *paths]]
    band(canvas, trend, points)
    for goal in goals:
        if goal.chosen and goal.verdict == "behind":
            _wedge(canvas, goal, [row for row in paths if row.goal_id == goal.goal_id], trend)
    _line(canvas, trend, token="trend", dash="dash", name=t(lang, "trajectory.kind.trend"))
    for goal_id in dict.fromkeys(row.goal_id for row in paths):
        own = [row for row in paths if row.goal_id == goal_id]
        _line(canvas, own, token="path", dash="solid", name=t(lang, "trajectory.kind.path"))
    _points(canvas, points)
    _goals(canvas, goals, latest)
    before_goals(canvas, points, goals)
    _labels(canvas, points, trend, goals)
    _mission(canvas, [row.year for row in rows])


def _wedge(canvas: Canvas, goal: Any, path: list[Any], trend: list[Any]) -> None:
    """The room between the trend and the path that the goal asks for, with its size in the target year written in."""
    heading = {row.year: row.value for row in trend}
    both = [(row.year, row.value, heading[row.year]) for row in path if heading.get(row.year, -1.0) >= row.value]
    if len(both) < 2:
        return
    red = canvas.ink("gap")
    canvas.area([(year, high) for year, _, high in both], [(year, low) for year, low, _ in both], faded(red, 0.22))
    year, low, high = both[-1]
    canvas.add([(year, low), (year, high)], line={"color": red, "width": 2})
    text = t(canvas.state.lang, "trajectory.gap", year=int(year), gap=_gap(canvas, goal))
    middle = (low + high) / 2
    look = {"font": canvas.font("gap"), "bgcolor": faded(canvas.ink("paper"), 0.8)}
    if canvas.stacked:
        beside = min(row.year for row in path if row.value <= middle)
        canvas.before.append((beside, middle, f"<b>{text}</b>", "gap"))
    elif canvas.narrow:
        # No room beside the wedge on a phone: its size stands on the empty side of the path.
        beside = min(row.year for row in path if row.value <= middle)
        # Two lines of words above the goal's own label, however small the gap.
        canvas.note(
            beside,
            max(middle, low + canvas.pixels(canvas.line + 9)),
            f"<b>{text}</b>",
            xanchor="right",
            xshift=-8,
            align="right",
            **look,
        )
    else:
        canvas.ends.append((year, middle, f"<b>{text}</b>", "gap"))


def _gap(canvas: Canvas, goal: Any) -> str:
    """The gap in words, in the measure shown."""
    return canvas.said(goal.gap if canvas.state.measure == "total" else goal.gap_value)


def _line(canvas: Canvas, rows: list[Any], *, token: str, dash: str, name: str) -> None:
    if not rows:
        return
    canvas.add(
        [(row.year, row.value) for row in rows],
        name=name,
        line={"color": canvas.ink(token), "width": 2, "dash": dash},
        # Per person the trend is known for the years whose population is; between them the line is straight anyway.
        connectgaps=True,
        # Silent to the pointer: the path begins in the latest point and ends in the goal, which have more to say.
    )


def _points(canvas: Canvas, points: list[Any]) -> None:
    """Measured points filled and joined by a thin guide; estimates hollow and never joined as if measured."""
    ink, paper = canvas.ink("measured"), canvas.ink("paper")
    for kind, mode, inside, rim in (("measured", "lines+markers", ink, paper), ("estimated", "markers", paper, ink)):
        rows = [row for row in points if row.series == kind]
        if not rows:
            continue
        word = t(canvas.state.lang, f"trajectory.kind.{kind}")
        canvas.add(
            [(row.year, row.value) for row in rows],
            mode=mode,
            name=word,
            line={"color": faded(ink, 0.35), "width": 1.5},
            marker={"size": 10, "color": inside, "line": {"color": rim, "width": 1.5}},
            customdata=[[canvas.words(row)] for row in rows],
            hovertemplate=f"<b>%{{x}}</b> {word}<br>%{{customdata[0]}}<extra></extra>",
        )


def _goals(canvas: Canvas, goals: list[Any], latest: int) -> None:
    """A diamond a goal, filled where it is decided, with its year; a range is a bar between its ends."""
    green, paper = canvas.ink("path"), canvas.ink("paper")
    last = max((goal.year for goal in goals), default=0)
    for goal in goals:
        decided = goal.standing == "current"
        if goal.low < goal.high:
            canvas.add([(goal.year, goal.low), (goal.year, goal.high)], line={"color": green, "width": 5})
        canvas.add(
            [(goal.year, goal.value)],
            mode="markers",
            name=goal.text,
            marker={
                "symbol": "diamond",
                "size": 15 if goal.chosen else 12,
                "color": green if decided else paper,
                "line": {"color": paper if decided else green, "width": 2},
            },
            customdata=[[goal.text, canvas.words(goal), t(canvas.state.lang, f"verdict.{goal.verdict}")]],
            hovertemplate="<b>%{x}</b> %{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
        is_last = goal.year == last and goal.year > latest
        if goal.chosen or not canvas.narrow or len(goals) == 1 or (canvas.stacked and is_last):
            _goal_label(canvas, goal, is_last=is_last)
        elif goal.apart and not canvas.stacked:
            canvas.note(goal.year, goal.value, SIGN, font={"color": green}, yanchor="bottom", yshift=6)


def _goal_label(canvas: Canvas, goal: Any, *, is_last: bool) -> None:
    """The goal's year beside its diamond: to the right of the last one where there is room, else above or below."""
    text = t(canvas.state.lang, f"trajectory.goal_label.{'apart' if goal.apart else 'same'}", year=int(goal.year))
    if is_last and not canvas.narrow:
        canvas.ends.append((goal.year, goal.value, text, "path"))
        return
    if canvas.stacked and goal.chosen and goal.verdict == "behind" and goal.value <= canvas.latest:
        canvas.before.append((goal.year, goal.value, text, "path"))
        return
    if is_last and (goal.value > canvas.latest or (canvas.stacked and not goal.chosen)):
        # Above what has been measured there is nothing beside the diamond but sky.
        place: dict[str, Any] = {"xanchor": "right", "xshift": 10, "yanchor": "bottom", "yshift": 9}
    elif is_last:
        place = {"xanchor": "right", "xshift": -12, "yshift": -9}
    elif canvas.y(goal.value) <= canvas.top * 0.12 or goal.verdict in ("reached", "not_reached"):
        # A goal that has passed stands among the measured points, whose words are above the lower of them.
        place = {"yanchor": "bottom", "yshift": 9}
    else:
        place = {"yanchor": "top", "yshift": -9}
    if canvas.afar and goal.verdict == "on_track" and (canvas.stacked or not is_last):
        # The trend falls below it.
        place = {"yanchor": "bottom", "yshift": 9}
        if is_last:
            # In portrait the plot ends just behind it.
            place |= {"xanchor": "right", "xshift": 14}
    elif canvas.afar and not is_last and goal.verdict not in ("reached", "not_reached"):
        # The path falls to the right of a goal that comes before the last.
        place = {"xanchor": "right", "xshift": -10, "align": "right"}
    above = canvas.above(goal) if canvas.stacked and is_last and place.get("yanchor") == "bottom" else goal.value
    canvas.note(goal.year, above, text, font=canvas.font("path"), **place)


def _labels(canvas: Canvas, points: list[Any], trend: list[Any], goals: list[Any]) -> None:
    """Names at the lines themselves: the first and the latest figure, and where the trend ends.

    They stand above their point, unless something measured or promised stands there: then below.
    """
    for row in dict.fromkeys((points[0], points[-1])) if points else ():
        first = row is points[0] and len(points) > 1
        room = row.value + canvas.pixels(60)
        near = points[1:2] if first else [goal for goal in goals if abs(goal.year - row.year) <= 4]
        below = any(row.value < other.value < room for other in near)
        place: dict[str, Any] = {"yshift": -12, "yanchor": "top"} if below else {"yshift": 12, "yanchor": "bottom"}
        # Little is drawn after the latest point of a narrow picture: words in its middle would leave it.
        short = canvas.narrow and not (trend and trend[-1].year > row.year + (7 if canvas.afar else 15))
        anchor = "left" if first else "right" if below or short else "center"
        # A gap has its words below the latest point.
        gap = any(goal.chosen and goal.verdict == "behind" for goal in goals)
        if (canvas.narrow or canvas.afar) and not first:
            reach = WORDS if anchor == "right" else (WORDS + 5 * canvas.afar) / 2
            if canvas.afar:
                # A goal that has passed has its words above it.
                near = [
                    *near,
                    *(goal._replace(value=goal.value + canvas.pixels(20)) for goal in goals if goal.year < row.year),
                ]
            place = clear_of(canvas, row, [*points[:-1], *near], reach, below=not gap)
            if canvas.afar and place["yanchor"] == "top":
                # The trend falls to the right of the latest point.
                anchor, place = "right", clear_of(canvas, row, [*points[:-1], *near], WORDS, below=True)
        elif canvas.afar and not below:
            place = clear_of(canvas, row, points[1:], WORDS + 3, below=False)
        text = f"<b>{int(row.year)}</b><br>{canvas.words(row)}"
        look = {"font": canvas.font("ink")} if canvas.afar else {}
        canvas.note(row.year, row.value, text, xanchor=anchor, **place, **look)
    if not trend:
        return
    label = t(canvas.state.lang, "trajectory.trend_label")
    if canvas.narrow:
        # There is no room at the line's end; above all that is still to come there is.
        words, look = f"– – {label.replace('<br>', ' ')}", {"font": canvas.font("trend")}
        canvas.notes.append({"x": 1, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top",
                             "text": words, **look})  # fmt: skip
    else:
        canvas.ends.append((trend[-1].year, trend[-1].value, label, "trend"))


def _mission(canvas: Canvas, years: list[int]) -> None:
    if not min(years) < MISSION_YEAR < max(years):
        return
    at = {"x0": MISSION_YEAR, "x1": MISSION_YEAR, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    canvas.shapes.append({"type": "line", **at, "line": {"color": canvas.ink("line"), "width": 1, "dash": "dot"}})
    if not canvas.narrow:
        text, look = t(canvas.state.lang, "trajectory.mission"), {"font": {"color": canvas.ink("muted")}}
        canvas.notes.append({"x": MISSION_YEAR, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, **look})
