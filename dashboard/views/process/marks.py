"""The marks of the transition map: cities where they stand, evidence as a trail, and bubbles where a cell is full."""

from dataclasses import dataclass
from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import city_colour, colour, faded
from dashboard.views.base import wrapped
from dashboard.views.process.geometry import Spiral
from dashboard.views.process.layout import Cell, Mark, Measures, bubble, by_cell, placed

#: A symbol a stage of evidence; a word says it on hover and in the table.
STAGE_SYMBOLS = {"done": "circle", "ongoing": "triangle-right", "decided": "square", "planned": "square-open"}
#: So many facts or names are told at a mark; the rest is in the table.
TOLD = 8
LINE = 46


@dataclass(frozen=True)
class Marks:
    """Traces to draw, every mark in its place, and those of single cities, which may bear a name."""

    traces: list[dict[str, Any]]
    every: list[Mark]
    cities: list[Mark]


def marks(rows: list[dict[str, Any]], spiral: Spiral, room: Measures, state: ViewState) -> Marks:
    """Positions, and with chosen cities their evidence, without them how many have evidence in each cell."""
    order = list(dict.fromkeys(row["slug"] for row in rows if row["kind"] == "position"))
    paint = _Paint(state, order if len(state.cities) > 1 else [])
    standing = by_cell(row for row in rows if row["kind"] == "position")
    trail = by_cell(row for row in rows if row["kind"] == "evidence")
    crowd = {(row["lap"], row["phase"]): row for row in rows if row["kind"] == "cell"}
    dots: list[Mark] = []
    cities: list[Mark] = []
    full: list[tuple[Cell, list[dict[str, Any]], float]] = []
    for cell in dict.fromkeys([*standing, *trail]):
        here, told = standing.get(cell, []), trail.get(cell, [])
        found = placed(spiral, cell, [*told, *here], room, size=room.mark if here else room.dot)
        if found is None and told and here:
            # The evidence is gathered, so that the cities can stand.
            full.append((cell, told, room.bubble))
            told, found = [], placed(spiral, cell, here, room, size=room.mark)
        if found is None:
            full.append((cell, told or here, room.bubble + (4 if here else 0)))
            continue
        dots += [Mark(mark.point, room.dot, mark.rows, False) for mark in found[: len(told)]]
        cities += found[len(told) :]
    # On the lap where cities stand, their marks tell the same already.
    full += [(cell, [row], room.bubble) for cell, row in crowd.items() if cell not in standing]
    bubbles: list[Mark] = []
    for cell, told, size in full:
        bubbles.append(bubble(spiral, cell, told, room, [*dots, *cities, *bubbles], size=size))
    gathered = [mark for mark in bubbles if mark.rows[0]["kind"] == "position"]
    dots += [mark for mark in bubbles if mark.rows[0]["kind"] != "position"]
    bubbles = gathered
    traces = [paint.evidence(dots), paint.gathered(bubbles), paint.cities(cities)]
    return Marks([trace for trace in traces if trace], [*dots, *bubbles, *cities], [*cities])


def crowds(found: list[Mark]) -> list[Mark]:
    """The bubbles in which cities are gathered that have no room for marks of their own."""
    return [mark for mark in found if mark.gathered and mark.rows[0]["kind"] == "position"]


def inks_of(rows: list[dict[str, Any]], state: ViewState) -> dict[str, str]:
    """The colour of each city's marks by its name, where more than one city is shown: the one it has in every view."""
    if len(state.cities) < 2:
        return {}
    placed_here = {str(row["name"]): row["slug"] for row in rows if row["kind"] == "position"}
    return {name: city_colour(state.theme, state.place(slug)) for name, slug in placed_here.items()}


