"""Visits in a real Chromium with an empty cache: when the first chart stands there, and what came over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import HOST
from tests.chromium import FLAGS, ensure

#: Names other than this machine's do not exist for the browser: nothing measured depends on anybody else's server.
ALONE = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
#: Sets the promise ``charts``: milliseconds from the navigation's start to the frame that shows a chart's points,
#: anywhere in the document and then within Dash, whose chart may come later than one that the page draws by itself.
WATCH = """
window.charts = new Promise((resolve) => {
  const points = ".js-plotly-plot .main-svg .trace .point";
  const wanted = [points, "#react-entry-point " + points];
  const seen = [null, null];
  const observer = new MutationObserver(() => {
    wanted.forEach((selector, i) => {
      if (seen[i] !== null || !document.querySelector(selector)) return;
      seen[i] = 0;
      requestAnimationFrame(() => {
        seen[i] = performance.now();
        if (seen.every(Boolean)) resolve(seen);
      });
    });
    if (!seen.includes(null)) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
  setTimeout(() => resolve(null), 60000);
});
"""


@dataclass(frozen=True)
class Visit:
    """One first visit: milliseconds to the first chart, bytes over the wire (heads included), requests answered.

    ``dash_ms`` are the milliseconds to the first chart that Dash has drawn, which answers to the page's controls;
    ``scripts`` are the bytes of JavaScript among them; ``elsewhere`` counts requests for other hosts, all refused.
    """

    chart_ms: float
    dash_ms: float
    size: float
    scripts: float
    requests: int
    elsewhere: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of the system that reaches only this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=[*FLAGS, ALONE])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def newcomer(browser: Browser, *, width: int) -> Iterator[tuple[Page, "_Traffic"]]:
    """A window of one who has never been there, and what it sends and is sent."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")
    try:
        page = context.new_page()
        traffic = _Traffic()
        devtools = context.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", traffic.sent)
        devtools.on("Network.loadingFinished", traffic.finished)
        devtools.send("Network.enable")
        yield page, traffic
    finally:
        context.close()


def visit(browser: Browser, url: str) -> Visit:
    """Open an address for the first time. Raises RuntimeError when no chart comes within a minute."""
    with newcomer(browser, width=1440) as (page, traffic):
        page.add_init_script(WATCH)
        page.goto(url, wait_until="commit")
        charts = page.evaluate("window.charts")
        if charts is None:
            raise RuntimeError(f"no chart was drawn at {urlsplit(url).path}")
        page.wait_for_load_state("networkidle")
        return traffic.summed(*charts)


@dataclass(frozen=True)
class EmbedVisit:
    """One first visit to an embed: milliseconds until its picture is painted, bytes over the wire, requests."""

    shown_ms: float
    size: float
    requests: int
    elsewhere: int


#: Milliseconds from the navigation's start to the frame that shows the picture; fails when it never comes.
PICTURE = """async () => {
  const picture = document.querySelector(".stage img");
  await picture.decode();
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))));
}"""


def visit_embed(browser: Browser, url: str) -> EmbedVisit:
    """Open an embed for the first time, and wait until finding, table and picture are on the page."""
    with newcomer(browser, width=720) as (page, traffic):
        page.goto(url, wait_until="domcontentloaded")
        shown = page.evaluate(PICTURE)
        page.wait_for_load_state("networkidle")
        summed = traffic.summed(shown, shown)
        return EmbedVisit(shown, summed.size, summed.requests, summed.elsewhere)


class _Traffic:
    """What the browser tells of its requests, summed up. Only what goes over the wire: no ``data:`` addresses."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._bytes: dict[str, float] = {}
        self._elsewhere = 0

    def sent(self, event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme not in ("http", "https"):
            return
        if address.hostname == HOST:
            self._kinds[event["requestId"]] = event.get("type", "")
        else:
            self._elsewhere += 1

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._kinds:
            self._bytes[event["requestId"]] = event["encodedDataLength"]

    def summed(self, chart_ms: float, dash_ms: float) -> Visit:
        scripts = sum(size for name, size in self._bytes.items() if self._kinds[name] == "Script")
        return Visit(chart_ms, dash_ms, sum(self._bytes.values()), scripts, len(self._bytes), self._elsewhere)
