"""A sector's bars over the years, alike wherever they are stacked."""

from typing import Any

from dashboard.state import ViewState
from dashboard.theme import sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.sectors_found import Sector

#: A bar's width in years: neighbours of 2020–2024 almost touch, and a gap in the series stays a gap.
BAR_WIDTH = 0.86


def bars(one: Sector, state: ViewState, divisor: float) -> dict[str, Any]:
    """The sector's trace; ``divisor`` is what the axis counts in."""
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
