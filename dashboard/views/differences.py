"""What differs between municipalities, in words: a row an indicator, the largest difference first."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model import modal_share, scopes
from dashboard.model.differences import City, Figure, Row, differences
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import Cited, Column, Table, carried_sources, with_sources
from dashboard.views.emissions_frame import Place, goals_of, population_sources, series_of
from dashboard.views.ledger import SIGN
from dashboard.views.modal_share import words as modal
from dashboard.views.scopes import words as scoped

__all__ = ["Cell", "Differences", "Line", "differences_of", "differences_table"]

#: A ratio is told where the lowest is at least this part of the highest; else it says nothing that one could hold.
LEAST_RATIO = 0.01
#: The least amount (tonnes per person) that is told in figures, and below what amounts have two decimals.
LEAST_TOLD, FINE = 0.01, 2.0


@dataclass(frozen=True)
class Cell:
    """A figure in words, and what must be told with it; ``value`` is empty where it is missing."""

    value: str
    detail: str = ""


@dataclass(frozen=True)
class Line:
    """An indicator: its name, a cell a municipality, what to know, and whether the figures may be compared.

    ``detail`` is what would be told with every cell alike, such as the year.
    """

    name: str
    detail: str
    cells: tuple[Cell, ...]
    know: str
    standing: str


@dataclass(frozen=True)
class Differences:
    """The table of differences in a language, with its finding and its sources."""

    heading: str
    cities: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    sources: pd.DataFrame


def differences_of(state: ViewState, tables: Tables) -> Differences | None:
    """What differs between the state's municipalities; None where there are fewer than two to compare."""
    shown = state.cities[: state.reveal or None]
    if len(shown) < 2:
        return None
    rows, cited = _rows(tables, shown, state.base)
    names = {slug: tables.municipality(tables.slugs[slug]).name for slug in shown}
    lang = state.lang
    frame = pd.DataFrame()
    frame.attrs["sources"] = cited
    return Differences(
        heading=_heading(lang, rows),
        cities=tuple(names.items()),
        lines=tuple(_line(lang, row, list(names.values())) for row in rows),
        sources=carried_sources(frame),
    )


def differences_table(state: ViewState, tables: Tables) -> Table:
    """The same as tidy figures, a row an indicator and municipality; empty where fewer than two are compared."""
    lang = state.lang
    shown = state.cities[: state.reveal or None]
    rows = _rows(tables, shown, state.base)[0] if len(shown) > 1 else ()
    names = [tables.municipality(tables.slugs[slug]).name for slug in shown]
    records = []
    for row in rows:
        for name, one in zip(names, row.figures, strict=True):
            is_part = row.kind not in ("tonnes", "count")
            records.append(
                {
                    "indicator": _name(lang, row),
                    "name": name,
                    "value": None if one is None else one.value * (100 if is_part else 1),
                    "unit": t(lang, f"differences.unit.{row.kind}"),
                    "year": None if one is None else one.year,
                    "detail": None if one is None else _detail(lang, row, one) or None,
                    "know": _know(lang, row, names),
                }
            )
    columns = (
        Column("indicator", t(lang, "differences.column.indicator")),
        Column("name", t(lang, "column.municipality")),
        Column("value", t(lang, "differences.column.value"), "points", 2),
        Column("unit", t(lang, "differences.column.unit")),
        Column("year", t(lang, "differences.column.year"), "year", none="–"),
        Column("detail", t(lang, "differences.column.detail"), none="–"),
        Column("know", t(lang, "differences.column.know"), none="–"),
    )
    return Table(columns, pd.DataFrame(records, columns=[column.name for column in columns]))


def forget() -> None:
    """Empty the caches, as when new data has come."""
    for cached in (_rows, _city):
        cached.cache_clear()


@lru_cache(maxsize=256)
def _rows(tables: Tables, slugs: tuple[str, ...], base: int) -> tuple[tuple[Row, ...], Cited]:
    """The rows of the municipalities and their sources, counted once a release and choice."""
    cities = [_city(tables, tables.slugs[slug]) for slug in slugs]
    rows = tuple(differences(cities, base=base))
    cited = with_sources(pd.DataFrame(), tables, _source_ids(tables, cities, rows)).attrs["sources"]
    return rows, cited


@lru_cache(maxsize=512)
def _city(tables: Tables, code: str) -> City:
    inventory = next(iter(scopes.latest(scopes.inventories(tables.rows("scopes", code)))), None)
    people = tables.rows("population", code).set_index("year")["population"]
    signed = tables.contracts[(tables.contracts["code"] == code) & (tables.contracts["standing"] == "signed")]
    return City(
        code=code,
        series=series_of(tables, code),
        goals=goals_of(tables, code),
        survey=modal_share.leading(modal_share.surveys(tables.rows("modal_share", code))),
        inventory=inventory,
        people=float(people[inventory.year]) if inventory is not None and inventory.year in people.index else None,
        versions=tuple(sorted({int(version) for version in signed["version"].dropna()})),
    )


