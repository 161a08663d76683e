"""Figures are put together without Plotly, and are what Plotly would have made of them."""

import json

import plotly.graph_objects as go
import pytest
from plotly.io.json import to_json_plotly

from dashboard.state import ViewState
from dashboard.views import VIEWS, frame_of
from dashboard.views.drawing import Drawing

STATES = [
    ViewState(cities=("umea",)),
    ViewState(cities=("ale",), size="narrow", lang="en", theme="dark", measure="capita", mode="embed"),
    ViewState(cities=("umea", "lund"), layout="panels"),
    ViewState(cities=("umea",), mode="screen", size="landscape"),
    ViewState(cities=("umea", "lund"), mode="screen", size="portrait"),
    ViewState(),
]


def _plain(figure: object) -> dict:
    made = json.loads(to_json_plotly(figure))
    # An empty list is nothing to Plotly, in the browser too.
    made["layout"] = {name: value for name, value in made["layout"].items() if value != []}
    return made


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{len(state.cities)}-{state.mode}-{state.size}")
@pytest.mark.parametrize("view", VIEWS)
def test_plotly_finds_nothing_wrong_with_a_figure_and_changes_nothing_in_it(tables, view, state):
    frame = frame_of(view, state, tables)
    if len(frame):
        ours = VIEWS[view].figure(frame, state).to_plotly_json()
        assert _plain(ours) == _plain(go.Figure(ours))


def test_what_is_none_is_left_out_but_for_missing_points():
    made = Drawing([{"x": [1, None], "text": None, "marker": {"size": None, "color": "red"}}], {"title": None})
    assert made.to_plotly_json() == {"data": [{"x": [1, None], "marker": {"color": "red"}}], "layout": {}}
    nested = Drawing([], {"annotations": [{"text": "a", "font": None}], "shapes": ({"y0": None},)})
    assert nested.to_plotly_json()["layout"] == {"annotations": [{"text": "a"}], "shapes": [{}]}
