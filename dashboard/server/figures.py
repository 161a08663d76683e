"""A view's figure as JSON, ``/{lang}/figure/{view}.json``: a page draws its first picture before Dash has started."""

import plotly.io as pio
from flask import Flask, Response, abort, request

from dashboard.server.errors import refuse
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.views import VIEWS, build


def register(server: Flask) -> None:
    """Serve the figures."""

    @server.get("/<lang>/figure/<view>.json")
    def figure(lang: str, view: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        if view not in VIEWS:
            return refuse(404, "no_such_view", value=view[:80])
        tables = store.current(request.args.get("release") or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        shown = build(view, state, tables)
        if shown.figure is None:
            return refuse(404, "no_figure")
        response = Response(pio.json.to_json_plotly(shown.figure), mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response
