"""Screens answer plain GET requests: a document, its views one by one, and word of anything new."""

import html
import json
import re

import pytest

from dashboard.server.screen import shell
from dashboard.views import SCREEN_ROOM, VIEWS


def program_in(answer) -> dict:
    return json.loads(html.unescape(re.search(r'data-program="([^"]*)"', answer.text).group(1)))


def test_the_document_names_every_view_of_its_programme_in_order(client):
    answer = client.get("/sv/screen?cities=umea,lund&views=trajectory,goals&seconds=30&measure=capita")
    told = program_in(answer)
    assert told["seconds"] == 30
    paths = [
        re.match(r"/sv/screen/slide/(.+)\.json\?cities=(\w+)&measure=capita$", one).groups() for one in told["slides"]
    ]
    assert paths == [("trajectory", "umea"), ("trajectory", "lund"), ("goals", "umea"), ("goals", "lund")]


def test_a_screen_keeps_no_cookie_and_loads_nothing_from_elsewhere(client):
    answer = client.get("/en/screen?cities=umea&theme=dark")
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "worker-src 'self'" in policy
    assert re.findall(r'(?:src|href)="(?!/)', answer.text) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", SCREEN_ROOM)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_comes_with_finding_sources_table_and_a_picture_that_fits(client, view, size, lang):
    told = client.get(f"/{lang}/screen/slide/{view}.json?cities=umea&theme=dark&size={size}").get_json()
    assert f'data-view="{view}" data-cities="umea" data-status="ready"' in told["html"]
    for hook in ("data-summary", "data-sources", "data-table"):
        assert hook in told["html"]
    assert (told["width"], told["height"]) <= SCREEN_ROOM[size]
    assert told["figure"]["data"]


def test_a_gap_is_shown_as_a_gap(client):
    told = client.get("/sv/screen/slide/modal-share.json?cities=hoor&size=landscape").get_json()
    assert told["figure"] is None
    assert 'data-status="no-data"' in told["html"]
    assert 'class="nothing"' in told["html"]


def test_sources_are_named_once_and_the_citys_own_first(client):
    told = client.get("/sv/screen/slide/contract.json?cities=umea&size=landscape").get_json()["html"]
    said = html.unescape(re.search(r'<p class="sources"[^>]*>([^<]*)', told).group(1)).removeprefix("Källa: ")
    named = re.sub(r" och \d+ till$", "", said).split(", ")
    assert "Umeå" in named[0]
    assert len(set(named)) == len(named)


def test_the_code_for_phones_stands_only_where_it_is_asked_for(client):
    address = "/sv/screen/slide/goals.json?cities=umea&size=portrait"
    assert 'class="code"' not in client.get(address).get_json()["html"]
    assert 'class="code"' in client.get(f"{address}&qr=on").get_json()["html"]


def test_what_is_new_is_told_by_one_small_answer_that_nobody_keeps(client, tables):
    answer = client.get("/sv/screen/check")
    told = answer.get_json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (told["release"], told["date"], told["shell"]) == (tables.release, tables.data_date, shell())
    slide = client.get("/sv/screen/slide/goals.json?cities=umea").get_json()
    assert slide["edition"] == told["edition"]


def test_a_view_that_a_screen_cannot_show_stands_in_the_log(client, caplog):
    client.get("/sv/screen/check?failed=goals,<script>,arena")
    assert "a screen cannot show goals, arena" in caplog.text
    assert "script" not in caplog.text


def test_only_a_screen_says_that_it_is_one(client):
    assert client.get("/sv/screen?cities=umea").headers["X-Screen"] == "1"
    for path in ("/sv/screen?cities=nowhere", "/sv/screen/setup", "/sv/city/umea"):
        assert "X-Screen" not in client.get(path).headers


def test_a_view_that_has_not_changed_is_not_sent_again(client):
    address = "/sv/screen/slide/contract.json?cities=umea&size=landscape"
    mark = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304


@pytest.mark.parametrize(
    ("lang", "query", "status", "said"),
    [
        ("sv", "cities=umeo", 404, ["”umeo”", "Menade du: umea"]),
        ("en", "cities=umea&views=proces", 404, ["“proces”", "Did you mean: process"]),
        ("sv", "cities=umea,lund,malmo,vaxjo,boras,ale,habo", 400, ["”habo”"]),
        ("sv", "views=goals", 400, ["”goals”", "cities="]),
        ("en", "cities=umea&release=1999-01", 404, ["“1999-01”", "release="]),
        ("sv", "cities=%3Cscript%3E", 404, ["&lt;script&gt;"]),
    ],
)
def test_a_wrong_address_says_what_to_correct_and_tries_again(client, lang, query, status, said):
    answer = client.get(f"/{lang}/screen?{query}")
    assert answer.status_code == status
    assert [one for one in said if one not in answer.text] == []
    assert "<script>" not in answer.text
    assert "screen-boot.js" in answer.text
    assert f'href="/{lang}/screen/setup"' in answer.text


NOWHERE = ("slide/nothing.json", "slide/goals.json?cities=x", "check?release=x", "what")


@pytest.mark.parametrize("path", NOWHERE)
def test_a_part_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/sv/screen/{path}").status_code == 404


def test_the_service_worker_stands_where_it_may_serve_every_screen(client):
    answer = client.get("/screen-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    told = program_in(client.get("/sv/screen?cities=umea"))
    assert (told["worker"], told["scope"]) == ("/screen-worker.js", "/sv/screen")
