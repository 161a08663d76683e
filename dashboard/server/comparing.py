"""What is compared: the cities and views that an address names, as far as it can be understood, and what cannot be."""

from collections.abc import Mapping

from dashboard.server.program import listed
from dashboard.state import MAX_CITIES, Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: A key of the query and the value that cannot be.
Fault = tuple[str, str]


def comparison(
    query: Mapping[str, str], lang: Language, tables: Tables
) -> tuple[ViewState, tuple[str, ...], tuple[Fault, ...]]:
    """The state and the views that a query asks to compare (none: all), and what in it cannot be; never raises."""
    cities, views = listed(query, "cities"), listed(query, "views")
    faults = [("cities", slug) for slug in cities if slug not in tables.slugs]
    faults += [("views", view) for view in views if view not in VIEWS]
    written = query.get("cities", "").lower().split(",")
    kept = [slug if slug in tables.slugs else "" for slug in written]
    state = ViewState.from_query({**query, "cities": ",".join(kept)}, lang=lang, known_cities=tables.slugs)
    faults += [("too_many", slug) for slug in [slug for slug in cities if slug in tables.slugs][MAX_CITIES:]]
    return state, tuple(view for view in views if view in VIEWS), tuple((key, value[:80]) for key, value in faults)
