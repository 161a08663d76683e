"""The server is told to end while people read: what is under way is answered whole, and nothing is left behind."""

import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.drill.house import busy, house
from benchmarks.drill.load import ADDRESSES, load
from benchmarks.figures import Measured, measured

#: Times; seconds before; the grace that a container gives, and the seconds that children may take to end after it.
TIMES, SHORT, BEFORE, GRACE_S, AFTER = 3, 1, 2.0, 25.0, 6.0
#: Files take long to write: many of them are under way when the end comes.
LONG = ("/sv/export/all.xlsx?cities=ale,habo", "/sv/export/all.pptx?cities=ale", *ADDRESSES)


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """Two workers with the processes for files and pictures, told to end under load."""
    lost, seconds, codes, left, after = [], [], [], [], []
    faults: set[str] = set()
    for _ in range(SHORT if short else TIMES):
        with (
            tempfile.TemporaryDirectory() as pictures,
            house(workers=2, env={"DASHBOARD_PICTURES": pictures}) as server,
        ):
            busy(server)
            with load(server.port, threads=12, addresses=LONG) as readers:
                time.sleep(BEFORE)
                family = server.family
                told = time.monotonic()
                server.process.send_signal(signal.SIGTERM)
                codes.append(abs(server.process.wait(60)))
                seconds.append(time.monotonic() - told)
                time.sleep(0.5)
                lost.append(len(readers.faults))
                faults |= {one.fault for one in readers.faults}
                after.append(len([one for one in readers.got if one.at > told + 1 and not one.fault]))
            left.append(len(_left(family)))
            ended = f"ended after {seconds[-1]:.1f} s with {codes[-1]}"
            say(f"{ended}; {lost[-1]} answers lost, {left[-1]} of {len(family)} processes left")
    yield measured("told to end: answers lost or cut short", "", lost, budget=0, note="; ".join(sorted(faults))[:300])
    yield measured("told to end: until it has", "s", seconds, budget=GRACE_S)
    yield measured("told to end: exit status", "", codes, budget=0)
    yield measured("told to end: processes left behind", "", left, budget=0)
    yield measured("told to end: requests answered that came a second later", "", after)


def _left(family: set[int]) -> list[int]:
    until = time.monotonic() + AFTER
    while (left := [one for one in family if _lives(one)]) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
