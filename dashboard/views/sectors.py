"""View ``sectors``: where the emissions come from, stacked, and which sectors have changed most."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.nation import sector_changes
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from dashboard.theme import colour, sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views import sectors_beside, sectors_panels
from dashboard.views.base import (
    SCREEN_ROOM,
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
from dashboard.views.drawing import Drawing
from dashboard.views.sectors_bars import bars
from dashboard.views.sectors_charts import charts
from dashboard.views.sectors_found import Sector, amount, finding, in_order, key_figures, sectors_of
from dashboard.views.several_places import about_base, about_references, common_base

#: A picture's height, the room to the right of the bars (px), and how many ticks have room, by size.
FORMS = {
    "wide": (420, 232, 12.0), "narrow": (380, 108, 5.0),
    "landscape": (SCREEN_ROOM["landscape"][1], 218, 9.0), "portrait": (SCREEN_ROOM["portrait"][1], 170, 4.5),
}  # fmt: skip
#: Names beside the bars on a screen: their size (px), and how long the full one may be.
AFAR = {"landscape": (15, 20), "portrait": (14, 12)}
#: A smaller share than this is told as less than one per cent.
LEAST = 0.005
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
    places = shared.places(tables, state)
    base = common_base(places, state)
    for place in places:
        series = place.series[place.series["year"].between(state.start, state.end)]
        if series.empty:
            continue
        changes = sector_changes(series, int(series["year"].iloc[0]), int(series["year"].iloc[-1])).set_index("sector")
        long = series.melt(["year", "status", "note"], list(SECTORS), "sector", "tonnes")
        factor = shared.factors(place, state.but(base=base), (int(year) for year in series["year"]))
        long["value"] = long["tonnes"] * long["year"].map(factor)
        long = long.assign(slug=place.slug, name=place.name)
        long["label"] = [t(state.lang, f"sector.{sector}") for sector in long["sector"]]
        order = {str(sector): rank for rank, sector in enumerate(changes.index)}
        long["rank"] = long["sector"].map(order).fillna(len(SECTORS)).astype("int64")
        for column in ("first", "relative", "share"):
            long[column] = long["sector"].map(changes[column]).astype("float64")
        parts.append(long.sort_values(["rank", "year"]))
        source_ids += [*series["source_id"]]
        source_ids += shared.population_sources(tables, place) if state.measure == "capita" else []
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    if not any(part["value"].notna().any() for part in parts):
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(parts, ignore_index=True)[COLUMNS]
    frame = with_sources(frame, tables, [name for text in source_ids for name in str(text).split("; ")])
    told = about_references(places, state)
    told += about_base(places, state, base) if len(places) > 1 else []
    frame.attrs |= {"base": base, "told": tuple(told)}
    return frame


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """Stacked bars on a true time axis, the biggest sector at the bottom, named beside the last bar; a panel a place.

    Bars and not areas: between 1990 and 2000 nothing was measured, and an area would draw it.
    """
    if frame["slug"].nunique() > 1:
        beside = state.size in SCREEN_ROOM
        return sectors_beside.figure(frame, state) if beside else sectors_panels.figure(frame, state)
    height, right, room = FORMS[state.size]
    rows = frame[frame["slug"] == frame["slug"].iloc[0]]
    sectors = sectors_of(rows)
    years = sorted({year for sector in sectors for year in sector.years})
    totals = [sum(dict(zip(one.years, one.values, strict=True)).get(year, 0.0) for one in sectors) for year in years]
    highest = max(totals) or 1.0
    divisor, unit = shared.axis_unit(state, highest)
    top = highest / divisor * 1.08
    # A tick between two measured years would promise a bar: only measured years have one.
    ticks = spaced(years, (years[-1] - years[0]) / room)
    return drawn(
        state,
        [bars(one, state, divisor) for one in sectors],
        height=height,
        barmode="stack",
        xaxis=time_axis(state, years) | {"tickvals": ticks, "ticktext": [str(year) for year in ticks]},
        yaxis={"range": [0, top], "nticks": 5, "ticklabelposition": "outside"},
        margin={"l": 46, "r": right, "t": 26, "b": 28},
        annotations=[*_names(sectors, years[-1], state, divisor, (top, height)), unit_label(unit)],
    )


def _names(
    sectors: list[Sector], last: int, state: ViewState, divisor: float, box: tuple[float, int]
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
    size, _ = AFAR.get(state.size, (12 if state.size == "narrow" else 13, 0))
    places = spread(middles, least=(20 if state.size in AFAR else 17) * pixel, low=6 * pixel, high=top)
    return [
        {
            "text": f"<span style='color:{sector_colour(state.theme, one.key)}'>■</span> "
            + _name(one, value / below if below else 0.0, state),
            "x": 1, "xref": "paper", "y": place, "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": 2,
            "align": "left", "font": {"color": colour(state.theme, "ink"), "size": size},
        }
        for (one, value), place in zip(shown, places, strict=True)
    ]  # fmt: skip


def _name(one: Sector, share: float, state: ViewState) -> str:
    """A sector's name, the short one where there is no room; on a screen with its share, as there is no hover."""
    short = t(state.lang, f"sector_short.{one.key}")
    if state.size not in AFAR:
        return short if state.size == "narrow" else one.label
    name = one.label if len(one.label) <= AFAR[state.size][1] else short
    # Rounded to nought it would be told as nothing.
    said = i18n.percent(state.lang, share) if share >= LEAST else f"<{i18n.percent(state.lang, 0.01)}"
    return f"{name} {said}"


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """Which sector is the biggest now, and which has changed most since the first year; of several each one's."""
    lang = state.lang
    if frame.empty:
        return t(lang, "sectors.none")
    places = in_order(frame, state)
    if len(places) > 1:
        return _summary_of_many(places, lang)
    found = finding(places[0])
    biggest, most = found.biggest, found.most
    if biggest is None:
        return t(lang, "sectors.zero", year=found.last)
    share = i18n.percent(lang, found.share(biggest))
    values: dict[str, object] = {"sector": t(lang, f"sector_in_text.{biggest}"), "share": share, "year": found.last}
    if most is None:
        return t(lang, "sectors.summary", **values)
    change = found.change(most)
    values |= {
        "most": t(lang, f"sector_in_text.{most}"),
        "counted": t(lang, f"sectors.counted_{state.measure}"),
        "in_measure": t(lang, f"sectors.about_{state.measure}"),
        "amount": amount(places[0], most, (found.first, found.last), state),
        "change": i18n.percent(lang, abs(change)),
        "first": found.first,
    }
    key = f"sectors.summary_{'fall' if change < 0 else 'rise'}"
    return t(lang, f"{key}_same" if most == biggest else key, **values)


