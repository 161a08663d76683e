"""The picture of view ``trajectory``: from its frame to a Plotly figure, and nothing else."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import CITY_COLOURS, colour, faded
from dashboard.views import emissions_frame as shared
from dashboard.views.base import blank, each, spread, time_axis, unit_label

#: The mission's year, drawn as a line through every trajectory.
MISSION_YEAR = 2030


def figure(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """One place: points, trend, paths, goals and the gap. Several: each place's measured course, named at its end."""
    drawn = frame[frame["series"] != "pace"]
    highest = float(drawn[["value", "high"]].max().max())
    divisor, unit = shared.axis_unit(state, highest)
    scaled = drawn.assign(**{column: drawn[column] / divisor for column in ("value", "low", "high", "gap_value")})
    narrow = state.size == "narrow"
    fig = blank(state, height=400 if narrow else 460)
    top = float(scaled[["value", "high"]].max().max()) * 1.18
    draw = _several if frame["slug"].nunique() > 1 else _one
    notes = draw(fig, scaled, state, top)
    years = [int(year) for year in scaled["year"]]
    fig.update_layout(
        xaxis=time_axis(state, years),
        yaxis={"range": [0, top], "nticks": 6},
        margin={"l": 46, "r": 16 if narrow else 150, "t": 30, "b": 28},
        annotations=[*notes, unit_label(unit)],
    )
    return fig


def _one(fig: go.Figure, rows: pd.DataFrame, state: ViewState, top: float) -> list[dict[str, Any]]:
    trend, goals = rows[rows["series"] == "trend"], rows[rows["series"] == "goal"]
    points = rows[rows["series"].isin(["measured", "estimated"])]
    notes: list[dict[str, Any]] = []
    if len(trend):
        # The band tells how sure the direction is; behind the latest point there is nothing left to be unsure of.
        _band(fig, trend[trend["year"] >= points["year"].max()], state)
    chosen = goals[goals["chosen"] == True]  # noqa: E712 - the column holds missing values too
    if len(chosen) and chosen["verdict"].iloc[0] == "behind" and len(trend):
        notes += _wedge(fig, rows, trend, chosen.iloc[0], state)
    if len(trend):
        _line(fig, trend, state, token="trend", dash="dash", name=t(state.lang, "trajectory.kind.trend"))
    for _, path in rows[rows["series"] == "path"].groupby("goal_id", sort=False):
        _line(fig, path, state, token="path", dash="solid", name=t(state.lang, "trajectory.kind.path"))
    _points(fig, points, state)
    notes += _goal_marks(fig, goals, state, top)
    notes += _labels(points, trend, state)
    _mission(fig, rows, state, notes)
    return notes


def _band(fig: go.Figure, trend: pd.DataFrame, state: ViewState) -> None:
    fig.add_scatter(
        x=[*trend["year"], *reversed(trend["year"].tolist())],
        y=[*trend["high"], *reversed(trend["low"].tolist())],
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=faded(colour(state.theme, "trend"), 0.1),
        hoverinfo="skip",
    )


def _wedge(
    fig: go.Figure, rows: pd.DataFrame, trend: pd.DataFrame, goal: pd.Series, state: ViewState
) -> list[dict[str, Any]]:
    """The room between the trend and the path that the goal asks for, with its size in the target year written in."""
    path = rows[(rows["series"] == "path") & (rows["goal_id"] == goal["goal_id"])]
    both = path.merge(trend[["year", "value"]], on="year", suffixes=("_path", "_trend"))
    both = both[both["value_trend"] >= both["value_path"]]
    if len(both) < 2:
        return []
    red = colour(state.theme, "gap")
    fig.add_scatter(
        x=[*both["year"], *reversed(both["year"].tolist())],
        y=[*both["value_trend"], *reversed(both["value_path"].tolist())],
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=faded(red, 0.22),
        hoverinfo="skip",
    )
    end = both.iloc[-1]
    fig.add_scatter(
        x=[end["year"]] * 2,
        y=[end["value_path"], end["value_trend"]],
        mode="lines",
        line={"color": red, "width": 2},
        hoverinfo="skip",
    )
    text = t(state.lang, "trajectory.gap", year=int(end["year"]), gap=i18n.quantity(state.lang, goal["gap"]))
    label = {"x": end["year"], "text": f"<b>{text}</b>", "font": {"color": red}}
    middle = (end["value_path"] + end["value_trend"]) / 2
    if state.size == "narrow":
        # No room beside the wedge on a phone: its size stands on the empty side of the path.
        beside = int(path[path["value"] <= middle]["year"].min())
        return [label | {"x": beside, "y": middle, "xanchor": "right", "xshift": -8, "align": "right"}]
    return [label | {"y": middle, "xanchor": "left", "xshift": 8, "align": "left"}]


