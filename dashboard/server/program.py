"""The programme of a screen: which views it shows in turn, of which cities, how long each. Its address says it all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from dashboard.state import MAX_CITIES, MAX_VALUE, BadQuery, Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, build

Layout = Literal["single", "side"]
LAYOUTS: tuple[Layout, ...] = ("single", "side")
#: Seconds that a view stands: as set, at least and at most. Five are too few to read most views; more than an hour is
#: a picture and no programme.
SECONDS, LEAST, MOST = 20, 5, 3600
#: What a screen shows when its address names no views: those of them that have data.
USUAL = ("process", "trajectory", "modal-share")
#: What it shows of no city in particular.
USUAL_OF_ALL = ("process", "city-map", "trajectory")
ON = ("on", "1", "true", "yes")


@dataclass(frozen=True)
class Slide:
    """One view of the programme, in the state that it is shown in."""

    view: str
    state: ViewState


@dataclass(frozen=True)
class Program:
    """Cities and how they are looked at (``state``), the views in turn, seconds a view, cities one by one (``single``)
    or together (``side``), and whether a clock and a code for phones are shown."""

    state: ViewState = field(default_factory=ViewState)
    views: tuple[str, ...] = USUAL
    seconds: int = SECONDS
    layout: Layout = "single"
    clock: bool = False
    qr: bool = False

    @property
    def slides(self) -> tuple[Slide, ...]:
        """What is shown, in order: each view of each city in turn, or of all cities side by side."""
        cities = self.state.cities
        groups = [(slug,) for slug in cities] if self.layout == "single" and cities else [cities]
        return tuple(Slide(view, self.state.but(cities=group)) for view in self.views for group in groups)

    def to_query(self) -> str:
        """The query string of this programme; what is usual is left out, but for the views, which are always told."""
        pairs: dict[str, object] = {"views": ",".join(self.views)}
        if self.seconds != SECONDS:
            pairs["seconds"] = self.seconds
        if self.layout != "single":
            pairs["layout"] = self.layout
        pairs |= {key: "on" for key in ("clock", "qr") if getattr(self, key)}
        first = {"cities": ",".join(self.state.cities)} if self.state.cities else {}
        rest = self.state.but(size="wide").to_query(cities=False)
        return "&".join(part for part in (urlencode({**first, **pairs}, safe=","), rest) if part)


def read(query: Mapping[str, str], lang: Language, tables: Tables) -> Program:
    """The programme that a query asks for; seconds and layout are clamped, as measure and years are.

    Raises ``BadQuery``: ``cities`` for a city and ``views`` for a view that does not exist (404), ``too_many`` for the
    first city that has no room, ``needs_city`` for a view that shows nothing without a city when none is named (400).
    """
    state = ViewState.from_query(query, lang=lang, known_cities=tables.slugs).but(size="wide", layout="over")
    if len(named := listed(query, "cities")) > MAX_CITIES:
        # Whoever wrote a seventh city would wait for it in vain.
        raise BadQuery("too_many", named[MAX_CITIES], 400)
    views = listed(query, "views")
    for view in views:
        if view not in VIEWS:
            raise BadQuery("views", view)
    # A clock that is off is off, whatever word says so.
    extras = {key: query.get(key, "")[:8].lower() in ON for key in ("clock", "qr")}
    layout: Layout = "side" if query.get("layout") == "side" else "single"
    if views and not state.cities:
        idle = [view for view in views if not has_data(view, state, tables)]
        if idle:
            raise BadQuery("needs_city", idle[0], 400)
    return Program(state, views or usual(state, tables), _seconds(query.get("seconds")), layout, **extras)


def listed(query: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The parts of a value with commas, each once."""
    parts = [part.strip() for part in query.get(key, "")[:MAX_VALUE].lower().split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))


def usual(state: ViewState, tables: Tables) -> tuple[str, ...]:
    """The views that a screen shows when none are asked for: the usual ones that have data, at least one."""
    wanted = USUAL if state.cities else USUAL_OF_ALL
    return tuple(view for view in wanted if has_data(view, state, tables)) or ("trajectory",)


def has_data(view: str, state: ViewState, tables: Tables) -> bool:
    """Whether a view has anything to show on a screen in the state."""
    return build(view, state.but(mode="screen", size="landscape"), tables).status == "ready"


def _seconds(value: str | None) -> int:
    """Whole seconds within the limits; what is no number becomes the usual."""
    text = (value or "")[:12].strip()
    digits = text.removeprefix("+").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return SECONDS
    return min(max(int(text), LEAST), MOST)
