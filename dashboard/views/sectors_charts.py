"""The charts of view ``sectors`` for files: a place each, a column a measured year, a series a sector."""

import pandas as pd

from dashboard.state import ViewState
from dashboard.theme import sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.charts import Chart, Series
from dashboard.views.sectors_found import in_order, sectors_of


def charts(frame: pd.DataFrame, state: ViewState) -> list[Chart]:
    """Stacked columns in one unit for all places; what a sector has not reported in a year is missing, never nought.

    Sectors keep the first place's order, so that a colour stands at the same height in every chart.
    """
    places = in_order(frame, state)
    order: dict[str, str] = {}
    for rows in places:
        order |= {one.key: one.label for one in sectors_of(rows) if one.years and one.key not in order}
    highest = max((float(rows.groupby("year")["value"].sum().max()) for rows in places), default=0.0)
    divisor, unit = shared.axis_unit(state, highest)
    several = len(places) > 1
    return [_chart(rows, order, state, (divisor, unit), titled=several) for rows in places]


def _chart(
    rows: pd.DataFrame, order: dict[str, str], state: ViewState, unit: tuple[float, str], *, titled: bool
) -> Chart:
    divisor, words = unit
    found = {one.key: dict(one.points) for one in sectors_of(rows)}
    years = sorted({year for points in found.values() for year in points})
    series = tuple(
        Series(
            label,
            tuple(str(year) for year in years),
            tuple(_part(found.get(key, {}).get(year), divisor) for year in years),
            sector_colour(state.theme, key),
        )
        for key, label in order.items()
    )
    return Chart("columns", series, words, stacked=True, title=str(rows["name"].iloc[0]) if titled else "")


def _part(value: float | None, divisor: float) -> float | None:
    return None if value is None else value / divisor
