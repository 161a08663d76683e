"""``python -m benchmarks``: measure, print a table, write ``benchmarks/results.json`` and the table in README.md.

Takes about ten minutes; nothing else should run on the machine meanwhile.
"""

import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from playwright.sync_api import Browser

from benchmarks import changes, figures, machine, ours, processes, readers, report, servers, throughput, visits, wrk
from benchmarks.beside import PEERS
from benchmarks.browser import chromium
from benchmarks.figures import Measured
from benchmarks.peers import plain
from benchmarks.servers import ROOT, VIZRO_PYTHON, Server
from dashboard.tables import store


@dataclass(frozen=True)
class Length:
    """How much of each is done: rounds of visits, starts, pages, cities, seconds of load and of readers."""

    rounds: int
    starts: int
    pages: int
    cities: int
    load_s: int
    load_rounds: int
    clients: int
    readers_s: int


WHOLE = Length(rounds=7, starts=3, pages=50, cities=60, load_s=5, load_rounds=3, clients=200, readers_s=30)
QUICK = Length(rounds=2, starts=1, pages=5, cities=6, load_s=2, load_rounds=1, clients=50, readers_s=8)


@dataclass(frozen=True)
class Bench:
    """What every part of the benchmark works with: the browser, the file of the peers' charts, and how much to do."""

    browser: Browser
    charts: Path
    length: Length

    def names(self) -> dict[str, str]:
        """The cities' names by slug."""
        found: dict[str, str] = json.loads(self.charts.read_text("utf-8"))["names"]
        return found


Part = Callable[[Bench], Iterable[Measured]]


def starts(bench: Bench) -> Iterable[Measured]:
    """Start ours and the peers'."""
    return processes.starts(bench.charts, bench.length.starts)


def memory(bench: Bench) -> Iterable[Measured]:
    """Look at every process after some pages."""
    return processes.memory(bench.charts, bench.length.pages)


def times(bench: Bench) -> Iterable[Measured]:
    """Our own server's time, over more cities and changes than the peers know."""
    yield from ours.server_times(bench.length.cities)
    yield from ours.comparing()


def seen(bench: Bench) -> Iterable[Measured]:
    """Visits and changes of city, on fresh servers: what was never seen before is measured first."""
    with ExitStack() as stack:
        mine, peers = _three(stack, bench)
        urls = {name: one.url for name, one in peers.items()}
        yield from changes.posted(bench.browser, mine, peers, bench.names())
        yield from changes.seen(bench.browser, mine, peers, bench.names())
        yield from visits.first_visits(bench.browser, mine.url, urls, bench.length.rounds)


def full(bench: Bench) -> Iterable[Measured]:
    """Visits where npm has not put the basic bundle."""
    with servers.dashboard(basic=False) as server:
        machine.settle(server.pids)
        yield from visits.without_basic(bench.browser, server.url)


def load(bench: Bench) -> Iterable[Measured]:
    """Two workers under load, then two hundred readers."""
    with ExitStack() as stack:
        mine, peers = _three(stack, bench, workers=throughput.WORKERS)
        yield from throughput.throughput(mine, peers, seconds=bench.length.load_s, rounds=bench.length.load_rounds)
        yield from readers.readers(mine, clients=bench.length.clients, seconds=bench.length.readers_s)


PARTS: Mapping[str, Part] = {
    "start": starts, "memory": memory, "times": times, "seen": seen, "full": full, "load": load,
}  # fmt: skip


@click.command()
@click.option("--quick", is_flag=True, help="A few of each, for whoever works on this; nothing is written.")
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="These parts alone; nothing is written.")
@click.option("--table", is_flag=True, help="Measure nothing: write README's table from results.json anew.")
def main(quick: bool, only: tuple[str, ...], table: bool) -> None:
    """Measure everything in turn; nothing else runs beside what is measured."""
    if table:
        _rewrite()
        return
    if not VIZRO_PYTHON.exists():
        sys.exit("the environment of Vizro is missing: `make bench` makes it")
    # Told to end, it still ends the servers that it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report.check_room()
    wrk.ensure()
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        about = machine.about(VIZRO_PYTHON, browser=browser.version)
        bench = Bench(browser, Path(folder) / "charts.json", QUICK if quick else WHOLE)
        plain.write(bench.charts)
        for name in only or PARTS:
            print(f"… {name}", end=" ", flush=True)
            began = time.monotonic()
            found += PARTS[name](bench)
            print(f"({time.monotonic() - began:.0f} s)", flush=True)
    print(f"\n{figures.table(found)}\n")
    for one in found:
        if one.note:
            print(f"{one.name}: {one.note}")
    if quick or only:
        print("not written: only the whole benchmark is")
        return
    date = datetime.now(UTC).date().isoformat()
    figures.write(report.RESULTS, found, {"date": date, "release": store.current().release, "machine": about})
    _rewrite()


def _rewrite() -> None:
    missing = report.rewrite()
    print(f"written: {report.RESULTS.relative_to(ROOT)} and README.md's table")
    if missing:
        print(f"missed without a reason in {report.REASONS.relative_to(ROOT)}: {', '.join(missing)}")


def _three(stack: ExitStack, bench: Bench, *, workers: int = 1) -> tuple[Server, dict[str, Server]]:
    """Ours and the peers', up and at rest."""
    mine = stack.enter_context(servers.dashboard(workers=workers))
    peers = {name: stack.enter_context(servers.peer(name, bench.charts, workers=workers)) for name in PEERS}
    machine.settle([pid for one in (mine, *peers.values()) for pid in one.pids])
    return mine, peers


if __name__ == "__main__":
    main()
