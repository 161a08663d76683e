"""A view as a document of its own, for an iframe on somebody else's page: plain HTML that reads without scripts.

The pieces are those of the pages, written as HTML; Dash itself has no part in it.
"""

from functools import lru_cache
from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import t
from dashboard.pictures.orders import WIDTHS
from dashboard.server.embed import Links
from dashboard.server.embed_size import FOLDED_FROM, OPEN_REMARKS, WIDE
from dashboard.server.headers import EMBED_POLICY
from dashboard.state import Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Shown, build
from dashboard.views.places import place_of
from layouts.parts import data_table, how_to_add, source_line
from layouts.static_html import to_html

#: From this width of the frame the wide picture is shown.
FROM = f"(min-width: {WIDE}px)"
DARK = "(prefers-color-scheme: dark)"


@lru_cache(maxsize=64)
def sized_of(view: str, state: ViewState, tables: Tables) -> dict[str, Shown]:
    """The view in both sizes; the words are those of the wide one."""
    return {size: build(view, state.but(mode="embed", theme="light", size=size), tables) for size in WIDTHS}


def document(view: str, state: ViewState, tables: Tables, links: Links) -> str:
    """The embed as HTML. ``links`` tells where its parts are; without pictures the table stands open."""
    lang, sized = state.lang, sized_of(view, state, tables)
    shown = sized["wide"]
    place = place_of(state, tables)
    name = t(lang, f"view.{view}")
    ready = shown.status == "ready"
    parts = [
        *([html.Aside(t(lang, "fictional"), className="made-up")] if tables.fictional else []),
        html.P(f"{name} · {place}", className="kicker"),
        html.H1(shown.summary, **{"data-summary": ""}),
    ]
    below = [
        *([] if ready else [how_to_add(shown)]),
        *_remarks(shown),
        *([_table(shown, links)] if ready else []),
        source_line(shown),
        _foot(shown, tables, links),
    ]
    picture = _stage(sized, state, place, links) if ready else ""
    attributes = {
        "data-view": view,
        "data-cities": ",".join(state.cities),
        "data-status": shown.status,
        "aria-label": f"{name} · {place}",
    }
    inside = "".join(
        [
            "<figcaption>", _written(parts, links), "</figcaption>", picture, _written(below, links),
        ]
    )  # fmt: skip
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    scripts = {"plotly": links.plotly, "spots": links.spots, "fault": t(lang, "embed.no_chart")}
    return _document(
        lang,
        state.theme,
        f"{name}: {place} – {t(lang, 'product')}",
        links.style,
        f"<main><figure{written}>{inside}</figure></main>",
        head=f'<script src="{escape(links.script)}" defer{_data(scripts)}></script>',
        pages=links.pages,
    )


def fault(lang: Language, text: str, style: str, home: str) -> str:
    """What stands in the frame when there is nothing to show: a sentence, and the way to the product."""
    link = f'<p><a href="{escape(home)}">{escape(t(lang, "product"))}</a></p>'
    body = f'<main><figure data-status="fault"><h1>{escape(text)}</h1>{link}</figure></main>'
    return _document(lang, "auto", t(lang, "product"), style, body)


def _document(
    lang: Language, theme: str, title: str, style: str, body: str, *, head: str = "", pages: str | None = ""
) -> str:
    """Links leave the frame for a tab of their own: the page around it is not ours to replace.

    A document that is served without this server carries its policy itself.
    """
    policy = "; ".join(f"{name} {value}" for name, value in EMBED_POLICY.items())
    if pages != "":
        head = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n{head}'
    own = "" if pages == "" else f' data-pages="{escape(pages or "")}"'
    return f"""<!DOCTYPE html>
<html lang="{lang}" data-theme="{escape(theme)}"{own}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
<title>{escape(title)}</title>
<meta name="robots" content="noindex">
<base target="_blank">
<link rel="stylesheet" href="{escape(style)}">
</head>
<body>{body}</body>
</html>
"""


