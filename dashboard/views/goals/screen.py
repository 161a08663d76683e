"""The picture of view ``goals`` on a screen: the most telling goals in large words, and how many there are besides.

Places are pixels, which a screen's picture has just so many of: x from the left, y from the top.
"""

import re
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import SCREEN_ROOM, drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.goals.signs import SIGNS
from dashboard.views.goals.words import left_out

#: A character's width and a line's height in parts of the text's size; bold is wider.
CHARACTER, BOLD, LINE = 0.56, 0.64, 1.36
#: The text's sizes (px): a goal, its standing, the year that it is due, a city's name.
GOAL, STANDING, YEAR, NAME = 16, 14, 19, 17
#: The years' column, the room for a sign, and between rows (px).
YEARS, SIGN, GAP, PAD = 62, 24, 14, 5
#: How many goals of each of several cities are tried, and how many lines its standing has at most.
MOST, LINES = 3, 3
#: The sizes that are tried where many cities stand side by side, and that of words at a line's end (px).
SIZES, SMALL = (18, 16, 15, 14), 13
#: Which verdicts tell most, first of all those that are about the years ahead.
TELLING = (("behind", "on_track"), ("awaiting_data",), ("reached", "not_reached"), ("cannot_be_judged",))


@dataclass(frozen=True)
class Block:
    """A city's goals, the most telling first; none where none was found."""

    name: str
    rows: tuple[dict[Any, Any], ...]


@dataclass
class Sheet:
    """What is written and drawn, from above; ``y`` is where the next line begins."""

    state: ViewState
    y: float = 0.0
    notes: list[dict[str, Any]] = field(default_factory=list)
    signs: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)

    def ink(self, token: str) -> str:
        """A token's colour in the state's theme."""
        return colour(self.state.theme, token)

    def say(self, text: str, size: int, x: float = 0.0, token: str = "ink", **more: Any) -> None:
        """Words whose first line begins here; the next stand below them."""
        place = {"x": x, "xanchor": "left", "y": self.y, "yanchor": "top", "align": "left", "borderpad": 0}
        self.notes.append({**place, "text": text, "font": {"size": size, "color": self.ink(token)}, **more})

    def sign(self, verdict: str, x: float, size: int) -> None:
        """A verdict's sign on the line that begins here."""
        symbol, token = SIGNS[verdict]
        marker = {
            "symbol": symbol,
            "size": 13,
            "color": self.ink(token),
            "line": {"color": self.ink(token), "width": 2},
        }
        middle = self.y + size * LINE / 2 + 1
        self.signs.append({"type": "scatter", "mode": "markers", "x": [x + 9], "y": [middle], "marker": marker,
                           "meta": verdict, "hoverinfo": "skip"})  # fmt: skip

    def edge(self) -> None:
        """A thin line from side to side."""
        width = SCREEN_ROOM[self.state.size][0]
        at = {"x0": 0, "x1": width, "y0": self.y, "y1": self.y}
        self.edges.append({"type": "line", **at, "line": {"color": self.ink("line"), "width": 1}})


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """As many goals as have room; of several cities as many of each."""
    width, room = SCREEN_ROOM[state.size]
    blocks = _blocks(frame)
    sheet = _one(blocks[0], state) if len(blocks) == 1 else _several(blocks, state)
    height = min(round(sheet.y) + 2, room)
    return drawn(
        state,
        sheet.signs,
        height=height,
        xaxis={"range": [0, width], "visible": False},
        yaxis={"range": [height, 0], "visible": False},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=sheet.notes,
        shapes=sheet.edges,
    )


def _blocks(frame: pd.DataFrame) -> list[Block]:
    found = {str(name): rows for name, rows in frame.groupby("name", sort=False)}
    names = frame.attrs.get("cities", tuple(found))
    return [
        Block(name, tuple(sorted(found[name].to_dict("records"), key=telling)) if name in found else ())
        for name in names
    ]


