"""Addresses: what page a path names, and the path of a page. One place builds and reads them all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal
from urllib.parse import urlencode

from dashboard.config import settings
from dashboard.i18n import listing, t
from dashboard.server.comparing import comparison
from dashboard.server.drafts import draft
from dashboard.server.liking import Likes, likes
from dashboard.server.liking import to_query as likes_query
from dashboard.server.program import Program
from dashboard.server.scenarios import faults as unmet
from dashboard.server.tabled import table_of
from dashboard.state import LANGUAGES, MAX_VALUE, BadQuery, Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from dashboard.views.base import MANY

Kind = Literal[
    "overview", "city", "method", "data", "accessibility", "share", "setup", "compare", "changes", "try", "not-found"
]
#: Pages about the product, by the last part of their address.
ABOUT: tuple[Kind, ...] = ("method", "data", "accessibility")


@dataclass(frozen=True)
class Page:
    """A page that an address names: its kind, the state it shows, and the HTTP status it is answered with.

    ``view`` is the one that the share page is about, ``views`` those that are compared, ``program`` what the page that
    sets a screen up begins with, and ``faults`` what in its address cannot be, as pairs of key and value.
    ``wrong`` is what could not be found, for the page that says so; ``suggestions`` are slugs close to it.
    """

    kind: Kind
    state: ViewState
    status: int = 200
    view: str = ""
    views: tuple[str, ...] = ()
    program: Program | None = None
    faults: tuple[tuple[str, str], ...] = ()
    #: How much each thing counts when municipalities are held to be alike, where it is not the usual.
    likes: Likes = ()
    #: What the address asks of a scenario and cannot have, as pairs of reason and value.
    unmet: tuple[tuple[str, str], ...] = ()
    #: The one table that the page of changes is about, if any.
    table: str = ""
    wrong: str = ""
    suggestions: tuple[str, ...] = field(default=())

    @property
    def lang(self) -> Language:
        """The page's language."""
        return self.state.lang


def parse(path: str, query: Mapping[str, str], tables: Tables) -> Page:
    """The page that a path and its query name; never raises, an address of nothing is the page ``not-found``."""
    parts = [part for part in path[:MAX_VALUE].split("/") if part]
    lang: Language = parts[0] if parts and parts[0] in LANGUAGES else "sv"
    known = tables.slugs
    try:
        match parts:
            case [("sv" | "en")]:
                return Page("overview", ViewState.from_query({**query, "cities": ""}, lang=lang, known_cities=known))
            case [("sv" | "en"), "city", slug]:
                state = ViewState.from_query(query, lang=lang, known_cities=known, cities=(slug.lower(),))
                return Page("city", state, likes=likes(query), unmet=unmet(query, state, tables))
            case [("sv" | "en"), "about", kind] if kind in ABOUT:
                state = ViewState.from_query({**query, "cities": ""}, lang=lang, known_cities=known)
                return Page(kind, state)
            case [("sv" | "en"), "about", "changes"]:
                state, (table, faults) = ViewState.from_query(query, lang=lang, known_cities=known), table_of(query)
                return Page("changes", state, 404 if faults else 200, table=table, faults=faults)
            case [("sv" | "en"), "share"]:
                return _share(ViewState.from_query(query, lang=lang, known_cities=known), query, tables)
            case [("sv" | "en"), "screen", "setup"]:
                program, faults = draft(query, lang, tables)
                return Page("setup", program.state, program=program, faults=faults)
            case [("sv" | "en"), "try"]:
                state = ViewState.from_query(query, lang=lang, known_cities=known)
                return Page("try", state.but(cities=state.cities[:1], slots=()))
            case [("sv" | "en"), "compare"]:
                state, views, faults = comparison(query, lang, tables)
                # With nobody left to show, what the address names does not exist; else the page shows the others.
                nobody = not state.cities and any(key == "cities" for key, _ in faults)
                page = Page("compare", state, 404 if nobody else 200, views=views, faults=faults, likes=likes(query))
                return replace(page, unmet=unmet(query, state, tables))
    except BadQuery as fault:
        return _not_found(lang, fault.value, tables, fault.status)
    return _not_found(lang, "/".join(parts)[:80], tables)


def _share(state: ViewState, query: Mapping[str, str], tables: Tables) -> Page:
    """The share page of a view; without one, of the first view in the list."""
    view = query.get("view", "")[:MAX_VALUE] or next(iter(VIEWS))
    return Page("share", state, view=view) if view in VIEWS else _not_found(state.lang, view, tables)


