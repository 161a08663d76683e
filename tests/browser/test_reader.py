"""A reader finds a city, changes what is seen, goes back, shares it, and gets exactly that again."""

import re

import pytest

from dashboard.state import LANGUAGES

STAYED = "window.stayed === true"
CHOSEN = (
    "[...document.querySelectorAll('#measure input')].find((one) => one.checked)?.closest('div').textContent.trim()"
)


def choose(reader, label: str) -> None:
    """Choose a measure by its label, as a reader does."""
    reader.page.locator("#measure label", has_text=re.compile(f"^{label}$")).click()


def chosen(reader) -> str:
    return reader.page.evaluate(CHOSEN)


def seen(reader) -> tuple:
    """What the page shows, as far as it can differ: findings, tables, controls."""
    findings = [one.inner_text() for one in reader.page.locator("[data-summary]").all()]
    fields = reader.page.evaluate("['from', 'to', 'target'].map((id) => document.getElementById(id)?.value)")
    return findings, reader.cells("trajectory"), reader.cells("sectors"), chosen(reader), fields


def stay(reader) -> None:
    """Leave a mark that a reload would wipe out."""
    reader.page.evaluate("window.stayed = true")


def search(reader, text: str) -> None:
    reader.page.locator("#search").click()
    reader.page.keyboard.type(text)
    reader.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("typed", "slug", "name"),
    [
        ("ume", "umea", "Umeå"),
        ("Habo", "habo", "Habo"),
        ("Håbo", "habo-uppsala", "Håbo"),
        ("ÖREBRO", "orebro", "Örebro"),
    ],
)
def test_a_city_is_found_by_typing(visitor, typed, slug, name):
    reader = visitor()
    reader.open("/sv/about/method")
    stay(reader)
    search(reader, typed)
    reader.page.wait_for_url(f"**/sv/city/{slug}")
    reader.page.wait_for_function("name => document.querySelector('h1').textContent === name", arg=name)
    assert reader.page.title().startswith(name)
    assert reader.page.evaluate(STAYED)
    assert reader.page.evaluate("document.activeElement.id") == "heading"
    assert reader.complaints == []


def test_a_name_that_nobody_has_is_said_and_the_page_stays(visitor):
    reader = visitor()
    reader.open("/en/about/method")
    search(reader, "qqqq")
    assert reader.path() == "/en/about/method"
    message = reader.page.evaluate("document.getElementById('search').validationMessage")
    assert message == "No municipality has that name."


def test_the_list_can_be_narrowed_to_a_name(visitor):
    reader = visitor()
    page = reader.open("/en")
    page.locator("#list-filter").fill("umea")
    names = page.locator("#municipality-list li:visible").all_inner_texts()
    assert [name.split("\n")[0] for name in names] == ["Umeå"]
    page.wait_for_function("() => /1 municipalit/.test(document.getElementById('announcer').textContent)")


def test_another_measure_is_shown_in_place_and_told_in_the_address(visitor):
    reader = visitor()
    page = reader.open("/en/city/ale")
    stay(reader)
    choose(reader, "Per person")
    page.wait_for_url("**/en/city/ale?measure=capita")
    page.wait_for_function(
        "() => document.querySelector('[data-view=trajectory] [data-table] thead').textContent.includes('per person')"
    )
    assert "per person" in reader.finding("trajectory")
    assert page.evaluate(STAYED)
    choose(reader, "Total")
    page.wait_for_function("() => !window.location.search")
    page.wait_for_function(
        "() => !document.querySelector('[data-view=trajectory] [data-table] thead').textContent.includes('per person')"
    )
    assert reader.complaints == []


def test_back_forward_reload_and_a_shared_link_restore_what_was_seen(visitor):
    reader = visitor()
    page = reader.open("/en/city/ale")
    first = seen(reader)
    choose(reader, "Index")
    page.wait_for_function(
        "() => document.querySelector('[data-view=trajectory] [data-table] thead').textContent.includes('Index')"
    )
    page.locator("#from").select_option("2010")
    page.wait_for_url("**/en/city/ale?measure=index&from=2010")
    page.wait_for_function("() => document.querySelectorAll('[data-view=sectors] thead th').length === 8")
    reader.drawn()
    last = seen(reader)
    assert last != first
    page.go_back()
    page.go_back()
    page.wait_for_function("() => !window.location.search")
    page.wait_for_function(
        "() => !document.querySelector('[data-view=trajectory] [data-table] thead').textContent.includes('Index')"
    )
    page.wait_for_function("() => document.querySelectorAll('[data-view=sectors] thead th').length === 11")
    assert seen(reader) == first
    page.go_forward()
    page.go_forward()
    page.wait_for_function("() => document.querySelectorAll('[data-view=sectors] thead th').length === 8")
    page.wait_for_function(
        "() => document.querySelector('[data-view=trajectory] [data-table] thead').textContent.includes('Index')"
    )
    assert reader.path() == "/en/city/ale?measure=index&from=2010"
    assert seen(reader) == last
    page.reload()
    reader.drawn()
    assert seen(reader) == last
    shared = visitor(locale="sv-SE")
    shared.open(reader.path())
    assert seen(shared) == last
    assert reader.complaints == []


