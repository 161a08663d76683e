"""The page that sets a screen up asks for what changes the screen, shows that very screen, and says what it needs."""

import re
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.i18n import t
from dashboard.server.addresses import parse, to_page
from dashboard.state import LANGUAGES, MAX_CITIES
from dashboard.views import VIEWS
from layouts.pages import first_html, whole
from layouts.setup import ADVICE, FRAMES, setup
from layouts.setup_form import duration
from tests.layouts.tree import having, kind, of_kind, prop, text

ORIGIN = "https://ours.example"


@pytest.fixture(autouse=True)
def asked(app):
    with app.server.test_request_context("/", base_url=ORIGIN):
        yield


def page_at(tables, query: str, lang: str = "sv"):
    return parse(f"/{lang}/screen/setup", dict(parse_qsl(query)), tables)


def tree_at(tables, query: str, lang: str = "sv") -> list:
    return setup(page_at(tables, query, lang), tables)


def field(tree, name: str):
    return next((one for one in of_kind(tree, "Select", "RadioItems", "Input") if prop(one, "name") == name), None)


def value(tree, name: str):
    one = field(tree, name)
    return None if one is None else prop(one, "value")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fields_hold_what_the_address_says(tables, lang):
    given = {"cities": "umea,lund", "views": "process,sectors", "seconds": "25", "layout": "side", "theme": "dark",
             "measure": "capita", "clock": "on", "qr": "on", "from": "2000"}  # fmt: skip
    tree = tree_at(tables, "&".join(f"{key}={one}" for key, one in given.items()), lang)
    assert {name: value(tree, name) for name in given} == given
    assert value(tree, "language") == lang
    for one in of_kind(tree, "Select", "RadioItems"):
        assert prop(one, "value") in [option["value"] for option in prop(one, "options")]


def test_the_screen_shown_is_the_one_of_the_address_to_copy_and_to_open(tables):
    query = "cities=umea&views=process,goals&seconds=30&theme=dark&qr=on"
    tree = tree_at(tables, query, "en")
    (address,) = having(tree, "id", "setup-address")
    parts = urlsplit(prop(address, "value"))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{ORIGIN}/en/screen"
    assert dict(parse_qsl(parts.query)) == dict(parse_qsl(query))
    frames = having(tree, "data-frame")
    alive, still = (prop(one, "data-frame") for one in frames)
    assert alive == f"{parts.path}?{parts.query}"
    # Nothing moves in the frame that the keyboard passes by.
    assert still == alive.replace("seconds=30", "seconds=3600")
    assert frames == [frames[0], *having(tree, "data-still")]
    assert f"{parts.path}?{parts.query}" in [prop(one, "href") for one in of_kind(tree, "A")]
    assert len({prop(one, "data-title") for one in frames}) == len(FRAMES)
    for (wide, high), shape in zip(FRAMES.values(), (16 / 9, 9 / 16), strict=True):
        assert wide / high == pytest.approx(shape, rel=0.01)


def test_a_choice_that_changes_nothing_is_not_offered(tables):
    one = tree_at(tables, "cities=umea&views=process,goals")
    assert (field(one, "layout"), field(one, "measure")) == (None, None)
    several = tree_at(tables, "cities=umea,lund&views=process,sectors")
    assert field(several, "layout") is not None
    assert field(several, "measure") is not None


def test_views_stand_in_order_and_only_buttons_that_do_something_are_there(tables):
    tree = tree_at(tables, "cities=umea&views=process,goals,arena")
    (order,) = of_kind(tree, "Ol")
    names = [t("sv", f"view.{view}") for view in ("process", "goals", "arena")]
    assert [text(of_kind(one, "Span")[0]) for one in of_kind(order, "Li")] == names
    assert [prop(one, "value") for one in having(order, "name", "earlier")] == ["goals", "arena"]
    assert [prop(one, "value") for one in having(order, "name", "drop")] == ["process", "goals", "arena"]
    for name, button in zip(names[1:], having(order, "name", "earlier"), strict=True):
        assert name in text(button)
    offered = [option["value"] for option in prop(field(tree, "another"), "options")]
    assert offered == [view for view in VIEWS if view not in ("process", "goals", "arena")]
    assert having(tree_at(tables, "cities=umea&views=process"), "name", "drop") == []
    assert field(tree_at(tables, f"cities=umea&views={','.join(VIEWS)}"), "another") is None


def test_no_more_cities_than_a_screen_holds(tables):
    full = tree_at(tables, f"cities={','.join(list(tables.slugs)[:MAX_CITIES])}&views=process")
    assert field(full, "add") is None
    assert field(tree_at(tables, "cities=umea"), "add") is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_view_without_its_city_is_told_of_and_no_screen_is_promised(tables, lang):
    tree = tree_at(tables, "views=goals,process", lang)
    assert t(lang, "setup.wrong.needs_city", views=t(lang, "view.goals")) in text(tree)
    assert having(tree, "data-frame") == []
    assert having(tree, "id", "setup-address") == []
    assert value(tree, "views") == "goals,process"