def _not_found(lang: Language, wrong: str, tables: Tables, status: int = 404) -> Page:
    return Page("not-found", ViewState(lang=lang), status, wrong=wrong, suggestions=close_to(wrong, tables.slugs))


def close_to(wrong: str, known: Collection[str]) -> tuple[str, ...]:
    """Those of the known slugs that somebody may have meant, the likeliest first, five at most."""
    word = wrong.rsplit("/", 1)[-1].lower()
    # To measure likeness takes its time: of very many only those that begin alike are measured.
    near = known if len(known) <= MANY else [slug for slug in known if slug[:2] == word[:2]]
    close = get_close_matches(word, list(near), n=5, cutoff=0.6)
    starts = [slug for slug in known if len(word) > 1 and slug.startswith(word[:4])]
    return tuple(dict.fromkeys(close + starts))[:5]


def to_city(slug: str, state: ViewState) -> str:
    """A municipality's page in the state's language and measure (years and goal belong to one city).

    The theme is not in links: the browser remembers it.
    """
    return _with_query(f"/{state.lang}/city/{slug}", ViewState(measure=state.measure).to_query())


def to_overview(state: ViewState) -> str:
    """The first page, in the state's language."""
    return _with_query(f"/{state.lang}", "")


def to_about(kind: str, state: ViewState) -> str:
    """The page on the method or the data."""
    return _with_query(f"/{state.lang}/about/{kind}", "")


def to_changes(state: ViewState, table: str = "", *, extension: str = "") -> str:
    """What changed between the last releases, about the state's municipalities or all; as a page, or as a file."""
    query = ViewState(cities=state.cities, release=state.release).to_query()
    name = f"changes.{extension}" if extension else "changes"
    return _with_query(f"/{state.lang}/about/{name}", _joined(query, urlencode({"table": table}) if table else ""))


def to_try(state: ViewState) -> str:
    """The page where a file of one's own is looked at; the state's city is the one whose workbook is offered."""
    return _with_query(f"/{state.lang}/try", ViewState(cities=state.cities[:1]).to_query())


def to_export(view_id: str, extension: str, state: ViewState) -> str:
    """A view's file in the same state."""
    return _with_query(f"/{state.lang}/export/{view_id}.{extension}", state.but(theme="auto", size="wide").to_query())


def to_files(extension: str, state: ViewState, views: Collection[str] = ()) -> str:
    """All views of a state as one file, or those named."""
    return _with_query(f"/{state.lang}/export/all.{extension}", _listing(state, views))


def to_compare(state: ViewState, views: Collection[str] = ()) -> str:
    """Municipalities side by side; of all views, or of those named."""
    return _with_query(f"/{state.lang}/compare", _listing(state, views))


def to_tables(view_id: str, state: ViewState) -> str:
    """A view's tables on the page that compares, as HTML; their name is still to be added."""
    return _with_query(f"/{state.lang}/compare/table/{view_id}.html", _joined(state.to_query(), "table="))


def to_present(state: ViewState, views: Collection[str] = ()) -> str:
    """The same, view by view before an audience."""
    return _with_query(f"/{state.lang}/present", _listing(state, views))


def to_print(state: ViewState, views: Collection[str] = (), paper: str = "a4") -> str:
    """The same on paper (``a4``) or as pages of slides (``wide``)."""
    query = "&".join(part for part in ("" if paper == "a4" else f"paper={paper}", _listing(state, views)) if part)
    return _with_query(f"/{state.lang}/print", query)


def _listing(state: ViewState, views: Collection[str]) -> str:
    told = urlencode({"views": ",".join(views)}, safe=",") if views else ""
    return _joined(state.but(theme="auto", size="wide").to_query(), told)


def _joined(*queries: str) -> str:
    return "&".join(part for part in queries if part)


def to_figure(view_id: str, state: ViewState) -> str:
    """A view's figure as JSON; theme and size are the browser's to add."""
    return _with_query(f"/{state.lang}/figure/{view_id}.json", state.but(theme="auto", size="wide").to_query())


def to_embed(view_id: str, state: ViewState) -> str:
    """A view as plain HTML for an iframe; one city stands in the path, several in the query. The theme is kept."""
    one = f"/{state.city}" if state.city else ""
    query = state.but(size="wide").to_query(cities=not one)
    return _with_query(f"/{state.lang}/embed/{view_id}{one}", query)


