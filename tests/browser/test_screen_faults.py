"""Faults around a screen in a browser: its server gone and back, new data, a restart without a server, failing views.

Waits between views and looks for news are shortened, as the soak's are (``make drill`` measures the real ones).
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from benchmarks import servers
from benchmarks.drill.faults import fail, finding, profiled
from benchmarks.drill.releases import Releases, two
from benchmarks.drill.screen import SIZE, Screen, address, hurry
from dashboard.config import ROOT
from dashboard.i18n import t

CITY = "stadskoping"
VIEWS = ("trajectory", "goals", "process", "sectors", "modal-share")
#: Views change four times a second, and a look for news comes every second or two.
SPEED = 20


class House:
    """A server on one port that can be taken away and brought back, on a data set of two releases."""

    def __init__(self, releases: Releases) -> None:
        self.releases = releases
        self.port = servers.free_port()
        self.server: servers.Server | None = None
        self._running = ExitStack()

    def on(self) -> servers.Server:
        """Have it running."""
        if self.server is None:
            self.server = self._running.enter_context(servers.dashboard(data=self.releases.folder, port=self.port))
        return self.server

    def off(self) -> None:
        """Have it away at once, as when the power is cut."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
        self._running.close()
        self.server = None

    def screen(self, views: tuple[str, ...] = VIEWS) -> str:
        """The address of a screen."""
        return f"http://{servers.HOST}:{self.port}{address([CITY], views, seconds=5)}"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all these tests: a start takes longer than what they look at."""
    house = House(two(tmp_path_factory.mktemp("data") / "exempel", ROOT / "data" / "exempel"))
    yield house
    house.off()


@pytest.fixture
def house(running: House) -> House:
    """The house with its server on."""
    running.on()
    return running


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[], Screen]]:
    """A screen that has kept nothing from before."""
    context = browser.new_context(viewport=SIZE, locale="sv-SE")
    context.add_init_script(hurry(SPEED))
    yield lambda: Screen(context.new_page())
    context.close()


def sign(screen: Screen) -> str:
    """What stands at the foot of the screen."""
    return str(screen.told("document.querySelector('#dated').innerText"))


def views_of(screen: Screen, changes: int) -> set[str]:
    """The views that are shown in as many changes."""
    screen.page.evaluate("() => { drill.views.length = 0; }")
    screen.until(f"shown > {screen.shown + changes}", 20)
    return set(screen.told("drill.views"))


def test_the_server_goes_away_and_comes_back_and_the_screen_goes_on_all_the_while(house, opened):
    screen = opened()
    screen.open(house.screen())
    assert views_of(screen, len(VIEWS)) == set(VIEWS)
    house.off()
    screen.until("contact === 'no'", 10)
    assert t("sv", "screen.away") in sign(screen)
    assert views_of(screen, len(VIEWS)) == set(VIEWS)
    house.on()
    screen.until("contact === 'yes'", 10)
    assert views_of(screen, len(VIEWS)) == set(VIEWS)
    assert screen.same
    assert screen.complaints == []


def test_new_data_come_in_at_a_change_of_view_without_a_reload(house, opened):
    data = house.releases
    before, after = (finding("trajectory", CITY, data.folder, name) for name in (data.current, data.other))
    assert before != after
    screen = opened()
    screen.open(house.screen(("trajectory", "sectors")))
    screen.until(f"finding === {before!r}")
    data.move()
    screen.until(f"finding === {after!r}", 20)
    assert screen.same
    assert screen.complaints == []


def test_a_browser_that_starts_while_the_server_is_away_shows_every_view_again_and_says_so(house, browser, tmp_path):
    with profiled(browser.browser_type, tmp_path) as context:
        context.add_init_script(hurry(SPEED))
        screen = Screen(context.new_page())
        screen.open(house.screen())
        screen.kept(len(VIEWS), 20)
    house.off()
    with profiled(browser.browser_type, tmp_path) as context:
        context.add_init_script(hurry(SPEED))
        screen = Screen(context.new_page())
        screen.open(house.screen())
        screen.until("contact === 'no'", 10)
        assert views_of(screen, len(VIEWS)) == set(VIEWS)
        assert t("sv", "screen.away") in sign(screen)
        assert screen.complaints == []


@pytest.mark.parametrize(("status", "body"), [(502, "Bad gateway"), (200, "<title>Log in</title>")])
def test_a_proxys_own_pages_are_never_taken_for_the_screen(house, opened, status, body):
    screen = opened()
    screen.open(house.screen(("goals", "sectors")))
    screen.kept(2, 20)
    screen.page.context.route(
        "**/sv/screen*", lambda route: route.fulfill(status=status, content_type="text/html", body=body)
    )
    screen.page.context.route(
        "**/sv/screen/**", lambda route: route.fulfill(status=status, content_type="text/html", body=body)
    )
    for _ in range(2):
        screen.page.reload()
        screen.until("shown > 2", 20)
        assert screen.told("contact") == "no"
    assert t("sv", "screen.away") in sign(screen)


def test_views_that_fail_are_skipped_and_told_of_in_the_log_and_the_others_go_on(house, opened):
    screen = opened()
    fail(screen.page.context, ("goals", "sectors"))
    screen.open(house.screen())
    assert views_of(screen, 2 * len(VIEWS)) == {"trajectory", "process", "modal-share"}
    screen.until("contact === 'yes'")
    assert told_of(screen, house.on(), "a screen cannot show goals, sectors")
    assert screen.same
    assert screen.complaints == []


def told_of(screen: Screen, server: servers.Server, words: str) -> bool:
    """Whether the server's log says so, now or within ten seconds."""
    for _ in range(100):
        if words in server.log():
            return True
        screen.rest(0.1)
    return False
