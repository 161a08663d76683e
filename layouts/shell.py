"""What stands around every page: the frame that Dash loads first, the header and the footer."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import i18n
from dashboard.i18n import t, t_for
from dashboard.ids import Id
from dashboard.server import finding
from dashboard.server.addresses import (
    Page,
    to_about,
    to_changes,
    to_compare,
    to_new_setup,
    to_overview,
    to_page,
    to_share,
    to_try,
)
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import each


def frame(tables: Tables) -> html.Div:
    """The layout that Dash serves: stores, the names to search among, and room for the page."""
    find = finding.address(tables)
    named = tables.municipalities[["name", "slug"]]
    names = [] if find else [html.Option(value=row.name, **{"data-slug": row.slug}) for row in each(named)]
    return html.Div(
        [
            dcc.Location(id=Id.LOCATION, refresh="callback-nav"),
            dcc.Store(id=Id.VISIT),
            dcc.Store(id=Id.CONTROLS),
            dcc.Store(id=Id.CHOSEN),
            dcc.Store(id=Id.DOCUMENT),
            html.Datalist(names, id=Id.NAMES, **({"data-find": find} if find else {})),
            html.Div(id=Id.PAGE),
            html.Div(id=Id.ANNOUNCER, className="visually-hidden", role="status", **{"aria-live": "polite"}),
        ]
    )


def around(page: Page, content: Any, tables: Tables) -> list[Any]:
    """A page's content between header and footer, with a way past the header for the keyboard."""
    lang = page.lang
    return [
        html.A(t(lang, "skip"), href="#content", className="ok-skip"),
        *([_fictional(lang)] if tables.fictional else []),
        _header(page, tables),
        html.Main(content, id="content", tabIndex=-1, className=_width(page)),
        _footer(page, tables),
    ]


def _width(page: Page) -> str:
    """A page of text is as wide as lines can be read; what is compared may fill a projector."""
    return "container-xxl ok-broad" if page.kind == "compare" else "container-xxl"


def _fictional(lang: str) -> html.Aside:
    """The sentence that a made-up data set carries everywhere."""
    return html.Aside(
        html.P(t(lang, "fictional")), className="ok-fictional", **{"aria-label": t(lang, "fictional_label")}
    )


def _header(page: Page, tables: Tables) -> html.Header:
    lang = page.lang
    other = "en" if lang == "sv" else "sv"
    brand = dcc.Link(
        [html.Span(className="ok-mark", **{"aria-hidden": "true"}), html.Span(t(lang, "product"))],
        href=to_overview(page.state),
        className="ok-brand",
    )
    links = [
        html.A(t(lang, "nav.overview"), href=to_overview(page.state), **_current(page, "overview")),
        html.A(t(lang, "compare.nav"), href=to_compare(_about(page)), **_current(page, "compare")),
        html.A(t(lang, "nav.method"), href=to_about("method", page.state), **_current(page, "method")),
        html.A(t(lang, "nav.data"), href=to_about("data", page.state), **_current(page, "data")),
        html.A(t(lang, "share.nav"), href=_to_share(page), **_current(page, "share")),
    ]
    # A language is another document: a plain link loads it whole, with its own <html lang>.
    switch = html.A(t(other, "nav.this_language"), href=to_page(page, lang=other), hrefLang=other, lang=other)
    theme = html.Button(
        [html.Span(className="ok-theme-icon", **{"aria-hidden": "true"}), html.Span(t(lang, "nav.theme"))],
        id=Id.THEME,
        className="ok-theme",
        type="button",
        **{"aria-pressed": "true" if page.state.theme == "dark" else "false"},
    )
    return html.Header(
        html.Div(
            [brand, search(lang, tables), html.Nav(links, className="ok-nav", **{"aria-label": t(lang, "nav.label")}),
             html.Div([switch, theme], className="ok-tools")],
            className="container-xxl ok-header-row",
        ),
        className="ok-header",
    )  # fmt: skip


def search(lang: str, tables: Tables) -> html.Form:
    """Find a municipality by typing: the browser's own list of suggestions, and Enter for the nearest name."""
    return html.Form(
        [
            html.Label(t(lang, "search.label"), htmlFor=Id.SEARCH, className="visually-hidden"),
            dbc.Input(
                id=Id.SEARCH,
                type="search",
                list=Id.NAMES,
                placeholder=t(lang, "search.placeholder", count=i18n.count(lang, len(tables.municipalities))),
                autoComplete="off",
                debounce=False,
            ),
        ],
        role="search",
        className="ok-search",
        **{"data-none": t(lang, "search.none")},
    )


def _to_share(page: Page) -> str:
    """To sharing what the page is about: its municipality, if it has one."""
    return to_share(page.view or "trajectory", _about(page))


def _about(page: Page) -> ViewState:
    """The municipalities that the page is about, if any."""
    about = page.kind in ("city", "share", "setup", "compare", "changes", "try")
    cities = page.state.cities if about else ()
    return ViewState(lang=page.lang, cities=cities, slots=page.state.slots if cities else ())


def _current(page: Page, kind: str) -> dict[str, str]:
    return {"aria-current": "page"} if page.kind == kind else {}


def _footer(page: Page, tables: Tables) -> html.Footer:
    lang = page.lang
    return html.Footer(
        html.Div(
            [
                html.P(t_for(lang, "footer.what", fictional=tables.fictional)),
                html.P(t(lang, "footer.data", release=tables.release, date=tables.data_date)),
                html.P(
                    [
                        dcc.Link(t(lang, "nav.method"), href=to_about("method", page.state)), " · ",
                        dcc.Link(t(lang, "nav.data"), href=to_about("data", page.state)), " · ",
                        dcc.Link(t(lang, "title.changes"), href=to_changes(ViewState(lang=lang))), " · ",
                        dcc.Link(t(lang, "title.setup"), href=to_new_setup(_about(page))), " · ",
                        html.A(t(lang, "try.nav"), href=to_try(_about(page))), " · ",
                        dcc.Link(t(lang, "title.accessibility"), href=to_about("accessibility", page.state)),
                    ]
                ),
            ],
            className="container-xxl",
        ),
        className="ok-footer",
    )  # fmt: skip
