"""The route that turns a filled-in "what if" into the address of the page that shows it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Flask, Response, abort, request

from dashboard.server.addresses import parse, to_page
from dashboard.server.errors import refuse
from dashboard.server.scenarios import SHOWN, USUAL, is_key
from dashboard.server.sharing import leads_to
from dashboard.state import LANGUAGES, MAX_VALUE
from dashboard.tables import store

#: Pages with the form; it says of which it is.
SHOWING = ("city", "compare")


def register(server: Flask) -> None:
    """Serve the form's answer: the way to the same page with the scenario chosen, or without one."""

    @server.get("/<lang>/what-if/choose")
    def choose_scenario(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        form = request.args.to_dict()
        slug = form.pop("city", "")[:MAX_VALUE]
        tables = store.current(form.get("release") or None)
        if slug and slug not in tables.slugs:
            return refuse(404, "no_such_city")
        if form.pop("clear", ""):
            form = {key: value for key, value in form.items() if not is_key(key)}
        form = {key: value for key, value in form.items() if value.strip() not in ("", USUAL)}
        page = parse(f"/{lang}/city/{slug}" if slug else f"/{lang}/compare", form, tables)
        if page.kind not in SHOWING:
            return refuse(page.status, "no_such_city")
        return leads_to(_with_wrong(to_page(page), form, bool(page.unmet)))


def _with_wrong(address: str, form: Mapping[str, str], any_wrong: bool) -> str:
    """The address with the scenario as it was written, where something in it is to be told as wrong."""
    if not any_wrong:
        return address
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not is_key(part.partition("=")[0])]
    written = {key: value.strip()[:SHOWN] for key, value in form.items() if is_key(key)}
    return f"{path}?{'&'.join([*kept, urlencode(written)])}"
