"""A file from the chooser to the draft and away again: told, drawn, marked, kept nowhere."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

import layouts.draft
from dashboard.server.trying.asked import Asked
from tests import trying

HERE = "#react-entry-point"
FIELD, RESULT = f"{HERE} #try-file", f"{HERE} [data-try-result]"
DRAWN = f"() => document.querySelector('{RESULT}').dataset.drawn"
KEPT = "() => localStorage.length + sessionStorage.length + (history.state === null ? 0 : 1)"
NAME = "Umeå <b>.xlsx"


def chosen(words: str) -> dict[str, object]:
    return {"name": NAME, "mimeType": "application/octet-stream", "buffer": words.encode()}


@pytest.fixture
def answered(monkeypatch):
    """Answers as the server's process would, with the reader of the tests; remembers what was asked."""
    monkeypatch.setattr(layouts.draft.workbook, "examine", trying.examine)
    monkeypatch.setattr(layouts.draft.workbook, "annotated", trying.annotated)
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        request = route.request
        if request.method != "POST":
            return route.continue_()
        parts = urlsplit(request.url)
        query = dict(parse_qsl(parts.query))
        asked.append(query)
        name = unquote(request.headers["x-file-name"])
        made = Asked(request.post_data_buffer or b"", name, parts.path.split("/")[1], query)
        return route.fulfill(status=200, content_type="application/json", body=layouts.draft.made(made))

    answer.asked = asked  # type: ignore[attr-defined]
    return answer


def faults(page: object) -> list[str]:
    # The pictures are looked at on the pages that they come from.
    alike = {"include": [["#react-entry-point main"]], "exclude": [[".ok-stage"], ["tbody tr:nth-child(n + 9)"]]}
    found = Axe().run(page, context=alike, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def test_a_file_is_told_of_drawn_as_a_draft_and_forgotten(visitor, base, answered):
    reader = visitor(color_scheme="light")
    page = reader.open("/sv/try")
    plain = page.title()
    page.route("**/sv/try*", answered)
    page.set_input_files(FIELD, chosen("flaws 12 <img src=x>"))
    heading = page.locator(f"{RESULT} #try-heading")
    expect(heading).to_have_text("3 fel att rätta i 2 blad")
    expect(heading).to_be_focused()
    assert page.title().startswith("3 fel att rätta i 2 blad")
    assert page.locator(f"{RESULT} img").count() == 0
    assert page.locator(f"{RESULT} figure").count() == 0
    with page.expect_download() as copy:
        page.get_by_role("link", name="Hämta en kopia").click()
    assert copy.value.suggested_filename == "ale-rattad.xlsx"
    assert faults(page) == []

    # the same file, corrected, is chosen from above a long list; the field lets go of it so that the browser tells
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Välj en annan fil").click()
    assert page.locator(FIELD).input_value() == ""
    expect(page.locator(FIELD)).to_be_focused()
    assert page.get_by_role("button", name="Ta bort utkastet").count() == 0
    chooser.value.set_files(chosen("flaws again"))
    expect(heading).to_be_focused()
    page.get_by_role("button", name="Ta bort listan").click()
    expect(page.locator(f"{HERE} [data-try-status]")).to_have_text("Listan är borttagen.")
    page.set_input_files(FIELD, chosen("good"))
    page.wait_for_function(DRAWN)
    expect(heading).to_have_text("Allt stämmer: en ny rad och en ändrad")
    expect(heading).to_be_focused()
    assert page.locator(f"{RESULT} [data-draft] .ok-draft").count() == 9
    drawn = page.locator(f'{RESULT} figure[data-status="ready"]').count()
    assert page.locator(f"{RESULT} .annotation", has_text="UTKAST").count() >= drawn > 1
    with page.expect_download() as own:
        page.get_by_role("button", name="Spara filen som ale-").click()
    assert own.value.path().read_bytes() == b"good"

    page.locator(f"{RESULT} input[value=capita]").check(force=True)
    expect(page.locator(f"{RESULT} #finding-trajectory")).to_contain_text("per person")
    rows = page.locator(f"{RESULT} details", has_text="Raderna på bladet")
    rows.locator("summary").click()
    last = page.locator(f"{RESULT} figure").last
    last.scroll_into_view_if_needed()
    before = last.bounding_box()["y"]
    page.evaluate(f"document.querySelector('{HERE} #theme').click()")
    page.wait_for_function(
        "() => (document.querySelector('#react-entry-point [data-try-result]').dataset.drawn || '').includes('dark')"
    )
    assert answered.asked[-1] == {"measure": "capita", "size": "wide", "theme": "dark"}
    expect(page.locator(f"{RESULT} input[value=capita]")).to_be_checked()
    # what was open and in sight still is
    expect(rows).to_have_attribute("open", "")
    assert last.bounding_box()["y"] == pytest.approx(before, abs=2)
    assert faults(page) == []

    page.get_by_role("button", name="Ta bort utkastet").click()
    expect(page.locator(RESULT)).to_be_empty()
    expect(page.locator(f"{HERE} [data-try-status]")).to_have_text("Utkastet är borttaget.")
    expect(page.locator(FIELD)).to_be_focused()
    assert page.title() == plain
    page.evaluate("() => localStorage.removeItem('theme')")
    assert page.evaluate(KEPT) == 0
    assert reader.complaints == []
    assert reader.hosts <= {base.removeprefix("http://"), ""}


def test_a_draft_fits_a_phone(visitor, answered):
    page = visitor(viewport={"width": 320, "height": 700}).open("/sv/try")
    page.route("**/sv/try*", answered)
    page.set_input_files(FIELD, chosen("good"))
    page.wait_for_function(DRAWN)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_what_goes_wrong_is_told_in_words_with_a_way_to_try_again(visitor, answered):
    page = visitor().open("/en/try")
    status = page.locator(f"{HERE} [data-try-status]")
    page.get_by_role("button", name="Check the file").click()
    # the browser itself asks for a file
    assert page.evaluate("() => document.querySelector('#react-entry-point #try-file').validity.valueMissing")
    page.set_input_files(FIELD, {**chosen("x"), "buffer": b"x" * 10_000_001})
    expect(status).to_contain_text("at most 10\u00a0MB")
    page.route("**/en/try*", lambda route: route.abort())
    page.set_input_files(FIELD, chosen("bare"))
    expect(status).to_contain_text("The server could not be reached")
    page.unroute("**/en/try*")
    page.route("**/en/try*", answered)
    status.get_by_role("button", name="Try again").press("Enter")
    assert page.evaluate("() => document.activeElement !== document.body")
    expect(page.locator(f"{RESULT} #try-heading")).to_have_text("The file cannot be used as it is")


def test_without_scripts_the_form_is_sent_and_its_answer_read(visitor):
    reader = visitor(java_script_enabled=False)
    page = reader.page
    page.goto(f"{reader.base}/sv/try")
    page.set_input_files("#try-file", {"name": "a.xlsx", "mimeType": "x/y", "buffer": b"\xd0\xcf\x11\xe0 old"})
    page.get_by_role("button", name="Kontrollera filen").click()
    expect(page.locator(".ok-try h2").first).to_have_text("Filen går inte att använda som den är")
    expect(page.locator(".ok-try")).to_contain_text(".xls")
