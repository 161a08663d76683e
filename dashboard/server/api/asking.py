"""What a request asks for, read strictly: where a page clamps a wrong value, the API says what is wrong with it."""

import re
from collections.abc import Sequence
from typing import Literal, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from dashboard.server.api.problems import TOLD, Problem
from dashboard.state import (
    FIRST_YEAR,
    LANGUAGES,
    LAST_YEAR,
    LAYERS,
    LEAST_SPAN,
    MAX_CITIES,
    MEASURES,
    Language,
    ViewState,
)
from dashboard.tables import pointer, store
from dashboard.tables.loading import Tables
from dashboard.tables.schemas import SPECS

Format = Literal["json", "csv"]
FORMATS: tuple[Format, ...] = ("json", "csv")
MIMETYPES: dict[Format, str] = {"json": "application/json", "csv": "text/csv"}
#: The syntaxes of the catalogue.
SYNTAXES = {"jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
#: How many values a problem lists before it would be a table of its own.
MOST_LISTED = 60

One = TypeVar("One", bound=str)


def language() -> Language:
    """``lang``, Swedish where it is left out. Raises :class:`Problem`."""
    return _one_of("lang", LANGUAGES, "sv")


def data_format() -> Format:
    """``format``, else what the header ``Accept`` would rather have, else JSON. Raises :class:`Problem`."""
    accepted = request.accept_mimetypes.best_match(list(MIMETYPES.values()), "application/json")
    return _one_of("format", FORMATS, "csv" if accepted == "text/csv" else "json")


def syntax() -> str:
    """The catalogue's ``format``, else what ``Accept`` would rather have, else JSON-LD. Raises :class:`Problem`."""
    accepted = request.accept_mimetypes.best_match(list(SYNTAXES.values()), SYNTAXES["jsonld"])
    return _one_of("format", tuple(SYNTAXES), "rdf" if accepted == SYNTAXES["rdf"] else "jsonld")


def tables() -> Tables:
    """The release that is asked for, else the current one. Raises :class:`Problem`."""
    name = release()
    try:
        return store.current(name or None)
    except (store.UnknownRelease, store.DataError) as fault:
        if not name:
            raise
        known = pointer.ids(store.store().data)
        raise Problem(404, "no_such_release", "release", name, known) from fault


def state(held: Tables) -> ViewState:
    """The state that the query spells out, ``release`` as it was asked for. Raises :class:`Problem`."""
    asked = cities(held)
    start, end = _span()
    return ViewState(
        lang=language(),
        cities=asked,
        measure=_one_of("measure", MEASURES, "total"),
        base=_year("base", FIRST_YEAR),
        start=start,
        end=end,
        target=_target(held, asked),
        layer=_one_of("layer", LAYERS, "roles"),
        release=release(),
    )


def table() -> str:
    """``table``, the emissions where it is left out. Raises :class:`Problem`."""
    return _one_of("table", tuple(SPECS), "emissions")


def release() -> str:
    """``release`` as it was asked for. Raises :class:`Problem`."""
    return _single("release")


def _single(name: str) -> str:
    """A parameter's value, empty where it is left out. One that is given twice says two things: a problem."""
    query: MultiDict[str, str] = request.args
    values = query.getlist(name)
    if len(values) > 1:
        raise Problem(400, "repeated", name, ", ".join(value[:TOLD] for value in values[:3]))
    return values[0] if values else ""


def _one_of(name: str, allowed: Sequence[One], default: One) -> One:
    value = _single(name)
    found = next((one for one in allowed if one == value), None)
    if found is None and value:
        raise Problem(400, "bad_value", name, value, list(allowed))
    return found or default


def cities(held: Tables) -> tuple[str, ...]:
    """Municipalities in the order asked for; ``cities`` may be repeated, since no order of meaning is lost by it.

    Raises :class:`Problem`.
    """
    given = ",".join(request.args.getlist("cities")).lower().split(",")
    asked = tuple(dict.fromkeys(part for part in given if part))
    for slug in asked:
        if slug not in held.slugs:
            few = list(held.slugs) if len(held.slugs) <= MOST_LISTED else None
            raise Problem(404, "no_such_city", "cities", slug, few)
    if len(asked) > MAX_CITIES:
        raise Problem(400, "too_many_cities", "cities", ",".join(asked), {"maximum": MAX_CITIES})
    return asked


def _year(name: str, default: int) -> int:
    value = _single(name)
    if not value:
        return default
    if re.fullmatch(r"[0-9]{4}", value) is None or not FIRST_YEAR <= int(value) <= LAST_YEAR:
        raise Problem(400, "bad_year", name, value, {"minimum": FIRST_YEAR, "maximum": LAST_YEAR})
    return int(value)


def _span() -> tuple[int, int]:
    """``from`` and ``to``, at least five years apart: fewer would be a point and not a course."""
    start, end = _year("from", FIRST_YEAR), _year("to", LAST_YEAR)
    if end - start >= LEAST_SPAN:
        return start, end
    if _single("to") and start + LEAST_SPAN <= LAST_YEAR:
        raise Problem(400, "bad_year", "to", str(end), {"minimum": start + LEAST_SPAN, "maximum": LAST_YEAR})
    raise Problem(400, "bad_year", "from", str(start), {"minimum": FIRST_YEAR, "maximum": LAST_YEAR - LEAST_SPAN})


def _target(held: Tables, cities: tuple[str, ...]) -> str:
    """A goal of the municipalities asked for, by its id or its year."""
    value = _single("target")
    if not value:
        return ""
    own = held.targets[held.targets["code"].isin([held.slugs[slug] for slug in cities])]
    years = own["target_year"].dropna().astype(int).astype(str)
    known = list(dict.fromkeys([*own["goal_id"], *sorted(years)]))
    if value not in known:
        raise Problem(404, "no_such_goal", "target", value, known)
    return value