def test_back_from_another_page_leads_to_what_was_seen_there(visitor):
    reader = visitor()
    page = reader.open("/en/city/ale?measure=capita")
    before = seen(reader)
    search(reader, "lund")
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Lund'")
    page.go_back()
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Ale'")
    reader.drawn()
    assert reader.path() == "/en/city/ale?measure=capita"
    assert seen(reader) == before
    assert page.title().startswith("Ale")


def test_another_goal_can_be_chosen_for_the_picture(visitor):
    reader = visitor()
    page = reader.open("/en/city/umea")
    assert "2040" in reader.finding("trajectory")
    page.locator("#target").select_option("umea-2025")
    page.wait_for_url("**/en/city/umea?target=umea-2025")
    page.wait_for_function(
        "() => document.querySelector('[data-view=trajectory] [data-summary]').textContent.includes('2025')"
    )
    kept = seen(reader)
    page.reload()
    reader.drawn()
    assert seen(reader) == kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_language_shows_the_same(visitor, lang):
    other = "en" if lang == "sv" else "sv"
    reader = visitor()
    page = reader.open(f"/{lang}/city/ale")
    choose(reader, {"sv": "Per person", "en": "Per person"}[lang])
    page.wait_for_url("**measure=capita")
    page.locator(f"a[hreflang={other}]").click()
    page.wait_for_url(f"**/{other}/city/ale?measure=capita")
    reader.drawn()
    assert page.evaluate("document.documentElement.lang") == other
    assert {"sv": "Ton per person", "en": "Tonnes per person"}[other] in reader.cells("trajectory")[0]
    assert chosen(reader) == "Per person"


def test_the_theme_can_be_changed_and_is_remembered(visitor):
    reader = visitor()
    page = reader.open("/sv/city/ale")
    ink = "document.querySelector('[data-view=trajectory] .js-plotly-plot')._fullLayout.font.color"
    light = page.evaluate(ink)
    stay(reader)
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    page.wait_for_function(f"light => {ink} !== light", arg=light)
    assert page.evaluate(STAYED)
    dark = page.evaluate(ink)
    page.reload()
    reader.drawn()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert page.evaluate(ink) == dark
    page.locator("#theme").click()
    page.wait_for_function(f"light => {ink} === light", arg=light)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "light"
    assert page.context.cookies() == []


def test_a_theme_that_an_address_asks_for_goes_before_the_readers_own(visitor):
    page = visitor(color_scheme="light").open("/sv/city/arjang?theme=dark")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_the_table_opens_by_keyboard(visitor):
    reader = visitor()
    page = reader.open("/sv/city/ale")
    summary = page.locator("[data-view=trajectory] [data-table] summary")
    on_it = "document.activeElement === document.querySelector('[data-view=trajectory] [data-table] summary')"
    for _ in range(60):
        if page.evaluate(on_it):
            break
        page.keyboard.press("Tab")
    assert page.evaluate(on_it), "the keyboard does not reach the table"
    table = page.locator("[data-view=trajectory] [data-table] table")
    assert not table.is_visible()
    page.keyboard.press("Enter")
    table.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    table.wait_for(state="hidden")
    assert summary.is_visible()


def test_the_keyboard_can_skip_the_header(visitor):
    reader = visitor()
    page = reader.open("/sv/city/ale")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ok-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


def test_a_measure_can_be_chosen_by_keyboard(visitor):
    reader = visitor()
    page = reader.open("/en/city/arjang")
    page.locator("#measure input").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**measure=capita")
    assert chosen(reader) == "Per person"


def test_a_file_of_what_is_seen_can_be_fetched(visitor):
    reader = visitor()
    page = reader.open("/en/city/ale?measure=capita")
    page.locator("[data-view=trajectory] [data-table] summary").click()
    with page.expect_download() as waiting:
        page.locator("[data-view=trajectory] .ok-download").click()
    text = waiting.value.path().read_text("utf-8-sig")
    assert "tonnes per person" in text.splitlines()[0]
    assert waiting.value.suggested_filename.startswith("trajectory-ale")


def test_a_card_leads_to_its_city_without_a_reload(visitor):
    reader = visitor()
    page = reader.open("/sv")
    stay(reader)
    page.locator("#municipality-list a", has_text="Umeå").first.click()
    page.wait_for_url("**/sv/city/umea")
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Umeå'")
    assert page.evaluate(STAYED)
    page.go_back()
    page.wait_for_function("() => document.querySelector('#municipality-list')")
    assert reader.path() == "/sv"


def test_a_window_that_grows_narrow_gets_a_picture_for_it(visitor):
    reader = visitor(viewport={"width": 1280, "height": 801})
    page = reader.open("/sv/city/ale")
    margin = "document.querySelector('[data-view=sectors] .js-plotly-plot')._fullLayout.margin.r"
    wide = page.evaluate(margin)
    page.set_viewport_size({"width": 390, "height": 801})
    page.wait_for_function(f"wide => {margin} < wide", arg=wide)
    page.wait_for_function("() => document.documentElement.scrollWidth <= 390")
    assert reader.path() == "/sv/city/ale"
