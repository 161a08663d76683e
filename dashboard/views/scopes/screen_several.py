"""View ``scopes`` on a screen for several cities, each one's newest inventory, and for all: who reports what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.i18n import NBSP, listing, t
from dashboard.i18n import number as numeral
from dashboard.model.scopes import SCOPES
from dashboard.state import ViewState
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import LINE, width_of
from dashboard.views.scopes.coverage import SIGNS
from dashboard.views.scopes.rows import Entry, against_above, bases, differing, highest, parted
from dashboard.views.scopes.screen import GRID, stroke, value_words
from dashboard.views.scopes.words import DIFFERS, FLAG, badge, features, flags, value
from dashboard.views.sheet import Sheet

#: How wide a city's name is before its bars in a landscape picture, and between two scopes.
LABELS, GAP = 150.0, 14.0
#: The sizes that words and bars may have together, the best first.
SIZES = ((16, 52), (16, 44), (15, 44), (15, 36), (14, 36), (14, 28), (13, 28), (13, 22), (13, 16), (13, 12))
#: What is left out before a city is: first the words above each group, then the territorial totals and the grids.
WAYS = ((True, True), (False, True), (True, False), (False, False))
#: A list's lowest and highest row, and the room of a name in it.
ROW, HIGHEST, NAME = 22.0, 32.0, 118.0


@dataclass
class Side:
    """So many of the cities on a sheet; ``is_told`` where what sets a group apart stands in words above it."""

    sheet: Sheet
    shown: Sequence[Entry]
    count: int
    bar: float
    is_told: bool
    #: Whether the territorial totals and what goes to grids stand beside the scopes.
    is_full: bool

    def drawn(self) -> float:
        """The warning, a row a city, and what the signs mean. Returns how high it is."""
        sheet, state = self.sheet, self.sheet.state
        lang, own = state.lang, bases(self.shown, state)
        self.left = LABELS if state.size == "landscape" else 0.0
        self.step = (sheet.width - self.left + GAP) / len(SCOPES)
        self.top = highest(self.shown)
        # The diamond of the greatest total stays on the sheet.
        self.unit = (self.step - GAP - 8) / self.top
        y, apart = 0.0, differing(own)
        if apart:
            key = "scopes.badge_several" if self.is_told else "scopes.screen.apart"
            said = t(lang, key, features=features(lang, apart))
            y = sheet.badge(0, 0, f"{DIFFERS} {said}" if self.is_told else said, sheet.width) + 6
        for place, scope in enumerate(SCOPES):
            sheet.say(self.left + place * self.step, y, t(lang, "scopes.scope", number=scope), token="muted")
        y += sheet.size * LINE + 4
        groups = parted(self.shown, state)
        for number, group in enumerate(groups):
            above = against_above(own, groups, number)
            places = [place for place in group if place < self.count]
            if above and places:
                sheet.rule((0, y - 4), (sheet.width, y - 4))
                if self.is_told:
                    y = sheet.badge(0, y, f"{DIFFERS} {badge(lang, above)}", sheet.width) + 6
            for first, place in enumerate(places):
                y = self._city(self.shown[place], y, sign=above is not None and first == 0)
        return self._foot(y)

    def _foot(self, y: float) -> float:
        sheet, lang = self.sheet, self.sheet.state.lang
        said = [t(lang, "scopes.legend.unit" if self.is_full else "scopes.screen.unit")]
        if self.is_full:
            shown = self.shown[: self.count]
            is_grid = any(scope.grid for one in shown for scope in one.inventory.scopes)
            said += [t(lang, "scopes.legend.grid")] if is_grid else []
            said += [t(lang, "scopes.legend.territorial")] if any(one.reference for one in shown) else []
        if len(self.shown) > self.count:
            rest = self.shown[self.count :]
            counted = t(lang, f"scopes.screen.cities.{'one' if len(rest) == 1 else 'other'}", count=len(rest))
            names = listing(lang, [one.name for one in rest])
            told = t(lang, "scopes.screen.cities.named", counted=counted, names=names)
            high = sum(sheet.high(sheet.lines(text, sheet.width)) + 1 for text in [told, *said])
            said.insert(0, told if y + high <= sheet.room else counted)
        for text in said:
            y = sheet.say(0, y, sheet.lines(text, sheet.width), token="muted") + 1
        return y

    def _city(self, one: Entry, y: float, *, sign: bool) -> float:
        sheet, lang = self.sheet, self.sheet.state.lang
        name = f"{DIFFERS} {one.name}" if sign and not self.is_told else one.name
        basis = f"{one.inventory.year}, {value(lang, 'protocol', one.inventory.protocol)}"
        large = sheet.size + 2
        if self.left:
            ends = sheet.say(0, y, sheet.lines(name, self.left - 10, size=large, bold=True), size=large, bold=True)
            ends = sheet.say(0, ends, sheet.lines(basis, self.left - 10), token="muted")
        else:
            sheet.say(width_of(name, large, bold=True) + 8, y + 2, basis, token="muted")
            y = ends = sheet.say(0, y, name, size=large, bold=True)
        for place, number in enumerate(SCOPES):
            scope, x, room = one.inventory.scope(number), self.left + place * self.step, self.step - GAP
            lines = sheet.lines(value_words(lang, scope), room, size=sheet.size + 1, bold=True)
            low = sheet.say(x, y, lines, size=sheet.size + 1, bold=True)
            stroke(sheet, one, scope, (x, low + 1), self.unit, self.top, self.bar)
            if self.is_full and number == "1" and one.reference is not None:
                symbol = "diamond-open" if one.is_estimate else "diamond"
                edge = "trend" if one.is_estimate else "paper"
                at = x + self.unit * one.reference.territorial
                sheet.mark(at, low + 1 + self.bar / 2, symbol, 13, fill="trend", edge=edge)
            low += self.bar + 3
            if self.is_full and scope.grid is not None:
                sheet.bar(x, low, self.unit * scope.grid.tonnes, GRID, "grey", name="grid")
                low += GRID + 2
            for words in flags(lang, one.inventory, scope):
                low = sheet.say(x, low, sheet.lines(f"{FLAG} {words}", room), token="warn")
            ends = max(ends, low)
        return ends + 0.3 * self.bar + 4


def several(shown: Sequence[Entry], state: ViewState) -> Drawing:
    """As many of the cities as fit, in the reader's order, the rest counted; the words at each group where they fit."""
    for count, way, (size, bar) in product(range(len(shown), 0, -1), WAYS, SIZES):
        sheet = Sheet(state, size)
        height = Side(sheet, shown, count, bar, *way).drawn()
        if height <= sheet.room:
            break
    return sheet.figure(height)


