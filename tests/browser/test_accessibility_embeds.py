"""Everyone can read an embed and get through it: in every view, language and theme, by keyboard and enlarged."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route

from dashboard.state import LANGUAGES
from dashboard.views import VIEWS

#: The guideline's widest text spacing (WCAG 1.4.12), for words that are no part of a picture.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
#: Text that stands outside the window or is cut off by its box; tables and previews scroll in boxes of their own.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter((one) => {
  if (one.closest('svg, .ok-scroll, .ok-strip, .ok-skip, .visually-hidden, .js-plotly-plot')) return false;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') return false;
  const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
  const cut = hides && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  const words = [...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim());
  const right = Math.max(box.right, box.left + one.scrollWidth);
  return cut || (words && (right > window.innerWidth + 1 || box.left < -1));
}).map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""
#: Puts a style in the place of the one put before it; a policy on styles does not hold for it.
PUT_STYLE = "(css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }"
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
#: What has the focus: what it is, what it is called, and the line that is drawn around it.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const what = one.matches('.stage') ? 'stage' : one.matches('.ok-spot') ? 'point'
    : one.matches('[data-table] > summary') ? 'table' : one.matches('.ok-scroll') ? 'table box'
    : one.matches('.full') ? 'full page' : one.closest('[data-sources]') ? 'source'
    : one.matches('a[download]') ? 'file' : one.tagName.toLowerCase();
  return {what, name: (one.getAttribute('aria-label') || one.textContent).trim(),
          line: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
          seen: box.bottom > 0 && box.top < window.innerHeight};
}"""
LOOKS = [
    *((f"{view}/umea", lang, theme) for view in VIEWS for lang in LANGUAGES for theme in ("light", "dark")),
    # Views that have nothing to show, one that shows every city, and one that shows two.
    ("goals/arjang", "sv", "light"),
    ("contract/arjang", "en", "dark"),
    ("city-map", "sv", "dark"),
    ("trajectory?cities=umea,lund", "en", "light"),
]


def still(route: Route) -> None:
    """A picture of the right room and nothing in it: what is tested here stands around it."""
    size = parse_qs(urlsplit(route.request.url).query).get("size", ["wide"])[0]
    width = 300 if size == "narrow" else 680
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="400"/>'
    route.fulfill(body=drawn, content_type="image/svg+xml")


@pytest.fixture(scope="module")
def frame(contexts: Callable[..., BrowserContext]) -> Iterator[Page]:
    """One window for all embeds: they keep nothing, so none can reach the next."""
    page = contexts(reduced_motion="reduce").new_page()
    page.route("**/picture/**", still)
    yield page
    page.close()


def address(base: str, path: str, lang: str = "sv", theme: str = "light") -> str:
    return f"{base}/{lang}/embed/{path}{'&' if '?' in path else '?'}theme={theme}"


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


@pytest.mark.parametrize(("path", "lang", "theme"), LOOKS, ids=lambda part: part.replace("/", "-"))
def test_an_embed_excludes_nobody_and_names_its_parts(frame, base, path, lang, theme):
    frame.goto(address(base, path, lang, theme))
    frame.evaluate(OPEN_ALL)
    assert faults(frame) == []
    assert frame.evaluate("document.documentElement.lang") == lang
    assert frame.title()
    for figure in frame.get_by_role("figure").all():
        assert figure.get_attribute("aria-label").strip()
    images = frame.locator("img").evaluate_all("all => all.map((one) => one.alt)")
    tables = frame.locator(".ok-scroll").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    shown = frame.locator("figure").get_attribute("data-status") == "ready"
    assert [len(name) > 20 for name in images] == [True] * shown
    assert [bool(name) for name in tables] == [True] * len(tables)
    assert len(tables) >= shown


def test_a_chart_that_has_come_to_life_excludes_nobody_either(frame, base):
    frame.goto(address(base, "city-map/umea", "en", "dark"))
    frame.locator(".stage").focus()
    frame.locator(".ok-spot").first.wait_for(state="attached")
    assert faults(frame) == []


