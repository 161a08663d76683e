"""A screen in a browser, as the drill and the tests of its faults look at it: in a hurry, and watched."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import ConsoleMessage, Page, Request, ViewportSize

from dashboard.views import VIEWS

SIZE: ViewportSize = {"width": 1920, "height": 1080}
#: A screen's own waits run ``speed`` times faster; how long it waits for an answer stays as it is, since the server is
#: no faster than before. All else is only counted: views shown, pictures that Plotly drew, timers that wait. After
#: every ``hold`` changes timers stand still until ``drill.held`` is taken away, so that what is measured keeps still.
HURRY = """({ speed, hold }) => {
  const after = window.setTimeout.bind(window), never = window.clearTimeout.bind(window);
  const every = window.setInterval.bind(window);
  const timers = new Map();
  const drill = { held: false, busy: 0, plots: 0, views: [], timers };
  window.drill = drill;
  let last = 0;
  const fire = (id) => {
    const one = timers.get(id);
    if (!one) return;
    if (drill.held) {
      one.real = after(() => fire(id), 10);
      return;
    }
    timers.delete(id);
    one.work(...one.given);
  };
  window.setTimeout = (work, wait = 0, ...given) => {
    last += 1;
    const id = last, real = String(work).includes(".abort(") ? wait : wait / speed;
    timers.set(id, { work, given, real: after(() => fire(id), real) });
    return id;
  };
  window.clearTimeout = (id) => {
    if (timers.has(id)) never(timers.get(id).real);
    timers.delete(id);
  };
  window.setInterval = (work, wait = 0, ...given) => every(() => drill.held || work(...given), wait / speed);
  const counted = (work) => (...how) => {
    drill.busy += 1;
    return work(...how).finally(() => { drill.busy -= 1; });
  };
  window.fetch = counted(window.fetch.bind(window));
  let plotly;
  Object.defineProperty(window, "Plotly", { configurable: true, get: () => plotly, set: (given) => {
    plotly = given;
    const draw = counted(plotly.newPlot);
    plotly.newPlot = (...how) => { drill.plots += 1; return draw(...how); };
  } });
  let before = "0";
  new MutationObserver(() => {
    const shown = document.documentElement.dataset.shown;
    if (shown === before) return;
    before = shown;
    const slides = document.querySelectorAll("#stage .slide:not(.going)");
    const name = slides.length ? slides[slides.length - 1].dataset.view : "";
    if (!drill.views.includes(name)) drill.views.push(name);
    if (hold && Number(shown) % hold === 0) drill.held = true;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-shown"] });
}"""
#: What the browser itself says of an answer that did not come or was an error: the very fault that was asked for.
BROWSERS_OWN = "Failed to load resource"

#: What conditions and expressions may name; ``slide`` is the view that is shown, or null.
KNOWN = """
  const root = document.documentElement;
  if (!root) return null;
  const { contact, state } = root.dataset, shown = Number(root.dataset.shown);
  const slide = document.querySelector("#stage .slide:not(.going)"), drill = window.drill;
  const finding = slide && slide.querySelector("[data-summary]").textContent;
"""
#: A promise of how many views stand in the browser's caches; none count before the page and its parts stand there too.
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    found.push(...(await (await caches.open(name)).keys()).map((request) => request.url));
  }
  const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet]")];
  const wanted = [window.location.href, ...parts.map((part) => part.src || part.href)];
  const names = found.map(decodeURIComponent);
  const whole = wanted.every((address) => names.includes(decodeURIComponent(address)));
  return whole ? found.filter((address) => new URL(address).pathname.includes("/slide/")).length : 0;
}"""


def hurry(speed: float, hold: int = 0) -> str:
    """The script for a page whose timers run ``speed`` times faster and stand still after every ``hold`` changes."""
    return f"({HURRY})({json.dumps({'speed': speed, 'hold': hold})})"


def address(cities: Sequence[str], views: Sequence[str] = tuple(VIEWS), **more: object) -> str:
    """The path and query of a screen."""
    return f"/sv/screen?{urlencode({'cities': ','.join(cities), 'views': ','.join(views), **more}, safe=',')}"


@dataclass
class Screen:
    """A screen's page, what went wrong in it, and when it asked the server for something (``time.monotonic``)."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if BROWSERS_OWN in message.text:
            return
        self.said.append(message.text)
        if message.type == "error":
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        # What the page asks for goes to its service worker; what that asks for goes to the server.
        if request.service_worker:
            self.asked.append((time.monotonic(), request.url))

    def open(self, url: str, *, patience: float = 60) -> None:
        """Go there, and wait until the first view is shown: at most ``patience`` seconds."""
        self.page.goto(url, wait_until="commit")
        self.until("shown > 0", patience)
        # A mark that no reload would leave.
        self.page.evaluate("window.same = true")

    def until(self, condition: str, patience: float = 60) -> float:
        """Wait for a condition in JavaScript on ``shown`` (changes so far), ``contact``, ``slide`` and ``drill``.

        Returns how many seconds it took. Raises Playwright's TimeoutError after ``patience`` seconds.
        """
        began = time.perf_counter()
        self.page.wait_for_function(f"() => {{ {KNOWN} return {condition}; }}", timeout=patience * 1000)
        return time.perf_counter() - began

    def told(self, expression: str) -> Any:
        """The value of an expression in JavaScript on the same names."""
        return self.page.evaluate(f"() => {{ {KNOWN} return {expression}; }}")

    def rest(self, seconds: float) -> None:
        """Let the screen go on by itself."""
        self.page.wait_for_timeout(seconds * 1000)

    def per_minute(self, seconds: float, *, of: str = "") -> float:
        """Requests that reached, or tried to reach, the server in the last ``seconds``, as so many a minute."""
        since = time.monotonic() - seconds
        return sum(when >= since and of in url for when, url in self.asked) * 60 / seconds

    def kept(self, count: int, patience: float = 120) -> float:
        """Wait until the browser keeps so many views for when the server is away. Returns how many seconds it took.

        Raises TimeoutError after ``patience`` seconds.
        """
        began = time.perf_counter()
        while self.page.evaluate(KEPT) < count:
            if time.perf_counter() - began > patience:
                raise TimeoutError(f"the browser does not keep {count} views after {patience:.0f} seconds")
            self.rest(0.1)
        return time.perf_counter() - began

    @property
    def shown(self) -> int:
        """Changes of view so far."""
        return int(self.told("shown"))

    @property
    def same(self) -> bool:
        """Whether the page is the one that was opened, never loaded again."""
        reloaded = "performance.getEntriesByType('navigation')[0].type === 'reload'"
        return bool(self.told(f"window.same === true && !({reloaded})"))
