"""Faults, in real time: the server away, new data, the browser started anew without a server, views that fail.

Nothing runs faster here than in a hall: what is measured is how long people would have looked at it.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, Route

from benchmarks import servers
from benchmarks.browser import ALONE
from benchmarks.drill.releases import Releases
from benchmarks.drill.screen import SIZE, Screen, address
from benchmarks.figures import Measured, measured
from dashboard.state import ViewState
from dashboard.tables.loading import load
from dashboard.views import build
from tests.chromium import FLAGS, ensure

Say = Callable[[str], None]
CITY = "umea"
VIEWS = ("trajectory", "goals", "process", "modal-share", "sectors")
FAILING = ("goals", "sectors")
#: Seconds that a view stands, and how long the server is away: for a moment, and until asking has become as rare as it
#: gets.
SECONDS, AWAY = 5, (25, 150)
#: Seconds in which requests are counted, and how many screens a house may have.
COUNTED, SCREENS = 120, 100
#: The budgets: seconds until a screen has found the server again, and until it shows new data.
AGAIN_S, NEWS_S = 60, 90


def drills(browser: Browser, releases: Releases, say: Say) -> Iterator[Measured]:
    """All of them in turn, each with servers and profiles of its own."""
    say("the server goes away and comes back")
    yield from away(browser, releases.folder, say)
    say("the data's pointer is moved")
    yield from news(browser, releases)
    say("the browser is started anew while the server is away")
    yield from restarted(browser.browser_type, releases.folder)
    say("two of five views fail")
    yield from failing(browser, releases.folder)


@contextmanager
def _opened(browser: Browser) -> Iterator[Screen]:
    context = browser.new_context(viewport=SIZE, locale="sv-SE")
    try:
        yield Screen(context.new_page())
    finally:
        context.close()


def away(browser: Browser, data: Path, say: Say) -> Iterator[Measured]:
    """Stop the server twice and start it again on its port; requests are counted before and meanwhile."""
    port = servers.free_port()
    again, still, meanwhile, storm = [], [], [], 0.0
    with _opened(browser) as screen:
        with servers.dashboard(data=data, port=port) as server:
            screen.open(server.url + address([CITY], VIEWS, seconds=SECONDS))
            # Once round: from then on nothing is fetched that is not new.
            screen.until(f"shown > {len(VIEWS)}", 120)
            say(f"requests of {COUNTED} seconds are counted")
            screen.rest(COUNTED)
            usual = screen.per_minute(COUNTED)
        for seconds in AWAY:
            before = screen.shown
            screen.rest(seconds)
            meanwhile.append(screen.shown - before)
            # One view may just have come, and one be about to.
            still.append(max(0, seconds // (SECONDS + 1) - 1 - meanwhile[-1]))
            storm = max(storm, screen.per_minute(min(seconds, 60), of="/check"))
            lost = screen.told("contact === 'no'")
            with servers.dashboard(data=data, port=port):
                again.append(screen.until("contact === 'yes'", 120) if lost else 0.0)
                screen.rest(3)
        same = screen.same
    gone = " and ".join(str(seconds) for seconds in AWAY)
    yield measured("server back: until the screen has found it", "s", again, budget=AGAIN_S,
                   note=f"away for {gone} s; {', '.join(map(str, meanwhile))} changes of view meanwhile")  # fmt: skip
    yield measured("server away: changes of view that did not come", "", still, budget=0)
    yield measured("server away and back: reloads of the page", "", [int(not same)], budget=0)
    yield _of_many("a hundred screens: requests a minute", usual)
    yield _of_many("a hundred screens: requests a minute while the server is away", storm)
    yield measured("server away and back: console errors", "", [len(screen.complaints)], budget=0,
                   note="; ".join(screen.complaints[:3]))  # fmt: skip


def _of_many(name: str, one: float) -> Measured:
    return measured(name, "", [one * SCREENS], digits=0, note=f"{one:.1f} of one screen, measured, times {SCREENS}")


def news(browser: Browser, releases: Releases) -> Iterator[Measured]:
    """Move the pointer twice, away and back, while the screen runs."""
    took = []
    with servers.dashboard(data=releases.folder) as server, _opened(browser) as screen:
        screen.open(server.url + address([CITY], ["trajectory", "sectors"], seconds=SECONDS))
        screen.until("shown > 2")
        for _ in range(2):
            wanted = finding("trajectory", CITY, releases.folder, releases.other)
            releases.move()
            took.append(screen.until(f"finding === {wanted!r}", 180))
        same, complaints = screen.same, screen.complaints
    yield measured("new data: until a view shows them", "s", took, budget=NEWS_S)
    yield measured("new data: reloads of the page", "", [int(not same)], budget=0)
    yield measured("new data: console errors", "", [len(complaints)], budget=0, note="; ".join(complaints[:3]))


def finding(view: str, city: str, data: Path, release: str) -> str:
    """What a view says of a city in a release."""
    state = ViewState(cities=(city,), mode="screen", size="landscape")
    return build(view, state, load(data, release=release)).summary


def restarted(kind: BrowserType, data: Path) -> Iterator[Measured]:
    """Have a screen see its programme, end the browser and the server, and start the browser alone."""
    port = servers.free_port()
    with tempfile.TemporaryDirectory() as profile:
        where = address([CITY], VIEWS, seconds=SECONDS)
        with servers.dashboard(data=data, port=port) as server:
            where = server.url + where
            with profiled(kind, Path(profile)) as context:
                screen = Screen(context.new_page())
                screen.open(where)
                # What was fetched before there was a service worker is kept within the first minute.
                ready = screen.kept(len(VIEWS))
        with profiled(kind, Path(profile)) as context:
            screen = Screen(context.new_page())
            screen.page.goto(where, wait_until="commit")
            first = screen.until("shown > 0", 60)
            views = _round(screen)
            sign = screen.told("contact === 'no' && document.querySelector('#dated').innerText.trim() !== ''")
            with servers.dashboard(data=data, port=port):
                again = screen.until("contact === 'yes'", 120)
    yield measured("first visit: until the browser keeps every view", "s", [ready])
    yield measured("browser anew, server away: until the first view", "s", [first], budget=10)
    yield measured("browser anew, server away: views lost", "", [len(set(VIEWS) - views)], budget=0,
                   note=f"{len(views)} of {len(VIEWS)} shown from what the browser keeps")  # fmt: skip
    yield measured("browser anew, server away: without a sign", "", [int(not sign)], budget=0)
    yield measured("browser anew: until the server, back again, is found", "s", [again], budget=AGAIN_S)


def failing(browser: Browser, data: Path) -> Iterator[Measured]:
    """Two of five views answer with an error: the others go on, and the server's log tells of the two."""
    with servers.dashboard(data=data) as server, _opened(browser) as screen:
        fail(screen.page.context, FAILING)
        screen.open(server.url + address([CITY], VIEWS, seconds=SECONDS))
        views = _round(screen)
        screen.rest(50)
        log = server.log()
    on, told = set(VIEWS) - set(FAILING), {view for view in FAILING if view in log}
    yield measured("two of five views fail: others that did not go on", "", [len(on - views)], budget=0)
    yield measured("two of five views fail: failing views shown", "", [len(set(FAILING) & views)], budget=0)
    yield measured("two of five views fail: not told of in the server's log", "", [len(set(FAILING) - told)], budget=0)
    yield measured("two of five views fail: console errors", "", [len(screen.complaints)], budget=0,
                   note="; ".join(screen.complaints[:3]))  # fmt: skip


def _round(screen: Screen) -> set[str]:
    """The views that are shown in one round of the programme and a change more."""
    views: set[str] = set()
    for _ in range(len(VIEWS) + 1):
        views.add(screen.told("slide.dataset.view"))
        screen.until(f"shown > {screen.shown}", 60)
    return views


def fail(context: BrowserContext, views: tuple[str, ...]) -> None:
    """Have the browser be answered with an error wherever it, or a service worker of it, asks for these views."""

    def refuse(route: Route) -> None:
        route.fulfill(status=500, content_type="application/json", body="{}")

    for view in views:
        context.route(f"**/screen/slide/{view}.json*", refuse)


@contextmanager
def profiled(kind: BrowserType, folder: Path) -> Iterator[BrowserContext]:
    """A browser with a profile on disk, which the next one with the same folder finds again."""
    context = kind.launch_persistent_context(
        str(folder), executable_path=ensure(), args=[*FLAGS, ALONE], viewport=SIZE, locale="sv-SE"
    )
    try:
        yield context
    finally:
        context.close()
