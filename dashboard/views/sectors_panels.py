"""Several places' sectors on a page: a panel each of stacked bars, all on the same axes, the colours' key once."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import city_colour, colour, sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import drawn, time_axis, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.sectors_bars import bars
from dashboard.views.sectors_found import Sector, in_order, sectors_of
from dashboard.views.several_grid import LEFT, RIGHT, WIDTHS, Grid

#: A character's width, a line's height in the key and above a panel, and the room between the key's entries (px).
CHARACTER, ROW, LINE, SIGN = 7.1, 20, 18, 26
#: How much broader bold letters are.
BOLD = 1.12
#: The room for the unit above the panels, and for the years below.
UNIT, BELOW = 24, 28


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """A panel a place in the order asked for, the sectors in the first place's order in all of them."""
    places = in_order(frame, state)
    order = [one.key for one in sectors_of(places[0])]
    found = [sorted(sectors_of(rows), key=lambda one: order.index(one.key)) for rows in places]
    sums = [_sums(sectors) for sectors in found]
    years = sorted({year for one in sums for year in one})
    divisor, unit = shared.axis_unit(_based(frame, state), max((max(one.values()) for one in sums if one), default=1.0))
    top = max((max(one.values()) for one in sums if one), default=1.0) / divisor * 1.05 or 1.0
    shown = [key for key in order if any(one.key == key and any(one.values) for sectors in found for one in sectors)]
    key = _key(shown, state)
    grid = Grid.of(state, len(places), above=ROW * len(key) + UNIT, below=BELOW)
    letters = int(grid.width / CHARACTER)
    heads = [_head(rows, one, state, letters) for rows, one in zip(places, sums, strict=True)]
    grid = grid.headed(max(head.count("<br>") + 1 for head in heads), LINE)
    layout: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    small = {"color": colour(state.theme, "muted")}
    notes = [grid.unit(unit), *_key_notes(key, grid, state)]
    for place, sectors in enumerate(found):
        axis = str(place + 1) if place else ""
        layout |= grid.axes(place, time_axis(state.but(size="narrow"), years), {"range": [0, top], "nticks": 4})
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"} if axis else {}
        traces += [bars(one, state, divisor) | on for one in sectors if one.key in shown]
        notes.append(grid.words(place, heads[place], small))
    return drawn(state, traces, height=grid.height, barmode="stack", margin=grid.margin, annotations=notes, **layout)


def _based(frame: pd.DataFrame, state: ViewState) -> ViewState:
    """The state with the base year that the places' index really counts from."""
    return state.but(base=frame.attrs.get("base", state.base))


def _sums(sectors: list[Sector]) -> dict[int, float]:
    sums: dict[int, float] = {}
    for one in sectors:
        for year, value in one.points:
            sums[year] = sums.get(year, 0.0) + value
    return sums


def _head(rows: pd.DataFrame, sums: dict[int, float], state: ViewState, letters: int) -> str:
    """A place's name in its colour, and what its last bar adds up to."""
    slug, name = str(rows["slug"].iloc[0]), str(rows["name"].iloc[0])
    is_reference = shared.is_reference(slug)
    shade = colour(state.theme, "muted") if is_reference else city_colour(state.theme, state.place(slug))
    last = max(sums, default=None)
    total = shared.figure_text(state.lang, sums[last], state.measure) if last is not None else t(state.lang, "missing")
    said = t(state.lang, "sectors.of_year", total=total, year=last) if last is not None else total
    lines = [
        f"<b><span style='color:{shade}'>{line}</span></b>" for line in wrapped(name, int(letters / BOLD)).split("<br>")
    ]
    return "<br>".join([*lines, wrapped(said, letters)])


def _key(order: list[str], state: ViewState) -> list[list[tuple[str, str]]]:
    """The sectors' short names in the rows that the narrowest picture has room for, the colours with them."""
    rows: list[list[tuple[str, str]]] = []
    used = 0.0
    for key in order:
        name = t(state.lang, f"sector_short.{key}").replace(" ", i18n.NBSP)
        needs = len(name) * CHARACTER + SIGN
        if not rows or used + needs > WIDTHS[state.size] - RIGHT:
            rows.append([])
            used = 0.0
        rows[-1].append((name, sector_colour(state.theme, key)))
        used += needs
    return rows


def _key_notes(rows: list[list[tuple[str, str]]], grid: Grid, state: ViewState) -> list[dict[str, Any]]:
    """A row of the key each, above the unit."""
    gap = i18n.NBSP * 2
    return [
        {
            "text": gap.join(f"<span style='color:{shade}'>■</span>{i18n.NBSP}{name}" for name, shade in row),
            "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "middle",
            "xshift": 6 - LEFT, "yshift": grid.above + grid.head - ROW * (at + 0.5), "borderpad": 0,
            "font": {"color": colour(state.theme, "ink")},
        }
        for at, row in enumerate(rows)
    ]  # fmt: skip
