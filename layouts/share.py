"""The share page: choose a view and how it looks, see it, and take the code, the link and the files.

The choices are a plain form that the server answers, so that the address always tells the whole state and the page
works without a script; with one, the page follows each choice by itself (assets/share.js).
"""

from typing import Any

from dash import html

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server import embed_size, embedding
from dashboard.server.addresses import Page, to_embed
from dashboard.server.discovery import oembed_address
from dashboard.server.origin import whole
from dashboard.server.sharing import tidy
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Shown, build
from layouts.accessibility import paragraph
from layouts.fields import copied
from layouts.files import files
from layouts.share_form import form

#: The widths in pixels that an embed is tried at: on a phone, in a column, in an article.
WIDTHS = (320, 480, 800)


def share(page: Page, tables: Tables) -> list[Any]:
    """The page."""
    lang, view = page.lang, page.view
    state = tidy(page.state.but(size="wide"), view)
    shown = build(view, state, tables)
    head = html.Div(
        [
            html.H1(t(lang, "title.share"), id="heading", tabIndex=-1),
            html.P(t(lang, "share.lead"), className="ok-lead"),
        ],
        className="ok-hero",
    )
    downloads = files(state, (view,), tables)
    result = [_preview(shown, state, tables), _codes(view, state, tables), downloads, _statement(lang)]
    parts = [html.Section(form(view, state, tables), className="ok-share-choices")]
    return [head, html.Div([*parts, html.Div(result, className="ok-share-result")], className="ok-share")]


def _preview(shown: Shown, state: ViewState, tables: Tables) -> html.Section:
    """The very embed at three widths, side by side in a box that scrolls."""
    lang, view = state.lang, shown.view
    finding = f"{embedding.title(view, state, tables)}: {shown.summary}"
    inside: list[Any] = [
        html.H2(t(lang, "share.preview"), className="ok-section"),
        html.P(finding, id="finding-share", className="ok-prose"),
    ]
    if shown.status != "ready":
        inside.append(html.P(t(lang, "share.nothing"), className="ok-share-note"))
    strip: dict[str, Any] = {"tabIndex": 0, "role": "region", "aria-label": t(lang, "share.strip")}
    inside.append(html.Div([_frame(shown, state, tables, width) for width in WIDTHS], className="ok-strip", **strip))
    inside.append(html.A(t(lang, "share.open"), href=to_embed(view, state), className="ok-download"))
    return html.Section(inside)


def _frame(shown: Shown, state: ViewState, tables: Tables, width: int) -> html.Div:
    name = t(state.lang, f"share.width.{width}")
    height = embed_size.height(shown.view, state, tables, width)
    title = f"{embedding.title(shown.view, state, tables)} ({name})"
    # The browser opens the frame when it comes near: a frame of React's could neither wait nor leave Back alone.
    box = html.Div(
        className="ok-frame",
        style={"width": f"{width}px", "height": f"{height}px"},
        **{"data-frame": to_embed(shown.view, state), "data-title": title},
    )
    return html.Div([html.P(name, className="ok-label"), box])


def _codes(view: str, state: ViewState, tables: Tables) -> html.Section:
    lang = state.lang
    bare = embedding.iframe(view, state, tables)
    embed = whole(to_embed(view, state))
    return html.Section(
        [
            html.H2(t(lang, "share.codes"), className="ok-section"),
            copied("share-code", bare, lang, t(lang, "share.code"), t(lang, "share.code_why")),
            copied("share-scripted", embedding.with_script(bare), lang, t(lang, "share.scripted"),
                    t(lang, "share.scripted_why")),
            copied("share-link", embedding.link(view, state), lang, t(lang, "share.link"), t(lang, "share.link_why")),
            copied("share-oembed", oembed_address(embed), lang, t(lang, "share.oembed"), t(lang, "share.oembed_why")),
        ]
    )  # fmt: skip


def _statement(lang: str) -> html.Section:
    """The paragraph for the other site's own accessibility statement, in both languages; the page's own first."""
    order = sorted(LANGUAGES, key=lambda one: one != lang)
    return html.Section(
        [
            html.H2(t(lang, "share.statement"), className="ok-section"),
            html.P(t(lang, "share.statement_why"), className="ok-prose"),
            *(copied(f"share-statement-{one}", paragraph(one, whole(settings().base_path)), lang,
                      t(lang, f"share.paragraph.{one}"), of=one) for one in order),
        ]
    )  # fmt: skip
