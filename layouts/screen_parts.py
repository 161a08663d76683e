"""One view composed for a screen: city, finding, large figures, remarks, the picture's room, sources, table."""

from typing import Any

import segno
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import t
from dashboard.tables.loading import Tables
from dashboard.views import KeyFigure, Shown
from dashboard.views.places import place_of
from layouts.parts import data_table, source_line
from layouts.static_html import to_html

#: Sources told by their titles; of more, only who publishes them, as many as two lines of letters hold.
BY_TITLE = 2
LETTERS = {"landscape": 150, "portrait": 58}
#: Up to so many cities their figures are as large as a single city's.
FEW = 2
#: Findings longer than these are written smaller: in words as few as they are, a heading may fill the column.
LONG, LONGEST = 90, 150


def composed(shown: Shown, tables: Tables, code: str) -> str:
    """The view as HTML; ``code`` is the whole address that phones are led to, or empty.

    What is marked ``data-may-go`` is taken away by the screen where it does not fit, the highest number first.
    """
    lang, ready = shown.state.lang, shown.status == "ready"
    name = t(lang, f"view.{shown.view}")
    place = place_of(shown.state, tables)
    words = [
        html.P(place, className="place" if len(shown.state.cities) <= FEW else "place several"),
        html.P(name, className="kicker"),
        html.H1(shown.summary, className=f"finding {_length(shown.summary)}", **{"data-summary": ""}),
        *([_keys(shown.key, len(shown.state.cities))] if shown.key else []),
        *_remarks(shown),
    ]
    label = {"aria-label": f"{name}: {shown.summary}"}
    picture: list[Any] = [html.Div(className="picture", role="img", **label)] if ready else [_missing(shown)]
    parts = [
        *([html.Aside(t(lang, "fictional"), className="made-up")] if tables.fictional else []),
        html.Figcaption(words),
        *picture,
        html.P(_sources(shown, tables), className="sources", **{"data-sources": ""}),
        _panel(shown),
    ]
    attributes = f'data-view="{shown.view}" data-cities="{",".join(shown.state.cities)}" data-status="{shown.status}"'
    written = to_html(parts)
    if code:
        written = written.replace("</figcaption>", f"{_code(lang, code)}</figcaption>", 1)
    return f'<figure class="slide{" coded" if code else ""}" {attributes}>{written}</figure>'


def _length(finding: str) -> str:
    return "short" if len(finding) <= LONG else "long" if len(finding) <= LONGEST else "longest"


def _keys(found: tuple[KeyFigure, ...], cities: int) -> html.Dl:
    """Two or three figures, large; the third goes where there is no room.

    Of several cities one each, or none: a figure without what it means would be another figure, and the picture has
    them all.
    """
    if cities > FEW:
        going: dict[str, Any] = {"data-may-go": "15"}
        return html.Dl([_key(one, 0) for one in found], className=f"keys many of-{len(found)}", **going)
    return html.Dl([_key(one, place) for place, one in enumerate(found[:3])], className="keys")


def _key(one: KeyFigure, place: int) -> html.Div:
    number, unit = one.parts
    size = "" if len(number) <= 5 else " wide" if len(number) <= 7 else " widest"
    value = [html.Span(number, className=f"number{size}"), *([" ", html.Span(unit, className="unit")] if unit else [])]
    context = [html.Span(one.context, className="context")] if one.context else []
    inside = [html.Dt(one.label), html.Dd([html.Span(value, className="value"), *context])]
    going: dict[str, Any] = {"data-may-go": str(20 + place)} if place == 2 else {}
    return html.Div(inside, className=f"key {one.tone}".strip(), **going)


def _remarks(shown: Shown) -> list[Component]:
    """What must be said beside the picture; the first stays longest, and all stand with the table."""
    going = [{"data-may-go": str(30 + place) if place else "10"} for place in range(len(shown.remarks))]
    listed = [html.Li(one, **more) for one, more in zip(shown.remarks, going, strict=True)]
    return [html.Ul(listed, className="remarks")] if listed else []


def _missing(shown: Shown) -> html.Div:
    """What stands in the picture's place when there is none. How it is filled is told on the city's page: whoever
    passes a screen is not the one who can."""
    return html.Div(html.P(t(shown.state.lang, "screen.nothing")), className="nothing")


def _sources(shown: Shown, tables: Tables) -> str:
    """Who publishes the figures, in a line or two; all of it stands with the table."""
    lang, rows = shown.state.lang, shown.sources.to_dict("records")
    if not rows:
        return t(lang, "no_sources")
    room = LETTERS.get(shown.state.size, min(LETTERS.values()))
    titles = "; ".join(f"{row['publisher']}, {row['title']}" for row in rows)
    if len(rows) <= BY_TITLE and len(titles) <= room:
        return f"{t(lang, 'sources')} {titles}"
    who = _publishers(shown, rows, tables)
    named = [one for place, one in enumerate(who) if len(", ".join(who[: place + 1])) <= room] or who[:1]
    more = len(who) - len(named)
    rest = f" {t(lang, 'screen.more_sources', count=more)}" if more > 0 else ""
    return f"{t(lang, 'sources')} {', '.join(named)}{rest}"


def _publishers(shown: Shown, rows: list[dict[Any, Any]], tables: Tables) -> list[str]:
    """Who publishes the figures, each once, the chosen cities' own first.

    The register names several with commas, and after a semicolon who has kept a copy.
    """
    each = [one.strip() for row in rows for one in str(row["publisher"]).split(";")[0].split(", ")]
    names = [tables.municipality(tables.slugs[slug]).name for slug in shown.state.cities]
    return sorted(dict.fromkeys(each), key=lambda one: not any(name in one for name in names))


def _panel(shown: Shown) -> html.Details:
    """The table, all remarks and all sources, one keystroke away."""
    lang = shown.state.lang
    name = t(lang, f"view.{shown.view}")
    inside = [
        html.Ul([html.Li(one) for one in shown.remarks]),
        *([data_table(shown.table, shown.state, name)] if shown.status == "ready" else []),
        source_line(shown),
    ]
    panel = html.Div(inside, className="panel")
    for node in panel._traverse():
        # A screen has no way back from where a link leads.
        if getattr(node, "href", None):
            node.href = None
    return html.Details([html.Summary(t(lang, "screen.table")), panel], **{"data-table": ""})


def _code(lang: str, address: str) -> str:
    """A code that leads a phone to the same view; dark on white in every theme, since cameras ask for it."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=3, dark="#000", light="#fff", omitsize=True)
    return f'<div class="code">{svg}<p>{t(lang, "screen.code")}</p></div>'
