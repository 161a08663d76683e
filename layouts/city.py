"""A municipality's page: who it is, its key figures, the controls and all views."""

from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from dashboard import i18n
from dashboard.i18n import t
from dashboard.ids import Id
from dashboard.server.addresses import Page, to_compare
from dashboard.state import FIRST_YEAR, LAST_YEAR, LAYERS, MEASURES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import build, frame_of, key_figures
from dashboard.views.base import each
from layouts.changes import line
from layouts.files import files
from layouts.parts import key_figure, view_block
from layouts.peers import peers
from layouts.roles import roles
from layouts.what_if import what_if

#: What the choice of goal holds when none is chosen; an empty value would show as an empty box.
NEAREST = "nearest"
#: Which views a page opens with, which of them the controls of emissions change, and which come after.
LEAD = ("process", "city-map")
EMISSIONS = ("trajectory", "sectors", "goals")
MORE = ("scopes", "modal-share", "contract", "arena", "city-map")


def city(page: Page, tables: Tables) -> list[Any]:
    """The page of one municipality."""
    lang = page.lang
    code = tables.slugs[page.state.cities[0]]
    who = tables.municipality(code)
    return [
        html.Div(
            [
                html.H1(who.name, id="heading", tabIndex=-1),
                html.P(_about(tables, code, lang), className="ok-muted"),
                *roles(tables, code, lang),
                html.P(html.A(t(lang, "what_if.compare"), href=to_compare(page.state)), className="ok-compare-way"),
            ],
            className="ok-hero",
        ),
        html.Div(figures(page, tables), id=Id.KEY_FIGURES),
        html.Div(lead(page, tables), id=Id.LEAD, className="ok-views"),
        controls(page, tables),
        html.Div(views(page, tables), id=Id.VIEWS, className="ok-views"),
        html.Div(more(page, tables), id=Id.MORE, className="ok-views ok-more"),
        files(page.state),
        peers(page, tables),
    ]


def first_view(page: Page, tables: Tables) -> str:
    """The view whose picture the page of a city, or of all of them, shows first."""
    return "process" if _walks(page, tables) else "trajectory"


def _walks(page: Page, tables: Tables) -> bool:
    return build("process", page.state, tables).status == "ready"


def lead(page: Page, tables: Tables) -> list[html.Figure]:
    """What the page opens with: the transition map, and for all cities together the map of cities beside it."""
    names = [] if page.state.cities and not _walks(page, tables) else ["process"]
    return [_block(name, page, tables) for name in (names if page.state.cities else LEAD)]


def more(page: Page, tables: Tables) -> list[html.Figure]:
    """What stands below the emissions; for a city outside the contract also that it is not on the transition map."""
    names = MORE if page.state.cities else [name for name in MORE if name not in LEAD]
    first = ["process"] if page.state.cities and not _walks(page, tables) else []
    return [_block(name, page, tables) for name in (*first, *names)]


def _block(name: str, page: Page, tables: Tables) -> html.Figure:
    shown = build(name, page.state, tables)
    return view_block(shown, tools=_layers(page) if name == "city-map" and shown.status == "ready" else None)


def _layers(page: Page) -> html.Div:
    """What the map of cities shows: roles, a measure, or one role or network lit up."""
    lang = page.lang
    options = [{"label": t(lang, f"layer.{layer}"), "value": layer} for layer in LAYERS]
    return html.Div(
        [
            html.Label(t(lang, "control_map.label"), htmlFor=Id.LAYER, className="ok-label"),
            dbc.Select(id=Id.LAYER, options=options, value=page.state.layer),
        ],
        className="ok-tool",
    )


def figures(page: Page, tables: Tables) -> html.Dl:
    """The key figures of the page's city, or of the country where it shows none."""
    source = key_figures.of_city if page.state.cities else key_figures.of_nation
    cards = [key_figure(one) for one in source(tables, page.state)]
    return html.Dl(cards, className="ok-keys")


def views(page: Page, tables: Tables) -> list[Any]:
    """The views of emissions, which the controls change; goals belong to one city, and so does a scenario's form.

    The form goes with the views, since it carries the controls' choices along.
    """
    wanted = EMISSIONS if page.state.cities else [name for name in EMISSIONS if name != "goals"]
    blocks: list[Any] = []
    for name in wanted:
        blocks.append(view_block(build(name, page.state, tables)))
        blocks += line(page, tables) if name == "trajectory" else []
    return [what_if(page, tables), *blocks] if page.state.cities else blocks


def _about(tables: Tables, code: str, lang: str) -> str:
    who = tables.municipality(code)
    people = tables.rows("population", code).sort_values("year")
    latest = people.iloc[-1] if len(people) else None
    return t(
        lang,
        "city.about",
        county=who.county,
        group=t(lang, f"skr.{who.skr_group_code}") if who.skr_group_code else i18n.t(lang, "missing"),
        population=i18n.number(lang, latest["population"]) if latest is not None else i18n.t(lang, "missing"),
        year=int(latest["year"]) if latest is not None else "",
    )


def controls(page: Page, tables: Tables) -> html.Fieldset:
    """What the reader may change: the measure, the years, and which goal the picture is about."""
    lang, state = page.lang, page.state
    goals = goal_options(tables, state) if state.cities else []
    fields: list[Any] = [
        html.Legend(t(lang, "control.label"), className="visually-hidden"),
        html.Div(
            role="radiogroup",
            **{"aria-labelledby": "measure-label"},
            children=[
                html.Span(t(lang, "measure.label"), id="measure-label", className="ok-label"),
                dbc.RadioItems(
                    id=Id.MEASURE,
                    name="measure",
                    options=[{"label": t(lang, f"measure.{one}"), "value": one} for one in MEASURES],
                    value=state.measure,
                    inline=True,
                    className="ok-segments",
                ),
            ],
        ),
        _choice(lang, Id.FROM, "control.from", [FIRST_YEAR, 2000, 2010, 2015, 2020], state.start),
        _choice(lang, Id.TO, "control.to", [2030, 2040, LAST_YEAR], state.end),
        html.Div(
            [
                html.Label(t(lang, "control.target"), htmlFor=Id.TARGET, className="ok-label"),
                dbc.Select(
                    id=Id.TARGET,
                    options=[{"label": t(lang, "control.nearest"), "value": NEAREST}, *goals],
                    value=state.target if any(goal["value"] == state.target for goal in goals) else NEAREST,
                ),
            ],
            className="ok-wide" if len(goals) > 1 else "d-none",
        ),
    ]
    return html.Fieldset(fields, className="ok-controls")


def _choice(lang: str, name: Id, key: str, years: list[int], chosen: int) -> html.Div:
    options = [{"label": str(year), "value": year} for year in sorted({*years, chosen})]
    return html.Div(
        [
            html.Label(t(lang, key), htmlFor=name, className="ok-label"),
            dbc.Select(id=name, options=options, value=chosen),
        ]
    )


def goal_options(tables: Tables, state: ViewState) -> list[dict[str, str]]:
    """The goals that the trajectory can be about: those with a level on the series."""
    frame = frame_of("trajectory", ViewState(lang=state.lang, cities=state.cities), tables)
    rows: pd.DataFrame = frame[frame["series"] == "goal"]
    return [{"label": f"{int(row.year)}: {row.text}", "value": row.goal_id} for row in each(rows)]
