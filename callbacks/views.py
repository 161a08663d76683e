"""The controls of a page: they change the views in place and the address with them."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.navigation import page_of, tables_of
from dashboard.ids import Id
from layouts.city import figures, views
from layouts.pressing import pressed

#: The keys of the controls' store that the page's address spells out.
KEYS = ("measure", "from", "to", "target", "base", "layer", "release")


def show_views(controls: object) -> tuple[Any, Any]:
    """The emission views and key figures of the state that the controls tell; a page without views is left as it is."""
    told: dict[str, Any] = controls if isinstance(controls, dict) else {}
    written = told["query"] if isinstance(told.get("query"), str) else ""
    # What the controls do not know, such as a scenario, stays as the address says it.
    kept = dict(parse_qsl(written.removeprefix("?")))
    kept |= {key: str(told[key]) for key in KEYS if isinstance(told.get(key), str | int)}
    page = page_of({**told, "query": urlencode(kept)})
    if page.kind not in ("overview", "city"):
        return no_update, no_update
    tables = tables_of(page.state.release)
    return pressed(views(page, tables)), figures(page, tables)


def register(app: Dash) -> None:
    """Wire the controls: browser to state, state to address, state to views."""
    app.clientside_callback(
        ClientsideFunction("kartan", "choose"),
        Output(Id.CONTROLS, "data", allow_duplicate=True),
        Input(Id.MEASURE, "value"),
        Input(Id.FROM, "value"),
        Input(Id.TO, "value"),
        Input(Id.TARGET, "value"),
        State(Id.CONTROLS, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("kartan", "theme"),
        Output(Id.CONTROLS, "data", allow_duplicate=True),
        Input(Id.THEME, "n_clicks"),
        State(Id.CONTROLS, "data"),
        prevent_initial_call=True,
    )
    app.callback(
        Output(Id.VIEWS, "children"),
        Output(Id.KEY_FIGURES, "children"),
        Input(Id.CHOSEN, "data"),
        prevent_initial_call=True,
    )(show_views)
    app.clientside_callback(
        ClientsideFunction("kartan", "chosen"),
        Output(Id.CHOSEN, "data"),
        Input(Id.CONTROLS, "data"),
        prevent_initial_call=True,
    )
