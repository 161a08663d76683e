"""The callbacks are plain functions: from what a browser reports to a page, whatever it reports."""

from typing import Any

import orjson
import pytest
from dash import no_update
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly

from callbacks.navigation import page_of, send_page, show_page
from callbacks.views import show_views
from dashboard.server.addresses import parse
from dashboard.state import LANGUAGES, MEASURES
from dashboard.views import VIEWS
from tests.callbacks import bodies
from tests.layouts.tree import having, of_kind, prop, text

paths = st.sampled_from(("/en/city/umea", "/sv/city/arjang", "/sv/about/data", "/x", "")) | bodies.texts
visits = bodies.json | st.fixed_dictionaries(
    {},
    optional={
        "path": paths | bodies.json,
        "query": st.sampled_from(("?measure=capita", "?from=--5", "?target=%ff&to=+-3", "?measure")) | bodies.json,
        "theme": st.sampled_from(("dark", "light")) | bodies.json,
        "size": st.sampled_from(("narrow", "wide")) | bodies.json,
        "measure": st.sampled_from(MEASURES) | bodies.json,
        "from": st.sampled_from((2000, "--1", 10**6)) | bodies.texts,
        "to": st.sampled_from((1995, True, -1)) | bodies.texts,
    },
)


@settings(max_examples=120)
@given(visits)
def test_whatever_a_browser_reports_a_page_is_shown(visit):
    children, controls, document = show_page(visit)
    assert len(of_kind(children, "H1")) == 1
    assert set(document) == {"title", "lang"}
    assert document["lang"] in LANGUAGES
    assert controls["by"] == "page"


@settings(max_examples=80)
@given(visits)
def test_whatever_the_controls_say_views_are_shown_or_left_alone(controls):
    views, figures = show_views(controls)
    assert (views is no_update) == (figures is no_update)
    if views is not no_update:
        assert {prop(one, "data-view") for one in views if prop(one, "data-view")} <= set(VIEWS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_is_shown_with_its_title_language_and_state(lang):
    visit = {"path": f"/{lang}/city/umea", "query": "?measure=capita&from=2000", "theme": "dark", "size": "narrow"}
    children, controls, document = show_page(visit)
    assert text(of_kind(children, "H1")) == "Umeå"
    assert document["lang"] == lang
    assert document["title"].startswith("Umeå")
    assert (controls["measure"], controls["from"], controls["to"]) == ("capita", 2000, 2050)
    assert (controls["theme"], controls["size"]) == ("dark", "narrow")


def test_the_browser_and_the_server_read_an_address_alike(tables):
    for path, query in (
        ("/sv/city/umea", "measure=index&to=2030"),
        ("/en", ""),
        ("/sv/city/umeo", ""),
        ("/en/about/data", ""),
    ):
        known = parse(path, dict(pair.split("=") for pair in query.split("&") if pair), tables)
        assert page_of({"path": path, "query": f"?{query}"}) == known


@pytest.mark.parametrize("measure", MEASURES)
def test_another_measure_gives_other_views_of_the_same_place(measure):
    views, figures = show_views({"path": "/en/city/umea", "measure": measure, "by": "reader"})
    form, *views = views
    assert prop(form, "id") == "what-if"
    assert [prop(one, "data-view") for one in views] == ["trajectory", "sectors", "goals"]
    heading = {"total": "Tonnes of", "capita": "Tonnes per person", "index": "Index (1990 = 100)"}[measure]
    assert heading in text(views[0])
    assert "365,000" in text(figures)


def test_the_theme_and_size_of_the_browser_reach_the_picture():
    def graph(**told: Any) -> Any:
        views, _ = show_views({"path": "/en/city/umea", **told})
        # A figure travels as JSON that has been written already.
        return orjson.loads(orjson.dumps(prop(of_kind(views, "Graph")[0], "figure")))["layout"]

    light, dark, narrow = graph(), graph(theme="dark"), graph(size="narrow")
    assert light["template"]["layout"]["font"]["color"] != dark["template"]["layout"]["font"]["color"]
    assert light["margin"] != narrow["margin"]


@pytest.mark.parametrize("path", ["/sv/about/data", "/sv/about/method", "/sv/nowhere", None])
def test_a_page_without_views_is_left_as_it_is(path):
    assert show_views({"path": path, "measure": "capita"}) == (no_update, no_update)


def test_every_view_stands_on_a_citys_page_once():
    children, *_ = show_page({"path": "/en/city/umea", "query": ""})
    shown = [prop(one, "data-view") for one in having(children, "data-view")]
    assert sorted(shown) == sorted(VIEWS)
    assert shown[0] == "process"


def test_a_layer_in_the_address_is_what_the_map_shows():
    children, controls, _ = show_page({"path": "/en", "query": "?layer=chargeable"})
    assert controls["layer"] == "chargeable"
    (map_of_cities,) = (one for one in having(children, "data-view") if prop(one, "data-view") == "city-map")
    assert "chargeable" in text(map_of_cities).lower()


def test_without_a_city_the_views_are_of_all_municipalities():
    views, _ = show_views({"path": "/sv", "by": "reader"})
    assert [prop(one, "data-view") for one in views] == ["trajectory", "sectors"]
    assert {prop(one, "data-cities") for one in having(views, "data-view")} == {""}


@pytest.mark.parametrize("path", ["/sv/city/ale", "/en?layer=chargeable", "/sv/about/method"])
def test_a_page_that_is_sent_again_is_the_one_that_is_shown(path):
    where, _, query = path.partition("?")
    visit = {"path": where, "query": query, "theme": "light", "size": "wide"}
    shown, first, again = (to_json_plotly(one) for one in (show_page(visit), send_page(visit), send_page(visit)))
    assert shown == first == again
    assert '"type":"Main"' in first
