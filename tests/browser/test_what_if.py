"""A scenario by keyboard: shown at once, kept by other choices, taken back by Back, the field in sight."""

from playwright.sync_api import expect

FIELD = "#react-entry-point #what-if-pace"
IN_SIGHT = """() => {
  const place = document.activeElement, box = place.getBoundingClientRect();
  return place.id === "what-if-pace" && box.top >= 0 && box.bottom <= window.innerHeight;
}"""


def test_a_pace_is_shown_kept_and_taken_back_by_keyboard(visitor):
    reader = visitor()
    page = reader.open("/sv/city/ale")
    finding = page.locator("#react-entry-point #finding-trajectory")
    page.locator(FIELD).focus()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(finding).to_contain_text("Scenario med 7\u00a0% mindre om året")
    page.wait_for_function(IN_SIGHT)
    page.locator("#react-entry-point input[name=measure]:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(finding).to_contain_text("ton per person, ")
    assert page.url.endswith("/sv/city/ale?pace=7&measure=capita")
    page.go_back()
    expect(page.locator("#react-entry-point input[name=measure]:checked")).to_have_value("total")
    expect(page.locator(FIELD)).to_have_value("7")
    page.go_back()
    expect(page.locator(FIELD)).to_have_value("")
    expect(finding).not_to_contain_text("Scenario")
    assert reader.complaints == []
