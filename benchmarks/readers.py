"""``python -m benchmarks.readers URL``: many readers at once, each on a walk of its own; prints one line of JSON.

A process of its own, so that what it takes is not the server's; it does share the machine's cores.
"""

import asyncio
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import quantiles
from types import SimpleNamespace
from typing import Any

import aiohttp
import click

from benchmarks.figures import Measured, measured
from benchmarks.peers.plain import CITIES
from benchmarks.server_time import HEADERS, UPDATE, Reader, body_for
from benchmarks.servers import Server

CLIENTS, SECONDS = 200, 30
#: Seconds that a reader looks at what came, and the seconds after which a browser's reader has given up.
THINK, PATIENCE = (0.5, 2.0), 10.0
VIEW = "trajectory"
#: What a reader who has just come sends along with an address; a callback's post has more.
ANY = {"Accept-Encoding": HEADERS["Accept-Encoding"]}
#: Readers and seconds before anything counts, so that no worker answers an address for the first time.
BEFORE = (20, 8.0)


@dataclass
class Tally:
    """What came of the walks: milliseconds by step, faults in words, and requests that were sent once more.

    Browsers send a request again when a connection that they had kept turns out to be closed; so do these readers.
    """

    took: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    again: int = 0


def readers(ours: Server, *, clients: int, seconds: float) -> Iterable[Measured]:
    """Let readers walk in a process of its own; a few have walked there before."""
    _walked(ours, *BEFORE)
    found = _walked(ours, clients, seconds)
    took: dict[str, list[float]] = found["took"]
    every = sorted(itertools.chain.from_iterable(took.values()))
    name = f"{clients} readers at once"
    kinds = "; ".join(f"{count} × {what}" for what, count in sorted(found["faults"].items()))
    note = f"{len(every)} answers in {seconds:g} s; {found['again']} sent again on a closed connection"
    yield measured(f"{name}, errors: ours", "", [sum(found["faults"].values())], budget=0, digits=0,
                   note=f"{note}; {kinds or 'no fault'}", key="readers.errors/ours")  # fmt: skip
    p95 = quantiles(every, n=20, method="inclusive")[-1]
    yield measured(f"{name}, an answer: ours", "ms", every, digits=0, key="readers.time/ours")
    yield measured(f"{name}, p95: ours", "ms", [p95], digits=0, key="readers.p95/ours")
    yield measured(f"{name}, answers a second: ours", "/s", [len(every) / seconds], digits=0, key="readers.rate/ours")
    for step, times in took.items():
        yield measured(f"{name}, {step}: ours", "ms", times, digits=0, key=f"readers.{step}/ours")


def _walked(ours: Server, clients: int, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.readers", str(ours.port)]
    options = ["--clients", str(clients), "--seconds", str(seconds)]
    told = subprocess.run([*command, *options], capture_output=True, text=True, timeout=seconds + 120, check=False)
    if told.returncode:
        raise RuntimeError(f"the readers failed: {told.stderr[-400:]}")
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


async def walk(
    url: str,
    router: dict[str, Any],
    tally: Tally,
    until: float,
    dice: random.Random,
    *,
    think: tuple[float, float] = THINK,
) -> None:
    """One reader: overview, city, embed, API, and a change of city; then another city, until the time is over."""
    await asyncio.sleep(dice.uniform(0, think[1]))
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(
        url, timeout=patience, auto_decompress=False, trace_configs=[watched()]
    ) as session:
        while True:
            one, other = dice.sample(CITIES, 2)
            body = body_for(router, {"path": f"/sv/city/{other}", "query": "", "theme": "light", "size": "wide"})
            for step, path, posted in (
                ("overview", "/sv", None),
                ("city", f"/sv/city/{one}", None),
                ("embed", f"/sv/embed/{VIEW}/{one}", None),
                ("API", f"/api/v1/views/{VIEW}?cities={one}", None),
                ("change of city", UPDATE, body),
            ):
                if time.monotonic() > until:
                    return
                await _ask(session, step, path, posted, tally)
                await asyncio.sleep(dice.uniform(*think))


async def _ask(session: aiohttp.ClientSession, step: str, path: str, body: bytes | None, tally: Tally) -> None:
    """One request; once more where a connection that had been kept breaks before it answers."""
    method, headers = ("GET", ANY) if body is None else ("POST", HEADERS)
    began = time.perf_counter()
    for attempt in (1, 2):
        told: dict[str, bool] = {}
        try:
            async with session.request(method, path, data=body, headers=headers, trace_request_ctx=told) as answer:
                await answer.read()
                if answer.status >= 400:
                    tally.faults.append(f"{step}: {answer.status}")
                tally.took.setdefault(step, []).append((time.perf_counter() - began) * 1000)
                return
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            broke = isinstance(fault, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError)
            if attempt == 1 and broke and told.get("kept"):
                tally.again += 1
                continue
            tally.faults.append(f"{step}: {type(fault).__name__}")
            return


def watched() -> aiohttp.TraceConfig:
    """Has each request told whether it went over a connection that had been kept (``kept``)."""

    async def kept(_session: object, context: SimpleNamespace, _event: object) -> None:
        if context.trace_request_ctx is not None:
            context.trace_request_ctx["kept"] = True

    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(kept)
    return trace


async def crowd(url: str, router: dict[str, Any], clients: int, seconds: float) -> Tally:
    """So many readers at once for so many seconds. The same chances each time, so that runs can be compared."""
    tally, until = Tally(), time.monotonic() + seconds
    await asyncio.gather(*(walk(url, router, tally, until, random.Random(i)) for i in range(clients)))
    return tally


@click.command()
@click.argument("port", type=int)
@click.option("--clients", default=CLIENTS, show_default=True)
@click.option("--seconds", default=float(SECONDS), show_default=True)
def main(port: int, clients: int, seconds: float) -> None:
    """Let readers walk, and tell what came of it."""
    with Reader(port) as reader:
        router = reader.router
    tally = asyncio.run(crowd(f"http://127.0.0.1:{port}", router, clients, seconds))
    faults = {what: tally.faults.count(what) for what in set(tally.faults)}
    print(json.dumps({"took": tally.took, "faults": faults, "again": tally.again}))


if __name__ == "__main__":
    main()
