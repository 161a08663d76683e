"""What view ``sectors`` finds in its rows: a place's sectors, the biggest and the most changed, and its key figures."""

import math
from dataclasses import dataclass

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import emissions_frame as shared
from dashboard.views.base import KeyFigure

#: So long may a sector's full name be in a key figure's label.
SHORT = 22


@dataclass(frozen=True)
class Sector:
    """One sector's reported figures; what is not reported has no year here."""

    key: str
    label: str
    years: tuple[int, ...]
    values: tuple[float, ...]
    measured: tuple[bool, ...]

    @property
    def points(self) -> list[tuple[int, float]]:
        """Year and figure."""
        return list(zip(self.years, self.values, strict=True))


@dataclass(frozen=True)
class Finding:
    """A place's sectors in the first and the last year shown, in the state's measure; what is not reported is absent.

    ``biggest`` is the biggest in the last year, None where all are nought; ``most`` the most changed in absolute
    terms, None where nothing can be told to have changed.
    """

    first: int
    last: int
    now: dict[str, float]
    then: dict[str, float]
    biggest: str | None
    most: str | None

    def share(self, sector: str) -> float:
        """A sector's share of the last year's sum, a fraction."""
        return self.now[sector] / sum(self.now.values())

    def change(self, sector: str) -> float:
        """A sector's relative change since the first year; missing where it cannot be told."""
        return self.now[sector] / self.then[sector] - 1 if self.then.get(sector) else math.nan


def sectors_of(rows: pd.DataFrame) -> list[Sector]:
    """A place's sectors in their rank's order."""
    found: dict[tuple[str, str], list[tuple[int, float, bool]]] = {}
    wanted = ("sector", "label", "year", "value", "status")
    for key, label, year, value, status in zip(*(rows[name].tolist() for name in wanted), strict=True):
        points = found.setdefault((key, label), [])
        if not math.isnan(value):
            points.append((int(year), value, status == "measured"))
    return [Sector(*names, *(zip(*points, strict=True) if points else ((), (), ()))) for names, points in found.items()]


def finding(rows: pd.DataFrame) -> Finding:
    """What a place's rows tell."""
    sectors = sectors_of(rows)
    first, last = (int(year) for year in (rows["year"].min(), rows["year"].max()))
    now = {one.key: value for one in sectors for year, value in one.points if year == last}
    then = {one.key: value for one in sectors for year, value in one.points if year == first}
    moved = {key: now[key] - then[key] for key in now if then.get(key)}
    biggest = max(now, key=lambda key: now[key]) if any(now.values()) else None
    changed = first != last and any(moved.values())
    return Finding(first, last, now, then, biggest, max(moved, key=lambda key: abs(moved[key])) if changed else None)


def in_order(frame: pd.DataFrame, state: ViewState) -> list[pd.DataFrame]:
    """Each place's rows, in the order in which the state names them, references last."""
    own = {str(slug): rows for slug, rows in frame.groupby("slug", sort=False)}
    references = [slug for slug in own if shared.is_reference(slug)]
    return [own[slug] for slug in ([*state.cities, *references] if state.cities else own) if slug in own]


def amount(rows: pd.DataFrame, sector: str, years: tuple[int, int], state: ViewState) -> str:
    """How much a sector changed between two years: per person where that is the measure, else in tonnes."""
    own = rows[rows["sector"] == sector].set_index("year")
    if state.measure == "capita":
        return shared.figure_text(state.lang, abs(own["value"][years[1]] - own["value"][years[0]]), "capita")
    return i18n.quantity(state.lang, abs(own["tonnes"][years[1]] - own["tonnes"][years[0]]))


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """One place: the biggest sector's share, the most changed sector, the biggest one's change.

    Of several the biggest sector of each.
    """
    lang, places = state.lang, in_order(frame, state)
    if len(places) > 1:
        return [_biggest_of(rows, lang) for rows in places if not shared.is_reference(rows["slug"].iloc[0])]
    rows = places[0]
    found = finding(rows)
    if found.biggest is None:
        return []
    share = i18n.percent(lang, found.share(found.biggest))
    context = t(lang, "sectors.key.share", year=found.last)
    out = [KeyFigure(t(lang, "sectors.key.biggest", sector=_named(lang, found.biggest)), share, context)]
    for sector in dict.fromkeys([found.most, found.biggest]):
        if sector is None or math.isnan(change := found.change(sector)) or not change:
            continue
        size = amount(rows, sector, (found.first, found.last), state)
        told = _most if sector == found.most else _since
        out.append(told(lang, _named(lang, sector), change, size, state.measure, found.first))
    return out


def _most(lang: str, name: str, change: float, size: str, measure: str, first: int) -> KeyFigure:
    """The most changed sector in the measure that it was chosen by: most in tonnes is seldom most in per cent."""
    way, sign, tone = ("fall", "−", "good") if change < 0 else ("rise", "+", "bad")
    said = t(lang, f"sectors.about_{measure}")
    relative = i18n.percent(lang, change, sign=True)
    context = t(lang, "sectors.key.relative", sector=f"{name[0].upper()}{name[1:]}", change=relative, first=first)
    # The label tells that it is per person.
    value = f"{sign}{size}".removesuffix(f" {said}")
    return KeyFigure(t(lang, f"sectors.key.most.{way}", measure=said), value, context, tone)


def _since(lang: str, name: str, change: float, size: str, _measure: str, first: int) -> KeyFigure:
    way, key, tone = ("fall", "less", "good") if change < 0 else ("rise", "more", "bad")
    context = t(lang, f"sectors.key.{key}", amount=size, first=first)
    label = t(lang, f"sectors.key.since.{way}", sector=name)
    return KeyFigure(label, i18n.percent(lang, change, sign=True), context, tone)


def _biggest_of(rows: pd.DataFrame, lang: str) -> KeyFigure:
    found, name = finding(rows), str(rows["name"].iloc[0])
    if found.biggest is None:
        return KeyFigure(name, i18n.percent(lang, 0.0), t(lang, "sectors.key.zero", year=found.last))
    context = t(lang, "sectors.key.city", sector=_named(lang, found.biggest), year=found.last)
    return KeyFigure(name, i18n.percent(lang, found.share(found.biggest)), context)


def _named(lang: str, sector: str) -> str:
    """A sector within a label: its full name where that is short."""
    full = t(lang, f"sector.{sector}")
    name = full if len(full) <= SHORT else t(lang, f"sector_short.{sector}")
    return f"{name[0].lower()}{name[1:]}"
