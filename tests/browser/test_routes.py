"""Every page opens in both languages and themes without a complaint, and everyone can use it."""

from threading import Event

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route

from dashboard.state import LANGUAGES
from dashboard.theme import TOKENS

#: The overview, a city with goals, one without, the pages about, and one that is not there.
SHARE = "/share?view=trajectory&cities=umea"
SETUP = "/screen/setup?cities=umea&views=process,goals"
COMPARE = "/compare?cities=ale,habo"
ABOUT = ("/about/method", "/about/data", "/about/accessibility", "/about/changes", "/try")
ROUTES = ("", "/city/umea", "/city/arjang", *ABOUT, SHARE, SETUP, COMPARE, "/city/umeo")
#: The fullest pages are looked at in one more width.
FULLEST = ("", "/city/umea")
#: Each language and each theme; as embeds, views are looked at in all four ways.
LOOKS = [
    pytest.param(route, lang, theme, id=f"{route.strip('/') or 'overview'}-{lang}-{theme}")
    for route in ROUTES
    for lang, theme in (("sv", "light"), ("en", "dark"))
    # Of cities' pages one is seen in light and one in the dark: the fullest takes axe a quarter of a minute.
    if (route, theme) not in (("/city/umea", "dark"), ("/city/arjang", "light"))
]


@pytest.mark.parametrize(("route", "lang", "theme"), LOOKS)
def test_a_page_opens_quietly_and_excludes_nobody(visitor, base, route, lang, theme):
    reader = visitor(color_scheme=theme)
    page = reader.open(f"/{lang}{route}")
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme
    ground = TOKENS[theme]["ground"].lstrip("#")
    seen = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert seen == f"rgb({', '.join(str(int(ground[i : i + 2], 16)) for i in (0, 2, 4))})"
    # Lists that are closed are part of the page too.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    # A table's rows are alike: axe looks at the first eight and the last one, and need not walk through the others.
    page.evaluate("""() => {
        document.querySelectorAll('tbody tr:nth-child(n + 9):not(:last-child)').forEach((one) => one.remove());
    }""")
    # Only what is wrong is asked for: axe's list of all that is right takes as long as the rules themselves.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []
    assert reader.complaints == []
    assert reader.hosts <= {base.removeprefix("http://"), ""}
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("route", "width"), [*((route, 320) for route in ROUTES), *((route, 390) for route in FULLEST)]
)
def test_a_phone_never_scrolls_sideways(visitor, route, width):
    # Swedish has the longer words; at the narrower width the page is opened, not squeezed.
    reader = visitor(viewport={"width": width, "height": 800})
    page = reader.open(f"/sv{route}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wide = """() => [...document.querySelectorAll('body *')]
        .filter((one) => !one.closest('.ok-scroll') && one.getBoundingClientRect().right > window.innerWidth + 1)
        .map((one) => one.tagName + '.' + one.className).slice(0, 3)"""
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(wide)
    assert reader.complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_is_not_there_says_so_and_leads_on(visitor, lang):
    reader = visitor()
    answer = reader.page.goto(f"{reader.base}/{lang}/city/umeo")
    assert answer.status == 404
    reader.drawn()
    reader.page.get_by_role("link", name="Umeå").first.click()
    reader.page.wait_for_url(f"**/{lang}/city/umea")
    reader.page.wait_for_function("() => document.querySelector('h1').textContent === 'Umeå'")
    assert reader.page.title().startswith("Umeå")


def test_on_paper_there_are_no_controls(visitor):
    page = visitor().open("/sv/city/habo")
    page.emulate_media(media="print")
    for selector in (".ok-header", ".ok-footer", ".ok-controls"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator("[data-summary]").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_who_wants_no_motion_gets_none(visitor):
    page = visitor(reduced_motion="reduce").open("/sv/city/habo")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((one) => {
            const style = getComputedStyle(one);
            return style.transitionDuration.split(',').some((time) => parseFloat(time) > 0)
                || (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0);
        }).map((one) => one.tagName + '.' + one.className)"""
    )
    assert moving == []


def test_without_scripts_the_findings_and_tables_can_still_be_read(visitor):
    reader = visitor(java_script_enabled=False)
    page = reader.page
    page.goto(f"{reader.base}/sv/city/umea")
    assert page.locator("h1").inner_text() == "Umeå"
    assert "24\u00a0%" in reader.finding("trajectory")
    assert "JavaScript" in page.locator("body").inner_text()
    assert reader.cells("trajectory")[10][:3] == ["2024", "enligt statistiken", "365\u00a0010"]
    assert not page.locator(".ok-controls").is_visible()
    page.locator("main a[href*='.csv']").first.wait_for(state="attached")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_before_dash_has_started_the_page_can_be_read_and_it_does_not_jump(visitor):
    reader = visitor()
    page = reader.page
    held: list[Route] = []
    released = Event()
    page.route("**/_dash-update-component*", lambda it: it.continue_() if released.is_set() else held.append(it))
    page.goto(f"{reader.base}/sv/city/umea")
    if page.locator("script[src*=plotly-basic]").count():
        # Where npm has not put the basic bundle here, Plotly comes with Dash.
        page.wait_for_function("() => window.Plotly")
    assert reader.text("#first h1") == "Umeå"
    before = page.locator("#first [data-view=goals]").bounding_box()
    released.set()
    for request in held:
        request.continue_()
    reader.drawn()
    after = page.locator("[data-view=goals]").bounding_box()
    assert abs(before["y"] - after["y"]) <= 40