class _Paint:
    """How marks look, in the state's theme and language."""

    def __init__(self, state: ViewState, order: list[str]) -> None:
        self.state, self.order, self.lang = state, order, state.lang

    def ink(self, row: dict[str, Any]) -> str:
        """Each city its own colour where several are shown, else one for all."""
        if row.get("slug") in self.order:
            return city_colour(self.state.theme, self.state.place(row["slug"]))
        return colour(self.state.theme, "accent")

    def fill(self, row: dict[str, Any]) -> str:
        """Filled: documented; half-tone: self-assessed; hollow: nothing reported."""
        if row["kind"] == "position" and not row["phase"]:
            return colour(self.state.theme, "paper")
        return faded(self.ink(row), 0.4) if row["basis"] == "self_assessed" else self.ink(row)

    def evidence(self, found: list[Mark]) -> dict[str, Any] | None:
        """Evidence: a dot a piece, or a pale bubble with how many pieces, or how many cities, there are."""
        if not found:
            return None
        rows = [mark.rows[0] for mark in found]
        quiet = colour(self.state.theme, "accent-soft")
        counts = [len(row["names"]) if row["kind"] == "cell" else len(mark.rows)
                  for mark, row in zip(found, rows, strict=True)]  # fmt: skip
        return {
            **_at(found),
            "text": [str(count) if mark.gathered else "" for mark, count in zip(found, counts, strict=True)],
            "textfont": {"size": 12, "color": colour(self.state.theme, "ink")},
            "marker": {
                "opacity": 1,
                "symbol": ["circle" if mark.gathered else STAGE_SYMBOLS[mark.rows[0]["stage"]] for mark in found],
                "size": [mark.size for mark in found],
                "color": [quiet if mark.gathered else self.fill(mark.rows[0]) for mark in found],
                "line": {"width": 1, "color": [self.ink(row) for row in rows]},
            },
            "customdata": [self._told(mark) for mark in found],
        }

    def cities(self, found: list[Mark]) -> dict[str, Any] | None:
        """A city's mark, larger than its trail."""
        if not found:
            return None
        rows = [mark.rows[0] for mark in found]
        return {
            **_at(found),
            "mode": "markers",
            "marker": {
                "symbol": "circle",
                "opacity": 1,
                "size": [mark.size for mark in found],
                "color": [self.fill(row) for row in rows],
                "line": {"width": 2.5, "color": [self.ink(row) for row in rows]},
            },
            "customdata": [
                [row["slug"], "", f"{row['name']}: {self._place(row)}",
                 f"<b>{row['name']}</b><br>{wrapped(self._place(row), LINE)}"]
                for row in rows
            ],
        }  # fmt: skip

    def gathered(self, found: list[Mark]) -> dict[str, Any] | None:
        """Cities of a cell that has no room for their marks: how many they are, hollow where no phase is told."""
        if not found:
            return None
        hollow = [mark.rows[0]["phase"] is None for mark in found]
        ink, paper = colour(self.state.theme, "accent"), colour(self.state.theme, "paper")
        return {
            **_at(found),
            "text": [f"<b>{len(mark.rows)}</b>" for mark in found],
            "textfont": {"size": 13, "color": [ink if empty else colour(self.state.theme, "on-accent")
                                               for empty in hollow]},
            "marker": {
                "symbol": "circle", "size": [mark.size for mark in found], "opacity": 1,
                "color": [paper if empty else ink for empty in hollow], "line": {"width": 2.5, "color": ink},
            },
            "customdata": [self._crowd(mark) for mark in found],
        }  # fmt: skip

    def _place(self, row: dict[str, Any]) -> str:
        key = f"process.at_{row['basis']}"
        return t(self.lang, key, lap=row["lap"], phase=row["phase"], phase_name=row["phase_name"])

    def _crowd(self, mark: Mark) -> list[str]:
        first = mark.rows[0]
        head = f"{self._cities(len(mark.rows))}: {self._place(first)}"
        names = [str(row["name"]) for row in mark.rows]
        hover = f"<b>{wrapped(head, LINE)}</b><br>{wrapped(', '.join(names), LINE)}"
        return ["", "#table", f"{head}. {', '.join(names)}", hover, " ".join(row["slug"] for row in mark.rows)]

    def _cities(self, count: int) -> str:
        return t(self.lang, f"process.cities.{'one' if count == 1 else 'other'}", count=count)

    def _told(self, mark: Mark) -> list[str]:
        row = mark.rows[0]
        if row["kind"] == "cell":
            names = list(row["names"])
            many = "one" if len(names) == 1 else "other"
            at = {key: row[key] for key in ("lap", "phase", "phase_name")}
            head = t(self.lang, f"process.cell.{many}", count=len(names), **at)
            text = ", ".join(names)
            return ["", "#table", f"{head}: {text}", f"<b>{wrapped(head, LINE)}</b><br>{wrapped(text, LINE)}"]
        where = t(self.lang, "process.where", lap=row["lap"], phase=row["phase"], phase_name=row["phase_name"])
        who = f"{row['name']}, " if self.order else ""
        facts = [self._fact(each) for each in mark.rows[:TOLD]]
        more = len(mark.rows) - len(facts)
        rest = [t(self.lang, "process.more", count=more)] if more else []
        address = "#table" if mark.gathered or not row["url"] else row["url"]
        hover = "<br>".join(wrapped(line, LINE) for line in [*facts, *rest])
        return [
            "",
            address,
            f"{who}{where}. {' '.join([*facts, *rest])}",
            f"<b>{wrapped(who + where, LINE)}</b><br>{hover}",
        ]

    def _fact(self, row: dict[str, Any]) -> str:
        when = f", {row['date']}" if row["date"] else ""
        stage = t(self.lang, f"stage.{row['stage']}")
        return f"{row['text']} ({stage}{when})"


def _at(found: list[Mark]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "meta": "spots", "showlegend": False,
        "textposition": "middle center", "hovertemplate": "%{customdata[3]}<extra></extra>",
        "x": [round(mark.point[0], 1) for mark in found], "y": [round(mark.point[1], 1) for mark in found],
    }  # fmt: skip


__all__ = ["Cell", "Marks", "crowds", "inks_of", "marks"]
