"""First visits to ours and the peers', in turns: bytes over the wire, and time until something stands there."""

import gzip
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from playwright.sync_api import Browser, Error, Response

from benchmarks.beside import PEERS, beside
from benchmarks.browser import Visit, newcomer, visit, visit_embed
from benchmarks.figures import Measured, measured
from dashboard.views import VIEWS

#: The addresses of the two pages, ours and the peers'.
PAGES = {"city": ("/sv/city/umea", "/kommun"), "overview": ("/sv", "/")}
Answer = TypeVar("Answer")
EMBED = "/sv/embed/trajectory/umea"
#: The budgets: kB, and the parts of Vizro's bytes and time.
CITY_KB, CITY_BYTES, CITY_TIME = 850, 1 / 12, 1 / 3
EMBED_KB, EMBED_BYTES, EMBED_TIME = 60, 1 / 100, 1 / 10
FULL_KB = 2000


def first_visits(browser: Browser, ours: str, peers: Mapping[str, str], rounds: int) -> Iterable[Measured]:
    """Visits with an empty cache to servers whose own caches are warm: one visit of each before anything counts."""
    city = _in_turns(browser, PAGES["city"], ours, peers, rounds)
    yield from _bytes("city.bytes", "city page", city, part=CITY_BYTES, budget=CITY_KB)
    yield from _time("city.time", "city page, first chart", city, part=CITY_TIME)
    drawn = [one.dash_ms for one in city["ours"]]
    yield measured("city page, first chart that Dash has drawn: ours", "ms", drawn, digits=0, key="city.answers/ours")
    yield from _requests("city page", city)
    yield from packed(browser, ours, peers)
    overview = _in_turns(browser, PAGES["overview"], ours, peers, rounds)
    yield from _bytes("overview.bytes", "overview", overview)
    yield from _time("overview.time", "overview, first chart", overview)
    yield from embeds(browser, ours, {name: url + PAGES["city"][1] for name, url in peers.items()}, rounds, city)


def embeds(
    browser: Browser, ours: str, peers: Mapping[str, str], rounds: int, city: Mapping[str, list[Visit]]
) -> Iterable[Measured]:
    """An embed's bytes and time, beside the peers' page of a city: they have nothing smaller to frame."""
    every = [visit_embed(browser, f"{ours}/sv/embed/{view}/umea") for view in VIEWS]
    weights = [one.size / 1000 for one in every]
    theirs = {name: [one.size / 1000 for one in city[name]] for name in peers}
    note = f"each view of Umeå once; {sum(one.elsewhere for one in every)} requests to other hosts"
    yield from beside("embed.bytes", "embed, whole", "kB", weights, theirs, part=EMBED_BYTES, digits=1, note=note)
    yield measured("embed, whole: the heaviest view", "kB", [max(weights)], budget=EMBED_KB, key="embed.heaviest/ours")
    visit_embed(browser, ours + EMBED)
    shown: list[float] = []
    charts: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(rounds):
        shown.append(visit_embed(browser, ours + EMBED).shown_ms)
        for name, url in peers.items():
            charts[name].append(visit(browser, url).chart_ms)
    yield from beside("embed.time", "embed shown", "ms", shown, charts, part=EMBED_TIME)


def without_basic(browser: Browser, url: str) -> Iterable[Measured]:
    """The first visit to a city where only Plotly's full bundle is to be had."""
    visits = [visit(browser, url + PAGES["city"][0]) for _ in range(4)][1:]
    sizes = [one.size / 1000 for one in visits]
    yield measured("city page, full bundle: ours", "kB", sizes, budget=FULL_KB, key="city.full.bytes/ours")
    charts = [one.chart_ms for one in visits]
    yield measured("city page, full bundle, first chart: ours", "ms", charts, digits=0, key="city.full.time/ours")


def packed(browser: Browser, ours: str, peers: Mapping[str, str]) -> Iterable[Measured]:
    """The same bytes if a proxy before the peer packed them with gzip; neither tool packs anything by itself."""
    mine = visit(browser, ours + PAGES["city"][0]).size / 1000
    for name, url in peers.items():
        size = _packed(browser, url + PAGES["city"][1]) / 1000
        (one, *_) = beside("city.packed", "city page, packed by a proxy", "kB", [mine], {name: [size]})
        yield one
        yield measured(
            f"city page, packed by a proxy: {PEERS[name]}", "kB", [size], digits=0, key=f"city.packed/{name}"
        )


def _packed(browser: Browser, url: str) -> float:
    answers: list[Response] = []
    with newcomer(browser, width=1440) as (page, _):
        page.on("response", lambda answer: answers.append(answer))
        page.goto(url, wait_until="networkidle")
        size = 0
        for answer in answers:
            with suppress(Error):  # an address within the page itself has no body to ask for
                size += len(gzip.compress(answer.body(), 6)) if answer.url.startswith("http") else 0
        return size


def _in_turns(
    browser: Browser, page: tuple[str, str], ours: str, peers: Mapping[str, str], rounds: int
) -> dict[str, list[Visit]]:
    """So many visits of each, the order turned each round, so that whatever else the machine does meets all."""
    urls = {"ours": ours + page[0], **{name: url + page[1] for name, url in peers.items()}}
    for url in urls.values():
        visit(browser, url)
    return in_turns(urls, rounds, lambda _name, url: visit(browser, url))


def in_turns(urls: Mapping[str, str], rounds: int, ask: Callable[[str, str], Answer]) -> dict[str, list[Answer]]:
    """Ask each address so many times; who goes first changes with each round."""
    out: dict[str, list[Answer]] = {name: [] for name in urls}
    names = list(urls)
    for i in range(rounds):
        first = i % len(names)
        for name in names[first:] + names[:first]:
            out[name].append(ask(name, urls[name]))
    return out


def _bytes(
    key: str, name: str, visits: Mapping[str, list[Visit]], *, part: float | None = None, budget: float | None = None
) -> list[Measured]:
    sizes = {who: [one.size / 1000 for one in found] for who, found in visits.items()}
    scripts = sorted(one.scripts for one in visits["ours"])[len(visits["ours"]) // 2] / 1000
    mine = sizes.pop("ours")
    return beside(key, name, "kB", mine, sizes, part=part, budget=budget, note=f"{scripts:.0f} kB of it JavaScript")


def _time(key: str, name: str, visits: Mapping[str, list[Visit]], *, part: float | None = None) -> list[Measured]:
    times = {who: [one.chart_ms for one in found] for who, found in visits.items()}
    mine = times.pop("ours")
    return beside(key, name, "ms", mine, times, part=part)


def _requests(name: str, visits: Mapping[str, list[Visit]]) -> Iterable[Measured]:
    for who, found in visits.items():
        yield measured(
            f"{name}, requests: {PEERS.get(who, who)}",
            "",
            [one.requests for one in found],
            digits=0,
            key=f"requests/{who}",
        )
