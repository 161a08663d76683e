"""A screen in a browser: every view fits and can be read, turns by itself, and obeys whoever comes by."""

import pytest

from dashboard.views import VIEWS
from tests.browser.test_accessibility_embeds import faults as axe_faults

#: Makes the screen's clock run faster: twenty seconds pass in two fifths of one.
HASTE = """const real = window.setTimeout; window.setTimeout = (what, wait, ...more) =>
    real(what, wait > 5000 ? wait / 50 : wait, ...more);"""
#: What is wrong with the slide that stands there: words too small, cut, or outside; a page that scrolls.
WRONG = """() => {
  const slide = document.querySelector(".slide:not(.going):not(.coming)");
  const least = Math.min(innerWidth, innerHeight) / 45, out = [];
  const whole = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const walker = document.createTreeWalker(document.getElementById("screen"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, one = node.parentElement, style = getComputedStyle(one);
    if (!node.textContent.trim() || one.closest(".panel, #controls, summary, .hidden, .going, style, title")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || style.visibility === "hidden" || !Number(style.opacity)) continue;
    const text = one.closest("text"), matrix = text && text.getScreenCTM();
    const size = parseFloat(style.fontSize) * (text ? Math.hypot(matrix.a, matrix.b) : 1);
    if (size < least - 0.2) out.push("small " + size.toFixed(1) + ": " + node.textContent);
    const picture = one.closest(".picture"), room = picture ? picture.getBoundingClientRect() : whole;
    const over = [room.left - box.left, box.right - room.right, room.top - box.top, box.bottom - room.bottom];
    if (Math.max(...over) > 2) out.push("outside: " + node.textContent);
  }
  for (const part of slide.querySelectorAll("figcaption, .sources, .nothing")) {
    const high = part.clientHeight * (part.matches(".sources") ? 1.5 : 1) + 1;
    if (part.scrollHeight > high || part.scrollWidth > part.clientWidth + 1) out.push("cut: " + part.tagName);
  }
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) out.push("scrolls");
  return out;
}"""
SHOWN = """view => {
  const one = document.querySelector(".slide:not(.going):not(.coming)");
  return one && one.dataset.view === view;
}"""
DATED = "words => new RegExp(words).test(document.getElementById('dated').textContent)"
SIZES = {
    "hd": ({"width": 1920, "height": 1080}, "sv", "light"),
    "4k": ({"width": 3840, "height": 2160}, "en", "dark"),
    "laptop": ({"width": 1366, "height": 768}, "sv", "dark"),
    "upright": ({"width": 1080, "height": 1920}, "en", "light"),
}
EVERY = ",".join(VIEWS)


@pytest.fixture
def screen(visitor):
    """Opens a screen and waits for its first view."""

    def opened(query, *, lang="sv", haste=False, **options):
        # What the browser keeps for bad days has tests of its own (test_screen_faults.py).
        visit = visitor(**{"viewport": {"width": 1366, "height": 768}, "service_workers": "block", **options})
        if haste:
            visit.page.add_init_script(HASTE)
        visit.page.goto(f"{visit.base}/{lang}/screen?{query}")
        visit.page.wait_for_selector(".slide:not(.coming)")
        return visit

    return opened


def shown(page) -> str:
    return page.locator(".slide:not(.going):not(.coming)").get_attribute("data-view")


@pytest.mark.parametrize("size", SIZES)
def test_every_view_fits_the_screen_and_its_smallest_words_can_be_read(screen, size):
    viewport, lang, theme = SIZES[size]
    visit = screen(f"cities=umea&views={EVERY}&theme={theme}&clock=on&seconds=3600", lang=lang, viewport=viewport)
    page = visit.page
    faults = {}
    for view in VIEWS:
        page.wait_for_function(SHOWN, arg=view)
        faults[view] = page.evaluate(WRONG)
        page.keyboard.press("ArrowRight")
    assert faults == {view: [] for view in VIEWS}
    assert [one for one in visit.complaints if "blocked by Playwright" not in one] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("size", "cities"), [("laptop", "cities=umea,lund,malmo,vaxjo&layout=side"), ("upright", "")])
def test_cities_side_by_side_and_all_of_them_fit_too(screen, size, cities):
    viewport, lang, theme = SIZES[size]
    views = [view for view in VIEWS if cities or view != "goals"]
    visit = screen(f"{cities}&views={','.join(views)}&theme={theme}&seconds=3600", lang=lang, viewport=viewport)
    faults = {}
    for view in views:
        visit.page.wait_for_function(SHOWN, arg=view)
        faults[view] = visit.page.evaluate(WRONG)
        visit.page.keyboard.press("ArrowRight")
    assert faults == {view: [] for view in views}


