"""The areas of view ``city-map``: one trace a class of municipalities and panel, and what the legend says of each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from dashboard import i18n
from dashboard.i18n import t
from dashboard.theme import colour
from dashboard.views.city_map.ground import Rings
from dashboard.views.city_map.ground import land as bare_land
from dashboard.views.city_map.measure import class_of
from dashboard.views.city_map.panels import Panel
from dashboard.views.city_map.rows import DECIMALS
from dashboard.views.city_map.scene import Scene
from dashboard.views.city_map.style import border, land, ramp, tint

#: A class: its fill, its pattern, its municipalities, and its words in the legend (empty: not in it).
Fill = tuple[str, str, list[str], str]


def classes(scene: Scene) -> list[Fill]:
    """The classes of municipalities in the layer shown, unnamed ones first; empty classes are left out."""
    made = _by_value(scene) if scene.measure else _by_role(scene)
    return [each for each in made if each[2]]


def _by_role(scene: Scene) -> Iterator[Fill]:
    counts, lang, theme = scene.told.counts, scene.state.lang, scene.state.theme
    is_all = scene.told.layer == "roles"
    others = t(lang, "city-map.legend_unnamed") if is_all else ""
    if others and counts.unnamed and scene.state.size != "portrait":
        others += "<br>" + t(lang, "city-map.legend_unknown", count=counts.unnamed, total=counts.total)
    yield land(theme), "", [row["code"] for row in scene.rows if not row["lit"]], others
    kinds: dict[str, list[str]] = {}
    for row in scene.rows:
        if row["lit"]:
            kinds.setdefault(row["kind"] if isinstance(row["kind"], str) else "network", []).append(row["code"])
    for kind, codes in kinds.items():
        yield tint(theme, kind, strong=not is_all), "", codes, ""


def _by_value(scene: Scene) -> Iterator[Fill]:
    layer, inner, lang = scene.told.layer, scene.told.limits, scene.state.lang
    codes: list[list[str]] = [[] for _ in range(len(inner) + 2)]
    for row in scene.rows:
        codes[class_of(float(row["value"]), inner)].append(row["code"])
    words = class_words(lang, layer, inner)
    yield land(scene.state.theme), "", codes[-1], t(lang, "missing")
    for place, fill in enumerate(ramp(scene.state.theme, layer, len(inner) + 1)):
        rising = layer == "change" and place == len(inner)
        yield fill, "/" if rising else "", codes[place], words[place]


def class_words(lang: str, layer: str, inner: Sequence[float]) -> list[str]:
    """The classes in words, from the lowest: under, between, and from a limit."""
    if not inner:
        return [""]

    def bare(value: float) -> str:
        if layer == "per_person":
            return i18n.number(lang, value, DECIMALS[layer])
        return i18n.percent(lang, value, DECIMALS[layer], sign=layer == "change")

    between = [t(lang, "city-map.between", low=bare(low), high=bare(high)) for low, high in pairwise(inner)]
    last = t(lang, "city-map.risen") if layer == "change" and inner[-1] == 0 else None
    return [
        t(lang, "city-map.under", value=bare(inner[0])),
        *between,
        last or t(lang, "city-map.from", value=bare(inner[-1])),
    ]


def fill_traces(scene: Scene, panel: Panel, number: int) -> list[dict[str, Any]]:
    """The classes as areas on a panel's axes; an enlarged part holds only what it shows."""
    ink = colour(scene.state.theme, "ink")

    def rings(codes: Iterable[str]) -> Rings:
        return scene.ground.joined(codes, panel.box if number > 1 else None)

    if scene.many and not scene.measure:
        # Thousands of borders are no picture: the land, and those chosen.
        whole = _area(bare_land(scene.ground), land(scene.state.theme), "", scene, number)
        return [whole, *_outline(rings(row["code"] for row in scene.rows if row["chosen"]), ink, 2.6, number)]
    out = [
        _area(found, fill, pattern, scene, number)
        for fill, pattern, codes, _ in classes(scene)
        if (found := rings(codes))[0]
    ]
    if scene.measure:
        out += _outline(rings(row["code"] for row in scene.rows if isinstance(row["kind"], str)), ink, 1.4, number)
    return out + _outline(rings(row["code"] for row in scene.rows if row["chosen"]), ink, 2.6, number)


def _axes(number: int) -> dict[str, str]:
    return {} if number == 1 else {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def _area(rings: Rings, fill: str, pattern: str, scene: Scene, number: int) -> dict[str, Any]:
    trace = {
        "type": "scatter", "mode": "lines", "x": rings[0], "y": rings[1], "fill": "toself", "fillcolor": fill,
        "line": {"color": border(scene.state.theme), "width": 0.6 if number == 1 else 1}, "hoverinfo": "skip",
        "showlegend": False, **_axes(number),
    }  # fmt: skip
    if pattern:
        trace["fillpattern"] = _hatch(fill, pattern, scene)
    return trace


def _hatch(fill: str, pattern: str, scene: Scene) -> dict[str, Any]:
    return {"shape": pattern, "bgcolor": fill, "fgcolor": colour(scene.state.theme, "ink"), "size": 5, "solidity": 0.18}


def _outline(rings: Rings, line: str, width: float, number: int) -> list[dict[str, Any]]:
    if not rings[0]:
        return []
    return [{
        "type": "scatter", "mode": "lines", "x": rings[0], "y": rings[1], "line": {"color": line, "width": width},
        "hoverinfo": "skip", "showlegend": False, **_axes(number),
    }]  # fmt: skip


def legend_fills(scene: Scene) -> list[dict[str, Any]]:
    """The legend's entries for the areas: traces without points, each with a swatch."""
    out: list[dict[str, Any]] = []
    for fill, pattern, codes, words in classes(scene):
        if words:
            marker = {"symbol": "square", "size": 14 * scene.unit, "color": fill,
                      "line": {"color": colour(scene.state.theme, "muted"), "width": 0.8}}  # fmt: skip
            counted = t(scene.state.lang, "city-map.legend_count", what=words, count=len(codes))
            said = counted if scene.measure else words
            out.append({"type": "scatter", "mode": "markers", "x": [None], "y": [None], "marker": marker,
                        "name": f"{said} ▨" if pattern else said, "showlegend": True, "hoverinfo": "skip"})  # fmt: skip
    return out
