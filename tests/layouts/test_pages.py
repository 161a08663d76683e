"""Every page has the hooks that the interface promises, one main heading, and links that lead somewhere."""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard import i18n
from dashboard.config import ROOT
from dashboard.i18n import t
from dashboard.ids import Id
from dashboard.server.addresses import Page, parse
from dashboard.state import LANGUAGES, MEASURES
from dashboard.tables.loading import Tables, load
from dashboard.views import VIEWS, build
from layouts.pages import PAGES, first_html, whole
from layouts.shell import frame
from tests.layouts.tree import having, kind, of_kind, prop, text, walk

ROUTES = (
    "",
    "/city/umea",
    "/city/arjang",
    "/about/method",
    "/about/data",
    "/about/accessibility",
    "/about/changes",
    "/try",
    "/city/umeo",
)
WITH_VIEWS = ("", "/city/umea", "/city/arjang")


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return load(ROOT / "data" / "exempel")


def page_at(tables, address: str) -> Page:
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


@lru_cache(maxsize=32)
def at(tables, address: str) -> list:
    """A page's components; the tests only read them, so that one page serves them all."""
    return whole(page_at(tables, address), tables)


every_page = pytest.mark.parametrize("address", [f"/{lang}{route}" for lang in LANGUAGES for route in ROUTES])


@every_page
def test_a_page_has_one_main_heading_that_can_be_sent_to(tables, address):
    headings = of_kind(at(tables, address), "H1")
    assert len(headings) == 1
    assert text(headings[0]).strip()
    assert (prop(headings[0], "id"), prop(headings[0], "tabIndex")) == ("heading", -1)


