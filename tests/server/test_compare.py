"""Comparing: what is chosen becomes one address, colours stay with their city, and what cannot be is told of."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.addresses import parse, title, to_page
from dashboard.server.comparing import with_city, without_city
from dashboard.state import MAX_CITIES, ViewState
from dashboard.views import VIEWS

JSON = {"Accept": "application/json"}
COMPARE = "/sv/compare"
SEVEN = "ale,habo,lund,umea,malmo,boras,kalmar"


def chosen(client, query: str) -> str:
    """The address that the form's answer leads to, the same for browsers and for the script."""
    answer = client.get(f"{COMPARE}/choose?{query}")
    assert answer.status_code == 303
    assert client.get(f"{COMPARE}/choose?{query}", headers=JSON).json["address"] == answer.headers["Location"]
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.headers["Location"]


def page_at(tables, address: str):
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("cities=ale,habo&measure=total&align=year&layout=over", "?cities=ale,habo"),
        # Who goes leaves an empty place, and who comes takes the first one.
        ("cities=ale,habo,lund&remove=habo", "?cities=ale,,lund"),
        ("cities=ale,habo,lund&remove=lund", "?cities=ale,habo"),
        ("cities=ale,habo&remove=ale", "?cities=,habo"),
        ("cities=ale,,lund&add=Habo", "?cities=ale,habo,lund"),
        ("cities=ale,,lund&add=Ale", "?cities=ale,,lund"),
        ("cities=ale&remove=ale", ""),
        # Whoever removes a city has not asked for the name that stands half written.
        ("cities=ale,habo&remove=ale&add=Lund", "?cities=,habo"),
        # Boxes of one name are several values, and all views ticked are the same as none.
        ("cities=ale,habo&refs=nation&refs=county&views=goals&views=sectors",
         "?cities=ale,habo&refs=county,nation&views=goals,sectors"),
        ("cities=ale,habo&" + "&".join(f"views={view}" for view in VIEWS), "?cities=ale,habo"),
        # The views keep the order that the address gave them; another comes last.
        ("cities=ale,habo&order=sectors,goals&views=goals&views=sectors", "?cities=ale,habo&views=sectors,goals"),
        ("cities=ale,habo&order=sectors,goals&views=goals&views=arena&views=sectors",
         "?cities=ale,habo&views=sectors,goals,arena"),
        ("cities=ale,habo&order=sectors,goals&views=goals", "?cities=ale,habo&views=goals"),
        ("cities=ale,habo&order=sectors,goals", "?cities=ale,habo"),
        # What the form does not ask for goes along; a goal is one city's, and goes when the cities change.
        ("cities=ale,habo&pace=9&by=2035&from=2000&like.mix=3&measure=index&base=2005",
         "?cities=ale,habo&measure=index&base=2005&from=2000&by=2035&pace=9&like.mix=3"),
        ("cities=umea&target=umea-2040&add=Ale", "?cities=umea,ale"),
        ("cities=umea&target=umea-2040", "?cities=umea&target=umea-2040"),
    ],
)  # fmt: skip
def test_a_filled_in_form_becomes_one_address(client, query, address):
    assert chosen(client, query) == COMPARE + address


def test_a_name_that_nobody_has_is_told_of_and_hinders_nothing(client, tables):
    address = chosen(client, "cities=ale,habo&add=Atlantis")
    page = page_at(tables, address)
    assert (page.state.cities, page.faults) == (("ale", "habo"), (("add", "Atlantis"),))
    assert client.get(f"{COMPARE}/choose?cities=ale&add=Atlantis", headers=JSON).json["unknown"] == "Atlantis"
    assert "Atlantis" not in to_page(page)


@pytest.mark.parametrize(
    ("query", "cities", "faults", "status"),
    [
        ("cities=ale,umeo,habo", ("ale", "habo"), (("cities", "umeo"),), 200),
        ("cities=umeo", (), (("cities", "umeo"),), 404),
        ("", (), (), 200),
        ("cities=ale,ale,habo", ("ale", "habo"), (("twice", "ale"),), 200),
        (f"cities={SEVEN}", tuple(SEVEN.split(","))[:MAX_CITIES], (("too_many", "kalmar"),), 200),
        ("cities=ale&views=nothing,goals", ("ale",), (("views", "nothing"),), 200),
        ("cities=ale&refs=foo,nation", ("ale",), (("refs", "foo"),), 200),
        ("cities=ale&align=foo&layout=foo&measure=foo", ("ale",),
         (("measure", "foo"), ("align", "foo"), ("layout", "foo")), 200),
        ("cities=ale&measure=index&base=1850", ("ale",), (("base", "1850"),), 200),
        ("cities=ale&measure=index&base=1997", ("ale",), (("base", "1997"),), 200),
        ("cities=ale&measure=index&base=2005", ("ale",), (), 200),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_address_is_told_and_the_rest_is_shown(tables, query, cities, faults, status):
    page = page_at(tables, f"{COMPARE}?{query}")
    assert (page.kind, page.state.cities, page.faults, page.status) == ("compare", cities, faults, status)


def test_one_named_twice_takes_no_others_colour(tables):
    state = page_at(tables, f"{COMPARE}?cities=ale,ale,umeo,habo").state
    assert [state.place(slug) for slug in state.cities] == [0, 1]


def test_an_index_counts_from_a_year_that_the_statistics_have(tables):
    assert page_at(tables, f"{COMPARE}?cities=ale&measure=index&base=1997").state.base == 1990


def test_everyone_is_shown_whoever_has_been_revealed(tables):
    assert page_at(tables, f"{COMPARE}?cities=ale,habo&reveal=1").state.reveal == 0


slugs = st.sampled_from(SEVEN.split(","))


@given(st.lists(st.tuples(st.booleans(), slugs), max_size=14))
def test_a_city_keeps_its_colour_until_it_goes(steps):
    state = ViewState()
    for comes, slug in steps:
        before = {one: state.place(one) for one in state.cities}
        state = with_city(state, slug) if comes else without_city(state, slug)
        after = {one: state.place(one) for one in state.cities}
        assert all(after[one] == place for one, place in before.items() if one in after)
        assert len(set(after.values())) == len(after)
        assert all(place < MAX_CITIES for place in after.values())
        assert (slug in after) == (comes and (slug in before or len(before) < MAX_CITIES))


def test_the_document_is_named_after_those_who_are_compared(tables):
    page = page_at(tables, f"{COMPARE}?cities=umea,lund,goteborg")
    assert title(page, tables) == "Umeå, Lund och Göteborg – Jämför kommuner – Omställningskartan"


def test_the_other_language_compares_the_same(tables):
    address = f"{COMPARE}?cities=ale,,habo&views=goals&refs=nation&like.mix=3"
    there = to_page(page_at(tables, address), lang="en")
    assert page_at(tables, there) == page_at(tables, address.replace("/sv/", "/en/"))


def test_a_table_comes_when_it_is_asked_for(client):
    query = "cities=ale,habo"
    answer = client.get(f"{COMPARE}/table/trajectory.html?{query}&table=data")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "<table" in answer.text
    assert "Habo" in answer.text
    for wrong in ("trajectory.html?cities=ale&table=9", "trajectory.html?cities=ale", "nothing.html?table=data"):
        assert client.get(f"{COMPARE}/table/{wrong}").status_code == 404
    assert client.get("/de/compare/table/trajectory.html?table=data").status_code == 404
    assert client.get("/de/compare/choose").status_code == 404
