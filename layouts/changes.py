"""What changed between the last releases: the page that lists it, and the line that a municipality's page has of it."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.history import KINDS, counts
from dashboard.model.steps import History, Step
from dashboard.server import history
from dashboard.server.addresses import Page, to_about, to_changes, to_city
from dashboard.server.changing import codes_of
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.changed import Line, lines, listed, table_named
from dashboard.views.changed_findings import end_told, finding, of_city, step_told
from dashboard.views.changed_words import release_named
from layouts.parts import table_box

#: Lines of a step that the page shows; the file has all of them.
MOST = 50
#: Columns of the list, and which of them hold figures.
COLUMNS = ("place", "what", "before", "now", "difference", "source")
FIGURES = ("before", "now", "difference")


def changes(page: Page, tables: Tables) -> list[Any]:
    """The page of what changed, step by step, the newest first."""
    lang = page.lang
    told = history.of(tables)
    codes = codes_of(page.state, tables)
    heading = finding(told, lang, codes=codes, table=page.table)
    parts: list[Any] = [part for step in told.steps for part in _step(step, page, tables)]
    file = html.A(
        t(lang, "download_csv"),
        href=to_changes(page.state, page.table, extension="csv"),
        className="ok-download",
        download="",
    )
    return [
        html.Div(
            [
                html.H1(heading, id="heading", tabIndex=-1),
                html.P(t(lang, "changes.lead" if told.steps else "changes.lead_first"), className="ok-lead"),
                *_faults(page),
                *_chosen(page, tables),
            ],
            className="ok-hero",
        ),
        *(parts or [_standing(lang, tables)]),
        *_end(told, lang),
        *([html.P(file)] if any(step.before for step in told.steps) else []),
    ]


def line(page: Page, tables: Tables) -> list[html.P]:
    """That figures of the page's municipality changed in the last step, where they did and that is known already."""
    told = history.at_hand(tables) if len(page.state.cities) == 1 else None
    said = of_city(told, tables.slugs[page.state.cities[0]], page.lang) if told else ""
    if not said:
        return []
    lang = page.lang
    way = html.A(t(lang, "changes.city.way"), href=to_changes(page.state))
    return [
        html.P([t(lang, "changes.city.release", release=tables.release), " ", said, " ", way], className="ok-muted")
    ]


def _faults(page: Page) -> list[html.Div]:
    """What the address asks for and cannot be had."""
    said = [html.P(t(page.lang, f"changes.fault.{key}", wrong=wrong)) for key, wrong in page.faults]
    return [html.Div(said, role="alert", className="ok-alert")] if said else []


def _chosen(page: Page, tables: Tables) -> list[html.P]:
    """What alone is shown, and the way to all of it."""
    lang = page.lang
    names = [tables.municipality(code).name for code in codes_of(page.state, tables)]
    names += [table_named(lang, page.table, fictional=tables.fictional)] if page.table else []
    if not names:
        return []
    way = html.A(t(lang, "changes.all"), href=to_changes(ViewState(lang=lang, release=page.state.release)))
    return [html.P([t(lang, "changes.only", names=i18n.listing(lang, names)), " ", way])]


def _standing(lang: str, tables: Tables) -> html.Dl:
    """What there is, where there is nothing before it."""
    frames = tables.frames()
    rows = sum(map(len, frames.values()))
    cards = [
        ("release", tables.release, t(lang, "changes.card.since", month=release_named(lang, tables.release))),
        ("rows", i18n.number(lang, rows), t(lang, "changes.card.tables", count=i18n.count(lang, len(frames)))),
        ("sources", i18n.number(lang, len(tables.sources)), t(lang, "changes.card.fetched", date=tables.data_date)),
    ]
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(t(lang, f"changes.card.{name}"), className="ok-key-label"),
                    html.Dd(
                        [
                            html.Span(value, className="ok-key-value"),
                            html.Span(context, className="ok-key-context"),
                        ]
                    ),
                ],
                className="ok-key",
            )
            for name, value, context in cards
        ],
        className="ok-keys",
    )


def _end(told: History, lang: str) -> list[html.P]:
    said = "" if told.draft else end_told(told, lang)
    return [html.P(said, className="ok-prose")] if said else []


