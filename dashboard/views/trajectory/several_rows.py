"""The rows of view ``trajectory`` for several places, and what these share: axes, alignment and the index's base."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.process import laps_walked
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.emissions_frame import Place
from dashboard.views.several_places import about_base, about_references, common_base
from dashboard.views.trajectory.rows import rows_of

#: The kinds of rows that are drawn of each of several places.
DRAWN = ("measured", "estimated", "scenario")
#: So many years before the first contract are drawn: what is aligned there is what came after.
BEFORE = 10


@dataclass(frozen=True)
class Together:
    """What several places share, on its way with their frame: a city not yet revealed keeps its room on the axes."""

    #: Slug and name of each place, in the order of the picture, also of those not yet revealed.
    places: tuple[tuple[str, str], ...]
    #: The axes' extent: first and last year (from the first contract on, where that aligns them) and highest figure.
    first: float
    last: float
    highest: float
    #: The year in which each place's index is a hundred; nought where it is each one's own.
    base: int
    #: The year of each place's first contract by its slug, where courses are aligned by it; else empty.
    laps: tuple[tuple[str, int], ...] = ()
    #: Whether any place has a scenario.
    ahead: bool = False
    #: What must be said of how they are put together, the gravest first.
    remarks: tuple[str, ...] = ()

    def __deepcopy__(self, memo: object) -> "Together":
        return self

    def x(self, slug: str, year: float) -> float:
        """A year's place on the axis."""
        return year - dict(self.laps).get(slug, 0)


def together(frame: pd.DataFrame) -> Together | None:
    """What the frame's places share; None where it is of one place (one of several revealed is of several)."""
    found: Together | None = frame.attrs.get("together")
    return found


def gather(tables: Tables, state: ViewState) -> tuple[list[Place], list[dict[str, Any]], dict[str, Any]]:
    """The places of the state, the rows of those that are revealed, and what goes with their frame (``attrs``)."""
    places = shared.places(tables, state)
    if len(places) < 2:
        rows = [row for place in places for row in rows_of(place, tables, state)]
        return places, rows, {"told": tuple(about_references(places, state))}
    places, laps, told = _aligned(places, tables, state)
    bases = dict.fromkeys((place.slug for place in places), common_base(places, state)) | laps
    if not laps:
        told += about_base(places, state, bases[places[0].slug])
    # What has no contract has been told of already.
    told += about_references(places, state) if not laps or state.measure == "total" else []
    rows = [row for place in places for row in rows_of(place, tables, state.but(base=bases[place.slug]))]
    shown = set(state.cities[: state.reveal or len(state.cities)])
    spots = [
        (year - laps.get(row["slug"], 0), row["value"])
        for row in rows
        if row["series"] in DRAWN and row["value"] == row["value"]
        for year in [row["year"]]
        if not laps or year - laps[row["slug"]] >= -BEFORE
    ]
    if not spots:
        return places, [], {}
    found = {row["slug"]: row["name"] for row in rows}
    held = Together(
        tuple(found.items()),
        min(x for x, _ in spots), max(x for x, _ in spots), max(value for _, value in spots),
        0 if laps else bases[places[0].slug],
        tuple((slug, year) for slug, year in laps.items() if slug in found),
        any(row["series"] == "scenario" for row in rows),
        tuple(told),
    )  # fmt: skip
    revealed = [row for row in rows if row["slug"] in shown or shared.is_reference(row["slug"])]
    return places, revealed, {"together": held}


def first_laps(tables: Tables) -> dict[str, int]:
    """The year of each municipality's first contract version, signed or joined, by its code."""
    walked = laps_walked(tables.contracts, tables.memberships)
    own = walked[walked["standing"].isin(["signed", "joined"])]
    return {str(code): int(lap) for code, lap in own.groupby("code")["lap"].min().items()}


def _aligned(places: list[Place], tables: Tables, state: ViewState) -> tuple[list[Place], dict[str, int], list[str]]:
    """The places that can be aligned by their first contract, with its year, and who was left out for what reason."""
    if state.align != "lap":
        return places, {}, []
    lang, years = state.lang, first_laps(tables)
    cities = [place for place in places if not shared.is_reference(place.slug)]
    signed = [place for place in cities if place.code in years]
    kept = signed
    if state.measure == "index":
        kept = [place for place in signed if years[place.code] in set(place.series["year"])]
    if not kept:
        return places, {}, [t(lang, "several.lap_none" if not signed else "several.lap_none_measured")]
    told = []
    unsigned = [place.name for place in cities if place.code not in years]
    drawn = {place.code for place in kept}
    unmeasured = [place.name for place in signed if place.code not in drawn]
    if unsigned:
        told.append(t(lang, "several.lap_unsigned", names=i18n.listing(lang, unsigned)))
    if unmeasured:
        told.append(t(lang, "several.lap_unmeasured", names=i18n.listing(lang, unmeasured)))
    if len(cities) < len(places):
        told.append(t(lang, "several.lap_refs"))
    told.append(t(lang, "several.lap_before", count=i18n.count(lang, BEFORE)))
    return kept, {place.slug: years[place.code] for place in kept}, told
