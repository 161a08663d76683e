"""The form "what if" says what it cannot do, and keeps what else the address says."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.server.addresses import parse, to_page
from layouts.what_if import what_if
from tests.layouts.tree import having, of_kind, prop, text


@pytest.fixture(autouse=True)
def asked(app):
    with app.server.test_request_context("/"):
        yield


def page_at(tables, query: str, path: str = "/sv/city/ale"):
    return parse(path, dict(parse_qsl(query)), tables)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("pace=900", ("all", "900")),
        ("pace=60", ("high", "60")),
        ("pace=-30", ("low", "30")),
        ("pace=abc", ("pace", "abc")),
        ("pace.nowhere=3", ("unknown", "nowhere")),
        ("by=1999", ("by_past", "1999")),
        ("by=3000", ("by_range", "3000")),
        ("by=soon", ("by", "soon")),
    ],
)
def test_what_cannot_be_is_said_in_words(tables, query, fault):
    page = page_at(tables, query)
    assert page.unmet == (fault,)
    (said,) = having(what_if(page, tables), "role", "alert")
    assert fault[1] in text(said)


@pytest.mark.parametrize("query", ["", "pace=7", "pace=2,5", "pace.transport=12&by=2035", "pace=", "by="])
def test_what_can_be_is_not_complained_of(tables, query):
    page = page_at(tables, query)
    assert page.unmet == ()
    assert having(what_if(page, tables), "role", "alert") == []


def test_the_form_keeps_the_rest_of_the_address(tables):
    inputs = of_kind(what_if(page_at(tables, "measure=capita&pace=7"), tables), "Input")
    hidden = {prop(one, "name"): prop(one, "value") for one in inputs if prop(one, "type") == "hidden"}
    assert hidden == {"city": "ale", "measure": "capita"}
    assert {prop(one, "name"): prop(one, "value") for one in inputs}["pace"] == "7"


def test_several_cities_have_a_field_each(tables):
    page = page_at(tables, "cities=ale,habo&pace.habo=3", "/sv/compare")
    fields = {prop(one, "name"): prop(one, "value") for one in of_kind(what_if(page, tables), "Input")}
    assert (fields["pace.ale"], fields["pace.habo"]) == ("", "3")


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("city=ale&measure=capita&pace=7&by=usual&pace.transport=", {"measure": "capita", "pace": "7"}),
        ("city=ale&pace=7&by=2035&clear=yes", {}),
        ("city=ale&pace=900", {"pace": "900"}),
    ],
)
def test_the_answer_is_the_pages_address_without_empty_fields(app, form, query):
    answer = app.server.test_client().get(f"/sv/what-if/choose?{form}")
    assert answer.status_code == 303
    where = urlsplit(answer.headers["Location"])
    assert (where.path, dict(parse_qsl(where.query))) == ("/sv/city/ale", query)


def test_the_address_of_the_page_holds_the_scenario(tables):
    page = page_at(tables, "pace=7&pace.transport=12&by=2035")
    assert parse_qsl(urlsplit(to_page(page)).query) == [("by", "2035"), ("pace", "7"), ("pace.transport", "12")]


@pytest.mark.parametrize(
    ("path", "query", "name", "value"),
    [
        ("/sv/city/umea", "", "2040 (målets år)", "usual"),
        ("/sv/city/ale", "", "2030", "usual"),
        ("/sv/city/ale", "pace=7&by=2030", "2030", "usual"),
        ("/sv/compare", "cities=ale,umea&pace=7&by=2045", "2030", "2045"),
    ],
)
def test_the_year_told_of_is_named_once(tables, path, query, name, value):
    (choice,) = of_kind(what_if(page_at(tables, query, path), tables), "Select")
    names = [option["label"] for option in prop(choice, "options")]
    assert (names[0], prop(choice, "value")) == (name, value)
    assert len({label.split()[0] for label in names}) == len(names)
