"""Paper: ``/{lang}/print?cities=…&views=…&paper=…``, a plain document that a browser prints or saves as PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from flask import Flask, Response, abort, make_response, request

from dashboard.pictures.edition import edition
from dashboard.pictures.front import available
from dashboard.server import static
from dashboard.server.addresses import to_compare, to_picture, to_print, to_view
from dashboard.server.errors import refuse
from dashboard.server.origin import whole
from dashboard.server.program import listed
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, Shown, build

Paper = Literal["a4", "wide"]
PAPERS: tuple[Paper, ...] = ("a4", "wide")


@dataclass(frozen=True)
class Printed:
    """What is printed: built views in their order, on which paper, and where the parts of the document are.

    ``pictures`` holds the address of each view's picture; a view that has none, or no picture to be had, is missing.
    ``page`` is the path of the page that shows the same, ``address`` the whole of it, ``other`` the other paper's.
    """

    views: tuple[Shown, ...]
    state: ViewState
    tables: Tables
    paper: Paper
    pictures: dict[str, str]
    page: str
    address: str
    other: str


def printed(state: ViewState, views: tuple[str, ...], paper: Paper, tables: Tables) -> Printed:
    """The views (none: all) of a state on paper, light and without anything that moves."""
    named = views or tuple(VIEWS)
    on_paper = state.but(theme="light", mode="print", size="wide")
    built = tuple(build(view, on_paper, tables) for view in named)
    drawn = [shown.view for shown in built if shown.status == "ready"] if available() else []
    made_from = edition(tables)
    plain = on_paper.but(mode="page")
    page = to_compare(state, views) if len(state.cities) > 1 else to_view(state)
    return Printed(
        views=built,
        state=on_paper,
        tables=tables,
        paper=paper,
        pictures={view: to_picture(view, "svg", plain, made_from) for view in drawn},
        page=page,
        address=whole(page),
        other=to_print(state, views, "wide" if paper == "a4" else "a4"),
    )


def register(server: Flask, document: Callable[[Printed], str]) -> None:
    """Serve the documents that ``document`` writes."""

    @server.get("/<lang>/print")
    def on_paper(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        views = listed(request.args, "views")
        unknown = next((one for one in views if one not in VIEWS), None)
        if unknown is not None:
            return refuse(404, "no_such_view", value=unknown[:80])
        paper: Paper = "wide" if request.args.get("paper") == "wide" else "a4"
        response = make_response(document(printed(state, views, paper, tables)))
        response.headers["Content-Language"] = lang
        return response


def styles() -> tuple[str, ...]:
    """The addresses of the document's style sheets, in their order."""
    return tuple(static.url(name) for name in ("tokens.css", "print.css"))


def script() -> str:
    """The address of the script that opens the browser's print dialog."""
    return static.url("print.js")
