"""The form "what if": a pace and a year, of everything, a sector or a municipality.

A plain form that the server answers with the page's own address; with scripts the page follows by itself
(assets/share.js).
"""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.model.scenario import USUAL_YEAR
from dashboard.server.addresses import Page, to_page
from dashboard.server.scenarios import USUAL, is_key, latest_year, sectors
from dashboard.state import LAST_YEAR, PACES, ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from dashboard.views import frame_of
from dashboard.views.trajectory.key import chosen_goal

#: The step of a pace in its field, in per cent.
STEP = 0.5
#: From one to the next of the years that are offered.
YEARS = 5


def what_if(page: Page, tables: Tables) -> html.Section:
    """The form with the scenario of the page's address, and what in that cannot be had."""
    state, lang = page.state, page.lang
    if not any(latest_year(tables, slug) for slug in state.cities):
        return html.Section(className="d-none")
    given = dict(state.pace)
    clear = html.Button(
        t(lang, "what_if.clear"), type="submit", name="clear", value="yes", className="ok-button",
        **{"data-then": "what-if-pace"},
    )  # fmt: skip
    head = [
        html.H2(t(lang, "what_if.title"), className="ok-section", id="what-if-title"),
        html.P(t(lang, "what_if.lead"), className="ok-muted"),
    ]
    plain = None if state.city is None else frame_of("trajectory", state.but(pace=(), by=0), tables)
    row = [
        _pace("", t(lang, "what_if.pace"), given.get(""), t(lang, "what_if.pace_why")),
        _by(state, tables, plain),
        html.Button(t(lang, "what_if.show"), type="submit", className="ok-button ok-first"),
        *([clear] if given or state.by else []),
    ]
    form = html.Form(
        [
            # First of all buttons, so that Enter in a field presses it and takes nothing away.
            html.Button(t(lang, "what_if.show"), type="submit", className="ok-default", tabIndex=-1),
            html.Div(head, className="ok-what-if-head"),
            *_told(page, tables),
            *_hidden(page),
            html.Div(row, className="ok-what-if-row"),
            *_quick(page, plain),
            html.Div([*_places(page, tables, given), *_sectors(page, tables, given)], className="ok-what-if-folds"),
        ],
        id="what-if-form", className="ok-share-form ok-what-if", method="get",
        action=f"{settings().base_path.rstrip('/')}/{lang}/what-if/choose",
        **{"data-told": "trajectory", "aria-labelledby": "what-if-title"},
    )  # fmt: skip
    return html.Section(form, id="what-if")


def _told(page: Page, tables: Tables) -> list[Any]:
    """What the address asks for and cannot be had, in words."""
    if not page.unmet:
        return []
    lines = [html.Li(_fault(page, key, value, tables)) for key, value in page.unmet]
    return [html.Div(html.Ul(lines), role="alert", className="ok-alert")]


def _fault(page: Page, key: str, value: str, tables: Tables) -> str:
    lang = page.lang
    limits = {"high": PACES[1], "all": PACES[1], "low": -PACES[0]}
    first = max(latest_year(tables, slug) for slug in page.state.cities)
    if key == "no_sector":
        value = t(lang, f"sector_in_text.{value}")
    if key in limits:
        value = i18n.number(lang, float(value), 0 if float(value).is_integer() else 1)
    past = first if key == "by_past" else first + 1
    limit = i18n.number(lang, limits.get(key, 0.0))
    return t(lang, f"what_if.fault.{key}", value=value, limit=limit, first=past, last=LAST_YEAR)


def _hidden(page: Page) -> list[Any]:
    """What else the page's address says, so that it is kept."""
    pairs = parse_qsl(urlsplit(to_page(replace(page, state=page.state.but(pace=(), by=0)))).query)
    city = [("city", page.state.cities[0])] if page.kind == "city" else []
    return [dbc.Input(type="hidden", name=name, value=value) for name, value in (*city, *pairs) if not is_key(name)]


