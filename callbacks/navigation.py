"""From the browser's address to a page: the router, and what the browser does by itself when a page has come."""

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson
from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.config import settings
from dashboard.ids import Id
from dashboard.server import history
from dashboard.server.addresses import Page, parse, title
from dashboard.server.foresight import foresight, jobs
from dashboard.state import MAX_VALUE, SIZES, THEMES
from dashboard.tables import store
from dashboard.tables.loading import Tables
from layouts.pages import whole
from layouts.pressing import pressed, written


def page_of(visit: object) -> Page:
    """The page that a browser's report asks for; anything odd in it counts as not said.

    ``visit`` has ``path``, ``query`` (the address), ``theme`` (as resolved by the browser) and ``size``.
    """
    told: dict[str, Any] = visit if isinstance(visit, dict) else {}
    path = _text(told.get("path")).removeprefix(settings().base_path.rstrip("/"))
    query = dict(parse_qsl(_text(told.get("query")).removeprefix("?")))
    # These pages' addresses tell the theme of what is made there, which is not that of the page.
    making = path.rstrip("/").endswith(("/share", "/screen/setup"))
    looks = (("size", SIZES),) if making else (("theme", THEMES), ("size", SIZES))
    query |= {key: _text(told.get(key)) for key, allowed in looks if told.get(key) in allowed}
    return parse(path, query, tables_of(query.get("release", "")))


def tables_of(release: str) -> Tables:
    """The release asked for; the current one where there is no such release (the page itself was a 404 then)."""
    try:
        return store.current(release or None)
    except store.UnknownRelease:
        return store.current()


def _text(value: object) -> str:
    return value[: 4 * MAX_VALUE] if isinstance(value, str) else ""


#: Pages that depend on nothing but their address and the release, and whether releases have been compared. On others
#: whole addresses stand, which are those that the reader asked.
STEADY = ("overview", "city")


@lru_cache(maxsize=96)
def _written(page: Page, tables: Tables, _compared: bool) -> orjson.Fragment:
    return written(pressed(whole(page, tables)))


def forget() -> None:
    """Keep no page of former data."""
    _written.cache_clear()


def show_page(visit: object) -> tuple[list[Any], dict[str, Any], dict[str, str]]:
    """The page's components, the state that its controls start from, and the document's title and language."""
    page = page_of(visit)
    tables = tables_of(page.state.release)
    return pressed(whole(page, tables)), *_told(visit, page, tables)


def send_page(visit: object) -> tuple[Any, dict[str, Any], dict[str, str]]:
    """What :func:`show_page` shows, as it is sent: of a page that was sent before, the components as they were."""
    page = page_of(visit)
    tables = tables_of(page.state.release)
    if page.kind not in STEADY:
        return show_page(visit)
    shown = _written(page, tables, history.at_hand(tables) is not None)
    return shown, *_told(visit, page, tables)


def _told(visit: object, page: Page, tables: Tables) -> tuple[dict[str, Any], dict[str, str]]:
    state = page.state
    controls = {
        "path": _text(visit.get("path")) if isinstance(visit, dict) else "",
        "measure": state.measure,
        "from": state.start,
        "to": state.end,
        "target": state.target,
        "base": state.base,
        "layer": state.layer,
        "release": state.release,
        "theme": state.theme,
        "size": state.size,
        # Whoever sets the store says so: what the reader changes is built anew, what the page came with is not.
        "by": "page",
    }
    foresight.soon(lambda: jobs(page, tables))
    return controls, {"title": title(page, tables), "lang": page.lang}


def register(app: Dash) -> None:
    """Wire the router and the browser's own part of it."""
    app.clientside_callback(
        ClientsideFunction("kartan", "visit"),
        Output(Id.VISIT, "data"),
        Input(Id.LOCATION, "pathname"),
        State(Id.LOCATION, "search"),
    )
    app.callback(
        Output(Id.PAGE, "children"),
        Output(Id.CONTROLS, "data"),
        Output(Id.DOCUMENT, "data"),
        Input(Id.VISIT, "data"),
        prevent_initial_call=True,
    )(send_page)
    app.clientside_callback(
        ClientsideFunction("kartan", "arrived"),
        Output(Id.ANNOUNCER, "children"),
        Input(Id.DOCUMENT, "data"),
        prevent_initial_call=True,
    )
