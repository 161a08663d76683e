"""Fifty thousand addresses that nobody has asked for before: what a worker keeps of them is bounded."""

import itertools
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import machine
from benchmarks.drill.house import House, house
from benchmarks.figures import Measured, measured
from dashboard.pictures import shelf
from dashboard.state import ALIGNS, LANGUAGES, LAYERS, MEASURES, PANELS, REFS, THEMES
from dashboard.tables import store
from dashboard.views import VIEWS

#: Addresses, threads, the seconds of all of them at most, and readings of memory.
WHOLE, SHORT, THREADS, MOST, READINGS = 50_000, 600, 8, 1_500.0, 20
#: The budgets, in MB: what a worker may have grown to, and by how much in the last third, where its caches are full.
WORKER_MB, GROWTH_MB = 1_200, 60


def addresses(seed: int, slugs: tuple[str, ...]) -> Iterator[str]:
    """Addresses that are all different: embeds, pages, figures, tables, files, unknown keys and releases."""
    chance = random.Random(seed)
    for number in itertools.count():
        lang, view = chance.choice(LANGUAGES), chance.choice(tuple(VIEWS))
        query: dict[str, object] = {"measure": chance.choice(MEASURES), "from": chance.randint(1990, 2040)}
        query |= {"to": chance.randint(1995, 2050), "base": chance.randint(1990, 2024), "theme": chance.choice(THEMES)}
        cities = ",".join(chance.sample(slugs, chance.choice((1, 1, 1, 2, 3, 6))))
        if chance.random() < 0.4:
            query |= {"pace": round(chance.uniform(-20, 50), 1), f"pace.{cities.split(',')[0]}": chance.randint(-5, 20)}
        if chance.random() < 0.3:
            query |= {"layer": chance.choice(LAYERS), "align": chance.choice(ALIGNS), "layout": chance.choice(PANELS)}
            query |= {"refs": ",".join(chance.sample(REFS, 2)), "reveal": chance.randint(0, 6), "size": "narrow"}
        if chance.random() < 0.1:
            query[f"odd{number}"] = "x" * chance.choice((1, 100, 3_000))
        if chance.random() < 0.05:
            query["release"] = f"{chance.randint(1900, 2100)}-{chance.randint(1, 12):02}"
        kind = chance.random()
        if kind < 0.45:
            path = f"/{lang}/embed/{view}/{cities.split(',')[0]}"
        elif kind < 0.6:
            path = f"/{lang}/city/{cities.split(',')[0]}"
        else:
            forms = (
                "figure/{}.json",
                "embed/{}.json",
                "export/{}.csv",
                "embed/{}",
                "compare/table/{}.html",
                "screen/slide/{}.json",
            )
            path = f"/{lang}/{chance.choice(forms).format(view)}" if kind < 0.95 else f"/{lang}/compare"
            query["cities"] = cities
            if "table" in path:
                query["table"] = "data"
        yield f"{path}?{urlencode(query, safe=',')}"


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """One worker, so that all of it comes to the same caches; and the shelf of pictures, filled beyond its bound."""
    count = SHORT if short else WHOLE
    with house(workers=1) as server:
        readings, seen, asked = _flood(server, count, say)
        log = server.log()
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(seen.items()))
    yield measured("flood: addresses asked for", "", [asked], digits=0, note=statuses)
    yield measured("flood: memory of the worker", "MB", readings, digits=0)
    yield measured("flood: memory at its highest", "MB", [max(readings)], budget=WORKER_MB, digits=0)
    if not short:
        late = max(readings[-1] - readings[-len(readings) // 3], 0)
        yield measured("flood: growth in the last third", "MB", [late], budget=GROWTH_MB, digits=0)
    yield measured("flood: answers of 5xx", "", [sum(n for status, n in seen.items() if status >= 500)], budget=0)
    yield measured("flood: traces in the log", "", [log.count("Traceback")], budget=0)
    yield from _shelf()


def _flood(server: House, count: int, say: Any) -> tuple[list[float], Counter[int], int]:
    seen: Counter[int] = Counter()
    slugs, end = tuple(store.current().slugs), time.monotonic() + MOST
    (worker,) = server.workers
    readings = []

    def work(number: int) -> None:
        for address in itertools.islice(addresses(number, slugs), count // THREADS):
            if time.monotonic() > end:
                return
            try:
                seen[server.ask(address, timeout=60)[0]] += 1
            except OSError:
                seen[599] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        readings.append((machine.memory(worker) or (0.0, 0.0))[0])
        done = sum(seen.values())
        while sum(seen.values()) < done + count / READINGS and any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
        say(f"{sum(seen.values())} addresses, {readings[-1]:.0f} MB")
    readings.append((machine.memory(worker) or (0.0, 0.0))[0])
    return readings, seen, sum(seen.values())


def _shelf() -> Iterator[Measured]:
    """More pictures than the shelf holds: what was not looked at for longest goes, and the rest keeps to the bound."""
    from dashboard.config import settings

    most = 1_000_000
    with tempfile.TemporaryDirectory() as place:
        folder = settings().pictures
        try:
            object.__setattr__(settings(), "pictures", Path(place))
            for number in range(300):
                shelf.write(f"edition-{number % 3}/{number}.svg", b"x" * 10_000)
            shelf.prune(most=most)
            held = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
        finally:
            object.__setattr__(settings(), "pictures", folder)
    yield measured("shelf of pictures: held of a bound of 1 MB", "MB", [held / 1e6], budget=most / 1e6, digits=2)
