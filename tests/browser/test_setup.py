"""Setting a screen up by hand: views by keyboard, the screen that follows, and the same without scripts."""

from playwright.sync_api import expect

SETUP = "/sv/screen/setup?cities=umea&views=process,trajectory,goals"
ADDRESS = "#react-entry-point #setup-address"


def shows(page, query: str) -> None:
    """Wait until the address to copy, and the screens on the page, are of this query."""
    page.wait_for_function(
        """(query) => {
            const field = document.querySelector("#react-entry-point #setup-address");
            const frames = [...document.querySelectorAll("#react-entry-point [data-frame] iframe")];
            return field && field.value.endsWith(query) && frames.length === 2
                && frames[0].getAttribute("src").endsWith(query) && !frames[0].inert && frames[1].inert;
        }""",
        arg=query,
    )


def test_views_are_moved_added_and_removed_by_keyboard_and_the_reader_keeps_their_place(visitor):
    reader = visitor()
    page = reader.open(SETUP)
    page.get_by_role("button", name="Flytta Alla mål ett steg tidigare").focus()
    page.keyboard.press("Enter")
    shows(page, "cities=umea&views=process,goals,trajectory")
    page.wait_for_function("() => document.activeElement.id === 'setup-place-goals'")
    page.get_by_role("button", name="Ta bort Omställningskartan").focus()
    page.keyboard.press("Enter")
    shows(page, "cities=umea&views=goals,trajectory")
    page.wait_for_function("() => document.activeElement.id === 'setup-views'")
    # The arrow keys only choose which; the button adds it.
    page.locator("#setup-another").focus()
    page.keyboard.press("ArrowDown")
    assert reader.path().endswith("views=goals,trajectory")
    page.locator("#setup-another").select_option("arena")
    page.get_by_role("button", name="Lägg till vyn").click()
    shows(page, "cities=umea&views=goals,trajectory,arena")
    page.go_back()
    shows(page, "cities=umea&views=goals,trajectory")
    expect(page.locator("#setup-views li")).to_have_count(2)
    assert reader.complaints == []


def test_a_name_that_nobody_has_is_said_and_the_screens_theme_is_not_the_pages(visitor):
    reader = visitor(color_scheme="light")
    page = reader.open(f"{SETUP}&theme=dark")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "light"
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "false")
    page.locator("#setup-add").fill("Atlantis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Ingen kommun heter så.")
    page.locator("#setup-seconds").select_option("45")
    shows(page, "cities=umea&views=process,trajectory,goals&seconds=45&theme=dark")
    page.locator("#setup-add").fill("skelleft")
    page.keyboard.press("Enter")
    shows(page, "cities=umea,skelleftea&views=process,trajectory,goals&seconds=45&theme=dark")
    page.get_by_text("Sida vid sida").click()
    shows(page, "seconds=45&layout=side&theme=dark")


def test_without_scripts_a_screen_is_set_up_with_buttons(visitor):
    reader = visitor(java_script_enabled=False)
    page = reader.page
    page.goto(f"{reader.base}{SETUP}")
    page.get_by_role("button", name="Flytta Alla mål ett steg tidigare").click()
    page.get_by_label("Lägg till en vy").select_option("arena")
    page.get_by_role("button", name="Lägg till vyn").click()
    page.get_by_label("Tid per vy").select_option("60")
    page.get_by_label("Lägg till en kommun").fill("Atlantis")
    page.get_by_role("button", name="Visa det jag har valt").click()
    expect(page.get_by_role("alert")).to_have_text("Ingen kommun heter ”Atlantis”.")
    query = "cities=umea&views=process,goals,trajectory,arena&seconds=60"
    assert page.locator("#setup-address").input_value() == f"{reader.base}/sv/screen?{query}"
    assert page.locator("iframe").first.get_attribute("src") == f"/sv/screen?{query}"
