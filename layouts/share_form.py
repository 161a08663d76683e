"""The form of the share page: which view, which municipalities, and how they are shown."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.sharing import NEAREST, heeds
from dashboard.state import FIRST_YEAR, LAST_YEAR, LAYERS, MAX_CITIES, THEMES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build
from layouts.city import goal_options
from layouts.fields import Fields

FROM_YEARS, TO_YEARS = (FIRST_YEAR, 2000, 2010, 2015, 2020), (2030, 2040, LAST_YEAR)


def form(view: str, state: ViewState, tables: Tables) -> html.Form:
    """Every choice as a field; those that change nothing in the view are left out."""
    lang = state.lang
    fields = Fields("share", lang)
    themes = [(one, t(lang, f"share.theme_of.{one}")) for one in THEMES]
    releases = [("", t(lang, "share.live")), (tables.release, t(lang, "share.frozen", release=tables.release))]
    parts = [
        fields.select("view", "share.view", [(name, t(lang, f"view.{name}")) for name in VIEWS], view),
        _cities(fields, view, state, tables),
        *_figures(fields, view, state, tables),
        fields.radios("theme", "share.theme", themes, state.theme, t(lang, "share.theme_why")),
        fields.language(),
        fields.radios("release", "share.release", releases, state.release, t(lang, "share.release_why")),
    ]
    return fields.whole(f"{settings().base_path}{lang}/share/choose", parts)


def _cities(fields: Fields, view: str, state: ViewState, tables: Tables) -> html.Fieldset:
    """The chosen municipalities; without any, whether the view shows all of them."""
    of_all = build(view, state, tables).status == "ready"
    nobody = t(state.lang, "share.everyone") if of_all else t(state.lang, "share.needs_city")
    full = t(state.lang, "share.full", count=i18n.count(state.lang, MAX_CITIES))
    return fields.cities(state.cities, tables, nobody, full)


def _figures(fields: Fields, view: str, state: ViewState, tables: Tables) -> list[Any]:
    """Measure, years, goal and layer: those that the view heeds."""
    lang = state.lang
    parts: list[Any] = []
    if heeds(view, "measure", state):
        parts.append(fields.measure(state.measure))
    if view == "trajectory":
        # A scenario is chosen on the page that it comes from, and goes along.
        given = {f"pace.{name}" if name else "pace": f"{pace:g}" for name, pace in state.pace}
        given |= {"by": str(state.by)} if state.by else {}
        parts += [dbc.Input(type="hidden", name=name, value=value) for name, value in given.items()]
    if heeds(view, "base", state):
        parts.append(dbc.Input(type="hidden", name="base", value=str(state.base)))
    if heeds(view, "start", state):
        years = [
            fields.select(name, key, [(str(year), str(year)) for year in sorted({*offered, chosen})], str(chosen))
            for name, key, offered, chosen in (
                ("from", "control.from", FROM_YEARS, state.start),
                ("to", "control.to", TO_YEARS, state.end),
            )
        ]
        parts.append(html.Div(years, className="ok-years"))
    if heeds(view, "target", state) and (goals := goal_options(tables, state)):
        options = [(NEAREST, t(lang, "control.nearest")), *((one["value"], one["label"]) for one in goals)]
        parts.append(fields.select("target", "control.target", options, state.target or NEAREST))
    if heeds(view, "layer", state):
        layers = [(one, t(lang, f"layer.{one}")) for one in LAYERS]
        parts.append(fields.select("layer", "control_map.label", layers, state.layer))
    return parts
