"""The opponent: a Vizro application with one chart of the same series, points, trend and goal.

Runs in an environment of its own, so nothing of ours is imported here. The figures come from the file that the
variable ``BENCHMARK_SERIES`` names: ``measured``, ``trend`` and ``goals``, each with ``x`` (years) and ``y`` (tonnes).
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

SERIES: dict[str, dict[str, list[float]]] = json.loads(Path(os.environ["BENCHMARK_SERIES"]).read_text("utf-8"))


@capture("graph")
def trajectory(data_frame: pd.DataFrame) -> go.Figure:
    """Measured points, the trend as a dashed line and the goals as diamonds, from rows of ``kind``, ``x`` and ``y``."""
    looks = {
        "measured": {"mode": "lines+markers", "marker": {"size": 10}},
        "trend": {"mode": "lines", "line": {"dash": "dash"}},
        "goals": {"mode": "markers", "marker": {"symbol": "diamond", "size": 14}},
    }
    fig = go.Figure()
    for kind, look in looks.items():
        rows = data_frame[data_frame["kind"] == kind]
        fig.add_scatter(x=rows["x"].tolist(), y=rows["y"].tolist(), name=kind, **look)
    return fig


def rows() -> pd.DataFrame:
    """The figures as one long table."""
    return pd.concat([pd.DataFrame({"kind": kind, **points}) for kind, points in SERIES.items()], ignore_index=True)


page = vm.Page(title="Umeå", components=[vm.Graph(figure=trajectory(data_frame=rows()))])
app = Vizro().build(vm.Dashboard(pages=[page]))
server = app.dash.server