def telling(row: dict[Any, Any]) -> tuple[Any, ...]:
    """What sorts goals: in force before wished and replaced, judged before not, the whole territory's, the nearest."""
    standing = ("current", "ambition", "proposed", "superseded").index(row["standing_of_goal"])
    verdict = next(place for place, words in enumerate(TELLING) if row["verdict"] in words)
    year = 9999 if pd.isna(row["target_year"]) else int(row["target_year"])
    return standing, verdict, year == 9999, row["boundary"] != "territorial", year


def _one(block: Block, state: ViewState) -> Sheet:
    """One city: rows in the order of their years, and in words what has no room."""
    room = SCREEN_ROOM[state.size][1]
    kept = len(block.rows)
    while kept > 1 and _tried(block, state, kept).y > room:
        kept -= 1
    spare = room - _tried(block, state, kept).y
    return _tried(block, state, kept, min(max(spare, 0) / kept, 16))


def _tried(block: Block, state: ViewState, kept: int, more: float = 0.0) -> Sheet:
    """So many rows of a city on a sheet, with so much more room between them."""
    sheet = Sheet(state)
    rows = sorted(block.rows[:kept], key=lambda row: (row["standing_of_goal"] != "current", _year(row) or 9999))
    for place, row in enumerate(rows):
        if place:
            sheet.y += more / 2
            sheet.edge()
            sheet.y += GAP / 2 + more / 2
        _row(sheet, row)
        sheet.y += GAP / 2
    _rest(sheet, left_out(state.lang, list(block.rows[kept:])))
    return sheet


def _rest(sheet: Sheet, said: str) -> None:
    """What is left out, below all."""
    if not said:
        return
    text = wrapped(said, _fitting(sheet.state, STANDING, 0.0))
    sheet.edge()
    sheet.y += PAD
    sheet.say(text, STANDING, token="muted")
    sheet.y += _high(text, STANDING)


def _row(sheet: Sheet, row: dict[Any, Any]) -> None:
    """A goal: the year that it is due, its words, and how it stands with what that rests on."""
    year = _year(row)
    if year:
        sheet.say(f"<b>{year}</b>", YEAR, name="year")
    else:
        sheet.say(t(sheet.state.lang, "goals.no_year"), STANDING, token="muted", name="year")
    text = wrapped(row["text"], int(_fitting(sheet.state, GOAL, YEARS) * CHARACTER / BOLD))
    sheet.say(f"<b>{text}</b>", GOAL, YEARS, name="goal")
    sheet.y += _high(text, GOAL)
    sheet.sign(row["verdict"], YEARS, STANDING)
    said = _standing(row, sheet.state, _fitting(sheet.state, STANDING, YEARS + SIGN))
    sheet.say(said, STANDING, YEARS + SIGN, name="standing")
    sheet.y += _high(said, STANDING)


def _standing(row: dict[Any, Any], state: ViewState, width: int) -> str:
    """The verdict in its colour and as many whole grounds as fit; that it is uncertain is never left out."""
    lang = state.lang
    word = verdict_words(lang, row)
    long = t(lang, "goals.uncertain")
    grounds = [part for part in row["detail"].split("; ") if part and part != long]
    kept = len(grounds)
    while True:
        said = f"{word}: {'; '.join(grounds[:kept])}" if kept else word
        text = wrapped(said.replace(" (", "\u00a0("), width)
        if not kept or text.count("<br>") < LINES:
            break
        kept -= 1
    plain = word.replace(" (", "\u00a0(")
    coloured = f"<span style='color:{colour(state.theme, SIGNS[row['verdict']][1])}'><b>{plain}</b></span>"
    return text.replace(plain, coloured, 1)


def verdict_words(lang: str, row: dict[Any, Any]) -> str:
    """A verdict's word, with a remark where the trend's interval holds both outcomes."""
    return shared.verdict_words(lang, str(row["verdict"]), row["remarks"])