def everyone(shown: Sequence[Entry], state: ViewState) -> Drawing:
    """Who reports which scope, in two columns: a sign a scope, and what the signs mean above."""
    sheet, lang = Sheet(state, 14), state.lang
    met = {scope.status for one in shown for scope in one.inventory.scopes}
    key = [f"{sign} {t(lang, f'scopes.status.{status}')}" for status, (_, sign) in SIGNS.items() if status in met]
    # A sign and its words stay on one line.
    said = "  ".join(part.replace(" ", NBSP) for part in key)
    y = sheet.say(0, 0, sheet.lines(said, sheet.width), token="muted") + 8
    columns, line = 2, LINE * sheet.size
    step = sheet.width / columns
    below = sheet.room - y - line - 6
    most = columns * int(below // ROW)
    fit = shown if len(shown) <= most else shown[: most - 1]
    is_more = len(fit) < len(shown)
    rows = -(-(len(fit) + is_more) // columns)
    row = min(HIGHEST, below / rows)
    signs = [NAME + (step - 18 - NAME) * (place + 0.5) / len(SCOPES) for place in range(len(SCOPES))]
    for column in range(columns if rows < len(fit) else 1):
        sheet.say(column * step, y, "Scope", token="muted", bold=True)
        for number, x in zip(SCOPES, signs, strict=True):
            sheet.say(column * step + x, y, number, token="muted", bold=True, xanchor="center")
    y += line + 6
    for place, one in enumerate(fit):
        left, low = (place // rows) * step, y + (place % rows) * row
        sheet.say(left, low, one.name)
        for scope, x in zip(one.inventory.scopes, signs, strict=True):
            token = "muted" if scope.main is None else "accent"
            fill = "paper" if scope.main is None else token
            sheet.mark(left + x, low + line / 2, SIGNS[scope.status][0], 14, fill=fill, edge=token)
    if is_more:
        rest = len(shown) - len(fit)
        text = t(lang, f"scopes.screen.cities.{'one' if rest == 1 else 'other'}", count=numeral(lang, rest))
        sheet.say((columns - 1) * step, y + (len(fit) % rows) * row, text, token="muted")
    return sheet.figure(y + rows * row)
