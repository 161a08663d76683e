"""Every page has one address, and every address names one page."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.addresses import (
    Page,
    parse,
    title,
    to_about,
    to_city,
    to_export,
    to_overview,
    to_page,
)
from dashboard.server.preference import preferred_language
from dashboard.state import LANGUAGES, ViewState


def page_at(address: str, tables) -> Page:
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


states = st.builds(
    ViewState,
    lang=st.sampled_from(LANGUAGES),
    measure=st.sampled_from(("total", "capita", "index")),
    base=st.sampled_from((1990, 2010)),
    start=st.sampled_from((1990, 2000, 2020)),
    end=st.sampled_from((2030, 2050)),
    target=st.sampled_from(("", "umea-2040", "2030")),
)


@given(states, st.sampled_from(("overview", "city", "method", "data")))
def test_the_address_of_a_page_leads_back_to_it(tables, state, kind):
    if kind == "city":
        state = state.but(cities=("umea",))
    if kind in ("method", "data"):
        state = ViewState(lang=state.lang)
    page = Page(kind, state)
    assert page_at(to_page(page), tables) == page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_language_shows_the_same_page(tables, lang):
    page = page_at("/sv/city/umea?measure=capita&from=2000", tables)
    assert page_at(to_page(page, lang=lang), tables) == replace(page, state=page.state.but(lang=lang))


def test_every_municipality_has_a_page_of_its_own(tables):
    pages = {slug: page_at(to_city(slug, ViewState()), tables) for slug in tables.slugs}
    assert len(pages) == 290
    assert all(page.kind == "city" and page.state.city == slug for slug, page in pages.items())


def test_a_link_to_a_city_keeps_the_measure_and_leaves_the_rest_behind():
    state = ViewState(lang="en", cities=("umea",), measure="capita", start=2000, target="umea-2040", theme="dark")
    assert to_city("lund", state) == "/en/city/lund?measure=capita"
    assert to_overview(state).startswith("/en")
    assert to_about("data", state) == "/en/about/data"


def test_a_file_is_of_the_state_that_is_seen():
    state = ViewState(lang="en", cities=("umea",), measure="index", theme="dark", size="narrow")
    assert to_export("sectors", "csv", state) == "/en/export/sectors.csv?cities=umea&measure=index"


def test_the_path_names_the_city_and_the_query_cannot_change_it(tables):
    page = page_at("/sv/city/umea?cities=lund&slug=lund&lang=en", tables)
    assert (page.state.cities, page.lang) == (("umea",), "sv")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/sv/city/umeo", "umea"),
        ("/en/city/goteburg", "goteborg"),
        ("/sv/city/stokholm", "stockholm"),
        ("/sv/lund", "lund"),
    ],
)
def test_a_name_nearly_right_is_suggested(tables, path, meant):
    page = page_at(path, tables)
    assert (page.kind, page.status) == ("not-found", 404)
    assert meant in page.suggestions


@pytest.mark.parametrize(
    "path",
    ["/", "/de", "/sv/city", "/sv/city/umea/x", "/sv/about", "/sv/about/x", "/SV", "/sv/city/" + "x" * 9000, "//", ""],
)
def test_an_address_of_nothing_is_not_found(tables, path):
    page = page_at(path, tables) if not path.startswith("//") else parse(path, {}, tables)
    assert (page.kind, page.status) == ("not-found", 404)
    assert len(page.wrong) <= 80


@given(
    st.text(max_size=60),
    st.dictionaries(st.sampled_from(("cities", "from", "to", "measure", "theme")), st.text(max_size=20)),
)
def test_no_address_is_a_fault_of_ours(tables, path, query):
    page = parse(path, query, tables)
    assert page.status in (200, 400, 404)
    assert (page.status == 200) == (page.kind != "not-found")
    assert title(page, tables)


def test_a_title_says_where_one_is_and_in_what_product(tables):
    titles = {
        title(page_at(path, tables), tables)
        for path in ("/sv", "/sv/city/umea", "/sv/about/data", "/sv/about/method", "/x")
    }
    assert len(titles) == 5
    assert title(page_at("/sv/city/umea", tables), tables).startswith("Umeå")
    assert title(page_at("/en/city/umea", tables), tables).endswith("The Transition Map")


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "sv"),
        ("de-DE,de;q=0.9", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en;q=0.4,sv;q=0.8", "sv"),
        ("fi, en;q=0.5, sv;q=0.1", "en"),
        ("en;q=0", "sv"),
        ("en;q=oops,sv", "sv"),
        (",;q=,;;", "sv"),
        ("*", "sv"),
    ],
)
def test_the_language_is_the_one_that_the_reader_prefers(header, lang):
    assert preferred_language(header) == lang


@given(st.text(max_size=500))
def test_no_header_is_too_odd_to_choose_a_language(header):
    assert preferred_language(header) in LANGUAGES
