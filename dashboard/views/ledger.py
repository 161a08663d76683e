"""Bars in rows, and the rows in groups whose figures may be compared: what ``scopes`` and ``modal-share`` share.

A group stands under a heading that tells its basis, and wears a badge where that differs from another figure of the
picture. Heights and places are pixels: the y axis counts them down from the picture's top, so that rows keep their
size in whatever place the picture stands. The x axis is the view's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.state import ViewState
from dashboard.theme import SIZES, colour
from dashboard.views.base import wrapped

#: The least width (px at a text of 13 px) that a picture has: narrow ones are embedded from 280 px.
LEAST = {"narrow": 280.0, "portrait": 280.0}
LEAST_WIDE = 520.0
#: How wide a character is on the average, how much wider in bold, and how high a line, in parts of the text's size.
CHARACTER, BOLD, LINE = 0.56, 1.12, 1.4
#: The room between groups, between rows, between the bars of one row, and around a badge (px at a text of 13 px).
GROUP_GAP, ROW_GAP, LANE_GAP, BADGE_PAD = 26.0, 12.0, 3.0, 5.0
SIGN = "≠"


@dataclass(frozen=True)
class Lane:
    """One bar of a row: how high it is (px at a text of 13 px), and words of its own beside it."""

    height: float = 24.0
    label: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its name, what is told under the name, and its bars from above."""

    label: str
    below: str = ""
    lanes: tuple[Lane, ...] = (Lane(),)


@dataclass(frozen=True)
class Group:
    """Rows that may be compared with each other; ``badge`` tells what sets them apart from the rest, if anything."""

    heading: str
    rows: tuple[Row, ...]
    badge: str = ""


@dataclass(frozen=True)
class Place:
    """Where a bar lies, in pixels from the top."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way between."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass
class Ledger:
    """Groups laid out for a picture. ``places[group][row][lane]`` tells where each bar lies.

    ``label_room`` is how wide the names' column is (px at a text of 13 px) where the picture is wide; in a narrow one
    a row's name stands above its bars. ``top`` is room left for a head that the view draws itself.
    """

    groups: Sequence[Group]
    state: ViewState
    label_room: float = 190.0
    right: float = 12.0
    top: float = 0.0
    places: list[list[list[Place]]] = field(init=False, default_factory=list)
    annotations: list[dict[str, Any]] = field(init=False, default_factory=list)
    shapes: list[dict[str, Any]] = field(init=False, default_factory=list)
    height: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.size = float(SIZES[self.state.mode][0])
        self.scale = self.size / 13
        self.is_narrow = self.state.size in LEAST
        self.line = self.size * LINE
        self.left = 0.0 if self.is_narrow else self.label_room * self.scale
        y = self.top * self.scale
        for number, group in enumerate(self.groups):
            y = self._group(group, y, is_first=number == 0)
        self.height = y

    def ink(self, token: str) -> str:
        """A token's colour in the figure's theme; print is always light."""
        return colour("light" if self.state.mode == "print" else self.state.theme, token)

    def characters(self, room: float) -> int:
        """How many characters fit in so many pixels."""
        return max(12, int(room / (self.size * CHARACTER)))

    def layout(self, **xaxis: Any) -> dict[str, Any]:
        """What the figure's layout takes from here; ``xaxis`` is the view's own."""
        height = round(self.height + 4)
        return {
            "height": height,
            "yaxis": {"range": [height, 0], "visible": False},
            "xaxis": {"visible": False, **xaxis},
            "margin": {"l": round(self.left), "r": round(self.right * self.scale), "t": 0, "b": 0},
            "shapes": self.shapes,
            "annotations": self.annotations,
            "barmode": "overlay",
        }

    def say(self, text: str, y: float, **more: Any) -> None:
        """Words from the picture's left edge and so many pixels from its top."""
        place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -self.left, "yref": "y", "y": y}
        self.annotations.append({**place, "yanchor": "top", "align": "left", "borderpad": 0, "text": text, **more})

    def _group(self, group: Group, y: float, *, is_first: bool) -> float:
        if not is_first:
            y += GROUP_GAP * self.scale
            middle = y - GROUP_GAP * self.scale / 2
            edge = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": middle, "y1": middle}
            self.shapes.append({"type": "line", **edge, "line": {"color": self.ink("line"), "width": 1}})
        room = LEAST.get(self.state.size, LEAST_WIDE) * self.scale - 8
        whole = self.characters(room)
        if group.heading:
            text = wrapped(group.heading, self.characters(room / BOLD))
            self.say(f"<b>{text}</b>", y, font={"size": self.size, "color": self.ink("muted")})
            y += (text.count("<br>") + 1) * self.line
        if group.badge:
            text, pad = wrapped(f"{SIGN} {group.badge}", whole - 2), BADGE_PAD * self.scale
            y += pad
            self.say(
                text, y, name="badge", borderpad=4, bgcolor=self.ink("warn-soft"),
                xshift=-self.left + 5, font={"size": self.size, "color": self.ink("warn")},
            )  # fmt: skip
            y += (text.count("<br>") + 1) * self.line + 2 * pad
        if group.heading or group.badge:
            y += 6 * self.scale
        self.places.append([])
        for number, row in enumerate(group.rows):
            y = self._row(row, y + (ROW_GAP * self.scale if number else 0))
        return y

    def _row(self, row: Row, y: float) -> float:
        """One row from ``y`` down; returns where it ends."""
        room = self.characters((LEAST[self.state.size] * self.scale if self.is_narrow else self.left) - 8)
        said = [f"<b>{line}</b>" for line in wrapped(row.label, room).split("<br>")] if row.label else []
        muted = f"<span style='color:{self.ink('muted')}'>"
        said += [f"{muted}{line}</span>" for line in wrapped(row.below, room).split("<br>")] if row.below else []
        if said:
            self.say("<br>".join(said), y)
        below = y + len(said) * self.line
        if self.is_narrow:
            y = below + (2 * self.scale if said else 0)
        lanes: list[Place] = []
        for number, lane in enumerate(row.lanes):
            y += LANE_GAP * self.scale if number else 0
            if lane.label:
                y = self._lane_label(lane, y, below)
            lanes.append(Place(y, y + lane.height * self.scale))
            y = lanes[-1].bottom
        self.places[-1].append(lanes)
        return max(y, below)

    def _lane_label(self, lane: Lane, y: float, below: float) -> float:
        """A thin bar's own words: above it where the picture is narrow, else before it, clear of the row's name."""
        font = {"size": self.size - 1, "color": self.ink("muted")}
        if self.is_narrow:
            self.say(lane.label, y, font=font)
            return y + self.line
        y = max(y, below)
        middle = y + lane.height * self.scale / 2
        self.say(lane.label, middle, yanchor="middle", xanchor="right", xshift=-8, align="right", font=font)
        return y + max(0.0, self.line - lane.height * self.scale - 2 * LANE_GAP) / 2
