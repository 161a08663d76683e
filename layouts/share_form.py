"""The form of the share page: which view, which municipalities, and how they are shown."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.ids import Id
from dashboard.server.sharing import NEAREST, heeds
from dashboard.state import FIRST_YEAR, LANGUAGES, LAST_YEAR, LAYERS, MAX_CITIES, MEASURES, THEMES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build
from layouts.city import goal_options

FROM_YEARS, TO_YEARS = (FIRST_YEAR, 2000, 2010, 2015, 2020), (2030, 2040, LAST_YEAR)


def form(view: str, state: ViewState, tables: Tables) -> html.Form:
    """Every choice as a field; those that change nothing in the view are left out. The last button is for whoever
    runs no scripts."""
    lang = state.lang
    action = f"{settings().base_path}{lang}/share/choose"
    return html.Form(
        [
            html.H2(t(lang, "share.choose"), className="ok-section"),
            # First of all buttons, so that Enter in a field presses it and removes no city.
            html.Button(t(lang, "share.apply"), type="submit", className="ok-default"),
            html.P(t(lang, "share.follows"), className="ok-muted ok-follows"),
            _select(lang, "view", "share.view", [(name, t(lang, f"view.{name}")) for name in VIEWS], view),
            _cities(view, state, tables),
            *_figures(view, state, tables),
            _radios(lang, "theme", "share.theme", [(one, t(lang, f"share.theme_of.{one}")) for one in THEMES],
                    state.theme, t(lang, "share.theme_why")),
            _radios(lang, "language", "share.language", [(one, t(one, "nav.this_language")) for one in LANGUAGES], lang,
                    t(lang, "share.language_why")),
            _radios(lang, "release", "share.release", [("", t(lang, "share.live")), (tables.release, t(lang,
                    "share.frozen", release=tables.release))], state.release, t(lang, "share.release_why")),
            html.Button(t(lang, "share.apply"), type="submit", className="ok-apply"),
        ],
        id="share-form", className="ok-share-form", method="get", action=action,
        **{"data-unknown": t(lang, "search.none")},
    )  # fmt: skip


def _cities(view: str, state: ViewState, tables: Tables) -> html.Fieldset:
    """The chosen municipalities, each with a button that takes it away, and a field that adds one by its name."""
    lang = state.lang
    chips = [_chip(lang, slug, tables.municipality(tables.slugs[slug]).name) for slug in state.cities]
    of_all = build(view, state, tables).status == "ready"
    nobody = t(lang, "share.everyone") if of_all else t(lang, "share.needs_city")
    listed: Any = html.Ul(chips, className="ok-chips") if chips else html.P(nobody)
    adding = [
        html.Label(t(lang, "share.add"), htmlFor="share-add", className="ok-label"),
        html.Div(
            [
                dbc.Input(id="share-add", name="add", type="text", list=Id.NAMES, autoComplete="off", value=""),
                html.Button(t(lang, "share.add_button"), type="submit", className="ok-button"),
            ],
            className="ok-add",
        ),
        html.P(id="share-fault", role="alert", className="ok-fault"),
    ]
    full = [html.P(t(lang, "share.full", count=i18n.count(lang, MAX_CITIES)), className="ok-muted")]
    return html.Fieldset(
        [
            html.Legend(t(lang, "share.cities"), className="ok-label"),
            dbc.Input(type="hidden", name="cities", value=",".join(state.cities)),
            listed,
            *(adding if len(state.cities) < MAX_CITIES else full),
        ]
    )


def _chip(lang: str, slug: str, name: str) -> html.Li:
    button = html.Button(
        [html.Span("×", **{"aria-hidden": "true"}), html.Span(t(lang, "share.remove", name=name),
                                                               className="visually-hidden")],
        type="submit", name="remove", value=slug, className="ok-remove", title=t(lang, "share.remove", name=name),
    )  # fmt: skip
    return html.Li([name, button])


def _figures(view: str, state: ViewState, tables: Tables) -> list[Any]:
    """Measure, years, goal and layer: those that the view heeds."""
    lang = state.lang
    fields: list[Any] = []
    if heeds(view, "measure", state):
        measures = [(one, t(lang, f"measure.{one}")) for one in MEASURES]
        fields.append(_radios(lang, "measure", "measure.label", measures, state.measure))
    if heeds(view, "base", state):
        fields.append(dbc.Input(type="hidden", name="base", value=str(state.base)))
    if heeds(view, "start", state):
        years = [
            _select(lang, name, key, [(str(year), str(year)) for year in sorted({*offered, chosen})], str(chosen))
            for name, key, offered, chosen in (
                ("from", "control.from", FROM_YEARS, state.start),
                ("to", "control.to", TO_YEARS, state.end),
            )
        ]
        fields.append(html.Div(years, className="ok-years"))
    if heeds(view, "target", state) and (offered := goal_options(tables, state)):
        options = [(NEAREST, t(lang, "control.nearest")), *((one["value"], one["label"]) for one in offered)]
        fields.append(_select(lang, "target", "control.target", options, state.target or NEAREST))
    if heeds(view, "layer", state):
        layers = [(one, t(lang, f"layer.{one}")) for one in LAYERS]
        fields.append(_select(lang, "layer", "control_map.label", layers, state.layer))
    return fields


def _select(lang: str, name: str, key: str, options: Sequence[tuple[str, str]], value: str) -> html.Div:
    return html.Div(
        [
            html.Label(t(lang, key), htmlFor=f"share-{name}", className="ok-label"),
            dbc.Select(
                id=f"share-{name}",
                name=name,
                options=[{"value": one, "label": label} for one, label in options],
                value=value,
            ),
        ]
    )


def _radios(
    lang: str, name: str, key: str, options: Sequence[tuple[str, str]], value: str, why: str = ""
) -> html.Fieldset:
    """A choice of a few, all of them seen at once."""
    return html.Fieldset(
        [
            html.Legend(t(lang, key), className="ok-label"),
            dbc.RadioItems(
                id=f"share-{name}",
                name=name,
                options=[{"value": one, "label": label} for one, label in options],
                value=value,
                inline=True,
                className="ok-segments",
            ),
            *([html.P(why, className="ok-muted")] if why else []),
        ]
    )
