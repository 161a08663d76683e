"""The code that another site pastes: what a frame must have, its height, and nothing that can break out of it."""

import re
from html.parser import HTMLParser

import pytest

from dashboard.config import ROOT
from dashboard.server import embed_size, embedding
from dashboard.server.addresses import parse
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables.loading import Tables, load
from dashboard.views import VIEWS

ORIGIN = "https://ours.example"


@pytest.fixture(autouse=True)
def asked(app):
    """As while a request is answered, at the public address."""
    with app.server.test_request_context("/", base_url=ORIGIN):
        yield


def attributes(code: str) -> dict[str, str]:
    """The attributes of the one frame in the code, as a browser reads them."""
    found: list[dict[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list) -> None:
            if tag == "iframe":
                found.append(dict(attrs))

    Reader().feed(code)
    (one,) = found
    return one


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_frame_has_a_name_comes_late_and_tells_little(tables, view, lang):
    frame = attributes(embedding.iframe(view, ViewState(lang=lang, cities=("umea",)), tables))
    assert frame["src"] == f"{ORIGIN}/{lang}/embed/{view}/umea"
    assert frame["title"] == embedding.title(view, ViewState(lang=lang, cities=("umea",)), tables)
    assert "Umeå" in frame["title"]
    assert (frame["loading"], frame["referrerpolicy"]) == ("lazy", "strict-origin-when-cross-origin")
    assert frame["style"].startswith("width:100%;")
    assert frame["style"].endswith("border:0")


def test_the_name_is_in_the_languages_own_words(tables):
    several = ViewState(cities=("umea", "lund"))
    assert embedding.title("trajectory", several, tables) == "Utsläpp och mål, Umeå och Lund"
    assert embedding.title("trajectory", several.but(lang="en"), tables) == "Emissions and goals, Umeå and Lund"
    assert embedding.title("city-map", ViewState(), tables).endswith("Sveriges kommuner")


def test_made_up_data_say_so_in_the_name(tables):
    made_up: Tables = load(ROOT / "data" / "exempel")
    slug = next(iter(made_up.slugs))
    assert "påhittade" in embedding.title("trajectory", ViewState(cities=(slug,)), made_up)
    assert "påhittade" not in embedding.title("trajectory", ViewState(cities=("umea",)), tables)


def test_the_code_without_a_script_has_none_and_the_other_has_ours(tables):
    bare = embedding.iframe("trajectory", ViewState(cities=("umea",)), tables)
    assert "script" not in bare
    assert "\n" not in bare
    assert embedding.with_script(bare) == f'{bare}\n<script src="{ORIGIN}/embed.js" async></script>'


def test_nothing_in_an_address_or_a_name_breaks_out_of_its_attribute(tables, monkeypatch):
    monkeypatch.setattr(embedding, "title", lambda *_: """x" onload="alert(1)'><script>""")
    code = embedding.iframe("trajectory", ViewState(cities=("umea", "lund"), measure="capita"), tables)
    assert "cities=umea,lund&amp;measure=capita" in code
    assert set(attributes(code)) == {"src", "title", "loading", "referrerpolicy", "height", "style"}
    assert attributes(code)["title"] == """x" onload="alert(1)'><script>"""
    assert "<script" not in code


def css_height(style: str, window: int) -> float:
    """What a browser makes of the height in a window so many pixels wide."""
    value = re.search(r"height:(.+?);border", style)[1]
    if value.endswith("px") and "clamp" not in value:
        return float(value.removesuffix("px"))
    low, a, b, high = re.fullmatch(r"clamp\((\d+)px,calc\(\((.+) - (.+)\)\*999\),(\d+)px\)", value).groups()
    length = {"100vw": window}
    steep = (length.get(a) or int(a.removesuffix("px"))) - (length.get(b) or int(b.removesuffix("px")))
    return max(int(low), min(steep * 999, int(high)))


@pytest.mark.parametrize("view", VIEWS)
def test_the_height_is_a_phones_in_a_narrow_window_and_an_articles_in_a_wide_one(tables, view):
    state = ViewState(cities=("umea",))
    style = attributes(embedding.iframe(view, state, tables))["style"]
    for window, widths in ((390, embedding.PHONE), (1200, embedding.WIDE)):
        needed = [embed_size.height(view, state, tables, width) for width in widths]
        assert max(needed) <= css_height(style, window) <= max(needed) + 40


def test_a_view_that_is_lower_on_a_phone_is_lower_there(tables, monkeypatch):
    monkeypatch.setattr(embed_size, "height", lambda _view, _state, _tables, width: 300 if width < 500 else 700)
    style = attributes(embedding.iframe("trajectory", ViewState(), tables))["style"]
    assert (css_height(style, 390), css_height(style, 1200)) == (300 + embedding.SPARE, 700 + embedding.SPARE)


def test_a_frame_of_a_known_width_has_the_height_of_that_width(tables):
    state = ViewState(cities=("umea",))
    style = attributes(embedding.iframe("goals", state, tables, width=400))["style"]
    assert style == f"width:100%;max-width:400px;height:{embed_size.height('goals', state, tables, 400)}px;border:0"
    assert "height:200px" in attributes(embedding.iframe("goals", state, tables, width=400, most=200))["style"]


def test_the_link_leads_to_the_view_on_its_page():
    assert embedding.link("goals", ViewState(cities=("umea",))) == f"{ORIGIN}/sv/city/umea#view-goals"
    assert embedding.link("trajectory", ViewState(lang="en")) == f"{ORIGIN}/en#view-trajectory"
    several = ViewState(cities=("umea", "lund"))
    assert embedding.link("trajectory", several) == f"{ORIGIN}/sv/embed/trajectory?cities=umea,lund"


@pytest.mark.parametrize(
    ("path", "query", "view"),
    [
        ("/sv", {}, "process"),
        ("/sv/city/umea", {}, "process"),
        ("/sv/city/ale", {}, "trajectory"),
        ("/sv/share", {"view": "goals", "cities": "umea"}, "goals"),
    ],
)
def test_a_page_is_stood_for_by_the_view_that_it_opens_with(tables, path, query, view):
    assert embedding.default_view(parse(path, query, tables), tables) == view


def test_without_pictures_there_is_no_preview(tables, monkeypatch):
    state = ViewState(cities=("umea",))
    monkeypatch.setattr(embedding.front, "available", lambda: True)
    assert re.fullmatch(
        rf"{ORIGIN}/sv/picture/[0-9a-f]+/goals\.png\?cities=umea", embedding.preview("goals", state, tables)
    )
    monkeypatch.setattr(embedding.front, "available", lambda: False)
    assert embedding.preview("goals", state, tables) == ""