def _step(step: Step, page: Page, tables: Tables) -> list[Any]:
    """One step: when, from which to which, how many rows of which tables, and the lines."""
    lang = page.lang
    found = step.narrowed(codes_of(page.state, tables), page.table)
    names = {"release": step.release, "former": step.former}
    heading = t(lang, "changes.step.heading", month=release_named(lang, step.release), **names)
    said = html.P(step_told(step, found, lang), className="ok-prose")
    parts: list[Any] = [html.H2(heading, className="ok-section"), said]
    if len(found):
        parts.append(_counts(step, page))
    cells = listed(found, lang)
    if step.before is not None and len(cells):
        newest = step.after is tables
        parts.append(_list(step, lines(step, cells.head(MOST), lang), len(cells), page, is_open=newest))
    return [html.Section(parts)]


def _counts(step: Step, page: Page) -> html.Div:
    """How many rows of each table are changed, new, gone and relabelled; a table leads to its own list."""
    lang = page.lang
    table = counts(step.narrowed(codes_of(page.state, step.after), page.table))
    heads = [html.Th(t(lang, f"changes.rows.{kind}"), scope="col", className="ok-number") for kind in KINDS]
    rows = []
    for name, row in zip(table.index, table.to_dict("records"), strict=True):
        called = table_named(lang, str(name), fictional=step.after.fictional)
        way = html.A(called, href=to_changes(page.state, str(name)))
        cells = [html.Td(i18n.number(lang, row[kind]), className="ok-number") for kind in KINDS]
        rows.append(html.Tr([html.Th(way, scope="row"), *cells]))
    head = html.Thead(html.Tr([html.Th(t(lang, "data.column.table"), scope="col"), *heads]))
    grid = dbc.Table([head, html.Tbody(rows)], size="sm", className="ok-table")
    return table_box(grid, t(lang, "changes.rows_named", former=step.former, release=step.release))


def _list(step: Step, told: list[Line], count: int, page: Page, *, is_open: bool) -> html.Details:
    """The lines of a step, and how many are left to the file."""
    lang = page.lang
    names = {"former": step.former, "release": step.release}
    heads = [
        html.Th(t(lang, f"changes.list.{name}"), scope="col", className="ok-number" if name in FIGURES else "")
        for name in COLUMNS
    ]
    body = [html.Tr(_cells(one, step, page)) for one in told]
    # the last column is as wide as a title needs
    grid = dbc.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], size="sm", className="ok-table ok-register")
    left = count - len(told)
    more = t(lang, "changes.left.one" if left == 1 else "changes.left.other", count=i18n.number(lang, left))
    summary = t(lang, "changes.list.one" if count == 1 else "changes.list.other", count=i18n.number(lang, count))
    inside = [table_box(grid, t(lang, "changes.list.named", **names)), *([html.P(more)] if left else [])]
    return html.Details([html.Summary(summary), *inside], open=is_open)


def _cells(one: Line, step: Step, page: Page) -> list[Any]:
    """The cells of a line: whose it is leads to their page, the source to where it is published."""
    lang = page.lang
    table = table_named(lang, one.table, fictional=step.after.fictional)
    figure = f"{one.column}, {one.what}" if one.column and one.what else one.column or one.what
    figure = figure[:1].upper() + figure[1:]
    what = [figure or table, *([html.Br(), html.Span(table, className="ok-muted")] if figure else [])]
    what += [html.Br(), html.Span(one.note, className="ok-muted")] if one.note else []
    place: Any = one.place or t(lang, "changes.nobody")
    if one.slug:
        place = dcc.Link(one.place, href=to_city(one.slug, page.state))
    told = {name: html.Td(getattr(one, name), className="ok-number" if one.unit else "") for name in FIGURES}
    return [html.Th(place, scope="row"), html.Td(what), *told.values(), html.Td(_source(one, page))]


def _source(one: Line, page: Page) -> list[Any]:
    lang = page.lang
    if not one.source:
        return [html.A(t(lang, "nav.data"), href=to_about("data", page.state))]
    title, url = one.source["title"], one.source["url"]
    parts: list[Any] = [html.A(title, href=url, rel="noopener") if url else title]
    before = one.source_before.get("title", "")
    if before and before != title:
        parts += [html.Br(), html.Span(t(lang, "changes.source_before", title=before), className="ok-muted")]
    return parts
