"""From a page to its components: one function a kind."""

from collections.abc import Callable
from typing import Any

from dashboard.server.addresses import Page
from dashboard.tables.loading import Tables
from layouts import shell
from layouts.about import data, method, not_found
from layouts.city import city
from layouts.overview import overview

PAGES: dict[str, Callable[[Page, Tables], list[Any]]] = {
    "overview": overview,
    "city": city,
    "method": method,
    "data": data,
    "not-found": not_found,
}


def whole(page: Page, tables: Tables) -> list[Any]:
    """The page with its header and footer."""
    return shell.around(page, PAGES[page.kind](page, tables), tables)
