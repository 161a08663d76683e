"""Who is like a municipality: the nearest with reasons, what the reader would have count, and the way to compare."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash_bootstrap_components as dbc
from dash import html

from dashboard.config import settings
from dashboard.i18n import listing, t
from dashboard.model.peers import COMPONENTS, MOST
from dashboard.server.addresses import Page, to_city, to_page
from dashboard.server.comparing import with_city
from dashboard.server.liking import PREFIX, weights
from dashboard.state import MAX_CITIES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views.peers import FIRST, Peers, Told, peers_of
from layouts.parts import data_table, sources_line
from layouts.pressing import STILL


def peers(page: Page, tables: Tables) -> html.Div:
    """The peers of the page's first municipality; nothing where the page has none."""
    if not page.state.cities:
        return html.Div(className="d-none")
    lang = page.lang
    shown = peers_of(tables, page.state.cities[0], weights(page.likes), lang)
    inside: list[Any] = [
        html.P(t(lang, "peers.kicker"), className="ok-kicker"),
        html.H2(shown.heading, className="ok-finding", id="finding-peers"),
        *([html.P(shown.faster, className="ok-prose")] if shown.faster else []),
        html.Div([_form(page, shown), html.Div(_list(page, shown), className="ok-peers-found")], className="ok-peers"),
    ]
    if shown.told:
        name = t(lang, "peers.table", name=shown.name)
        head = html.Summary(t(lang, "table_of", view=name[:1].lower() + name[1:]))
        inside.append(html.Details([head, data_table(shown.table, page.state, name)], **{"data-table": ""}))
    section = html.Section(
        [*inside, sources_line(lang, shown.sources)], className="ok-view", **{"aria-labelledby": "finding-peers"}
    )
    return html.Div(section, id="peers")


def _form(page: Page, shown: Peers) -> html.Form:
    """What should count, and how much: a plain form that the server answers with the page's own address."""
    lang, used = page.lang, dict(shown.weights)
    choices = [_choice(lang, name, used[name]) for name in COMPONENTS]
    told = [html.P(t(lang, "peers.nothing_counts"), role="status", className="ok-muted")] if shown.is_usual else []
    return html.Form(
        [
            html.H3(t(lang, "peers.weights"), className="ok-part"),
            html.P(t(lang, "peers.weights_why"), className="ok-muted ok-follows"),
            *told,
            *_hidden(page),
            *choices,
            html.Button(t(lang, "peers.apply"), type="submit", className="ok-apply"),
        ],
        id="peers-form", className="ok-share-form", method="get",
        action=f"{settings().base_path.rstrip('/')}/{lang}/peers/choose", **{"data-told": "peers", "data-keeps": ""},
    )  # fmt: skip


def _choice(lang: str, name: str, weight: int) -> html.Fieldset:
    options = [{"value": str(level), "label": t(lang, f"peers.level.{level}")} for level in range(MOST + 1)]
    radios = dbc.RadioItems(
        id=f"peers-{name}", name=f"{PREFIX}{name}", options=options, value=str(weight), inline=True,
        className="ok-segments",
    )  # fmt: skip
    return html.Fieldset([html.Legend(t(lang, f"peers.weight.{name}"), className="ok-label"), radios])


def _hidden(page: Page) -> list[Any]:
    """What else the page's address says, so that it is kept."""
    pairs = parse_qsl(urlsplit(to_page(replace(page, likes=()))).query)
    city = [("city", page.state.cities[0])] if page.kind == "city" else []
    return [dbc.Input(type="hidden", name=name, value=value) for name, value in (*city, *pairs)]


def _list(page: Page, shown: Peers) -> list[Any]:
    lang = page.lang
    if not shown.told:
        return []
    items = [html.Li(_item(page, one, shown.name)) for one in shown.told]
    remarks = html.Ul([html.Li(remark) for remark in shown.remarks], className="ok-remarks")
    return [
        html.P(t(lang, "peers.lead", name=shown.name), className="ok-muted"),
        # Said once, not of each that could be added.
        *([html.P(t(lang, "peers.full"), className="ok-muted")] if _is_full(page) else []),
        html.Ol(items, className="ok-peers-list", **STILL),
        _nearest(page, shown),
        remarks,
    ]


def _item(page: Page, one: Told, name: str) -> list[Any]:
    lang = page.lang
    lines = [_line(t(lang, f"peers.{kind}"), said) for kind, said in (("why", one.why), ("apart", one.apart)) if said]
    return [
        html.H3(html.A(one.name, href=to_city(one.slug, page.state)), className="ok-part"),
        *lines,
        *([html.P(one.missing, className="ok-muted")] if one.missing else []),
        html.P([html.B(f"{t(lang, 'peers.is_faster', name=name)} "), one.faster]),
        *([] if _is_full(page) and one.slug not in page.state.cities else [_add(page, one)]),
    ]


def _line(what: str, said: tuple[str, ...]) -> html.P:
    return html.P([html.B(f"{what}: "), "; ".join(said), "."])


def _is_full(page: Page) -> bool:
    return len(page.state.cities) >= MAX_CITIES


def _add(page: Page, one: Told) -> html.P:
    """The way to the comparison with this one in it; what is chosen besides stays."""
    lang, state = page.lang, page.state
    if one.slug in state.cities:
        return html.P(t(lang, "peers.added"), className="ok-muted")
    link = html.A(
        t(lang, "peers.add"), href=compared(page, with_city(state, one.slug)), className="ok-add-link",
        **{"aria-label": t(lang, "peers.add_named", name=one.name)},
    )  # fmt: skip
    return html.P(link)


def _nearest(page: Page, shown: Peers) -> html.P:
    """The municipality beside the three nearest, and nobody else."""
    nearest = shown.told[:FIRST]
    cities = (page.state.cities[0], *(one.slug for one in nearest))
    words = t(page.lang, "peers.compare", name=shown.name, names=listing(page.lang, [one.name for one in nearest]))
    state = page.state.but(cities=cities, slots=())
    return html.P(html.A(words, href=compared(page, state), className="ok-button ok-peers-all"))


def compared(page: Page, state: ViewState) -> str:
    """The comparison of a state's municipalities; a goal is one municipality's and is left behind."""
    kept = state.but(target="", reveal=0)
    return to_page(Page("compare", kept, views=page.views, likes=page.likes))
