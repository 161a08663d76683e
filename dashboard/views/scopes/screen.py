"""View ``scopes`` on a screen: the newest inventory large, and in words what of the rest is not in the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.scopes import SCOPES, Scope
from dashboard.state import ViewState
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import width_of
from dashboard.views.scopes.rows import Entry, highest, parted
from dashboard.views.scopes.words import (
    DIAMOND,
    DIFFERS,
    FLAG,
    HOLLOW,
    amount,
    capital,
    disputes,
    flags,
    heading,
    reported,
    totals,
)
from dashboard.views.sheet import Sheet

#: How wide names and amounts are before the bars of a landscape picture.
LABELS = 172.0
#: How much of a lane the outline of what is not reported takes: it stands for no amount.
OUTLINE = 0.4
#: The sizes that words and bars may have together, the best first, and how high an earlier year's and a grid's are.
SIZES = ((16, 52), (16, 44), (15, 44), (15, 36), (14, 36), (14, 30), (13, 30), (13, 24), (13, 18), (13, 14))
EARLIER, GRID = 14.0, 6.0


@dataclass
class Newest:
    """One city's newest inventory on a sheet, and an earlier one where there is one to compare it with."""

    sheet: Sheet
    shown: Sequence[Entry]
    earlier: Entry | None
    bar: float
    #: What is told beside: 2 all of it, 1 all but the unit, 0 neither the stated totals nor why a figure is doubted.
    told: int

    def __post_init__(self) -> None:
        self.top = highest([self.shown[0], *([self.earlier] if self.earlier else [])])
        self.left = LABELS if self.sheet.state.size == "landscape" else 0.0
        self.unit = (self.sheet.width - self.left - 10) / self.top

    def drawn(self) -> float:
        """Everything from above; returns how high it is."""
        sheet, lang, newest = self.sheet, self.sheet.state.lang, self.shown[0]
        year = str(newest.inventory.year)
        y = sheet.say(0, 0, year, size=24, bold=True)
        sheet.say(
            width_of(year, 24, bold=True) + 10, 31 - 1.3 * sheet.size, reported(lang, newest.inventory), token="muted"
        )
        y = self._words(0, y + 2, heading(lang, newest.inventory), "muted") + 10
        for number in SCOPES:
            y = self._lane(number, y) + 0.35 * self.bar
        stated = totals(lang, newest.inventory)
        if stated and self.told:
            y = self._words(0, y, capital("; ".join(stated)), "muted")
        for why in disputes(lang, newest.inventory) if self.told else ():
            y = self._words(0, y, f"{FLAG} {why}", "warn")
        left_out = _left_out(lang, self.shown, self.earlier, sheet.state)
        for text in [*([t(lang, "scopes.legend.unit")] if self.told == 2 else []), *left_out]:
            y = self._words(0, y + 2, text, "muted")
        return y + 2

    def _words(self, x: float, y: float, text: str, token: str) -> float:
        return self.sheet.say(x, y, self.sheet.lines(text, self.sheet.width - x), token=token)

    def _lane(self, number: str, y: float) -> float:
        """One scope: its amount and bar, what is odd or beside it, and the earlier year under it."""
        sheet, lang = self.sheet, self.sheet.state.lang
        entry, scope = self.shown[0], self.shown[0].inventory.scope(number)
        name, said = t(lang, "scopes.scope", number=number), value_words(lang, scope)
        big = sheet.size + 3
        if self.left:
            ends = sheet.say(0, y, name, token="muted")
            ends = sheet.say(0, ends, sheet.lines(said, self.left - 6, size=big, bold=True), size=big, bold=True)
        else:
            sheet.say(0, y + 3, name, token="muted")
            ends = y = sheet.say(sheet.width, y, said, size=big, bold=True, xanchor="right", align="right") + 1
        stroke(sheet, entry, scope, (self.left, y), self.unit, self.top, self.bar)
        if number == "1" and entry.reference is not None:
            symbol = "diamond-open" if entry.is_estimate else "diamond"
            x = self.left + self.unit * entry.reference.territorial
            sheet.mark(x, y + self.bar / 2, symbol, 15, fill="trend", edge="paper" if symbol == "diamond" else "trend")
        y += self.bar + 2
        for words in flags(lang, entry.inventory, scope):
            y = self._words(self.left, y, f"{FLAG} {words}", "warn")
        if scope.grid is not None:
            sheet.bar(self.left, y + 2, self.unit * scope.grid.tonnes, GRID, "grey", name="grid")
            words = t(lang, "scopes.to_grid_long", amount=amount(lang, scope.grid.tonnes))
            y = self._words(self.left, y + GRID + 3, words, "muted")
        elif scope.main is not None and scope.main.part == "excluding_grid_supply":
            y = self._words(self.left, y, t(lang, "scopes.to_grid", amount=t(lang, "scopes.not_reported")), "muted")
        if number == "1" and entry.reference is not None:
            y = self._words(self.left, y, _territorial(lang, entry), "warn")
        return max(ends, self._earlier(number, y))

    def _earlier(self, number: str, y: float) -> float:
        """The same scope in an earlier year, low and with its amount in words beside it."""
        if self.earlier is None:
            return y
        sheet, lang, scope = self.sheet, self.sheet.state.lang, self.earlier.inventory.scope(number)
        said = f"{self.earlier.inventory.year}: {value_words(lang, scope)}"
        odd = flags(lang, self.earlier.inventory, scope)
        said = f"{said} {FLAG} {', '.join(odd)}" if odd else said
        stroke(sheet, self.earlier, scope, (self.left, y + 3), self.unit, self.top, EARLIER, kind="soft")
        return self._words(self.left, y + EARLIER + 4, said, "warn" if odd else "muted")


