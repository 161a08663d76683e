"""What the pictures of view ``arena`` are drawn on: panels, labels and marks, in fractions across and pixels down.

Widths are fractions of the picture, which is as wide as its place; heights are pixels: see ``arena_boxes``.
"""

from typing import Any

from dashboard.state import ViewState
from dashboard.theme import SIZES, colour
from dashboard.views.arena.boxes import Entry, Frame, Panel
from dashboard.views.base import drawn
from dashboard.views.drawing import Drawing

#: The least width (px at a text of 13 px) that a picture has: narrow ones are embedded from 280 px.
LEAST = {"narrow": 280.0, "portrait": 280.0}
LEAST_WIDE = 520.0

#: Filled: a source says it. A ring: our reading. A diamond: its entries differ. The hover label has the word.
SYMBOLS = {"stated": "circle", "derived": "circle-open", "disputed": "diamond-open"}


class Canvas:
    """Shapes, labels and marks gathered for one figure; pixels count down from its top."""

    def __init__(self, state: ViewState) -> None:
        self.state = state
        self.size = float(SIZES[state.mode][0])
        self.scale = self.size / 13
        self.least = LEAST.get(state.size, LEAST_WIDE) * self.scale
        self.is_narrow = state.size in LEAST
        self.shapes: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.marks: list[tuple[float, float, Entry]] = []
        self.traces: list[dict[str, Any]] = []

    def ink(self, token: str) -> str:
        """A token's colour in the figure's theme; print is always light."""
        return colour("light" if self.state.mode == "print" else self.state.theme, token)

    def frame(self, left: float, right: float, columns: int) -> Frame:
        """A place for a panel between two fractions of the width."""
        return Frame(left, right, columns, self.least, self.size)

    def box(
        self,
        frame: Frame,
        top: float,
        bottom: float,
        *,
        outlined: bool = False,
        round_at: str = "",
        token: str = "ground",
    ) -> None:
        """A panel's ground with rounded corners; only its dashed outline where it stands apart.

        ``round_at`` names the corner (such as ``top left``) that is much rounder: the arena's own.
        """
        left, right = frame.left + 0.002, frame.right - 0.002
        # Clockwise; each corner is where it stands, and the directions in which its two edges leave it.
        corners = {
            "top left": (left, top, 0, 1, 1, 0), "top right": (right, top, -1, 0, 0, 1),
            "bottom right": (right, bottom, 0, -1, -1, 0), "bottom left": (left, bottom, 1, 0, 0, -1),
        }  # fmt: skip
        parts = []
        for corner, (x, y, from_x, from_y, to_x, to_y) in corners.items():
            radius = 44.0 if corner == round_at else 14.0
            across = radius / self.least
            parts.append(f"L {x + from_x * across} {y + from_y * radius}")
            parts.append(f"Q {x} {y} {x + to_x * across} {y + to_y * radius}")
        path = f"M{' '.join(parts)[1:]} Z"
        line = {"color": self.ink("muted"), "width": 1, "dash": "dot"} if outlined else {"width": 0}
        fill = "rgba(0,0,0,0)" if outlined else self.ink(token)
        self.shapes.append({"type": "path", "path": path, "line": line, "fillcolor": fill, "layer": "below"})

    def disc(self, y: float, radius: float, token: str) -> None:
        """A circle in the middle, round at every width because its size is in pixels."""
        self.shapes.append({
            "type": "circle", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0.5, "yanchor": y,
            "x0": -radius, "x1": radius, "y0": -radius, "y1": radius, "line": {"width": 0},
            "fillcolor": self.ink(token), "layer": "below",
        })  # fmt: skip

    def note(self, x: float, y: float, text: str, **more: Any) -> None:
        """Words from a left edge (fraction) and a top (pixels)."""
        place = {"xanchor": "left", "yanchor": "top", "align": "left", "borderpad": 0}
        self.notes.append({"x": x, "y": y, "text": text, **place, **more})

    def put(self, panel: Panel, frame: Frame, top: float) -> None:
        """A laid-out panel's words and marks, from ``top`` down."""
        for text in panel.texts:
            lines = list(text.lines)
            place: dict[str, Any] = {"name": text.kind}
            if text.kind == "panel":
                lines = [f"<b>{line}</b>" for line in lines]
                place["font"] = {"size": self.size + 2}
            elif text.kind in ("group", "note"):
                place["font"] = {"size": self.size, "color": self.ink("muted")}
            else:
                place["xshift"] = frame.indent
            for number in range(len(lines) - text.muted, len(lines)):
                lines[number] = f"<span style='color:{self.ink('muted')}'>{lines[number]}</span>"
            self.note(text.x, top + text.y, "<br>".join(lines), **place)
        self.marks += [(x, top + y, entry) for x, y, entry in panel.marks]

    def drawn(self, height: float) -> Drawing:
        """The figure, as high as what stands in it."""
        spots = {
            "type": "scatter", "mode": "markers", "meta": "spots", "cliponaxis": False,
            "x": [x for x, _, _ in self.marks], "y": [y for _, y, _ in self.marks],
            "marker": {
                "size": 9 * self.scale, "symbol": [entry.symbol for _, _, entry in self.marks],
                "color": self.ink("accent"), "line": {"width": 2, "color": self.ink("accent")},
            },
            "customdata": [list(entry.point) for _, _, entry in self.marks],
            "hovertemplate": "<b>%{customdata[3]}</b><br>%{customdata[4]}<extra></extra>",
        }  # fmt: skip
        return drawn(
            self.state,
            [*self.traces, spots],
            height=round(height),
            xaxis={"range": [0, 1], "visible": False},
            yaxis={"range": [round(height), 0], "visible": False},
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            barmode="overlay",
            shapes=self.shapes,
            annotations=self.notes,
        )
