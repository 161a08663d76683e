"""The compare page's form, whose answer is the address of what was chosen, and its tables, which come when opened."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, abort, request

from dashboard.server.addresses import parse, to_page
from dashboard.server.comparing import changed
from dashboard.server.sharing import leads_to, nearest
from dashboard.state import LANGUAGES, Language, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: Writes the HTML of one of a view's tables by its name; None where the view has no such table.
Write = Callable[[str, ViewState, Tables, str], str | None]


def register(server: Flask, write: Write) -> None:
    """Serve the form's answer, the way to the page of what was chosen, and each table when it is opened."""

    @server.get("/<lang>/compare/table/<view>.html")
    def table_compared(lang: str, view: str) -> Response:
        if lang not in LANGUAGES or view not in VIEWS:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        page = parse(f"/{lang}/compare", request.args, tables)
        written = write(view, page.state, tables, request.args.get("table", "")[:8])
        if written is None:
            abort(404)
        return Response(written, mimetype="text/html")

    @server.get("/<lang>/compare/choose")
    def choose_compared(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        known: Language = lang
        tables = store.current(request.args.get("release") or None)
        # Whoever removes a city while a name is half written has not asked for that name.
        typed = "" if "remove" in request.args else request.args.get("add", "").strip()[:80]
        found = nearest(typed, tables)
        query = changed(dict(request.args.lists()), known, tables, found)
        address = to_page(parse(f"/{lang}/compare", query, tables))
        unknown = typed if typed and found is None else ""
        if unknown:
            address += f"{'&' if '?' in address else '?'}{urlencode({'add': unknown})}"
        return leads_to(address, unknown)
