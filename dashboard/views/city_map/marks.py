"""Markers and names of view ``city-map``: a sign a role, rings for the EU's mission, a star for a pilot."""

import math
from itertools import combinations
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.model.membership import KINDS, NETWORKS
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.base import wrapped
from dashboard.views.city_map.labels import name_traces
from dashboard.views.city_map.panels import Page, Panel
from dashboard.views.city_map.rows import kind_words, value_words
from dashboard.views.city_map.scene import Row, Scene
from dashboard.views.city_map.style import border, sign

#: Diameters (px in 13 px text) by size: what can be pointed at, and what an enlarged part shows larger.
SIZES = {"narrow": 14.0, "landscape": 12.0, "portrait": 11.0}
SIZE_WIDE = 13.0
SMALL, RING, STAR = 8.0, 7.0, 0.55
#: On a screen, where nothing is pointed at, what an enlarged part shows is smaller still on the whole map.
SMALLER = 5.0
#: Markers are moved apart by at most so much at a time (px).
MOST_MOVED = 8.0


def mark_traces(scene: Scene, laid: Page, number: int) -> list[dict[str, Any]]:
    """Everything on top of a panel's areas: markers by role (or unseen ones by figure), rings, stars and names."""
    panel, unit = laid.panels[number - 1], laid.size / 13
    full = SIZES.get(scene.state.size, SIZE_WIDE) * unit
    small = (SMALLER if scene.calm else SMALL) * unit
    rows: list[Row] = []
    for row in scene.rows:
        if not pd.isna(row["x"]) and _in(panel, row):
            # What an enlarged part shows stands small on the whole map: there it can be pointed at.
            elsewhere = number == 1 and any(_in(inset, row) for inset in laid.insets)
            rows.append(row | {"elsewhere": elsewhere, "size": small if elsewhere else full})
    state = scene.state
    told = [row for row in rows if row["chosen"]] if scene.many else rows
    if scene.many:
        out = (
            []
            if scene.measure
            else [*_gathered(rows, scene, unit), *_signs([r for r in told if r["lit"]], scene, unit)]
        )
    elif scene.measure:
        out = _unseen([row for row in rows if not row["elsewhere"]], scene, full)
    else:
        shown = [row for row in rows if row["lit"]]
        _apart(shown, panel.scale)
        quiet = [row for row in rows if not row["lit"] and isinstance(row["kind"], str)]
        out = [_quiet(quiet, state, unit)] if quiet else []
        out += _signs(shown, scene, unit)
        if scene.told.layer == "roles":
            out += _unnamed(rows, state)
    out += _chosen([row for row in rows if row["chosen"]], scene, full, unit)
    out += name_traces(told, scene, laid, number)
    axes = {} if number == 1 else {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    return [{"type": "scatter", "showlegend": False, **trace, **axes} for trace in out]


def _gathered(rows: list[Row], scene: Scene, unit: float) -> list[dict[str, Any]]:
    """Those lit up where there are very many: small signs that say nothing one by one, a trace a sign."""
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["lit"] and not row["chosen"]:
            kinds.setdefault(sign(scene.state.theme, row["kind"]), []).append(row)
    return [
        {"mode": "markers", **_xy(some), "hoverinfo": "skip",
         "marker": {"symbol": symbol, "size": SMALLER * unit, "color": shade, "opacity": 0.7}}
        for (symbol, shade), some in kinds.items()
    ]  # fmt: skip


def _apart(rows: list[Row], scale: float) -> None:
    """Moves markers that would cover each other apart, by no more than it takes; a few pixels at most."""
    for _ in range(4):
        for first, second in combinations(rows, 2):
            across, up = second["x"] - first["x"], second["y"] - first["y"]
            least = (first["size"] + second["size"]) / 2 / scale
            if abs(across) >= least or abs(up) >= least:
                continue
            far = math.hypot(across, up) or 1.0
            push = min(least - far, MOST_MOVED / scale) / 2
            if push > 0:
                for row, way in ((first, -1), (second, 1)):
                    row["x"] += round(way * push * across / far)
                    row["y"] += round(way * push * up / far)


def _in(panel: Panel, row: Row) -> bool:
    west, south, east, north = panel.box
    return bool(west <= row["x"] <= east and south <= row["y"] <= north)


def _xy(rows: list[Row]) -> dict[str, Any]:
    return {"x": [int(row["x"]) for row in rows], "y": [int(row["y"]) for row in rows]}


def _signs(rows: list[Row], scene: Scene, unit: float) -> list[dict[str, Any]]:
    """The contract's cities: one trace of what can be pointed at, one of what is shown larger elsewhere."""
    state = scene.state
    out: list[dict[str, Any]] = []
    for elsewhere in (True, False):
        some = [row for row in rows if row["elsewhere"] == elsewhere]
        if not some:
            continue
        signs = [sign(state.theme, row["kind"]) for row in some]
        is_open = [symbol.endswith("-open") for symbol, _ in signs]
        edges = [shade if hollow else border(state.theme) for (_, shade), hollow in zip(signs, is_open, strict=True)]
        marker = {
            "symbol": [symbol for symbol, _ in signs], "color": [shade for _, shade in signs],
            "size": [row["size"] for row in some], "opacity": 1,
            "line": {"color": edges, "width": [(2.2 if hollow else 1) * unit for hollow in is_open]},
        }  # fmt: skip
        spots = {} if elsewhere else {"meta": "spots"}
        out.append({"mode": "markers", **_xy(some), "marker": marker, **_told(some, state), **spots})
        if not elsewhere and not scene.calm:
            out += _extras(some, state, unit)
    return out


def _extras(rows: list[Row], state: ViewState, unit: float) -> list[dict[str, Any]]:
    """Rings around the EU's mission cities, and stars in the pilots' markers."""
    ringed = [row for row in rows if NETWORKS["mission"] in row["networks"]]
    pilots = [row for row in rows if NETWORKS["pilot"] in row["networks"]]
    out: list[dict[str, Any]] = []
    if ringed:
        marker = {"symbol": "circle-open", "size": [row["size"] + RING * unit for row in ringed],
                  "color": colour(state.theme, "ink"), "line": {"width": 1.6 * unit}}  # fmt: skip
        out.append({"mode": "markers", **_xy(ringed), "marker": marker, "hoverinfo": "skip"})
    if pilots:
        marker = {"symbol": "star", "size": [row["size"] * STAR for row in pilots], "color": border(state.theme)}
        out.append({"mode": "markers", **_xy(pilots), "marker": marker, "hoverinfo": "skip"})
    return out


def _quiet(rows: list[Row], state: ViewState, unit: float) -> dict[str, Any]:
    """The contract's other cities, while some are lit up."""
    marker = {"symbol": "circle", "size": 5 * unit, "color": colour(state.theme, "muted"), "opacity": 0.6}
    return {"mode": "markers", **_xy(rows), "marker": marker, "hoverinfo": "skip"}


def _told(rows: list[Row], state: ViewState) -> dict[str, Any]:
    """What a marker says: to those who see it, and in plain text to those who do not."""
    said = []
    for row in rows:
        parts = [row["roles"] or kind_words(state.lang, None), row["twins"]]
        plain = "; ".join(part for part in parts if part)
        lines = "<br>".join(wrapped(piece, 46) for piece in plain.split("; "))
        said.append([row["slug"], "", f"{row['name']}: {plain}", f"<b>{row['name']}</b><br>{lines}"])
    return {"customdata": said, "hovertemplate": "%{customdata[3]}<extra></extra>"}


def _unnamed(rows: list[Row], state: ViewState) -> list[dict[str, Any]]:
    """Unseen markers on the others, for who points at one: that no source names it is said, not left open."""
    some = [row for row in rows if not row["lit"] and not row["elsewhere"] and not row["chosen"]]
    if not some:
        return []
    words = wrapped(kind_words(state.lang, None), 46)
    return [{"mode": "markers", **_xy(some), "marker": {"size": 10, "opacity": 0},
             "text": [row["name"] for row in some],
             "hovertemplate": f"<b>%{{text}}</b><br>{words}<extra></extra>"}]  # fmt: skip


def _unseen(rows: list[Row], scene: Scene, full: float) -> list[dict[str, Any]]:
    """Unseen markers on every municipality, which say its figure."""
    said = []
    for row in rows:
        value = value_words(scene.state.lang, scene.told.layer, row["value"])
        said.append([row["slug"], "", f"{row['name']}: {value}", value])
    return [{"mode": "markers", **_xy(rows), "marker": {"size": full, "opacity": 0}, "meta": "spots",
             "customdata": said, "text": [row["name"] for row in rows],
             "hovertemplate": "<b>%{text}</b><br>%{customdata[3]}<extra></extra>"}]  # fmt: skip


def _chosen(rows: list[Row], scene: Scene, full: float, unit: float) -> list[dict[str, Any]]:
    """A double ring around the cities chosen; one without a sign of its own can be pointed at here."""
    if not rows:
        return []
    state = scene.state
    sizes = [(SMALLER if row["elsewhere"] else full) + 14 * unit for row in rows] if scene.calm else full + 14 * unit
    ring = {"symbol": "circle-open", "size": sizes, "color": colour(state.theme, "gap"),
            "line": {"width": 2.6 * unit}}  # fmt: skip
    out: list[dict[str, Any]] = [{"mode": "markers", **_xy(rows), "marker": ring, "hoverinfo": "skip"}]
    bare = [row for row in rows if not row["lit"] and not row["elsewhere"] and not scene.measure]
    if bare:
        dot = {"symbol": "circle", "size": full * 0.6, "color": colour(state.theme, "gap")}
        out.append({"mode": "markers", **_xy(bare), "marker": dot, **_told(bare, state), "meta": "spots"})
    return out


def legend_marks(scene: Scene) -> list[dict[str, Any]]:
    """The legend's entries for the signs that are shown, with how many there are of each."""
    state, ink, unit = scene.state, colour(scene.state.theme, "ink"), scene.unit
    if scene.measure:
        outline = {"symbol": "square-open", "size": 14 * unit, "color": ink, "line": {"width": 1.6 * unit}}
        return [_entry(t(state.lang, "city-map.legend_contract"), outline)]
    lit = [row for row in scene.rows if row["lit"]]
    out = []
    for kind in KINDS:
        rows = [row for row in lit if row["kind"] == kind]
        if rows:
            every = not scene.calm and kind != "later" and all(row["role"] == "pioneer" for row in rows)
            what = t(state.lang, "city-map.and_pioneer", what=kind_words(state.lang, kind)) if every \
                else kind_words(state.lang, kind)  # fmt: skip
            out.append(_entry(t(state.lang, "city-map.legend_count", what=what, count=len(rows)), _alone(scene, kind)))
    beside = [row for row in lit if not isinstance(row["kind"], str)]
    if beside:
        what = t(state.lang, "city-map.kind.network")
        out.append(_entry(t(state.lang, "city-map.legend_count", what=what, count=len(beside)), _alone(scene, None)))
    others = [row for row in scene.rows if not row["lit"] and isinstance(row["kind"], str)]
    if others:
        what = t(state.lang, "city-map.legend_others")
        marker = {"symbol": "circle", "size": 6 * unit, "color": colour(state.theme, "muted")}
        out.append(_entry(t(state.lang, "city-map.legend_count", what=what, count=len(others)), marker))
    for short, symbol, size in (("mission", "circle-open", 16), ("pilot", "star", 10)):
        count = sum(NETWORKS[short] in row["networks"] for row in lit)
        if count and not scene.calm:
            what = t(state.lang, f"city-map.sign.{short}")
            if short == "mission" and _labelled(lit) == count:
                what = t(state.lang, "city-map.sign.mission_and_label")
            marker = {
                "symbol": symbol,
                "size": size * unit,
                "color": ink,
                "line": {"width": 1.6 * unit if short == "mission" else 0},
            }
            out.append(_entry(t(state.lang, "city-map.legend_count", what=what, count=count), marker))
    return out


def _labelled(lit: list[Row]) -> int:
    """How many of the mission's cities hold its label too."""
    both = {NETWORKS["mission"], NETWORKS["label"]}
    return sum(both <= set(row["networks"]) for row in lit)


def _alone(scene: Scene, kind: str | None) -> dict[str, Any]:
    symbol, shade = sign(scene.state.theme, kind)
    return {"symbol": symbol, "size": SIZE_WIDE * scene.unit, "color": shade,
            "line": {"color": shade, "width": 2.2 * scene.unit if symbol.endswith("-open") else 0}}  # fmt: skip


def _entry(name: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "marker": marker, "name": name,
            "showlegend": True, "hoverinfo": "skip"}  # fmt: skip
