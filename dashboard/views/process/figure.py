"""The picture of view ``process``: the spiral with its phases, the thread, and the cities' marks on it."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.base import SCREEN_ROOM, drawn
from dashboard.views.drawing import Drawing
from dashboard.views.process.geometry import GATE, Spiral, polar, sector
from dashboard.views.process.ground import arena, edges, grounds, signings, thread
from dashboard.views.process.layout import Mark, Measures, labelled, measures
from dashboard.views.process.legend import legend
from dashboard.views.process.marks import Marks, marks
from dashboard.views.process.names import Name, written
from dashboard.views.process.screen import screen

#: How a phase's name is broken over lines, and where it stands: beside the corners, and along the sides.
NAME_LINES = 15


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """The map in the state's size; everything in it is placed for the narrowest screen of that size."""
    rows: list[dict[str, Any]] = [_plain(row) for row in frame.to_dict("records")]
    if state.size in SCREEN_ROOM:
        return screen(rows, frame.attrs.get("absent", ()), state)
    room = measures(state)
    latest = max(row["lap"] for row in rows if row["kind"] == "lap")
    spiral = Spiral(room.inner, room.outer, latest)
    shown = marks(rows, spiral, room, state)
    key, below = legend(rows, room, state)
    half, top = room.width / 2, room.top
    return drawn(
        state,
        [
            *grounds(room, state),
            *thread(rows, spiral, state),
            arena(room, state),
            *signings(rows, spiral, state),
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


def _arena_name(state: ViewState) -> dict[str, Any]:
    key = "process.arena_short" if state.size == "narrow" else "process.arena"
    font = {"size": 12, "color": colour(state.theme, "on-accent")}
    return {"x": 0, "y": 0, "text": f"<b>{t(state.lang, key)}</b>", "font": font, "showarrow": False}


def _phase_names(rows: list[dict[str, Any]], room: Measures) -> list[dict[str, Any]]:
    """Phases 1, 3, 4 and 6 in the corners, 2 and 5 along the sides."""
    half, top = room.width / 2, room.top
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
    taken += [edge for row in rows if row["kind"] == "phase" for edge in edges(row, room)]
    wanted = [(_said(mark), mark.point, mark.size) for mark in shown.cities]
    names = written(
        wanted, taken, _year_names(spiral, room), size=room.type, width=room.width,
        height=room.width, always=len(wanted) if state.cities else 0,
    )  # fmt: skip
    return [{**_annotation(name), "font": {"size": room.type}, "bgcolor": _veil(state)} for name in names]


def _veil(state: ViewState) -> str:
    return "rgba(20,33,42,0.78)" if state.theme == "dark" else "rgba(255,255,255,0.82)"


def _said(mark: Mark) -> str:
    return str(mark.rows[0]["name"])