def _source_ids(tables: Tables, cities: list[City], rows: tuple[Row, ...]) -> list[object]:
    """The sources of all that is shown, and of nothing else."""
    told = {row.key: [one is not None for one in row.figures] for row in rows}
    out: list[object] = []
    for at, city in enumerate(cities):
        if len(city.series):
            out += list(city.series["source_id"].dropna().unique())
            out += population_sources(tables, Place(city.code, "", "", city.series))
        if city.survey is not None and told.get("sustainable", [False] * len(cities))[at]:
            out += city.survey.source_ids
        if city.inventory is not None and any(told[f"scope_{n}"][at] for n in scopes.SCOPES if f"scope_{n}" in told):
            out += city.inventory.source_ids
        if told.get("asked", [False] * len(cities))[at]:
            out += [name for names in city.goals["source_ids"] for name in names]
        if city.versions:
            signed = tables.contracts[(tables.contracts["code"] == city.code)]
            out += list(signed.loc[signed["standing"] == "signed", "source_id"].dropna().unique())
    return out


def _heading(lang: str, rows: tuple[Row, ...]) -> str:
    """The largest difference that there is certainly one."""
    first = next((row for row in rows if row.standing == "comparable" and (row.spread or 0) > 0), None)
    if first is None or first.ends is None:
        return t(lang, "differences.nothing")
    low, high = (_value(lang, first, value) for value in first.ends)
    name = _name(lang, first)
    return t(lang, "differences.heading", what=name[:1].lower() + name[1:], low=low, high=high)


def _line(lang: str, row: Row, names: list[str]) -> Line:
    told = [(_when(lang, row, one), _own(lang, row, one)) for one in row.figures if one is not None]
    # What every figure shares is told once.
    alike = told[0][0] if len(told) > 1 and len({when for when, _ in told}) == 1 else ""
    cells = tuple(
        Cell("")
        if one is None
        else Cell(_value(lang, row, one.value), _own(lang, row, one) if alike else _detail(lang, row, one))
        for one in row.figures
    )
    return Line(_name(lang, row), alike, cells, _know(lang, row, names), row.standing)


def _name(lang: str, row: Row) -> str:
    if row.sector:
        return t(lang, "differences.row.sector", sector=t(lang, f"sector_in_text.{row.sector}"))
    return t(lang, f"differences.row.{row.key}")


def _value(lang: str, row: Row, value: float) -> str:
    if row.kind == "tonnes":
        lowest = row.ends[0] if row.ends else value
        # What is hardly anything is no nought.
        key = "differences.less" if 0 < value < LEAST_TOLD else "quantity.per_person_short"
        told = max(value, LEAST_TOLD) if value else value
        return t(lang, key, value=i18n.number(lang, told, 2 if lowest < FINE else 1)).replace(" ", i18n.NBSP)
    if row.kind == "count":
        return i18n.number(lang, value)
    if row.kind == "share":
        return i18n.percent(lang, value)
    return i18n.percent(lang, value, 1 if row.kind == "pace" else 0, sign=True)


def _detail(lang: str, row: Row, one: Figure) -> str:
    """All that must be told with a figure."""
    return ", ".join(part for part in (_when(lang, row, one), _own(lang, row, one)) if part)


def _when(lang: str, row: Row, one: Figure) -> str:
    """Which years a figure is of or by: often the same of all."""
    if row.key == "sustainable":
        return t(lang, "modal.undated") if one.year is None else str(one.year)
    if row.key == "asked":
        return t(lang, "differences.by", year=one.detail[0])
    if row.key == "versions":
        return ", ".join(str(version) for version in one.detail)
    if row.kind in ("pace", "change"):
        key = "interval" if row.kind == "pace" else "years"
        return t(lang, f"differences.{key}", first=one.detail[0], last=one.detail[1])
    return str(one.year)


def _own(lang: str, row: Row, one: Figure) -> str:
    """What else a figure is of: a sector, an interval, a basis."""
    if row.key == "largest":
        return t(lang, f"sector_short.{one.detail[0]}")
    if row.key == "sustainable":
        return ", ".join(modal.value(lang, name, value) for name, value in one.basis.features if name != "group")
    if row.key.startswith("scope_"):
        return scoped.value(lang, "protocol", one.basis.get("protocol"))
    if one.low is None:
        return ""
    low, high = (i18n.percent(lang, end, 1, sign=True) for end in (one.low, one.high))
    return t(lang, "differences.from_to", low=low, high=high)


def _know(lang: str, row: Row, names: list[str]) -> str:
    """What to know of a row: how large the difference is, or why there is none to tell."""
    if row.standing == "few":
        whose = [name for name, one in zip(names, row.figures, strict=True) if one is not None]
        return t(lang, "differences.only", name=i18n.listing(lang, whose))
    if row.standing == "differs":
        return f"{SIGN} {t(lang, 'differences.apart', what=i18n.listing(lang, _features(lang, row)))}"
    if row.standing in ("unsure", "fact"):
        return t(lang, f"differences.{row.standing}")
    low, high = row.ends or (0.0, 0.0)
    if row.kind in ("change", "pace"):
        said = t(lang, "differences.between", points=modal.points(lang, (high - low) * 100))
        return f"{said} {t(lang, 'differences.overlaps')}" if row.overlaps else said
    if low >= high * LEAST_RATIO and high > 0:
        return t(lang, "differences.times", times=i18n.significant(lang, high / low, 2))
    return t(lang, "differences.hardly")


def _features(lang: str, row: Row) -> list[str]:
    if row.key == "sustainable":
        return [t(lang, f"modal.feature.{name}") for name in row.apart]
    if row.key.startswith("scope_"):
        return [t(lang, f"scopes.feature.{name}") for name in row.apart]
    return [t(lang, f"differences.feature.{name}") for name in row.apart]
