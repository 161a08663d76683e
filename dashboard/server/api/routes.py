"""The routes of the open data."""

import orjson
from flask import Flask, Response, abort, request

from dashboard.exports import csv
from dashboard.server import history as histories
from dashboard.server.api import asking, catalog, history, listings, openapi, payload, problems, rdfxml
from dashboard.server.api.answers import give, open_to_all
from dashboard.server.api.paths import ROOT
from dashboard.server.api.problems import Problem
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build


def register(server: Flask) -> None:
    """Serve ``/api/v1/…``."""
    open_to_all(server)
    server.register_error_handler(Problem, problems.of)

    @server.get(f"{ROOT}/cities")
    def api_cities() -> Response:
        lang = asking.language()
        held = asking.tables()
        return _json(listings.cities(lang, held, request.args.get("release", "")), lang)

    @server.get(f"{ROOT}/views")
    def api_views() -> Response:
        return _json(listings.views(asking.tables()))

    @server.get(f"{ROOT}/views/<view>")
    def api_view(view: str) -> Response:
        if view not in VIEWS:
            raise Problem(404, "no_such_view", "view", view, list(VIEWS))
        kind = asking.data_format()
        held = asking.tables()
        state = asking.state(held)
        return _csv(view, state, held) if kind == "csv" else _view(view, state, held)

    @server.get(f"{ROOT}/history")
    def api_history() -> Response:
        kind, lang, table = asking.data_format(), asking.language(), asking.table()
        held = asking.tables()
        cities = asking.cities(held)
        told = histories.of(held)
        if kind == "json":
            body = orjson.dumps(history.of(told, table, lang, cities, asking.release()))
            return give(body, "application/json", lang=lang, vary="Accept")
        response = give(history.as_csv(told, table, cities).encode("utf-8"), "text/csv", lang=lang, vary="Accept")
        return _named(response, f"history-{table}", cities, held)

    @server.get(f"{ROOT}/openapi.json")
    def api_description() -> Response:
        lang = asking.language()
        return _json(openapi.document(lang), lang)

    @server.get(f"{ROOT}/catalog")
    def api_catalog() -> Response:
        syntax = asking.syntax()
        graph = catalog.graph(asking.tables())
        body = rdfxml.write(graph) if syntax == "rdf" else orjson.dumps(catalog.json_ld(graph))
        return give(body, asking.SYNTAXES[syntax], vary="Accept")

    # Dash would answer an address that is none with a page.
    @server.get("/api/<path:_rest>")
    @server.get("/api/")
    @server.get("/api")
    def api_nothing(_rest: str = "") -> Response:
        abort(404)


def _json(body: object, lang: str = "") -> Response:
    return give(orjson.dumps(body), "application/json", lang=lang)


def _view(view: str, state: ViewState, held: Tables) -> Response:
    body = orjson.dumps(payload.of(build(view, state, held), state, held))
    return give(body, "application/json", lang=state.lang, vary="Accept")


def _csv(view: str, state: ViewState, held: Tables) -> Response:
    """What the export holds, in the form that programs read in any language, under a name that tells what it is of."""
    text = csv.write(build(view, state, held), fictional=held.fictional, dialect=csv.PLAIN)
    response = give(text.encode("utf-8"), "text/csv", lang=state.lang, vary="Accept")
    return _named(response, view, state.cities, held)


def _named(response: Response, what: str, cities: tuple[str, ...], held: Tables) -> Response:
    """The response as a file whose name tells what it is of."""
    name = "-".join([*([held.dataset] if held.fictional else []), what, *cities[:3], held.release])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
