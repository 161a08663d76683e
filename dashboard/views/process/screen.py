"""The transition map on a screen, read from across the room: little is written, and where a city stands is plain.

The picture is as large as its room: a unit of its axes is a pixel of the screen's logical size.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour, faded, scheme
from dashboard.views.base import drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.process.geometry import GATE, Spiral, polar, sector
from dashboard.views.process.ground import SILENT, arena, edges, grounds, signings, sureness, thread
from dashboard.views.process.layout import ROW, Measures, labelled, measures
from dashboard.views.process.marks import Marks, crowds, inks_of, marks
from dashboard.views.process.names import AWAY, Name, written
from dashboard.views.process.screen_legend import SIGN, Entry, below, corners, diamond, entries

#: Where a phase's name stands beside a lying picture's rim: how high (px above the circle's centre), and how far off.
#: It is its lower edge above, its middle beside and its upper edge below, where the legend needs the corner.
LEVELS = {1: 124.0, 2: -42.0, 3: -134.0, 4: -134.0, 5: -42.0, 6: 124.0}
OFF = 8.0
#: A phase's name is broken at so many letters: in a corner, and beside the circle where the room is least.
CORNER, SIDE = 15, 11
#: The laps walked are fainter than what stands on them; a single city's mark has a halo so much larger (px).
FAINT, HALO = 0.5, 18.0
#: How much broader bold letters are, and at how many of them a list of cities that share a mark is broken.
BOLD, LIST = 1.12, 24


def screen(rows: list[dict[str, Any]], absent: Sequence[str], state: ViewState) -> Drawing:
    """The map in a screen's room; ``absent`` are the names of cities asked for that have walked no lap."""
    latest = max(row["lap"] for row in rows if row["kind"] == "lap")
    lying = state.size == "landscape"
    room = measures(state)
    left, right = _entries(rows, room, latest, absent, state)
    if not lying:
        # The circle takes what the legend leaves, and a smaller circle may gather more.
        room = measures(state, rows=below([*right, *left], room, state)[1])
        left, right = _entries(rows, room, latest, absent, state)
    key, lines = (corners(left, right, room, state), 0) if lying else below([*right, *left], room, state)
    spiral = Spiral(room.inner, room.outer, latest)
    shown = marks(rows, spiral, room, state)
    phases = [_beside(row, room) if lying else _corner(row, room) for row in rows if row["kind"] == "phase"]
    here = {row["phase"] for row in rows if row["kind"] == "position" and row["phase"]} if state.cities else set()
    half, bottom = room.width / 2, room.top + lines * ROW + (0 if lying else 2)
    return drawn(
        state,
        [
            *grounds(room, state, here),
            *thread(rows, spiral, state, strength=FAINT),
            arena(room, state, share=0.97),
            *_signings(rows, spiral, state),
            *_halo(shown, state),
            *shown.traces,
            key,
        ],
        height=round(room.top + bottom),
        xaxis={"range": [-half, half], "visible": False},
        yaxis={"range": [-bottom, room.top], "visible": False},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[
            *(_annotation(name, room.type) | {"text": _numbered(name.text), **how} for name, how in phases),
            *_years(spiral, room, state),
            _arena_name(state),
            *_names(shown, rows, spiral, room, [name for name, _ in phases], state),
        ],
    )  # fmt: skip


def _entries(
    rows: list[dict[str, Any]], room: Measures, latest: int, absent: Sequence[str], state: ViewState
) -> tuple[list[Entry], list[Entry]]:
    found = marks(rows, Spiral(room.inner, room.outer, latest), room, state).every
    gathered = any(mark.gathered and mark.rows[0]["kind"] == "evidence" for mark in found)
    shared = crowds(found) if state.size == "portrait" and state.cities else []
    return entries(rows, gathered, [row["name"] for mark in shared for row in mark.rows], absent, state)


def _beside(row: dict[str, Any], room: Measures) -> tuple[Name, dict[str, Any]]:
    """A phase's name outside the rim of its sector, level."""
    phase, level = row["phase"], LEVELS[row["phase"]]
    side = 1 if phase <= 3 else -1
    text = wrapped(f"{phase} {row['text']}", SIDE if phase in (2, 5) else CORNER)
    yanchor = "middle" if phase in (2, 5) else "bottom" if phase in (1, 6) else "top"
    # The line that is nearest to the circle's own level is nearest to its rim.
    nearest = abs(level) - (1.3 * room.type if phase in (2, 5) else 0)
    x = math.sqrt((room.outer + 3 + OFF) ** 2 - nearest**2)
    name = Name(text, (side * x, level), "left" if side > 0 else "right", yanchor, 0, 0)
    return name, {"align": "left" if side > 0 else "right"}


def _corner(row: dict[str, Any], room: Measures) -> tuple[Name, dict[str, Any]]:
    """A phase's name in a corner of a standing picture, or upright along its side."""
    phase, half = row["phase"], room.width / 2
    side = 1 if phase <= 3 else -1
    if phase in (2, 5):
        level = polar(room.outer, sum(sector(phase)) / 2)[1]
        name = Name(
            f"{phase} {row['text']}", (side * (half - 3), level), "right" if side > 0 else "left", "middle", 0, 0
        )
        return name, {"textangle": 90 * side}
    upper = phase in (1, 6)
    point = (side * (half - 3), room.top if upper else -room.top)
    text = wrapped(f"{phase} {row['text']}", CORNER)
    name = Name(text, point, "right" if side > 0 else "left", "top" if upper else "bottom", 0, 0)
    return name, {"align": "right" if side > 0 else "left"}


