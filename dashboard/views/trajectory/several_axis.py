"""The years below several places' courses: of the calendar, or since each one's first contract."""

from typing import Any

from dashboard import i18n
from dashboard.state import ViewState
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.several_rows import Together

#: How far apart the years' figures may stand (years), and what one takes with the air around it (px).
STEPS, NEAREST = (1, 2, 5, 10, 20), 46
#: What a figure since the contract takes (px), and how far apart the figures before it stand (years).
NEAREST_LAP, BEFORE_STEP = 32, 5


def x_axis(state: ViewState, held: Together, room: float) -> dict[str, Any]:
    """The axis in a room so wide (px), alike however many of the places are revealed."""
    first, last = int(held.first), int(held.last)
    edge = 0.6 if held.laps else 1.2
    pixels = room / (last - first + 2 * edge)
    fits = [step for step in STEPS if step * pixels >= (NEAREST_LAP if held.laps else NEAREST)]
    step = fits[0] if fits else STEPS[-1]
    # By calendar round years are enough; what is aligned by contract is what came after it.
    step = step if held.laps else max(step, 5 if last - first > 12 else 2)
    apart = max(step, BEFORE_STEP) if held.laps else step
    ticks = [year for year in range(first, last + 1) if year % (apart if year < 0 else step) == 0]
    words = [i18n.number(state.lang, year, sign=True) if held.laps else str(year) for year in ticks]
    return {"range": [first - edge, last + edge], "tickvals": ticks, "ticktext": words}


def nought(canvas: Canvas, axis: str = "") -> dict[str, Any]:
    """The line through year nought."""
    return {
        "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "xref": f"x{axis}", "yref": f"y{axis} domain",
        "layer": "below", "line": {"color": canvas.ink("muted"), "width": 1, "dash": "dot"},
    }  # fmt: skip
