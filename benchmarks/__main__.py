"""``python -m benchmarks``: measure, print a table, write ``benchmarks/results.json``. Takes a few minutes."""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import compare, figures, machine, servers
from benchmarks.browser import Visit, chromium, visit, visit_embed
from benchmarks.figures import Measured, measured
from benchmarks.server_time import Reader, changes, sample
from benchmarks.servers import ROOT, VIZRO_PYTHON
from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.views import VIEWS, build

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = "/sv/city/umea"
STARTS, VISITS, PAGES = 5, 7, 50
#: The budgets: kB over the wire, seconds of start, milliseconds of the server, our part of the opponent's time.
BASIC_KB, FULL_KB, START_S, CHANGE_MS, OF_VIZRO = 850, 2000, 5, 50, 0.5
EMBED = "/sv/embed/trajectory/umea"
#: Milliseconds of the server for a change on the page that compares six municipalities.
COMPARE_MS = 100
#: The same for embeds: kB over the wire until the reader acts, and the part of the opponent's time.
EMBED_KB, EMBED_OF_VIZRO = 60, 0.1


def main() -> None:
    """Measure everything in turn; nothing else runs beside what is measured."""
    if not VIZRO_PYTHON.exists():
        sys.exit("the environment of Vizro is missing: `make bench` makes it")
    found = [*starts_and_memory(), *server_times(), *comparing()]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        about = machine.about(VIZRO_PYTHON, browser=browser.version)
        series = Path(folder) / "series.json"
        series.write_text(json.dumps(umea()), encoding="utf-8")
        say("first visits, ours and Vizro's in turns")
        with servers.dashboard() as ours, servers.vizro(series) as theirs:
            machine.settle([*ours.pids, *theirs.pids])
            found += side_by_side(browser, ours.url + PAGE, theirs.url + "/")
            say("embeds, in turns with Vizro's page")
            found += embeds(browser, ours.url, theirs.url + "/")
        say("first visits without the basic bundle")
        with servers.dashboard(basic=False) as full:
            machine.settle(full.pids)
            found += without_basic(browser, full.url + PAGE)
    print(f"\n{figures.table(found)}\n")
    for one in found:
        if one.note:
            print(f"{one.name}: {one.note}")
    date = datetime.now(UTC).date().isoformat()
    figures.write(RESULTS, found, {"date": date, "release": store.current().release, "machine": about})
    print(f"written: {RESULTS.relative_to(ROOT)}")


def starts_and_memory() -> Iterable[Measured]:
    """Start the server several times; the last one then shows pages, and its memory is looked at."""
    say("start")
    ready, sizes = [], []
    for i in range(STARTS):
        with servers.dashboard() as server:
            ready.append(server.seconds)
            if i == STARTS - 1:
                say(f"memory after {PAGES} pages")
                machine.settle(server.pids)
                sizes = _memory_after_pages(server)
    yield measured("start until /readyz answers", "s", ready, budget=START_S, digits=2)
    for name, place in (("RSS", 0), ("PSS", 1)):
        if sizes:
            worker = [size[place] for size in sizes]
            yield measured(f"memory of a worker after {PAGES} pages, {name}", "MB", worker)


