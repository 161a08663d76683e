"""Files: ``/{lang}/export/{view}.{extension}`` in the state that the query tells, ``all`` for every view in one, and
what is known and what is not."""

from collections.abc import Callable

from flask import Flask, Response, abort, request

from dashboard.exports import coverage, csv, pptx, xlsx
from dashboard.exports.bundle import Bundle
from dashboard.server import pictures
from dashboard.server.addresses import to_compare, to_view
from dashboard.server.errors import refuse
from dashboard.server.origin import whole
from dashboard.server.pictures import TYPES as PICTURES
from dashboard.server.program import listed
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build

#: Files that hold one view or several, by their extension: what writes them, and their media type.
BOOKS: dict[str, tuple[Callable[[Bundle], bytes], str]] = {
    "pptx": (pptx.write, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
#: What a view can be had as.
TYPES = ("csv", *BOOKS, *PICTURES)
#: The name under which all views are had in one file.
ALL = "all"


def register(server: Flask) -> None:
    """Serve the exports."""

    @server.get("/<lang>/export/<view>.<extension>")
    def export(lang: str, view: str, extension: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        if view not in VIEWS and view not in (coverage.NAME, ALL):
            return refuse(404, "no_such_view", value=view[:80])
        if extension not in TYPES or (view == coverage.NAME and extension != "csv"):
            abort(404)
        if view == ALL and extension not in BOOKS:
            abort(404)
        release = request.args.get("release", "")
        tables = store.current(release or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        if view == coverage.NAME:
            # always of all municipalities, whichever the query names
            state = state.but(cities=())
        name = _name(view, state, tables)
        if extension in BOOKS:
            wanted = _wanted(view)
            if isinstance(wanted, Response):
                return wanted
            write, kind = BOOKS[extension]
            return _named(Response(write(_bundle(wanted, state, tables)), mimetype=kind), f"{name}.{extension}", lang)
        if extension != "csv":
            response = pictures.drawn("file", "png" if extension == "png" else "svg", view, state)
            return _named(response, f"{name}.{extension}", lang) if response.status_code == 200 else response
        if view == coverage.NAME:
            text = coverage.write(state, tables)
        else:
            text = csv.write(build(view, state, tables), fictional=tables.fictional)
        return _named(Response(text, mimetype="text/csv"), f"{name}.csv", lang)


def _wanted(view: str) -> tuple[str, ...] | Response:
    """The views that the request asks for: the one named, or of all those that its query lists; a 404 for none such."""
    if view != ALL:
        return (view,)
    views = listed(request.args, "views")
    unknown = next((one for one in views if one not in VIEWS), None)
    return refuse(404, "no_such_view", value=unknown[:80]) if unknown is not None else views or tuple(VIEWS)


def _bundle(views: tuple[str, ...], state: ViewState, tables: Tables) -> Bundle:
    """The views, built for paper, and the address where the same state is seen on this server."""
    printed = state.but(theme="light", mode="print", size="wide")
    address = to_compare(state, views) if len(state.cities) > 1 else to_view(state)
    return Bundle(tuple(build(view, printed, tables) for view in views), printed, tables, whole(address))


def _name(view: str, state: ViewState, tables: Tables) -> str:
    """What a file is called, but for its extension: ``trajectory-umea-2026-11``; of several views ``umea-2026-11``."""
    whose = [tables.dataset] if tables.fictional else []
    what = [] if view == ALL and state.cities else [view]
    return "-".join([*whose, *what, *state.cities, tables.release])


def _named(response: Response, name: str, lang: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Language"] = lang
    response.headers["Cache-Control"] = "no-cache"
    return response
