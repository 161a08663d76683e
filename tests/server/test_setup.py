"""Setting a screen up: what somebody chose becomes one address, and what cannot be is told of and hinders nothing."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.addresses import parse, to_page
from dashboard.server.drafts import draft
from dashboard.server.program import Program
from dashboard.server.setting_up import only_here
from dashboard.state import MAX_CITIES, ViewState
from dashboard.views import VIEWS

JSON = {"Accept": "application/json"}
SETUP = "/sv/screen/setup"


def chosen(client, query: str, lang: str = "sv") -> str:
    """The address that the form's answer leads to, the same for browsers and for the script."""
    answer = client.get(f"/{lang}/screen/choose?{query}")
    assert answer.status_code == 303
    told = client.get(f"/{lang}/screen/choose?{query}", headers=JSON)
    assert told.json["address"] == answer.headers["Location"]
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.headers["Location"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("cities=umea&views=process,trajectory&seconds=20&theme=auto&clock=&qr=&language=sv",
         "?cities=umea&views=process,trajectory"),
        ("cities=umea&views=process&seconds=45&theme=dark&clock=on&qr=on",
         "?cities=umea&views=process&seconds=45&clock=on&qr=on&theme=dark"),
        ("cities=umea&views=process&seconds=1", "?cities=umea&views=process&seconds=5"),
        # Views are added last, moved one step, and taken away; the last one stays.
        ("cities=umea&views=process&another=goals&also=yes", "?cities=umea&views=process,goals"),
        ("cities=umea&views=process&another=goals", "?cities=umea&views=process"),
        ("cities=umea&views=process,goals,arena&earlier=arena", "?cities=umea&views=process,arena,goals"),
        ("cities=umea&views=process,goals&earlier=process", "?cities=umea&views=process,goals"),
        ("cities=umea&views=process,goals&drop=process", "?cities=umea&views=goals"),
        ("cities=umea&views=process&drop=process", "?cities=umea&views=process"),
        ("cities=umea&views=goals&add=Lund", "?cities=umea,lund&views=goals"),
        # Whoever presses a button has not asked for the name that stands half written.
        ("cities=umea&views=process,goals&drop=goals&add=Lund", "?cities=umea&views=process"),
        ("cities=umea,lund&views=process&remove=umea&layout=side", "?cities=lund&views=process"),
        ("cities=umea,lund&views=process&layout=side", "?cities=umea,lund&views=process&layout=side"),
        # What no chosen view heeds is left behind; what one does, and the release, go along.
        ("cities=umea&views=process&measure=capita&from=2000", "?cities=umea&views=process"),
        ("cities=umea&views=process,sectors&measure=capita&from=2000",
         "?cities=umea&views=process,sectors&measure=capita&from=2000"),
    ],
)  # fmt: skip
def test_a_filled_in_form_becomes_one_address(client, query, address):
    assert chosen(client, query) == SETUP + address


def test_the_language_is_the_screens_and_the_pages(client):
    assert chosen(client, "cities=umea&views=goals&language=en") == "/en/screen/setup?cities=umea&views=goals"
    assert chosen(client, "cities=umea&views=goals&language=xx", "en") == "/en/screen/setup?cities=umea&views=goals"


def test_a_form_without_choices_leads_to_a_screen_that_shows_something(client, tables):
    address = chosen(client, "")
    assert address.startswith(f"{SETUP}?views=")
    assert page_at(tables, address).faults == ()


def test_a_name_that_nobody_has_is_told_of_in_the_page_and_hinders_nothing(client, tables):
    query = "cities=umea&views=goals&add=Atlantis"
    assert client.get(f"/sv/screen/choose?{query}", headers=JSON).json["unknown"] == "Atlantis"
    page = page_at(tables, chosen(client, query))
    assert page.faults == (("add", "Atlantis"),)
    assert (page.program.state.cities, page.program.views) == (("umea",), ("goals",))
    # The next choice has nothing to do with it.
    assert "Atlantis" not in to_page(page)


def page_at(tables, address: str):
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


@pytest.mark.parametrize(
    ("query", "faults", "cities", "views"),
    [
        ("cities=umeo,lund&views=process", (("cities", "umeo"),), ("lund",), ("process",)),
        ("cities=lund&views=nothing,goals", (("views", "nothing"),), ("lund",), ("goals",)),
        ("views=goals,process", (("needs_city", "goals"),), (), ("goals", "process")),
        ("cities=umeo&views=goals", (("cities", "umeo"), ("needs_city", "goals")), (), ("goals",)),
    ],
)
def test_what_is_wrong_in_an_address_is_told_and_the_rest_stands(client, tables, query, faults, cities, views):
    page = page_at(tables, f"{SETUP}?{query}&seconds=30&theme=dark")
    assert (page.kind, page.status, page.faults) == ("setup", 200, faults)
    assert (page.program.state.cities, page.program.views) == (cities, views)
    assert (page.program.seconds, page.program.state.theme) == (30, "dark")
    # Nor does the form drop it without a word.
    assert page_at(tables, chosen(client, query)).faults == faults
    assert client.get(f"{SETUP}?{query}").status_code == 200


def test_an_address_without_fault_makes_the_same_programme_as_the_screen_shows(tables):
    program = Program(
        ViewState(cities=("umea", "lund"), theme="dark"), ("goals", "process"), 45, "side", clock=True, qr=True
    )
    query = dict(parse_qsl(program.to_query()))
    assert draft(query, "sv", tables) == (program, ())
    english = replace(program, state=program.state.but(lang="en"))
    assert draft(query, "en", tables) == (english, ())


KEYS = (
    "cities",
    "views",
    "add",
    "remove",
    "drop",
    "earlier",
    "another",
    "also",
    "seconds",
    "layout",
    "theme",
    "release",
)
values = st.text(max_size=30) | st.sampled_from(
    (*VIEWS, "umea", "umea,lund", "goals,process", "99999999999", "-1", ",,")
)


@given(st.dictionaries(st.sampled_from(KEYS), values))
def test_whatever_is_filled_in_the_answer_leads_to_a_page_or_says_why_not(client, form):
    form = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    answer = client.get("/sv/screen/choose", query_string=form)
    # A release that does not exist is the one thing that no page can be made of.
    assert answer.status_code == 303 or (answer.status_code == 404 and "release" in form)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith(f"{SETUP}?")
        asked = client.get("/sv/screen/choose", query_string=form, headers=JSON).json["address"]
        assert asked == answer.headers["Location"]


@given(st.dictionaries(st.sampled_from(KEYS), values))
def test_a_draft_always_has_views_and_never_too_many_cities(tables, query):
    program, faults = draft(query, "sv", tables)
    assert set(program.views) <= set(VIEWS)
    assert program.views
    assert set(program.state.cities) <= set(tables.slugs)
    assert len(program.state.cities) <= MAX_CITIES
    assert all(len(value) <= 80 for _, value in faults)


def test_a_language_that_we_do_not_write_is_not_found(client):
    assert client.get("/de/screen/choose?views=goals").status_code == 404
    assert client.get("/de/screen/setup").status_code == 404


@pytest.mark.parametrize(
    ("origin", "here"),
    [
        ("http://localhost:8050", True),
        ("http://127.0.0.1", True),
        ("http://127.8.0.3:80", True),
        ("http://[::1]:80", True),
        ("http://kartan.localhost", True),
        ("https://kartan.umea.example", False),
        ("http://192.168.1.4:8050", False),
        ("https://localhost.example", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known(origin, here):
    assert only_here(origin) == here
