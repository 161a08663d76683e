"""The pages around the views lose nothing when they are enlarged and spaced out, and the keyboard is never lost."""

import pytest

from tests.browser.test_accessibility_embeds import CUT_OFF, FOCUSED, OPEN_ALL, PUT_STYLE, SPACING

SHARE = "/share?view=trajectory&cities=umea"
SETUP = "/screen/setup?cities=umea&views=process,goals"
COMPARE = "/compare?cities=ale,habo&views=trajectory"


@pytest.mark.parametrize("route", ["", "/city/ale", "/about/accessibility", SHARE, SETUP, COMPARE])
def test_a_page_enlarged_four_times_and_spaced_out_loses_nothing(visitor, route):
    # As embeds are enlarged, but without the finer pixels: to paint whole charts with them takes the machine very long.
    reader = visitor(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = reader.open(f"/sv{route}")
    page.evaluate(OPEN_ALL)
    for css in ("", SPACING):
        page.evaluate(PUT_STYLE, css)
        assert page.evaluate(CUT_OFF) == [], bool(css)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, bool(css)


@pytest.mark.parametrize("route", ["/city/ale", "/about/accessibility", "/about/changes", SHARE, SETUP, COMPARE])
def test_the_keyboard_goes_through_a_page_and_always_sees_where_it_is(visitor, route):
    reader = visitor(reduced_motion="reduce")
    page = reader.open(f"/sv{route}")
    stops = 0
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        # What stands within a frame has its own test.
        if page.evaluate("document.activeElement.tagName") == "IFRAME":
            continue
        step = page.evaluate(FOCUSED)
        # A radio button is drawn by its label.
        label = "parseFloat(getComputedStyle(document.activeElement.labels?.[0] ?? document.body).outlineWidth)"
        assert step["line"] >= 2 or page.evaluate(label) >= 2, step
        assert step["seen"], step
    else:
        raise AssertionError("the page never ends")
    assert stops > 10


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_share_page_names_its_frames_and_the_language_of_what_is_in_the_other(visitor, lang):
    page = visitor().open(f"/{lang}{SHARE}")
    titles = page.locator("iframe").evaluate_all("all => all.map((one) => one.title)")
    assert titles
    assert [title for title in titles if len(title) < 10] == []
    other = "en" if lang == "sv" else "sv"
    assert page.locator(f'a[hreflang="{other}"]').get_attribute("lang") == other


def test_the_button_for_the_theme_tells_a_screen_reader_which_it_is(visitor):
    page = visitor(color_scheme="light").open("/sv/about/accessibility")
    button = page.get_by_role("button", name="Mörkt läge")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    page.locator('#theme[aria-pressed="true"]').wait_for()
