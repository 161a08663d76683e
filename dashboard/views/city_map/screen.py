"""View ``city-map`` on a screen: the whole map, one or two enlarged parts and a short legend, in just its room.

What has no room is said in words: names that are not written, pairs that are not drawn, and cities off the map.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard import i18n
from dashboard.i18n import t
from dashboard.theme import colour
from dashboard.views.base import SCREEN_ROOM, wrapped
from dashboard.views.city_map.arcs import is_abroad, shown
from dashboard.views.city_map.ground import Box
from dashboard.views.city_map.panels import CROWDED, FEW, MARGIN, Page, Panel
from dashboard.views.city_map.rows import partner_words
from dashboard.views.city_map.scene import Scene

#: By size: the breadth of the whole map (px), how many parts are enlarged, letters to a line of the legend, its type.
WHOLE = {"landscape": 246.0, "portrait": 192.0}
INSETS = {"landscape": 2, "portrait": 1}
LETTERS = {"landscape": 33, "portrait": 25}
LEGEND = {"landscape": 13.0, "portrait": 12.0}
TYPE, TITLE, GAP, LEAST = 13.0, 20.0, 12.0, 90.0
#: With few municipalities nothing is enlarged, and the whole map is so much broader.
FEW_WIDER = 1.4
#: Of the breadth that the whole map does not need, this share is left of it, where names of the west coast stand.
WEST = 0.55
#: A line of the legend is so much higher than its type, an entry so much more (px).
LINE, ENTRY = 1.32, 4.0


def screen_page(scene: Scene, lines: Sequence[int]) -> Page:
    """The layout of a screen; ``lines`` are how many lines each entry of the legend has, its title first."""
    size = scene.state.size
    width, height = (side - 2 * MARGIN for side in SCREEN_ROOM[size])
    left, legend = WHOLE[size] + GAP, sum(LINE * LEGEND[size] * count + ENTRY for count in lines) + ENTRY
    free = height - legend - TITLE - GAP
    # A part that would be smaller than this shows no more than the whole map.
    crowded = _crowded(scene, INSETS[size]) if free >= LEAST else {}
    is_few = len(scene.ground.shapes) < FEW
    if is_few and size == "portrait":
        return _above(scene.ground.extent, width, height, legend)
    whole = WHOLE[size] * (FEW_WIDER if is_few else 1)
    box = _widened(scene.ground.extent, whole / height)
    panels = [Panel("whole", box, (0.0, whole / width), (0.0, 1.0), height / (box[3] - box[1]))]
    left = whole + GAP
    each = (width - left - GAP * (len(crowded) - 1)) / max(1, len(crowded))
    for place, (name, part) in enumerate(crowded.items()):
        aspect = (part[3] - part[1]) / (part[2] - part[0])
        wide = min(each, free / aspect)
        x = left + place * (each + GAP)
        scale = wide / (part[2] - part[0])
        panels.append(Panel(name, part, (x / width, (x + wide) / width), (0.0, wide * aspect / height), scale))
    return Page(round(height + 2 * MARGIN), tuple(panels), (left / width, 1.0), TYPE)


def _above(extent: Box, width: float, height: float, legend: float) -> Page:
    """A map of few municipalities above its legend."""
    high = height - legend - GAP
    box = _widened(extent, width / high)
    panel = Panel("whole", box, (0.0, 1.0), (1 - high / height, 1.0), high / (box[3] - box[1]))
    return Page(round(height + 2 * MARGIN), (panel,), (0.0, legend / height), TYPE)


def _crowded(scene: Scene, most: int) -> dict[str, Box]:
    """The parts to enlarge: those with the cities chosen, then those with most of who is lit up."""
    if len(scene.ground.shapes) < FEW:
        return {}
    weights = {name: _weight(scene, box) for name, box in CROWDED.items()}
    kept = sorted((name for name in CROWDED if any(weights[name])), key=lambda name: weights[name], reverse=True)[:most]
    return {name: box for name, box in CROWDED.items() if name in kept}


def _weight(scene: Scene, box: Box) -> tuple[int, int]:
    points = scene.ground.points
    here = {
        code for code, (x, y) in points.items()
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]
    }  # fmt: skip
    return len(here & scene.codes("chosen")), len(here & scene.codes("lit"))


def _widened(extent: Box, aspect: float) -> Box:
    """The ground with a little air, in a box as wide to its height as is asked for; it is made higher where need be."""
    west, south, east, north = extent
    pad = 0.012 * (north - south)
    west, south, east, north = west - pad, south - pad, east + pad, north + pad
    missing = (north - south) * aspect - (east - west)
    if missing < 0:
        higher = -missing / aspect / 2
        return west, south - higher, east, north + higher
    return west - missing * WEST, south, east + missing * (1 - WEST), north


def letters(scene: Scene) -> int:
    """How many letters a line of the legend holds: below a map of few municipalities it has the whole breadth."""
    is_below = scene.state.size == "portrait" and len(scene.ground.shapes) < FEW
    return 2 * LETTERS["portrait"] if is_below else LETTERS[scene.state.size]


def broken(legend: Iterable[dict[str, Any]], scene: Scene) -> list[dict[str, Any]]:
    """The legend's entries with their words on lines that the room holds."""
    return [entry | {"name": wrapped(entry["name"].replace("<br>", " "), letters(scene))} for entry in legend]


def notes(scene: Scene, traces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the picture leaves out, as an entry of the legend without a mark."""
    lang, said = scene.state.lang, []
    abroad = [pair for pair in shown(scene) if is_abroad(pair)]
    if abroad:
        pairs = [f"{pair['name']} – {partner_words(lang, pair['partner_name'])}" for pair in abroad]
        said.append(t(lang, "city-map.screen.abroad", pairs="; ".join(pairs)))
    if not scene.measure:
        said += _unwritten(scene, traces)
    if not said:
        return []
    muted = colour(scene.state.theme, "muted")
    words = "<br>".join(wrapped(line, letters(scene)) for line in said)
    # An entry without a mark of its own: only its words are seen.
    marker = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
    return [{"type": "scatter", "mode": "markers", "x": [None], "y": [None], "marker": marker, "showlegend": True,
             "name": f'<span style="color:{muted}">{words}</span>', "hoverinfo": "skip"}]  # fmt: skip


def _unwritten(scene: Scene, traces: Sequence[dict[str, Any]]) -> list[str]:
    """How many marks stand without a name, and that pairs are not drawn where they are not."""
    lang = scene.state.lang
    written = {
        name.removeprefix("<b>").removesuffix("</b>")
        for trace in traces if trace.get("mode") == "markers+text" for name in trace["text"]
    }  # fmt: skip
    marked = {row["name"] for row in scene.rows if (row["lit"] or row["chosen"]) and row["code"] in scene.ground.points}
    left_out = len(marked - written)
    out = []
    if left_out:
        many = "one" if left_out == 1 else "other"
        out.append(t(lang, f"city-map.screen.unwritten_{many}", count=i18n.number(lang, left_out)))
    if scene.told.layer == "roles" and scene.told.pairs and len(shown(scene)) < len(scene.told.pairs):
        out.append(t(lang, "city-map.screen.other_pairs" if shown(scene) else "city-map.screen.pairs"))
    return out
