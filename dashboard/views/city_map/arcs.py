"""Twins joined on view ``city-map``: one kind of arc for the contract's pairs, another for the European programme's."""

import math
from typing import Any

from dashboard.i18n import t
from dashboard.theme import colour, faded
from dashboard.views.city_map.panels import Panel
from dashboard.views.city_map.rows import partner_words
from dashboard.views.city_map.scene import Scene

#: An arc's height in parts of its length, and its corners.
BEND, STEPS = 0.2, 8
#: However short the way, its arc rises so far (px) that it shows between the two markers.
LEAST_BOW = 17.0
#: Room below the map for a name abroad (px in 13 px text).
FOOT = 36.0
#: How each kind of pair is drawn: the theme's token and Plotly's dash.
KINDS = {
    ("contract", True): ("trend", "solid"),
    ("contract", False): ("trend", "5px,3px"),
    ("netzerocities", True): ("path", "2px,3px"),
    ("netzerocities", False): ("path", "2px,3px"),
}


def kind_of(pair: dict[str, Any]) -> tuple[str, bool]:
    """The programme of a pair, and whether a source states it."""
    return pair["programme"], pair["certainty"] == "stated" or pair["programme"] == "netzerocities"


def shown(scene: Scene) -> list[dict[str, Any]]:
    """The pairs that the layer shows: all with roles, those of a municipality lit up or chosen, none with a measure.

    On a standing screen, where arcs would be a few pixels long, and among very many, only those of one chosen.
    """
    layer = scene.told.layer
    if scene.measure:
        return []
    if layer == "roles" and scene.state.size != "portrait" and not scene.many:
        return list(scene.told.pairs)
    is_lit = layer in ("twin", "pioneer") and scene.state.size != "portrait" and not scene.many
    wanted = scene.codes("chosen") | (scene.codes("lit") if is_lit else set())
    return [pair for pair in scene.told.pairs if pair["code"] in wanted or pair["partner_code"] in wanted]


def is_abroad(pair: dict[str, Any]) -> bool:
    """Whether the partner is a city in another country."""
    return not pair["partner_code"] and isinstance(pair["partner_name"], str)