def one_city(shown: Sequence[Entry], state: ViewState) -> Drawing:
    """The newest inventory with as high bars as there is room for, with an earlier one if that fits too."""
    earlier = comparable(shown, state)
    ways = ((earlier, 2), (None, 2), (None, 1), (None, 0))
    tries = [(one, told, *sizes) for one, told in ways for sizes in SIZES]
    for one, told, size, bar in tries:
        sheet = Sheet(state, size)
        height = Newest(sheet, shown, one, bar, told).drawn()
        if height <= sheet.room:
            break
    return sheet.figure(height)


def comparable(shown: Sequence[Entry], state: ViewState) -> Entry | None:
    """The newest inventory of an earlier year that the first one may be compared with."""
    own = parted(shown, state)[0]
    return next((shown[place] for place in own if shown[place].inventory.year < shown[0].inventory.year), None)


def value_words(lang: str, scope: Scope) -> str:
    """A scope's amount, or that it is not reported."""
    if scope.main is not None:
        return amount(lang, scope.main.tonnes)
    return t(lang, "scopes.not_split" if scope.status == "not_split" else "scopes.not_reported")


def stroke(
    sheet: Sheet, entry: Entry, scope: Scope, place: tuple[float, float], unit: float, top: float, height: float,
    kind: str = "full",
) -> None:  # fmt: skip
    """A scope's bar: of its amount, hatched where it is doubted or given again, an outline where there is none."""
    x, y = place
    name = f"scope_{scope.number}"
    if scope.main is None:
        sheet.bar(x, y, OUTLINE * top * unit, height, "untold", name="outline")
    elif scope.status == "zero":
        sheet.bar(x, y, 3, height, "grey", name=name)
    else:
        # An amount that is too small to be seen is no nought: it has an edge at least.
        long = max(2.0, unit * scope.main.tonnes)
        odd = flags(sheet.state.lang, entry.inventory, scope)
        sheet.bar(x, y, long, height, "doubted" if odd else kind, name=name)


def _territorial(lang: str, entry: Entry) -> str:
    assert entry.reference is not None
    mark = HOLLOW if entry.is_estimate else DIAMOND
    key = "estimate" if entry.is_estimate else "total"
    said = t(
        lang,
        f"scopes.screen.territorial.{key}",
        year=entry.inventory.year,
        amount=amount(lang, entry.reference.territorial),
    )
    if entry.reference.comparison.comparable:
        return f"{mark} {said}"
    return f"{DIFFERS} {mark} {said}, {t(lang, 'scopes.screen.otherwise')}"


def _left_out(lang: str, shown: Sequence[Entry], earlier: Entry | None, state: ViewState) -> Iterator[str]:
    """Which inventories are not in the picture, those that may be compared with the newest apart from the rest."""
    own = set(parted(shown, state)[0])
    rest = [(place in own, one) for place, one in enumerate(shown) if place and one is not earlier]
    for key, is_own in (("same", True), ("other", False)):
        years = sorted(one.inventory.year for same, one in rest if same is is_own)
        if years:
            form = "one" if len(years) == 1 else "other"
            said = i18n.spans(lang, sorted(set(years)))
            count = capital(i18n.count(lang, len(years), common=True))
            yield t(lang, f"scopes.screen.older.{key}.{form}", count=count, years=said)