def _stage(sized: dict[str, Shown], state: ViewState, place: str, links: Links) -> str:
    """The picture, or its room where none can be drawn, and what the script needs to bring the chart to life."""
    lang = state.lang
    name = t(lang, f"view.{sized['wide'].view}")
    boxes = {size: (width, int((sized[size].figure or {})["layout"]["height"])) for size, width in WIDTHS.items()}
    data = {f"{theme}-{size}": address for (theme, size), address in links.figures.items()}
    data |= {f"box-{size}": f"{width} {height}" for size, (width, height) in boxes.items()}
    data |= {
        "label": t(lang, "embed.stage", view=name, place=place),
        "spots": t(lang, "spots.label", view=name),
    }
    # The narrowest and the widest are bound by the style sheet; the ratio keeps the room before the picture has come.
    if not links.pictures:
        rooms = "".join(
            f'<svg class="room {size}" viewBox="0 0 {width} {height}" aria-hidden="true"></svg>'
            for size, (width, height) in boxes.items()
        )
        without = "<noscript><style>.stage{display:none}</style></noscript>"
        return f'<div class="stage waits"{_data(data)}>{rooms}</div>{without}'
    themes = ("light", "dark") if state.theme == "auto" else (state.theme,)
    sources = []
    for theme in reversed(themes):
        for size in ("wide", "narrow"):
            asked = [FROM] if size == "wide" else []
            asked += [DARK] if theme == "dark" and len(themes) > 1 else []
            if asked:
                width, height = boxes[size]
                sources.append(
                    f'<source media="{" and ".join(asked)}" srcset="{escape(links.pictures[theme, size])}" '
                    f'width="{width}" height="{height}">'
                )
    if themes == ("dark",):
        # Light ink would not be seen on paper.
        sources.insert(0, f'<source media="print" srcset="{escape(links.pictures["light", "wide"])}">')
    width, height = boxes["narrow"]
    alt = escape(t(lang, "embed.alt", view=name, place=place))
    image = f'<img src="{escape(links.pictures[themes[0], "narrow"])}" width="{width}" height="{height}" alt="{alt}">'
    return f'<div class="stage"{_data(data)}><picture>{"".join(sources)}{image}</picture></div>'


def _data(values: dict[str, str]) -> str:
    return "".join(f' data-{key}="{escape(value)}"' for key, value in values.items())


def _remarks(shown: Shown) -> list[Component]:
    told = list(shown.remarks)
    count = OPEN_REMARKS if len(told) >= FOLDED_FROM else len(told)
    head = t(shown.state.lang, "embed.more_remarks", count=len(told) - count)
    listed = [html.Ul([html.Li(one) for one in part], className="remarks") for part in (told[:count], told[count:])]
    return [*listed[:1][: bool(told)], *([html.Details([html.Summary(head), listed[1]])] if told[count:] else [])]


def _table(shown: Shown, links: Links) -> html.Details:
    lang = shown.state.lang
    name = t(lang, f"view.{shown.view}")
    return html.Details(
        [
            html.Summary(t(lang, "table_of", view=name.lower())),
            data_table(shown.table, shown.state, name),
            html.P(html.A(t(lang, "download_csv"), href=links.table, download="")),
        ],
        open=not links.pictures,
        **{"data-table": ""},
    )


def _foot(shown: Shown, tables: Tables, links: Links) -> html.P:
    lang = shown.state.lang
    dated = t(lang, "footer.data", release=tables.release, date=tables.data_date)
    name = t(lang, "product")
    more = html.A(t(lang, "embed.full", product=name), href=links.page) if links.page else html.Span(name)
    more.className = "full"
    return html.P([more, html.Span(f"{dated} {t(lang, 'embed.new_tab')}")], className="foot")


def _written(parts: list[Any], links: Links) -> str:
    """The parts as HTML, their links to pages led to where the pages are; without pages they are plain text."""
    if links.pages != "":
        for part in parts:
            for node in [part, *(part._traverse() if isinstance(part, Component) else [])]:
                address = getattr(node, "href", None) or ""
                if address.startswith("/"):
                    node.href = links.pages + address if links.pages else None
    return to_html(parts)
