"""The picture of view ``process``: the spiral with its phases, the thread, and the cities' marks on it."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour, phase_ground
from dashboard.views.base import drawn
from dashboard.views.process.geometry import GATE, Point, Spiral, polar, sector, wedge
from dashboard.views.process.layout import Mark, Measures, labelled, measures
from dashboard.views.process.legend import legend
from dashboard.views.process.marks import Marks, marks
from dashboard.views.process.names import LETTER, Name, written

SILENT = {"hoverinfo": "skip", "showlegend": False}
#: How a phase's name is broken over lines, and where it stands: beside the corners, and along the sides.
NAME_LINES = 15


def figure(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """The map in the state's size; everything in it is placed for the narrowest screen of that size."""
    room = measures(state)
    rows: list[dict[str, Any]] = [_plain(row) for row in frame.to_dict("records")]
    latest = max(row["lap"] for row in rows if row["kind"] == "lap")
    spiral = Spiral(room.inner, room.outer, latest)
    shown = marks(rows, spiral, room, state)
    key, below = legend(rows, room, state)
    half, top = room.width / 2, room.width / 2 + room.above
    return drawn(
        state,
        [
            *_grounds(room, state),
            *_thread(rows, spiral, state),
            _arena(room, state),
            *_signings(rows, spiral, state),
            *shown.traces,
            key,
        ],
        height=round((room.width + 2 * room.above + below) * room.grows),
        xaxis={"range": [-half, half], "visible": False, "constrain": "domain"},
        yaxis={"range": [-top - below, top], "visible": False, "scaleanchor": "x", "constrain": "domain"},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[
            *_phase_names(rows, room),
            *_years(spiral, room, state),
            _arena_name(state),
            *_names(shown, rows, spiral, room, state),
        ],
    )


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row with whole numbers for laps and phases and empty text for what is missing."""
    out = {str(key): value if isinstance(value, tuple) or not pd.isna(value) else "" for key, value in row.items()}
    for key in ("lap", "phase"):
        out[key] = int(out[key]) if out[key] != "" else None
    return out


def _line(points: list[Point], **style: Any) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", **SILENT,
        "x": [round(x, 1) for x, _ in points], "y": [round(y, 1) for _, y in points], **style,
    }  # fmt: skip


def _grounds(room: Measures, state: ViewState) -> list[dict[str, Any]]:
    """Six pale sectors, and between the last and the first the gate, which belongs to no phase."""
    rim = room.outer + 3
    parts = [(phase_ground(state.theme, phase), sector(phase)) for phase in range(1, 7)]
    # The outline parts the gate from phase 1, where a mark without a phase could seem to stand.
    edge = {"width": 1, "color": colour(state.theme, "muted")}
    gate = _line(wedge(*sector(None), rim), fill="toself", fillcolor=colour(state.theme, "ground"), line=edge)
    return [*(_line(wedge(*span, rim), fill="toself", fillcolor=fill, line={"width": 0}) for fill, span in parts), gate]


def _thread(rows: list[dict[str, Any]], spiral: Spiral, state: ViewState) -> list[dict[str, Any]]:
    """The contract as the thread: laps walked are solid, those to come dotted; a city's own laps are strong."""
    chosen = any(row["kind"] == "signing" for row in rows) or bool(state.cities)
    own = sorted({row["lap"] for row in rows if row["kind"] == "signing"})
    walked = [lap for lap in spiral.laps if lap <= spiral.latest]
    to_come = [lap for lap in spiral.laps if lap > spiral.latest]
    ink, quiet = colour(state.theme, "accent"), colour(state.theme, "line")
    base = [point for lap in walked for point in spiral.line(lap)]
    ahead = [point for lap in to_come for point in spiral.line(lap)]
    lines = [
        _line(ahead, line={"color": colour(state.theme, "muted"), "width": 1.2, "dash": "dot"}),
        _line(base, line={"color": quiet if chosen else ink, "width": 2 if chosen else 2.5}),
    ]
    if own:
        strong: list[Any] = []
        for lap in own:
            strong += [*spiral.line(lap), (None, None)]
        lines.append(
            {
                "type": "scatter", "mode": "lines", **SILENT, "line": {"color": ink, "width": 2.5},
                "x": [x if x is None else round(x, 1) for x, _ in strong],
                "y": [y if y is None else round(y, 1) for _, y in strong],
            }
        )  # fmt: skip
    return [line for line in lines if line["x"]]


def _arena(room: Measures, state: ViewState) -> dict[str, Any]:
    rim = [polar(room.inner * 0.9, angle) for angle in range(0, 361, 6)]
    return _line(rim, fill="toself", fillcolor=colour(state.theme, "accent"), line={"width": 0})


def _arena_name(state: ViewState) -> dict[str, Any]:
    key = "process.arena_short" if state.size == "narrow" else "process.arena"
    font = {"size": 12, "color": colour(state.theme, "on-accent")}
    return {"x": 0, "y": 0, "text": f"<b>{t(state.lang, key)}</b>", "font": font, "showarrow": False}