def _pace(name: str, label: str, value: float | None, why: str = "") -> html.Div:
    """A field for a pace; empty where none is given."""
    field = f"what-if-pace-{name}" if name else "what-if-pace"
    return html.Div(
        [
            # In the label, so that it is read out with the field.
            html.Label([label, *([html.Small(why)] if why else [])], htmlFor=field, className="ok-label"),
            dbc.Input(
                id=field, name=f"pace.{name}" if name else "pace", type="number", step=STEP, min=PACES[0], max=PACES[1],
                value="" if value is None else f"{value:g}", autoComplete="off",
            ),
        ],
    )  # fmt: skip


def _by(state: ViewState, tables: Tables, plain: pd.DataFrame | None) -> html.Div:
    """The year that is told of; the usual one is that of a single municipality's goal, if that lies ahead."""
    lang, first = state.lang, max(latest_year(tables, slug) for slug in state.cities) + 1
    goal = None if plain is None else chosen_goal(plain)
    aimed = 0 if goal is None else int(goal["year"])
    ahead = aimed >= first
    usual = aimed if ahead else max(USUAL_YEAR, first)
    years = {*range(first - first % YEARS + YEARS, LAST_YEAR + 1, YEARS), state.by} - {0, usual}
    name = t(lang, "what_if.by_usual", year=usual) if ahead else str(usual)
    options = [{"label": name, "value": USUAL}]
    options += [{"label": str(year), "value": str(year)} for year in sorted(years)]
    return html.Div(
        [
            html.Label(t(lang, "what_if.by"), htmlFor="what-if-by", className="ok-label"),
            dbc.Select(
                id="what-if-by", name="by", options=options,
                value=USUAL if state.by in (0, usual) else str(state.by),
            ),
        ],
    )  # fmt: skip


def _quick(page: Page, frame: pd.DataFrame | None) -> list[Any]:
    """Links to the pace that the goal asks for, and to that of recent years; of a single municipality."""
    if frame is None or frame.empty:
        return []
    goals = frame[(frame["series"] == "goal") & (frame["chosen"] == True)]["pace"]  # noqa: E712 - holds missing values
    # A pace whose very direction is uncertain is none to go on with.
    recent = frame[(frame["series"] == "pace") & ((frame["low"] > 0) | (frame["high"] < 0))]["value"]
    found = (("what_if.quick_goal", goals), ("what_if.quick_trend", -recent))
    links = []
    for key, values in found:
        # Rounded up to a tenth: a goal's pace rounded down would miss the goal.
        tenths = -(-float(values.iloc[0]) * 1000 // 1) / 10 if len(values) and values.notna().all() else None
        if tenths is None or not PACES[0] <= tenths <= PACES[1]:
            continue
        text = t(page.lang, key, rate=i18n.percent(page.lang, -tenths / 100, 1, sign=True))
        links.append(html.Li(html.A(text, href=to_page(page, pace=(("", tenths),)))))
    head = html.Span(t(page.lang, "what_if.quick"), className="ok-label")
    chips = html.Ul(links, className="ok-chips ok-suggested")
    return [html.Div([head, chips], className="ok-what-if-quick")] if links else []


def _places(page: Page, tables: Tables, given: dict[str, float]) -> list[Any]:
    """A field for each municipality, where there are several."""
    if len(page.state.cities) < 2:
        return []
    names = {slug: tables.municipality(tables.slugs[slug]).name for slug in page.state.cities}
    fields = [_pace(slug, name, given.get(slug)) for slug, name in names.items()]
    return [_folded("what-if-places", t(page.lang, "what_if.places"), fields, any(slug in given for slug in names))]


def _sectors(page: Page, tables: Tables, given: dict[str, float]) -> list[Any]:
    """A field for each sector that any of the municipalities has emissions of."""
    had = {sector for slug in page.state.cities for sector in sectors(tables, slug)}
    fields: list[Any] = [
        _pace(sector, t(page.lang, f"sector.{sector}"), given.get(sector)) for sector in SECTORS if sector in had
    ]
    if not fields:
        return []
    why = html.P(t(page.lang, "what_if.sectors_why"), className="ok-muted")
    is_open = any(sector in given for sector in had)
    return [_folded("what-if-sectors", t(page.lang, "what_if.sectors"), fields, is_open, why)]


def _folded(name: str, head: str, fields: list[Any], is_open: bool, *before: Any) -> html.Details:
    inside = [html.Summary(head), *before, html.Div(fields, className="ok-what-if-fields")]
    return html.Details(inside, id=name, open=is_open)
