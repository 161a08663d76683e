"""What the transition map's marks stand on: the phases' grounds, the contract as the thread, the arena, signings."""

import math
from collections.abc import Collection
from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import PHASE_COLOURS, colour, faded, phase_ground, scheme
from dashboard.views.process.geometry import GATE, Point, Spiral, polar, sector, wedge
from dashboard.views.process.layout import Measures
from dashboard.views.process.names import LETTER

SILENT = {"hoverinfo": "skip", "showlegend": False}
#: How much of a phase's hue its ground has where a city of the picture stands, light and dark.
STRONG = (0.24, 0.36)
#: What a diamond stands for, the surest first.
SURENESS = ("signed", "unsure", "joined")


def _line(points: list[Point], **style: Any) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", **SILENT,
        "x": [round(x, 1) for x, _ in points], "y": [round(y, 1) for _, y in points], **style,
    }  # fmt: skip


def grounds(room: Measures, state: ViewState, strong: Collection[int] = ()) -> list[dict[str, Any]]:
    """Six pale sectors, some of them ``strong``, and between the last and the first the gate, which is no phase."""
    rim = room.outer + 3
    deep = STRONG[scheme(state.theme) == "dark"]
    parts = [
        (faded(PHASE_COLOURS[phase - 1], deep) if phase in strong else phase_ground(state.theme, phase), sector(phase))
        for phase in range(1, 7)
    ]
    # The outline parts the gate from phase 1, where a mark without a phase could seem to stand.
    edge = {"width": 1, "color": colour(state.theme, "muted")}
    gate = _line(wedge(*sector(None), rim), fill="toself", fillcolor=colour(state.theme, "ground"), line=edge)
    return [*(_line(wedge(*span, rim), fill="toself", fillcolor=fill, line={"width": 0}) for fill, span in parts), gate]


def thread(
    rows: list[dict[str, Any]], spiral: Spiral, state: ViewState, *, strength: float = 1.0
) -> list[dict[str, Any]]:
    """The contract as the thread: laps walked are solid, those to come dotted; a city's own laps are strong.

    ``strength`` is the opacity of the laps walked: less where the marks alone are to be seen from afar.
    """
    chosen = any(row["kind"] == "signing" for row in rows) or bool(state.cities)
    own = sorted({row["lap"] for row in rows if row["kind"] == "signing"})
    walked = [lap for lap in spiral.laps if lap <= spiral.latest]
    to_come = [lap for lap in spiral.laps if lap > spiral.latest]
    accent, quiet = colour(state.theme, "accent"), colour(state.theme, "line")
    ink = accent if strength == 1 else faded(accent, strength)
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


def arena(room: Measures, state: ViewState, *, share: float = 0.9) -> dict[str, Any]:
    """The transition arena, where every lap begins; ``share`` of the room that the thread leaves."""
    rim = [polar(room.inner * share, angle) for angle in range(0, 361, 6)]
    return _line(rim, fill="toself", fillcolor=colour(state.theme, "accent"), line={"width": 0})


def signings(rows: list[dict[str, Any]], spiral: Spiral, state: ViewState) -> list[dict[str, Any]]:
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


def sureness(rows: list[dict[str, Any]]) -> dict[int, str]:
    """What each lap's diamond stands for: the surest of its signings.

    ``signed`` by the source on a known day, ``unsure`` where that is our reading, disputed or on a day unknown, and
    ``joined`` where none signed. A lap that only the lap itself tells of is ``signed``.
    """
    out: dict[int, str] = {row["lap"]: "signed" for row in rows if row["kind"] == "lap"}
    found: dict[int, list[str]] = {}
    for row in rows:
        if row["kind"] == "signing":
            plain = row["certainty"] == "stated" and row["date"]
            how = "joined" if row["stage"] != "signed" else "signed" if plain else "unsure"
            found.setdefault(row["lap"], []).append(how)
    return out | {lap: min(told, key=SURENESS.index) for lap, told in found.items()}


def edges(row: dict[str, Any], room: Measures) -> list[tuple[Point, float]]:
    """The room that a phase's name along a side takes, as a row of small marks; the corners are far from any name."""
    if row["phase"] not in (2, 5):
        return []
    x = (room.width / 2 - room.type * 0.7) * (1 if row["phase"] == 2 else -1)
    middle = polar(room.outer, sum(sector(row["phase"])) / 2)[1]
    half = (len(row["text"]) + 2) * room.type * LETTER / 2
    steps = max(2, math.ceil(2 * half / room.type))
    return [((x, middle - half + 2 * half * i / (steps - 1)), room.type * 1.4) for i in range(steps)]
