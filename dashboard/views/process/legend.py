"""What the marks of the transition map mean, written under it."""

from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import city_colour, colour, faded
from dashboard.views.process.layout import Measures
from dashboard.views.process.marks import STAGE_SYMBOLS
from dashboard.views.process.names import LETTER

#: A row's height and the size of its type.
ROW, SIZE = 18, 12


def legend(rows: list[dict[str, Any]], room: Measures, state: ViewState) -> tuple[dict[str, Any], float]:
    """A mark and its word each, in as many rows as the width asks for; and how deep all of it is, in pixels."""
    entries = _entries(rows, state)
    spots: list[tuple[float, float]] = []
    left, right = -room.width / 2 + 8, room.width / 2
    x, y = left, -room.width / 2 - room.above - 14
    for *_, word in entries:
        breadth = 26 + len(word) * SIZE * LETTER
        if x + breadth > right and x > left:
            x, y = left, y - ROW
        spots.append((x, y))
        x += breadth
    trace = {
        "type": "scatter", "mode": "markers+text", "hoverinfo": "skip", "showlegend": False,
        "x": [x for x, _ in spots], "y": [y for _, y in spots],
        "text": [f" {word}" for *_, word in entries], "textposition": "middle right",
        "textfont": {"size": SIZE, "color": colour(state.theme, "muted")},
        "marker": {
            "opacity": 1, "symbol": [entry[0] for entry in entries], "size": [entry[1] for entry in entries],
            "color": [entry[2] for entry in entries], "line": {"width": 2, "color": [entry[3] for entry in entries]},
        },
    }  # fmt: skip
    return trace, -y - room.width / 2 - room.above + ROW * 0.7


def _entries(rows: list[dict[str, Any]], state: ViewState) -> list[tuple[str, float, str, str, str]]:
    """Symbol, size, fill, outline and word; only of what is in the picture."""
    lang, theme = state.lang, state.theme
    ink, paper = colour(theme, "accent"), colour(theme, "paper")
    placed = [row for row in rows if row["kind"] == "position"]
    told = [row for row in rows if row["kind"] == "evidence"]
    out: list[tuple[str, float, str, str, str]] = []
    if len(state.cities) > 1:
        shades = [(city_colour(theme, state.place(row["slug"])), row["name"]) for row in placed]
        out += [("circle", 11, shade, shade, name) for shade, name in shades]
    bases = {row["basis"] for row in [*placed, *told]}
    fills = {"documented": ink, "self_assessed": faded(ink, 0.4), "none": paper}
    out += [("circle", 11, fill, ink, t(lang, f"basis.{basis}")) for basis, fill in fills.items() if basis in bases]
    if told:
        stages = {row["stage"] for row in told}
        out += [
            (symbol, 8, ink, ink, t(lang, f"stage.{stage}"))
            for stage, symbol in STAGE_SYMBOLS.items()
            if stage in stages
        ]
    elif any(row["kind"] == "cell" for row in rows):
        out.append(("circle", 13, colour(theme, "accent-soft"), ink, t(lang, "process.legend_cell")))
    if state.size == "narrow":
        out.append(("line-ew", 10, ink, ink, t(lang, "process.legend_laps")))
    out.append(("diamond", 10, colour(theme, "trend"), paper, t(lang, "process.legend_signed")))
    return out
