"""What a soak's readings say: pure functions from readings to figures with budgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import Measured, measured

#: The most that a screen may grow between the first reading and the last: per cent of the heap after a forced
#: collection, and nodes, listeners and timers. Nodes differ a little with what was drawn last, and by what the browser
#: has not yet let go of; a view that stayed behind would add thousands, and one node a change thousands too.
HEAP_PERCENT, NODES, LISTENERS, TIMERS = 20, 200, 10, 3
#: Changes that must have been drawn anew by Plotly, per cent: a soak that shows the same pictures again proves little.
LEAST_DRAWN = 25


@dataclass(frozen=True)
class Reading:
    """A screen after ``change`` changes of view and a forced collection.

    ``heap`` is what JavaScript uses, in bytes; ``nodes`` are all in the process and ``attached`` those of the document;
    ``plots`` are the pictures that Plotly has drawn so far, ``stored`` bytes that the browser keeps on disk,
    ``resident`` MB of the page's process (0 where the system does not tell), ``seconds`` since the screen was opened.
    """

    change: int
    heap: float
    nodes: int
    attached: int
    documents: int
    listeners: int
    timers: int
    plots: int
    stored: float
    resident: float
    seconds: float

    @property
    def detached(self) -> int:
        """Nodes that are in no document and still not let go of."""
        return self.nodes - self.attached


@dataclass(frozen=True)
class Soak:
    """A whole soak: its readings in order, views that were shown, releases taken in, and what went wrong."""

    readings: tuple[Reading, ...]
    views: frozenset[str]
    wanted: frozenset[str]
    releases: int
    complaints: tuple[str, ...]
    reloaded: bool


def growth(first: float, last: float) -> float:
    """Growth in per cent of the first; negative where it shrank. Raises ValueError for a first that is not positive."""
    if first <= 0:
        raise ValueError("growth of nothing")
    return (last - first) / first * 100


def most(readings: Sequence[Reading], of: str) -> int:
    """How much higher than the first reading a later one stood, at most; 0 when none did."""
    counts = [int(getattr(one, of)) for one in readings]
    return max(0, *(count - counts[0] for count in counts))


def judged(soak: Soak) -> list[Measured]:
    """The soak's figures. Raises ValueError where there are not at least two readings."""
    if len(soak.readings) < 2:
        raise ValueError("a soak needs a reading at its beginning and one at its end")
    first, last = soak.readings[0], soak.readings[-1]
    span = f"change {number(first.change)} to {number(last.change)}"
    changes, plots = last.change - first.change, last.plots - first.plots
    drawn = min(100.0, plots / changes * 100)
    note = f"{megabytes(first.heap)} MB, then {megabytes(last.heap)} MB"
    missing = sorted(soak.wanted - soak.views)
    found = [
        measured(f"soak: heap after collection, {span}", "%", [growth(first.heap, last.heap)],
                 budget=HEAP_PERCENT, note=note),
        measured(f"soak: nodes detached, {span}", "", [most(soak.readings, "detached")], budget=NODES,
                 note=f"{first.detached}, then {last.detached}; {last.attached} in the document at the end"),
        measured(f"soak: listeners, {span}", "", [most(soak.readings, "listeners")], budget=LISTENERS,
                 note=f"{first.listeners}, then {last.listeners}"),
        measured(f"soak: timers waiting, {span}", "", [most(soak.readings, "timers")], budget=TIMERS),
        measured("soak: console errors", "", [len(soak.complaints)], budget=0, note="; ".join(soak.complaints[:3])),
        measured("soak: reloads of the page", "", [int(soak.reloaded)], budget=0),
        measured("soak: views never shown", "", [len(missing)], budget=0, note=", ".join(missing)),
        measured("soak: changes not drawn anew by Plotly", "%", [100 - drawn], budget=100 - LEAST_DRAWN,
                 note=f"{number(plots)} pictures drawn in {number(changes)} changes"),
        measured("soak: releases taken in", "", [soak.releases]),
        measured("soak: kept on disk, at the end", "MB", [last.stored / 1e6],
                 note=f"{megabytes(first.stored)} MB at first"),
        measured("soak: a change, with all that it fetches", "ms",
                 [(last.seconds - first.seconds) * 1000 / changes], digits=0,
                 note="waits until the server has taken in new data are part of it"),
    ]  # fmt: skip
    if last.resident:
        note = f"{first.resident:.0f} MB at first"
        found.append(measured("soak: memory of the page's process, at the end", "MB", [last.resident], note=note))
    return found


def missed(found: Sequence[Measured]) -> list[Measured]:
    """The figures that do not keep to their budgets."""
    return [one for one in found if one.met is False]


def number(value: int) -> str:
    """A whole number with spaces between thousands, as tables have it."""
    return f"{value:,}".replace(",", " ")


def megabytes(value: float) -> str:
    """Bytes as megabytes with a decimal."""
    return f"{value / 1e6:.1f}"
