"""The share page through the router, and the form's answer: what somebody chose becomes one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.navigation import page_of, show_page
from dashboard.server.sharing import nearest
from dashboard.state import LANGUAGES
from dashboard.views import VIEWS
from tests.layouts.tree import having, of_kind, prop, text

JSON = {"Accept": "application/json"}


def chosen(client, query: str, lang: str = "sv") -> str:
    """The address that the form's answer leads to."""
    answer = client.get(f"/{lang}/share/choose?{query}")
    assert answer.status_code == 303
    assert client.get(f"/{lang}/share/choose?{query}", headers=JSON).json["address"] == answer.headers["Location"]
    return answer.headers["Location"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("view=trajectory&cities=umea&measure=total&from=1990&to=2050&target=nearest&theme=auto&release=",
         "?view=trajectory&cities=umea"),
        ("to=2040&cities=umea&measure=capita&from=2000&view=trajectory",
         "?view=trajectory&cities=umea&measure=capita&from=2000&to=2040"),
        ("view=trajectory&cities=umea&target=umea-2025", "?view=trajectory&cities=umea&target=umea-2025"),
        # What the view does not heed is left behind, and a goal belongs to its city.
        ("view=goals&cities=umea&measure=capita&from=2000&layer=change", "?view=goals&cities=umea"),
        ("view=trajectory&cities=umea&target=umea-2025&add=Lund", "?view=trajectory&cities=umea,lund"),
        ("view=trajectory&cities=umea,lund&remove=umea", "?view=trajectory&cities=lund"),
        ("view=trajectory&cities=umea&remove=umea&add=half+writt", "?view=trajectory"),
        ("view=trajectory&cities=umea&add=Ume%C3%A5", "?view=trajectory&cities=umea"),
        ("view=city-map&layer=change&theme=dark", "?view=city-map&layer=change&theme=dark"),
        ("view=sectors&measure=index&base=2010", "?view=sectors&measure=index&base=2010"),
        ("view=sectors&measure=total&base=2010", "?view=sectors"),
    ],
)  # fmt: skip
def test_a_filled_in_form_becomes_one_address(client, query, address):
    assert chosen(client, query) == f"/sv/share{address}"


def test_the_language_is_the_embeds_and_the_pages(client):
    assert chosen(client, "view=goals&cities=umea&language=en") == "/en/share?view=goals&cities=umea"
    assert chosen(client, "view=goals&cities=umea&language=xx", "en") == "/en/share?view=goals&cities=umea"


def test_a_name_that_is_no_municipality_is_told_and_changes_nothing(client):
    query = "view=goals&cities=umea&add=Atlantis"
    told = client.get(f"/sv/share/choose?{query}", headers=JSON)
    assert told.json == {"address": "/sv/share?view=goals&cities=umea", "unknown": "Atlantis"}
    assert client.get(f"/sv/share/choose?{query}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("Umeå", "umea"), ("umea", "umea"), (" LUND ", "lund"), ("skelleft", "skelleftea"), ("Habo", "habo"),
     ("Håbo", "habo-kommun"), ("", None), ("Atlantis", None), ("\u0301", None)],
)  # fmt: skip
def test_a_name_is_found_as_people_write_it(tables, typed, slug):
    found = nearest(typed, tables)
    if typed == "Håbo":
        assert tables.municipality(tables.slugs[found]).name == "Håbo"
    else:
        assert found == slug


@pytest.mark.parametrize(
    ("path", "status"),
    [("/sv/share/choose", 404), ("/sv/share/choose?view=nothing", 404), ("/de/share/choose?view=goals", 404),
     ("/sv/share/choose?view=goals&cities=atlantis", 404), ("/sv/share/choose?view=goals&release=nope", 404)],
)  # fmt: skip
def test_a_form_that_nobody_could_have_filled_in_is_refused_in_words(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert len(answer.text.split()) > 3


FIELDS = ("cities", "add", "remove", "from", "to", "target", "theme", "release")


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)), st.sampled_from(sorted(VIEWS)))
def test_whatever_is_filled_in_the_answer_leads_to_a_page_or_says_why_not(client, form, view):
    form = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    answer = client.get("/sv/share/choose", query_string={**form, "view": view})
    assert answer.status_code in (303, 404)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith(f"/sv/share?view={view}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_router_gives_the_page_of_the_address(app, lang):
    query = "?view=goals&cities=umea&theme=dark"
    visit = {"path": f"/{lang}/share", "query": query, "theme": "light", "size": "narrow"}
    with app.server.test_request_context("/", base_url="https://ours.example"):
        children, _, document = show_page(visit)
    assert document["lang"] == lang
    assert len(of_kind(children, "H1")) == 1
    (code,) = having(children, "id", "share-code")
    # The browser's theme is the page's; the address tells that of the embed.
    assert f"/{lang}/embed/goals/umea?theme=dark" in prop(code, "value")
    assert "Umeå" in text(having(children, "id", "finding-share"))


def test_elsewhere_the_browsers_theme_is_the_views():
    assert page_of({"path": "/sv/city/umea", "query": "?theme=dark", "theme": "light"}).state.theme == "light"
    assert page_of({"path": "/sv/share", "query": "?theme=dark", "theme": "light"}).state.theme == "dark"
