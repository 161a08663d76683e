"""The peer written with Dash alone, everything as it comes: pages, graphs, a dropdown, one callback."""

import dash
import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dash_table, dcc, html

from benchmarks.peers import charts

app = Dash(__name__, use_pages=True, pages_folder="")
server = app.server


def overview() -> html.Div:
    """All municipalities: two pictures and the list."""
    return html.Div(
        [
            html.H1("Översikt"),
            *(dcc.Graph(figure=charts.of_all(view)) for view in charts.HELD["overview"]),
            dash_table.DataTable(charts.TABLE.to_dict("records")),
        ]
    )


def city() -> html.Div:
    """One city: the choice, and a graph for each view."""
    options = [{"label": name, "value": slug} for slug, name in charts.NAMES.items()]
    return html.Div(
        [
            html.H1("Kommun"),
            dcc.Dropdown(options, charts.FIRST, id="city", clearable=False),
            *(dcc.Graph(id=view) for view in charts.VIEWS),
        ]
    )


@callback([Output(view, "figure") for view in charts.VIEWS], Input("city", "value"))
def draw(chosen: str) -> list[go.Figure]:
    """The charts of the city that was chosen."""
    return [charts.of_city(view, chosen) for view in charts.VIEWS]


dash.register_page("overview", path="/", layout=overview)
dash.register_page("city", path="/kommun", layout=city)
app.layout = html.Div([dash.page_container])
