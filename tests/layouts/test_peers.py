"""The peers and the differences on a page: links that keep what is chosen, a form that works without scripts."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.server.addresses import parse, to_page
from dashboard.state import LANGUAGES
from layouts.differences import differences
from layouts.peers import peers
from layouts.static_html import to_html
from tests.layouts.tree import having, of_kind, prop, text


def at(tables, address):
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["city/habo?", "compare?cities=habo,ale&"])
def test_peers_are_named_with_reasons_and_without_rank(tables, lang, path):
    shown = peers(at(tables, f"/{lang}/{path}"), tables)
    (heading,) = having(shown, "id", "finding-peers")
    names = [text(one) for one in of_kind(shown, "H3")][1:]
    assert 5 <= len(names) <= 7
    assert "Habo" not in names
    assert text(heading).startswith(names[0])
    (listed,) = of_kind(shown, "Ol")
    assert "list" in prop(listed, "className")
    assert all(text(one).count("SKR") == 1 for one in of_kind(listed, "Li"))


def test_a_link_adds_the_peer_in_the_place_that_stands_empty_and_keeps_the_rest(tables):
    page = at(tables, "/sv/compare?cities=habo,,ale&measure=capita&views=goals&like.mix=3")
    shown = peers(page, tables)
    links = [prop(one, "href") for one in having(shown, "className", "ok-add-link")]
    first = at(tables, links[0])
    assert (first.state.cities[0], first.state.cities[2]) == ("habo", "ale")
    assert (first.state.slots, first.state.measure, first.views, first.likes) == (
        (), "capita", ("goals",), (("mix", 3),),
    )  # fmt: skip


def test_a_full_comparison_offers_no_further_place(tables):
    shown = peers(at(tables, "/sv/compare?cities=habo,ale,umea,lund,malmo,vaggeryd"), tables)
    assert not having(shown, "className", "ok-add-link")
    assert "Är med i jämförelsen" in text(shown)
    assert "Jämförelsen är full" in text(shown)


def test_the_form_sends_all_that_the_address_says_and_comes_back_to_it(client, tables):
    address = "/sv/compare?cities=habo,,ale&measure=capita&views=goals&like.pace=0"
    shown = peers(at(tables, address), tables)
    (form,) = of_kind(shown, "Form")
    sent = {prop(one, "name"): prop(one, "value") for one in of_kind(form, "Input", "RadioItems")}
    answer = client.get(prop(form, "action"), query_string=sent, headers={"Accept": "application/json"})
    assert answer.json == {"address": address, "unknown": ""}
    assert client.get(prop(form, "action"), query_string=sent).headers["Location"] == address


def test_the_form_of_a_citys_page_leads_back_to_it_and_wrong_values_are_the_usual(client):
    answer = client.get("/en/peers/choose?city=habo&like.group=7&like.mix=3&like.people=x&measure=index")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/city/habo?measure=index&like.mix=3")
    assert client.get("/sv/peers/choose?city=nowhere").status_code == 404
    assert client.get("/sv/peers/choose?cities=nowhere").status_code == 303
    assert client.get("/de/peers/choose?city=habo").status_code == 404


def test_no_weight_at_all_is_said_and_the_usual_ones_are_used(tables):
    nothing = "&".join(f"like.{name}=0" for name in ("group", "people", "mix", "pace"))
    page = at(tables, f"/sv/city/habo?{nothing}")
    assert to_page(page) == f"/sv/city/habo?{nothing}"
    usual, shown = peers(at(tables, "/sv/city/habo"), tables), peers(page, tables)
    assert "Något måste räknas" in text(shown)
    assert "Något måste räknas" not in text(usual)
    assert text(of_kind(shown, "Ol")) == text(of_kind(usual, "Ol"))


def test_without_scripts_the_fields_are_there_to_send(tables):
    written = to_html(peers(at(tables, "/sv/city/habo"), tables))
    assert written.count('type="radio"') == 16
    assert 'name="like.group" value="2" checked' in written


@pytest.mark.parametrize("cities", ["", "habo"])
def test_there_are_no_differences_of_one(tables, cities):
    page = at(tables, f"/sv/compare?cities={cities}")
    assert text(differences(page, tables)) == ""
    assert (text(peers(page, tables)) == "") == (not cities)


def test_differences_name_each_municipality_with_its_colour_and_tell_gaps(tables):
    shown = differences(at(tables, "/en/compare?cities=habo,,umea"), tables)
    heads = [text(one) for one in having(shown, "scope", "col")]
    # The largest stand open, the others folded away, in a table of the same columns.
    assert heads == 2 * ["What", "Habo", "Umeå", "Good to know"]
    folded = having(shown, "id", "differences-more")
    assert len(of_kind(folded, "Tr")) > 2
    assert not any(prop(one, "open") for one in of_kind(shown, "Details"))
    marks = {prop(one, "className") for one in of_kind(shown, "Span") if "swatch" in prop(one, "className", "")}
    assert marks == {"ok-swatch ok-city-0", "ok-swatch ok-city-2"}
    rows = [text(one) for one in of_kind(shown, "Tr")]
    assert any("Sustainable travel" in row and "Only Umeå has a figure." in row for row in rows)


def test_the_made_up_municipalities_have_peers_too(tiny):
    shown = peers(at(tiny, "/sv/city/alsta"), tiny)
    assert [text(one) for one in of_kind(shown, "H3")][1:] == ["Björkö", "Ödevata"]
