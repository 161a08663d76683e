"""What both peers draw, from the file that ``BENCHMARK_CHARTS`` names. Nothing of ours is imported here."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

HELD: dict[str, Any] = json.loads(Path(os.environ["BENCHMARK_CHARTS"]).read_text("utf-8"))
NAMES: dict[str, str] = HELD["names"]
VIEWS: list[str] = HELD["views"]
FIRST = next(iter(NAMES))
#: Every municipality: ``name``, ``code``, ``tonnes`` in the last year, ``change`` as a share of one.
TABLE = pd.DataFrame(HELD["table"])


def of_city(view: str, city: str) -> go.Figure:
    """A chart of a city; an empty one where there are no data."""
    return go.Figure(HELD["cities"][city][view])


def of_all(view: str) -> go.Figure:
    """A chart of the overview."""
    return go.Figure(HELD["overview"][view])
