"""View ``sectors``: where the emissions come from, stacked, and which sectors have changed most."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.nation import sector_changes
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.schemas import SECTORS
from dashboard.theme import colour, sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import (
    Column,
    Table,
    View,
    blank,
    carried_sources,
    spaced,
    spread,
    time_axis,
    unit_label,
    with_sources,
)

#: A bar's width in years: neighbours of 2020–2024 almost touch, and a gap in the series stays a gap.
BAR_WIDTH = 0.86
COLUMNS = [
    "slug", "name", "year", "sector", "label", "tonnes", "value", "rank", "first", "relative", "share", "status",
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
        long = series.melt(["year", "status"], list(SECTORS), "sector", "tonnes")
        long["value"] = shared.measure(long["tonnes"], long["year"], place, state)
        long = long.assign(slug=place.slug, name=place.name)
        long["label"] = [t(state.lang, f"sector.{sector}") for sector in long["sector"]]
        order = {str(sector): rank for rank, sector in enumerate(changes.index)}
        long["rank"] = long["sector"].map(order).fillna(len(SECTORS)).astype("int64")
        for column in ("first", "relative", "share"):
            long[column] = long["sector"].map(changes[column]).astype("float64")
        parts.append(long)
        source_ids += [*series["source_id"], *(["scb-population"] if state.measure == "capita" else [])]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(parts, ignore_index=True)[COLUMNS].sort_values(["slug", "rank", "year"], ignore_index=True)
    return with_sources(frame, tables, [name for text in source_ids for name in str(text).split("; ")])


def figure(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """Stacked bars on a true time axis, the biggest sector at the bottom, named beside the last bar.

    Bars and not areas: between 1990 and 2000 nothing was measured, and an area would draw it.
    """
    narrow = state.size == "narrow"
    slug = frame["slug"].iloc[0]
    rows = frame[frame["slug"] == slug]
    totals = rows.groupby("year")["value"].sum(min_count=1)
    divisor, unit = shared.axis_unit(state, float(totals.max()))
    height = 380 if narrow else 420
    fig = blank(state, height=height)
    for _, part in rows.groupby("rank", sort=True):
        sector = str(part["sector"].iloc[0])
        shown = part[part["value"].notna()]
        fig.add_bar(
            x=shown["year"].tolist(),
            y=(shown["value"] / divisor).tolist(),
            width=BAR_WIDTH,
            name=part["label"].iloc[0],
            marker={"color": sector_colour(state.theme, sector), "line": {"width": 0}},
            customdata=[
                [part["label"].iloc[0], shared.figure_text(state.lang, value, state.measure)]
                for value in shown["value"]
            ],
            hovertemplate="<b>%{customdata[0]}</b> %{x}<br>%{customdata[1]}<extra></extra>",
        )
    top = float(totals.max()) / divisor * 1.08
    years = sorted(int(year) for year in rows["year"].unique())
    # A tick between two measured years would promise a bar: only measured years have one.
    ticks = spaced(years, (years[-1] - years[0]) / (5 if narrow else 12))
    axis = time_axis(state, years) | {"tickvals": ticks, "ticktext": [str(year) for year in ticks]}
    annotations = _names(rows, state, divisor, top, height)
    annotations.append(unit_label(unit))
    fig.update_layout(
        barmode="stack",
        xaxis=axis,
        yaxis={"range": [0, top], "nticks": 5, "ticklabelposition": "outside"},
        margin={"l": 46, "r": 108 if narrow else 232, "t": 26, "b": 28},
        annotations=annotations,
    )
    return fig


def _names(rows: pd.DataFrame, state: ViewState, divisor: float, top: float, height: int) -> list[dict[str, Any]]:
    """The sectors' names beside the last bar, moved apart where they would collide."""
    last = rows[rows["year"] == rows["year"].max()].sort_values("rank")
    last = last[last["value"].notna() & (last["value"] > 0)]
    middles = (last["value"].cumsum() - last["value"] / 2) / divisor
    pixel = top / (height - 54)
    places = spread(list(middles), least=17 * pixel, low=6 * pixel, high=top)
    short = state.size == "narrow"
    return [
        {
            "text": f"<span style='color:{sector_colour(state.theme, sector)}'>■</span> "
            + t(state.lang, f"sector_short.{sector}" if short else f"sector.{sector}"),
            "x": 1, "xref": "paper", "y": place, "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": 2,
            "align": "left", "font": {"color": colour(state.theme, "ink"), "size": 12 if short else 13},
        }
        for sector, place in zip(last["sector"], places, strict=True)
    ]  # fmt: skip


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """Which sector is the biggest now, and which has changed most since the first year."""
    if frame.empty:
        return t(state.lang, "sectors.none")
    rows = frame[frame["slug"] == frame["slug"].iloc[0]]
    now = rows.drop_duplicates("sector").dropna(subset=["share"])
    biggest = now.loc[now["share"].idxmax()]
    moved = now.dropna(subset=["relative"]).assign(change=lambda f: f["first"] * f["relative"])
    key = "sectors.summary"
    values: dict[str, object] = {
        "name": biggest["name"],
        "sector": _running(state.lang, biggest["sector"]),
        "share": i18n.percent(state.lang, biggest["share"]),
        "year": int(rows["year"].max()),
    }
    if len(moved) and not math.isnan(moved["change"].min()):
        most = moved.loc[moved["change"].abs().idxmax()]
        key = "sectors.summary_fall" if most["change"] < 0 else "sectors.summary_rise"
        values |= {
            "most": _running(state.lang, most["sector"], start=True),
            "change": i18n.percent(state.lang, abs(most["relative"])),
            "first": int(rows["year"].min()),
        }
    return t(state.lang, key, **values)


def _running(lang: str, sector: str, *, start: bool = False) -> str:
    """A sector's name inside a sentence."""
    text = t(lang, f"sector_in_text.{sector}")
    return text[0].upper() + text[1:] if start else text


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What must be known to read the bars."""
    if frame.empty:
        return []
    out = [t(state.lang, "sectors.gaps")]
    abroad = frame[frame["sector"] == "international_transport"]["value"]
    if (abroad > 0).any():
        out.append(t(state.lang, "sectors.international"))
    return out


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a sector and one for the sum, a column a year, in the state's measure."""
    years = sorted(int(year) for year in frame["year"].unique())
    unit = shared.UNITS[state.measure]
    heads = [Column("label", t(state.lang, "column.sector"))]
    wide = frame.pivot_table(
        index=["slug", "name", "rank", "label"], columns="year", values="value", aggfunc="first", dropna=False,
        observed=True,
    ) if len(frame) else pd.DataFrame()  # fmt: skip
    if len(frame):
        wide = wide[wide.notna().any(axis=1)].reset_index()
        sums = wide.groupby(["slug", "name"], as_index=False)[years].sum(min_count=1)
        sums = sums.assign(rank=len(SECTORS) + 1, label=t(state.lang, "column.sum"))
        wide = pd.concat([wide, sums]).sort_values(["slug", "rank"])
        wide.columns = [str(name) for name in wide.columns]
        if frame["slug"].nunique() > 1:
            heads.insert(0, Column("name", t(state.lang, "column.municipality")))
    columns = [*heads, *(Column(str(year), str(year), unit, shared.decimals(state)) for year in years)]
    rows = wide[[column.name for column in columns]] if len(frame) else pd.DataFrame(columns=["label"])
    return Table(tuple(columns), rows.reset_index(drop=True))


VIEW = View("sectors", select, figure, summary, table, carried_sources, remarks, ("target",))
