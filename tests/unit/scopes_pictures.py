"""View scopes read back: built for a state as every place builds it, and its marks and words by kind."""

import re
from dataclasses import replace

from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Shown, build
from tests.unit.pictures import drawn, notes, traces

NBSP = "\u00a0"


def show(tables: Tables, *cities: str, **look) -> Shown:
    """The view as every place shows it."""
    return build("scopes", ViewState(cities=cities, **look), tables)


def only(tables: Tables, slug: str, *years: int, **changes) -> Tables:
    """The tables with a municipality's inventories of some years alone, some columns changed."""
    own = tables.scopes[(tables.scopes["code"] == tables.slugs[slug]) & tables.scopes["year"].isin(years)]
    return replace(tables, scopes=own.assign(**changes))


def bars(shown: Shown, name: str) -> list[float]:
    """How long the bars of a kind are, in tonnes, from above."""
    return [x for trace in traces(shown, name) for x in trace["x"]]


def badges(shown: Shown) -> list[str]:
    """The badges of groups, as one line each."""
    layout = drawn(shown)["layout"]
    found = [note["text"] for note in layout["annotations"] if note.get("name") == "badge"]
    return [text.replace("<br>", " ") for text in found if "territorial" not in text.lower()]


def territorial(shown: Shown) -> list[str]:
    """The words at the territorial marks."""
    return [text.replace("<br>", " ") for text in notes(shown) if re.match(r"\S+ [◆◇]", text)]


def shapes(shown: Shown) -> list[dict]:
    return drawn(shown)["layout"]["shapes"]


def row(shown: Shown, *cells: str) -> list[str]:
    """The table's row that begins with these cells."""
    return next(row for row in shown.table.cells(shown.state.lang) if row[: len(cells)] == list(cells))


def everywhere(tables: Tables) -> list[tuple[str, ...]]:
    having = set(tables.scopes["code"])
    slugs = [slug for slug, code in tables.slugs.items() if code in having]
    return [*((slug,) for slug in slugs), tuple(slugs[:6]), tuple(slugs[2:4]), ()]


def fill(shown: Shown, name: str) -> list[tuple[str, str, float]]:
    """Colour, pattern and edge of each bar of a kind."""
    return [
        each
        for trace in traces(shown, name)
        for each in zip(
            trace["marker"]["color"], trace["marker"]["pattern"]["shape"], trace["marker"]["line"]["width"], strict=True
        )
    ]