def arc_traces(scene: Scene, panel: Panel, number: int) -> list[dict[str, Any]]:
    """A trace a kind of pair and emphasis; on an enlarged part only pairs with both ends there."""
    points, chosen = scene.ground.points, scene.codes("chosen")
    groups: dict[tuple[tuple[str, bool], bool], tuple[list[Any], list[Any]]] = {}
    for pair in shown(scene):
        start, end = points.get(pair["code"]), points.get(pair["partner_code"])
        if start is None or end is None or not (_inside(start, panel) and _inside(end, panel)):
            continue
        strong = bool(chosen & {pair["code"], pair["partner_code"]})
        xs, ys = groups.setdefault((kind_of(pair), strong), ([], []))
        for into, values in zip((xs, ys), _arc(start, end, LEAST_BOW * scene.unit / panel.scale), strict=True):
            into += [*values, None]
    axes = {} if number == 1 else {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    out = []
    for (kind, strong), (xs, ys) in groups.items():
        line = _line(kind, scene, strong=strong, quiet=bool(chosen) and not strong)
        out.append({"type": "scatter", "mode": "lines", "x": xs[:-1], "y": ys[:-1], "line": line, "hoverinfo": "skip",
                    "showlegend": False, **axes})  # fmt: skip
    return out


def _line(kind: tuple[str, bool], scene: Scene, *, strong: bool = False, quiet: bool = False) -> dict[str, Any]:
    token, dash = KINDS[kind]
    shade = colour(scene.state.theme, token)
    width = 3.6 if strong else 2.2
    return {"color": faded(shade, 0.45) if quiet else shade, "width": width * scene.unit, "dash": dash}


def _inside(point: Any, panel: Panel) -> bool:
    west, south, east, north = panel.box
    return bool(west <= point[0] <= east and south <= point[1] <= north)


def _arc(start: tuple[int, int], end: tuple[int, int], least: float) -> tuple[list[int], list[int]]:
    """A gentle bow from one place to another, to the left of the way from west to east."""
    (x0, y0), (x1, y1) = sorted((start, end))
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    rise = 2 * max(BEND * length, least) / length
    across = (x0 + x1) / 2 - (y1 - y0) * rise, (y0 + y1) / 2 + (x1 - x0) * rise
    xs, ys = [], []
    for step in range(STEPS + 1):
        at = step / STEPS
        first, second, third = (1 - at) ** 2, 2 * at * (1 - at), at**2
        xs.append(round(first * x0 + second * across[0] + third * x1))
        ys.append(round(first * y0 + second * across[1] + third * y1))
    return xs, ys


def arrows(scene: Scene, panel: Panel) -> list[dict[str, Any]]:
    """For each pair with a city abroad: an arrow over the map's edge, with the city and its country at its end."""
    points, chosen = scene.ground.points, scene.codes("chosen")
    out = []
    for pair in shown(scene):
        if pair["partner_code"] or pair["code"] not in points or not isinstance(pair["partner_name"], str):
            continue
        x, y = points[pair["code"]]
        shade = colour(scene.state.theme, KINDS[kind_of(pair)][0])
        words = partner_words(scene.state.lang, pair["partner_name"]).replace(", ", ",<br>")
        strong = pair["code"] in chosen
        end = _abroad((x, y), panel, scene.unit)
        arrow = {"x": end[0], "y": end[1], "ax": x, "ay": y, "axref": "x", "ayref": "y", "text": "", "showarrow": True,
                 "arrowhead": 2, "arrowsize": 1.1, "arrowwidth": (3 if strong else 2) * scene.unit, "arrowcolor": shade,
                 "standoff": 0, "startstandoff": 8}  # fmt: skip
        label = {"x": end[0], "y": end[1], "text": words, "xanchor": "center", "yanchor": "top", "yshift": 2,
                 "align": "center", "font": {"color": colour(scene.state.theme, "ink")}}  # fmt: skip
        out += [arrow, label]
    return out


def lines(scene: Scene, panel: Panel) -> list[tuple[float, float, float, float]]:
    """Where arcs and arrows run on a panel, as small squares in its pixels: names keep off them."""
    points, out = scene.ground.points, []
    for pair in shown(scene):
        start, end = points.get(pair["code"]), points.get(pair["partner_code"])
        if start is None or not _inside(start, panel):
            continue
        if pair["partner_code"] is None and panel.name == "whole" and not scene.calm:
            end = _abroad(start, panel, scene.unit)
            corners = [
                (start[0] + (end[0] - start[0]) * i / 6, start[1] + (end[1] - start[1]) * i / 6) for i in range(7)
            ]
        elif end is not None and _inside(end, panel):
            corners = list(zip(*_arc(start, end, LEAST_BOW * scene.unit / panel.scale), strict=True))
        else:
            continue
        at = [(x * panel.scale, y * panel.scale) for x, y in corners]
        # As large as the way between two corners, so that nothing slips through.
        half = max(3.0, math.hypot(at[1][0] - at[0][0], at[1][1] - at[0][1]) / 2)
        out += [(x - half, y - half, x + half, y + half) for x, y in at]
    return out


def _abroad(start: tuple[int, int], panel: Panel, unit: float) -> tuple[int, int]:
    """Where an arrow abroad ends: below the map, with room for the two lines of its name."""
    return round(start[0] - 34 * unit / panel.scale), round(panel.box[1] + FOOT * unit / panel.scale)


def names_abroad(scene: Scene, panel: Panel, size: float) -> list[tuple[float, float, float, float]]:
    """The room that the names of cities abroad take on the whole map, in its pixels."""
    out = []
    for pair in shown(scene):
        start = scene.ground.points.get(pair["code"])
        if pair["partner_code"] is None and start is not None:
            x, y = (side * panel.scale for side in _abroad(start, panel, scene.unit))
            out.append((x - 2.6 * size, y - 2.8 * size, x + 2.6 * size, y))
    return out


def legend_arcs(scene: Scene) -> list[dict[str, Any]]:
    """The legend's entries for the kinds of pair that are shown, with how many there are of each."""
    counts: dict[tuple[str, bool], int] = {}
    for pair in shown(scene):
        counts[kind_of(pair)] = counts.get(kind_of(pair), 0) + 1
    out: list[dict[str, Any]] = []
    for kind in dict.fromkeys(KINDS):
        if kind in counts:
            known = "stated" if kind[1] else "derived"
            words = t(scene.state.lang, f"city-map.pairs.{kind[0]}_{known}", count=counts[kind])
            out.append({"type": "scatter", "mode": "lines", "x": [None], "y": [None], "line": _line(kind, scene),
                        "name": words, "showlegend": True, "hoverinfo": "skip"})  # fmt: skip
    return out
