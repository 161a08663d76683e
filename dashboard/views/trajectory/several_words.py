"""What view ``trajectory`` says of several places: the finding, the figures of each, and the table's columns."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import emissions_frame as shared
from dashboard.views.base import Column, Table
from dashboard.views.trajectory.several_rows import together


def told_of(frame: pd.DataFrame, slug: str) -> list[Any]:
    """A place's measured rows that its change is told of, by year: from the first contract on where that aligns."""
    held = together(frame)
    start = dict(held.laps).get(slug, 0) if held else 0
    own = frame[(frame["slug"] == slug) & (frame["series"] == "measured") & frame["value"].notna()]
    return sorted(own[own["year"] >= start].itertuples(index=False), key=lambda row: row.year)


def cities_alone(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame's rows that key figures tell of: cities and no references, from the first contract on if that aligns.

    A city that has too few years after its contract to have changed is left out.
    """
    held = together(frame)
    own = frame[~frame["slug"].str.startswith(shared.REFERENCE)]
    if held is None or not held.laps:
        return own
    starts = own["slug"].map(dict(held.laps))
    enough = [slug for slug in dict.fromkeys(own["slug"]) if len(told_of(frame, slug)) > 1]
    return own[(own["year"] >= starts) & own["slug"].isin(enough)]


def finding(frame: pd.DataFrame, state: ViewState) -> str:
    """How each city's emissions have changed, in the state's measure, and how the references' have."""
    lang, held = state.lang, together(frame)
    names = {str(slug): str(name) for slug, name in zip(frame["slug"], frame["name"], strict=True)}
    spans = {slug: rows for slug in names if len(rows := told_of(frame, slug)) > 1}
    ends = {(int(rows[0].year), int(rows[-1].year)) for rows in spans.values()}
    by_lap = bool(held and held.laps)
    common = len(ends) == 1 and not by_lap
    cities, references = [], []
    for slug, name in names.items():
        if slug not in spans:
            if by_lap:
                cities.append(f"{name} ({t(lang, 'several.lap_no_data')})")
            continue
        rows = spans[slug]
        change = i18n.percent(lang, _change(rows), sign=True)
        if shared.is_reference(slug):
            references.append(t(lang, "several.ref_part", name=name, change=change))
        elif common:
            cities.append(f"{name} {change}")
        else:
            first, last = int(rows[0].year), int(rows[-1].year)
            cities.append(t(lang, "several.lap_part", name=name, change=change, first=first, last=last))
    if not cities:
        return t(lang, "several.no_change")
    measure = t(lang, f"trajectory.measure.{state.measure}")
    first, last = min(ends, default=(0, 0))
    if by_lap:
        said = t(lang, "several.lap_found", measure=measure, parts=i18n.listing(lang, cities))
    else:
        last = max((end for _, end in ends), default=last)
        said = t(lang, "trajectory.many", measure=measure, first=first, last=last, parts=i18n.listing(lang, cities))
    return f"{said} {t(lang, 'several.against', parts='; '.join(references))}" if references else said


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """Who is left out, what the index counts from and what the references are; empty where nothing needs be said."""
    held = together(frame)
    if held is None:
        return list(frame.attrs.get("told", ()))
    # That all panels have one scale goes without saying where they are not panels.
    same = [t(state.lang, "several.same_scale")] if state.layout == "panels" else []
    return [*held.remarks, *same]


def aligned(table: Table, frame: pd.DataFrame, state: ViewState) -> Table:
    """The table with the years since the first contract beside the year, where courses are aligned by it."""
    held = together(frame)
    if held is None or not held.laps:
        return table
    laps = dict(held.laps)
    starts = {name: laps[slug] for slug, name in held.places}
    since = [year - starts[name] for year, name in zip(table.rows["year"], table.rows["name"], strict=True)]
    head = t(state.lang, "several.lap_axis")
    columns = list(table.columns)
    at = 1 + next(i for i, column in enumerate(columns) if column.name == "year")
    columns.insert(at, Column("lap", f"{head[0].upper()}{head[1:]}", "points"))
    if state.measure == "index":
        unit = t(state.lang, "several.lap_unit")
        columns = [
            replace(column, heading=f"{unit[0].upper()}{unit[1:]}") if column.name == "value" else column
            for column in columns
        ]
    return Table(tuple(columns), table.rows.assign(lap=since))


def panel_head(form: str, rows: list[Any], said: Any, state: ViewState) -> str:
    """A panel's latest figure, and how it has changed; ``said`` puts a row's figure into words."""
    if not rows:
        return ""
    first, last = rows[0], rows[-1]
    change = _change(rows)
    known = len(rows) > 1 and not math.isnan(change)
    return panel_words(
        form if known else "panel_alone", state, value=said(last), year=int(last.year), first=int(first.year),
        change=i18n.percent(state.lang, change, sign=True),
    )  # fmt: skip


def panel_words(form: str, state: ViewState, **values: object) -> str:
    """A panel's words: whole on a page, short on a screen, and the change alone where room is least."""
    return str(values["change"]) if form == "panel_change" else t(state.lang, f"several.{form}", **values)


def _change(rows: list[Any]) -> float:
    return float(rows[-1].value / rows[0].value - 1) if rows[0].value else math.nan
