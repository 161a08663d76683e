"""A screen that is being set up: its programme as far as the address can be understood, and what in it cannot be."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.server.program import Program, has_data, read
from dashboard.state import MAX_VALUE, Language
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: A key of the query and the value that cannot be: ``cities`` and ``views`` that do not exist, views in ``needs_city``
#: that show nothing without a city, and under ``add`` a typed name that no municipality has.
Fault = tuple[str, str]


def draft(query: Mapping[str, str], lang: Language, tables: Tables) -> tuple[Program, tuple[Fault, ...]]:
    """The programme without what is wrong in its address, and what that was; never raises.

    Views that lack a city stay: whoever sets the screen up adds the city next.
    """
    cities, views = _listed(query, "cities"), _listed(query, "views")
    faults = [("cities", slug) for slug in cities if slug not in tables.slugs]
    faults += [("views", view) for view in views if view not in VIEWS]
    known = tuple(view for view in views if view in VIEWS)
    kept = {**query, "cities": ",".join(slug for slug in cities if slug in tables.slugs), "views": ""}
    program = read(kept, lang, tables)
    program = replace(program, views=known or program.views)
    if not program.state.cities:
        faults += [("needs_city", view) for view in program.views if not has_data(view, program.state, tables)]
    if typed := query.get("add", "").strip():
        faults.append(("add", typed))
    return program, tuple((key, value[:80]) for key, value in faults)


def _listed(query: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The parts of a value with commas, each once."""
    parts = [part.strip() for part in query.get(key, "")[:MAX_VALUE].lower().split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))
