"""The pieces that pages are put together from: a view with its table and sources, key figures, small labels."""

from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import i18n
from dashboard.i18n import note_in, t
from dashboard.server.addresses import to_about, to_city, to_export, to_share, to_try
from dashboard.state import ViewState
from dashboard.views import Column, Section, Shown, Table
from dashboard.views.base import MANY
from dashboard.views.key_figures import KeyFigure
from layouts.pressing import STILL

#: What is said of a table that comes when it is opened (assets/later.js).
LATER = ("loading", "arrived", "failed")
#: So many rows of a table stand on a page where it has more than :data:`MANY`.
SOME = 200
GRAPH_CONFIG = {"displayModeBar": False, "responsive": True, "doubleClick": False, "showTips": False}


def view_block(
    shown: Shown, *, tools: Any = None, later: str = "", draft: bool = False, opened: bool = False
) -> html.Figure:
    """One view: its finding as heading, the figure, remarks, the table and the sources, in that order.

    ``tools`` are controls of this view alone; they stand above the figure. ``later`` is the address that gives its
    tables (with their name after it), where they come when they are opened (assets/later.js); else they are in place.
    A ``draft`` says so, and leads to nothing that is published; ``opened`` is whether its table stands open.

    The hooks (``data-view`` and the rest) are fixed by the product's interface; tests and embeds rely on them.
    """
    lang = shown.state.lang
    ready = shown.status == "ready"
    heading = html.H2(shown.summary, className="ok-finding", id=f"finding-{shown.view}", **{"data-summary": ""})
    kicker = html.P(t(lang, f"view.{shown.view}"), className="ok-kicker")
    beside = [html.Span(t(lang, "try.draft"), className="ok-draft")] if draft else [_share(shown)] if ready else []
    head = html.Div([kicker, *beside], className="ok-view-head")
    return html.Figure(
        [
            html.Figcaption([head, heading]),
            *([tools] if tools is not None else []),
            _picture(shown, draft=draft) if ready else how_to_add(shown),
            *([] if ready or draft else [html.P(html.A(t(lang, "try.nav"), href=to_try(shown.state)))]),
            *([_sections(shown, later)] if shown.sections else []),
            *([_remarks(shown)] if shown.remarks else []),
            *([_details(shown, later, draft=draft, opened=opened)] if ready else []),
            source_line(shown),
        ],
        className="ok-view",
        id=f"view-{shown.view}",
        **{
            "data-view": shown.view,
            "data-cities": ",".join(shown.state.cities),
            "data-status": shown.status,
            "aria-labelledby": f"finding-{shown.view}",
            **({"data-draft": ""} if draft else {}),
        },
    )


def _share(shown: Shown) -> html.A:
    """The way to the page that shares just this."""
    lang = shown.state.lang
    name = t(lang, "share.this_named", view=t(lang, f"view.{shown.view}"))
    address = to_share(shown.view, shown.state.but(theme="auto"))
    return html.A(t(lang, "share.this"), href=address, className="ok-share-link", **{"aria-label": name})


def how_to_add(shown: Shown) -> html.P:
    """What a view without data asks for, and the way to where it is told how."""
    lang = shown.state.lang
    way = html.A(t(lang, "how_to_add_link"), href=f"{to_about('data', shown.state)}#correct")
    return html.P([t(lang, f"{shown.view}.how_to_add"), " ", way], className="ok-muted")


def _picture(shown: Shown, *, draft: bool = False) -> html.Div:
    # The SVG has no name of its own: to a screen reader the picture is one image that says the finding.
    height = (shown.figure or {})["layout"]["height"]
    graph = dcc.Graph(
        id=f"graph-{shown.view}",
        figure=shown.figure,
        config=GRAPH_CONFIG,
        responsive=True,
        style={"height": f"{height}px"},
    )
    label = f"{t(shown.state.lang, f'view.{shown.view}')}: {shown.summary}"
    label = t(shown.state.lang, "try.draft_of", text=label) if draft else label
    # The height is set before the picture comes, so that nothing jumps when it does.
    box = {"minHeight": f"{height}px"}
    picture = html.Div(graph, className="ok-picture", role="img", style=box, **{"aria-label": label})
    # What can be pointed at lies over the picture as links of its own; the browser lays them (assets/spots.js).
    points = {"data-spots": t(shown.state.lang, "spots.label", view=t(shown.state.lang, f"view.{shown.view}"))}
    return html.Div(picture, className="ok-stage", **points)


def _sections(shown: Shown, later: str) -> html.Div:
    parts = [
        _section(shown, part, f"{later}{place}" if later and not part.open else "")
        for place, part in enumerate(shown.sections)
    ]
    return html.Div(parts, className="ok-sections", **STILL)


def _section(shown: Shown, part: Section, later: str) -> html.Details:
    inside: list[Any] = []
    if part.items:
        inside.append(html.Ul([html.Li(item) for item in part.items], className="ok-items"))
    if part.table is not None:
        inside.append(_table(part.table, shown.state, part.heading, later))
    head = html.Summary(html.H3(part.heading, className="ok-part"))
    return html.Details([head, *inside], open=part.open)


def _remarks(shown: Shown) -> html.Ul:
    return html.Ul([html.Li(remark) for remark in shown.remarks], className="ok-remarks")


def tables_of(shown: Shown) -> dict[str, Table]:
    """The view's tables by the name that an address gives them: the place of their section, or ``data``."""
    sections = {str(place): part.table for place, part in enumerate(shown.sections) if part.table is not None}
    return {**sections, "data": shown.table}


