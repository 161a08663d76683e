"""Small multiples: where panels stand, on axes that all share, and the words above each."""

from dataclasses import dataclass, replace
from typing import Any

from dashboard.state import Size, ViewState
from dashboard.views.base import SCREEN_ROOM

#: The width (px) that words are broken for: pages may be wider, never narrower.
WIDTHS: dict[str, int] = {"wide": 680, "narrow": 300} | {size: width for size, (width, _) in SCREEN_ROOM.items()}
#: A panel's height on a page (px) without the words above it, in one row, in two, and in more.
TALL = {"wide": (280, 190, 150), "narrow": (150, 140, 130)}
#: The room for the years under a panel, beside the axis' figures, at the right edge and between columns (px).
TICKS, LEFT, RIGHT, GAP = 24, 46, 14, 22
#: How many columns so many panels stand in, from one on.
COLUMNS: dict[Size, tuple[int, ...]] = {
    "wide": (1, 2, 3, 2, 3, 3, 3, 3, 3), "narrow": (1,) * 9,
    "landscape": (1, 2, 3, 2, 3, 3, 3, 3, 3), "portrait": (1, 1, 1, 2, 2, 2, 3, 3, 3),
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """Panels in rows; all lengths in pixels. On a screen they share its room, on a page the picture grows with them."""

    size: Size
    count: int
    columns: int
    #: Above all panels, below the lowest row, and above each panel.
    above: int
    below: int
    head: int = 0

    @classmethod
    def of(cls, state: ViewState, count: int, *, above: int, below: int) -> "Grid":
        """The grid for so many panels."""
        return cls(state.size, count, COLUMNS[state.size][count - 1], above, below)

    def headed(self, lines: int, line: int) -> "Grid":
        """The grid with room for so many lines of words above each panel."""
        return replace(self, head=lines * line + 4)

    @property
    def rows(self) -> int:
        """How many rows the panels stand in."""
        return -(-self.count // self.columns)

    @property
    def width(self) -> float:
        """How wide a panel is at least."""
        return (WIDTHS[self.size] - LEFT - RIGHT - GAP * (self.columns - 1)) / self.columns

    @property
    def between(self) -> int:
        """From a panel to the words above the one below it: years stand under each where panels are stacked."""
        return TICKS + 8 if self.size == "narrow" else 8

    @property
    def tall(self) -> float:
        """A panel's height."""
        if self.size in TALL:
            return TALL[self.size][min(self.rows, 3) - 1]
        room = SCREEN_ROOM[self.size][1] - self.above - self.below - self.rows * self.head
        return (room - (self.rows - 1) * self.between) / self.rows

    @property
    def height(self) -> int:
        """The whole picture's height."""
        return int(self.above + self.below + self.rows * (self.head + self.tall) + (self.rows - 1) * self.between)

    @property
    def margin(self) -> dict[str, int]:
        """Plotly's margins: what stands above the highest panel lies in the upper one."""
        return {"l": LEFT, "r": RIGHT, "t": self.above + self.head, "b": self.below}

    def axes(self, place: int, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
        """A panel's axes: figures beside the first column alone, years under whatever has nothing below it."""
        row, column = divmod(place, self.columns)
        full = self.rows * self.tall + (self.rows - 1) * (self.head + self.between)
        top = 1 - row * (self.tall + self.head + self.between) / full
        gap = GAP / (WIDTHS[self.size] - LEFT - RIGHT)
        wide = (1 - gap * (self.columns - 1)) / self.columns
        left = column * (wide + gap)
        axis = str(place + 1) if place else ""
        lowest = place + self.columns >= self.count
        return {
            f"xaxis{axis}": x
            | {
                "domain": [round(left, 5), round(min(left + wide, 1.0), 5)],
                "anchor": f"y{axis}",
                "showticklabels": lowest or self.size == "narrow",
            },
            f"yaxis{axis}": y
            | {
                "domain": [round(max(top - self.tall / full, 0.0), 5), round(top, 5)],
                "anchor": f"x{axis}",
                "showticklabels": not column,
            },
        }

    def words(self, place: int, text: str, font: dict[str, Any]) -> dict[str, Any]:
        """The words above a panel."""
        axis = str(place + 1) if place else ""
        return {
            "text": text, "xref": f"x{axis} domain", "yref": f"y{axis} domain", "x": 0, "y": 1, "xanchor": "left",
            "yanchor": "bottom", "yshift": 2, "align": "left", "borderpad": 0, "font": font,
        }  # fmt: skip

    def unit(self, text: str) -> dict[str, Any]:
        """The unit of the figures, above all panels' words."""
        return {
            "text": text, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom",
            "xshift": -40, "yshift": self.head + 2,
        }  # fmt: skip


def beneath(text: str) -> dict[str, Any]:
    """What a picture counts along its width, said once below it."""
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0, "xanchor": "center", "yanchor": "top",
        "yshift": -TICKS, "borderpad": 0,
    }  # fmt: skip
