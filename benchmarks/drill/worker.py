"""A worker is killed while people read: who loses an answer, and how soon everybody is served again."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.drill.house import House, house
from benchmarks.drill.load import load
from benchmarks.figures import Measured, measured

#: Kills; seconds before each; threads of a worker, and with that requests that it may have in hand; and the budget.
TIMES, SHORT, BEFORE, THREADS, FULL_S = 5, 2, 2.0, 8, 2.0
#: Seconds until the process above the workers is ready to replace one.
READY = 20.0


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """One of two workers killed under load, again and again; and then the only one there is."""
    times = SHORT if short else TIMES
    lost, full = [], []
    with house(workers=2) as server, _ready(READY), load(server.port, threads=16) as readers:
        for _ in range(times):
            time.sleep(BEFORE)
            before = len(readers.faults)
            full.append(_kill(server, 2))
            time.sleep(1.0)
            lost.append(len(readers.faults) - before)
            say(f"killed: {lost[-1]} answers lost, two workers after {full[-1]:.2f} s")
        log = server.log()
    yield measured(
        "worker killed: answers lost",
        "",
        lost,
        budget=THREADS,
        note="; ".join({one.fault for one in readers.faults})[:300],
    )
    yield measured("worker killed: until there are two again", "s", full, budget=FULL_S, digits=2)
    yield measured("worker killed: longest that a reader waited", "s", [max(readers.seconds())], digits=2)
    yield measured("worker killed: traces in the log", "", [log.count("Traceback")], budget=0)
    again = []
    with house(workers=1) as server, _ready(READY):
        for _ in range(times):
            began = time.monotonic()
            _kill(server, 1)
            # It waits at the door until the next worker opens it: nobody else can answer.
            status, _ = server.ask("/sv/embed/trajectory/ale")
            assert status == 200
            again.append(time.monotonic() - began)
    yield measured("only worker killed: until an embed is answered again", "s", again, budget=FULL_S, digits=2)


@contextmanager
def _ready(seconds: float) -> Iterator[None]:
    time.sleep(seconds)
    yield


def _kill(server: House, count: int) -> float:
    """Kill a worker. Returns the seconds until there are ``count`` without it."""
    victim = min(server.workers)
    began = time.monotonic()
    os.kill(victim, signal.SIGKILL)
    while len(server.workers - {victim}) < count:
        if time.monotonic() - began > 30:
            raise RuntimeError("no worker has taken the place of the one that was killed")
        time.sleep(0.01)
    return time.monotonic() - began
