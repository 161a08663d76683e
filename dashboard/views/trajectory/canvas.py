"""What the picture of view ``trajectory`` is put together from: places on the axis, areas, lines, and words."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.state import ViewState
from dashboard.theme import colour, faded
from dashboard.views import emissions_frame as shared
from dashboard.views.base import spread

#: A picture's height in pixels, wide and narrow, and what of it the axis' words take.
HEIGHTS = (460, 400)
ROOM_AROUND = 58


@dataclass
class Canvas:
    """What a picture is put together from. ``y`` of a row divided by ``divisor`` is its place on the axis."""

    state: ViewState
    divisor: float
    top: float
    #: The latest figure that is drawn.
    latest: float = 0.0
    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    #: Words to the right of goal, gap and trend: year, figure, text, token. They are moved apart at last.
    ends: list[tuple[float, float, str, str]] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether there is no room for words beside the picture."""
        return self.state.size == "narrow"

    def ink(self, token: str) -> str:
        """A token's colour in the state's theme."""
        return colour(self.state.theme, token)

    def y(self, value: float) -> float:
        """A figure's place on the axis."""
        return value / self.divisor

    def words(self, row: Any) -> str:
        """A row's figure in words: tonnes for totals, the measure shown otherwise."""
        value = row.tonnes if self.state.measure == "total" else row.value
        return shared.figure_text(self.state.lang, value, self.state.measure)

    def add(self, points: list[tuple[float, float]], **trace: Any) -> None:
        """A scatter trace over ``(year, figure)`` points; silent to the pointer unless it says otherwise."""
        silent = {} if "hovertemplate" in trace else {"hoverinfo": "skip"}
        xs, ys = [x for x, _ in points], [self.y(y) for _, y in points]
        self.traces.append({"type": "scatter", "mode": "lines", "x": xs, "y": ys, **silent, **trace})

    def area(self, upper: list[tuple[float, float]], lower: list[tuple[float, float]], fill: str) -> None:
        """The room between two lines, filled."""
        self.add([*upper, *reversed(lower)], fill="toself", line={"width": 0}, fillcolor=fill)

    def pixels(self, number: float) -> float:
        """So many pixels of height as a figure on the axis."""
        return self.top / (HEIGHTS[self.narrow] - ROOM_AROUND) * number * self.divisor

    def settle(self) -> None:
        """Write the words at the picture's end, moved apart where they would stand on each other."""
        line = self.y(self.pixels(17))
        heights = [self.y(value) for _, value, _, _ in self.ends]
        places = spread(heights, least=2.1 * line, low=line / 2, high=self.top)
        for (year, _, text, token), place in zip(self.ends, places, strict=True):
            look = {"xanchor": "left", "xshift": 12, "align": "left", "font": {"color": self.ink(token)}}
            look |= {"bgcolor": faded(self.ink("paper"), 0.8)}
            self.notes.append({"x": year, "y": place, "text": text, **look})

    def note(self, x: float, value: float, text: str, **more: Any) -> None:
        """Words at a point."""
        self.notes.append({"x": x, "y": self.y(value), "text": text, **more})
