"""From a page to its components: one function a kind."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dashboard.server.addresses import Page
from dashboard.tables.loading import Tables
from layouts import shell
from layouts.about import data, method, not_found
from layouts.accessibility import accessibility
from layouts.changes import changes
from layouts.city import city
from layouts.compare import compare
from layouts.overview import overview
from layouts.setup import setup
from layouts.share import share
from layouts.static_html import to_html
from layouts.trying import trying

PAGES: dict[str, Callable[[Page, Tables], list[Any]]] = {
    "overview": overview,
    "city": city,
    "method": method,
    "data": data,
    "accessibility": accessibility,
    "changes": changes,
    "share": share,
    "setup": setup,
    "compare": compare,
    "try": trying,
    "not-found": not_found,
}


@lru_cache(maxsize=512)
def first_html(page: Page, tables: Tables, _origin: str = "", _compared: bool = False) -> str:
    """The page as HTML, for the time before Dash has started and for readers without scripts.

    A page may hold whole addresses, so that what is kept for one origin is no other's; what a
    municipality's page tells of changes is there only once releases have been compared.
    """
    # Here nothing can be fetched later: what Dash's page leaves out for then is in place.
    content = compare(page, tables, at_once=True) if page.kind == "compare" else PAGES[page.kind](page, tables)
    return to_html(shell.around(page, content, tables))


def whole(page: Page, tables: Tables) -> list[Any]:
    """The page with its header and footer."""
    return shell.around(page, PAGES[page.kind](page, tables), tables)