def _table(table: Table, state: ViewState, name: str, later: str) -> html.Div:
    """A table, or the empty box that it comes into when it is opened."""
    if not later:
        return data_table(table, state, name)
    box: dict[str, Any] = {"tabIndex": 0, "role": "region", "aria-label": t(state.lang, "table_named", name=name)}
    said = {f"data-{one}": t(state.lang, f"later.{one}") for one in LATER}
    return html.Div(
        [
            html.P(role="status", className="ok-muted", **said),
            # The button that asks again is the script's to make: without it there is nothing to ask for.
            html.Div(**{"data-again": t(state.lang, "later.again")}),
            html.Div(className="ok-scroll", **box, **{"data-later": later}),
        ]
    )


def _details(shown: Shown, later: str, *, draft: bool, opened: bool) -> html.Details:
    lang = shown.state.lang
    download = html.A(
        t(lang, "download_csv"), href=to_export(shown.view, "csv", shown.state), className="ok-download", download=""
    )
    head = html.Summary(t(lang, "table_of", view=t(lang, f"view.{shown.view}").lower()))
    return html.Details(
        [
            head,
            _table(shown.table, shown.state, t(lang, f"view.{shown.view}"), f"{later}data" if later else ""),
            *([] if draft else [download]),
        ],
        **({"open": True} if opened else {}),
        **{"data-table": ""},
    )


def data_table(table: Table, state: ViewState, name: str) -> html.Div:
    """A table as people read it; scrolls sideways in a box that the keyboard can reach."""
    head = html.Thead(html.Tr([html.Th(column.heading, scope="col") for column in table.columns]))
    count, kept = len(table.rows), []
    if count > MANY:
        # A page of thousands of rows is slow to read and slow to load: the file has them all.
        table = replace(table, rows=table.rows.iloc[:SOME])
        said = {"shown": i18n.number(state.lang, SOME), "count": i18n.number(state.lang, count)}
        kept = [html.P(t(state.lang, "scale.rows", **said), className="ok-muted")]
    texts = table.cells(state.lang)
    leads = [_leads(table, column, state) for column in table.columns]
    body = [
        html.Tr(
            [
                (html.Th if i == 0 else html.Td)(
                    _linked(text, leads[i][place]),
                    **({"scope": "row"} if i == 0 else {"className": _align(table, i)}),
                )
                for i, text in enumerate(row)
            ]
        )
        for place, row in enumerate(texts)
    ]
    grid = dbc.Table([head, html.Tbody(body)], size="sm", className="ok-table")
    box = table_box(grid, t(state.lang, "table_named", name=name))
    return html.Div([*kept, box]) if kept else box


def _leads(table: Table, column: Column, state: ViewState) -> list[str]:
    """Where each cell of a column leads: to a municipality's page, to a source, or nowhere."""
    if column.city:
        return [to_city(slug, state) if _given(slug) else "" for slug in table.rows[column.city]]
    if column.href:
        return [address if _given(address) else "" for address in table.rows[column.href]]
    return [""] * len(table.rows)


def _linked(text: str, address: str) -> Any:
    if not address:
        return text
    if address.startswith("http"):
        return html.A(text, href=address, rel="noopener")
    return dcc.Link(text, href=address)


def table_box(grid: dbc.Table | html.Table, name: str) -> html.Div:
    """A table in a box that scrolls sideways by itself, and that the keyboard can reach."""
    box: dict[str, Any] = {"tabIndex": 0, "role": "region", "aria-label": name, **STILL}
    return html.Div(grid, className="ok-scroll", **box)


def _align(table: Table, place: int) -> str:
    return "" if table.columns[place].unit == "text" else "ok-number"


def source_line(shown: Shown) -> html.Div:
    """The sources of a view; more than three are folded away."""
    return sources_line(shown.state.lang, shown.sources)


def sources_line(lang: str, sources: pd.DataFrame) -> html.Div:
    """Rows of the source register as people cite them; more than three are folded away."""
    if sources.empty:
        return html.Div(t(lang, "no_sources"), className="ok-sources", **{"data-sources": ""})
    rows = [_source(lang, row) for row in sources.to_dict("records")]
    if len(rows) <= 3:
        parts: list[Any] = [t(lang, "sources"), " "]
        for i, row in enumerate(rows):
            parts += [*(["; "] if i else []), *row]
        return html.Div(parts, className="ok-sources", **{"data-sources": ""})
    head = html.Summary(t(lang, "sources_count", count=len(rows)))
    listed = html.Details([head, html.Ul([html.Li(row) for row in rows])])
    return html.Div(listed, className="ok-sources", **{"data-sources": ""})


def _source(lang: str, row: dict[Any, Any]) -> list[Any]:
    """A source as people cite it: publisher, title as a link, date, licence, and what is odd about it."""
    url = row["url"]
    title = html.A(row["title"], href=url, rel="noopener") if _given(url) else row["title"]
    tail = [str(row[key]) for key in ("published", "licence") if _given(row[key])]
    note = note_in(lang, row["note"])
    after = f" ({', '.join(tail)})" if tail else ""
    return [f"{row['publisher']}, ", title, after + (f" – {note}" if note else "")]


def _given(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not pd.isna(value)


def key_figure(one: KeyFigure) -> html.Div:
    """A figure large enough to read across a room, what it is above it and what it means below."""
    number, unit = one.parts
    value = [number, *([" ", html.Span(unit, className="ok-key-unit")] if unit else [])]
    inside = [
        html.Dt(one.label, className="ok-key-label"),
        html.Dd([html.Span(value, className="ok-key-value"), html.Span(one.context, className="ok-key-context")]),
    ]
    return html.Div(inside, className=f"ok-key {one.tone}".strip())
