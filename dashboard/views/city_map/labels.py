"""Which names view ``city-map`` writes, and where."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dashboard.model.membership import KINDS, NETWORKS
from dashboard.theme import colour
from dashboard.views.city_map.arcs import lines, names_abroad
from dashboard.views.city_map.names import SIDES, Rect, Spot, box_of, free, placed
from dashboard.views.city_map.panels import FEW, Page, Panel
from dashboard.views.city_map.scene import Row, Scene

#: How far rings reach beyond a marker (px in 13 px text): a mission city's, a chosen city's.
RING, CHOSEN = 3.5, 7.0
#: How near a chosen city's name may come to its marker where there is little room.
TIGHT = 1.0
#: A chosen city's name on a screen is so much larger, and so much broader since it is bold.
LARGE, BOLD = 1.15, 1.15
#: With a measure the whole map names fewer: the areas are what is looked at.
WITH_MEASURE = ("since_2020", "since_2021", "unstated")


def name_traces(rows: list[Row], scene: Scene, laid: Page, number: int) -> list[dict[str, Any]]:
    """Names where they fit; the cities chosen always, on the whole map and enlarged."""
    wanted = [row for row in rows if _wanted(row, scene, number)]
    led: list[dict[str, Any]] = []
    spots, is_tight = _written(wanted, scene, laid, number, is_tight=False), False
    sides = _sides(spots, scene, laid, number)
    if scene.calm and any(row["chosen"] and i not in sides for i, row in enumerate(wanted)):
        spots, is_tight = _written(wanted, scene, laid, number, is_tight=True), True
        # Those chosen go first, also where a line must lead to their marks.
        alone = [spot if spot.must else replace(spot, name="") for spot in spots]
        led, boxes = _led(wanted, spots, _sides(alone, scene, laid, number), laid, number, scene)
        rest = [replace(spot, name="") if spot.name in boxes else spot for spot in spots]
        sides = _sides(rest, scene, laid, number, boxes.values())
    kept = [(wanted[i], spots[i], side) for i, side in sides.items()]
    if not kept:
        return led
    paper = colour(scene.state.theme, "paper")
    sizes = (
        [laid.size * (LARGE if row["chosen"] and not is_tight else 1.0) for row, _, _ in kept]
        if scene.calm
        else laid.size
    )
    return [*led, {
        "mode": "markers+text", "x": [int(row["x"]) for row, _, _ in kept], "y": [int(row["y"]) for row, _, _ in kept],
        "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"size": [round(spot.radius * 2, 1) for _, spot, _ in kept], "opacity": 0},
        "text": [f"<b>{row['name']}</b>" if row["chosen"] else row["name"] for row, _, _ in kept],
        "textposition": [side for _, _, side in kept],
        "textfont": {"size": sizes, "color": colour(scene.state.theme, "ink"),
                     "shadow": ", ".join([f"0 0 2px {paper}"] * 4)},
    }]  # fmt: skip


def _written(rows: list[Row], scene: Scene, laid: Page, number: int, *, is_tight: bool) -> list[Spot]:
    """A panel's markers in pixels; ``is_tight`` writes chosen cities' names no larger, and nearer to their marks."""
    panel, unit = laid.panels[number - 1], laid.size / 13
    spots = []
    for row in rows:
        mission = NETWORKS["mission"] in row["networks"]
        has_ring = mission and not scene.calm
        radius = 3 * unit if scene.measure else row["size"] / 2 + RING * unit * has_ring
        if row["chosen"]:
            radius = max(radius, row["size"] / 2 + (TIGHT if is_tight else CHOSEN) * unit)
        rank = (KINDS.index(row["kind"]) if isinstance(row["kind"], str) else 9) + 20 * row["elsewhere"]
        if scene.calm:
            # Where few names fit, those of the mission's cities tell most readers where they are.
            rank -= 10 * mission
        breadth = (1.0 if is_tight else LARGE) * BOLD if scene.calm and row["chosen"] else 1.0
        x, y = row["x"] * panel.scale, row["y"] * panel.scale
        spots.append(Spot(x, y, radius, row["name"], rank, row["chosen"], breadth))
    return spots


def _sides(spots: list[Spot], scene: Scene, laid: Page, number: int, led: Iterable[Rect] = ()) -> dict[int, str]:
    """Where names stand; on a screen none beside another's mark or out of its frame, for nothing tells whose it is."""
    panel = laid.panels[number - 1]
    abroad = [] if scene.calm else names_abroad(scene, panel, laid.size)
    return placed(
        spots,
        size=laid.size,
        within=panel.room,
        taken=(*led, *((*laid.taken, *abroad) if number == 1 else _title(panel) if scene.calm else ())),
        shunned=lines(scene, panel),
        is_strict=scene.calm,
    )


def _led(
    rows: list[Row], spots: list[Spot], sides: dict[int, str], laid: Page, number: int, scene: Scene
) -> tuple[list[dict[str, Any]], dict[str, Rect]]:
    """Names of chosen cities without room at their marks: near by, with a line to the mark; and where they stand."""
    panel, size = laid.panels[number - 1], laid.size
    ways = {side: (right, up) for side, right, up in SIDES}
    used = [box_of(spots[i], *ways[side], size) for i, side in sides.items()]
    used += [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    out: list[dict[str, Any]] = []
    boxes: dict[str, Rect] = {}
    for i, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        if i in sides or not row["chosen"]:
            continue
        box = free(spot, used, panel.room, size)
        if box is None:
            continue
        used.append(box)
        boxes[row["name"]] = box
        end = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        ink = colour(scene.state.theme, "ink")
        xs, ys = ([round(p[axis] / panel.scale, 1) for p in ((spot.x, spot.y), end, middle)] for axis in (0, 1))
        out += [
            {"mode": "lines", "x": xs[:2], "y": ys[:2], "hoverinfo": "skip", "line": {"color": ink, "width": 1}},
            {"mode": "markers+text", "x": xs[2:], "y": ys[2:], "hoverinfo": "skip", "marker": {"opacity": 0},
             "text": [f"<b>{row['name']}</b>"], "textposition": ["middle center"],
             "textfont": {"size": size, "color": ink}},
        ]  # fmt: skip
    return out, boxes


def _title(panel: Panel) -> tuple[tuple[float, float, float, float], ...]:
    """The room above an enlarged part, in its pixels, where it says what it shows."""
    west, _, east, north = panel.room
    return ((west, north, east, north + 20),)


def _wanted(row: Row, scene: Scene, number: int) -> bool:
    if scene.calm and number == 1 and row["elsewhere"]:
        return False
    if row["chosen"]:
        return True
    if not scene.measure:
        return bool(row["lit"])
    if number > 1 or len(scene.ground.shapes) < FEW:
        return isinstance(row["kind"], str)
    few = WITH_MEASURE[:1] if scene.state.size == "narrow" else WITH_MEASURE
    return row["kind"] in few and not row["elsewhere"]
