"""Pictures at their addresses, drawn by a real Chromium."""

import struct
from xml.etree import ElementTree

import pytest

from dashboard.i18n import t
from dashboard.pictures import front
from dashboard.pictures.client import Busy
from dashboard.pictures.edition import edition
from dashboard.pictures.orders import CARD, FILE_WIDTH, WIDTHS
from dashboard.server.addresses import to_export, to_picture
from dashboard.state import ViewState

UMEA = ViewState(cities=("umea",), theme="light")
PLAIN = {"Accept-Encoding": "identity"}


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_an_embeds_picture_is_an_svg_that_may_be_kept_for_good(client, tables):
    state = UMEA.but(size="narrow")
    answer = client.get(to_picture("trajectory", "svg", state, edition(tables)), headers=PLAIN)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    drawing = ElementTree.fromstring(answer.data)
    assert drawing.get("width") == str(WIDTHS["narrow"])
    # What the picture says is text, and nothing in it is fetched from elsewhere.
    assert "2040" in answer.text
    assert "http" not in answer.text.replace("http://www.w3.org", "")


def test_a_browser_gets_it_compressed_and_only_once(client, tables):
    address = to_picture("trajectory", "svg", UMEA.but(size="narrow"), edition(tables))
    plain = client.get(address, headers=PLAIN)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert front.unpacked(packed.data) == plain.data
    again = client.get(address, headers={"Accept-Encoding": "gzip, br", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_a_picture_of_a_former_edition_is_todays_and_is_not_kept_as_the_old_one(client):
    answer = client.get(to_picture("trajectory", "svg", UMEA.but(size="narrow"), "0123456789abcdef"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_links_preview_has_the_size_that_sites_expect(client, tables):
    answer = client.get(to_picture("trajectory", "png", UMEA, edition(tables)))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert size_of(answer.data) == CARD


@pytest.mark.parametrize("extension", ["png", "svg"])
def test_a_view_can_be_taken_as_a_picture_with_its_finding_and_sources(client, extension):
    answer = client.get(to_export("trajectory", extension, UMEA), headers=PLAIN)
    assert answer.status_code == 200
    assert f'filename="trajectory-umea-2026-11.{extension}"' in answer.headers["Content-Disposition"]
    if extension == "png":
        assert size_of(answer.data)[0] == 2 * FILE_WIDTH
    else:
        assert "SMHI" in answer.text
        title = ElementTree.fromstring(answer.data).find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert "Umeå" in (title.text or "")


def test_a_view_without_data_is_a_404_in_words(client, tables):
    for address in (
        to_picture("goals", "svg", ViewState(cities=("arjang",)), edition(tables)),
        to_export("goals", "png", ViewState(cities=("arjang",))),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert t("sv", "error.no_figure") in answer.text


def test_without_a_chromium_a_picture_is_told_to_be_out_of_reach(client, monkeypatch):
    monkeypatch.setenv("CHROME", "")
    answer = client.get(to_export("sectors", "png", ViewState(cities=("lund",), lang="en")))
    assert answer.status_code == 503
    assert t("en", "error.no_pictures") in answer.text
    assert answer.headers["Retry-After"]


def test_too_many_at_a_time_are_told_to_come_again(client, monkeypatch):
    def busy(*_, **__):
        raise Busy

    monkeypatch.setattr(front, "picture", busy)
    answer = client.get(to_export("sectors", "svg", ViewState(cities=("lund",))))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert t("sv", "error.busy") in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sv/picture/x/nothing.svg", 404),
        ("/de/picture/x/goals.svg", 404),
        ("/sv/picture/x/goals.gif", 404),
        ("/sv/picture/x/goals.svg?cities=atlantis", 404),
        ("/sv/picture/x/goals.svg?release=../../etc", 404),
        ("/sv/export/coverage.png", 404),
        ("/sv/export/goals.exe", 404),
    ],
)
def test_a_picture_of_nothing_is_not_found(client, path, status):
    assert client.get(path).status_code == status
