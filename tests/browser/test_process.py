"""The transition map as drawn: nothing stands on anything else, and every point can be reached without a mouse."""

import json

import plotly.io as pio
import pytest
from plotly.offline import get_plotlyjs

from dashboard.state import ViewState
from dashboard.views import build
from tests.unit.test_views_process import crowd

#: Pairs of marks that overlap, and words that touch other words or marks: circles by their middles, words by boxes.
TOUCHING = """plot => {
    const round = [...plot.querySelectorAll('.scatterlayer path.point')].map((point) => {
        const box = point.getBoundingClientRect();
        return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, r: Math.min(box.width, box.height) / 2 };
    });
    const words = [...plot.querySelectorAll('.annotation-text-g')].map((text) => {
        const box = text.getBoundingClientRect();
        return { text: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    });
    const out = [];
    round.forEach((a, i) => round.slice(i + 1).forEach((b) => {
        if (Math.hypot(a.x - b.x, a.y - b.y) < a.r + b.r - 2) out.push(['marks', Math.round(a.x), Math.round(a.y)]);
    }));
    words.forEach((a, i) => words.slice(i + 1).forEach((b) => {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) out.push([a.text, b.text]);
    }));
    words.forEach((a) => round.forEach((b) => {
        const x = Math.max(a.left, Math.min(b.x, a.right)), y = Math.max(a.top, Math.min(b.y, a.bottom));
        if (Math.hypot(x - b.x, y - b.y) < b.r - 1.5) out.push([a.text, 'mark']);
    }));
    return out;
}"""
#: A map is the same at every width of a size class but for its scale: the narrowest of each, and the widest of all.
PAGES = [("/sv", 320), ("/sv", 768), ("/sv", 3840), ("/en/city/umea", 1440), ("/sv/city/goteborg", 320)]


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_nothing_touches_on_the_page(visitor, address, width):
    page = visitor(viewport={"width": width, "height": 900}).open(address)
    plot = page.locator('[data-view="process"] .js-plotly-plot')
    assert plot.evaluate(TOUCHING) == []


@pytest.mark.parametrize(("width", "size"), [(276, "narrow"), (500, "wide")])
@pytest.mark.parametrize("count", [5, 48, 290])
def test_nothing_touches_with_few_cities_or_many(browser, tiny, count, width, size):
    shown = build("process", ViewState(lang="sv", theme="light", size=size), crowd(tiny, count, laps=6))
    page = browser.new_page(viewport={"width": width, "height": 900})
    height = shown.figure["layout"]["height"]
    page.set_content(f"<div id='plot' style='width:{width}px;height:{height}px'></div>")
    page.add_script_tag(content=get_plotlyjs())
    page.evaluate("figure => Plotly.newPlot('plot', figure)", json.loads(pio.to_json(shown.figure)))
    assert page.locator("#plot").evaluate(TOUCHING) == []
    page.close()


def test_points_are_reached_by_keyboard_and_tell_what_they_show(visitor):
    page = visitor().open("/en/city/umea")
    spots = page.locator('[data-view="process"] .ok-spot')
    assert spots.count() > 40
    # One stop for the Tab key, however many points there are.
    assert page.locator('[data-view="process"] .ok-spot[tabindex="0"]').count() == 1
    spots.first.focus()
    page.keyboard.press("ArrowRight")
    now = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert now == spots.nth(1).get_attribute("aria-label")
    assert page.locator('[data-view="process"] .hovertext').count() == 1


def test_a_spot_lies_on_its_mark(visitor):
    page = visitor().open("/en/city/lund")
    off = page.evaluate("""() => {
        const stage = document.querySelector('[data-view="process"] .ok-stage');
        const box = (node) => node.getBoundingClientRect();
        const middle = (node) => [(box(node).left + box(node).right) / 2, (box(node).top + box(node).bottom) / 2];
        const marks = [...stage.querySelectorAll('.scatterlayer path.point')].map(middle);
        return [...stage.querySelectorAll('.ok-spot')].map(middle).map(
            ([x, y]) => Math.min(...marks.map(([a, b]) => Math.hypot(a - x, b - y))));
    }""")
    assert off
    assert max(off) < 2


def test_a_city_opens_its_page(visitor):
    reader = visitor()
    page = reader.open("/sv")
    page.locator('[data-view="process"] .ok-spot[href$="/city/helsingborg"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sv/city/helsingborg")
    page.locator("#heading", has_text="Helsingborg").wait_for()


def test_a_city_pointed_at_lights_up_in_the_other_picture_and_in_the_list(visitor):
    page = visitor().open("/sv")
    page.locator('[data-view="process"] .ok-spot[href$="/city/gavle"]').focus()
    assert page.locator('[data-view="city-map"] .ok-spot.ok-lit').count() >= 1
    assert page.locator('#municipality-list a.ok-lit[href*="/city/gavle"]').count() == 1