def test_what_is_wrong_in_the_address_is_told_beside_its_field(tables):
    tree = tree_at(tables, "cities=lund,umeo&views=process,nothing&add=Atlantis")
    (cities, views) = (one for one in of_kind(tree, "Fieldset") if of_kind(one, "Input"))
    assert "”umeo”" in text(cities)
    assert "”Atlantis”" in text(cities)
    assert value(tree, "add") == "Atlantis"
    assert "”nothing”" in text(views)
    assert (value(tree, "cities"), value(tree, "views")) == ("lund", "process")
    assert len(having(tree, "data-frame")) == len(FRAMES)


def test_views_that_have_nothing_of_a_city_are_named(tables):
    said = text(tree_at(tables, "cities=umea,arjang,habo&views=trajectory,goals"))
    assert t("sv", "setup.gaps", views="Alla mål (Årjäng, Habo)") in said
    assert "saknas för" not in text(tree_at(tables, "cities=umea&views=trajectory,goals"))


@pytest.mark.parametrize(
    ("origin", "qr", "told"),
    [("http://127.0.0.1:8050", "on", ["only_here", "no_phone"]), ("http://localhost:8050", "", ["only_here"]),
     ("http://kartan.example", "on", ["no_https"]), ("https://kartan.example", "on", [])],
)  # fmt: skip
def test_what_the_servers_own_address_makes_impossible_is_said(app, tables, origin, qr, told):
    with app.server.test_request_context("/", base_url=origin):
        said = text(tree_at(tables, f"cities=umea&qr={qr}"))
    host = urlsplit(origin).netloc
    warnings = {name: t("sv", f"setup.{name}", host=host) for name in ("only_here", "no_phone", "no_https")}
    assert [name for name, words in warnings.items() if words in said] == told


@pytest.mark.parametrize(
    ("query", "words"),
    [("cities=umea,lund&views=process,goals&seconds=45", "fyra bilder, 45 sekunder var, och tar 3 minuter"),
     ("cities=umea,lund&views=process,goals&layout=side", "två bilder, 20 sekunder var, och tar 40 sekunder"),
     ("cities=umea&views=process", "samma bild hela tiden")],
)  # fmt: skip
def test_the_page_says_how_long_a_round_takes(tables, query, words):
    (told,) = having(tree_at(tables, query), "id", "finding-setup")
    assert words in text(told)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (20, "20 seconds"), (90, "1 minute and 30 seconds"), (7200, "2 hours"),
     (3661, "1 hour, 1 minute and 1 second")],
)  # fmt: skip
def test_a_time_is_written_in_words(seconds, words):
    assert duration("en", seconds) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_hangs_the_screen_up_is_told_what_it_needs(tables, lang):
    tree = tree_at(tables, "cities=umea", lang)
    levels = [int(kind(one)[1]) for one in of_kind(tree, "H1", "H2", "H3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(of_kind(tree, "H3")) == len(ADVICE)
    said = text(tree)
    for fact in ("https", "localhost", "24", "400"):
        assert fact in said
    for label in of_kind(tree, "Label"):
        assert having(tree, "id", prop(label, "htmlFor"))


def test_without_scripts_the_form_can_be_sent_and_the_address_be_read(tables):
    html = first_html(page_at(tables, "cities=umea&views=process,goals&clock=on"), tables, ORIGIN)
    (form,) = re.findall(r'<form id="setup-form"[^>]*>', html)
    assert 'method="get"' in form
    assert 'action="/sv/screen/choose"' in form
    for part in ('name="earlier" value="goals"', 'name="drop" value="process"', 'name="also" value="yes"',
                 'type="hidden" name="views" value="process,goals"', 'name="clock" value="on" checked=""',
                 '<select id="setup-another" name="another"'):  # fmt: skip
        assert part in html
    assert html.count("<noscript><iframe ") == len(FRAMES)
    assert f"{ORIGIN}/sv/screen?cities=umea&views=process,goals&clock=on" in unescape(html)


@pytest.mark.parametrize("route", ["/city/umea", "/share?view=goals&cities=umea", "/screen/setup?cities=umea", ""])
def test_every_page_has_a_way_here_with_its_city(tables, route):
    parts = urlsplit(f"/sv{route}")
    page = parse(parts.path, dict(parse_qsl(parts.query)), tables)
    (footer,) = of_kind(whole(page, tables), "Footer")
    (link,) = (one for one in of_kind(footer, "Link") if text(one) == t("sv", "title.setup"))
    assert prop(link, "href") == ("/sv/screen/setup?cities=umea" if route else "/sv/screen/setup")


def test_the_other_language_sets_the_same_screen_up(tables):
    page = page_at(tables, "cities=umea&views=goals&seconds=30&layout=single&theme=dark&clock=on")
    there = urlsplit(to_page(page, lang="en"))
    assert there.path == "/en/screen/setup"
    assert page_at(tables, there.query).program.views == ("goals",)
    assert "seconds=30" in there.query
