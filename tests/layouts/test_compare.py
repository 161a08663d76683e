"""The page that compares: everything asked for stands on it, in each city's own colour, and faults hinder nothing."""

import re
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.i18n import t
from dashboard.server.addresses import parse
from dashboard.state import LANGUAGES
from dashboard.views import VIEWS
from layouts.compare import compare, table_html
from layouts.pages import first_html, whole
from layouts.pressing import pressed, unpressed
from tests.layouts.tree import having, kind, of_kind, prop, text

#: Light municipalities, and few views, where any will do.
TWO = "cities=ale,habo&views=goals,modal-share"


@pytest.fixture(autouse=True)
def asked(app):
    with app.server.test_request_context("/", base_url="https://ours.example"):
        yield


def page_at(tables, query: str, lang: str = "sv"):
    return parse(f"/{lang}/compare", dict(parse_qsl(query)), tables)


def tree_at(tables, query: str, lang: str = "sv") -> list:
    return compare(page_at(tables, query, lang), tables)


def values(tree) -> dict[str, object]:
    fields = of_kind(tree, "Select", "RadioItems", "Input", "Checklist")
    return {str(prop(one, "name")): prop(one, "value") for one in fields}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fields_hold_what_the_address_says(tables, lang):
    query = (
        "cities=ale,habo&views=modal-share,goals&refs=nation&measure=index&base=2005&align=lap&layout=panels&pace=5"
        "&by=2035&like.mix=3"
    )
    (form,) = having(tree_at(tables, query, lang), "id", "compare-form")
    held = values(form)
    assert held.pop("add") == ""
    assert held == {
        "cities": "ale,habo", "views": ["goals", "modal-share"], "refs": ["nation"], "measure": "index",
        "base": "2005", "align": "lap", "layout": "panels", "pace": "5", "by": "2035", "like.mix": "3",
        "order": "modal-share,goals",
    }  # fmt: skip


def test_a_base_year_is_asked_for_only_where_there_is_an_index(tables):
    (form,) = having(tree_at(tables, f"{TWO}&base=2005"), "id", "compare-form")
    (base,) = having(form, "name", "base")
    assert (kind(base), prop(base, "type"), prop(base, "value")) == ("Input", "hidden", "2005")


def test_a_city_keeps_its_colour_when_another_has_gone(tables):
    (list_of,) = having(tree_at(tables, "cities=ale,,habo&views=goals"), "id", "compare-cities")
    swatches = [prop(one, "className") for one in of_kind(list_of, "Span") if "ok-swatch" in prop(one, "className", "")]
    assert swatches == ["ok-swatch ok-city-0", "ok-swatch ok-city-2"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_fields_and_ids_are_in_order(tables, lang):
    tree = whole(page_at(tables, TWO, lang), tables)
    levels = [int(kind(one)[1]) for one in of_kind(tree, "H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for label in of_kind(tree, "Label"):
        assert having(tree, "id", prop(label, "htmlFor"))
    ids = [str(prop(one, "id")) for one in having(tree, "id")]
    assert sorted(set(ids)) == sorted(ids)


def test_the_contents_lead_to_every_part(tables):
    tree = tree_at(tables, TWO)
    (nav,) = of_kind(tree, "Nav")
    there = [str(prop(one, "href")).removeprefix("#") for one in of_kind(nav, "A")]
    assert there == ["differences", "view-goals", "view-modal-share", "peers"]
    assert all(having(tree, "id", one) for one in there)


def test_the_scenario_is_asked_for_right_above_what_it_changes(tables):
    tree = tree_at(tables, "cities=ale,habo&views=goals,trajectory")
    (nav,) = of_kind(tree, "Nav")
    assert [prop(one, "href") for one in of_kind(nav, "A")][2:4] == ["#what-if", "#view-trajectory"]
    ids = [prop(one, "id") for one in having(tree, "id")]
    assert ids.index("view-goals") < ids.index("what-if") < ids.index("view-trajectory")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("cities=ale", "Ale: utsläppen visas i ton. Vyer: Alla mål."),
        ("cities=ale,habo", "Ale och Habo: utsläppen visas i ton, efter kalenderår, i samma diagram. Vyer: Alla mål."),
        ("cities=ale&measure=capita&refs=county,nation",
         "Ale: utsläppen visas per invånare. Till jämförelse: länet och Sveriges kommuner. Vyer: Alla mål."),
        ("cities=ale&refs=group",
         "Ale: utsläppen visas i ton. Kommungruppen visas bara per person eller som index, efter kalenderår. "
         "Vyer: Alla mål."),
    ],
)  # fmt: skip
def test_all_that_is_chosen_is_told_in_words(tables, query, told):
    (finding,) = having(tree_at(tables, f"{query}&views=goals"), "id", "finding-compare")
    assert text(finding) == told


def test_without_a_choice_of_views_all_of_them_stand_there(tables):
    tree = tree_at(tables, "cities=ale,habo")
    assert [prop(one, "data-view") for one in having(tree, "data-view")] == list(VIEWS)
    # Where nobody has anything, the reason stands in the picture's place, of them by name.
    for view in ("goals", "process"):
        (one,) = having(tree, "data-view", view)
        assert prop(one, "data-status") == "no-data"
        assert "Ale och Habo" in text(one)
        assert t("sv", f"{view}.how_to_add") in text(one)


def test_a_city_that_a_view_has_nothing_of_is_named_above_its_picture(tables):
    tree = tree_at(tables, "cities=umea,habo&views=goals")
    (goals,) = having(tree, "data-view", "goals")
    assert t("sv", "compare.lacking.goals", names="Habo") in text(goals)
    assert not having(tree_at(tables, "cities=umea,lund&views=goals"), "className", "ok-share-note")


def test_whoever_has_no_lap_is_not_said_to_lack_figures(tables):
    (shown,) = having(tree_at(tables, "cities=umea,habo&views=trajectory&align=lap"), "data-view", "trajectory")
    (note,) = having(shown, "className", "ok-share-note")
    assert text(note) == t("sv", "compare.lacking_lap", names="Habo")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cities=ale,umeo,habo", ["umeo", "Kanske menas", "De andra kommunerna visas"]),
        ("cities=umeo", ["umeo", "Kanske menas"]),
        ("cities=ale,ale,habo", ["Ale står två gånger"]),
        ("cities=ale,habo,lund,umea,malmo,boras,kalmar", ["sex kommuner", "Kalmar visas inte"]),
        ("cities=ale,habo&measure=index&base=1850", ["1850", "1990 används"]),
        ("cities=ale,habo&refs=foo", ["foo", "nation"]),
        ("cities=ale,habo&align=foo", ["foo", "Kalenderår"]),
        ("cities=ale,habo&layout=foo", ["foo", "samma diagram"]),
        ("cities=ale,habo&measure=foo", ["foo", "i ton"]),
        ("cities=ale,habo&views=foo,goals", ["foo"]),
        ("cities=ale,habo&add=Atlantis", ["Atlantis"]),
    ],
)
def test_a_fault_is_told_in_words_and_the_page_is_still_of_use(tables, query, words):
    tree = tree_at(tables, query if "views" in query else f"{query}&views=goals")
    (told,) = [one for one in having(tree, "role", "alert") if prop(one, "className") == "ok-alert"]
    assert all(word in text(told) for word in words)
    assert having(tree, "id", "compare-add") or "kalmar" in query
    assert having(tree, "data-view") or query == "cities=umeo"


