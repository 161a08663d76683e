"""View ``arena`` on a screen: four quarters with as many named actors as fit, and how many more each sector has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.arena import NOT_STATED
from dashboard.state import ViewState
from dashboard.tables.vocabulary import ACTOR_SECTORS
from dashboard.views.arena.canvas import SYMBOLS
from dashboard.views.base import each
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import LINE, broken, width_of
from dashboard.views.sheet import Sheet

#: The middle's radius, the gap between quarters, and the room inside their edges.
CENTRE, GAP, PAD = 44.0, 8.0, 12.0
#: From a name's mark to its name, and between names.
INDENT, BETWEEN = 15.0, 4.0


@dataclass(frozen=True)
class Column:
    """Where names may stand: a left edge and a width, from a top down to a bottom."""

    x: float
    room: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Name:
    """An actor's name and its mark, the most told of first by ``order``."""

    text: str
    symbol: str
    order: tuple[Any, ...]


@dataclass
class Filled:
    """Names in their columns: (name, lines, x, y), and how many did not fit."""

    placed: list[tuple[Name, tuple[str, ...], float, float]] = field(default_factory=list)
    left_out: int = 0
    #: Where the words on those left out stand.
    more: tuple[float, float] = (0.0, 0.0)


def names(rows: pd.DataFrame) -> list[Name]:
    """A sector's actors by name; those with a role and those that most sources name go before the rest."""
    return [
        Name(row.name, SYMBOLS[row.certainty], (-row.told, row.role == "", row.since, place))
        for place, row in enumerate(each(rows))
    ]


