"""Files: ``/{lang}/export/{view}.{extension}`` in the state that the query tells, and what is known and what is not."""

from flask import Flask, Response, abort, request

from dashboard.exports import coverage, csv
from dashboard.server import pictures
from dashboard.server.errors import refuse
from dashboard.server.pictures import TYPES as PICTURES
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.views import VIEWS, build

#: What a view can be had as.
TYPES = ("csv", *PICTURES)


def register(server: Flask) -> None:
    """Serve the exports."""

    @server.get("/<lang>/export/<view>.<extension>")
    def export(lang: str, view: str, extension: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        if view not in VIEWS and view != coverage.NAME:
            return refuse(404, "no_such_view", value=view[:80])
        if extension not in TYPES or (view == coverage.NAME and extension != "csv"):
            abort(404)
        release = request.args.get("release", "")
        tables = store.current(release or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        if view == coverage.NAME:
            # always of all municipalities, whichever the query names
            state = state.but(cities=())
        name = "-".join([*([tables.dataset] if tables.fictional else []), view, *state.cities[:3], tables.release])
        if extension != "csv":
            response = pictures.drawn("file", "png" if extension == "png" else "svg", view, state)
            return _named(response, f"{name}.{extension}", lang) if response.status_code == 200 else response
        if view == coverage.NAME:
            text = coverage.write(state, tables)
        else:
            text = csv.write(build(view, state, tables), fictional=tables.fictional)
        return _named(Response(text, mimetype="text/csv"), f"{name}.csv", lang)


def _named(response: Response, name: str, lang: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Language"] = lang
    response.headers["Cache-Control"] = "no-cache"
    return response
