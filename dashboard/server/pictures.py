"""Pictures at addresses: the still one of an embed (SVG) and the preview of a link (PNG)."""

from flask import Flask, Response, abort, request

from dashboard.pictures import front
from dashboard.pictures.client import Busy, NoPictures
from dashboard.pictures.edition import edition
from dashboard.pictures.orders import Format
from dashboard.server.errors import refuse
from dashboard.server.static import FOREVER
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tally import count
from dashboard.views import VIEWS

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def register(server: Flask) -> None:
    """Serve the pictures."""

    @server.get("/<lang>/picture/<made_from>/<view>.<extension>")
    def picture(lang: str, made_from: str, view: str, extension: str) -> Response:
        if lang not in LANGUAGES or extension not in TYPES:
            abort(404)
        if view not in VIEWS:
            return refuse(404, "no_such_view", value=view[:80])
        tables = store.current(request.args.get("release") or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        kind = "still" if extension == "svg" else "card"
        response = drawn(kind, extension, view, state)  # type: ignore[arg-type]
        if response.status_code == 200:
            # A page that was kept since the last edition gets today's picture, but must not keep it as the old one's.
            kept = made_from == edition(tables)
            response.headers["Cache-Control"] = FOREVER if kept else "no-cache"
        return response


def drawn(kind: front.Kind, form: Format, view: str, state: ViewState) -> Response:
    """The answer that holds a picture, or says in words why there is none."""
    tables = store.current(state.release or None)
    try:
        content = front.picture(kind, form, view, state, tables)
    except front.NothingToDraw:
        return refuse(404, "no_figure")
    except Busy:
        count("pictures", "busy")
        answer = refuse(503, "busy")
        answer.headers["Retry-After"] = "5"
        return answer
    except NoPictures:
        count("pictures", "none")
        answer = refuse(503, "no_pictures")
        answer.headers["Retry-After"] = "300"
        return answer
    # What is kept compressed is sent so to all who take it, and that is every browser there is.
    as_kept = form == "png" or request.accept_encodings["br"] > 0
    response = Response(content if as_kept else front.unpacked(content), mimetype=TYPES[form])
    if form == "svg":
        response.headers["Vary"] = "Accept-Encoding"
        if as_kept:
            response.headers["Content-Encoding"] = "br"
    response.headers["Content-Language"] = state.lang
    response.add_etag()
    response.make_conditional(request)
    return response
