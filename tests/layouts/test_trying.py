"""The page where a file is tried, and what is said of one."""

import json
from dataclasses import replace

import pytest

import layouts.draft
from dashboard.server.addresses import parse, to_page
from dashboard.server.trying.asked import Asked
from dashboard.state import LANGUAGES, ViewState
from dashboard.views import VIEWS, build
from dashboard.workbook.result import Change, Examined, Flaw, SheetChange
from layouts.draft import as_draft, marked, result
from layouts.draft_parts import MOST, change_list, finding, flaw_tables, to_send
from layouts.pages import first_html, whole
from layouts.pressing import pressed
from layouts.static_html import to_html
from tests.layouts.tree import having, of_kind, prop, text
from tests.unit import test_workbook_forty as forty
from tests.workbooks import book, saved

FLAW = Flaw("Mål", "B2", "x", "empty_file")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_a_form_that_works_without_scripts_and_in_both_forms_of_the_page(tables, lang):
    page = parse(f"/{lang}/try", {"cities": "umea,lund"}, tables)
    assert (page.kind, page.state.cities) == ("try", ("umea",))
    assert to_page(page, lang="en") == "/en/try?cities=umea"
    for written in (first_html(page, tables), to_html(pressed(whole(page, tables)), own=True)):
        assert f'action="/{lang}/try?cities=umea"' in written
        assert 'method="post"' in written
        assert 'enctype="multipart/form-data"' in written
        assert '<input type="file" id="try-file" name="file"' in written
        assert ' for="try-file"' in written
        assert '<option value="umea" selected="">' in written
        assert 'role="status"' in written


@pytest.mark.parametrize(
    ("flaws", "said"),
    [
        ((FLAW,), "Ett fel att rätta"),
        ((FLAW, FLAW), "2 fel att rätta i ett blad"),
        ((FLAW, replace(FLAW, sheet="Resor")), "2 fel att rätta i 2 blad"),
        ((replace(FLAW, sheet="", cell=""),), "Filen går inte att använda som den är"),
    ],
)
def test_the_heading_counts_what_is_to_be_corrected(flaws, said):
    assert finding(Examined("x", "sv", flaws=flaws), "sv") == said


def test_the_heading_of_a_good_file_tells_what_is_new():
    rows = (Change("new", "a"), Change("new", "b"), Change("changed", "c"))
    examined = Examined("x", "sv", changes=(SheetChange("targets", "Mål", 3, rows),))
    assert finding(examined, "sv") == "Allt stämmer: 2 nya rader och en ändrad"
    assert finding(replace(examined, changes=()), "en") == "All is well, and the file says what is already here"


def test_long_lists_are_cut_and_say_so(tables):
    page = parse("/sv/try", {}, tables)
    many = Examined("x.csv", "sv", flaws=(FLAW,) * (MOST + 7))
    section, views = result(page, tables, many, None, still=False)
    assert views == []
    assert len(of_kind(section, "Tr")) == MOST + 1
    assert "Mål: 407 fel" in text(section)
    assert "Här står de första 400 av 407." in text(section)


def test_a_draft_wears_its_mark_and_leads_nowhere_published(tiny):
    shown = build("process", ViewState(cities=("alsta",)), tiny)
    before = len(shown.figure["layout"]["annotations"])
    draft = as_draft(shown)
    assert len(shown.figure["layout"]["annotations"]) == before
    assert draft.figure["layout"]["annotations"][-1]["name"] == "draft"
    points = [trace for trace in draft.figure["data"] if trace.get("meta") == "spots"]
    assert points
    assert all(row[0] == "" for trace in points for row in trace["customdata"])
    page = parse("/sv/try", {}, tiny)
    examined = Examined("egen.xlsx", "sv", code="9901")
    section, views = result(page, tiny, examined, None, still=True)
    assert len(views) == 9
    assert "Filen att skicka" not in text(section)
    assert all(prop(one, "data-draft") == "" for one in having(section, "data-view"))
    assert all(prop(one, "aria-label").startswith("Utkast. ") for one in having(section, "role", "img"))
    leads = [prop(one, "href") for one in of_kind(section, "A")]
    assert not any("/export/" in one or "/share" in one or "/api/" in one for one in leads)
    tables_open = having(section, "data-table")
    assert tables_open
    assert all(prop(one, "open") for one in tables_open)


@pytest.mark.parametrize(
    ("name", "saved"), [("A b.XLSM", ".xlsm"), ("x.exe", ".xlsx"), ("", ".xlsx"), ("y.csv", ".csv")]
)
def test_the_file_to_send_has_a_name_that_says_whose_it_is(tiny, name, saved):
    told = text(to_send(Examined(name, "sv", code="9901"), tiny, "sv", still=True))
    assert f"python -m dashboard import workbook alsta-2026-11{saved}" in told
    assert f"Ett bra namn på filen är alsta-2026-11{saved}." in told


def test_a_corrected_workbook_shows_in_every_view(monkeypatch):
    """The workbook of the forty faults without them: what stands in it is drawn, marked, and nobody's release."""
    release = forty.tables()
    monkeypatch.setattr(layouts.draft.store, "current", lambda *_: release)
    asked = Asked(saved(book(forty.GOOD, release=release.release)), "stad.xlsx", "sv", {"measure": "total"})
    answer = json.loads(layouts.draft.made(asked))
    assert answer["title"].startswith("Allt stämmer")
    assert set(answer["figures"]) == set(VIEWS)
    for figure in answer["figures"].values():
        assert "UTKAST" in json.dumps(figure["layout"]["annotations"], ensure_ascii=False)
    for words in ("Mål 2031", "Belägg 3", "Åtgärd 4", "Behov 2", "Text", "Bilaga 1"):
        assert words in answer["html"], words
    assert answer["html"].count('class="ok-draft"') == len(VIEWS)
    assert release.draft is False


@pytest.mark.parametrize(("height", "places"), [(300, [0.5]), (1600, [0.25, 0.75])])
def test_a_tall_picture_says_in_all_its_parts_that_it_is_a_draft(height, places):
    figure = marked({"data": [], "layout": {"height": height}}, ViewState())
    assert [one["y"] for one in figure["layout"]["annotations"]] == places


def test_what_is_quoted_from_a_file_says_its_language_on_a_page_in_another():
    changes = (SheetChange("targets", "Mål", 3, (Change("changed", "Målet", (("text_sv", "Före", "Efter"),)),)),)
    for lang, differs in (("en", True), ("sv", False)):
        told = to_html(change_list(changes, lang, "sv")) + to_html(
            flaw_tables([Flaw("Mål", "B2", "halva", "empty_file")], lang, spoken="sv")
        )
        for quoted in ("Mål", "Målet", "Före", "Efter", "halva"):
            assert (f'lang="sv">{quoted}<' in told) is differs, quoted