def _memory_after_pages(server: servers.Server) -> list[tuple[float, float]]:
    slugs = sorted(store.current().slugs)
    with Reader(server.port) as reader:
        for slug in slugs[:: len(slugs) // PAGES][:PAGES]:
            reader.page(f"/sv/city/{slug}")
            reader.city(slug)
    return [size for size in map(machine.memory, machine.children(server.pid)) if size is not None]


def server_times() -> Iterable[Measured]:
    """The server's time for changes of city and measure, the first time and again."""
    tables = store.current()
    slugs = {code: slug for slug, code in tables.slugs.items()}
    with_goals = sorted(slugs[code] for code in tables.targets["code"].unique() if code in slugs)
    cities = sample(sorted(tables.slugs), with_goals)
    say(f"server time of {len(cities)} cities")
    with servers.dashboard() as server:
        machine.settle(server.pids)
        took = changes(server.port, cities)
    yield measured("change of city, first time seen", "ms", took.city_cold, budget=CHANGE_MS)
    yield measured("change of city, seen before", "ms", took.city_warm, budget=CHANGE_MS)
    yield measured("change of measure, first time seen", "ms", took.measure_cold, budget=CHANGE_MS)
    yield measured("change of measure, seen before", "ms", took.measure_warm, budget=CHANGE_MS)


def comparing() -> Iterable[Measured]:
    """The server's time for changes on the page that compares six municipalities."""
    say("changes of a comparison of six")
    with servers.dashboard() as server:
        machine.settle(server.pids)
        took = compare.changes(server.port)
    yield measured("six compared, any change", "ms", took.all, budget=COMPARE_MS)
    yield measured("six compared, change of look, first time seen", "ms", took.look_cold)
    yield measured("six compared, change of look, seen before", "ms", took.look_warm)
    yield measured("six compared, change of city, first time seen", "ms", took.cities_cold)
    yield measured("six compared, change of city, seen before", "ms", took.cities_warm)


def side_by_side(browser: Browser, ours: str, theirs: str) -> Iterable[Measured]:
    """First visits in turns, so that whatever else the machine does meets both; one of each before anything counts."""
    visit(browser, ours), visit(browser, theirs)
    pairs = [_pair(browser, ours, theirs, ours_first=i % 2 == 0) for i in range(VISITS)]
    mine, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    yield _size("first visit, basic bundle", mine, budget=BASIC_KB)
    yield measured("first visit, basic bundle: requests", "", [one.requests for one in mine])
    yield measured("first chart", "ms", [one.chart_ms for one in mine], digits=0)
    yield measured("first chart that Dash has drawn", "ms", [one.dash_ms for one in mine], digits=0)
    yield _size("Vizro: first visit", other)
    yield measured("Vizro: requests", "", [one.requests for one in other])
    yield measured("Vizro: first chart", "ms", [one.chart_ms for one in other], digits=0)
    # Judged by the two medians; the spread is that of the pairs, which is what noise on the machine does to it.
    parts = [one.chart_ms / against.chart_ms for one, against in pairs]
    part = median(one.chart_ms for one in mine) / median(one.chart_ms for one in other)
    spread = measured("first chart, our median by Vizro's", "", parts, budget=OF_VIZRO, digits=2)
    yield replace(spread, median=round(part, 2), note="spread and p95 are those of the pairs of visits")


def embeds(browser: Browser, ours: str, theirs: str) -> Iterable[Measured]:
    """What an embed weighs, every view of it, and how soon it is shown beside the opponent's first chart."""
    weights = [visit_embed(browser, f"{ours}/sv/embed/{view}/umea") for view in VIEWS]
    yield measured("embed, whole: each view of Umeå", "kB", [one.size / 1000 for one in weights], digits=1)
    heaviest = max(weights, key=lambda one: one.size)
    note = f"{sum(one.elsewhere for one in weights)} requests to other hosts; pictures had been drawn before"
    yield measured("embed, whole: the heaviest view", "kB", [heaviest.size / 1000], budget=EMBED_KB, note=note)
    shown, charts = [], []
    for _ in range(VISITS):
        shown.append(visit_embed(browser, f"{ours}{EMBED}").shown_ms)
        charts.append(visit(browser, theirs).chart_ms)
    yield measured("embed shown", "ms", shown, digits=0)
    part = measured("embed shown, by Vizro's first chart", "", [a / b for a, b in zip(shown, charts, strict=True)],
                    budget=EMBED_OF_VIZRO, digits=3)  # fmt: skip
    yield replace(part, median=round(median(shown) / median(charts), 3))


def _pair(browser: Browser, ours: str, theirs: str, *, ours_first: bool) -> tuple[Visit, Visit]:
    if ours_first:
        mine = visit(browser, ours)
        return mine, visit(browser, theirs)
    other = visit(browser, theirs)
    return visit(browser, ours), other


def without_basic(browser: Browser, url: str) -> Iterable[Measured]:
    """The same first visit where only Plotly's full bundle is to be had."""
    visits = [visit(browser, url) for _ in range(4)][1:]
    yield _size("first visit, full bundle", visits, budget=FULL_KB)
    yield measured("first chart, full bundle", "ms", [one.chart_ms for one in visits], digits=0)


def _size(name: str, visits: list[Visit], *, budget: float | None = None) -> Measured:
    elsewhere = sum(one.elsewhere for one in visits)
    scripts = sorted(one.scripts for one in visits)[len(visits) // 2] / 1000
    note = f"{scripts:.0f} kB of it JavaScript" + (
        f"; {elsewhere} requests to other hosts refused" if elsewhere else ""
    )
    return measured(name, "kB", [one.size / 1000 for one in visits], budget=budget, note=note)


def umea() -> dict[str, dict[str, list[float]]]:
    """What the opponent draws: the points, trend and goals of our own chart of Umeå, in tonnes."""
    frame = build("trajectory", ViewState(cities=("umea",)), store.current()).frame
    parts = {"measured": "measured", "trend": "trend", "goals": "goal"}
    rows = {name: frame[frame["series"] == kind] for name, kind in parts.items()}
    return {name: {"x": part["year"].tolist(), "y": part["tonnes"].tolist()} for name, part in rows.items()}


def say(what: str) -> None:
    """Tell what is being measured now."""
    print(f"… {what}", flush=True)


if __name__ == "__main__":
    main()