def one_city(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """A quarter a sector round their number; actors without a stated sector in a strip under them."""
    sheet = Sheet(state, 14 if state.size == "landscape" else 13)
    of = {group: names(frame[frame["group"] == group]) for group in (*ACTOR_SECTORS, NOT_STATED)}
    low = float(sheet.room)
    if of[NOT_STATED]:
        low = _strip(sheet, of[NOT_STATED]) - GAP
    places = [of[group] for group in ACTOR_SECTORS]
    middle = _best(sheet, places, low)
    for group, (filled, title) in zip(ACTOR_SECTORS, _quarters(sheet, places, low, middle), strict=True):
        _draw(sheet, filled, title, group, len(of[group]))
    _ground(sheet, low, middle)
    if _is_round(sheet):
        _centre(sheet, len(frame), middle)
    return sheet.figure(sheet.room)


def _is_round(sheet: Sheet) -> bool:
    """Whether there is room for the middle; where the picture is small the names have it."""
    return sheet.state.size == "landscape"


def _best(sheet: Sheet, places: Sequence[list[Name]], low: float) -> float:
    """Where the quarters meet, so that as few actors as can be are left out; else as near the middle as can be."""
    least = 90.0 if _is_round(sheet) else 74.0
    tries = [least + step for step in range(0, int(low - 2 * least) + 1, 12)]

    def missed(y: float) -> tuple[float, float]:
        quarters = _quarters(sheet, places, low, y)
        # A small sector keeps its names before a long list does.
        shares = [one.left_out / max(len(own), 1) for own, (one, _) in zip(places, quarters, strict=True)]
        return sum(share**2 for share in shares), abs(y - low / 2)

    return min(tries, key=missed)


def _quarters(
    sheet: Sheet, places: Sequence[list[Name]], low: float, middle: float
) -> list[tuple[Filled, tuple[float, float]]]:
    """Each sector's names in its quarter, and where its heading stands."""
    half, floor = sheet.width / 2, CENTRE + 10 if _is_round(sheet) else 0.0
    title = 1.5 * (sheet.size + 2) + 4
    out = []
    for number, own in enumerate(places):
        right, lower = number % 2 == 1, number > 1
        left = (half + GAP / 2 if right else 0.0) + PAD
        room = half - GAP / 2 - 2 * PAD
        top = (middle + GAP / 2 if lower else 0.0) + 8
        bottom = (low if lower else middle - GAP / 2) - 6
        # The lower right heading stands beside the round middle, which the lower left one does not reach.
        x = half + floor + 4 if right and lower and floor else left
        near = (
            middle + floor - GAP if lower else top + title,
            min(bottom, middle - floor + GAP) if not lower else bottom,
        )
        far = (top + title, bottom)
        beside = Column(x, left + room - x, top + title, bottom) if lower else Column(left, room, top + title, near[1])
        # One column stands clear of the middle by its width or height; of two, one is far from it.
        single = beside if right else Column(left, room - (floor if floor else 0), *far)
        each_room = room / 2 - 4
        first, second = (near, far) if right else (far, near)
        first, second = ((max(first[0], far[0]), first[1]), (max(second[0], far[0]), second[1]))
        double = [Column(left, each_room, *first), Column(left + room / 2 + 4, each_room, *second)]
        # Half of a small picture's quarter is too narrow for names.
        ways = [[single], double] if floor else [[single]]
        tries = [filled(own, columns, sheet.size) for columns in ways]
        out.append((min(tries, key=lambda one: one.left_out), (x, top)))
    return out


@lru_cache(maxsize=4096)
def _lines(text: str, room: float, size: float) -> tuple[str, ...]:
    return tuple(broken(text, room, size))


def filled(own: Sequence[Name], columns: Sequence[Column], size: float) -> Filled:
    """As many names as the columns hold, in the alphabet's order; the last line is kept for the number left out."""
    first = sorted(own, key=lambda one: one.order)
    # No more lines than this fit, whatever the names are.
    most = sum(int((column.bottom - column.top) / (LINE * size)) + 1 for column in columns)
    for count in range(min(len(own), most), -1, -1):
        chosen = set(first[:count])
        out = _tried([one for one in own if one in chosen], columns, size, is_more=count < len(own))
        if out is not None:
            out.left_out = len(own) - count
            return out
    return Filled(left_out=len(own), more=(columns[0].x, columns[0].top))


def _tried(own: Sequence[Name], columns: Sequence[Column], size: float, *, is_more: bool) -> Filled | None:
    out, place = Filled(), 0
    y = columns[0].top
    for one in own:
        while place < len(columns):
            column = columns[place]
            lines = _lines(one.text, column.room - INDENT, size)
            high = LINE * size * len(lines)
            if y + high <= column.bottom:
                break
            place += 1
            y = columns[place].top if place < len(columns) else 0.0
        if place == len(columns):
            return None
        out.placed.append((one, lines, columns[place].x, y))
        y += high + BETWEEN
    if is_more:
        while place < len(columns) and y + LINE * size > columns[place].bottom:
            place += 1
            y = columns[place].top if place < len(columns) else 0.0
        if place == len(columns):
            return None
        out.more = (columns[place].x, y)
    return out


def _draw(sheet: Sheet, own: Filled, title: tuple[float, float], group: str, number: int) -> None:
    lang = sheet.state.lang
    name = t(lang, f"arena.sector.{group}")
    head = f"{name} · {i18n.number(lang, number)}" if number else name
    sheet.say(*title, head, bold=True, size=sheet.size + 2)
    if not number:
        y = title[1] + 1.5 * (sheet.size + 2) + 4
        sheet.say(title[0], y, t(lang, "arena.sector_none"), token="muted")
    for one, lines, x, y in own.placed:
        sheet.mark(x + 4, y + 0.55 * LINE * sheet.size, one.symbol, 8)
        sheet.say(x + INDENT, y, lines, name="name")
    if own.left_out:
        sheet.say(*own.more, more(lang, own.left_out), token="muted", name="more")


def more(lang: str, number: int) -> str:
    """``och 7 till``: how many are not named."""
    return t(lang, "arena.screen.more", count=i18n.number(lang, number))


def _ground(sheet: Sheet, low: float, middle: float) -> None:
    half = sheet.width / 2
    for left, right in ((0.0, half - GAP / 2), (half + GAP / 2, float(sheet.width))):
        for top, bottom in ((0.0, middle - GAP / 2), (middle + GAP / 2, low)):
            sheet.box((left, top), (right, bottom), token="ground")


def _centre(sheet: Sheet, total: int, y: float) -> None:
    """The round middle with the number of actors."""
    lang, x = sheet.state.lang, sheet.width / 2
    for radius, token in ((CENTRE + 6, "paper"), (CENTRE, "accent-soft")):
        sheet.disc(x, y, radius, token)
    key = f"arena.screen.actors.{'one' if total == 1 else 'other'}"
    size = sheet.size - 1 if width_of(t(lang, key), sheet.size) > 1.7 * CENTRE else sheet.size
    middle: dict[str, Any] = {"xanchor": "center", "yanchor": "middle", "align": "center"}
    sheet.say(x, y - 9, i18n.number(lang, total), bold=True, size=26, **middle)
    sheet.say(x, y + 16, t(lang, key), size=size, **middle)


def _strip(sheet: Sheet, own: list[Name]) -> float:
    """The actors without a stated sector in a strip at the foot, at most three lines. Returns where it begins."""
    lang, line = sheet.state.lang, LINE * sheet.size
    head = f"<b>{t(lang, f'arena.sector.{NOT_STATED}')} · {i18n.number(lang, len(own))}</b>"
    chosen = sorted(own, key=lambda one: one.order)
    for count in range(len(own), -1, -1):
        said = [one.text for one in own if one in chosen[:count]]
        rest = [more(lang, len(own) - count)] if count < len(own) else []
        words = ", ".join(said) + (" " if said and rest else "") + "".join(rest)
        lines = sheet.lines(words, sheet.width - 2 * PAD)
        if len(lines) <= 2:
            break
    top = sheet.room - (len(lines) + 1) * line - 10
    sheet.box((1, top), (sheet.width - 1, sheet.room - 1), edge="muted")
    sheet.say(PAD, top + 4, [head, *lines])
    return top
