"""The picture of view ``city-map``: areas, arcs, markers and names on the whole map and its enlarged parts."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.base import drawn, wrapped
from dashboard.views.city_map.arcs import FOOT, arc_traces, arrows, legend_arcs, shown
from dashboard.views.city_map.fills import fill_traces, legend_fills
from dashboard.views.city_map.marks import legend_marks, mark_traces
from dashboard.views.city_map.panels import MARGIN, Page, axes, page
from dashboard.views.city_map.scene import Told, scene, told
from dashboard.views.city_map.screen import LEGEND, broken, letters, notes, screen_page
from dashboard.views.drawing import Drawing


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """The map. One trace a class and panel; markers that can be pointed at bear ``meta: spots``."""
    made = scene(frame, state)
    legend = [*legend_marks(made), *legend_arcs(made), *legend_fills(made)]
    title = _title(told(frame), state)
    if made.calm:
        legend, title = broken(legend, made), wrapped(title, letters(made))
        # How many names are left out is known when they stand; how many lines that takes, already now.
        entries = [title, *(entry["name"] for entry in [*legend, *notes(made, [])])]
        laid = screen_page(made, [lines_of(text) for text in entries])
    else:
        lines = sum(lines_of(entry["name"]) for entry in legend) + 1
        abroad = any(not pair["partner_code"] for pair in shown(made))
        laid = page(made.ground, state, rows=lines, foot=FOOT * made.unit if abroad else 0)
    traces: list[dict[str, Any]] = []
    for number, panel in enumerate(laid.panels, start=1):
        traces += fill_traces(made, panel, number)
        traces += arc_traces(made, panel, number)
        traces += mark_traces(made, laid, number)
    if made.calm:
        legend += notes(made, traces)
    size = LEGEND.get(state.size, laid.size)
    return drawn(
        state,
        [*traces, *legend],
        height=laid.height,
        margin={"l": MARGIN, "r": MARGIN, "t": MARGIN, "b": MARGIN, "autoexpand": False},
        showlegend=True,
        legend={
            "x": laid.legend[0], "y": laid.legend[1], "xanchor": "left", "yanchor": "top", "itemclick": False,
            "itemdoubleclick": False, "bgcolor": "rgba(0,0,0,0)", "font": {"size": size},
            "title": {"text": f"<b>{title}</b>", "font": {"size": size}}, "tracegroupgap": 0,
        },
        shapes=[_frame(laid, number, state) for number in range(1, len(laid.insets) + 1)],
        annotations=[*([] if made.calm else arrows(made, laid.panels[0])), *_titles(laid, state)],
        **axes(laid, colour(state.theme, "muted")),
    )  # fmt: skip


def lines_of(text: str) -> int:
    """How many lines a text has."""
    return 1 + text.count("<br>")


def _title(what: Told, state: ViewState) -> str:
    """What the legend is about: the figure and its year, who is lit up, or how many of how many are named."""
    lang, layer, counts = state.lang, what.layer, what.counts
    if what.limits:
        text = t(lang, f"city-map.title.{layer}", year=what.year, base=what.base)
    elif layer != "roles":
        text = t(lang, f"city-map.lit.{layer}")
    elif counts.total is None:
        text = t(lang, "city-map.title.named", named=counts.named)
    else:
        text = t(lang, "city-map.title.roles", named=counts.named, total=counts.total)
    return text


def _frame(laid: Page, number: int, state: ViewState) -> dict[str, Any]:
    """Where on the whole map an enlarged part lies."""
    west, south, east, north = laid.insets[number - 1].box
    return {"type": "rect", "x0": west, "y0": south, "x1": east, "y1": north, "fillcolor": "rgba(0,0,0,0)",
            "line": {"color": colour(state.theme, "muted"), "width": 1, "dash": "dot"}}  # fmt: skip


def _titles(laid: Page, state: ViewState) -> list[dict[str, Any]]:
    return [
        {"xref": f"x{number} domain", "yref": f"y{number} domain", "x": 0, "y": 1, "xanchor": "left",
         "yanchor": "bottom", "text": t(state.lang, f"city-map.inset.{panel.name}"),
         "font": {"color": colour(state.theme, "muted")}}
        for number, panel in enumerate(laid.insets, start=2)
    ]  # fmt: skip
