"""A view's figure as JSON, ``/{lang}/figure/{view}.json``: a page draws its first picture before Dash has started."""

from typing import Any

import plotly.io as pio
from flask import Flask, Response, abort, request

from dashboard.server.errors import refuse
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build


def register(server: Flask) -> None:
    """Serve the figures."""

    @server.get("/<lang>/figure/<view>.json")
    def figure(lang: str, view: str) -> Response:
        state, tables = asked(lang, view)
        shown = build(view, state, tables)
        if shown.figure is None:
            return refuse(404, "no_figure")
        return given(shown.figure, "no-cache")


def asked(lang: str, view: str) -> tuple[ViewState, Tables]:
    """The state and the release that the request's query asks for, of a view that exists; else the answer is a 404.

    Raises ``BadQuery`` and ``UnknownRelease``, which are answered in words.
    """
    if lang not in LANGUAGES:
        abort(404)
    if view not in VIEWS:
        abort(refuse(404, "no_such_view", value=view[:80]))
    tables = store.current(request.args.get("release") or None)
    return ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs), tables


def given(figure: dict[str, Any], caching: str) -> Response:
    """A figure as JSON, or word that the asker has it already; ``caching`` is how long it may be kept."""
    response = Response(pio.json.to_json_plotly(figure), mimetype="application/json")
    response.headers["Cache-Control"] = caching
    response.add_etag()
    response.make_conditional(request)
    return response
