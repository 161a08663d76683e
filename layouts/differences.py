"""The table of differences: a column a municipality, the largest difference first, and what to know of each."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard import i18n
from dashboard.i18n import t
from dashboard.server.addresses import Page, to_city
from dashboard.tables.loading import Tables
from dashboard.views.differences import Cell, Differences, Line, differences_of
from layouts.parts import sources_line, table_box

#: So many rows stand open; the others are folded away beneath them.
OPEN = 6


def differences(page: Page, tables: Tables) -> html.Div:
    """What differs between the page's municipalities; nothing where there are fewer than two."""
    lang = page.lang
    shown = differences_of(page.state, tables)
    if shown is None:
        return html.Div(className="d-none")
    section = html.Section(
        [
            html.P(t(lang, "differences.kicker"), className="ok-kicker"),
            html.H2(shown.heading, className="ok-finding", id="finding-differences"),
            html.P(t(lang, "differences.order"), className="ok-muted ok-prose"),
            _box(page, shown, shown.lines[: _open(shown)], t(lang, "differences.kicker").lower()),
            *_rest(page, shown),
            sources_line(lang, shown.sources),
        ],
        className="ok-view", **{"aria-labelledby": "finding-differences"},
    )  # fmt: skip
    return html.Div(section, id="differences")


def _box(page: Page, shown: Differences, lines: Sequence[Line], name: str) -> html.Div:
    return table_box(_grid(page, shown, lines), t(page.lang, "table_named", name=name))


def _open(shown: Differences) -> int:
    """How many rows stand open: a single one more is not worth folding away."""
    return OPEN if len(shown.lines) > OPEN + 1 else len(shown.lines)


def _rest(page: Page, shown: Differences) -> list[Any]:
    """What differs less, folded away."""
    rest = shown.lines[_open(shown) :]
    if not rest:
        return []
    told = t(page.lang, "differences.more", count=i18n.count(page.lang, len(rest)))
    return [html.Details([html.Summary(told), _box(page, shown, rest, told.lower())], id="differences-more")]


def _grid(page: Page, shown: Differences, lines: Sequence[Line]) -> html.Table:
    lang = page.lang
    heads = [_head(t(lang, "differences.column.indicator"))]
    for slug, name in shown.cities:
        heads.append(_head([_mark(page, slug), html.A(name, href=to_city(slug, page.state))]))
    heads.append(_head(t(lang, "differences.column.know")))
    rows = [_row(page, shown, line) for line in lines]
    # A phone lays the table out in cards; the roles keep it a table for who listens.
    return html.Table(
        [html.Thead(html.Tr(heads, role="row"), role="rowgroup"), html.Tbody(rows, role="rowgroup")],
        className="table table-sm ok-table ok-differences", role="table",
    )  # fmt: skip


def _head(inside: Any) -> html.Th:
    return html.Th(inside, scope="col", role="columnheader")


def _row(page: Page, shown: Differences, line: Line) -> html.Tr:
    cells = [
        html.Td(_cell(page, slug, name, cell), className="ok-figure", role="cell")
        for (slug, name), cell in zip(shown.cities, line.cells, strict=True)
    ]
    told = [html.Span(line.detail, className="ok-detail")] if line.detail else []
    head = html.Th([line.name, *told], scope="row", role="rowheader")
    return html.Tr([head, *cells, html.Td(line.know, className="ok-know", role="cell")], role="row")


def _cell(page: Page, slug: str, name: str, cell: Cell) -> list[Any]:
    """The figure with what must be told beneath it; on a phone the municipality's name stands before it."""
    whose = html.Span([_mark(page, slug), f"{name}: "], className="ok-whose", **{"aria-hidden": "true"})
    if not cell.value:
        return [whose, html.Span(t(page.lang, "missing"), className="ok-muted")]
    return [whose, cell.value, *([html.Span(cell.detail, className="ok-detail")] if cell.detail else [])]


def _mark(page: Page, slug: str) -> html.Span:
    """The municipality's colour, as the pictures have it."""
    return html.Span(className=f"ok-swatch ok-city-{page.state.place(slug)}", **{"aria-hidden": "true"})