def _annotation(name: Name, size: float) -> dict[str, Any]:
    return {
        "x": round(name.point[0], 1), "y": round(name.point[1], 1), "text": name.text, "xanchor": name.xanchor,
        "yanchor": name.yanchor, "xshift": name.xshift, "yshift": name.yshift, "borderpad": 0, "font": {"size": size},
    }  # fmt: skip


def _numbered(text: str) -> str:
    """A phase's name with its number, which is its first letter, in bold."""
    return f"<b>{text[0]}</b>{text[1:]}"


def _year_names(spiral: Spiral, room: Measures) -> list[Name]:
    """The laps' years, left of twelve o'clock."""
    return [Name(str(lap), spiral.point(lap, GATE / 2), "right", "middle", -8, 0) for lap in labelled(spiral, room)]


def _years(spiral: Spiral, room: Measures, state: ViewState) -> list[dict[str, Any]]:
    ground = {"bgcolor": colour(state.theme, "ground"), "borderpad": 1}
    return [_annotation(name, 12) | ground for name in _year_names(spiral, room)]


def _arena_name(state: ViewState) -> dict[str, Any]:
    key = "process.arena" if state.size == "landscape" else "process.arena_short"
    font = {"size": 12, "color": colour(state.theme, "on-accent")}
    return {"x": 0, "y": 0, "text": f"<b>{t(state.lang, key)}</b>", "font": font}


def _signings(rows: list[dict[str, Any]], spiral: Spiral, state: ViewState) -> list[dict[str, Any]]:
    """The diamonds with signs of their own for what is our reading, on a day unknown, or no signing."""
    told = sureness(rows)
    laps = dict.fromkeys(row["lap"] for row in rows if row["kind"] == "signing") or {
        row["lap"]: None for row in rows if row["kind"] == "lap"
    }
    signs = [diamond(told[lap], state) for lap in laps]
    marker = {
        "symbol": [sign["symbol"] for sign in signs], "size": SIGN, "color": [sign["fill"] for sign in signs],
        "line": {"color": [sign["line"] for sign in signs], "width": 1.5},
    }  # fmt: skip
    return [trace | {"marker": marker} for trace in signings(rows, spiral, state)]


def _halo(shown: Marks, state: ViewState) -> list[dict[str, Any]]:
    """A soft ring around the one city's mark, so that it is found from afar."""
    if len(state.cities) != 1 or len(shown.cities) != 1:
        return []
    mark = shown.cities[0]
    marker = {"size": mark.size + HALO, "color": faded(colour(state.theme, "accent"), 0.28), "line": {"width": 0}}
    point = {"x": [round(mark.point[0], 1)], "y": [round(mark.point[1], 1)]}
    return [{"type": "scatter", "mode": "markers", **SILENT, **point, "marker": marker | {"opacity": 1}}]


def _names(
    shown: Marks, rows: list[dict[str, Any]], spiral: Spiral, room: Measures, fixed: list[Name], state: ViewState
) -> list[dict[str, Any]]:
    """Names of cities: all of those chosen, also where they share a mark; else those that fit."""
    size = room.name if state.cities else room.type
    taken = [(mark.point, mark.size) for mark in shown.every]
    taken += [(spiral.point(row["lap"], GATE / 2), 10.0) for row in rows if row["kind"] == "lap"]
    if state.size == "portrait":
        taken += [edge for row in rows if row["kind"] == "phase" for edge in edges(row, room)]
    # Where there is room beside the circle those who share a mark are named there; else the legend names them.
    shared = crowds(shown.every) if state.size == "landscape" and state.cities else []
    named = [(str(mark.rows[0]["name"]), mark.point, mark.size) for mark in shown.cities]
    named += [(wrapped(", ".join(row["name"] for row in mark.rows), LIST), mark.point, mark.size) for mark in shared]
    names = written(
        named, taken, [*_year_names(spiral, room), *fixed], size=size * (BOLD if state.cities else 1),
        width=room.width, height=2 * room.top, always=len(named) if state.cities else 0, scales=(1.0,),
        heavy=4, away=(*AWAY, 30.0),
    )  # fmt: skip
    inks = inks_of(rows, state)
    veil = "rgba(20,33,42,0.8)" if scheme(state.theme) == "dark" else "rgba(255,255,255,0.84)"
    return [_annotation(name, size) | {"text": _inked(name.text, inks, state), "bgcolor": veil} for name in names]


def _inked(text: str, inks: dict[str, str], state: ViewState) -> str:
    """Names of chosen cities in bold, each in the colour of its trail."""
    if not state.cities:
        return text
    parts = (part for part in re.split("(, |,<br>|<br>)", text))
    return f"<b>{''.join(_span(part, inks[part]) if part in inks else part for part in parts)}</b>"


def _span(text: str, ink: str) -> str:
    return f'<span style="color:{ink}">{text}</span>'
