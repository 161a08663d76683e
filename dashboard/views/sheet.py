"""A picture on a screen, put together in the pixels of its room: words, bars and marks, counted from the top left.

On a page a picture grows with its place, and is laid out in parts of it; on a screen it has just the room of
:data:`dashboard.views.base.SCREEN_ROOM`, so that every word can be given a place that fits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n import NBSP
from dashboard.state import ViewState
from dashboard.theme import SIZES, colour, faded
from dashboard.views.base import SCREEN_ROOM, drawn
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import LINE, broken, width_of

#: A bar's fill, the pattern on it and the pattern's ink, a kind.
FILLS = {
    "full": ("accent", "", "accent"),
    "soft": ("accent-soft", "", "accent"),
    "grey": ("muted", "", "muted"),
    "doubted": ("warn-soft", "x", "warn"),
    "untold": ("", "/", "muted"),
}


@dataclass
class Sheet:
    """What is gathered for one picture; ``y`` counts pixels down from its top."""

    state: ViewState
    #: The words' size in pixels; the mode's smallest where none is given.
    size: float = 0
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    bars: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width, self.room = SCREEN_ROOM[self.state.size]
        self.size = float(self.size or SIZES[self.state.mode][0])

    def ink(self, token: str) -> str:
        """A token's colour in the figure's theme; print is always light."""
        return colour("light" if self.state.mode == "print" else self.state.theme, token)

    def lines(self, text: str, room: float, *, size: float = 0, bold: bool = False) -> list[str]:
        """The text on lines of so many pixels; of the sheet's own size where none is given."""
        size = size or self.size
        # What holds together holds only as long as it fits.
        words = [
            word if width_of(word, size, bold=bold) <= room else word.replace(NBSP, " ") for word in text.split(" ")
        ]
        return broken(" ".join(words), room, size, bold=bold)

    def high(self, lines: Sequence[str], *, size: float = 0) -> float:
        """How high so many lines are."""
        return len(lines) * LINE * (size or self.size)

    def say(
        self, x: float, y: float, lines: Sequence[str] | str, *, token: str = "ink", size: float = 0,
        bold: bool = False, **more: Any,
    ) -> float:  # fmt: skip
        """Lines from a left edge (``x``) and a top (``y``); returns where they end."""
        lines = [lines] if isinstance(lines, str) else lines
        size = size or self.size
        text = "<br>".join(f"<b>{line}</b>" for line in lines) if bold else "<br>".join(lines)
        place = {"xanchor": "left", "yanchor": "top", "align": "left", "borderpad": 0}
        font = {"size": size, "color": self.ink(token)}
        self.notes.append({"x": x, "y": y, "text": text, "font": font, **place, **more})
        return y + self.high(lines, size=size)

    def badge(self, x: float, y: float, text: str, room: float) -> float:
        """A warning on its own ground; returns where its ground ends."""
        lines = self.lines(text, room - 12)
        end = self.say(x + 5, y + 5, lines, token="warn", name="badge")
        self.box((x, y), (x + room, end + 4), token="warn-soft")
        return end + 4

    def box(
        self, start: tuple[float, float], end: tuple[float, float], *, token: str = "", edge: str = "",
        dash: str = "dot",
    ) -> None:  # fmt: skip
        """A ground from the upper left to the lower right, below everything; with an edge it is an outline."""
        line = {"color": self.ink(edge), "width": 1.5, "dash": dash} if edge else {"width": 0}
        fill = self.ink(token) if token else "rgba(0,0,0,0)"
        self.shapes.append({
            "type": "rect", "x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1], "layer": "below",
            "fillcolor": fill, "line": line,
        })  # fmt: skip

    def disc(self, x: float, y: float, radius: float, token: str) -> None:
        """A round ground about a middle, below the words."""
        self.shapes.append({
            "type": "circle", "x0": x - radius, "x1": x + radius, "y0": y - radius, "y1": y + radius,
            "line": {"width": 0}, "fillcolor": self.ink(token), "layer": "below",
        })  # fmt: skip

    def rule(self, start: tuple[float, float], end: tuple[float, float], token: str = "line", width: float = 1) -> None:
        """A fine line between two places."""
        ends = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
        self.shapes.append(
            {"type": "line", "layer": "below", **ends, "line": {"color": self.ink(token), "width": width}}
        )

    def bar(self, x: float, y: float, length: float, height: float, kind: str, *, name: str = "") -> None:
        """A lying bar from a left edge and a top; ``kind`` is one of :data:`FILLS`."""
        fill, shape, hatch = FILLS[kind]
        self.bars.append({
            "base": x, "x": length, "y": y + height / 2, "width": height, "shape": shape, "name": name,
            "fill": self.ink(fill) if fill else faded(self.ink(hatch), 0), "hatch": self.ink(hatch),
            "line": 1.5 if kind in ("doubted", "soft") else 0,
        })  # fmt: skip
        if kind == "untold":
            self.box((x, y), (x + length, y + height), edge=hatch)

    def mark(self, x: float, y: float, symbol: str, size: float, *, fill: str = "accent", edge: str = "accent") -> None:
        """A sign round a place."""
        # An open sign takes its colour where a filled one takes its fill.
        inside = self.ink(edge if "open" in symbol else fill)
        self.marks.append({"x": x, "y": y, "symbol": symbol, "size": size, "fill": inside, "edge": self.ink(edge)})

    def figure(self, height: float) -> Drawing:
        """The picture of all that was gathered, so many pixels high."""
        return drawn(
            self.state, [*self._bars(), *self._marks()], height=round(height),
            xaxis={"range": [0, self.width], "visible": False}, yaxis={"range": [round(height), 0], "visible": False},
            margin={"l": 0, "r": 0, "t": 0, "b": 0}, barmode="overlay", shapes=self.shapes, annotations=self.notes,
        )  # fmt: skip

    def _bars(self) -> list[dict[str, Any]]:
        """A trace a name, as what a bar stands for is told by it."""
        return [
            {
                "type": "bar", "orientation": "h", "name": name, "hoverinfo": "skip", "cliponaxis": False,
                **{key: [bar[key] for bar in own] for key in ("base", "x", "y", "width")},
                "marker": {
                    "color": [bar["fill"] for bar in own],
                    "line": {"color": [bar["hatch"] for bar in own], "width": [bar["line"] for bar in own]},
                    "pattern": {
                        "shape": [bar["shape"] for bar in own], "fgcolor": [bar["hatch"] for bar in own],
                        "bgcolor": [bar["fill"] for bar in own], "fillmode": "overlay", "fgopacity": 0.85, "size": 7,
                        "solidity": 0.25,
                    },
                },
            }
            for name in dict.fromkeys(bar["name"] for bar in self.bars)
            for own in [[bar for bar in self.bars if bar["name"] == name]]
        ]  # fmt: skip

    def _marks(self) -> list[dict[str, Any]]:
        if not self.marks:
            return []
        columns = {key: [mark[key] for mark in self.marks] for key in self.marks[0]}
        marker = {
            "symbol": columns["symbol"], "size": columns["size"], "color": columns["fill"], "opacity": 1,
            "line": {"color": columns["edge"], "width": 2},
        }  # fmt: skip
        place = {"x": columns["x"], "y": columns["y"], "marker": marker}
        return [{"type": "scatter", "mode": "markers", "hoverinfo": "skip", "cliponaxis": False, **place}]