def _line(fig: go.Figure, rows: pd.DataFrame, state: ViewState, *, token: str, dash: str, name: str) -> None:
    tonnes = [[i18n.quantity(state.lang, value)] for value in rows["tonnes"]]
    fig.add_scatter(
        x=rows["year"].tolist(),
        y=rows["value"].tolist(),
        mode="lines",
        name=name,
        line={"color": colour(state.theme, token), "width": 2, "dash": dash},
        customdata=tonnes,
        hovertemplate=f"<b>%{{x}}</b> {name}<br>%{{customdata[0]}}<extra></extra>",
    )


def _points(fig: go.Figure, points: pd.DataFrame, state: ViewState) -> None:
    """Measured points filled and joined by a thin guide; estimates hollow and never joined as if measured."""
    ink = colour(state.theme, "measured")
    words = {kind: t(state.lang, f"trajectory.kind.{kind}") for kind in ("measured", "estimated")}
    for kind, part in points.sort_values("year").groupby("series", sort=False):
        solid = kind == "measured"
        fig.add_scatter(
            x=part["year"].tolist(),
            y=part["value"].tolist(),
            mode="lines+markers" if solid else "markers",
            name=words[str(kind)],
            line={"color": faded(ink, 0.35), "width": 1.5, "dash": "solid"},
            marker={
                "size": 10,
                "color": ink if solid else colour(state.theme, "paper"),
                "line": {"color": ink if not solid else colour(state.theme, "paper"), "width": 1.5},
            },
            customdata=[
                [shared.figure_text(state.lang, *_original(row, state)), words[str(kind)]] for row in each(part)
            ],
            hovertemplate="<b>%{x}</b> %{customdata[1]}<br>%{customdata[0]}<extra></extra>",
        )


def _original(row: Any, state: ViewState) -> tuple[float, Any]:
    """A row's figure before it was scaled to the axis: tonnes for totals, the shown value otherwise."""
    return (row.tonnes if state.measure == "total" else row.value, state.measure)