@every_page
def test_headings_leave_no_level_out(tables, address):
    levels = [int(kind(one)[1]) for one in of_kind(at(tables, address), "H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_an_id_stands_once_on_a_page(tables, address):
    ids = Counter(prop(one, "id") for one in [*walk(frame(tables)), *walk(at(tables, address))])
    assert [name for name, count in ids.items() if name and count > 1] == []


@every_page
def test_every_field_has_a_label(tables, address):
    tree = at(tables, address)
    labelled = {prop(one, "htmlFor") for one in of_kind(tree, "Label")}
    for field in of_kind(tree, "Input", "Select"):
        if prop(field, "type") == "hidden":
            continue
        assert prop(field, "id") in labelled
    for label in of_kind(tree, "Label"):
        assert having(tree, "id", prop(label, "htmlFor"))
        assert text(label).strip()


@every_page
def test_every_picture_says_what_it_shows_or_that_it_is_for_show(tables, address):
    tree = at(tables, address)
    assert all(prop(image, "alt") is not None for image in of_kind(tree, "Img"))
    for picture in having(tree, "role", "img"):
        assert len(prop(picture, "aria-label")) > 20


@every_page
def test_every_link_within_leads_to_a_page(tables, address):
    links = {prop(link, "href") for link in of_kind(at(tables, address), "A", "Link")}
    # Files and what is printed or presented are no pages; they have tests of their own.
    apart = ("/export/", "/print", "/present")
    inside = {link for link in links if link.startswith("/") and not any(one in link for one in apart)}
    assert len(inside) > 3
    assert [link for link in inside if page_at(tables, link).status != 200] == []
    outside = links - inside - {link for link in links if link.startswith(("#", "/"))}
    assert [link for link in outside if not link.startswith(("https://", "http://"))] == []


@every_page
def test_the_place_to_skip_to_is_there(tables, address):
    tree = at(tables, address)
    skip = of_kind(tree, "A")[0]
    assert prop(skip, "href") == "#content"
    assert having(tree, "id", "content")


@every_page
def test_the_link_to_the_other_language_leads_to_the_same_page(tables, address):
    page = page_at(tables, address)
    other = "en" if page.lang == "sv" else "sv"
    (link,) = having(at(tables, address), "hrefLang", other)
    there = page_at(tables, prop(link, "href"))
    assert there.lang == other
    assert there.kind == ("overview" if page.kind == "not-found" else page.kind)
    assert there.state.cities == page.state.cities


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("route", WITH_VIEWS)
def test_every_view_has_its_hooks(tables, route, lang):
    page = page_at(tables, f"/{lang}{route}")
    figures = having(at(tables, f"/{lang}{route}"), "data-view")
    shown_here = [prop(one, "data-view") for one in figures]
    # Goals belong to a city; a city outside the contract begins with its emissions.
    assert sorted(shown_here) == sorted(VIEWS if page.state.cities else set(VIEWS) - {"goals"})
    walks = build("process", page.state, tables).status == "ready"
    assert shown_here[0] == ("process" if walks else "trajectory")
    for figure in figures:
        shown = build(prop(figure, "data-view"), page.state, tables)
        assert kind(figure) == "Figure"
        assert prop(figure, "data-cities") == ",".join(page.state.cities)
        assert prop(figure, "data-status") == shown.status
        (summary,) = having(figure, "data-summary")
        assert text(summary) == shown.summary
        assert prop(figure, "aria-labelledby") == prop(summary, "id")
        assert len(having(figure, "data-sources")) == 1
        assert [kind(one) for one in having(figure, "data-table")] == ["Details"] * (shown.status == "ready")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_the_table_on_the_page_is_the_views_own(tables, measure, lang):
    page = page_at(tables, f"/{lang}/city/umea?measure={measure}")
    for figure in having(whole(page, tables), "data-view"):
        shown = build(prop(figure, "data-view"), page.state, tables)
        (table,) = of_kind(having(figure, "data-table"), "Table")
        rows = [[text(cell) for cell in of_kind(row, "Td", "Th")] for row in of_kind(table, "Tr")]
        assert rows == [[column.heading for column in shown.table.columns], *shown.table.cells(lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_view_without_data_tells_what_is_missing_and_how_to_add_it(tables, lang):
    (goals,) = having(at(tables, f"/{lang}/city/arjang"), "data-view", "goals")
    assert prop(goals, "data-status") == "no-data"
    assert t(lang, "goals.none") in text(goals)
    assert t(lang, "goals.how_to_add") in text(goals)
    assert of_kind(goals, "Graph") == []


def test_the_sources_of_a_view_are_named_under_it(tables):
    for figure in having(at(tables, "/sv/city/umea"), "data-view"):
        shown = build(prop(figure, "data-view"), page_at(tables, "/sv/city/umea").state, tables)
        said = text(having(figure, "data-sources"))
        assert all(publisher in said for publisher in shown.sources["publisher"])


def test_the_controls_start_from_the_address(tables):
    tree = at(tables, "/en/city/umea?measure=index&from=2000&to=2040&target=umea-2040")
    (measure,), (start,), (end,) = (having(tree, "id", name) for name in (Id.MEASURE, Id.FROM, Id.TO))
    assert (prop(measure, "value"), prop(start, "value"), prop(end, "value")) == ("index", 2000, 2040)
    (target,) = having(tree, "id", Id.TARGET)
    assert prop(target, "value") == "umea-2040"
    for field in (measure, start, end, target):
        assert prop(field, "value") in [option["value"] for option in prop(field, "options")]


def test_a_year_of_the_address_that_is_no_usual_choice_can_still_be_chosen(tables):
    (start,) = having(at(tables, "/en/city/umea?from=2007"), "id", Id.FROM)
    assert prop(start, "value") == 2007
    assert 2007 in [option["value"] for option in prop(start, "options")]


def test_the_overview_leads_to_every_municipality(tables):
    links = {prop(link, "href") for link in of_kind(at(tables, "/sv"), "A", "Link")}
    assert {f"/sv/city/{slug}" for slug in tables.slugs} <= links


def test_the_list_is_sorted_as_swedish_sorts(tables):
    (section,) = having(at(tables, "/sv"), "id", Id.LIST)
    names = [prop(one, "data-name") for one in having(section, "data-name")]
    assert len(names) == 290
    others = names[names.index("ale") if "ale" in names else 0 :]
    assert others.index("österåker") > others.index("ängelholm") > others.index("älvsbyn")
    assert others.index("ydre") < others.index("åre") < others.index("älmhult")


def test_the_search_knows_every_name(tables):
    options = of_kind(frame(tables), "Option")
    assert {(prop(one, "value"), prop(one, "data-slug")) for one in options} == set(
        zip(tables.municipalities["name"], tables.municipalities["slug"], strict=True)
    )


def test_the_signatories_are_those_that_the_sources_name(tables):
    programme = tables.memberships["programme"].str.startswith("klimatneutrala_stader_2030")
    named = set(tables.memberships.loc[programme, "code"])
    (section,) = having(at(tables, "/sv"), "id", Id.LIST)
    first = of_kind(section, "Ul")[0]
    listed = {prop(one, "data-name") for one in having(first, "data-name")}
    assert {tables.municipality(code).name.lower() for code in named} <= listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_on_data_lists_every_source_and_counts_every_table(tables, lang):
    tree = at(tables, f"/{lang}/about/data")
    *_, counts, register = of_kind(tree, "Table")
    assert len(of_kind(of_kind(register, "Tbody"), "Tr")) == len(tables.sources)
    assert len(of_kind(of_kind(counts, "Tbody"), "Tr")) == len(tables.frames())
    assert tables.release in text(tree)


def test_a_page_not_found_says_what_and_suggests(tables):
    tree = at(tables, "/en/city/umeo")
    assert "umeo" in text(tree)
    assert "/en/city/umea" in {prop(link, "href") for link in of_kind(tree, "A", "Link")}


def test_fictional_data_say_so_on_every_page(tiny):
    invented = replace(tiny, fictional=True)
    for address in ("/en", "/en/city/alsta", "/en/about/data"):
        (note,) = of_kind(at(invented, address), "Aside")
        assert "invented" in text(note)
        assert of_kind(at(tiny, address), "Aside") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("route", ["", "/city/stadskoping", "/about/method", "/about/data"])
def test_pages_of_fictional_data_speak_of_no_real_country_or_statistics(made_up, lang, route):
    said = text(at(made_up, f"/{lang}{route}"))
    assert re.findall(r"SMHI|SCB|Klimatkollen|Trafikanalys|Sverige|Sweden|hela landet|Malmö|\b290\b", said) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_search_field_counts_the_municipalities_there_are(tables, made_up, lang):
    for known, count in ((tables, "290"), (made_up, i18n.count(lang, 5))):
        fields = having(at(known, f"/{lang}"), "id", Id.SEARCH)
        assert [count in prop(field, "placeholder").split() for field in fields] == [True]


def test_a_list_without_rows_is_not_there(tables, made_up):
    assert len(having(at(tables, "/en"), "className", "ok-others")) == 1
    assert having(at(made_up, "/en"), "className", "ok-others") == []


@every_page
def test_what_is_read_without_scripts_is_what_the_page_says(tables, address):
    page = page_at(tables, address)
    written = unescape(first_html(page, tables))
    tree = whole(page, tables)
    for one in of_kind(tree, "H1", "H2", "P", "Td", "Li"):
        if all(isinstance(part, str) for part in (one.children if isinstance(one.children, list) else [one.children])):
            assert text(one) in written


def test_a_text_from_outside_is_never_markup(tables):
    page = page_at(tables, "/sv/city/<script>alert(1)</script><img src=x onerror=alert(1)>\"'")
    written = first_html(page, tables)
    assert "<script" not in written
    assert "<img src=x" not in written
    assert "&lt;script&gt;" in written or "script" in page.wrong


def test_every_kind_of_page_is_drawn(tables):
    # Pages that build addresses ask what host they are read on; they have tests of their own.
    assert {page_at(tables, f"/sv{route}").kind for route in ROUTES} == set(PAGES) - {"share", "setup", "compare"}


def test_a_role_in_a_programme_that_has_no_text_yet_is_no_fault(tiny):
    unheard_of = tiny.memberships.assign(programme="unheard_of")
    for lang in LANGUAGES:
        assert "Alsta" in text(at(replace(tiny, memberships=unheard_of), f"/{lang}/city/alsta"))
        assert of_kind(at(replace(tiny, memberships=unheard_of), f"/{lang}"), "H1")