def test_views_turn_by_themselves_and_stop_when_asked_to(screen):
    page = screen("cities=umea&views=goals,trajectory&seconds=20", haste=True).page
    for view in ("trajectory", "goals", "trajectory"):
        page.wait_for_function(SHOWN, arg=view)
    page.keyboard.press("Space")
    page.wait_for_selector("html[data-state=paused]")
    assert page.locator("#hint").inner_text() == "Pausad"
    stood = page.evaluate("document.documentElement.dataset.shown")
    page.wait_for_timeout(1200)
    assert page.evaluate("document.documentElement.dataset.shown") == stood
    page.keyboard.press("Space")
    page.wait_for_function("stood => document.documentElement.dataset.shown > stood", arg=stood)


def test_arrows_of_a_remote_and_buttons_go_forward_and_back(screen):
    page = screen("cities=umea&views=goals,trajectory,sectors&seconds=3600").page
    assert shown(page) == "goals"
    page.keyboard.press("ArrowRight")
    page.wait_for_function(SHOWN, arg="trajectory")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(SHOWN, arg="goals")
    page.mouse.move(300, 300)
    page.wait_for_selector("html.awake")
    page.locator("#back").click()
    page.wait_for_function(SHOWN, arg="sectors")
    page.locator("#pause").click()
    assert page.locator("#pause").get_attribute("aria-label") == "Fortsätt"


def test_the_table_is_one_keystroke_away_and_holds_the_screen(screen):
    page = screen("cities=umea&views=goals,trajectory&seconds=3600").page
    page.locator("[data-table] > summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-state=paused]")
    assert page.locator(".panel tbody tr").count() > 3
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert shown(page) == "goals"
    page.keyboard.press("Escape")
    assert not page.locator("[data-table]").evaluate("one => one.open")
    assert page.evaluate("document.activeElement.matches('[data-table] > summary')")
    # What the table held goes on without it, and the next view keeps the keyboard's place.
    page.wait_for_selector("html[data-state=running]")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(SHOWN, arg="trajectory")
    assert page.evaluate("document.activeElement.matches('[data-view=trajectory] [data-table] > summary')")


def test_controls_fade_and_so_does_the_pointer(screen):
    page = screen("cities=umea&views=goals,trajectory&seconds=3600").page
    page.mouse.move(200, 200)
    page.wait_for_selector("html.awake")
    page.wait_for_selector("html:not(.awake)")
    page.wait_for_function("() => getComputedStyle(document.getElementById('controls')).opacity === '0'")
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"


def test_without_motion_nothing_fades_and_the_bar_moves_in_steps(screen):
    page = screen("cities=umea&views=goals,trajectory&seconds=3600", reduced_motion="reduce").page
    assert page.evaluate("getComputedStyle(document.querySelector('.slide')).transitionDuration") == "0s"
    assert page.evaluate("document.querySelector('#bar i').getAnimations()[0].effect.getTiming().easing") == "steps(10)"


def test_no_link_on_a_screen_leads_away_from_it(screen):
    page = screen("cities=umea&views=process,contract&seconds=3600").page
    for view in ("process", "contract"):
        page.wait_for_function(SHOWN, arg=view)
        assert page.locator("a[href]").count() == 0
        page.keyboard.press("ArrowRight")


def test_a_view_is_never_seen_half_drawn(screen):
    page = screen("cities=umea&views=process,city-map,arena&seconds=20", haste=True).page
    seen = page.evaluate("""() => new Promise((resolve) => {
      const seen = [];
      new MutationObserver(() => document.querySelectorAll(".slide:not(.coming)").forEach((one) => {
        const picture = one.querySelector(".picture > svg");
        seen.push(Boolean(picture && picture.querySelector("path")));
        if (seen.length > 20) resolve(seen);
      })).observe(document.getElementById("stage"), { childList: true, subtree: true, attributes: true });
    })""")
    assert all(seen)


def test_it_says_from_when_the_figures_are_and_when_that_was_checked(screen):
    page = screen("cities=umea&views=goals&seconds=20", lang="en").page
    page.wait_for_function(DATED, arg=r"Data from \w+ \d{4} · checked \d\d:\d\d")


