"""The form that sets a screen up: what was chosen becomes the address of the set-up page with that programme."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from dashboard.server.addresses import to_setup
from dashboard.server.drafts import draft
from dashboard.server.program import Program
from dashboard.server.sharing import language_of, leads_to, tidy, with_cities
from dashboard.state import LANGUAGES, Language
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: The buttons of the form; whoever presses one has not asked for a name that stands half written in a field.
BUTTONS = ("remove", "drop", "earlier", "also")


def chosen(form: Mapping[str, str], lang: Language, tables: Tables) -> tuple[Program, str]:
    """The programme that a filled-in form asks for, and a typed name that no municipality has.

    ``add`` is a name as typed, ``remove`` a city's slug; ``drop`` and ``earlier`` name a view, and ``another`` the one
    that comes last when ``also`` is there. What does not exist is kept, for the page to tell of it.
    """
    program, faults = draft({**form, "add": ""}, lang, tables)
    typed = "" if any(button in form for button in BUTTONS) else form.get("add", "")
    state, unknown = with_cities(program.state, typed, form.get("remove", ""), tables)
    views = _views(program.views, form)
    wrong = {key: tuple(value for kind, value in faults if kind == key) for key in ("cities", "views")}
    # A single city has nobody beside it.
    layout = program.layout if len(state.cities) > 1 else "single"
    state = tidy(state, *views).but(cities=state.cities + wrong["cities"])
    return replace(program, state=state, views=views + wrong["views"], layout=layout), unknown


def _views(views: tuple[str, ...], form: Mapping[str, str]) -> tuple[str, ...]:
    """The views with the form's one change made; the last one stays, since a screen shows something."""
    if (moved := form.get("earlier")) in views[1:]:
        place = views.index(moved)
        return (*views[: place - 1], moved, views[place - 1], *views[place + 1 :])
    if "also" in form and (new := form.get("another", "")) in VIEWS and new not in views:
        return (*views, new)
    return tuple(view for view in views if view != form.get("drop")) or views


def only_here(origin: str) -> bool:
    """Whether an origin (``https://host``) is found from this very machine alone."""
    host = urlsplit(origin).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def register(server: Flask) -> None:
    """Serve the form's answer: the way to the page of what was chosen."""

    @server.get("/<lang>/screen/choose")
    def choose_screen(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        program, unknown = chosen(request.args, language_of(request.args, lang), tables)
        return leads_to(to_setup(program, unknown), unknown)
