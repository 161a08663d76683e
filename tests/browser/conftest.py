"""One server and one browser for all browser tests, and pages that remember whatever goes wrong in them."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.config import ROOT
from tests import chromium

#: What a page waits for at most, in milliseconds; far more than it needs, since the machine may be busy.
PATIENCE = 30_000
#: Dash has drawn the page in place of the plain one, and Plotly every picture of it.
DRAWN = """() => {
  if (!document.querySelector('#react-entry-point #heading') || document.getElementById('first')) return false;
  const wanted = document.querySelectorAll('[data-view][data-status="ready"]');
  return [...wanted].every((view) => view.querySelector('.js-plotly-plot .main-svg .trace'));
}"""


@dataclass
class Visitor:
    """A reader's window: opens addresses, waits until they are drawn, and keeps what went wrong on the way."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _console(self, message: Any) -> None:
        # The browser itself tells of the status of a page that is not found; that is what the test asked for.
        own = "Failed to load resource" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not own:
            self.complaints.append(message.text)

    def open(self, address: str) -> Page:
        """Go to an address and wait until all of it is drawn."""
        self.page.goto(self.base + address)
        self.drawn()
        return self.page

    def drawn(self) -> None:
        """Wait until the page is drawn."""
        self.page.wait_for_function(DRAWN)

    def text(self, selector: str) -> str:
        """The words of the first element, as they are seen."""
        return self.page.locator(selector).first.inner_text()

    def finding(self, view: str) -> str:
        """The heading of a view."""
        return self.text(f'[data-view="{view}"] [data-summary]')

    def cells(self, view: str) -> list[list[str]]:
        """The rows of a view's table, the heading row first."""
        rows: list[list[str]] = self.page.locator(f'[data-view="{view}"] [data-table] tr').evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )
        return rows

    def path(self) -> str:
        """Path and query of the address."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server on the real data, started for the tests and stopped after them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "dashboard", "run", "--no-ahead", "--no-warm", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, OSError):
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.2)
    raise AssertionError(f"the server did not start: {log.read_text('utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.ensure(), args=chromium.FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Profiles by their options; those of the same options share what the browser keeps, and nothing else."""
    made: dict[str, BrowserContext] = {}

    def of(**options: Any) -> BrowserContext:
        key = str(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            made[key].set_default_timeout(PATIENCE)
        return made[key]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture
def visitor(contexts: Callable[..., BrowserContext], base: str) -> Iterator[Callable[..., Visitor]]:
    """A window of its own for the test; options are those of the browser's profile."""
    opened: list[Page] = []

    def of(**options: Any) -> Visitor:
        opened.append(contexts(**options).new_page())
        return Visitor(opened[-1], base)

    yield of
    for page in opened:
        # What a page remembers must not reach the next test.
        if page.url.startswith(base):
            page.evaluate("() => window.localStorage.clear()")
        page.close()
