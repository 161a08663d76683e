"""The peer written with Vizro: a page of all municipalities, and one of a city chosen by a parameter of every chart."""

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture
from vizro.tables import dash_ag_grid

from benchmarks.peers import charts


@capture("graph")
def chart(data_frame: pd.DataFrame, view: str, city: str) -> go.Figure:  # noqa: ARG001
    """One chart of a city. Vizro wants a table of every chart; these have theirs within."""
    return charts.of_city(view, city)


@capture("graph")
def picture(data_frame: pd.DataFrame, view: str) -> go.Figure:  # noqa: ARG001
    """One picture of the overview."""
    return charts.of_all(view)


NOTHING = pd.DataFrame({"nothing": [0]})
overview = vm.Page(
    title="Översikt",
    path="/",
    layout=vm.Flex(),
    components=[
        *(vm.Graph(figure=picture(data_frame=NOTHING, view=view)) for view in charts.HELD["overview"]),
        vm.Table(figure=dash_ag_grid(data_frame=charts.TABLE)),
    ],
)
city = vm.Page(
    title="Kommun",
    path="/kommun",
    layout=vm.Flex(),
    components=[
        vm.Graph(id=view, figure=chart(data_frame=NOTHING, view=view, city=charts.FIRST)) for view in charts.VIEWS
    ],
    controls=[
        vm.Parameter(
            targets=[f"{view}.city" for view in charts.VIEWS],
            selector=vm.Dropdown(
                id="city",
                title="Kommun",
                options=[{"label": name, "value": slug} for slug, name in charts.NAMES.items()],
                value=charts.FIRST,
                multi=False,
            ),
        )
    ],
)
app = Vizro().build(vm.Dashboard(title="Omställning", pages=[overview, city]))
server = app.dash.server