def test_one_who_may_have_been_meant_is_added_by_a_link(tables):
    tree = tree_at(tables, "cities=ale,umeo&views=goals")
    (told,) = [one for one in having(tree, "role", "alert") if prop(one, "className") == "ok-alert"]
    links = {text(one): prop(one, "href") for one in of_kind(told, "A")}
    assert links["Umeå"] == "/sv/compare?cities=ale,umea&views=goals"


def test_one_city_is_shown_with_whom_it_may_be_compared(tables):
    tree = tree_at(tables, "cities=ale&views=goals")
    assert t("sv", "compare.one_more", name="Ale") in text(tree)
    places = [str(prop(one, "id")) for one in having(tree, "id")]
    assert places.index("peers") < places.index("view-goals")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_told_how_to_begin(tables, lang):
    tree = tree_at(tables, "", lang)
    assert t(lang, "compare.begin_with") in text(tree)
    (suggested,) = [one for one in of_kind(tree, "Ul") if "ok-suggested" in str(prop(one, "className"))]
    hrefs = [urlsplit(prop(one, "href")) for one in of_kind(suggested, "A")]
    assert len(hrefs) == tables.memberships.query("role == 'pioneer'")["code"].nunique()
    assert all(parse(one.path, dict(parse_qsl(one.query)), tables).state.city for one in hrefs)
    assert not having(tree, "data-view")


def test_without_scripts_the_form_can_be_sent_and_every_table_be_read(tables):
    html = first_html(page_at(tables, f"{TWO}&refs=county"), tables, "https://ours.example")
    (form,) = re.findall(r'<form id="compare-form"[^>]*>', html)
    assert 'action="/sv/compare/choose"' in form
    boxes = re.findall(r'<input type="checkbox"[^>]*name="refs"[^>]*>', html)
    assert [("checked" in box, re.findall('value="([a-z]*)"', box)[0]) for box in boxes] == [
        (True, "county"), (False, "group"), (False, "nation"),
    ]  # fmt: skip
    assert "data-later" not in html
    assert html.count("<table") >= 2


def test_a_table_that_waits_is_the_one_that_comes(tables):
    page = page_at(tables, "cities=ale,habo&views=trajectory")
    live = pressed(compare(page, tables))
    (box,) = having(live, "data-later")
    address = urlsplit(prop(box, "data-later"))
    name = dict(parse_qsl(address.query))["table"]
    written = table_html("trajectory", page.state, tables, name)
    assert written is not None
    # Links of what stands there until Dash has started are plain.
    assert written.replace(' data-nav=""', "") in first_html(page, tables, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_that_waits_can_say_so_in_words(tables, lang):
    # In a piece that is pressed, too.
    live = compare(page_at(tables, "cities=umea,habo&views=scopes", lang), tables)
    (piece,) = having(pressed(having(live, "data-view")), "className", "ok-sections")
    assert t(lang, "later.failed") in unpressed(piece)
    assert t(lang, "later.again") in unpressed(piece)
    live = compare(page_at(tables, "cities=ale,habo&views=trajectory", lang), tables)
    (status,) = having(live, "data-failed")
    assert prop(status, "role") == "status"
    said = [prop(status, f"data-{one}") for one in ("loading", "arrived", "failed")]
    assert said == [t(lang, "later.loading"), t(lang, "later.arrived"), t(lang, "later.failed")]
    assert [prop(one, "data-again") for one in having(live, "data-again")] == [t(lang, "later.again")]
