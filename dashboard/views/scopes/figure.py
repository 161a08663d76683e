"""The picture of view ``scopes``: a row an inventory, a lane a scope, all on one scale and none on another's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.model.scopes import SCOPES
from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM, drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.ledger import Group, Lane, Ledger, Place, Row
from dashboard.views.scopes.cells import GAP, LABEL_ROOM, LINE, RIGHT, Cell, Kind, Part, cell, feet, is_narrow, rooms
from dashboard.views.scopes.coverage import coverage
from dashboard.views.scopes.rows import Entry, against_above, bases, differing, entries, highest, parted
from dashboard.views.scopes.screen import one_city
from dashboard.views.scopes.screen_several import everyone, several
from dashboard.views.scopes.strokes import Strokes
from dashboard.views.scopes.words import badge, features, heading, reported

HEAD_PAD = 10.0


@dataclass(frozen=True)
class Laid:
    """A row's cells and the words under them, before they have a place."""

    entry: Entry
    cells: tuple[Cell, ...]
    feet: tuple[tuple[Kind, str], ...]
    #: Whether the scopes' names stand above its cells: of each group's first row, where they stand side by side.
    headed: bool

    @property
    def cells_height(self) -> float:
        """How high the cells are side by side."""
        return max(each.height for each in self.cells) + (LINE if self.headed else 0.0)

    @property
    def feet_height(self) -> float:
        """How high the words under the cells are."""
        return sum((text.count("<br>") + 1) * LINE for _, text in self.feet)


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """Bars for the cities chosen; of all together only who reports what, since nothing there has a common axis."""
    shown = entries(frame, state)
    if state.size in SCREEN_ROOM:
        return (one_city if state.city else several if state.cities else everyone)(shown, state)
    return _Picture(shown, state).figure() if state.cities else coverage(shown, state)


@dataclass
class _Picture:
    """The rows on their ledger, and what is drawn on it."""

    shown: Sequence[Entry]
    state: ViewState

    def figure(self) -> Drawing:
        """The rows drawn, in their groups."""
        self.top = highest(self.shown)
        self.narrow = is_narrow(self.state)
        own, groups = bases(self.shown, self.state), parted(self.shown, self.state)
        laid = [
            [
                self._laid(self.shown[place], headed=not self.narrow and number == 0)
                for number, place in enumerate(group)
            ]
            for group in groups
        ]
        made = []
        for number, rows in enumerate(laid):
            apart = against_above(own, groups, number)
            mark = badge(self.state.lang, apart) if apart else self._warning(differing(own))
            made.append(Group(heading(self.state.lang, rows[0].entry.inventory), tuple(map(self._row, rows)), mark))
        head = [wrapped(text, rooms(self.state)[2]) for text in self._legend()]
        lines = sum(text.count("<br>") + 1 for text in head)
        top = lines * LINE + HEAD_PAD
        self.ledger = Ledger(made, self.state, label_room=LABEL_ROOM, right=RIGHT, top=top)
        self.ledger.say("<br>".join(head), 0, font={"size": self.ledger.size, "color": self.ledger.ink("muted")})
        self.strokes = Strokes(self.ledger, self.top)
        for rows, places in zip(laid, self.ledger.places, strict=True):
            for row, lanes in zip(rows, places, strict=True):
                self._draw(row, lanes)
        right = self.top if self.narrow else self.top * (3 + 2 * GAP)
        return drawn(self.state, self.strokes.traces(), **self.ledger.layout(range=[0, right]))

    def _warning(self, names: Sequence[str]) -> str:
        """Above several cities' bars: what they are counted on differently."""
        if self.state.city or not names:
            return ""
        return t(self.state.lang, "scopes.badge_several", features=features(self.state.lang, names))

    def _legend(self) -> list[str]:
        lang = self.state.lang
        out = [t(lang, "scopes.legend.unit")]
        scopes = [each for one in self.shown for each in one.inventory.scopes]
        if any(each.grid for each in scopes):
            out.append(t(lang, "scopes.legend.grid"))
        if any(one.reference for one in self.shown):
            out.append(t(lang, "scopes.legend.territorial"))
        return out

    def _laid(self, entry: Entry, *, headed: bool) -> Laid:
        cells = tuple(cell(entry, entry.inventory.scope(number), self.state) for number in SCOPES)
        return Laid(entry, cells, tuple(feet(entry.inventory, self.state)), headed)

    def _row(self, laid: Laid) -> Row:
        inventory, lang = laid.entry.inventory, self.state.lang
        said = reported(lang, inventory)
        if self.narrow:
            last = len(laid.cells) - 1
            lanes = [
                Lane(each.height + (laid.feet_height if place == last else 0.0))
                for place, each in enumerate(laid.cells)
            ]
        else:
            lanes = [Lane(laid.cells_height + laid.feet_height)]
        if self.state.city:
            return Row(str(inventory.year), said, tuple(lanes))
        return Row(laid.entry.name, t(lang, "scopes.year_reported", year=inventory.year, reported=said), tuple(lanes))

    def _draw(self, row: Laid, lanes: Sequence[Place]) -> None:
        scale = self.ledger.scale
        for number, each in enumerate(row.cells):
            start = 0.0 if self.narrow else number * self.top * (1 + GAP)
            top = lanes[number].top if self.narrow else lanes[0].top
            if row.headed:
                name = t(self.state.lang, "scopes.scope", number=each.scope.number)
                self._say(name, start, top, "muted")
                top += LINE * scale
            self._cell(row.entry, each, start, top)
        last = row.cells[-1].height if self.narrow else row.cells_height
        y = lanes[-1].top + last * scale
        for kind, text in row.feet:
            self._say(text, 0.0, y, "warn" if kind == "flag" else "muted")
            y += (text.count("<br>") + 1) * LINE * scale

    def _cell(self, entry: Entry, own: Cell, start: float, top: float) -> None:
        scale = self.ledger.scale
        for number, part in enumerate(own.parts):
            y = top + part.top * scale
            if part.kind in ("text", "flag", "badge"):
                self._words(part, start, y, is_value=number == 0)
                continue
            self.strokes.bar(entry, own.scope, part.kind, (start, part.tonnes), (y, y + part.height * scale))
            if part.kind != "grid" and own.scope.number == "1":
                self.strokes.mark(entry, start, y + part.height * scale / 2)

    def _words(self, part: Part, start: float, y: float, *, is_value: bool) -> None:
        text = part.words
        if is_value:
            head, colon, tail = text.partition(": ")
            text = f"{head}: <b>{tail}</b>" if colon else f"<b>{text}</b>"
        token = {"flag": "warn", "badge": "warn"}.get(part.kind, "ink" if is_value else "muted")
        more = {"name": "badge", "bgcolor": self.ledger.ink("warn-soft")} if part.kind == "badge" else {}
        self._say(text, start, y, token, **more)

    def _say(self, text: str, x: float, y: float, token: str, **more: Any) -> None:
        """Words that begin at an amount on the axis, which is where a panel begins."""
        font = {"size": self.ledger.size, "color": self.ledger.ink(token)}
        place = {"x": x, "xref": "x", "xanchor": "left", "y": y, "yref": "y", "yanchor": "top", "align": "left"}
        self.ledger.annotations.append({"text": text, **place, "borderpad": 0, "font": font, **more})
