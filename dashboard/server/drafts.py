"""A screen that is being set up: its programme as far as the address can be understood, and what in it cannot be."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.server.program import Program, has_data, listed, read
from dashboard.state import MAX_CITIES, Language
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: A key of the query and the value that cannot be: ``cities`` and ``views`` that do not exist, cities without room in
#: ``too_many``, views in ``needs_city`` that show nothing without a city, and under ``add`` a name that nobody has.
Fault = tuple[str, str]


def draft(query: Mapping[str, str], lang: Language, tables: Tables) -> tuple[Program, tuple[Fault, ...]]:
    """The programme without what is wrong in its address, and what that was; never raises.

    Views that lack a city stay: whoever sets the screen up adds the city next.
    """
    cities, views = listed(query, "cities"), listed(query, "views")
    faults = [("cities", slug) for slug in cities if slug not in tables.slugs]
    faults += [("views", view) for view in views if view not in VIEWS]
    known = tuple(view for view in views if view in VIEWS)
    real = [slug for slug in cities if slug in tables.slugs]
    faults += [("too_many", slug) for slug in real[MAX_CITIES:]]
    kept = {**query, "cities": ",".join(real[:MAX_CITIES]), "views": ""}
    program = read(kept, lang, tables)
    program = replace(program, views=known or program.views)
    if not program.state.cities:
        faults += [("needs_city", view) for view in program.views if not has_data(view, program.state, tables)]
    if typed := query.get("add", "").strip():
        faults.append(("add", typed))
    return program, tuple((key, value[:80]) for key, value in faults)
