"""Requests a second with two workers, and the peers' first document at the same settings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.beside import PEERS, beside
from benchmarks.figures import Measured, measured
from benchmarks.peers.plain import CITIES
from benchmarks.server_time import Reader
from benchmarks.servers import Server
from benchmarks.visits import PAGES
from benchmarks.wrk import Load, load
from dashboard.views import VIEWS

WORKERS, CONNECTIONS = 2, 32
#: Connections that ask for everything before anything counts.
WARM_UP = 6
#: What is asked of a peer.
THEIRS = [PAGES["city"][1]]
#: Answers a second of embeds at least, and milliseconds that 95 of a hundred may take at most.
EMBEDS, EMBEDS_P95 = 1000, 50
#: What is asked for, in turn: nine views of ten cities, and the cities' documents.
ASKED = {
    "embeds": ("embeds", [f"/sv/embed/{view}/{slug}" for slug in CITIES for view in VIEWS]),
    "pages": ("city pages, the document", [f"/sv/city/{slug}" for slug in CITIES]),
    "api": (
        "API, a view as JSON",
        [f"/api/v1/views/{view}?cities={slug}" for slug in CITIES for view in VIEWS],
    ),
}


def throughput(ours: Server, peers: Mapping[str, Server], *, seconds: int, rounds: int) -> Iterable[Measured]:
    """What each kind of address bears once every worker has answered it, in turns with the peers."""
    for peer in peers.values():
        load(peer.url, THEIRS, seconds=1, connections=CONNECTIONS)
    found: dict[str, list[Load]] = {name: [] for name in (*ASKED, *peers)}
    for _ in range(rounds):
        for name, (_label, paths) in ASKED.items():
            _warm(ours.port, paths)
            found[name].append(load(ours.url, paths, seconds=seconds, connections=CONNECTIONS))
        for name, peer in peers.items():
            found[name].append(load(peer.url, THEIRS, seconds=seconds, connections=CONNECTIONS))
    for name, (label, _paths) in ASKED.items():
        embeds = name == "embeds"
        yield from _told(f"load.{name}", label, found[name], found, peers, EMBEDS if embeds else None,
                         EMBEDS_P95 if embeds else None)  # fmt: skip


def _warm(port: int, paths: Sequence[str]) -> None:
    """Have each worker answer each address: a connection stays with its worker, and so many meet all of them.

    Just before each run, since finished answers are kept for a minute and a slow machine takes longer for all kinds.
    """
    for _ in range(WARM_UP):
        with Reader(port) as reader:
            for path in paths:
                reader.page(path)


def _told(
    key: str, label: str, mine: Sequence[Load], found: Mapping[str, Sequence[Load]], peers: Iterable[str],
    rate: float | None, p95: float | None,
) -> Iterable[Measured]:  # fmt: skip
    theirs = {name: [one.rate for one in found[name]] for name in peers}
    note = f"{WORKERS} workers, {CONNECTIONS} connections; a peer's is its page's empty document"
    rates = [one.rate for one in mine]
    yield from beside(key, f"{label}, a second", "/s", rates, theirs, budget=rate, least=True, note=note)
    for name, part in (("p50", [one.p50 for one in mine]), ("p95", [one.p95 for one in mine])):
        goal = p95 if name == "p95" else None
        yield measured(f"{label}, {name}: ours", "ms", part, budget=goal, key=f"{key}.{name}/ours")
    for name in peers:
        yield measured(f"{label}, p95: {PEERS[name]}", "ms", [one.p95 for one in found[name]], key=f"{key}.p95/{name}")
    kinds = Counter[str]()
    for one in mine:
        kinds.update(one.kinds)
    told = ", ".join(f"{count} × {kind}" for kind, count in kinds.items() if count)
    errors = sum(one.errors for one in mine)
    yield measured(f"{label}, errors: ours", "", [errors], budget=0, digits=0, note=told, key=f"{key}.errors/ours")
