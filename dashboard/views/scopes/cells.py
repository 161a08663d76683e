"""What stands in one scope's cell of a row: lines of words and bars, laid out from above in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dashboard.i18n import t
from dashboard.model.scopes import Figure, Inventory, Scope
from dashboard.state import ViewState
from dashboard.views.base import wrapped
from dashboard.views.ledger import CHARACTER, LEAST, LEAST_WIDE
from dashboard.views.scopes.rows import Entry
from dashboard.views.scopes.words import DIAMOND, DIFFERS, FLAG, HOLLOW, amount, capital, disputes, flags, totals

#: The least text's size, and how high a line of it is (px); the ledger scales all of it.
SIZE, LINE = 13.0, 13.0 * 1.4
#: How wide the rows' names are and what is left at the right, and the room between two panels in parts of a panel.
LABEL_ROOM, RIGHT, GAP = 136.0, 8.0, 0.08
BAR, THIN, PAD = 15.0, 6.0, 4.0

Kind = Literal["text", "flag", "badge", "main", "flagged", "outline", "zero", "grid"]


@dataclass(frozen=True)
class Part:
    """A block of words, or a bar of so many tonnes, so many pixels below the cell's top."""

    kind: Kind
    top: float
    height: float
    words: str = ""
    tonnes: float = 0.0


@dataclass
class Cell:
    """One scope of one inventory, laid out; ``height`` in pixels at a text of 13 px."""

    scope: Scope
    parts: list[Part] = field(default_factory=list)
    height: float = 0.0

    def say(self, kind: Kind, words: str, room: int) -> None:
        """Words below what is there, broken to so many characters."""
        text = wrapped(words, room)
        self._add(kind, (text.count("<br>") + 1) * LINE, words=text)

    def bar(self, kind: Kind, height: float, tonnes: float = 0.0) -> None:
        """A bar below what is there."""
        self._add(kind, height, tonnes=tonnes)
        self.height += PAD

    def _add(self, kind: Kind, height: float, *, words: str = "", tonnes: float = 0.0) -> None:
        self.parts.append(Part(kind, self.height, height, words, tonnes))
        self.height += height


def is_narrow(state: ViewState) -> bool:
    """Whether the scopes stand under each other rather than side by side."""
    return state.size in LEAST


def rooms(state: ViewState) -> tuple[int, int, int]:
    """How many characters fit in a cell, in the three cells of a row together, and in the whole picture."""
    if is_narrow(state):
        whole = _characters(LEAST[state.size])
        return whole, whole, whole
    row = LEAST_WIDE - LABEL_ROOM - RIGHT
    return _characters(row / (3 + 2 * GAP)), _characters(row), _characters(LEAST_WIDE)


def _characters(room: float) -> int:
    return int((room - 6) / (SIZE * CHARACTER))


def cell(entry: Entry, scope: Scope, state: ViewState) -> Cell:
    """The value above its bar, flags between them, and below it the territorial total and what goes to grids."""
    lang, narrow = state.lang, is_narrow(state)
    room = rooms(state)[0]
    out = Cell(scope)
    said = _value(lang, scope)
    out.say("text", f"{t(lang, 'scopes.scope', number=scope.number)}: {said}" if narrow else said, room + 3)
    odd = flags(lang, entry.inventory, scope)
    for words in odd:
        out.say("flag", f"{FLAG} {words}", room)
    out.height += 1
    if scope.main is None:
        out.bar("outline", BAR)
    elif scope.status == "zero":
        out.bar("zero", BAR)
    else:
        out.bar("flagged" if odd else "main", BAR, scope.main.tonnes)
    if scope.number == "1" and entry.reference is not None:
        year, total = entry.inventory.year, amount(lang, entry.reference.territorial)
        key = "scopes.territorial_estimate" if entry.is_estimate else "scopes.territorial"
        said = t(lang, key, year=year, amount=total)
        mark = f"{HOLLOW if entry.is_estimate else DIAMOND} {said}"
        # The total is counted on another basis than the bar that it stands at, and says so there.
        out.say("text" if entry.reference.comparison.comparable else "badge", _unlike(mark, entry), room)
        out.height += PAD
    if scope.grid is not None:
        _grid(out, scope.grid, state, room)
    elif scope.number == "1" and scope.main is not None and scope.main.part == "excluding_grid_supply":
        # What is left out of the figure is somewhere: that nobody tells how much does not make it nought.
        out.say("text", t(lang, "scopes.to_grid", amount=t(lang, "scopes.not_reported")), room)
        out.height += PAD
    return out


def _unlike(mark: str, entry: Entry) -> str:
    assert entry.reference is not None
    return mark if entry.reference.comparison.comparable else f"{DIFFERS} {mark}"


def _value(lang: str, scope: Scope) -> str:
    if scope.main is not None:
        return amount(lang, scope.main.tonnes)
    return t(lang, "scopes.not_split" if scope.status == "not_split" else "scopes.not_reported")


def _grid(out: Cell, grid: Figure, state: ViewState, room: int) -> None:
    key = "scopes.to_grid_long" if is_narrow(state) else "scopes.to_grid"
    out.say("text", t(state.lang, key, amount=amount(state.lang, grid.tonnes)), room)
    out.bar("grid", THIN, grid.tonnes)


def feet(inventory: Inventory, state: ViewState) -> list[tuple[Kind, str]]:
    """What is said under a whole row: totals that the report states itself, and why a figure is doubted."""
    stated: Sequence[str] = totals(state.lang, inventory)
    room = rooms(state)[1]
    out: list[tuple[Kind, str]] = []
    if stated:
        out.append(("text", wrapped(capital("; ".join(stated)), room)))
    out += [("flag", wrapped(f"{FLAG} {said}", room)) for said in disputes(state.lang, inventory)]
    return out