def _goal_marks(fig: go.Figure, goals: pd.DataFrame, state: ViewState, top: float) -> list[dict[str, Any]]:
    """A diamond a goal, filled where it is decided, with its year; a range is a bar between its ends."""
    notes = []
    green, paper = colour(state.theme, "path"), colour(state.theme, "paper")
    for goal in each(goals):
        if goal.low < goal.high:
            fig.add_scatter(
                x=[goal.year] * 2,
                y=[goal.low, goal.high],
                mode="lines",
                line={"color": green, "width": 5},
                hoverinfo="skip",
            )
        fig.add_scatter(
            x=[goal.year],
            y=[goal.value],
            mode="markers",
            name=goal.text,
            marker={
                "symbol": "diamond",
                "size": 15 if goal.chosen else 12,
                "color": green if goal.standing == "current" else paper,
                "line": {"color": paper if goal.standing == "current" else green, "width": 2},
            },
            customdata=[
                [
                    goal.text,
                    shared.figure_text(state.lang, *_original(goal, state)),
                    t(state.lang, f"verdict.{goal.verdict}"),
                ]
            ],
            hovertemplate="<b>%{x}</b> %{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
        if goal.chosen or state.size != "narrow":
            notes.append(_goal_label(goal, state, top, last=goal.year >= goals["year"].max()))
    return notes


def _goal_label(goal: Any, state: ViewState, top: float, *, last: bool) -> dict[str, Any]:
    """The goal's year beside its diamond: to the right of the last one where there is room, else above or below."""
    label: dict[str, Any] = {
        "x": goal.year,
        "y": goal.value,
        "font": {"color": colour(state.theme, "path")},
        "text": t(state.lang, "trajectory.goal_label", year=goal.year),
    }
    if last and state.size != "narrow":
        return label | {"xanchor": "left", "xshift": 12}
    if last:
        return label | {"xanchor": "right", "xshift": -12, "yshift": -9}
    above = goal.value <= top * 0.12
    return label | {"yanchor": "bottom" if above else "top", "yshift": 9 if above else -9}


def _labels(points: pd.DataFrame, trend: pd.DataFrame, state: ViewState) -> list[dict[str, Any]]:
    """Names at the lines themselves: the latest figure, the first, and where the trend ends."""
    notes: list[dict[str, Any]] = []
    ends = points.sort_values("year").iloc[[0, -1]] if len(points) > 1 else points
    for row in each(ends):
        text = shared.figure_text(state.lang, *_original(row, state))
        notes.append(
            {
                "x": row.year, "y": row.value, "yshift": 14, "yanchor": "bottom",
                "text": f"<b>{row.year}</b><br>{text}",
                "xanchor": "left" if row.year == points["year"].min() else "center",
            }
        )  # fmt: skip
    if len(trend) and state.size != "narrow":
        end = trend.iloc[-1]
        notes.append(
            {
                "x": end["year"], "y": end["value"], "xanchor": "left", "xshift": 8,
                "text": t(state.lang, "trajectory.trend_label"), "align": "left",
                "font": {"color": colour(state.theme, "trend")},
            }
        )  # fmt: skip
    return notes


def _mission(fig: go.Figure, rows: pd.DataFrame, state: ViewState, notes: list[dict[str, Any]]) -> None:
    if not rows["year"].min() < MISSION_YEAR < rows["year"].max():
        return
    fig.add_shape(
        type="line", x0=MISSION_YEAR, x1=MISSION_YEAR, y0=0, y1=1, yref="paper",
        line={"color": colour(state.theme, "line"), "width": 1, "dash": "dot"}, layer="below",
    )  # fmt: skip
    if state.size == "narrow":
        return
    notes.append(
        {
            "x": MISSION_YEAR, "y": 1, "yref": "paper", "yanchor": "bottom",
            "text": t(state.lang, "trajectory.mission"),
            "font": {"color": colour(state.theme, "muted")},
        }
    )  # fmt: skip


def _several(fig: go.Figure, rows: pd.DataFrame, state: ViewState, top: float) -> list[dict[str, Any]]:
    ends = []
    for place, (name, part) in enumerate(rows[rows["series"] == "measured"].groupby("name", sort=False)):
        shade = CITY_COLOURS[state.theme == "dark"][place % len(CITY_COLOURS[0])]
        fig.add_scatter(
            x=part["year"].tolist(),
            y=part["value"].tolist(),
            mode="lines+markers",
            name=str(name),
            line={"color": shade, "width": 2},
            marker={"size": 8},
            customdata=[[shared.figure_text(state.lang, *_original(row, state))] for row in each(part)],
            hovertemplate=f"<b>{name}</b> %{{x}}<br>%{{customdata[0]}}<extra></extra>",
        )
        ends.append((str(name), shade, part["year"].iloc[-1], part["value"].iloc[-1]))
    places = spread([end[3] for end in ends], least=top * 0.05, low=0, high=top)
    return [
        {"x": year, "y": place, "xanchor": "left", "xshift": 8, "text": name, "font": {"color": shade}}
        for (name, shade, year, _), place in zip(ends, places, strict=True)
    ]