def test_figures_that_nobody_has_checked_for_long_are_called_old(visitor):
    visit = visitor(viewport={"width": 1366, "height": 768}, service_workers="block")
    page = visit.page
    page.route("**/screen/check*", lambda route: route.abort())
    page.add_init_script("const real = Date.now; Date.now = () => real() + 26 * 3600 * 1000;")
    page.goto(f"{visit.base}/sv/screen?cities=umea&views=goals&seconds=20")
    page.wait_for_selector("#dated.old")
    assert "Gamla siffror?" in page.locator("#dated").inner_text()


def test_one_odd_answer_does_not_stop_a_screen(visitor):
    visit = visitor(viewport={"width": 1366, "height": 768}, service_workers="block")
    page = visit.page
    page.add_init_script(HASTE)
    page.route("**/slide/goals.json*", lambda route: route.fulfill(json={}))
    page.route("**/slide/process.json*", lambda route: route.fulfill(body="<html>Log in</html>"))
    page.goto(f"{visit.base}/sv/screen?cities=umea&views=goals,trajectory,process,sectors&seconds=20")
    for view in ("trajectory", "sectors", "trajectory", "sectors"):
        page.wait_for_function(SHOWN, arg=view)


def test_the_picture_drifts_slowly_and_never_far(visitor):
    visit = visitor(viewport={"width": 1920, "height": 1080}, service_workers="block")
    visit.page.add_init_script(
        "const every = window.setInterval; window.setInterval = (what, wait) => every(what, wait / 1000);"
    )
    visit.page.goto(f"{visit.base}/sv/screen?cities=umea&views=goals&seconds=3600")
    visit.page.wait_for_selector(".slide:not(.coming)")
    places = set()
    for _ in range(12):
        visit.page.wait_for_timeout(100)
        box = visit.page.locator("#screen").bounding_box()
        places.add((round(box["x"], 1), round(box["y"], 1)))
    assert len(places) > 5
    # Far less than the margin around everything.
    assert max(abs(number) for place in places for number in place) < 10


def test_a_script_that_did_not_come_is_asked_for_again(visitor):
    visit = visitor(viewport={"width": 1366, "height": 768}, service_workers="block")
    visit.page.add_init_script(HASTE)
    visit.page.route("**/screen-stage.js", lambda route: route.fulfill(status=503), times=1)
    visit.page.goto(f"{visit.base}/sv/screen?cities=umea&views=goals&seconds=20")
    visit.page.wait_for_selector(".slide[data-view=goals]")


#: Whether the words in the picture are light, as they are on a dark ground.
LIGHT_WORDS = """() => {
  const words = document.querySelector(".slide:not(.going) .picture text");
  return Number(/\\d+/.exec(getComputedStyle(words).fill)[0]) > 120;
}"""


def test_at_dusk_the_picture_and_what_stands_around_it_change_together(screen):
    page = screen("cities=umea&views=goals,trajectory&theme=auto&seconds=3600", color_scheme="light").page
    ink = "() => getComputedStyle(document.querySelector('.slide:not(.going) h1')).color"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate(ink) != light
    # Nobody answers: then the other theme cannot be had, and what stands there stays whole.
    page.route("**/screen/**", lambda route: route.abort())
    page.emulate_media(color_scheme="light")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(SHOWN, arg="trajectory")
    assert page.evaluate(LIGHT_WORDS) == (page.evaluate("() => document.documentElement.dataset.theme") == "dark")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(SHOWN, arg="goals")


def test_a_wrong_address_can_be_read_across_the_room_and_mends_itself(visitor):
    visit = visitor(viewport={"width": 1366, "height": 768}, service_workers="block")
    visit.page.add_init_script(HASTE)
    visit.page.goto(f"{visit.base}/sv/screen?cities=umeo")
    assert "umeo" in visit.page.locator("h1").inner_text()
    assert visit.page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 40
    headers = {"Content-Type": "text/html", "X-Screen": "1"}
    whole = visit.page.request.get(f"{visit.base}/sv/screen?cities=umea&views=goals").text()
    visit.page.route(lambda address: "umeo" in address, lambda route: route.fulfill(body=whole, headers=headers))
    visit.page.wait_for_selector(".slide[data-view=goals]")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screen_and_its_table_have_no_fault_that_axe_can_find(screen, theme):
    page = screen(f"cities=umea&views=modal-share&theme={theme}&seconds=3600").page
    page.locator("[data-table] > summary").focus()
    page.wait_for_timeout(400)
    assert axe_faults(page) == []
    page.keyboard.press("Enter")
    assert axe_faults(page) == []
