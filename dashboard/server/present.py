"""Presenting: ``/{lang}/present``, a document that a workshop is led from, and the code that opens it on phones.

The views themselves are those of screens (``/{lang}/screen/slide/{view}.json``). Notes are carried by the address and
by files that never leave the browser: the server reads none of them, and keeps nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

import segno
from flask import Flask, Response, abort, make_response, request
from segno.encoder import DataOverflowError

from dashboard.i18n import t
from dashboard.server import static
from dashboard.server.addresses import close_to, to_compare, to_present, to_slide
from dashboard.server.errors import refuse
from dashboard.server.origin import whole
from dashboard.server.program import listed
from dashboard.state import LANGUAGES, MAX_CITIES, BadQuery, Language, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, frame_of

#: The scripts, in the order in which they are run; the first two are those of screens.
SCRIPTS = (
    "screen-source.js", "screen-stage.js", "present-points.js", "present-notes.js", "present-place.js",
    "present-pointer.js", "present-notepad.js", "present-dialogs.js", "present.js",
)  # fmt: skip
STYLES = ("screen.css", "present.css")
#: More than this no code holds that a phone's camera can read (QR version 40 at its lowest correction: 2 953 bytes).
MOST_BYTES = 2900
#: What an address tells of the place in the presentation, and how each is written.
PLACE = {
    "at": re.compile(r"[a-z-]{1,40}"),
    "reveal": re.compile("on"),
    "step": re.compile("[1-9]"),
    "point": re.compile(r"[a-z0-9-]{1,16}"),
    # The version, then notes with "~" between them; see docs/workshops.md.
    "notes": re.compile(r"1~.{1,3400}", re.DOTALL),
}


@dataclass(frozen=True)
class Show:
    """What is presented: the state, the views that were chosen in order, and those of them that have data."""

    state: ViewState
    views: tuple[str, ...]
    ready: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """Where a presentation finds its parts: styles, scripts, Plotly, its views, its code and the pages around it."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    plotly: str
    slides: tuple[str, ...]
    own: str
    other: str
    code: str
    compare: str


@dataclass(frozen=True)
class Fault:
    """Why there is nothing to present: a sentence, slugs that may have been meant, and a page that leads on."""

    lang: Language
    sentence: str
    close: tuple[str, ...]
    styles: tuple[str, ...]
    compare: str


Document = Callable[[Show, Tables, Links], str]
Apology = Callable[[Fault], str]


def read(query: Mapping[str, str], lang: Language, tables: Tables) -> Show:
    """What a query asks to present; without views, every view that has data.

    Raises ``BadQuery``: ``cities`` for a city and ``views`` for a view that does not exist (404), ``too_many`` for the
    first city that has no room and ``nothing`` where none of the views has data (400).
    """
    state = ViewState.from_query(query, lang=lang, known_cities=tables.slugs).but(size="wide", reveal=0)
    if len(named := listed(query, "cities")) > MAX_CITIES:
        raise BadQuery("too_many", named[MAX_CITIES], 400)
    chosen = listed(query, "views")
    for view in chosen:
        if view not in VIEWS:
            raise BadQuery("views", view)
    # A frame is far quicker than the picture, and whether there is data is all that is asked here.
    slide = state.but(mode="screen", size="landscape")
    ready = tuple(view for view in chosen or VIEWS if len(frame_of(view, slide, tables)))
    if not ready:
        raise BadQuery("nothing", ", ".join(chosen), 400)
    return Show(state, chosen or ready, ready)


def links_of(shown: Show, chosen: tuple[str, ...]) -> Links:
    """The parts of a presentation on this server; ``chosen`` are the views that its address names, if any."""
    state = shown.state
    own = to_present(state, chosen)
    return Links(
        styles=tuple(map(static.url, STYLES)),
        scripts=tuple(map(static.url, SCRIPTS)),
        plotly=static.url(static.plotly_name()),
        slides=tuple(to_slide(view, state) for view in shown.ready),
        own=own,
        other=to_present(state.but(lang="en" if state.lang == "sv" else "sv"), chosen),
        code=own.replace("/present", "/present/code.svg", 1),
        compare=to_compare(state, chosen),
    )


def place(query: Mapping[str, str]) -> str:
    """What a query tells of the place in a presentation, as a query string; what is not written as it should is left
    out, so that a code leads nowhere but to a presentation."""
    kept = {key: query[key] for key, form in PLACE.items() if key in query and form.fullmatch(query[key][:3500])}
    return urlencode(kept, safe=",~!")


def register(server: Flask, document: Document, apology: Apology) -> None:
    """Serve presentations that ``document`` and ``apology`` write."""

    @server.get("/<lang>/present", strict_slashes=False)
    def present(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        try:
            tables = store.current(request.args.get("release") or None)
            shown = read(request.args, lang, tables)
        except BadQuery as bad:
            return _sorry(lang, bad.key, bad.value, bad.status)
        except store.UnknownRelease:
            return _sorry(lang, "release", request.args.get("release", "")[:80], 404)
        response = make_response(document(shown, tables, links_of(shown, listed(request.args, "views"))))
        response.headers["Cache-Control"] = "no-cache"
        return response

    @server.get("/<lang>/present/code.svg")
    def code(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        shown = read(request.args, lang, tables)
        own, at = to_present(shown.state, listed(request.args, "views")), place(request.args)
        address = whole(f"{own}{'&' if '?' in own else '?'}{at}" if at else own)
        if len(address.encode()) > MOST_BYTES:
            return refuse(413, "bad_request")
        return _drawn(address)

    def _sorry(lang: Language, key: str, wrong: str, status: int) -> Response:
        known = list(store.current().slugs) if key == "cities" else list(VIEWS) if key == "views" else []
        sentence = t(lang, f"present.wrong.{key}", wrong=wrong)
        close = close_to(wrong, known)
        fault = Fault(lang, sentence, close, tuple(map(static.url, STYLES)), to_compare(ViewState(lang=lang)))
        response = make_response(apology(fault), status)
        response.headers["Cache-Control"] = "no-store"
        return response


def _drawn(address: str) -> Response:
    """The code; dark on white in every theme, since cameras ask for it."""
    out = BytesIO()
    try:
        segno.make(address, error="l", micro=False).save(out, kind="svg", border=3, dark="#000", light="#fff", scale=4)
    except DataOverflowError:
        return refuse(413, "bad_request")
    response = Response(out.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response
