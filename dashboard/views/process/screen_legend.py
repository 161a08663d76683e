"""What the marks mean, short enough for a screen: rows under a standing picture, the lower corners of a lying one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour, faded
from dashboard.views.process.ground import SURENESS, sureness
from dashboard.views.process.layout import ROW, Measures
from dashboard.views.process.marks import STAGE_SYMBOLS, inks_of
from dashboard.views.process.names import LETTER

SIZE = 12
#: From the picture's edge to the first mark, and from a mark to its word's end besides the word itself.
EDGE, BESIDE = 10, 20
#: So many cities without a lap are named, and then counted.
NAMED = 2
#: A diamond's size (px): a dot is to be seen in it.
SIGN = 11
#: What is shorter than so many letters may stand on one line in a corner.
LINE = 27
#: So many rows of one entry each have room in the left corner below the name of a phase.
HIGHEST = 4


@dataclass(frozen=True)
class Entry:
    """A mark (Plotly's symbol, its size, fill and outline) and its word; without a symbol a word alone."""

    word: str
    symbol: str = ""
    size: float = 0
    fill: str = "rgba(0,0,0,0)"
    line: str = "rgba(0,0,0,0)"

    @property
    def breadth(self) -> float:
        """The room that it takes in a row (px); rather too much than too little."""
        return (BESIDE if self.symbol else 0) + len(self.word) * SIZE * LETTER + 6


def entries(
    rows: list[dict[str, Any]], gathered: bool, shared: Sequence[str], absent: Sequence[str], state: ViewState
) -> tuple[list[Entry], list[Entry]]:
    """What stands for a position and a basis, and what for a kind of evidence; only of what is in the picture.

    ``gathered`` says that pieces of evidence stand counted in a bubble; ``shared`` are the cities that share a mark
    without names, and ``absent`` those that the picture cannot show.
    """
    lang, theme = state.lang, state.theme
    ink, paper = colour(theme, "accent"), colour(theme, "paper")
    told = [row for row in rows if row["kind"] == "evidence"]
    bases = {row["basis"] for row in [*told, *(row for row in rows if row["kind"] == "position")]}
    fills = {"documented": ink, "self_assessed": faded(ink, 0.4), "none": paper}
    left = [
        Entry(t(lang, f"basis.{basis}"), "circle", 11, fill, ink) for basis, fill in fills.items() if basis in bases
    ]
    if bases == {"documented"} and told:
        # One word for all marks parts nothing: whose reading it is, the figure beside the picture says.
        left = []
    if shared:
        # The hollow mark that they share comes last, so that their names stand beside it.
        inks = inks_of(rows, state)
        left += [Entry(name, "circle", 11, inks[name], inks[name]) for name in shared]
    soft = colour(theme, "accent-soft")
    if gathered or any(row["kind"] == "cell" for row in rows):
        word = t(lang, "process.screen.gathered" if told else "process.screen.cell")
        left.append(Entry(word, "circle", 14, soft, ink))
    left += [Entry(words) for words in _absent(absent, state)]
    stages = {row["stage"] for row in told}
    right = [
        Entry(t(lang, f"stage.{stage}"), symbol, 8, ink, ink)
        for stage, symbol in STAGE_SYMBOLS.items()
        if stage in stages
    ]
    signed = [Entry(t(lang, f"process.screen.{how}"), size=SIGN, **diamond(how, state)) for how in _signed(rows, state)]
    # The corners share what there is: neither may grow up to the names beside the circle.
    over = max(0, len(left) + len(signed) - HIGHEST)
    return [*signed[over:], *left], [*right, *signed[:over]]


def _signed(rows: list[dict[str, Any]], state: ViewState) -> list[str]:
    """The kinds of diamonds that the picture has."""
    signings = {row["lap"] for row in rows if row["kind"] == "signing"}
    met = {how for lap, how in sureness(rows).items() if lap in signings or not (signings or state.cities)}
    return [how for how in SURENESS if how in met]


def diamond(how: str, state: ViewState) -> dict[str, str]:
    """A diamond's symbol, fill and outline, as the contract has them: a dot in what is not sure, joining hollow."""
    edge, paper = colour(state.theme, "trend"), colour(state.theme, "paper")
    if how == "signed":
        return {"symbol": "diamond", "fill": edge, "line": paper}
    return {"symbol": "diamond-dot" if how == "unsure" else "diamond", "fill": paper, "line": edge}


def _absent(names: Sequence[str], state: ViewState) -> list[str]:
    """Which of the cities asked for have walked no lap: in a corner in two lines where it is long."""
    if not names:
        return []
    lang = state.lang
    more = len(names) - NAMED
    named = list(names) if more <= 1 else [*names[:NAMED], t(lang, "process.screen.more", count=more)]
    parts = [t(lang, "process.screen.absent"), i18n.listing(lang, named)]
    is_short = state.size == "portrait" or sum(map(len, parts)) < LINE
    return [" ".join(parts)] if is_short else parts


def rows_of(found: Sequence[Entry], widths: Sequence[float]) -> list[list[Entry]] | None:
    """The entries in rows of the widths given, each row filled in turn; None where they do not fit."""
    out: list[list[Entry]] = [[]]
    taken = 0.0
    for entry in found:
        if out[-1] and taken + entry.breadth > widths[len(out) - 1]:
            out.append([])
            taken = 0.0
        if len(out) > len(widths):
            return None
        out[-1].append(entry)
        taken += entry.breadth
    return out


def below(found: Sequence[Entry], room: Measures, state: ViewState) -> tuple[dict[str, Any], int]:
    """The legend under a standing picture, and in how many rows it stands."""
    rows = rows_of(found, [room.width - EDGE] * 9) or []
    placed = [(row, EDGE - room.width / 2, -room.top - ROW * (i + 0.5)) for i, row in enumerate(rows)]
    return _trace(placed, state), len(rows)


def corners(left: Sequence[Entry], right: Sequence[Entry], room: Measures, state: ViewState) -> dict[str, Any]:
    """The legend in the lower corners of a lying picture, beside the circle."""
    placed: list[tuple[list[Entry], float, float]] = []
    for found, side in ((left, -1), (right, 1)):
        rows = next(
            rows for count in range(1, 9)
            if (rows := rows_of(found, [chord(room, count - i) for i in range(count)])) or count == 8
        ) or [[entry] for entry in found]  # fmt: skip
        widest = max((sum(entry.breadth for entry in row) for row in rows), default=0.0)
        x = EDGE - room.width / 2 if side < 0 else room.width / 2 - widest + 6
        placed += [(row, x, -room.top + 3 + ROW * (len(rows) - i - 0.5)) for i, row in enumerate(rows)]
    return _trace(placed, state)


def chord(room: Measures, row: int) -> float:
    """The room in a corner of a lying picture beside the circle, in a row counted from one at the bottom (px)."""
    high = max(room.top - 3 - ROW * row, 0.0)
    rim = room.outer + 6
    return room.width / 2 - EDGE - math.sqrt(max(rim**2 - high**2, 0.0))


def _trace(placed: Sequence[tuple[list[Entry], float, float]], state: ViewState) -> dict[str, Any]:
    spots: list[tuple[Entry, float, float]] = []
    for row, x, y in placed:
        for entry in row:
            spots.append((entry, x if entry.symbol else x - EDGE, y))
            x += entry.breadth
    found = [entry for entry, *_ in spots]
    return {
        "type": "scatter", "mode": "markers+text", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
        "x": [round(x, 1) for _, x, _ in spots], "y": [round(y, 1) for _, _, y in spots],
        "text": [f" {entry.word}" for entry in found], "textposition": "middle right",
        "textfont": {"size": SIZE, "color": colour(state.theme, "muted")},
        "marker": {
            "opacity": 1, "symbol": [entry.symbol or "circle" for entry in found],
            "size": [entry.size for entry in found], "color": [entry.fill for entry in found],
            "line": {"width": 2, "color": [entry.line for entry in found]},
        },
    }  # fmt: skip
