"""The share page offers what changes the view and nothing else, and all it offers is of the state in its address."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.i18n import t
from dashboard.server import embed_size
from dashboard.server.addresses import parse
from dashboard.server.embedding import iframe, with_script
from dashboard.server.sharing import CHOICES, heeds
from dashboard.state import LANGUAGES, MAX_CITIES, ViewState
from dashboard.views import VIEWS, build
from layouts.pages import PAGES, first_html, whole
from layouts.share import WIDTHS
from tests.layouts.tree import having, of_kind, prop, text

ORIGIN = "https://ours.example"
#: Another value of each choice than its default.
OTHERWISE = {"measure": "capita", "base": 2010, "start": 2010, "end": 2015, "target": "umea-2025", "layer": "change"}


@pytest.fixture(autouse=True)
def asked(app):
    with app.server.test_request_context("/", base_url=ORIGIN):
        yield


def page_at(tables, address: str):
    parts = urlsplit(address)
    return parse(parts.path, dict(parse_qsl(parts.query)), tables)


def tree_at(tables, address: str) -> list:
    page = page_at(tables, address)
    return PAGES["share"](page, tables)


def field(tree, name: str):
    return next((one for one in of_kind(tree, "Select", "RadioItems", "Input") if prop(one, "name") == name), None)


def value_of(tree, name: str) -> str:
    (one,) = having(tree, "id", name)
    return prop(one, "value")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_is_offered_just_where_it_changes_something(tables, view, choice):
    state = ViewState(cities=("umea",), measure="index" if choice == "base" else "total")
    changed = state.but(**{choice: OTHERWISE[choice]})
    one, other = (build(view, look, tables) for look in (state, changed))
    differs = (one.summary, one.remarks, one.figure) != (other.summary, other.remarks, other.figure)
    assert heeds(view, choice, state) == (differs or str(one.figure) != str(other.figure))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fields_hold_what_the_address_says(tables, lang):
    query = "view=trajectory&cities=umea&measure=index&base=2010&from=2000&to=2040&target=umea-2025&theme=dark"
    tree = tree_at(tables, f"/{lang}/share?{query}&release={tables.release}")
    given = {"cities": "umea", "view": "trajectory", "measure": "index", "base": "2010", "from": "2000", "to": "2040"}
    given |= {"target": "umea-2025", "theme": "dark", "language": lang, "release": tables.release}
    assert {name: prop(field(tree, name), "value") for name in given} == given


def test_a_field_always_shows_one_of_its_options(tables):
    for view in VIEWS:
        tree = tree_at(tables, f"/sv/share?view={view}&cities=umea&from=1993&to=2033")
        for one in of_kind(tree, "Select", "RadioItems"):
            assert prop(one, "value") in [option["value"] for option in prop(one, "options")]
            # An empty value in a list shows as an empty box.
            assert prop(one, "value") or prop(one, "name") == "release"


@pytest.mark.parametrize("view", VIEWS)
def test_the_codes_are_those_of_the_state(tables, view):
    tree = tree_at(tables, f"/en/share?view={view}&cities=umea&theme=dark&measure=capita")
    heeded = ("capita" if heeds(view, "measure", ViewState()) else "total",)
    state = ViewState(lang="en", cities=("umea",), theme="dark", measure=heeded[0])
    code = iframe(view, state, tables)
    assert value_of(tree, "share-code") == code
    assert value_of(tree, "share-scripted") == with_script(code)
    assert value_of(tree, "share-link").startswith(f"{ORIGIN}/en/city/umea")
    assert "embed%2F" + view in value_of(tree, "share-oembed")
    frames = having(tree, "data-frame")
    assert {prop(one, "data-frame") for one in frames} == {
        iframe(view, state, tables).split('"')[1][len(ORIGIN) :].replace("&amp;", "&")
    }
    assert [prop(one, "style")["width"] for one in frames] == [f"{width}px" for width in WIDTHS]
    heights = [f"{embed_size.height(view, state, tables, width)}px" for width in WIDTHS]
    assert [prop(one, "style")["height"] for one in frames] == heights
    assert len({prop(one, "data-title") for one in frames}) == len(WIDTHS)


def test_every_text_to_copy_has_a_label_and_a_button_that_names_it(tables):
    tree = tree_at(tables, "/sv/share?view=goals&cities=umea")
    labels = {prop(one, "htmlFor"): text(one) for one in of_kind(tree, "Label")}
    buttons = {prop(one, "data-copy"): prop(one, "aria-label") for one in having(tree, "data-copy")}
    fields = [prop(one, "id") for one in of_kind(tree, "Textarea")]
    assert len(fields) == 6
    for name in fields:
        assert buttons[name] == f"Kopiera: {labels[name]}"
    told = [one for one in having(tree, "role", "status") if prop(one, "className") == "ok-told"]
    assert len(told) == len(fields)


def test_the_statement_stands_in_both_languages_and_says_which(tables):
    tree = tree_at(tables, "/en/share?view=goals&cities=umea")
    for lang, word in (("sv", "tabell"), ("en", "table")):
        (box,) = having(tree, "lang", lang)
        assert word in prop(of_kind(box, "Textarea")[0], "value")


def test_no_more_cities_than_a_view_holds(tables):
    slugs = list(tables.slugs)[:MAX_CITIES]
    full = tree_at(tables, f"/sv/share?view=trajectory&cities={','.join(slugs)}")
    assert field(full, "add") is None
    assert [prop(one, "value") for one in having(full, "name", "remove")] == slugs
    assert field(tree_at(tables, "/sv/share?view=trajectory"), "add") is not None


def test_a_view_without_data_says_so(tables):
    tree = tree_at(tables, "/sv/share?view=goals")
    assert t("sv", "share.nothing") in text(tree)
    assert ".png" not in str(having(tree, "download"))
    assert t("sv", "share.nothing") not in text(tree_at(tables, "/sv/share?view=goals&cities=umea"))


def test_files_that_cannot_be_made_are_not_offered(tables, monkeypatch):
    def kinds() -> list[str]:
        tree = tree_at(tables, "/sv/share?view=trajectory&cities=umea")
        return [prop(one, "href").split("?")[0].rsplit(".", 1)[1] for one in having(tree, "download")]

    monkeypatch.setattr("dashboard.pictures.front.available", lambda: True)
    assert kinds() == ["pptx", "xlsx", "csv", "png", "svg"]
    monkeypatch.setattr("dashboard.pictures.front.available", lambda: False)
    assert kinds() == ["pptx", "xlsx", "csv"]


def test_without_scripts_the_form_can_be_sent_and_the_code_be_read(tables):
    html = first_html(page_at(tables, "/sv/share?view=trajectory&cities=umea&measure=capita"), tables, ORIGIN)
    (form,) = re.findall(r'<form id="share-form"[^>]*>', html)
    assert 'method="get"' in form
    assert 'action="/sv/share/choose"' in form
    assert '<select id="share-view" name="view" class="form-select">' in html
    assert '<option value="trajectory" selected="">' in html
    assert 'type="hidden" name="cities" value="umea"' in html
    assert 'name="measure" value="capita" checked=""' in html
    assert 'name="remove" value="umea"' in html
    assert html.count("<noscript><iframe ") == len(WIDTHS)
    state = ViewState(cities=("umea",), measure="capita")
    assert iframe("trajectory", state, tables) in unescape(html.split('<textarea id="share-code"')[1])


def test_what_is_kept_for_one_origin_is_no_others(tables, app):
    page = page_at(tables, "/sv/share?view=trajectory&cities=umea")
    for origin in ("https://one.example", "https://other.example"):
        with app.server.test_request_context("/", base_url=origin):
            assert f"src=&quot;{origin}/sv/embed" in first_html(page, tables, origin)


def test_every_view_on_a_page_has_a_way_to_sharing_just_that(tables):
    tree = whole(page_at(tables, "/sv/city/umea?measure=capita&theme=dark"), tables)
    links = {prop(one, "aria-label"): prop(one, "href") for one in having(tree, "className", "ok-share-link")}
    assert len(links) == len(VIEWS)
    name = t("sv", "share.this_named", view=t("sv", "view.trajectory"))
    assert links[name] == "/sv/share?view=trajectory&cities=umea&measure=capita"
    assert all(label.startswith(t("sv", "share.this")) for label in links)