def _summary_of_many(places: list[pd.DataFrame], lang: str) -> str:
    parts: list[str] = []
    references: list[str] = []
    for rows in places:
        found, name = finding(rows), rows["name"].iloc[0]
        if found.biggest is not None:
            sector = t(lang, f"sector_in_text.{found.biggest}")
            share = i18n.percent(lang, found.share(found.biggest))
            if shared.is_reference(rows["slug"].iloc[0]):
                references.append(t(lang, "several.ref_sector", name=name, sector=sector, share=share))
            else:
                parts.append(t(lang, "sectors.of_city", name=name, sector=sector, share=share))
    last = int(max(rows["year"].max() for rows in places))
    if not parts:
        return t(lang, "sectors.zero", year=last)
    many = t(lang, "sectors.many", year=last, parts=i18n.listing(lang, parts))
    return f"{many} {t(lang, 'several.against', parts='; '.join(references))}" if references else many


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What must be known to read the bars, doubts about the data first: a screen shows as many as it has room for."""
    if frame.empty:
        return []
    out = list(frame.attrs.get("told", ()))
    if frame["slug"].nunique() == 1 and frame["slug"].iloc[0]:
        out += i18n.notes_in(state.lang, frame["note"])
    if (frame["status"] != "measured").any():
        out.append(t(state.lang, "sectors.estimated"))
    abroad = frame[frame["sector"] == "international_transport"]["value"]
    if (abroad > 0).any():
        out.append(t(state.lang, "sectors.international"))
    return [*out, t(state.lang, "sectors.gaps")]


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a sector and one for the sum, a column a year, in the state's measure."""
    years = sorted({int(year) for year in frame["year"]})
    unit, digits = shared.UNITS[state.measure], shared.decimals(state)
    several = frame["slug"].nunique() > 1
    records: list[dict[str, Any]] = []
    for name, rows in frame.groupby("name", sort=False):
        sectors = [one for one in sectors_of(rows) if one.years]
        records += [{"name": name, "label": one.label} | _by_year(one) for one in sectors]
        sums = {str(year): sum(record.get(str(year), 0.0) for record in map(_by_year, sectors)) for year in years}
        records.append({"name": name, "label": t(state.lang, "column.sum")} | sums)
    columns = [
        *([Column("name", t(state.lang, "column.municipality"))] if several else []),
        Column("label", t(state.lang, "column.sector")),
        *(Column(str(year), str(year), unit, digits) for year in years),
    ]
    return Table(tuple(columns), pd.DataFrame(records, columns=[column.name for column in columns]))


def _by_year(one: Sector) -> dict[str, float]:
    return {str(year): value for year, value in zip(one.years, one.values, strict=True)}


VIEW = View(
    "sectors", select, figure, summary, table, carried_sources, remarks, ("target", "layer"), key=key_figures,
    charts=charts, heeds=("slots", "refs"),
)  # fmt: skip