def _signings(rows: list[dict[str, Any]], spiral: Spiral, state: ViewState) -> list[dict[str, Any]]:
    """A diamond on the thread at twelve o'clock for each version signed or joined."""
    lang = state.lang
    told: dict[int, list[str]] = {}
    for row in rows:
        if row["kind"] == "signing":
            when = f" ({row['date']})" if row["date"] else ""
            doubt = f"; {t(lang, 'process.disputed')}" if row["certainty"] == "disputed" else ""
            told.setdefault(row["lap"], []).append(f"{row['name']}: {row['text']}{when}{doubt}")
    if not told:
        told = {row["lap"]: [row["text"]] for row in rows if row["kind"] == "lap" and not state.cities}
    if not told:
        return []
    points = [spiral.point(lap, GATE / 2) for lap in told]
    return [
        {
            "type": "scatter", "mode": "markers", "meta": "spots", "showlegend": False,
            "x": [round(x, 1) for x, _ in points], "y": [round(y, 1) for _, y in points],
            "marker": {
                "symbol": "diamond", "size": 10 if state.size != "narrow" else 8,
                "color": colour(state.theme, "trend"), "line": {"color": colour(state.theme, "paper"), "width": 1.5},
            },
            "customdata": [["", "#table", "; ".join(texts), "<br>".join(texts)] for texts in told.values()],
            "hovertemplate": "%{customdata[3]}<extra></extra>",
        }
    ]  # fmt: skip


def _phase_names(rows: list[dict[str, Any]], room: Measures) -> list[dict[str, Any]]:
    """Phases 1, 3, 4 and 6 in the corners, 2 and 5 along the sides."""
    half, top = room.width / 2, room.width / 2 + room.above
    corners = {1: (half, top), 3: (half, -top), 4: (-half, -top), 6: (-half, top)}
    out = []
    for row in rows:
        if row["kind"] != "phase":
            continue
        number, name = row["phase"], row["text"]
        text = f"<b>{number}</b> {name}"
        if number in corners:
            x, y = corners[number]
            out.append(
                {
                    "x": x, "y": y, "text": _broken(text), "align": "right" if x > 0 else "left",
                    "xanchor": "right" if x > 0 else "left", "yanchor": "top" if y > 0 else "bottom",
                }
            )  # fmt: skip
        else:
            side = 1 if number < 4 else -1
            # Beside the middle of its own sector, just outside the rim, where a circle leaves room.
            out.append(
                {
                    "x": side * half, "y": polar(room.outer, sum(sector(number)) / 2)[1], "text": text,
                    "textangle": 90 * side, "xanchor": "right" if side > 0 else "left", "yanchor": "middle",
                }
            )  # fmt: skip
    return [{**one, "font": {"size": room.type}} for one in out]


def _broken(text: str) -> str:
    """A phase's name over two or three short lines, so that it keeps to its corner."""
    lines: list[str] = []
    for word in text.split(" "):
        plain = lines[-1].replace("<b>", "").replace("</b>", "") if lines else ""
        if lines and len(plain) + 1 + len(word) <= NAME_LINES:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def _year_names(spiral: Spiral, room: Measures) -> list[Name]:
    """The laps' years, left of twelve o'clock."""
    return [Name(str(lap), spiral.point(lap, GATE / 2), "right", "middle", -8, 0) for lap in labelled(spiral, room)]


def _years(spiral: Spiral, room: Measures, state: ViewState) -> list[dict[str, Any]]:
    names = _year_names(spiral, room)
    ground = {"bgcolor": colour(state.theme, "ground"), "borderpad": 1}
    return [
        {**_annotation(name), **ground, "font": {"size": 12, "color": colour(state.theme, "ink")}} for name in names
    ]


def _annotation(name: Name) -> dict[str, Any]:
    return {
        "x": round(name.point[0], 1), "y": round(name.point[1], 1), "text": name.text, "xanchor": name.xanchor,
        "yanchor": name.yanchor, "xshift": name.xshift, "yshift": name.yshift, "borderpad": 0,
    }  # fmt: skip


def _names(
    shown: Marks, rows: list[dict[str, Any]], spiral: Spiral, room: Measures, state: ViewState
) -> list[dict[str, Any]]:
    """Names of cities where they fit; a chosen city always has its own."""
    taken = [(mark.point, mark.size) for mark in shown.every]
    taken += [(spiral.point(row["lap"], GATE / 2), 10.0) for row in rows if row["kind"] == "lap"]
    taken += [edge for row in rows if row["kind"] == "phase" for edge in _edges(row, room)]
    wanted = [(_said(mark), mark.point, mark.size) for mark in shown.cities]
    names = written(
        wanted, taken, _year_names(spiral, room), size=room.type, width=room.width,
        height=room.width, always=len(wanted) if state.cities else 0,
    )  # fmt: skip
    return [{**_annotation(name), "font": {"size": room.type}, "bgcolor": _veil(state)} for name in names]


def _edges(row: dict[str, Any], room: Measures) -> list[tuple[Point, float]]:
    """The room that a phase's name along a side takes, as a row of small marks; the corners are far from any name."""
    if row["phase"] not in (2, 5):
        return []
    x = (room.width / 2 - room.type * 0.7) * (1 if row["phase"] == 2 else -1)
    middle = polar(room.outer, sum(sector(row["phase"])) / 2)[1]
    half = (len(row["text"]) + 2) * room.type * LETTER / 2
    steps = max(2, math.ceil(2 * half / room.type))
    return [((x, middle - half + 2 * half * i / (steps - 1)), room.type * 1.4) for i in range(steps)]


def _veil(state: ViewState) -> str:
    return "rgba(20,33,42,0.78)" if state.theme == "dark" else "rgba(255,255,255,0.82)"


def _said(mark: Mark) -> str:
    return str(mark.rows[0]["name"])
