"""The pages on the method and on the data: how figures come about, what is missing, and every source."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import i18n
from dashboard.i18n import note_in, t, t_for
from dashboard.server.addresses import Page, to_changes, to_city, to_try
from dashboard.tables.loading import Tables
from dashboard.views.key_figures import glance, signatories
from layouts import coverage
from layouts.parts import table_box

#: What the data page says is missing, in order, and which of it is true of the real data alone.
MISSING = ("years", "abroad", "goals", "consumption", "named", "evidence")
OF_THE_REAL = ("goals", "consumption", "evidence")

#: The sections of the method page, in order; each has a heading and paragraphs in the locales.
METHOD = (
    "process",
    "contract",
    "series",
    "trend",
    "pace",
    "goals",
    "basis",
    "scopes",
    "travel",
    "gap",
    "scenario",
    "comparison",
    "likeness",
    "differences",
    "certainty",
)


def method(page: Page, tables: Tables) -> list[Any]:
    """How each figure and verdict comes about, in words."""
    lang = page.lang
    facts = _facts(lang, tables)
    return [
        _hero(page, "method.heading", "method.lead"),
        *(_section(lang, f"method.{name}", tables, facts) for name in METHOD),
    ]


def _facts(lang: str, tables: Tables) -> dict[str, object]:
    """What the texts tell of the data, counted from the data."""
    every = glance(tables)
    years = sorted({year for points in every["points"] for year, _ in points})
    absent = sorted(set(range(years[0], years[-1])) - set(years))
    used = tables.sources["source_id"].isin(tables.emissions["source_id"])
    counts = tables.indicators[tables.indicators["indicator"] == "contract_municipalities"].sort_values("year")
    return {
        "years": i18n.spans(lang, years),
        "missing": i18n.spans(lang, absent),
        "year": years[-1],
        "before": years[-2],
        "median": i18n.percent(lang, float(every["since_before"].median()), 1, sign=True),
        "count": int(counts["value"].iloc[-1]) if len(counts) else "–",
        "named": len(signatories(tables)),
        "publisher": i18n.listing(lang, sorted(tables.sources.loc[used, "publisher"].dropna().unique())),
        "dataset": tables.dataset,
        "evidence": i18n.number(lang, len(tables.process)),
        "told": tables.process["code"].nunique(),
    }


def data(page: Page, tables: Tables) -> list[Any]:
    """What data there is, how much, what is missing, how to correct it, and the register of sources."""
    lang = page.lang
    facts = _facts(lang, tables)
    missing = [name for name in MISSING if not (tables.fictional and name in OF_THE_REAL)]
    gaps = [t(lang, f"data.gap.{name}", **facts) for name in missing]
    return [
        _hero(page, "data.heading", "data.lead", release=tables.release, date=tables.data_date),
        html.P(html.A(t(lang, "changes.way"), href=to_changes(page.state))),
        *coverage.section(page, tables),
        html.H2(t(lang, "data.tables"), className="ok-section"),
        _counts(lang, tables),
        html.H2(t(lang, "data.missing"), className="ok-section"),
        html.Ul([html.Li(gap) for gap in gaps]),
        _section(lang, "data.correct", tables, facts, id=coverage.CORRECT),
        html.P([t(lang, "try.way"), " ", html.A(t(lang, "try.nav"), href=to_try(page.state))], className="ok-prose"),
        _section(lang, "data.licence", tables, facts),
        html.H2(t(lang, "data.sources", count=len(tables.sources)), className="ok-section"),
        _register(lang, tables),
    ]


def not_found(page: Page, tables: Tables) -> list[Any]:
    """An address of nothing: what was not found, and what was perhaps meant."""
    lang = page.lang
    what = t(lang, "not_found.what", wrong=page.wrong) if page.wrong else t(lang, "not_found.what_bare")
    links = [
        html.Li(dcc.Link(tables.municipality(tables.slugs[slug]).name, href=to_city(slug, page.state)))
        for slug in page.suggestions
    ]
    return [
        html.Div([html.H1(t(lang, "not_found.heading"), id="heading", tabIndex=-1), html.P(what)], className="ok-hero"),
        *([html.P(t(lang, "not_found.suggestions")), html.Ul(links)] if links else []),
        html.P(t(lang, "not_found.otherwise")),
    ]


def _hero(page: Page, heading: str, lead: str, **values: object) -> html.Div:
    return html.Div(
        [
            html.H1(t(page.lang, heading), id="heading", tabIndex=-1),
            html.P(t(page.lang, lead, **values), className="ok-lead"),
        ],
        className="ok-hero",
    )


def _section(lang: str, key: str, tables: Tables, facts: dict[str, object], **known_by: str) -> html.Section:
    text = t_for(lang, f"{key}.text", fictional=tables.fictional, **facts)
    paragraphs = [html.P(part) for part in text.strip().split("\n\n")]
    heading = html.H2(t(lang, f"{key}.heading"), className="ok-section")
    return html.Section([heading, *paragraphs], className="ok-prose", **known_by)


def _counts(lang: str, tables: Tables) -> html.Div:
    rows = []
    for name, frame in tables.frames().items():
        places = frame["code"].nunique() if "code" in frame else None
        called = t_for(lang, f"data.table.{name}", fictional=tables.fictional)
        cells = [html.Th(called, scope="row"), html.Td(i18n.number(lang, len(frame)))]
        rows.append(html.Tr([*cells, html.Td(i18n.number(lang, places) if places else "–")]))
    head = [html.Th(t(lang, f"data.column.{name}"), scope="col") for name in ("table", "rows", "places")]
    return table_box(
        dbc.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="ok-table"), t(lang, "data.tables")
    )


def _register(lang: str, tables: Tables) -> html.Div:
    head = [
        html.Th(t(lang, f"data.column.{name}"), scope="col")
        for name in ("title", "publisher", "date", "licence", "note")
    ]
    body = []
    for row in tables.sources.fillna("").sort_values(["publisher", "title"]).to_dict("records"):
        title = html.A(row["title"], href=row["url"], rel="noopener") if row["url"] else row["title"]
        body.append(
            html.Tr(
                [
                    html.Th(title, scope="row"),
                    html.Td(row["publisher"]),
                    html.Td(row["published"]),
                    html.Td(row["licence"]),
                    html.Td(note_in(lang, row["note"])),
                ],
                id=f"{coverage.SOURCE}{row['source_id']}",
            )
        )
    return table_box(
        dbc.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="ok-table ok-register"),
        t(lang, "data.sources", count=len(tables.sources)),
    )
