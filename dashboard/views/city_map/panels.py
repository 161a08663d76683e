"""Where everything stands in the picture of view ``city-map``: the whole map, its enlarged parts and the legend.

The height is fixed, so that the whole map's scale is known; widths are shares of a page that may be of any width.
"""

from dataclasses import dataclass
from typing import Any

from dashboard.state import ViewState
from dashboard.theme import SIZES
from dashboard.views.city_map.ground import Box, Ground

#: Crowded parts of Sweden (hm in SWEREF 99 TM), in the order of their axes.
CROWDED: dict[str, Box] = {
    "malaren": (5990, 65600, 7090, 66530),
    "skane": (3440, 61280, 4620, 62420),
    "goteborg": (3000, 63580, 4020, 64480),
}
#: On a phone an enlarged part takes the whole width, or a share of it.
SHARES = {"goteborg": 0.72}
#: The least width that each layout is made for (px).
LEAST = {"narrow": 288.0}
LEAST_WIDE = 520.0
#: With fewer municipalities nothing is crowded.
FEW = 50
MARGIN = 8
#: The whole map is at most this high and, at its least, this wide (px in 13 px text).
HIGH = {"narrow": 650.0}
HIGH_WIDE = 900.0
LEGEND_ROW, TITLE = 20.0, 22.0


@dataclass(frozen=True)
class Panel:
    """A pair of axes: what it shows (hm), its share of the page (from below), and pixels a hm at the least width."""

    name: str
    box: Box
    x: tuple[float, float]
    y: tuple[float, float]
    scale: float

    @property
    def room(self) -> Box:
        """What it shows, in its own pixels."""
        west, south, east, north = (side * self.scale for side in self.box)
        return west, south, east, north


@dataclass(frozen=True)
class Page:
    """The picture's height (px), its panels (the whole map first), where the legend begins, and the text size (px)."""

    height: int
    panels: tuple[Panel, ...]
    legend: tuple[float, float]
    size: float
    taken: tuple[Box, ...] = ()

    @property
    def insets(self) -> tuple[Panel, ...]:
        """The enlarged parts."""
        return self.panels[1:]


def page(ground: Ground, state: ViewState, *, rows: int, foot: float = 0) -> Page:
    """The layout for a ground and a size; ``rows`` is how many lines the legend has, ``foot`` room below (px)."""
    size = float(SIZES[state.mode][0])
    unit = size / 13
    whole = _padded(ground.extent)
    # The map is as high whatever stands below it: room there is taken from the land around.
    whole = (whole[0], whole[1] - foot / (HIGH_WIDE * unit) * (whole[3] - whole[1]), whole[2], whole[3])
    width = LEAST.get(state.size, LEAST_WIDE) * unit
    aspect = (whole[3] - whole[1]) / (whole[2] - whole[0])
    high = min(HIGH.get(state.size, HIGH_WIDE) * unit, (width - 2 * MARGIN) * aspect)
    scale = high / (whole[3] - whole[1])
    legend = rows * LEGEND_ROW * unit
    crowded = _crowded(ground)
    if state.size != "narrow" and crowded:
        return _beside(whole, crowded, high, scale, width, legend, size)
    return _below(whole, crowded, high, scale, width, legend, size)


def _padded(extent: Box) -> Box:
    pad = 0.02 * max(extent[2] - extent[0], extent[3] - extent[1])
    return extent[0] - pad, extent[1] - pad, extent[2] + pad, extent[3] + pad


def _crowded(ground: Ground) -> dict[str, Box]:
    """The enlarged parts that this ground has: none for a few municipalities, or for an invented country."""
    if len(ground.shapes) < FEW:
        return {}
    return {name: box for name, box in CROWDED.items() if len(ground.within(box)) > 5}


def _fit(box: Box, wide: float, high: float) -> float:
    return min(wide / (box[2] - box[0]), high / (box[3] - box[1]))


def _beside(
    whole: Box, crowded: dict[str, Box], high: float, scale: float, width: float, legend: float, size: float
) -> Page:
    """The enlarged parts in the free room: Norway's side, and the sea."""
    places = {
        "malaren": ((0.685, 1.0), (0.315, 0.555)),
        "skane": ((0.685, 1.0), (0.0, 0.268)),
        "goteborg": ((0.0, 0.235), (0.345, 0.565)),
    }
    panels = [Panel("whole", whole, (0.0, 1.0), (0.0, 1.0), scale)]
    inner = width - 2 * MARGIN
    middle = (whole[0] + whole[2]) / 2 * scale
    taken = []
    for name, box in crowded.items():
        xs, ys = places[name]
        panels.append(Panel(name, box, xs, ys, _fit(box, (xs[1] - xs[0]) * inner, (ys[1] - ys[0]) * high)))
        # The same place in the whole map's pixels: names of the whole map keep away from it.
        bottom = whole[1] * scale
        west, east = (middle + (side - 0.5) * inner for side in xs)
        taken.append((west, bottom + ys[0] * high, east, bottom + ys[1] * high + TITLE))
    top = whole[3] * scale
    taken.append((middle - inner / 2, top - legend - 30, middle - inner / 2 + 17 * size, top))
    return Page(round(high + 2 * MARGIN), tuple(panels), (0.0, 1.0), size, tuple(taken))


def _below(
    whole: Box, crowded: dict[str, Box], high: float, scale: float, width: float, legend: float, size: float
) -> Page:
    """One thing under another: the whole map, the legend, the enlarged parts."""
    inner = width - 2 * MARGIN
    title = TITLE * size / 13
    shares = {name: SHARES.get(name, 1.0) for name in crowded}
    heights = {name: (box[3] - box[1]) * shares[name] * inner / (box[2] - box[0]) for name, box in crowded.items()}
    total = high + legend + 24 + sum(heights.values()) + len(crowded) * (title + 10)
    panels = [Panel("whole", whole, (0.0, 1.0), (1 - high / total, 1.0), scale)]
    top = total - high - legend - 24
    for name, box in crowded.items():
        top -= title
        fit = shares[name] * inner / (box[2] - box[0])
        panels.append(Panel(name, box, (0.0, 1.0), ((top - heights[name]) / total, top / total), fit))
        top -= heights[name] + 10
    return Page(round(total + 2 * MARGIN), tuple(panels), (0.0, (total - high - 6) / total), size)


def axes(page_: Page, line: str) -> dict[str, Any]:
    """The layout's axes: hidden, of one scale each way, the enlarged parts framed."""
    out: dict[str, Any] = {}
    for number, panel in enumerate(page_.panels, start=1):
        tail = "" if number == 1 else str(number)
        bare = {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": "", "fixedrange": True}
        frame = {"showline": number > 1, "linecolor": line, "mirror": True}
        fit = {"constrain": "domain"} if number > 1 else {}
        west, south, east, north = panel.box
        # Both columns keep to the map between them.
        side = "right" if panel.x[0] == 0 and panel.x[1] < 1 else "left"
        toward = {"constraintoward": side} if number > 1 else {}
        out[f"xaxis{tail}"] = {**bare, **frame, **fit, **toward, "range": [west, east], "domain": list(panel.x),
                               "anchor": f"y{tail}"}  # fmt: skip
        out[f"yaxis{tail}"] = {**bare, **frame, **fit, "range": [south, north], "domain": list(panel.y),
                               "anchor": f"x{tail}", "scaleanchor": f"x{tail}", "scaleratio": 1}  # fmt: skip
        if number > 1:
            out[f"yaxis{tail}"]["constraintoward"] = "top"
    return out
