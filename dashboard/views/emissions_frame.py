"""What the emission views share: whose series is shown, in which measure, and how its unit is written."""

from dataclasses import dataclass

import pandas as pd

from dashboard import i18n
from dashboard.model.nation import group_series
from dashboard.model.series import NoBaseYear, territorial, to_measure
from dashboard.state import Measure, ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import Unit

UNITS: dict[Measure, Unit] = {"total": "tonnes", "capita": "tonnes_per_person", "index": "index"}


@dataclass(frozen=True)
class Place:
    """Whose emissions: a municipality, or all 290 together (``code`` and ``slug`` empty)."""

    code: str
    slug: str
    name: str
    series: pd.DataFrame


def places(tables: Tables, state: ViewState) -> list[Place]:
    """The places of the state that have a series, in its order; without cities, the 290 municipalities as one."""
    if not state.cities:
        codes = list(tables.municipalities["code"])
        series = group_series(tables.emissions, tables.population, codes)
        found = [Place("", "", i18n.t(state.lang, "all_municipalities"), series)]
    else:
        found = [
            Place(
                code,
                slug,
                tables.municipality(tables.slugs[slug]).name,
                territorial(tables.emissions, tables.population, code),
            )
            for slug in state.cities
            for code in [tables.slugs[slug]]
        ]
    return [place for place in found if len(place.series)]


def base_of(place: Place, state: ViewState) -> int:
    """The index's base year: the one asked for where it is measured, else the series' first."""
    years = set(place.series["year"])
    return state.base if state.base in years else int(place.series["year"].iloc[0])


def measure(values: pd.Series, years: pd.Series, place: Place, state: ViewState) -> pd.Series:
    """Tonnes as the state's measure, years to come included. Index as ``values``."""
    try:
        out = to_measure(
            values, place.series, state.measure, base=base_of(place, state), years=[int(year) for year in years]
        )
    except NoBaseYear:
        out = pd.Series(float("nan"), index=range(len(values)))
    return out.set_axis(values.index)


def figure_text(lang: str, value: float, unit: Measure) -> str:
    """A figure of the measure with its unit in words, rounded as a reader would say it."""
    if unit == "total":
        return i18n.quantity(lang, value)
    if unit == "capita":
        return i18n.t(lang, "quantity.per_person", value=i18n.number(lang, value, 2 if abs(value) < 2 else 1))
    return i18n.t(lang, "quantity.index", value=i18n.number(lang, value))


def axis_unit(state: ViewState, highest: float) -> tuple[float, str]:
    """What to divide the axis by, and its unit in words: kilotonnes and megatonnes where tonnes would be long."""
    if state.measure == "total":
        for factor, key in ((1e6, "unit.mt"), (1e3, "unit.kt")):
            if highest >= 2 * factor:
                return factor, i18n.t(state.lang, key)
        return 1.0, i18n.t(state.lang, "unit.t")
    return 1.0, i18n.t(state.lang, f"unit.{state.measure}", base=state.base)


def decimals(state: ViewState) -> int:
    """Decimals of a table's cell in the measure."""
    return {"total": 0, "capita": 2, "index": 1}[state.measure]
