"""A file that takes a while says so beside its link, is saved once under its own name, and a fault is told in words."""

import pytest

from dashboard.i18n import t

SHARE = "/sv/share?view=goals&cities=habo"
LINK = "#react-entry-point a[data-file=xlsx]"
STATUS = "#react-entry-point li:has(a[data-file=xlsx]) [role=status]"


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_workbook_is_saved_under_its_name_and_its_making_is_told(visitor, tables, clicks):
    reader = visitor()
    page = reader.open(SHARE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if ".xlsx" in request.url else None)
    # What is said meanwhile is kept, since it may go by faster than a test can look.
    page.evaluate("""(where) => {
      window.said = [];
      const status = document.querySelector(where);
      new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    }""", STATUS)  # fmt: skip
    # The answer waits until all clicks are made: a second one after it would rightly ask for another file.
    held: list = []
    page.route("**/*.xlsx*", lambda route: held.append(route))
    with page.expect_download() as download:
        page.locator(LINK).click(click_count=clicks)
        page.wait_for_timeout(50)
        while held:
            held.pop().continue_()
    assert download.value.suggested_filename == f"goals-habo-{tables.release}.xlsx"
    page.wait_for_function("() => window.said.length === 2")
    what = t("sv", "files.what.xlsx")
    assert page.evaluate("window.said") == [t("sv", "files.making", name=what), t("sv", "files.done")]
    assert len(asked) == 1
    assert reader.complaints == []


def test_a_file_that_cannot_be_made_is_told_in_the_words_of_the_server_or_our_own(visitor):
    page = visitor().open(SHARE)
    page.route("**/*.xlsx*", lambda route: route.fulfill(status=503, content_type="text/plain", body="Inte nu.\n"))
    page.locator(LINK).click()
    page.wait_for_function("(where) => document.querySelector(where).textContent === 'Inte nu.'", arg=STATUS)
    page.route("**/*.xlsx*", lambda route: route.abort())
    page.locator(LINK).click()
    page.wait_for_function(
        "([where, words]) => document.querySelector(where).textContent === words", arg=[STATUS, t("sv", "files.fault")]
    )
