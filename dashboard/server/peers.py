"""The route that turns the reader's weights of likeness into the address of the page that shows them."""

from flask import Flask, Response, abort, request

from dashboard.server.addresses import parse, to_page
from dashboard.server.errors import refuse
from dashboard.server.sharing import leads_to
from dashboard.state import LANGUAGES, MAX_VALUE
from dashboard.tables import store

#: Pages that show peers; their form says of which it is.
SHOWING = ("city", "compare")


def register(server: Flask) -> None:
    """Serve the form's answer: the way to the same page with the weights chosen."""

    @server.get("/<lang>/peers/choose")
    def choose_peers(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        form = request.args.to_dict()
        slug = form.pop("city", "")[:MAX_VALUE]
        tables = store.current(form.get("release") or None)
        if slug and slug not in tables.slugs:
            return refuse(404, "no_such_city")
        page = parse(f"/{lang}/city/{slug}" if slug else f"/{lang}/compare", form, tables)
        if page.kind not in SHOWING:
            return refuse(page.status, "no_such_city")
        return leads_to(to_page(page))
