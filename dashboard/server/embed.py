"""Embeds: ``/{lang}/embed/{view}/{slug}``, plain HTML for an iframe, and the figure that takes the picture's place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import Flask, Response, abort, make_response, request

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.pictures.ahead import LOOKS
from dashboard.pictures.edition import edition
from dashboard.pictures.front import available
from dashboard.server import static
from dashboard.server.addresses import to_embed_figure, to_export, to_picture, to_view
from dashboard.server.errors import refuse
from dashboard.server.figures import asked, given
from dashboard.state import LANGUAGES, BadQuery, Language, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, Shown, build

Look = tuple[str, str]
#: The size of the words told at a point of a narrow picture, in pixels.
NARROW_TOLD = 11
#: A host may show an embed this long without asking again, and longer while it asks.
KEPT = "public, max-age=300, stale-while-revalidate=86400"


@dataclass(frozen=True)
class Links:
    """Where an embed finds its parts. ``pictures`` is empty where none can be drawn; ``pages`` is what stands before
    the path of a page (empty on this server), None where the embed is served without one."""

    style: str
    script: str
    plotly: str
    spots: str
    table: str
    page: str
    figures: Mapping[Look, str] = field(default_factory=dict)
    pictures: Mapping[Look, str] = field(default_factory=dict)
    pages: str | None = ""


def links_of(view: str, state: ViewState, tables: Tables, *, pictures: bool = True) -> Links:
    """The parts of an embed on this server; ``pictures`` tells whether any can be drawn."""
    looks = [(look, state.but(theme=look[0], size=look[1])) for look in LOOKS]
    made_from = edition(tables)
    return Links(
        style=static.url("embed.css"),
        script=static.url("embed.js"),
        plotly=static.url(static.plotly_name()),
        spots=static.url("spots.js"),
        table=to_export(view, "csv", state),
        page=to_view(state),
        figures={look: to_embed_figure(view, one) for look, one in looks},
        pictures={look: to_picture(view, "svg", one, made_from) for look, one in looks} if pictures else {},
    )


def alive(shown: Shown) -> dict[str, Any]:
    """The figure that takes the picture's place, of a view that has one; on a narrow picture what is told at a point
    is written smaller, so that its lines fit the frame."""
    figure = shown.figure or {}
    if shown.state.size != "narrow":
        return figure
    return {**figure, "layout": {**figure["layout"], "hoverlabel": {"font": {"size": NARROW_TOLD}}}}


#: Writes an embed: view, state, tables and links to HTML.
Document = Callable[[str, ViewState, Tables, Links], str]
#: Writes what is shown in place of an embed that does not exist: language, sentence and links to HTML.
Fault = Callable[[Language, str, str, str], str]


@lru_cache(maxsize=512)
def written(document: Document, view: str, state: ViewState, tables: Tables, pictures: bool) -> str:
    """An embed's document, written once for all who read it. To be forgotten with the data (``cache_clear``)."""
    return document(view, state, tables, links_of(view, state, tables, pictures=pictures))


def register(server: Flask, document: Document, fault: Fault) -> None:
    """Serve the embeds that ``document`` writes; what cannot be shown, ``fault`` says in the embed's own place."""

    @server.get("/<lang>/embed/<view>", defaults={"slug": ""}, strict_slashes=False)
    @server.get("/<lang>/embed/<view>/<slug>", strict_slashes=False)
    def embed(lang: str, view: str, slug: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        try:
            state, tables = _asked(lang, slug)
        except BadQuery as bad:
            return _fault(lang, "no_such_city" if bad.key == "cities" else "bad_request", bad.status)
        except store.UnknownRelease:
            return _fault(lang, "no_such_release", 404)
        if view not in VIEWS:
            return _fault(lang, "no_such_view", 404)
        response = make_response(written(document, view, state, tables, available()))
        response.headers["Cache-Control"] = KEPT
        return response

    @server.get("/<lang>/embed/<view>.json")
    def embed_figure(lang: str, view: str) -> Response:
        state, tables = asked(lang, view)
        shown = build(view, state.but(mode="embed"), tables)
        if shown.figure is None:
            return refuse(404, "no_figure")
        return given(alive(shown), KEPT)

    def _fault(lang: Language, key: str, status: int) -> Response:
        text = t(lang, f"error.{key}")
        home = f"{settings().base_path}{lang}"
        return make_response(fault(lang, text, static.url("embed.css"), home), status)


def _asked(lang: Language, slug: str) -> tuple[ViewState, Tables]:
    """The state and the release that the address names. Raises ``BadQuery`` and ``UnknownRelease``."""
    tables = store.current(request.args.get("release") or None)
    named = (slug.lower(),) if slug else ()
    return ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs, cities=named), tables
