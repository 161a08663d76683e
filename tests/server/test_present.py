"""A presentation is a plain document that its address describes whole; the server reads no notes and keeps none."""

import html
import json
import re
from urllib.parse import quote

import pytest

from dashboard.server.present import place


def program_in(answer) -> dict:
    return json.loads(html.unescape(re.search(r'data-program="([^"]*)"', answer.text).group(1)))


def test_the_document_names_the_chosen_views_in_order_of_all_cities_together(client):
    told = program_in(client.get("/sv/present?cities=ale,habo&views=sectors,trajectory&measure=capita"))
    assert [slide["view"] for slide in told["slides"]] == ["sectors", "trajectory"]
    assert all(
        "cities=ale,habo" in slide["address"] and "measure=capita" in slide["address"] for slide in told["slides"]
    )
    assert told["cities"] == ["Ale", "Habo"]
    assert told["compare"] == "/sv/compare?cities=ale,habo&measure=capita&views=sectors,trajectory"


def test_a_view_without_data_is_left_out_and_told_of(client):
    told = program_in(client.get("/en/present?cities=habo&views=trajectory,modal-share"))
    assert [slide["view"] for slide in told["slides"]] == ["trajectory"]
    assert told["idle"] == ["How people travel"]


def test_a_presentation_keeps_no_cookie_and_loads_nothing_from_elsewhere(client):
    answer = client.get("/en/present?cities=ale&theme=dark")
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="(?!/)[^"]', answer.text) == []


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("cities=umeo", 404, "umeo"),
        ("cities=ale&views=nosuch", 404, "nosuch"),
        ("cities=ale,habo,umea,lund,malmo,vaxjo,boras", 400, "boras"),
        ("cities=habo&views=modal-share", 400, "andra vyer"),
        ("cities=ale&release=1999-01", 404, "1999-01"),
    ],
)
def test_what_cannot_be_presented_is_told_in_words_with_a_way_on(client, query, status, said):
    answer = client.get(f"/sv/present?{query}")
    assert answer.status_code == status
    assert said in answer.text
    assert 'href="/sv/compare"' in answer.text
    assert "Traceback" not in answer.text


def test_notes_travel_past_the_server_without_being_written_into_the_document(client):
    notes = quote("1~trajectory.abc1234.<script>alert(1)</script>")
    answer = client.get(f"/sv/present?cities=ale&notes={notes}")
    assert answer.status_code == 200
    assert "alert(1)" not in answer.text


def test_the_code_opens_the_same_place_and_nothing_but_a_presentation(client):
    answer = client.get("/sv/present/code.svg?cities=ale,habo&at=sectors&reveal=on&step=2")
    assert answer.mimetype == "image/svg+xml"
    assert b"<svg" in answer.data
    other = client.get("/sv/present/code.svg?cities=ale,habo&at=sectors&reveal=on&step=1")
    assert other.data != answer.data
    # What is no place is left out, so that the code cannot be made to lead elsewhere.
    odd = client.get("/sv/present/code.svg?cities=ale,habo&at=sectors&reveal=on&step=2&host=evil.example&point=<b>")
    assert odd.data == answer.data
    assert place({"at": "//evil", "step": "0", "reveal": "yes", "notes": "2~x"}) == ""


def test_a_code_that_no_camera_could_read_is_refused_in_words(client):
    answer = client.get("/sv/present/code.svg?cities=ale&notes=" + quote("1~" + "å" * 1200))
    assert answer.status_code == 413
    assert "Traceback" not in answer.text


def test_a_city_that_has_not_come_yet_is_named_nowhere_on_the_slide(client):
    told = client.get("/sv/screen/slide/trajectory.json?cities=ale,habo&reveal=1&size=landscape").get_json()
    assert "Ale" in told["html"]
    assert "Habo" not in re.sub("<[^>]*>", " ", told["html"])
