"""oEmbed answers for addresses of ours and for no others, says clearly why not, and pages tell where to ask."""

import re
from html import unescape
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server import embed_size, oembed
from dashboard.state import ViewState
from dashboard.views import VIEWS

ORIGIN = "http://localhost"


def ask(client, address: str, **more: object):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return client.get(f"/oembed?url={quote(address, safe='')}{query}")


@pytest.mark.parametrize(
    ("address", "embed"),
    [
        ("/sv", "/sv/embed/process"),
        ("/en/city/umea", "/en/embed/process/umea"),
        ("/sv/city/ale", "/sv/embed/trajectory/ale"),
        ("/sv/city/umea#view-goals", "/sv/embed/goals/umea"),
        ("/sv/city/umea?view=sectors&measure=capita", "/sv/embed/sectors/umea?measure=capita"),
        ("/en/share?view=goals&cities=umea&theme=dark", "/en/embed/goals/umea?theme=dark"),
        ("/sv/embed/modal-share/lund?theme=dark", "/sv/embed/modal-share/lund?theme=dark"),
        ("/sv/embed/trajectory?cities=umea,lund&from=2000", "/sv/embed/trajectory?cities=umea,lund&from=2000"),
        ("/en/embed/city-map", "/en/embed/city-map"),
        # A page's theme is its reader's, and not that of what is shared.
        ("/sv/city/umea?theme=dark&size=narrow", "/sv/embed/process/umea"),
    ],
)
def test_an_address_of_ours_is_answered_with_the_frame_that_shows_it(client, address, embed):
    answer = ask(client, ORIGIN + address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    told = answer.json
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert f'src="{ORIGIN}{embed.replace("&", "&amp;")}"' in told["html"]
    assert told["title"] in unescape(told["html"])
    assert told["provider_url"] == f"{ORIGIN}/"
    assert answer.headers["Content-Language"] == embed[1:3]


@pytest.mark.parametrize(
    "address",
    [
        "http://elsewhere.example/sv/city/umea",
        "http://localhost.evil.example/sv",
        "http://localhost:81/sv",
        "http://localhost@evil.example/sv",
        "http://evil@localhost/sv",
        "//localhost/sv",
        "/sv/city/umea",
        "ftp://localhost/sv",
        "javascript:alert(1)",
        "http://[::1/sv",
        "http://localhost:x/sv",
        "http://localhost/sv/city/atlantis",
        "http://localhost/sv/about/method",
        "http://localhost/sv/city/umea#view-nothing",
        "http://localhost/sv/city/umea?view=nothing",
        "http://localhost/sv/share?view=nothing",
        "http://localhost/sv/embed/nothing/umea",
        "http://localhost/sv/embed/goals/atlantis",
        "http://localhost/sv/embed/goals/umea/more",
        "http://localhost/sv/embed/goals.json?cities=umea",
        "http://localhost/sv/city/umea?release=1999-01",
        "http://localhost/sv/city/%ff",
        "http://localhost/oembed?url=x",
        "http://localhost/sv?" + "&".join(f"k{i}=1" for i in range(80)),
        "http://localhost/sv/city/umea?x=" + "x" * 5000,
        "x",
    ],
)
def test_what_is_not_ours_or_shows_nothing_is_a_404_in_words(client, address):
    answer = ask(client, address)
    assert answer.status_code == 404
    assert answer.text.strip() == t("sv", "error.oembed.not_ours")


@pytest.mark.parametrize(
    ("query", "status", "key"),
    [
        ("", 400, "no_url"),
        ("?url=", 400, "no_url"),
        ("?url=http://localhost/sv&format=xml", 501, "format"),
        ("?url=http://localhost/sv&format=", 501, "format"),
        *(
            (f"?url=http://localhost/sv&max{side}={size}", 400, "size")
            for side in ("width", "height")
            for size in ("abc", "0", "-5", "1.5", "", "9" * 5000, "%D9%A3", "1e3", "+5")
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(client, query, status, key):
    answer = client.get(f"/oembed{query}")
    assert answer.status_code == status
    assert answer.text.strip() == t("sv", f"error.oembed.{key}")


@pytest.mark.parametrize("view", VIEWS)
def test_sizes_keep_within_what_was_asked_for(client, tables, view):
    state = ViewState(cities=("umea",))
    address = f"{ORIGIN}/sv/embed/{view}/umea"
    free = ask(client, address).json
    assert (free["width"], free["height"]) == (680, embed_size.height(view, state, tables, 680))
    narrow = ask(client, address, maxwidth=300).json
    assert (narrow["width"], narrow["height"]) == (300, embed_size.height(view, state, tables, 300))
    assert "max-width:300px" in narrow["html"]
    low = ask(client, address, maxwidth=5000, maxheight=200).json
    assert (low["width"], low["height"]) == (680, 200)
    assert "height:200px" in low["html"]


def test_a_thumbnail_is_the_preview_picture_where_it_fits(client, monkeypatch):
    monkeypatch.setattr("dashboard.pictures.front.available", lambda: True)
    address = f"{ORIGIN}/sv/embed/goals/umea"
    told = ask(client, address).json
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    assert re.fullmatch(rf"{ORIGIN}/sv/picture/[0-9a-f]+/goals\.png\?cities=umea", told["thumbnail_url"])
    assert "thumbnail_url" not in ask(client, address, maxwidth=600).json
    monkeypatch.setattr("dashboard.pictures.front.available", lambda: False)
    assert "thumbnail_url" not in ask(client, address).json


def test_any_site_may_read_the_answer_and_none_is_sent_twice(client):
    for answer in (ask(client, f"{ORIGIN}/sv"), ask(client, "x"), client.get("/embed.js")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    first = ask(client, f"{ORIGIN}/sv")
    again = client.get(f"/oembed?url={ORIGIN}/sv", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_behind_a_proxy_the_public_address_is_ours_and_the_inner_one_is_not(client, monkeypatch):
    public = type(settings())(public_url="https://kartan.example", base_path="/")
    monkeypatch.setattr("dashboard.server.origin.settings", lambda: public)
    told = ask(client, "https://kartan.example/sv/city/umea").json
    assert 'src="https://kartan.example/sv/embed/process/umea"' in told["html"]
    # Links are passed on with the other scheme, too.
    assert ask(client, "http://kartan.example/sv/city/umea").status_code == 200
    assert ask(client, "http://localhost/sv/city/umea").status_code == 404


def test_a_base_path_belongs_to_the_address(client, monkeypatch):
    based = type(settings())(base_path="/karta/")
    for module in ("oembed", "embedding", "addresses"):
        monkeypatch.setattr(f"dashboard.server.{module}.settings", lambda: based)
    assert '/karta/sv/embed/process/umea"' in ask(client, f"{ORIGIN}/karta/sv/city/umea").json["html"]
    assert ask(client, f"{ORIGIN}/sv/city/umea").status_code == 404


@given(st.text(max_size=60), st.sampled_from(("", ORIGIN, f"{ORIGIN}/", f"{ORIGIN}/sv/", f"{ORIGIN}/sv/embed/")))
def test_whatever_address_is_asked_about_nothing_breaks(client, text, start):
    assert ask(client, (start + text).encode("utf-8", "replace").decode()).status_code in (200, 400, 404)


def test_nothing_is_fetched_for_an_answer(client, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("an address was looked up")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert ask(client, f"{ORIGIN}/sv/city/umea").status_code == 200
    assert ask(client, "http://elsewhere.example/sv").status_code == 404


def head(client, address: str) -> dict[str, str]:
    """Canonical, oEmbed address and every meta element of a page, by name."""
    page = client.get(address).text.split("</head>")[0]
    found = {
        name: unescape(text) for name, text in re.findall(r'<meta (?:property|name)="(.+?)" content="(.*?)">', page)
    }
    found |= {rel: unescape(href) for rel, href in re.findall(r'<link rel="(canonical)" href="(.*?)">', page)}
    asked = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="(.*?)" title="(.+?)">', page)
    return found | ({"oembed": unescape(asked[0][0])} if asked else {})


@pytest.mark.parametrize(
    "address",
    ["/sv", "/en/city/umea", "/sv/city/ale?measure=capita", "/en/share?view=goals&cities=umea,lund&theme=dark"],
)
def test_a_page_tells_where_its_oembed_answer_is_and_what_it_shows(client, monkeypatch, address):
    monkeypatch.setattr("dashboard.pictures.front.available", lambda: True)
    told = head(client, address)
    assert told["canonical"] == ORIGIN + address == told["og:url"]
    parts = urlsplit(told["oembed"])
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200
    lang, other = (("sv_SE", "en_GB"), ("en_GB", "sv_SE"))[address.startswith("/en")]
    assert (told["og:locale"], told["og:locale:alternate"]) == (lang, other)
    assert told["og:image"] == answer.json["thumbnail_url"]
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:description"] in told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    assert t(address[1:3], "product") == told["og:site_name"]


def test_the_description_is_the_finding(client):
    assert "phase" in head(client, "/en/city/umea")["og:description"]
    assert "24%" in head(client, "/en/share?view=trajectory&cities=umea")["og:description"]


def test_pages_that_show_no_view_offer_none(client):
    assert "oembed" not in head(client, "/sv/about/method")
    assert set(head(client, "/sv/city/umeo")) & {"oembed", "canonical", "og:title"} == set()


def test_the_longest_address_is_bounded():
    assert oembed.LONGEST < 5000
