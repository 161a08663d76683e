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

LANGUAGES: tuple[Language, ...] = ("sv", "en")
MEASURES: tuple[Measure, ...] = ("total", "capita", "index")
THEMES: tuple[Theme, ...] = ("light", "dark", "auto")
#: What the map of cities shows: everyone's role, a measure, or one role or network lit up.
LAYERS = (
    "roles", "per_person", "change", "chargeable", "since_2020", "since_2021", "later", "twin", "unstated", "intent",
    "pioneer", "mission", "label", "pilot", "n6",
)  # fmt: skip
SIZES: tuple[Size, ...] = ("narrow", "wide", "portrait", "landscape")
FIRST_YEAR, LAST_YEAR = 1990, 2050
LEAST_SPAN = 5
MAX_CITIES = 6
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

    def but(self, **changes: object) -> "ViewState":
        """The same state with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def city(self) -> str | None:
        """The one city's slug, when there is just one."""
        return self.cities[0] if len(self.cities) == 1 else None

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

        Unknown keys are ignored; measure, years and theme are clamped. Raises :class:`BadQuery` for a city
        that ``known_cities`` does not hold.
        """
        asked = cities or tuple(part for part in query.get("cities", "")[:MAX_VALUE].lower().split(",") if part)
        for slug in asked:
            if slug not in known_cities:
                raise BadQuery("cities", slug)
        start, end = sorted((_year(query.get("from"), FIRST_YEAR), _year(query.get("to"), LAST_YEAR)))
        # A period shorter than five years would be a point and not a course.
        start = min(start, LAST_YEAR - LEAST_SPAN)
        return cls(
            lang=lang,
            cities=tuple(dict.fromkeys(asked))[:MAX_CITIES],
            measure=_one_of(query.get("measure"), MEASURES, "total"),
            base=_year(query.get("base"), FIRST_YEAR),
            start=start,
            end=max(end, start + LEAST_SPAN),
            target=_slug(query.get("target")),
            layer=_one_of(query.get("layer"), LAYERS, "roles"),
            theme=_one_of(query.get("theme"), THEMES, "auto"),
            size=_one_of(query.get("size"), SIZES, "wide"),
            release=_slug(query.get("release")),
        )

    def to_query(self, *, cities: bool = True) -> str:
        """The query string of this state without a question mark; what is default is left out.

        ``mode`` is not in it, since the path decides it. ``cities=False`` leaves out what the path names.
        """
        pairs: dict[str, object] = {}
        if cities and self.cities:
            pairs["cities"] = ",".join(self.cities)
        default = ViewState()
        for key, name in _KEYS.items():
            if getattr(self, name) != getattr(default, name):
                pairs[key] = getattr(self, name)
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


def _slug(value: str | None) -> str:
    """Lower-case letters, digits and hyphens; anything else means that nothing was chosen."""
    text = (value or "")[:80]
    return text if all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text) else ""
