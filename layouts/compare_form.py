"""The form of the compare page: which municipalities and views, beside what, and how they are drawn."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash_bootstrap_components as dbc
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.ids import Id
from dashboard.server.addresses import Page, to_page
from dashboard.server.comparing import base_years
from dashboard.state import ALIGNS, MAX_CITIES, PANELS, REFS
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from layouts.fields import Fields, Options, remove

FIELDS = "compare"
#: What of an address the form asks for itself; all else in it goes along as it is.
ASKED = ("cities", "refs", "measure", "align", "layout", "views")


def form(page: Page, tables: Tables) -> html.Details:
    """Every choice as a field. On a phone the form is folded as long as there is something to see below it."""
    lang, state = page.lang, page.state
    fields = Fields(FIELDS, lang)
    several = len(state.cities) > 1
    parts: list[Any] = [_cities(fields, page, tables)]
    if state.cities:
        parts += [_refs(fields, page, tables), fields.measure(state.measure), *_base(fields, page, tables)]
    if several:
        aligns = [(one, t(lang, f"compare.align.{one}")) for one in ALIGNS]
        panels = [(one, t(lang, f"compare.layout.{one}")) for one in PANELS]
        parts += [
            fields.radios("align", "compare.align.label", aligns, state.align),
            fields.radios("layout", "compare.layout.label", panels, state.layout),
        ]
    if state.cities:
        parts.append(_views(fields, page))
    asked = {prop for prop in ASKED if state.cities} | {"cities"} | ({"base"} if state.measure == "index" else set())
    parts += [dbc.Input(type="hidden", name=key, value=value) for key, value in _held(page) if key not in asked]
    whole = fields.whole(f"{settings().base_path}{lang}/compare/choose", parts)
    head = html.Summary(t(lang, "compare.choose"))
    return html.Details([head, whole], id="compare-choices", className="ok-fold", open=not several)


def _held(page: Page) -> list[tuple[str, str]]:
    """All that the page's address says."""
    return parse_qsl(urlsplit(to_page(page)).query)


def _cities(fields: Fields, page: Page, tables: Tables) -> html.Fieldset:
    """The municipalities, each in its colour and with a button that takes it away, and a field that adds one."""
    lang, state, field = fields.lang, page.state, f"{FIELDS}-add"
    names = {slug: tables.municipality(tables.slugs[slug]).name for slug in state.cities}
    room = len(names) < MAX_CITIES
    typed = next((value for key, value in page.faults if key == "add"), "")
    # Whoever takes one away goes on at the field that adds one; where there was none, at the list.
    then = field if room else f"{FIELDS}-cities"
    chips = [
        html.Li(
            [html.Span(className=f"ok-swatch ok-city-{state.place(slug)}", **{"aria-hidden": "true"}), name,
             remove(lang, "remove", slug, name, then)]
        )
        for slug, name in names.items()
    ]  # fmt: skip
    listed = (
        html.Ul(chips, id=f"{FIELDS}-cities", tabIndex=-1, className="ok-chips")
        if chips
        else html.P(t(lang, "compare.nobody"))
    )
    fault = t(lang, "compare.fault.add", wrong=typed) if typed else ""
    adding = [
        fields.label("add", "share.add"),
        html.Div(
            [
                dbc.Input(id=field, name="add", type="text", list=Id.NAMES, autoComplete="off", value=typed),
                html.Button(t(lang, "share.add_button"), type="submit", className="ok-button"),
            ],
            className="ok-add",
        ),
        html.P(fault, id=f"{FIELDS}-fault", role="alert", className="ok-fault"),
    ]
    full = [html.P(t(lang, "compare.full", count=i18n.count(lang, MAX_CITIES)), className="ok-muted")]
    held = dbc.Input(type="hidden", name="cities", value=state.named)
    legend = html.Legend(t(lang, "share.cities"), className="ok-label")
    return html.Fieldset([legend, held, listed, *(adding if room else full)], className="ok-whole")


def _refs(fields: Fields, page: Page, tables: Tables) -> html.Fieldset:
    """What they are held against: the county and group are the first municipality's."""
    lang = fields.lang
    first = tables.municipality(tables.slugs[page.state.cities[0]])
    group = t(lang, f"skr.{first.skr_group_code}") if first.skr_group_code else t(lang, "missing")
    names = {
        "county": t(lang, "compare.ref_county", name=first.county),
        "group": t(lang, "compare.ref_group", name=group),
        "nation": i18n.t_for(lang, "all_municipalities", fictional=tables.fictional),
    }
    options = [(ref, names[ref][:1].upper() + names[ref][1:]) for ref in REFS]
    legend = html.Legend(t(lang, "compare.refs"), className="ok-label")
    why = html.P(t(lang, "compare.refs_why"), className="ok-muted")
    return html.Fieldset([legend, _boxes("refs", options, page.state.refs), why])


def _base(fields: Fields, page: Page, tables: Tables) -> list[html.Div]:
    """The index' base year, where there is an index."""
    if page.state.measure != "index":
        return []
    years = [(str(year), str(year)) for year in base_years(tables)]
    return [fields.select("base", "compare.base", years, str(page.state.base))]


def _views(fields: Fields, page: Page) -> html.Details:
    """Which views; all of them when none is ticked. Folded, since most want them all."""
    lang, chosen = fields.lang, page.views or tuple(VIEWS)
    told = (
        t(lang, "compare.views_some", count=len(chosen), all=len(VIEWS)) if page.views else t(lang, "compare.views_all")
    )
    options = [(view, t(lang, f"view.{view}")) for view in VIEWS]
    box = html.Fieldset(
        [
            html.Legend(t(lang, "compare.views"), className="visually-hidden"),
            html.P(t(lang, "compare.views_why"), className="ok-muted"),
            _boxes("views", options, chosen),
            # Boxes are sent in the order in which they stand; the address may have another.
            *([dbc.Input(type="hidden", name="order", value=",".join(page.views))] if page.views else []),
        ]
    )
    return html.Details([html.Summary(told), box], id="compare-which", className="ok-whole")


def _boxes(name: str, options: Options, chosen: tuple[str, ...]) -> dbc.Checklist:
    """Any number of a few, each in a box of its own."""
    listed = [
        {"value": value, "label": label, "input_id": f"{FIELDS}-{name}-{place}"}
        for place, (value, label) in enumerate(options)
    ]
    return dbc.Checklist(
        id=f"{FIELDS}-{name}", name=name, options=listed, value=[one for one, _ in options if one in chosen],
        className="ok-boxes",
    )  # fmt: skip
