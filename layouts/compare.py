"""Municipalities side by side: every view of them, what differs most between them, and who is like them."""

from typing import Any

from dash import html

from dashboard.i18n import t
from dashboard.server.addresses import Page
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build
from layouts.parts import view_block


def compare(page: Page, tables: Tables) -> list[Any]:
    """The page."""
    views = page.views or tuple(VIEWS)
    blocks = [view_block(build(view, page.state, tables)) for view in views]
    return [html.H1(t(page.lang, "title.compare"), id="heading", tabIndex=-1), html.Div(blocks, className="ok-views")]
