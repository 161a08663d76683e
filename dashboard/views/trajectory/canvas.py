"""What the picture of view ``trajectory`` is put together from: places on the axis, areas, lines, and words."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour, faded
from dashboard.views import emissions_frame as shared
from dashboard.views.base import SCREEN_ROOM, spread

#: A picture's height in pixels by size, and what of it the axis' words take.
HEIGHTS = {"wide": 460, "narrow": 400} | {size: height for size, (_, height) in SCREEN_ROOM.items()}
ROOM_AROUND = 58
#: How high a line of words is (px), on pages and on screens, where what is told of the gap is written larger.
LINE, LINE_AFAR = 17, 20
AFAR = 15
#: How many years wide a goal's words are in portrait.
REACH = 10
#: What stands to the right of the axis on a screen: how wide a character is at that size (px), and the least room.
CHARACTER, LEAST_RIGHT = 9.0, 40


@dataclass
class Canvas:
    """What a picture is put together from. ``y`` of a row divided by ``divisor`` is its place on the axis."""

    state: ViewState
    divisor: float
    top: float
    #: The latest figure that is drawn.
    latest: float = 0.0
    #: The last year that is drawn, and the tops of trend and paths, year and figure.
    last: float = 0.0
    lines: list[tuple[float, float]] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    #: Words to the left of gap and goal, where there is no room to the right (see :mod:`before`).
    before: list[tuple[float, float, str, str]] = field(default_factory=list)
    #: Words that stand to the right of the axis, whoever has put them there.
    beside: list[str] = field(default_factory=list)
    #: Words to the right of goal, gap and trend: year, figure, text, token. They are moved apart at last.
    ends: list[tuple[float, float, str, str]] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether there is no room for words beside the picture."""
        return self.state.size in ("narrow", "portrait")

    @property
    def afar(self) -> bool:
        """Whether it is read from afar, on a screen."""
        return self.state.size in SCREEN_ROOM

    @property
    def stacked(self) -> bool:
        """Whether words on gap and goals stand one above the other, to the left of them."""
        return self.narrow and self.afar

    @property
    def height(self) -> int:
        """The picture's height in pixels."""
        return HEIGHTS[self.state.size]

    @property
    def line(self) -> int:
        """How high a line of words is, in pixels."""
        return LINE_AFAR if self.afar else LINE

    @property
    def right(self) -> int:
        """The room to the right of the axis, in pixels: on a screen just what the words there need."""
        if not self.afar:
            return 16 if self.narrow else 150
        told = [*self.beside, *(text for _, _, text, _ in self.ends)]
        longest = max((len(line) for text in told for line in lines_of(text)), default=0)
        return max(16 if self.narrow else LEAST_RIGHT, round(longest * CHARACTER) + 16 if longest else 0)

    def font(self, token: str) -> dict[str, Any]:
        """The font of words in a token's colour, larger on screens."""
        return self.lettered(self.ink(token))

    def lettered(self, shade: str) -> dict[str, Any]:
        """The font of words in a colour, larger on screens."""
        return {"color": shade, **({"size": AFAR} if self.afar else {})}

    def ink(self, token: str) -> str:
        """A token's colour in the state's theme."""
        return colour(self.state.theme, token)

    def y(self, value: float) -> float:
        """A figure's place on the axis."""
        return value / self.divisor

    def words(self, row: Any) -> str:
        """A row's figure in words: tonnes for totals, the measure shown otherwise."""
        return self.said(row.tonnes if self.state.measure == "total" else row.value)

    def said(self, value: float) -> str:
        """A figure of the measure in words; on a screen the axis alone tells that it is per person."""
        text = shared.figure_text(self.state.lang, value, self.state.measure)
        if not self.afar or self.state.measure != "capita":
            return text
        return t(self.state.lang, "quantity.per_person_short", value=text.partition(" ")[0])

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
        return self.top / (self.height - ROOM_AROUND) * number * self.divisor

    def above(self, row: Any) -> float:
        """The figure at which words that end at a row's year stand clear of the lines that lead to it."""
        return float(max([row.value, *(value for year, value in self.lines if row.year - REACH <= year <= row.year)]))

    def settle(self) -> None:
        """Write the words at the picture's end, moved apart where they would stand on each other."""
        line = self.y(self.pixels(self.line))
        heights = [self.y(value) for _, value, _, _ in self.ends]
        places = spread(heights, least=2.1 * line, low=line / 2, high=self.top)
        for (year, _, text, token), place in zip(self.ends, places, strict=True):
            look = {"xanchor": "left", "xshift": 12, "align": "left", "font": self.font(token)}
            look |= {"bgcolor": faded(self.ink("paper"), 0.8)}
            self.notes.append({"x": year, "y": place, "text": text, **look})

    def note(self, x: float, value: float, text: str, **more: Any) -> None:
        """Words at a point."""
        self.notes.append({"x": x, "y": self.y(value), "text": text, **more})


def lines_of(text: str) -> list[str]:
    """A text's lines without its marks."""
    return text.replace("<b>", "").replace("</b>", "").split("<br>")
