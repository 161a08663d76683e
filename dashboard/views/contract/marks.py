"""The marks of view ``contract``'s picture: diamonds, dots, bars and words, on a plane measured in pixels downwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.state import ViewState
from dashboard.theme import SIZES, colour
from dashboard.views.base import drawn
from dashboard.views.drawing import Drawing

#: Half a column that a bar or a line reaches beyond the middle of its first and last version.
REACH = 0.42
#: The page's smallest text, which all heights are measured against: where text is larger, rows are higher.
PAGE_TEXT = 13


@dataclass
class Plane:
    """Traces and words gathered while a picture is laid out; ``y`` runs downwards in pixels."""

    state: ViewState
    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """How much larger the text is than on a page."""
        return SIZES[self.state.mode][0] / PAGE_TEXT

    def ink(self, token: str) -> str:
        """A colour of the state's theme."""
        return colour(self.state.theme, token)

    def words(self, x: float, y: float, text: str, *, align: str = "left", top: bool = False, **more: Any) -> None:
        """Words at a place; ``align`` is left, center or right of it, ``top`` hangs them below it."""
        note = {
            "x": x, "y": y, "text": text, "xanchor": align, "align": align, "yanchor": "top" if top else "middle",
            "borderpad": 0,
        }  # fmt: skip
        self.notes.append({**note, **more})

    def label(self, y: float, text: str, *, top: bool = False) -> None:
        """Words at the picture's left edge, beside the grid."""
        self.words(0, y, text, top=top, xref="paper", xshift=-self.margin)

    margin: float = 0

    def line(
        self, xs: Sequence[float], ys: Sequence[float], token: str, *, width: float = 2, dash: str = "solid"
    ) -> None:
        """A line through the places."""
        style = {"color": self.ink(token), "width": width, "dash": dash}
        self.traces.append(
            {"type": "scatter", "mode": "lines", "x": list(xs), "y": list(ys), "line": style, "hoverinfo": "skip"}
        )

    def bar(
        self, start: float, end: float, y: float, height: float, *, fill: str, edge: str, dash: str = "solid"
    ) -> None:
        """A lying bar as a closed shape, so that its height is in pixels like all else."""
        top, low = y - height / 2, y + height / 2
        self.traces.append(
            {
                "type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip",
                "x": [start, end, end, start, start], "y": [top, top, low, low, top],
                "fillcolor": self.ink(fill) if fill else "rgba(0,0,0,0)",
                "line": {"color": self.ink(edge), "width": 1.5, "dash": dash},
            }
        )  # fmt: skip

    def spots(self, points: list[dict[str, Any]], *, size: float, name: str, opacity: float = 1) -> None:
        """Points that can be pointed at: x, y, symbol, token, fill, slug, url and lines, what a reader is told."""
        if not points:
            return
        self.traces.append(
            {
                "type": "scatter", "mode": "markers", "meta": "spots", "name": name, "cliponaxis": False,
                "x": [point["x"] for point in points], "y": [point["y"] for point in points],
                "marker": {
                    "symbol": [point["symbol"] for point in points], "size": size * self.scale, "opacity": opacity,
                    "color": [self.ink(point["fill"]) for point in points],
                    "line": {"color": [self.ink(point["token"]) for point in points], "width": 2},
                },
                "customdata": [
                    [point["slug"], point["url"], ". ".join(point["lines"]), "<br>".join(point["lines"])]
                    for point in points
                ],
                "hovertemplate": "%{customdata[3]}<extra></extra>",
            }
        )  # fmt: skip

    def figure(self, height: float, *, xs: tuple[float, float], right: int = 8) -> Drawing:
        """The picture of all that was gathered, so many pixels high."""
        return drawn(
            self.state, self.traces, height=round(height),
            xaxis={"range": list(xs), "visible": False}, yaxis={"range": [height, 0], "visible": False},
            margin={"l": round(self.margin), "r": right, "t": 0, "b": 0}, annotations=self.notes,
        )  # fmt: skip


def diamond(row: Any) -> dict[str, str]:
    """A signing's sign: filled with a known day, with a dot where the day is not known, empty where it only joined."""
    if row.standing != "signed":
        return {"symbol": "diamond", "token": "accent", "fill": "paper"}
    dated = isinstance(row.date, str)
    return {"symbol": "diamond" if dated else "diamond-dot", "token": "accent", "fill": "accent" if dated else "paper"}
