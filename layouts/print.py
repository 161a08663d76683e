"""A state's views on paper: a sheet a view, as plain HTML that needs no script to be read or printed."""

from html import escape
from itertools import accumulate
from typing import Any

from dash import html

from dashboard.i18n import t
from dashboard.pictures.orders import WIDTHS
from dashboard.server import printing
from dashboard.server.printing import Printed
from dashboard.views import Shown, Table
from dashboard.views.places import place_of
from layouts.parts import data_table, how_to_add, source_line
from layouts.static_html import to_html

#: A table of so many rows stands whole on A4; of a longer one, and where it stands for a picture, so many.
WHOLE, FIRST = 20, 12
#: So many characters of remarks have room beside a picture on a slide, and so many sources below it in full.
BESIDE, FEW_SOURCES = 650, 2
#: A table of more columns than this is written smaller.
MANY = 8
#: How large a page is, and its margins: CSS can name no size by an element.
SIZES = {
    "a4": "@page{size:A4 portrait;margin:16mm 15mm 18mm}",
    "wide": "@page{size:13.333in 7.5in;margin:0.45in 0.55in 0.55in}",
}


def document(asked: Printed) -> str:
    """The document as HTML."""
    lang, tables = asked.state.lang, asked.tables
    place = place_of(asked.state, tables)
    name = f"{t(lang, 'printed.title')}: {place} – {t(lang, 'product')}"
    links = "\n".join(f'<link rel="stylesheet" href="{escape(url)}">' for url in printing.styles())
    body = [_bar(asked), html.Main([_title(asked, place), *(_sheet(asked, shown, place) for shown in asked.views)])]
    return f"""<!DOCTYPE html>
<html lang="{lang}" class="{asked.paper}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(name)}</title>
<meta name="robots" content="noindex">
{links}
<style>{SIZES[asked.paper]}</style>
<script src="{escape(printing.script())}" defer></script>
</head>
<body>{to_html(body)}</body>
</html>
"""


def _bar(asked: Printed) -> html.Div:
    """What is seen on a screen alone: the way to the printer, to the other paper and back."""
    lang = asked.state.lang
    other = t(lang, f"printed.other_{'wide' if asked.paper == 'a4' else 'a4'}")
    return html.Div(
        [
            # A link that a script turns into an act; without one, the browser's own menu is left.
            html.A(t(lang, "printed.do"), href="#", role="button", className="do", **{"data-print": ""}),
            html.A(other, href=asked.other),
            html.A(t(lang, "printed.back"), href=asked.page),
            html.Span(t(lang, "printed.how"), className="ok-muted"),
        ],
        className="bar",
    )


def _title(asked: Printed, place: str) -> html.Header:
    return html.Header([html.H1(place), html.P(t(asked.state.lang, "product"))], className="first")


def _sheet(asked: Printed, shown: Shown, place: str) -> html.Section:
    """A view: its finding above, what is seen in the middle, what must be known below."""
    lang = asked.state.lang
    view = t(lang, f"view.{shown.view}")
    fictional = [html.P(t(lang, "fictional"), className="made-up")] if asked.tables.fictional else []
    head = [*fictional, html.P(f"{view} · {place}", className="kicker"), html.H2(shown.summary)]
    return html.Section(
        [
            html.Div(head, className="head"),
            html.Div([*_seen(asked, shown, view, place), *_remarks(asked, shown)], className="seen"),
            *_below(asked, shown, view),
            html.Div([_sources(asked, shown), _foot(asked)], className="foot"),
        ],
        className="sheet",
        **{"data-view": shown.view, "data-cities": ",".join(shown.state.cities), "data-status": shown.status},
    )


def _remarks(asked: Printed, shown: Shown) -> list[html.Ul]:
    """The remarks; a slide holds as many as have room beside the picture, and says that there are more."""
    told = list(shown.remarks)
    if asked.paper == "wide":
        lengths = accumulate(len(one) for one in told)
        told = [one for one, so_far in zip(told, lengths, strict=True) if so_far <= BESIDE]
        if len(told) < len(shown.remarks):
            told.append(t(asked.state.lang, "printed.more"))
    return [html.Ul([html.Li(one) for one in told], className="remarks")] if told else []


def _sources(asked: Printed, shown: Shown) -> html.Div:
    """The sources; on a slide many of them are told by their publishers."""
    if asked.paper == "a4" or len(shown.sources) <= FEW_SOURCES:
        return source_line(shown)
    names = ", ".join(dict.fromkeys(str(name) for name in shown.sources["publisher"]))
    return html.Div(f"{t(asked.state.lang, 'sources')} {names}", className="ok-sources", **{"data-sources": ""})


def _seen(asked: Printed, shown: Shown, view: str, place: str) -> list[Any]:
    """The picture, else the table, else what is missing."""
    lang = asked.state.lang
    if shown.status != "ready":
        return [html.Div([html.P(t(lang, "printed.no_data"), className="missing"), how_to_add(shown)])]
    if shown.view not in asked.pictures:
        return [_table(asked, shown, view)]
    height = int((shown.figure or {})["layout"]["height"])
    alt = t(lang, "printed.alt", view=view, place=place)
    picture = html.Img(
        src=asked.pictures[shown.view], alt=alt, width=str(WIDTHS["wide"]), height=str(height), className="picture"
    )
    return [picture]


def _below(asked: Printed, shown: Shown, view: str) -> list[Any]:
    """On A4 the table, below its picture."""
    if asked.paper != "a4" or shown.status != "ready" or shown.view not in asked.pictures:
        return []
    return [_table(asked, shown, view)]


def _table(asked: Printed, shown: Shown, view: str) -> html.Div:
    """The table, or its first rows and how many there are."""
    count, many = len(shown.table.rows), " many" if len(shown.table.columns) > MANY else ""
    limit = WHOLE if asked.paper == "a4" else FIRST
    if count <= limit:
        return html.Div(data_table(shown.table, shown.state, view), className=f"table{many}")
    part = Table(shown.table.columns, shown.table.rows.head(FIRST))
    note = t(asked.state.lang, "printed.rows", count=FIRST, all=count)
    return html.Div([data_table(part, shown.state, view), html.P(note, className="ok-muted")], className=f"table{many}")


def _foot(asked: Printed) -> html.P:
    lang, tables = asked.state.lang, asked.tables
    dated = t(lang, "footer.data", release=tables.release, date=tables.data_date)
    return html.P(
        [f"{t(lang, 'printed.address')}: ", html.A(asked.address, href=asked.address), f" · {dated}"],
        className="dated",
    )
