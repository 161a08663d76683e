"""What is being looked at: one frozen, hashable value that an address spells out and a cache can hold.

``from_query`` takes anything a browser may send and clamps it; ``to_query`` is its inverse. A leaf: it knows
neither tables nor views, so whoever calls it says which cities and releases exist.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

Language = Literal["sv", "en"]
Measure = Literal["total", "capita", "index"]
Theme = Literal["light", "dark", "auto"]
Mode = Literal["page", "screen", "embed", "print"]
Size = Literal["narrow", "wide", "portrait", "landscape"]
Align = Literal["year", "lap"]
Panels = Literal["over", "panels"]
#: A pace in per cent less a year, of everything (an empty name), of a sector, or of one municipality by its slug.
Paces = tuple[tuple[str, float], ...]

LANGUAGES: tuple[Language, ...] = ("sv", "en")
MEASURES: tuple[Measure, ...] = ("total", "capita", "index")
THEMES: tuple[Theme, ...] = ("light", "dark", "auto")
#: What the map of cities shows: everyone's role, a measure, or one role or network lit up.
LAYERS = (
    "roles", "per_person", "change", "chargeable", "since_2020", "since_2021", "later", "twin", "unstated", "intent",
    "pioneer", "mission", "label", "pilot", "n6",
)  # fmt: skip
SIZES: tuple[Size, ...] = ("narrow", "wide", "portrait", "landscape")
#: Courses by calendar, or by years since a municipality's first contract; all in one picture, or a panel each.
ALIGNS: tuple[Align, ...] = ("year", "lap")
PANELS: tuple[Panels, ...] = ("over", "panels")
#: What cities are held against: the first one's county and SKR group, and all municipalities together.
REFS = ("county", "group", "nation")
FIRST_YEAR, LAST_YEAR = 1990, 2050
LEAST_SPAN = 5
MAX_CITIES = 6
#: The least and the greatest pace that a scenario may hold, in per cent less a year (a rise is negative).
PACES = (-20.0, 50.0)
#: So many paces may an address hold: one of all, one a sector, one a city.
MAX_PACES = 16
#: A value longer than this is nobody's honest address; it is cut before anything looks at it.
MAX_VALUE = 400


class BadQuery(ValueError):
    """A known query key whose value cannot be clamped to something sensible.

    ``key`` and ``value`` tell what was wrong; ``status`` is the HTTP answer: 404 for a thing that does not
    exist, 400 for a value that is none.
    """

    def __init__(self, key: str, value: str, status: int = 404) -> None:
        super().__init__(f"{key}={value!r}")
        self.key, self.value, self.status = key, value[:80], status


@dataclass(frozen=True)
class ViewState:
    """Language, cities (slugs, in the order asked for), and how they are looked at."""

    lang: Language = "sv"
    cities: tuple[str, ...] = ()
    measure: Measure = "total"
    base: int = FIRST_YEAR
    start: int = FIRST_YEAR
    end: int = LAST_YEAR
    target: str = ""
    layer: str = "roles"
    theme: Theme = "auto"
    mode: Mode = "page"
    size: Size = "wide"
    release: str = ""
    #: Each city's place in the list of colours, where the address leaves places empty (``umea,,lund``): a city that is
    #: taken away takes no other's colour with it. Empty when they simply follow each other.
    slots: tuple[int, ...] = ()
    refs: tuple[str, ...] = ()
    align: Align = "year"
    layout: Panels = "over"
    #: A scenario: paces (see :data:`Paces`) and the year that its outcome is told for, nought for the goal's own.
    pace: Paces = ()
    by: int = 0
    #: How many of the cities have been revealed to an audience; nought: all.
    reveal: int = 0

    def but(self, **changes: object) -> "ViewState":
        """The same state with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def city(self) -> str | None:
        """The one city's slug, when there is just one."""
        return self.cities[0] if len(self.cities) == 1 else None

    def place(self, slug: str) -> int:
        """The place of a city in the list of colours, counted from nought."""
        at = self.cities.index(slug)
        return self.slots[at] if len(self.slots) == len(self.cities) else at

    @property
    def named(self) -> str:
        """The cities as an address names them, places that stand empty included (``umea,,lund``)."""
        if len(self.slots) != len(self.cities):
            return ",".join(self.cities)
        held = dict(zip(self.slots, self.cities, strict=True))
        return ",".join(held.get(slot, "") for slot in range(max(self.slots, default=-1) + 1))

    @classmethod
    def from_query(
        cls,
        query: Mapping[str, str],
        *,
        lang: Language = "sv",
        known_cities: Collection[str],
        cities: tuple[str, ...] = (),
    ) -> "ViewState":
        """Read a query; ``cities`` are those that the path names and go before the query's.

        Unknown keys are ignored; measure, years, paces and theme are clamped. Raises :class:`BadQuery` for a city
        that ``known_cities`` does not hold.
        """
        written = query.get("cities", "")[:MAX_VALUE].lower().split(",")
        asked = cities or tuple(part for part in written if part)
        for slug in asked:
            if slug not in known_cities:
                raise BadQuery("cities", slug)
        kept = tuple(dict.fromkeys(asked))[:MAX_CITIES]
        slots = () if cities else tuple(written.index(slug) for slug in kept)
        start, end = sorted((_year(query.get("from"), FIRST_YEAR), _year(query.get("to"), LAST_YEAR)))
        # A period shorter than five years would be a point and not a course.
        start = min(start, LAST_YEAR - LEAST_SPAN)
        return cls(
            lang=lang,
            cities=kept,
            measure=_one_of(query.get("measure"), MEASURES, "total"),
            base=_year(query.get("base"), FIRST_YEAR),
            start=start,
            end=max(end, start + LEAST_SPAN),
            target=_slug(query.get("target")),
            layer=_one_of(query.get("layer"), LAYERS, "roles"),
            theme=_one_of(query.get("theme"), THEMES, "auto"),
            size=_one_of(query.get("size"), SIZES, "wide"),
            release=_slug(query.get("release")),
            # Places far away, or none left empty, are no places of their own.
            slots=slots if slots != tuple(range(len(slots))) and max(slots) < MAX_CITIES else (),
            refs=tuple(ref for ref in REFS if ref in query.get("refs", "")[:MAX_VALUE].split(",")),
            align=_one_of(query.get("align"), ALIGNS, "year"),
            layout=_one_of(query.get("layout"), PANELS, "over"),
            pace=_paces(query),
            by=_year(query.get("by"), 0),
            reveal=min(int(text), len(kept)) if re.fullmatch("[1-9]", text := query.get("reveal", "")[:2]) else 0,
        )

    def to_query(self, *, cities: bool = True) -> str:
        """The query string of this state without a question mark; what is default is left out.

        ``mode`` is not in it, since the path decides it. ``cities=False`` leaves out what the path names.
        """
        pairs: dict[str, object] = {}
        if cities and self.cities:
            pairs["cities"] = self.named
        if self.refs:
            pairs["refs"] = ",".join(self.refs)
        default = ViewState()
        for key, name in _KEYS.items():
            if getattr(self, name) != getattr(default, name):
                pairs[key] = getattr(self, name)
        pairs |= {f"pace.{name}" if name else "pace": f"{value:g}" for name, value in self.pace}
        return urlencode(pairs, safe=",")