def _several(blocks: list[Block], state: ViewState) -> Sheet:
    """Several cities: as many rows of each as there is room for, in few words where there are many cities."""
    room = SCREEN_ROOM[state.size][1]
    kept = [1] * len(blocks)
    if _cities(blocks, state, kept).y <= room:
        for _, place in product(range(MOST - 1), range(len(blocks))):
            fuller = [count + (at == place) for at, count in enumerate(kept)]
            if kept[place] < len(blocks[place].rows) and _cities(blocks, state, fuller).y <= room:
                kept = fuller
        spare = room - _cities(blocks, state, kept).y
        return _cities(blocks, state, kept, min(spare / len(blocks), 24))
    size = next((size for size in SIZES if _compact(blocks, state, size).y <= room), SIZES[-1])
    spare = max(room - _compact(blocks, state, size).y, 0)
    return _compact(blocks, state, size, min(spare / len(blocks), 14))


def _cities(blocks: list[Block], state: ViewState, counts: list[int], more: float = 0.0) -> Sheet:
    """So many rows of each city on a sheet, with so much more room between the cities."""
    sheet = Sheet(state)
    for place, (block, kept) in enumerate(zip(blocks, counts, strict=True)):
        if place:
            sheet.y += more / 2
            sheet.edge()
            sheet.y += PAD + more / 2
        _name(sheet, f"<b>{block.name}</b>", NAME, left_out(state.lang, list(block.rows[kept:]), short=True))
        rows = sorted(block.rows[:kept], key=lambda row: (row["standing_of_goal"] != "current", _year(row) or 9999))
        for row in rows:
            _row(sheet, row)
            sheet.y += PAD
        if not rows:
            _nothing(sheet, 0.0)
    return sheet


def _compact(blocks: list[Block], state: ViewState, size: int, more: float = 0.0) -> Sheet:
    """A city in two or three lines: its most telling goal, and how that stands in a word."""
    sheet = Sheet(state)
    for place, block in enumerate(blocks):
        if place:
            sheet.y += more / 2
            sheet.edge()
            sheet.y += 3 + more / 2
        if not block.rows:
            _name(sheet, f"<b>{block.name}</b>", size, "")
            _nothing(sheet, 0.0, size)
            continue
        row = block.rows[0]
        sheet.sign(row["verdict"], 0, size)
        shade = colour(state.theme, SIGNS[row["verdict"]][1])
        said = f"<b>{block.name}: <span style='color:{shade}'>{verdict_words(state.lang, row)}</span></b>"
        _name(sheet, said, size, left_out(state.lang, list(block.rows[1:]), short=True), SIGN)
        due = "" if str(_year(row) or "") in row["text"] else f" ({_year(row)})"
        text = wrapped(row["text"] + due, _fitting(state, size, 0))
        sheet.say(text, size, name="goal")
        sheet.y += _high(text, size) + 2
    return sheet


def _name(sheet: Sheet, said: str, size: int, rest: str, x: float = 0.0) -> None:
    """A city's name, and at the line's end what is left out of it."""
    sheet.say(said, size, x, name="city")
    if rest:
        width = SCREEN_ROOM[sheet.state.size][0]
        if x + len(_plain(said)) * size * BOLD + len(rest) * SMALL * CHARACTER > width - 12:
            sheet.y += size * LINE
            sheet.say(rest, SMALL, 0, "muted", name="rest")
            sheet.y += SMALL * LINE
            return
        sheet.say(
            rest, SMALL, width, "muted", xanchor="right", align="right", y=sheet.y + (size - SMALL) * 0.8, name="rest"
        )
    sheet.y += size * LINE + 1


def _plain(text: str) -> str:
    """A text without its marks."""
    return re.sub("<[^>]*>", "", text)


def _nothing(sheet: Sheet, x: float, size: int = STANDING) -> None:
    sheet.say(t(sheet.state.lang, "goals.none_short"), size, x, "muted")
    sheet.y += size * LINE + 2


def _year(row: dict[Any, Any]) -> int | None:
    return None if pd.isna(row["target_year"]) else int(row["target_year"])


def _fitting(state: ViewState, size: int, before: float) -> int:
    """How many characters fit on a line behind so many pixels."""
    return int((SCREEN_ROOM[state.size][0] - before - 4) / (size * CHARACTER))


def _high(text: str, size: int) -> float:
    """How high words are."""
    return (text.count("<br>") + 1) * size * LINE
