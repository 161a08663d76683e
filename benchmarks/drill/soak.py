"""The soak: a screen that changes views as fast as they can be drawn, while its data change now and then."""

import http.client
import json
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.drill.devtools import Page, alone
from benchmarks.drill.judge import Reading, Soak
from benchmarks.drill.releases import Releases
from benchmarks.drill.screen import address, hurry
from benchmarks.servers import HOST, Server
from dashboard.views import VIEWS

#: Three municipalities make more views than a screen keeps drawn, so that each is fetched and drawn anew every time.
CITIES = ("umea", "lund", "vaxjo")
SPEED, READINGS, SECONDS = 200, 10, 20
SHOWN = "Number(document.documentElement?.dataset.shown)"
#: Every node of the document, with text and comments, as the browser counts them.
ATTACHED = """(() => {
  const every = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let count = 1;
  while (every.nextNode()) count += 1;
  return count;
})()"""
STORED = "navigator.storage.estimate().then((told) => told.usage || 0)"
RELOADED = "performance.getEntriesByType('navigation')[0].type === 'reload'"


def soak(profile: Path, server: Server, releases: Releases, changes: int, say: Callable[[str], None]) -> Soak:
    """Have ``changes`` views shown by a browser with a new ``profile``, and read after every tenth part.

    After every twentieth part the data's pointer is moved. Raises RuntimeError when views do not come.
    """
    step, readings, taken_in = changes // (2 * READINGS), [], 0
    with alone(profile) as page:
        began = time.perf_counter()
        page.open(server.url + address(CITIES, seconds=SECONDS), script=hurry(SPEED, hold=step))
        page.until(f"{SHOWN} > 0", 60)
        page.told("window.same = true")
        while (shown := page.told(SHOWN)) < changes:
            page.until("drill.held", 60 + 10 * step)
            _idle(page)
            shown = page.told(SHOWN)
            if shown % (2 * step) == 0:
                readings.append(read(page, time.perf_counter() - began))
                say(line(readings[-1]))
            if shown < changes:
                taken_in += _news(server, releases)
            page.told("drill.held = false")
        same = page.told(f"window.same === true && !({RELOADED})")
        views = frozenset(page.told("drill.views"))
        return Soak(tuple(readings), views, frozenset(VIEWS), taken_in, tuple(page.complaints), not same)


def _idle(page: Page) -> None:
    """Wait until what was under way has come to its end: nothing fetched or drawn for half a second."""
    quiet = 0
    while quiet < 5:
        time.sleep(0.1)
        quiet = 0 if page.told("drill.busy > 0") else quiet + 1


def read(page: Page, seconds: float) -> Reading:
    """Collect what nobody needs any more, and count what is left."""
    for _ in range(3):
        page.send("HeapProfiler.collectGarbage")
        time.sleep(0.2)
    heap, counts = page.send("Runtime.getHeapUsage"), page.send("Memory.getDOMCounters")
    return Reading(
        change=page.told(SHOWN),
        heap=heap["usedSize"],
        nodes=counts["nodes"],
        attached=page.told(ATTACHED),
        documents=counts["documents"],
        listeners=counts["jsEventListeners"],
        timers=page.told("drill.timers.size"),
        plots=page.told("drill.plots"),
        stored=page.told(STORED),
        resident=page.resident(),
        seconds=seconds,
    )


def line(one: Reading) -> str:
    """A reading in words."""
    return (
        f"change {one.change}: heap {one.heap / 1e6:.1f} MB, {one.detached} nodes detached, {one.listeners} listeners, "
        f"{one.timers} timers, {one.plots} pictures drawn, {one.stored / 1e6:.1f} MB kept, "
        f"{one.resident:.0f} MB resident, {one.seconds:.0f} s"
    )


def _news(server: Server, releases: Releases) -> int:
    """Move the pointer and wait until the server shows the other release. Returns 1, or raises RuntimeError."""
    name = releases.move()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if release(server.port) == name:
            return 1
        time.sleep(0.25)
    raise RuntimeError(f"the server has not taken in release {name} within a minute")


def release(port: int) -> str:
    """The release that a server shows now."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/readyz")
        return str(json.loads(connection.getresponse().read())["release"])
    finally:
        connection.close()