#: Query keys that stand for a field of the same meaning, in the order in which an address shows them.
_KEYS = {
    "measure": "measure",
    "base": "base",
    "from": "start",
    "to": "end",
    "target": "target",
    "layer": "layer",
    "theme": "theme",
    "size": "size",
    "release": "release",
    "align": "align",
    "layout": "layout",
    "by": "by",
    "reveal": "reveal",
}


def _one_of(value: str | None, allowed: tuple, default):  # type: ignore[no-untyped-def,type-arg]
    """The value where it is allowed, else the default: a wrong measure is clamped, not refused."""
    return value if value in allowed else default


def _year(value: str | None, default: int) -> int:
    """A year within the product's span; what is no whole number becomes the default."""
    text = (value or "")[:12].strip()
    if re.fullmatch(r"[+-]?[0-9]{1,11}", text) is None:
        return default
    return min(max(int(text), FIRST_YEAR), LAST_YEAR)


def _paces(query: Mapping[str, str]) -> Paces:
    """The paces of a query, clamped, in the order of their names; what is no number is no pace."""
    found = []
    for key in query:
        name = key.removeprefix("pace").removeprefix(".")
        if key not in ("pace", f"pace.{name}") or _pace_name(name) != name:
            continue
        # People write a comma as readily as a point, and a minus of either kind.
        text = query[key][:12].strip().replace(",", ".").replace("\u2212", "-").removesuffix("%").strip()
        if re.fullmatch(r"[+-]?[0-9]{1,6}(\.[0-9]{0,4})?", text):
            found.append((name, min(max(round(float(text), 1), PACES[0]), PACES[1])))
    return tuple(sorted(found)[:MAX_PACES])


def _pace_name(name: str) -> str:
    """What a pace is of: nothing, a sector's name (with underscores) or a slug."""
    return name if re.fullmatch(r"[a-z0-9_-]{0,40}", name) else "?"


def _slug(value: str | None) -> str:
    """Lower-case letters, digits and hyphens; anything else means that nothing was chosen."""
    text = (value or "")[:80]
    return text if all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text) else ""
