"""View ``sectors``: where the emissions come from, stacked, and which sectors have changed most."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.nation import sector_changes
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from dashboard.theme import colour, sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import (
    Column,
    Table,
    View,
    carried_sources,
    drawn,
    spaced,
    spread,
    time_axis,
    unit_label,
    with_sources,
)

#: A bar's width in years: neighbours of 2020–2024 almost touch, and a gap in the series stays a gap.
BAR_WIDTH = 0.86
COLUMNS = [
    "slug", "name", "year", "sector", "label", "tonnes", "value", "rank", "first", "relative", "share",
    "status", "note",
]  # fmt: skip


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row a place, year and sector.

    ``tonnes`` and ``value`` (in the state's measure; missing where the sector is not reported), ``rank`` (0 is the
    biggest and most changed), ``first``, ``relative`` and ``share`` of the whole series as :func:`sector_changes`
    tells them over the years shown: those of the state's span.
    """
    parts: list[pd.DataFrame] = []
    source_ids: list[object] = []
    for place in shared.places(tables, state):
        series = place.series[place.series["year"].between(state.start, state.end)]
        if series.empty:
            continue
        changes = sector_changes(series, int(series["year"].iloc[0]), int(series["year"].iloc[-1])).set_index("sector")
        long = series.melt(["year", "status", "note"], list(SECTORS), "sector", "tonnes")
        factor = shared.factors(place, state, (int(year) for year in series["year"]))
        long["value"] = long["tonnes"] * long["year"].map(factor)
        long = long.assign(slug=place.slug, name=place.name)
        long["label"] = [t(state.lang, f"sector.{sector}") for sector in long["sector"]]
        order = {str(sector): rank for rank, sector in enumerate(changes.index)}
        long["rank"] = long["sector"].map(order).fillna(len(SECTORS)).astype("int64")
        for column in ("first", "relative", "share"):
            long[column] = long["sector"].map(changes[column]).astype("float64")
        parts.append(long)
        source_ids += [*series["source_id"]]
        source_ids += shared.population_sources(tables, place) if state.measure == "capita" else []
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    if not any(part["value"].notna().any() for part in parts):
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(parts, ignore_index=True)[COLUMNS].sort_values(["slug", "rank", "year"], ignore_index=True)
    return with_sources(frame, tables, [name for text in source_ids for name in str(text).split("; ")])


