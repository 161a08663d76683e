"""Every process of a server and what it holds of memory, and the time until a server is ready."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine, servers
from benchmarks.beside import PEERS, beside
from benchmarks.figures import Measured, measured
from benchmarks.server_time import Reader
from benchmarks.servers import Server
from benchmarks.visits import PAGES
from dashboard.tables import store

START_S = 5
#: What tells a process from the others: words of its command line, and what it is.
ROLES = (
    ("trying.nursery", "nursery"),
    ("pictures.maker", "picture maker"),
    ("chrom", "picture maker's browser"),
)


@dataclass(frozen=True)
class Size:
    """One process and its memory in MB (10⁶ bytes): all of it, with its part of what is shared, its own alone."""

    role: str
    rss: float
    pss: float
    uss: float


def starts(charts: Path, times: int) -> Iterable[Measured]:
    """Seconds from a process's start until ours answers ``/readyz`` and a peer its first document."""
    took: dict[str, list[float]] = {"ours": [], **{name: [] for name in PEERS}}
    for _ in range(times):
        for name, seconds in took.items():
            with servers.dashboard() if name == "ours" else servers.peer(name, charts) as server:
                seconds.append(server.seconds)
    mine = took.pop("ours")
    yield from beside("start", "start until the server answers", "s", mine, took, budget=START_S, digits=2)


def memory(charts: Path, pages: int) -> Iterable[Measured]:
    """Each process after so many pages a worker and a picture; the sums with one and two workers, the peers' too."""
    sums: dict[str, dict[int, float]] = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as shelf:
            # An empty shelf, so that the picture maker has something to do and is there to be looked at.
            sizes = _looked_at(
                lambda: servers.dashboard(workers=workers, env={"DASHBOARD_PICTURES": shelf}),  # noqa: B023
                lambda server: _read(server, pages),
            )
        sums.setdefault("ours", {})[workers] = _sum(sizes)
        yield from _told(sizes, workers)
    for name in PEERS:
        for workers in (1, 2):
            sizes = _looked_at(
                lambda: servers.peer(name, charts, workers=workers),  # noqa: B023
                lambda server: _opened(server, pages),
            )
            sums.setdefault(name, {})[workers] = _sum(sizes)
    for workers in (1, 2):
        theirs = {name: [sums[name][workers]] for name in PEERS}
        label = f"memory of all processes, {workers} worker{'s' if workers > 1 else ''}, PSS"
        yield from beside(f"memory.{workers}", label, "MB", [sums["ours"][workers]], theirs)


def sizes_of(pid: int) -> list[Size]:
    """A server's processes and all that they have started, as they are now; empty where the system does not tell."""
    workers = set(machine.children(pid))
    found = []
    for one in _family(pid):
        kib = machine.rollup(one)
        if not kib:
            continue
        line = machine.command_line(one)
        named = [role for words, role in ROLES if words in line]
        role = "master" if one == pid else named[0] if named else "worker" if one in workers else "other"
        uss = kib["Private_Clean"] + kib["Private_Dirty"]
        found.append(Size(role, *(value * 1.024e-3 for value in (kib["Rss"], kib["Pss"], uss))))
    return found


def _family(pid: int) -> list[int]:
    return [pid, *(one for child in machine.children(pid) for one in _family(child))]


def _looked_at(start: Callable[[], AbstractContextManager[Server]], use: Callable[[Server], Any]) -> list[Size]:
    with start() as server:
        machine.settle(server.pids)
        use(server)
        machine.settle(server.pids)
        return sizes_of(server.pid)


def _sum(sizes: Sequence[Size]) -> float:
    """What the server takes of the machine, without the browser that draws pictures: no peer draws any."""
    return sum(one.pss for one in sizes if not one.role.endswith("browser"))


def _told(sizes: Sequence[Size], workers: int) -> Iterable[Measured]:
    for role in dict.fromkeys(one.role for one in sizes):
        same = [one for one in sizes if one.role == role]
        for name in ("rss", "pss", "uss"):
            label = f"memory with {workers} worker{'s' if workers > 1 else ''}, {role}, {name.upper()}"
            values = [getattr(one, name) for one in same]
            yield measured(label, "MB", values, key=f"memory.{workers}.{role}.{name}/ours")


def _read(server: Server, pages: int) -> None:
    slugs = sorted(store.current().slugs)
    # A connection stays with its worker, so that several connections meet all of them.
    for _ in range(4 if len(machine.children(server.pid)) > 1 else 1):
        with Reader(server.port) as reader:
            for slug in slugs[:: len(slugs) // pages][:pages]:
                reader.page(f"/sv/city/{slug}")
                reader.city(slug)
            reader.picture("/sv/embed/trajectory/ale")


def _opened(server: Server, pages: int) -> None:
    for _ in range(pages):
        servers.answers(server.port, PAGES["city"][1])
