"""The server's time for a change on the page that compares six municipalities: the browser's own callback, posted over
loopback, as in :mod:`benchmarks.server_time`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.server_time import Reader

#: Six of very different size, with and without goals, inventories and surveys of their own.
CITIES = ("umea", "lund", "goteborg", "malmo", "vaxjo", "arjang")
#: Those that come in the last one's place.
OTHERS = ("uppsala", "ale", "kalmar", "lulea", "habo", "boras")
#: The changes that leave the municipalities as they are, as the query that each leads to.
LOOKS = (
    "measure=capita",
    "measure=index",
    "measure=index&base=2005",
    "measure=index&base=2010",
    "measure=capita&layout=panels",
    "measure=capita&align=lap",
    "measure=total&refs=nation",
    "measure=capita&refs=county,group",
)


@dataclass
class Changes:
    """Milliseconds of each change, apart for what the server saw for the first time and what it had seen before.

    ``look`` is a change of measure, base year or layout, ``cities`` one municipality that goes or comes.
    """

    look_cold: list[float] = field(default_factory=list)
    look_warm: list[float] = field(default_factory=list)
    cities_cold: list[float] = field(default_factory=list)
    cities_warm: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Every change, as a workshop meets them: the first time seen and again."""
        return [*self.look_cold, *self.look_warm, *self.cities_cold, *self.cities_warm]


def queries() -> tuple[list[str], list[str]]:
    """The changes of look and of municipalities, each as the query of the page that it leads to."""
    looks = [f"cities={','.join(CITIES)}&{look}" for look in LOOKS]
    fewer = [",".join("" if one == gone else one for one in CITIES).rstrip(",") for gone in CITIES[1:]]
    more = [",".join((*CITIES[:5], new)) for new in OTHERS]
    return looks, [f"cities={named}" for named in (*fewer, *more)]


def changes(port: int) -> Changes:
    """Make every change twice on a server that has shown the page once."""
    out = Changes()
    looks, cities = queries()
    with Reader(port) as reader:
        reader.compared(f"cities={','.join(CITIES)}")
        for by_look, by_cities in ((out.look_cold, out.cities_cold), (out.look_warm, out.cities_warm)):
            by_look += _each(reader, looks)
            by_cities += _each(reader, cities)
    return out


def _each(reader: Reader, asked: Sequence[str]) -> list[float]:
    return [reader.compared(query) for query in asked]
