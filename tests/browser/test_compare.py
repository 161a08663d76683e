"""Comparing by keyboard: each choice is shown at once, colours stay, tables come when opened, and Back goes back."""

from playwright.sync_api import expect

COMPARE = "/sv/compare?cities=ale,habo&views=trajectory,goals"
FORM = "#react-entry-point #compare-form"


def shows(page, query: str, count: int) -> None:
    """Wait until the page is of this query, with so many cities in its list."""
    page.wait_for_function(
        """([query, count]) => window.location.search === query
            && document.querySelectorAll("#react-entry-point #compare-cities > li").length === count""",
        arg=[query, count],
    )


def test_cities_come_and_go_by_keyboard_and_keep_their_colours(visitor):
    reader = visitor()
    page = reader.open(COMPARE)
    page.locator("#compare-add").focus()
    page.keyboard.type("knivsta")
    page.keyboard.press("Enter")
    shows(page, "?cities=ale,habo,knivsta&views=trajectory,goals", 3)
    page.get_by_role("button", name="Ta bort Habo").focus()
    page.keyboard.press("Enter")
    shows(page, "?cities=ale,,knivsta&views=trajectory,goals", 2)
    page.wait_for_function("() => document.activeElement.id === 'compare-add'")
    swatches = page.locator("#compare-cities .ok-swatch").evaluate_all("all => all.map((one) => one.className)")
    assert [name.split("-")[-1] for name in swatches] == ["0", "2"]
    page.go_back()
    shows(page, "?cities=ale,habo,knivsta&views=trajectory,goals", 3)
    assert reader.complaints == []


def test_a_choice_is_shown_at_once_and_the_focus_stays(visitor):
    reader = visitor()
    page = reader.open(COMPARE)
    page.locator("#compare-refs-2").focus()
    page.keyboard.press("Space")
    shows(page, "?cities=ale,habo&refs=nation&views=trajectory,goals", 2)
    page.wait_for_function("() => document.activeElement.id === 'compare-refs-2'")
    page.get_by_text("Per person", exact=True).first.click()
    shows(page, "?cities=ale,habo&refs=nation&measure=capita&views=trajectory,goals", 2)
    expect(page.locator("#finding-compare")).to_contain_text("per invånare")
    expect(page.locator("#announcer")).to_contain_text("diagram. Till jämförelse: Sveriges kommuner.")
    # A way to a place on the page changes nothing on it.
    page.get_by_role("navigation", name="På sidan").get_by_role("link", name="Utsläpp och mål").click()
    assert page.url.endswith("#view-trajectory")
    page.locator("#view-trajectory details[data-table] > summary").click()
    expect(page.locator("#view-trajectory details[data-table] table")).to_contain_text("Habo")
    assert reader.complaints == []


def test_a_table_that_does_not_come_is_told_of_and_can_be_asked_for_again(visitor):
    page = visitor().open(COMPARE)
    page.route("**/compare/table/**", lambda route: route.fulfill(status=503))
    shown = page.locator("#view-trajectory details[data-table]")
    shown.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_have_text("Tabellen kunde inte hämtas.")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.unroute("**/compare/table/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(shown.locator("table")).to_contain_text("Habo")
    expect(shown.get_by_role("status")).to_have_text("Tabellen är framme.")
    expect(shown.get_by_role("button")).to_have_count(0)
    # The reader stands in the table, and arrow keys move it.
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"


def test_on_a_phone_the_choices_are_folded_and_stay_open_once_opened(visitor):
    reader = visitor(viewport={"width": 390, "height": 800})
    page = reader.open(COMPARE)
    assert not page.locator(FORM).is_visible()
    page.get_by_text("Välj kommuner och vad som visas").click()
    page.locator("#compare-add").fill("Atlantis")
    page.keyboard.press("Enter")
    expect(page.locator("#compare-fault")).to_have_text("Ingen kommun heter så.")
    page.get_by_text("Index", exact=True).first.click()
    shows(page, "?cities=ale,habo&measure=index&views=trajectory,goals", 2)
    expect(page.locator("#compare-base")).to_be_visible()


def test_without_scripts_the_form_builds_the_comparison(visitor):
    reader = visitor(java_script_enabled=False)
    page = reader.page
    page.goto(f"{reader.base}/sv/compare?views=goals")
    page.get_by_label("Lägg till en kommun").fill("ale")
    page.locator("#compare-form .ok-apply").click()
    page.get_by_label("Lägg till en kommun").fill("Atlantis")
    page.get_by_label("Sveriges kommuner").check()
    page.locator("#compare-form .ok-apply").click()
    expect(page.get_by_role("alert").first).to_contain_text("Atlantis")
    assert "cities=ale&refs=nation&views=goals" in page.url