def test_a_chart_that_has_come_to_life_is_one_named_picture(frame, base):
    frame.goto(address(base, "trajectory/umea"))
    frame.locator(".stage").focus()
    chart = frame.locator(".stage[data-status=ready] .js-plotly-plot")
    chart.wait_for(state="attached")
    assert chart.get_attribute("role") == "img"
    assert len(chart.get_attribute("aria-label")) > 20


def walk(page: Page, *, most: int = 40) -> Iterator[dict]:
    """Tab by Tab through the page, until the focus has left it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate(FOCUSED)
    raise AssertionError(f"still in the page after {most} steps")


def test_the_keyboard_reaches_all_of_an_embed_sees_where_it_is_and_gets_out_again(frame, base):
    frame.set_viewport_size({"width": 700, "height": 500})
    frame.goto(address(base, "trajectory/umea"))
    reached = []
    for step in walk(frame):
        reached.append(step["what"])
        assert step["name"], step
        assert step["line"] >= 2, step
        assert step["seen"], step
        if step["what"] == "table":
            frame.keyboard.press("Enter")
            assert frame.locator("[data-table]").get_attribute("open") is not None
    order = [what for place, what in enumerate(reached) if what not in reached[:place]]
    assert [what for what in order if what != "summary"] == [
        "stage", "table", "table box", "file", "source", "full page",
    ]  # fmt: skip
    frame.keyboard.press("Shift+Tab")
    assert frame.evaluate(FOCUSED)["what"] == "full page"


def test_the_points_of_a_chart_are_one_stop_and_the_arrows_go_between_them(frame, base):
    frame.set_viewport_size({"width": 700, "height": 900})
    frame.goto(address(base, "city-map/umea"))
    frame.keyboard.press("Tab")
    assert frame.evaluate(FOCUSED)["what"] == "stage"
    frame.locator(".ok-spot").first.wait_for(state="attached")
    frame.keyboard.press("Tab")
    first = frame.evaluate(FOCUSED)
    frame.keyboard.press("ArrowRight")
    second = frame.evaluate(FOCUSED)
    assert (first["what"], second["what"]) == ("point", "point")
    assert first["name"] != second["name"]
    assert second["line"] >= 2
    frame.keyboard.press("Tab")
    assert frame.evaluate(FOCUSED)["what"] != "point"


def test_the_keyboard_passes_through_an_embed_to_what_comes_after_it(frame, base):
    around = f"""<!DOCTYPE html><html lang="sv"><title>Runt om</title><button id="before">Före</button>
        <iframe title="Diagram" width="600" height="400" src="{address(base, "goals/arjang")}"></iframe>
        <button id="after">Efter</button></html>"""
    frame.route("**/around", lambda route: route.fulfill(body=around, content_type="text/html"))
    frame.goto(f"{base}/around")
    frame.frame_locator("iframe").locator("h1").wait_for()
    frame.focus("#before")
    visited = []
    for _ in range(12):
        frame.keyboard.press("Tab")
        visited.append(frame.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if visited[-1] == "after":
            break
    assert visited[-1] == "after"
    assert "IFRAME" in visited


@pytest.mark.parametrize("path", [*(f"{view}/umea" for view in VIEWS), "goals/arjang", "trajectory?cities=umea,lund"])
def test_an_embed_enlarged_four_times_and_spaced_out_loses_nothing(contexts, base, path):
    # 320 × 256 pixels are a window of 1280 × 1024 at 400 per cent. Swedish has the longer words.
    page = contexts(viewport={"width": 320, "height": 256}, device_scale_factor=4, reduced_motion="reduce").new_page()
    page.route("**/picture/**", still)
    page.goto(address(base, path))
    page.evaluate(OPEN_ALL)
    try:
        for width in (320, 280):
            page.set_viewport_size({"width": width, "height": 256})
            for css in ("", SPACING):
                page.evaluate(PUT_STYLE, css)
                assert page.evaluate(CUT_OFF) == [], (width, bool(css))
                assert page.evaluate("document.documentElement.scrollWidth") <= width, bool(css)
    finally:
        page.close()