def to_share(view_id: str, state: ViewState) -> str:
    """The page that builds the embed code, the link and the files of a view in the state."""
    return _with_query(f"/{state.lang}/share", f"view={view_id}&{state.but(size='wide').to_query()}".rstrip("&"))


def to_screen(program: Program) -> str:
    """The screen that shows a programme."""
    return _with_query(f"/{program.state.lang}/screen", program.to_query())


def to_setup(program: Program, typed: str = "") -> str:
    """The page that sets a screen up, with the programme chosen; ``typed`` is a name that nobody has, to be told of."""
    query = "&".join([program.to_query(), *([urlencode({"add": typed})] if typed else [])])
    return _with_query(f"/{program.state.lang}/screen/setup", query)


def to_new_setup(state: ViewState) -> str:
    """The page that sets a screen up, for the state's cities and the views that screens usually show."""
    return _with_query(f"/{state.lang}/screen/setup", ViewState(cities=state.cities).to_query())


def to_slide(view_id: str, state: ViewState, *, qr: bool = False) -> str:
    """A view composed for a screen, as JSON; theme and size are the screen's to add."""
    query = state.but(theme="auto", size="wide").to_query()
    asked = "&".join(part for part in (query, "qr=on" if qr else "") if part)
    return _with_query(f"/{state.lang}/screen/slide/{view_id}.json", asked)


def to_check(state: ViewState) -> str:
    """What a screen asks now and then: is there anything new."""
    return _with_query(f"/{state.lang}/screen/check", ViewState(release=state.release).to_query())


def to_picture(view_id: str, extension: str, state: ViewState, edition: str) -> str:
    """The still picture of a view (``svg``, in the state's theme and size) or its preview (``png``); may be kept for
    good, since ``edition`` names the data and the code that it is drawn from."""
    return _with_query(f"/{state.lang}/picture/{edition}/{view_id}.{extension}", state.to_query())


def to_embed_figure(view_id: str, state: ViewState) -> str:
    """The figure that takes the picture's place in an embed when the reader acts, as JSON."""
    return _with_query(f"/{state.lang}/embed/{view_id}.json", state.to_query())


def to_api(view_id: str, extension: str, state: ViewState) -> str:
    """A view's table with units and sources for programs; ``extension`` is ``json`` or ``csv``."""
    query = state.but(theme="auto", size="wide").to_query()
    kind = "" if extension == "json" else f"&format={extension}"
    return _with_query(f"/api/v1/views/{view_id}", f"lang={state.lang}{kind}&{query}".rstrip("&"))


def to_view(state: ViewState) -> str:
    """The full page that shows a view: the city's, where the state is of one city, else the overview."""
    path = f"/{state.lang}/city/{state.city}" if state.city else f"/{state.lang}"
    return _with_query(path, state.but(theme="auto", size="wide").to_query(cities=False))


def to_page(page: Page, **changes: object) -> str:
    """The page's own address with the state changed, such as its language."""
    state = page.state.but(theme="auto", size="wide", **changes)
    match page.kind:
        case "city":
            query = _joined(state.to_query(cities=False), likes_query(page.likes))
            return _with_query(f"/{state.lang}/city/{state.cities[0]}", query)
        case "method" | "data" | "accessibility":
            return to_about(page.kind, state)
        case "changes":
            return to_changes(state, page.table)
        case "share":
            return to_share(page.view, state)
        case "try":
            return to_try(state)
        case "compare":
            query = _joined(_listing(state, page.views), likes_query(page.likes))
            return _with_query(f"/{state.lang}/compare", query)
        case "setup" if page.program is not None:
            return to_setup(replace(page.program, state=page.program.state.but(**changes)))
        case _:
            return _with_query(f"/{state.lang}", state.to_query(cities=False))


def _with_query(path: str, query: str) -> str:
    full = settings().base_path.rstrip("/") + path
    return f"{full}?{query}" if query else full


def title(page: Page, tables: Tables) -> str:
    """The document's title, most particular first."""
    lang = page.lang
    cities = [tables.municipality(tables.slugs[slug]).name for slug in page.state.cities]
    place = {"place": cities[0]} if page.kind == "city" and page.state.city else {}
    compared = [listing(lang, cities)] if page.kind == "compare" and cities else []
    return " – ".join([*compared, t(lang, f"title.{page.kind}", **place), t(lang, "product")])
