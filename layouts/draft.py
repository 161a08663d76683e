"""A reader's file read, checked and drawn: the answer to ``POST /{lang}/try``.

:func:`made` runs in a process that lives for one file alone (dashboard/server/trying); it keeps and tells nothing.
"""

from dataclasses import replace
from typing import Any

import orjson
import plotly.io as pio
from dash import html

from dashboard import workbook
from dashboard.i18n import t
from dashboard.server.addresses import Page, parse, title
from dashboard.server.trying.asked import Asked
from dashboard.state import MEASURES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.theme import colour, faded
from dashboard.views import VIEWS, Shown, build
from dashboard.workbook.result import Examined
from layouts.draft_parts import change_list, changed, corrected, finding, flaw_tables, to_send, whose
from layouts.fields import Fields
from layouts.parts import view_block
from layouts.static_html import to_html
from layouts.trying import document

#: The word across a picture: size a size class in pixels, how much of the ink it takes, and its slope in degrees.
LETTERS, INK, SLOPE = {"narrow": 44, "wide": 84}, 0.13, -20
#: So many pixels of a picture have one such word: part of a tall one is a draft as well.
APART = 800


def made(asked: Asked) -> bytes:
    """The answer to a file: a document, or JSON with ``title``, ``html`` and ``figures`` by view."""
    tables = store.current()
    city = asked.query.get("cities", "").lower()
    page = parse(f"/{asked.lang}/try", {**asked.query, "cities": city if city in tables.slugs else ""}, tables)
    examined = workbook.examine(asked.data, asked.name, tables, city=page.state.city or "", releases=store.current)
    copy = None if examined.good else workbook.annotated(asked.data, examined)
    content, shown = result(page, tables, examined, copy, still=asked.whole)
    heading = finding(examined, asked.lang)
    if asked.whole:
        return document(page, tables, content, heading).encode()
    figures = {one.view: orjson.Fragment(pio.json.to_json_plotly(one.figure)) for one in shown if one.figure}
    body = to_html(content, own=True)
    return orjson.dumps({"title": f"{heading} – {title(page, tables)}", "html": body, "figures": figures})


def warm() -> None:
    """Load what every file needs, before there is one."""
    tables = store.current()
    city = next(iter(tables.slugs))
    for view in VIEWS:
        _ = to_html(view_block(build(view, ViewState(cities=(city,)), tables)))


def result(
    page: Page, tables: Tables, examined: Examined, copy: bytes | None, *, still: bool
) -> tuple[html.Section, list[Shown]]:
    """What came of a file, and the views that are drawn in it: none of a file with flaws.

    ``copy`` is the file with its flaws as comments; ``still`` is whether no script will bring pictures to life.
    """
    lang = page.lang
    head = [
        html.H2(finding(examined, lang), id="try-heading", tabIndex=-1, className="ok-finding"),
        html.P(_about(examined, tables, page), className="ok-muted"),
        # The script puts here the button that takes the draft away.
        html.P(**{"data-try-tools": ""}),
    ]
    if not examined.good:
        told = [html.P(f"{t(lang, 'try.nothing_shown')} {t(lang, 'try.then')}")]
        told += corrected(copy, examined.code, tables, lang)
        told += flaw_tables(examined.flaws, lang, copied=copy is not None, spoken=examined.lang)
        return html.Section([*head, *told, *_remarks(examined, page)], className="ok-try"), []
    draft = examined.over(tables)
    state = page.state.but(cities=(whose(examined.code, draft),) if examined.code else (), theme=page.state.theme)
    shown = [as_draft(build(view, state, draft)) for view in VIEWS]
    parts = [
        *head,
        *change_list(examined.changes, lang, examined.lang),
        *_remarks(examined, page),
        # A file that changes nothing is nothing to send.
        *(to_send(examined, tables, lang, still=still) if changed(examined.changes, lang) else []),
        html.H2(t(lang, "try.views"), className="ok-section"),
        html.P(t(lang, "try.views_text", release=tables.release)),
        html.P(t(lang, "try.views_still"), className="ok-muted") if still else _measure(state),
        html.Div([view_block(one, draft=True, opened=still) for one in shown], className="ok-views"),
    ]
    return html.Section(parts, className="ok-try"), shown


def _about(examined: Examined, tables: Tables, page: Page) -> str:
    lang = page.lang
    who = {own: slug for slug, own in tables.slugs.items()}.get(examined.code)
    key = "try.about_city" if who else "try.about"
    city = tables.municipality(examined.code).name if who else ""
    return f"{t(lang, key, name=examined.name, city=city)}. {t(lang, 'try.over', release=tables.release)}"


def _remarks(examined: Examined, page: Page) -> list[Any]:
    if not examined.remarks:
        return []
    lang = page.lang
    head = [html.H2(t(lang, "try.remarks"), className="ok-section"), html.P(t(lang, "try.remarks_text"))]
    return [*head, *flaw_tables(examined.remarks, lang, mild=True, spoken=examined.lang)]


def _measure(state: ViewState) -> html.Form:
    """The choice of measure; the script asks again with it."""
    fields = Fields("try", state.lang)
    options = [(one, t(state.lang, f"measure.{one}")) for one in MEASURES]
    chosen = fields.radios("measure", "measure.label", options, state.measure)
    return html.Form(chosen, method="get", action="", **{"data-try-measure": ""})


def as_draft(shown: Shown) -> Shown:
    """The view with its picture marked as a draft; what is given, and the figure in it, is left as it was."""
    if shown.figure is None:
        return shown
    return replace(shown, figure=marked(shown.figure, shown.state))


def marked(figure: dict[str, Any], state: ViewState) -> dict[str, Any]:
    """A copy of the figure with a word across it, and more of them down a tall one.

    Its points lead to the table and not to published pages.
    """
    layout = figure["layout"]
    count = max(1, round(layout["height"] / APART))
    word = {
        "text": f"<b>{t(state.lang, 'try.watermark')}</b>", "name": "draft", "showarrow": False, "textangle": SLOPE,
        "xref": "paper", "yref": "paper", "x": 0.5, "xanchor": "center", "yanchor": "middle",
        "font": {"size": LETTERS.get(state.size, LETTERS["wide"]), "color": faded(colour(state.theme, "ink"), INK)},
    }  # fmt: skip
    words = [{**word, "y": (place + 0.5) / count} for place in range(count)]
    notes = [*(layout.get("annotations") or ()), *words]
    return {
        **figure,
        "data": [_without_ways(trace) for trace in figure["data"]],
        "layout": {**layout, "annotations": notes},
    }


def _without_ways(trace: dict[str, Any]) -> dict[str, Any]:
    if trace.get("meta") != "spots":
        return trace
    # The first of a point's data is the municipality whose page it would open (see assets/spots.js).
    return {**trace, "customdata": [["", *list(row)[1:]] for row in trace["customdata"]]}
