"""The chart of view ``trajectory`` for files: the figures of its picture, in the picture's unit."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import city_colour, colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import each
from dashboard.views.charts import Chart, Series
from dashboard.views.ledger import SIGN

#: The first character of the slug of what cities are held against: a county, a group, all municipalities.
REFERENCE = "@"
#: The kinds of rows that a chart draws: the token of their ink, and the style that tells how they came about.
LOOKS = {
    "measured": ("measured", "measured"),
    "estimated": ("measured", "estimated"),
    "trend": ("trend", "trend"),
    "path": ("path", "path"),
    "goal": ("path", "goal"),
    "scenario": ("scenario", "scenario"),
}


#: What is drawn of each of several places, and how many years before a first contract where that aligns them.
DRAWN, BEFORE = ("measured", "estimated", "scenario"), 10


def charts(frame: pd.DataFrame, state: ViewState) -> list[Chart]:
    """One chart over the years: of one place all that is known of it, of several each one's course in its colour."""
    rows = [row for row in each(frame) if row.series in LOOKS and row.value == row.value]
    if not rows:
        return []
    several = frame["slug"].nunique() > 1
    drawn = [row for row in rows if row.series in DRAWN] if several else rows
    highest = max((row.value for row in drawn), default=0.0)
    divisor, unit = shared.axis_unit(state, highest)
    laps = dict(frame.attrs["together"].laps) if several and "together" in frame.attrs else {}
    series = _several(drawn, state, divisor, laps) if several else _one(drawn, state, divisor)
    return [Chart("xy", tuple(series), unit, t(state.lang, "several.lap_axis") if laps else "")] if series else []


def _one(rows: list[Any], state: ViewState, divisor: float) -> list[Series]:
    """Every kind of row a series of its own; a path a goal, and goals on another basis apart, with their sign."""
    lang = state.lang
    out: list[Series] = []
    for kind in ("trend", "measured", "estimated", "scenario"):
        own = [row for row in rows if row.series == kind]
        out.append(_series(t(lang, f"slides.kind.{kind}"), own, divisor, colour(state.theme, LOOKS[kind][0]), kind))
    paths = [row for row in rows if row.series == "path"]
    for goal_id in dict.fromkeys(row.goal_id for row in paths):
        own = [row for row in paths if row.goal_id == goal_id]
        name = t(lang, "slides.kind.path", year=int(own[-1].year))
        out.append(_series(name, own, divisor, colour(state.theme, "path"), "path"))
    goals = [row for row in rows if row.series == "goal"]
    name = t(lang, "slides.kind.goal")
    for apart, called in ((False, name), (True, f"{name} {SIGN}")):
        own = [row for row in goals if bool(row.apart) == apart]
        out.append(_series(called, own, divisor, colour(state.theme, "path"), "goal"))
    return [one for one in [*out, *_band(rows, state, divisor)] if one.x]


def _band(rows: list[Any], state: ViewState, divisor: float) -> list[Series]:
    """How sure the trend's direction is, from the latest measured year on: the band's edges."""
    latest = max((row.year for row in rows if row.series == "measured"), default=0)
    ahead = [row for row in rows if row.series == "trend" and row.year >= latest and row.low == row.low]
    years, shade = tuple(int(row.year) for row in ahead), colour(state.theme, "trend")
    edges = {edge: tuple(float(getattr(row, edge)) / divisor for row in ahead) for edge in ("high", "low")}
    return [
        Series(t(state.lang, f"slides.kind.uncertainty_{edge}"), years, values, shade, "reference")
        for edge, values in edges.items()
    ]


def _several(rows: list[Any], state: ViewState, divisor: float, laps: dict[str, int]) -> list[Series]:
    """Each place's measured course, and its scenario; what cities are held against is dotted and without colour."""
    out = []
    for slug, name in dict.fromkeys((row.slug, row.name) for row in rows):
        beside = str(slug).startswith(REFERENCE) or slug not in state.cities
        shade = colour(state.theme, "muted") if beside else city_colour(state.theme, state.place(slug))
        start = laps.get(str(slug), 0)
        for kind in DRAWN:
            own = [row for row in rows if row.slug == slug and row.series == kind]
            own = [row._replace(year=row.year - start) for row in own if not start or row.year - start >= -BEFORE]
            called = str(name) if kind == "measured" else f"{name}: {t(state.lang, f'slides.kind.{kind}').lower()}"
            style = "reference" if beside and kind == "measured" else kind
            out.append(_series(called, own, divisor, shade, style))
    return [one for one in out if one.x]


def _series(name: str, rows: list[Any], divisor: float, shade: str, style: str) -> Series:
    rows = sorted(rows, key=lambda row: row.year)
    return Series(
        name, tuple(int(row.year) for row in rows), tuple(float(row.value) / divisor for row in rows), shade, style
    )