def figure(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """Stacked bars on a true time axis, the biggest sector at the bottom, named beside the last bar.

    Bars and not areas: between 1990 and 2000 nothing was measured, and an area would draw it.
    """
    narrow = state.size == "narrow"
    rows = frame[frame["slug"] == frame["slug"].iloc[0]]
    sectors = _sectors(rows)
    years = sorted({year for sector in sectors for year in sector.years})
    totals = [sum(dict(zip(one.years, one.values, strict=True)).get(year, 0.0) for one in sectors) for year in years]
    highest = max(totals) or 1.0
    divisor, unit = shared.axis_unit(state, highest)
    height, top = 380 if narrow else 420, highest / divisor * 1.08
    # A tick between two measured years would promise a bar: only measured years have one.
    ticks = spaced(years, (years[-1] - years[0]) / (5 if narrow else 12))
    return drawn(
        state,
        [_bars(one, state, divisor) for one in sectors],
        height=height,
        barmode="stack",
        xaxis=time_axis(state, years) | {"tickvals": ticks, "ticktext": [str(year) for year in ticks]},
        yaxis={"range": [0, top], "nticks": 5, "ticklabelposition": "outside"},
        margin={"l": 46, "r": 108 if narrow else 232, "t": 26, "b": 28},
        annotations=[*_names(sectors, years[-1], state, divisor, (top, height)), unit_label(unit)],
    )


@dataclass(frozen=True)
class _Sector:
    """One sector's reported figures; what is not reported has no year here."""

    key: str
    label: str
    years: tuple[int, ...]
    values: tuple[float, ...]
    measured: tuple[bool, ...]


def _sectors(rows: pd.DataFrame) -> list[_Sector]:
    """The sectors in their rank's order."""
    found: dict[tuple[str, str], list[tuple[int, float, bool]]] = {}
    wanted = ("sector", "label", "year", "value", "status")
    for key, label, year, value, status in zip(*(rows[name].tolist() for name in wanted), strict=True):
        points = found.setdefault((key, label), [])
        if not math.isnan(value):
            points.append((int(year), value, status == "measured"))
    return [
        _Sector(*names, *(zip(*points, strict=True) if points else ((), (), ()))) for names, points in found.items()
    ]


def _bars(one: _Sector, state: ViewState, divisor: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(one.years),
        "y": [value / divisor for value in one.values],
        "width": BAR_WIDTH,
        "name": one.label,
        "marker": {
            "color": sector_colour(state.theme, one.key),
            "line": {"width": 0},
            # What is estimated is hatched: it must not look like what is measured.
            "pattern": {"shape": ["" if measured else "/" for measured in one.measured]},
        },
        "customdata": [[one.label, shared.figure_text(state.lang, value, state.measure)] for value in one.values],
        "hovertemplate": "<b>%{customdata[0]}</b> %{x}<br>%{customdata[1]}<extra></extra>",
    }


def _names(
    sectors: list[_Sector], last: int, state: ViewState, divisor: float, box: tuple[float, int]
) -> list[dict[str, Any]]:
    """The sectors' names beside the last bar, moved apart where they would collide; ``box`` is its top and height."""
    top, height = box
    shown = [(one, value) for one in sectors for year, value in zip(one.years, one.values, strict=True) if year == last]
    shown = [(one, value) for one, value in shown if value > 0]
    middles, below = [], 0.0
    for _, value in shown:
        middles.append((below + value / 2) / divisor)
        below += value
    pixel = top / (height - 54)
    places = spread(middles, least=17 * pixel, low=6 * pixel, high=top)
    short = state.size == "narrow"
    return [
        {
            "text": f"<span style='color:{sector_colour(state.theme, one.key)}'>■</span> "
            + (t(state.lang, f"sector_short.{one.key}") if short else one.label),
            "x": 1, "xref": "paper", "y": place, "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": 2,
            "align": "left", "font": {"color": colour(state.theme, "ink"), "size": 12 if short else 13},
        }
        for (one, _), place in zip(shown, places, strict=True)
    ]  # fmt: skip


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """Which sector is the biggest now, and which has changed most since the first year."""
    if frame.empty:
        return t(state.lang, "sectors.none")
    rows = frame[frame["slug"] == frame["slug"].iloc[0]]
    sectors = _sectors(rows)
    first, last = (int(year) for year in (rows["year"].min(), rows["year"].max()))
    now = {one.key: value for one in sectors for year, value in _points(one) if year == last}
    then = {one.key: value for one in sectors for year, value in _points(one) if year == first}
    if not any(now.values()):
        return t(state.lang, "sectors.zero", year=last)
    biggest = max(now, key=lambda key: now[key])
    share = i18n.percent(state.lang, now[biggest] / sum(now.values()))
    values: dict[str, object] = {"sector": t(state.lang, f"sector_in_text.{biggest}"), "share": share, "year": last}
    moved = {key: now[key] - then[key] for key in now if then.get(key)}
    if first == last or not any(moved.values()):
        return t(state.lang, "sectors.summary", **values)
    most = max(moved, key=lambda key: abs(moved[key]))
    values |= {
        "most": t(state.lang, f"sector_in_text.{most}"),
        "counted": t(state.lang, f"sectors.counted_{state.measure}"),
        "in_measure": t(state.lang, f"sectors.about_{state.measure}"),
        "amount": _amount(rows, most, (first, last), state),
        "change": i18n.percent(state.lang, abs(moved[most] / then[most])),
        "first": first,
    }
    key = f"sectors.summary_{'fall' if moved[most] < 0 else 'rise'}"
    return t(state.lang, f"{key}_same" if most == biggest else key, **values)


def _points(one: _Sector) -> list[tuple[int, float]]:
    return list(zip(one.years, one.values, strict=True))


def _amount(rows: pd.DataFrame, sector: str, years: tuple[int, int], state: ViewState) -> str:
    """How much a sector changed between two years: per person where that is the measure, else in tonnes."""
    own = rows[rows["sector"] == sector].set_index("year")
    if state.measure == "capita":
        return shared.figure_text(state.lang, abs(own["value"][years[1]] - own["value"][years[0]]), "capita")
    return i18n.quantity(state.lang, abs(own["tonnes"][years[1]] - own["tonnes"][years[0]]))


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What must be known to read the bars."""
    if frame.empty:
        return []
    out = [t(state.lang, "sectors.gaps")]
    if (frame["status"] != "measured").any():
        out.append(t(state.lang, "sectors.estimated"))
    if frame["slug"].nunique() == 1 and frame["slug"].iloc[0]:
        out += i18n.notes_in(state.lang, frame["note"])
    abroad = frame[frame["sector"] == "international_transport"]["value"]
    if (abroad > 0).any():
        out.append(t(state.lang, "sectors.international"))
    return out


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a sector and one for the sum, a column a year, in the state's measure."""
    years = sorted({int(year) for year in frame["year"]})
    unit, digits = shared.UNITS[state.measure], shared.decimals(state)
    several = frame["slug"].nunique() > 1
    records: list[dict[str, Any]] = []
    for name, rows in frame.groupby("name", sort=False):
        sectors = [one for one in _sectors(rows) if one.years]
        records += [{"name": name, "label": one.label} | _by_year(one) for one in sectors]
        sums = {str(year): sum(record.get(str(year), 0.0) for record in map(_by_year, sectors)) for year in years}
        records.append({"name": name, "label": t(state.lang, "column.sum")} | sums)
    columns = [
        *([Column("name", t(state.lang, "column.municipality"))] if several else []),
        Column("label", t(state.lang, "column.sector")),
        *(Column(str(year), str(year), unit, digits) for year in years),
    ]
    return Table(tuple(columns), pd.DataFrame(records, columns=[column.name for column in columns]))


def _by_year(one: _Sector) -> dict[str, float]:
    return {str(year): value for year, value in zip(one.years, one.values, strict=True)}


VIEW = View("sectors", select, figure, summary, table, carried_sources, remarks, ("target", "layer"))
