"""What the emission views share: whose series is shown, in which measure, and how its unit is written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard import i18n
from dashboard.model.goals import judge_goals
from dashboard.model.nation import group_series
from dashboard.model.series import NoBaseYear, territorial, to_measure
from dashboard.state import Measure, ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import Unit

#: What a reference's slug begins with; no address can hold it as a city.
REFERENCE = "@"
UNITS: dict[Measure, Unit] = {"total": "tonnes", "capita": "tonnes_per_person", "index": "index"}


@dataclass(frozen=True)
class Place:
    """Whose emissions: a municipality, all of them together (``code`` and ``slug`` empty), or a reference.

    A reference is what municipalities are held against: ``code`` empty, so that it has no goals, and a slug that no
    municipality can have (``@county``). ``members`` are the codes that it is the sum of.
    """

    code: str
    slug: str
    name: str
    series: pd.DataFrame
    members: tuple[str, ...] = ()


def is_reference(slug: str) -> bool:
    """Whether a slug is a reference's and not a municipality's."""
    return slug.startswith(REFERENCE)


@lru_cache(maxsize=512)
def series_of(tables: Tables, code: str) -> pd.DataFrame:
    """A municipality's territorial series, counted once a release; an empty code is all of them together."""
    if not code:
        return group_series(tables.emissions, tables.population, list(tables.municipalities["code"]))
    return territorial(tables.rows("emissions", code), tables.rows("population", code), code)


@lru_cache(maxsize=128)
def together(tables: Tables, codes: tuple[str, ...]) -> pd.DataFrame:
    """Several municipalities' series as one (see :func:`dashboard.model.nation.group_series`), counted once."""
    if len(codes) == len(tables.municipalities):
        return series_of(tables, "")
    return group_series(tables.rows("emissions", *codes), tables.rows("population", *codes), codes)


@lru_cache(maxsize=512)
def goals_of(tables: Tables, code: str) -> pd.DataFrame:
    """A municipality's goals, judged once a release (see :func:`dashboard.model.goals.judge_goals`)."""
    own = tables.rows("targets", code)
    if len(own):
        return judge_goals(own, series_of(tables, code))
    # Nine municipalities in ten have no goal here: one empty frame serves them all, and needs no series.
    return goals_of(tables, "") if code else judge_goals(own, territorial(*_nothing(tables), code))


def _nothing(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Emissions and population of nobody."""
    return tables.emissions.iloc[:0], tables.population.iloc[:0]


def places(tables: Tables, state: ViewState) -> list[Place]:
    """The places of the state that have a series, in its order; without cities, the 290 municipalities as one.

    After the cities come the state's references, where they can be held against a municipality: per person or as an
    index, since a sum of many beside one tells nothing.
    """
    if not state.cities:
        name = i18n.t_for(state.lang, "all_municipalities", fictional=tables.fictional)
        found = [Place("", "", name, series_of(tables, ""))]
    else:
        found = [
            Place(code, slug, tables.municipality(tables.slugs[slug]).name, series_of(tables, code))
            for slug in state.cities
            for code in [tables.slugs[slug]]
        ]
        found += references(tables, state) if state.measure != "total" else []
    return [place for place in found if len(place.series)]


def references(tables: Tables, state: ViewState) -> list[Place]:
    """What the state's cities are held against: the first one's county and SKR group, and all municipalities.

    A group that is the city alone is none to be held against.
    """
    if not state.cities:
        return []
    towns = tables.municipalities
    first = tables.municipality(tables.slugs[state.cities[0]])
    found = []
    for ref in state.refs:
        column, value, name = {
            "county": ("county_code", first.county_code, first.county),
            "group": ("skr_group_code", first.skr_group_code, first.skr_group),
            "nation": ("", "", ""),
        }[ref]
        own = towns[towns[column] == value] if column else towns
        members = tuple(str(code) for code in own["code"])
        if len(members) > 1:
            key = "several.reference" if column else "several.nation"
            named = i18n.t_for(state.lang, key, fictional=tables.fictional, name=name, count=len(members))
            found.append(Place("", f"{REFERENCE}{ref}", named, together(tables, members), members))
    return found


def population_sources(tables: Tables, place: Place) -> list[str]:
    """The sources of the populations that a per-person figure divides by: of the measured years, and the latest."""
    of_some = place.members or ((place.code,) if place.code else ())
    people = tables.rows("population", *of_some) if of_some else tables.population
    used = people[people["year"].isin([*place.series["year"], people["year"].max()])]
    return [str(name) for name in used["source_id"].dropna().unique()]


def base_of(place: Place, state: ViewState) -> int:
    """The index's base year: the one asked for where it is measured, else the series' first."""
    years = set(place.series["year"])
    return state.base if state.base in years else int(place.series["year"].iloc[0])


def factors(place: Place, state: ViewState, years: Iterable[int]) -> dict[int, float]:
    """What a tonne of each year is in the state's measure, years to come included; missing where it cannot be told.

    Every measure is linear in tonnes, so that one look at the model serves all rows of a year.
    """
    wanted = sorted(set(years))
    try:
        ones = to_measure([1.0] * len(wanted), place.series, state.measure, base=base_of(place, state), years=wanted)
    except NoBaseYear:
        return dict.fromkeys(wanted, math.nan)
    return dict(zip(wanted, ones.tolist(), strict=True))


def is_unsure(verdict: str, remarks: Iterable[str]) -> bool:
    """Whether a verdict rests on a trend whose interval holds the other outcome too."""
    return "trend_uncertain" in remarks and verdict in ("behind", "on_track")


def verdict_words(lang: str, verdict: str, remarks: Iterable[str]) -> str:
    """A verdict's word, told as uncertain where it is: the same wherever it is said."""
    word = i18n.t(lang, f"verdict.{verdict}")
    return i18n.t(lang, "goals.unsure", verdict=word) if is_unsure(verdict, remarks) else word


def figure_text(lang: str, value: float, unit: Measure) -> str:
    """A figure of the measure with its unit in words, rounded as a reader would say it."""
    if unit == "total":
        return i18n.quantity(lang, value)
    if unit == "capita":
        return i18n.t(lang, "quantity.per_person", value=i18n.number(lang, value, 2 if abs(value) < 2 else 1))
    return i18n.t(lang, "quantity.index", value=i18n.number(lang, value))


def axis_unit(state: ViewState, highest: float) -> tuple[float, str]:
    """What to divide the axis by, and its unit in words: kilotonnes and megatonnes where tonnes would be long."""
    if state.measure != "total":
        return 1.0, _unit(state, state.measure)
    for factor, key in ((1e6, "mt"), (1e3, "kt")):
        if highest >= 2 * factor:
            return factor, _unit(state, key)
    return 1.0, _unit(state, "t")


def _unit(state: ViewState, key: str) -> str:
    """A unit in words; on a phone they must fit above the axis, and the table's head tells that it is equivalents."""
    if state.size == "narrow":
        return i18n.t(state.lang, f"unit_short.{key}", base=state.base)
    return i18n.t(state.lang, f"unit.{key}", base=state.base)


def decimals(state: ViewState) -> int:
    """Decimals of a table's cell in the measure."""
    return {"total": 0, "capita": 2, "index": 1}[state.measure]
