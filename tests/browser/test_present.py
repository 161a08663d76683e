"""A workshop led by keyboard alone: views in turn, city after city, notes at points, all of it in the address."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.test_accessibility_embeds import faults as axe_faults

SHOWN = """view => {
  const one = document.querySelector(".slide:not(.going):not(.coming)");
  return document.documentElement.dataset.state === "ready" && one && one.dataset.view === view;
}"""
ADDRESS = "/sv/present?cities=ale,habo&views=trajectory,sectors"


@pytest.fixture
def show(visitor):
    """Opens a presentation and waits for the view that it begins with."""

    def opened(address=ADDRESS, view="trajectory", **options):
        visit = visitor(**{"viewport": {"width": 1366, "height": 768}, **options})
        visit.page.goto(visit.base + address)
        visit.page.wait_for_function(SHOWN, arg=view)
        return visit

    return opened


def asked(page) -> dict[str, str]:
    """The query of the page's address, asked of the page: what the driver knows of it comes a moment later."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def finding(page) -> str:
    return page.locator(".slide:not(.going):not(.coming) .finding").inner_text()


def test_a_workshop_is_led_by_keyboard_alone(show, tmp_path):
    visit = show()
    page = visit.page
    assert "Ale" in finding(page)
    assert "Habo" in finding(page)
    # City after city: first Ale alone, then Habo with it, then the next view.
    press(page, "r")
    page.wait_for_function("() => !document.querySelector('.slide:not(.going) .finding').textContent.includes('Habo')")
    assert asked(page)["reveal"] == "on"
    press(page, "PageDown")
    page.wait_for_function("() => document.querySelector('.slide:not(.going) .finding').textContent.includes('Habo')")
    # A point of the picture, and a note at it.
    press(page, "p", "ArrowRight", "Enter")
    page.locator("#words").wait_for()
    page.keyboard.type("Vad hände här? ~ <b>Fråga</b>")
    press(page, "Enter")
    page.get_by_text("Vad hände här? ~ <b>Fråga</b>").first.wait_for()
    press(page, "Escape")
    kept = asked(page)
    assert kept["notes"].startswith("1~trajectory.")
    # The code for phones opens this very state.
    press(page, "q")
    page.wait_for_function(
        "() => { const code = document.querySelector('#code img'); return code.complete && code.naturalWidth; }"
    )
    press(page, "Escape")
    # To a file and back, in a presentation that knows nothing of it.
    with page.expect_download() as download:
        press(page, "s")
    saved = tmp_path / "notes.json"
    download.value.save_as(saved)
    body = json.loads(saved.read_text("utf-8"))
    assert [note["text"] for note in body["notes"]] == ["Vad hände här? ~ <b>Fråga</b>"]
    # Nothing is lost by loading it anew.
    page.reload()
    page.wait_for_function(SHOWN, arg="trajectory")
    page.get_by_text("Vad hände här? ~ <b>Fråga</b>").first.wait_for()
    assert asked(page) == kept
    press(page, "PageDown")
    page.wait_for_function(SHOWN, arg="sectors")
    press(page, "Home", "r")
    page.wait_for_function(SHOWN, arg="trajectory")
    assert "reveal" not in asked(page)
    page.goto(visit.base + ADDRESS)
    page.wait_for_function(SHOWN, arg="trajectory")
    page.locator("#file").set_input_files(saved)
    page.get_by_text("Vad hände här? ~ <b>Fråga</b>").first.wait_for()
    # Help tells the keys and the way back to the page.
    press(page, "h")
    page.locator("#to-page").focus()
    press(page, "Enter")
    page.wait_for_url("**/sv/compare?cities=ale,habo**")
    assert visit.complaints == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json", "läsa"),
        (json.dumps({"format": "omstallningskartan-notes", "version": 9, "query": "", "notes": []}), "version"),
        ("x" * 200_000, "stor"),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_of_and_changes_nothing(show, tmp_path, text, said):
    page = show().page
    odd = tmp_path / "odd.json"
    odd.write_text(text, "utf-8")
    before = page.url
    page.locator("#file").set_input_files(odd)
    page.wait_for_function("said => document.getElementById('hint').textContent.toLowerCase().includes(said)", arg=said)
    assert page.url == before


def test_odd_notes_in_an_address_are_told_of_and_the_views_are_shown(show):
    page = show(f"{ADDRESS}&notes=rubbish").page
    page.wait_for_function("() => document.getElementById('hint').textContent.length > 10")
    assert "notes" not in asked(page)


@pytest.mark.parametrize(("lang", "theme"), [("sv", "light"), ("en", "dark")])
def test_a_presentation_excludes_nobody(show, lang, theme):
    visit = show(
        f"/{lang}/present?cities=ale,habo&views=trajectory&notes=1~trajectory.none.Hej",
        color_scheme=theme,
        reduced_motion="reduce",
    )
    assert axe_faults(visit.page) == []
    press(visit.page, "p")
    assert axe_faults(visit.page) == []
    press(visit.page, "Escape", "h")
    visit.page.locator("#help[open]").wait_for()
    assert axe_faults(visit.page) == []
    assert visit.complaints == []


def test_on_a_phone_it_is_led_by_a_finger(show):
    page = show(viewport={"width": 390, "height": 844}, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-do=forward]").tap()
    page.wait_for_function(SHOWN, arg="sectors")
