"""What can be chosen about a view that is shared, and the route that turns a filled-in form into its address."""

from collections.abc import Mapping

from flask import Flask, Response, abort, jsonify, redirect, request

from dashboard.server.addresses import to_share
from dashboard.server.errors import refuse
from dashboard.server.finding import names_like
from dashboard.state import LANGUAGES, MAX_CITIES, Language, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: The choices that change anything in a view; of the others nothing is asked.
HEEDS: dict[str, tuple[str, ...]] = {
    "trajectory": ("measure", "base", "start", "end", "target"),
    "sectors": ("measure", "base", "start", "end"),
    "city-map": ("layer",),
}
CHOICES = ("measure", "base", "start", "end", "target", "layer")
#: What the choice of goal holds when none is chosen; an empty value would show as an empty box.
NEAREST = "nearest"
DEFAULT = ViewState()


def heeds(view_id: str, choice: str, state: ViewState) -> bool:
    """Whether a choice changes anything in the view: the goal is one city's, the base year the index's."""
    if choice == "target" and state.city is None:
        return False
    if choice == "base" and state.measure != "index":
        return False
    return choice in HEEDS.get(view_id, ())


def tidy(state: ViewState, *views: str) -> ViewState:
    """The state without choices that none of the views heeds, so that one thing has one address."""
    idle = [name for name in CHOICES if not any(heeds(view, name, state) for view in views)]
    return state.but(**{name: getattr(DEFAULT, name) for name in idle})


def nearest(typed: str, tables: Tables) -> str | None:
    """The slug of the municipality that somebody means: by its full name, then without accents, then by a part."""
    return next(iter(names_like(typed, tables, most=1)), None)


def chosen(form: Mapping[str, str], lang: Language, tables: Tables) -> tuple[str, ViewState, str]:
    """The view and state that a filled-in form asks for, and what was typed but is no municipality.

    Raises ``BadQuery`` for a city that is none, as any address does. ``add`` is a name as typed, ``remove`` a slug.
    """
    form = {**form, "target": "" if form.get("target") == NEAREST else form.get("target", "")}
    state = ViewState.from_query(form, lang=lang, known_cities=tables.slugs)
    # Whoever removes a city while a name is half written has not asked for that name.
    typed = "" if "remove" in form else form.get("add", "")
    state, unknown = with_cities(state, typed, form.get("remove", ""), tables)
    view = form.get("view", "")
    return view, tidy(state, view), unknown


def with_cities(state: ViewState, typed: str, removed: str, tables: Tables) -> tuple[ViewState, str]:
    """The state with the city whose name was typed, and without the slug that was removed; and what was typed but is
    no municipality. A goal is one city's, and goes with any change."""
    cities = [slug for slug in state.cities if slug != removed]
    typed = typed.strip()[:80]
    found = nearest(typed, tables)
    if found is not None and found not in cities and len(cities) < MAX_CITIES:
        cities.append(found)
    if tuple(cities) != state.cities:
        state = state.but(cities=tuple(cities), target="")
    return state, typed if typed and found is None else ""


def leads_to(address: str, unknown: str = "") -> Response:
    """A form's answer: the address of what was chosen, as a redirection or, for scripts, in JSON."""
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify({"address": address, "unknown": unknown})
    else:
        answer = Response(status=303)
        answer.headers["Location"] = redirect(address).headers["Location"]
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def language_of(form: Mapping[str, str], lang: Language) -> Language:
    """The language that a form chooses, else that of its page."""
    wanted = form.get("language")
    return wanted if wanted in LANGUAGES else lang


def register(server: Flask) -> None:
    """Serve the form's answer: the way to the page of what was chosen."""

    @server.get("/<lang>/share/choose")
    def choose(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        if request.args.get("view", "") not in VIEWS:
            return refuse(404, "no_such_view")
        tables = store.current(request.args.get("release") or None)
        view, state, unknown = chosen(request.args, language_of(request.args, lang), tables)
        if unknown and request.accept_mimetypes.best != "application/json":
            return refuse(404, "no_such_city")
        return leads_to(to_share(view, state), unknown)
