"""Addresses: what page a path names, and the path of a page. One place builds and reads them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, cast

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.state import LANGUAGES, MAX_VALUE, BadQuery, Language, ViewState
from dashboard.tables.loading import Tables

Kind = Literal["overview", "city", "method", "data", "not-found"]


@dataclass(frozen=True)
class Page:
    """A page that an address names: its kind, the state it shows, and the HTTP status it is answered with.

    ``wrong`` is what could not be found, for the page that says so; ``suggestions`` are slugs close to it.
    """

    kind: Kind
    state: ViewState
    status: int = 200
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
                return Page("city", ViewState.from_query(query, lang=lang, known_cities=known, cities=(slug.lower(),)))
            case [("sv" | "en"), "about", ("method" | "data") as kind]:
                state = ViewState.from_query({**query, "cities": ""}, lang=lang, known_cities=known)
                return Page(cast(Kind, kind), state)
    except BadQuery as fault:
        return _not_found(lang, fault.value, tables, fault.status)
    return _not_found(lang, "/".join(parts)[:80], tables)


def _not_found(lang: Language, wrong: str, tables: Tables, status: int = 404) -> Page:
    word = wrong.rsplit("/", 1)[-1].lower()
    close = get_close_matches(word, list(tables.slugs), n=5, cutoff=0.6)
    starts = [slug for slug in tables.slugs if len(word) > 1 and slug.startswith(word[:4])]
    suggestions = tuple(dict.fromkeys(close + starts))[:5]
    return Page("not-found", ViewState(lang=lang), status, wrong, suggestions)


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


def to_export(view_id: str, extension: str, state: ViewState) -> str:
    """A view's file in the same state."""
    return _with_query(f"/{state.lang}/export/{view_id}.{extension}", state.but(theme="auto", size="wide").to_query())


def to_figure(view_id: str, state: ViewState) -> str:
    """A view's figure as JSON; theme and size are the browser's to add."""
    return _with_query(f"/{state.lang}/figure/{view_id}.json", state.but(theme="auto", size="wide").to_query())


def to_page(page: Page, **changes: object) -> str:
    """The page's own address with the state changed, such as its language."""
    state = page.state.but(theme="auto", size="wide", **changes)
    match page.kind:
        case "city":
            return _with_query(f"/{state.lang}/city/{state.cities[0]}", state.to_query(cities=False))
        case "method" | "data":
            return to_about(page.kind, state)
        case _:
            return _with_query(f"/{state.lang}", state.to_query(cities=False))


def _with_query(path: str, query: str) -> str:
    full = settings().base_path.rstrip("/") + path
    return f"{full}?{query}" if query else full


def title(page: Page, tables: Tables) -> str:
    """The document's title, most particular first."""
    lang = page.lang
    names = (
        {"place": tables.municipality(tables.slugs[page.state.city]).name}
        if page.kind == "city" and page.state.city
        else {}
    )
    return f"{t(lang, f'title.{page.kind}', **names)} – {t(lang, 'product')}"


def preferred_language(accept_language: str) -> Language:
    """Swedish unless the browser would rather have English than Swedish."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language[:MAX_VALUE].lower().split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        ranked.append((-weight, place, tag.split("-")[0]))
    for weight, _, tag in sorted(ranked):
        # A weight of nought means that the reader will not have it.
        if tag in LANGUAGES and weight < 0:
            return tag
    return "sv"
