"""A document for paper is whole without a script, and tells the same as the page."""

import re
from dataclasses import replace
from html import escape

import pytest

from dashboard.i18n import t
from dashboard.server.addresses import to_print
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.views import build
from layouts.print import FIRST

ALE = ViewState(cities=("ale",))

pytestmark = pytest.mark.usefixtures("drawing")


@pytest.fixture
def drawing(monkeypatch):
    monkeypatch.setattr("dashboard.server.printing.available", lambda: True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_view_has_a_sheet_with_finding_picture_sources_and_address(client, tables, lang):
    answer = client.get(to_print(ALE.but(lang=lang), ("trajectory", "sectors")))
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert f'<html lang="{lang}"' in answer.text
    assert re.findall(r'<section [^>]*data-view="([a-z-]+)"', answer.text) == ["trajectory", "sectors"]
    for view in ("trajectory", "sectors"):
        shown = build(view, ALE.but(lang=lang), tables)
        assert f"<h2>{shown.summary}</h2>" in answer.text
    pictures = re.findall(r'<img [^>]*src="([^"]*)"', answer.text)
    assert [address.split("?")[0].rsplit("/", 1)[1] for address in pictures] == ["trajectory.svg", "sectors.svg"]
    assert answer.text.count("data-sources") == 2
    assert f"http://localhost/{lang}/city/ale</a>" in answer.text
    assert all(f'alt="{t(lang, "printed.alt", view=t(lang, f"view.{view}"), place="Ale")}"' in answer.text
               for view in ("trajectory", "sectors"))  # fmt: skip
    assert "/_dash" not in answer.text


def test_the_page_is_a4_or_as_wide_as_a_slide(client):
    asked = to_print(ALE, ("trajectory",), "wide")
    wide, plain = client.get(asked).text, client.get(to_print(ALE, ("trajectory",))).text
    assert "@page{size:A4 portrait" in plain
    assert "<table" in plain
    assert "@page{size:13.333in 7.5in" in wide
    assert "<table" not in wide


def test_where_no_picture_can_be_had_the_table_stands(client, monkeypatch):
    monkeypatch.setattr("dashboard.server.printing.available", lambda: False)
    for paper in ("a4", "wide"):
        page = client.get(to_print(ALE, ("trajectory",), paper)).text
        assert "<img" not in page
        assert "<table" in page


def test_a_long_table_is_cut_and_says_so(client, tables):
    page = client.get(to_print(ViewState(lang="en", cities=("umea",)), ("arena",))).text
    rows = len(build("arena", ViewState(lang="en", cities=("umea",)), tables).table.rows)
    assert escape(t("en", "printed.rows", count=FIRST, all=rows)) in page
    assert page.count("<tr>") == FIRST + 1


def test_a_view_without_data_says_what_is_missing(client, tables):
    page = client.get(to_print(ViewState(lang="en", cities=("arjang",)), ("goals",))).text
    assert 'data-status="no-data"' in page
    assert build("goals", ViewState(lang="en", cities=("arjang",)), tables).summary in page
    assert "<img" not in page


def test_the_print_is_of_the_very_state_scenario_and_all(client):
    state = ALE.but(measure="capita", pace=(("", 9.0),))
    page = client.get(to_print(state, ("trajectory",))).text
    picture = re.search(r'<img [^>]*src="([^"]*)"', page).group(1)
    assert "measure=capita" in picture
    assert "pace=9" in picture


@pytest.mark.parametrize(
    ("query", "words"),
    [("cities=atlantis", "no_such_city"), ("views=nothing", "no_such_view"), ("release=1999-01", "no_such_release")],
)
def test_what_does_not_exist_is_said_in_words(client, query, words):
    answer = client.get(f"/sv/print?{query}")
    assert answer.status_code == 404
    assert answer.text.strip() == t("sv", f"error.{words}")


def test_made_up_figures_say_so_on_every_sheet(client, tiny, monkeypatch):
    monkeypatch.setattr(store, "current", lambda *_: replace(tiny, fictional=True))
    page = client.get("/en/print?cities=alsta&views=trajectory,goals").text
    assert page.count(t("en", "fictional")) == 2
