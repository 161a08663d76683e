"""A municipality's page with six embeds, on another origin: light, still, closed, and alive when the reader acts."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from dashboard.server.embed_size import height
from dashboard.state import ViewState
from dashboard.views import VIEWS

SHOWN = (
    ("process", ViewState(cities=("umea",))),
    ("trajectory", ViewState(cities=("lund",), measure="capita")),
    ("sectors", ViewState(lang="en")),
    ("modal-share", ViewState(cities=("umea",), theme="dark")),
    ("city-map", ViewState(lang="en", cities=("goteborg",))),
    ("goals", ViewState(cities=("arjang",))),
)
WIDTHS = (280, 360, 768, 1200)
#: Adds up every shift of the layout that no reader caused, in the page and in what it frames.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (!one.hadRecentInput) window.shifted += one.value;
})).observe({ type: "layout-shift", buffered: true });
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, base: str, tables) -> Iterator[str]:
    """A municipality's website on this machine: a page a width, with the height script and without."""
    folder: Path = tmp_path_factory.mktemp("site")
    for width in WIDTHS:
        frames = []
        for view, state in SHOWN:
            slug = f"/{state.city}" if state.city else ""
            query = state.to_query(cities=False)
            room = height(view, state, tables, width)
            frames.append(
                f'<h2>{view}</h2><iframe src="{base}/{state.lang}/embed/{view}{slug}?{query}" title="{view}"'
                f' loading="lazy" referrerpolicy="strict-origin-when-cross-origin"'
                f' style="width:100%;height:{room}px;border:0"></iframe>'
            )
        head = '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Kommunen</title>'
        inside = f"<main><h1>Klimat</h1>{''.join(frames)}<p>Slut</p></main>"
        body = f'<link rel="icon" href="data:,"></head><body style="margin:0">{inside}'
        (folder / f"plain-{width}.html").write_text(f"{head}{body}</body></html>", encoding="utf-8")
        script = f'<script src="{base}/embed.js" async></script>'
        (folder / f"script-{width}.html").write_text(f"{head}{body}{script}</body></html>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def scrolled(page: Page) -> None:
    """Scroll through the page as a reader does, so that every lazy frame has come."""
    for number in range(len(SHOWN)):
        page.locator("iframe").nth(number).scroll_into_view_if_needed()
        frame = page.frames[-1] if len(page.frames) < number + 2 else page.frames[number + 1]
        frame.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("kind", "width"), [("plain", 280), ("plain", 768), ("script", 360), ("script", 1200)])
def test_six_embeds_stand_still_on_a_municipalitys_page(visitor, site, base, kind, width):
    visit = visitor(viewport={"width": width, "height": 800})
    page = visit.page
    page.add_init_script(SHIFTS)
    page.goto(f"{site}/{kind}-{width}.html")
    scrolled(page)
    for frame in page.frames:
        assert frame.evaluate("window.shifted") <= 0.1
        assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if kind == "script":
        for number, frame in enumerate(page.frames[1:]):
            needed = frame.evaluate("document.body.getBoundingClientRect().height")
            page.wait_for_function(
                "([at, high]) => Math.abs(document.querySelectorAll('iframe')[at].clientHeight - high) <= 3",
                arg=[number, needed],
            )
    assert visit.hosts - {""} == {urlsplit(site).netloc, urlsplit(base).netloc}
    assert page.context.cookies() == []
    assert visit.complaints == []


@pytest.mark.parametrize("width", [280, 768])
def test_they_read_with_scripts_off(visitor, site, width):
    page = visitor(viewport={"width": width, "height": 800}, java_script_enabled=False).page
    page.goto(f"{site}/script-{width}.html")
    for number, (view, state) in enumerate(SHOWN):
        place = page.locator("iframe").nth(number)
        place.scroll_into_view_if_needed()
        inside = place.content_frame
        inside.locator("h1").wait_for()
        if view == "goals":
            continue
        picture = inside.locator(".stage img")
        picture.wait_for()
        assert picture.bounding_box()["height"] > 150
        inside.locator("[data-table] summary").click()
        assert inside.locator("[data-table] tbody tr").first.is_visible(), (view, state)


@pytest.mark.parametrize("view", VIEWS)
def test_an_embed_is_light_until_the_reader_acts_and_then_alive_in_the_same_place(visitor, base, tables, view):
    visit = visitor(viewport={"width": 640, "height": 900})
    page = visit.page
    sizes, asked = [], []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/sv/embed/{view}/umea")
    page.wait_for_load_state("networkidle")
    picture = page.locator(".stage img")
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    assert sum(sizes) <= 60_000
    assert len(asked) == 4  # the document, its style, its script and the picture
    room = "document.body.getBoundingClientRect().height"
    before = page.evaluate(room)
    # The code that sites paste says how tall it is, within a few lines.
    assert abs(height(view, ViewState(cities=("umea",)), tables, 640) - before) <= 80
    page.keyboard.press("Tab")
    page.locator(".stage.alive").wait_for()
    assert page.evaluate(room) == before
    chart, stage = page.locator(".js-plotly-plot").bounding_box(), page.locator(".stage").bounding_box()
    assert abs(chart["width"] - stage["width"]) < 2
    assert abs(chart["height"] - stage["height"]) < 2
    storage = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert storage == [0, 0, ""]
    assert visit.hosts == {urlsplit(base).netloc}
    assert visit.complaints == []


def test_a_lost_picture_leaves_the_table_and_the_chart(visitor, base):
    page = visitor(viewport={"width": 640, "height": 900}).page
    page.route("**/picture/**", lambda route: route.fulfill(status=503, body="busy"))
    page.goto(f"{base}/sv/embed/trajectory/umea")
    page.locator(".stage.alive").wait_for()
    assert page.locator("[data-table]").evaluate("one => one.open")
    assert page.locator(".js-plotly-plot .main-svg .trace").count() > 0


def test_points_in_an_embeds_chart_are_links_that_leave_the_frame(visitor, base):
    page = visitor(viewport={"width": 640, "height": 900}).page
    page.goto(f"{base}/sv/embed/city-map")
    page.locator(".stage").focus()
    spot = page.locator('.ok-spot[href="/sv/city/umea"]').first
    spot.wait_for(state="attached")
    assert page.evaluate("document.querySelector('base').target") == "_blank"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("ok-spot")
