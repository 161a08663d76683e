"""What is compared: the cities and views that an address names, as far as it can be understood, and what cannot be."""

import re
from collections.abc import Mapping

from dashboard.server.program import listed
from dashboard.state import ALIGNS, MAX_CITIES, MAX_VALUE, MEASURES, PANELS, REFS, Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: What is wrong, and its value: ``cities``, ``views``, ``refs``, ``measure``, ``align``, ``layout`` and ``base`` that
#: do not exist, cities named twice (``twice``) or without room (``too_many``), a name that nobody has (``add``).
Fault = tuple[str, str]
#: So many faults are told of; an address that holds more is no reader's.
MAX_FAULTS = 12
#: Keys of one value among a few.
CHOICES = {"measure": MEASURES, "align": ALIGNS, "layout": PANELS}


def comparison(
    query: Mapping[str, str], lang: Language, tables: Tables
) -> tuple[ViewState, tuple[str, ...], tuple[Fault, ...]]:
    """The state and the views that a query asks to compare (none: all), and what in it cannot be; never raises.

    All cities are shown at once, whatever the address says of revealing them one by one.
    """
    written = [part.strip() for part in query.get("cities", "")[:MAX_VALUE].lower().split(",")]
    cities, faults = _cities(written, tables)
    views = listed(query, "views")
    faults += [("views", view) for view in views if view not in VIEWS]
    faults += [("refs", ref) for ref in listed(query, "refs") if ref not in REFS]
    faults += [(key, query[key]) for key, known in CHOICES.items() if query.get(key, "") not in ("", *known)]
    state = ViewState.from_query({**query, "cities": ",".join(cities)}, lang=lang, known_cities=tables.slugs)
    if not _is_base(query.get("base", ""), tables):
        faults.append(("base", query["base"]))
        state = state.but(base=ViewState().base)
    if typed := query.get("add", "").strip():
        faults.append(("add", typed))
    known_views = tuple(view for view in views if view in VIEWS)
    told = tuple((key, value[:80]) for key, value in faults[:MAX_FAULTS])
    return state.but(reveal=0), () if known_views == tuple(VIEWS) else known_views, told


def _cities(written: list[str], tables: Tables) -> tuple[list[str], list[Fault]]:
    """The cities that can be shown, places that stand empty among them, and what is wrong with the others.

    A city that is none, or that stands there already, leaves no place behind it.
    """
    kept: list[str] = []
    faults: list[Fault] = []
    for slug in written:
        if not slug:
            kept.append("")
        elif slug not in tables.slugs:
            faults.append(("cities", slug))
        elif slug in kept:
            faults.append(("twice", slug))
        elif len([one for one in kept if one]) == MAX_CITIES:
            faults.append(("too_many", slug))
        else:
            kept.append(slug)
    return kept, list(dict.fromkeys(faults))


def _is_base(text: str, tables: Tables) -> bool:
    """Whether an index can count from what is written: nothing, or a year of the statistics."""
    return not text or (re.fullmatch("[0-9]{4}", text) is not None and int(text) in base_years(tables))


def base_years(tables: Tables) -> list[int]:
    """The years that an index can count from, in order."""
    return sorted({int(year) for year in tables.emissions["year"].unique()})


def with_city(state: ViewState, slug: str) -> ViewState:
    """The state with one city more, in the first place that stands empty; as it is where there is no room.

    A goal is one city's, and goes with any change of cities.
    """
    places = _places(state)
    if slug in places or len(state.cities) >= MAX_CITIES:
        return state
    at = places.index("") if "" in places else len(places)
    return _placed(state, [*places[:at], slug, *places[at + 1 :]])


def without_city(state: ViewState, slug: str) -> ViewState:
    """The state without a city; the others keep their places, and with them their colours."""
    return _placed(state, ["" if one == slug else one for one in _places(state)]) if slug in state.cities else state


def _places(state: ViewState) -> list[str]:
    return state.named.split(",") if state.cities else []


def _placed(state: ViewState, places: list[str]) -> ViewState:
    slots = tuple(at for at, slug in enumerate(places) if slug)
    follow = slots == tuple(range(len(slots)))
    return state.but(cities=tuple(filter(None, places)), slots=() if follow else slots, target="")


def changed(form: Mapping[str, list[str]], lang: Language, tables: Tables, added: str | None) -> dict[str, str]:
    """The query that a filled-in form asks for; some of its fields hold several values.

    ``remove`` in the form is the slug of a city that goes, ``added`` the slug of one that comes. ``order`` is that of
    the views until now: boxes are sent as they stand, and the views keep the order that the address gave them.
    """
    query = {key: (",".join(many) if key in ("refs", "views") else many[0]) for key, many in form.items() if many}
    if order := listed(query, "order"):
        ticked = listed(query, "views")
        query["views"] = ",".join([view for view in order if view in ticked] + [v for v in ticked if v not in order])
    query.pop("order", None)
    removed = query.pop("remove", "")
    query.pop("add", None)
    before, _, _ = comparison(query, lang, tables)
    state = without_city(before, removed)
    state = with_city(state, added) if added else state
    if state.cities != before.cities:
        query.pop("target", None)
    return {**query, "cities": state.named}
