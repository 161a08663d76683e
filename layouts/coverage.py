"""What is known of each municipality and what is not: totals a table, the contract's cities as a matrix, and the rest.

Cells are kept bare, a link in a cell, since there are hundreds; their signs are the style sheet's (``ok-matrix``).
"""

from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import i18n
from dashboard.exports.coverage import NAME, summary
from dashboard.i18n import t, t_for
from dashboard.model.coverage import DATED_BY, coverage, oldest_fresh, patterns, totals
from dashboard.server.addresses import Page, to_city, to_export
from dashboard.tables.loading import Tables
from dashboard.views.base import each
from layouts.parts import table_box
from layouts.pressing import STILL

#: Where the cells lead on the same page: to how a fact is added, and to the rows of the source register.
CORRECT = "correct"
SOURCE = "source-"
#: Where the way past the matrix leads.
AFTER = "coverage-after"
SHOWN = ("known", "old", "missing")


def section(page: Page, tables: Tables) -> list[Any]:
    """What the list is for, how much is known, the totals, the matrix, its file, and the other municipalities."""
    lang = page.lang
    frame = coverage(tables)
    members, others = frame[frame["in_contract"]], frame[~frame["in_contract"]]
    file = html.A(
        t(lang, "download_csv"), href=to_export(NAME, "csv", page.state), className="ok-download", download=""
    )
    paragraphs = [
        t(lang, "coverage.work_list"),
        summary(lang, frame),
        t(lang, "coverage.legend", year=oldest_fresh(tables) - 1),
    ]
    matrix = [
        html.P(html.A(t(lang, "coverage.skip"), href=f"#{AFTER}"), className="ok-pass"),
        _matrix(page, members, tables),
    ]
    return [
        html.H2(t(lang, "coverage.heading"), className="ok-section"),
        html.Div([html.P(text) for text in paragraphs], className="ok-prose"),
        html.H3(t(lang, "coverage.totals"), className="ok-subsection"),
        _totals(lang, frame, tables),
        html.H3(t(lang, "coverage.members"), className="ok-subsection"),
        *(matrix if len(members) else []),
        html.P(file, id=AFTER),
        *(_others(page, others, tables) if len(others) else []),
    ]


def table_name(lang: str, name: str, *, opens: bool = False) -> str:
    """A table in a word or two, with a capital letter where it opens a cell."""
    called = t(lang, f"coverage.table.{name}")
    return called[0].upper() + called[1:] if opens else called


def _totals(lang: str, frame: pd.DataFrame, tables: Tables) -> html.Div:
    """How many municipalities have each status in each table: the contract's, and all where there are others."""
    members = frame[frame["in_contract"]]
    parts = {"members": members, "all": frame}
    if len(members) == len(frame):
        del parts["all"]
    heads = [
        html.Th(t(lang, f"coverage.of_{name}", count=part["code"].nunique()), scope="colgroup", colSpan=len(SHOWN))
        for name, part in parts.items()
    ]
    statuses = [html.Th(t(lang, f"coverage.status_short.{name}"), scope="col") for _ in parts for name in SHOWN]
    head = [html.Tr([html.Th(t(lang, "coverage.column.table"), rowSpan=2, scope="col"), *heads]), html.Tr(statuses)]
    counted = [totals(part) for part in parts.values()]
    rows = []
    for name in DATED_BY:
        figures = [i18n.number(lang, part[status][name]) for part in counted for status in SHOWN]
        called = t_for(lang, f"data.table.{name}", fictional=tables.fictional)
        rows.append(html.Tr([html.Th(called, scope="row"), *(html.Td(figure) for figure in figures)]))
    grid = dbc.Table([html.Thead(head), html.Tbody(rows)], size="sm", className="ok-table ok-totals")
    return table_box(grid, t(lang, "coverage.totals_named"))


def _matrix(page: Page, members: pd.DataFrame, tables: Tables) -> html.Div:
    lang = page.lang
    head = [html.Th(t(lang, "coverage.column.place"), scope="col")]
    head += [html.Th(table_name(lang, name, opens=True), scope="col") for name in DATED_BY]
    rows = []
    for code, own in members.groupby("code", sort=False):
        place = tables.municipality(str(code))
        city = dcc.Link(place.name, href=to_city(place.slug, page.state))
        rows.append(html.Tr([html.Th(city, scope="row"), *(_cell(lang, row) for row in each(own))]))
    grid = dbc.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], size="sm", className="ok-table ok-matrix")
    return table_box(grid, t(lang, "coverage.matrix_named"))


def _cell(lang: str, row: Any) -> html.Td:
    """What is known, in a word, leading to its source; what is missing leads to how to add it."""
    if row.status == "not_applicable":
        return html.Td(t(lang, "coverage.cell.not_applicable"))
    if row.status == "missing":
        return html.Td(html.A(t(lang, "coverage.cell.missing"), href=f"#{CORRECT}"))
    source = f"#{SOURCE}{row.source_id}"
    if row.status == "old":
        return html.Td(html.A(t(lang, "coverage.cell.old", year=row.year), href=source), className="ok-old")
    return html.Td(html.A(t(lang, "coverage.cell.undated") if pd.isna(row.year) else str(row.year), href=source))


def _others(page: Page, others: pd.DataFrame, tables: Tables) -> list[Any]:
    """The municipalities that no source names in the contract, together where the same is known of them."""
    lang = page.lang
    items = []
    for known, codes in patterns(others):
        said = [
            t(lang, f"coverage.pattern.{status}", tables=i18n.listing(lang, [table_name(lang, name) for name in names]))
            for status in SHOWN
            if (names := [name for name, found in known.items() if found == status])
        ]
        links: list[Any] = []
        for code in codes:
            place = tables.municipality(code)
            links += [*([", "] if links else []), html.A(place.name, href=to_city(place.slug, page.state))]
        many = "one" if len(codes) == 1 else "other"
        opens = html.Summary(t(lang, f"coverage.group.{many}", count=len(codes)))
        items.append(html.Li([" ".join(said), html.Details([opens, html.P(links)])]))
    return [
        html.H3(t(lang, "coverage.others"), className="ok-subsection"),
        html.P(
            t(lang, "coverage.others_lead", count=i18n.number(lang, others["code"].nunique())), className="ok-prose"
        ),
        html.Ul(items, className="ok-patterns", **STILL),
    ]
