"""The map on a screen: within its room, crowded parts chosen, and in words whatever it leaves out."""

import re
from itertools import combinations

import pytest

from dashboard.state import LAYERS, ViewState
from dashboard.tables import store
from dashboard.views import SCREEN_ROOM, build
from dashboard.views.city_map.panels import CROWDED, MARGIN
from dashboard.views.city_map.rows import value_words
from dashboard.views.city_map.scene import scene
from dashboard.views.city_map.screen import screen_page
from dashboard.views.city_map.view import VIEW
from tests.unit.pictures import drawn, notes

SIZES = sorted(SCREEN_ROOM)
NAMED = 36


def at(*cities: str, size: str = "landscape", layer: str = "roles", lang: str = "sv") -> ViewState:
    return ViewState(lang=lang, cities=cities, mode="screen", size=size, layer=layer, theme="light")


def screen(*cities: str, **fields):
    return build("city-map", at(*cities, **fields))


def legend(shown) -> list[str]:
    return [re.sub("<[^>]*>", " ", trace["name"]).strip() for trace in drawn(shown)["data"] if trace.get("showlegend")]


def names(shown) -> set[str]:
    texts = [trace["text"] for trace in drawn(shown)["data"] if trace.get("mode") == "markers+text"]
    return {name.removeprefix("<b>").removesuffix("</b>") for text in texts for name in text}


def page_of(tables, state: ViewState, lines: int = 10):
    return screen_page(scene(VIEW.select(tables, state), state), [1] * lines)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_keeps_to_the_room(layer, size):
    layout = drawn(screen(layer=layer, size=size))["layout"]
    assert layout["height"] == SCREEN_ROOM[size][1]
    assert layout["legend"]["font"]["size"] >= 12


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("city", [None, "umea", "stockholm", "goteborg"])
def test_panels_lie_apart_within_the_picture_and_have_one_scale_each_way(tables, city, size):
    width, height = (side - 2 * MARGIN for side in SCREEN_ROOM[size])
    laid = page_of(tables, at(*([city] if city else []), size=size))
    for panel in laid.panels:
        assert 0 <= panel.x[0] < panel.x[1] <= 1 + 1e-9
        assert 0 <= panel.y[0] < panel.y[1] <= 1 + 1e-9
        west, south, east, north = panel.box
        assert (panel.x[1] - panel.x[0]) * width == pytest.approx((east - west) * panel.scale, rel=0.01)
        assert (panel.y[1] - panel.y[0]) * height == pytest.approx((north - south) * panel.scale, rel=0.01)
    for one, other in combinations(laid.panels, 2):
        assert one.x[1] < other.x[0] or other.x[1] < one.x[0]


def test_the_parts_enlarged_are_those_with_the_city_or_with_most_of_who_is_lit(tables):
    def parts(*cities: str, **fields) -> list[str]:
        return [panel.name for panel in page_of(tables, at(*cities, **fields)).insets]

    assert parts() == ["malaren", "skane"]
    assert parts(size="portrait") == ["skane"]
    assert "goteborg" in parts("goteborg")
    assert parts("stockholm", size="portrait") == ["malaren"]
    # In the far north nothing is crowded.
    assert parts(layer="n6") == []
    assert set(parts()) < set(CROWDED)


def test_a_long_legend_gives_way_to_no_tiny_part(tables):
    assert page_of(tables, at(size="portrait"), lines=18).insets == ()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_names_left_out_are_counted_in_words(size, lang):
    shown = screen(size=size, lang=lang)
    said = next(entry for entry in legend(shown) if "utan namn" in entry or "without names" in entry)
    left_out = int(re.search(r"(\d+) (?:märken|marks)", said).group(1))
    assert left_out == NAMED - len(names(shown))
    assert 0 < left_out < NAMED / 2 + 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("city", ["umea", "malmo", "stockholm", "lund", "goteborg", "boras", "vaxjo", "habo", "hoor"])
def test_the_city_chosen_is_named(tables, city, size):
    name = tables.municipality(tables.slugs[city]).name
    assert name in names(screen(city, size=size))
    assert name in names(screen(city, size=size, layer="change"))


def test_a_twin_abroad_is_told_in_words_and_not_drawn():
    shown = screen(size="landscape")
    assert not [note for note in drawn(shown)["layout"]["annotations"] if note.get("showarrow")]
    assert "Leuven" not in " ".join(notes(shown))
    assert "Lund – Leuven, Belgien" in " ".join(" ".join(legend(shown)).split())
    assert "Leuven" in " ".join(legend(screen("lund", size="portrait")))


def test_a_standing_screen_says_which_pairs_it_does_not_draw():
    assert "Tvillingpar ritas inte" in " ".join(legend(screen(size="portrait")))
    assert "Övriga par ritas inte" in " ".join(legend(screen("umea", size="portrait")))
    assert "ritas inte" not in " ".join(legend(screen(size="landscape")))


@pytest.mark.parametrize("size", SIZES)
def test_the_legend_keeps_to_short_lines(size):
    for lang in ("sv", "en"):
        for layer in ("roles", "change", "pilot"):
            for trace in drawn(screen(layer=layer, size=size, lang=lang))["data"]:
                if trace.get("showlegend"):
                    lines = re.sub("<span[^>]*>|</span>", "", trace["name"]).split("<br>")
                    assert max(map(len, lines)) <= (33 if size == "landscape" else 25)


def test_without_a_city_the_figures_are_those_of_the_finding():
    shown = screen(lang="en")
    total, named = shown.key
    assert (total.value, named.value) == ("48", "36 of 48")
    assert "12" in named.context
    assert shown.summary.startswith("48 ")


@pytest.mark.parametrize(
    ("city", "value", "context"),
    [
        ("umea", "2020", "our reading"),
        ("kalmar", "2021", "sources disagree on the year"),
        ("hoor", "Twin", "no year stated"),
        ("gotland", "New", "role not stated"),
        ("habo", "Unknown", "do not name all"),
    ],
)
def test_a_citys_part_is_told_with_how_sure_it_is(city, value, context):
    first = screen(city, lang="en").key[0]
    assert first.value == value
    assert context in first.context


def test_twins_are_counted_and_named():
    twins = screen("malmo", lang="en").key[1]
    assert twins.value == "2"
    assert all(name in twins.context for name in ("Höör", "Landskrona", "our reading"))
    assert "NetZeroCities" in screen("umea", lang="en").key[1].context
    assert len(screen("stockholm", lang="en").key) == 1


def test_several_cities_have_a_figure_each_in_the_order_asked_for():
    asked = screen("vaxjo", "malmo", "lund", "boras").key
    assert [figure.label for figure in asked] == ["Växjö", "Malmö", "Lund", "Borås"]


def test_a_measures_figures_are_those_of_the_frame():
    shown = screen("umea", layer="per_person", lang="en")
    frame = shown.frame
    own, median, theirs = shown.key
    assert own.value == value_words("en", "per_person", float(frame.loc[frame["slug"] == "umea", "value"].iloc[0]))
    assert median.value == value_words("en", "per_person", float(frame["value"].median()))
    assert median.value.split()[0] in shown.summary
    assert theirs.value != own.value
    assert "36" in theirs.label


def test_a_role_lit_up_is_counted():
    (lit,) = screen(layer="since_2020").key
    assert lit.value == "9"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_labels_and_contexts_are_short(lang):
    tables = store.current()
    for cities in ((), ("kalmar",), ("gotland", "malmo")):
        for layer in ("roles", "change", "pilot"):
            state = at(*cities, layer=layer, lang=lang)
            for figure in VIEW.key(VIEW.select(tables, state), state):
                assert len(figure.label) <= 40
                assert len(figure.context) <= 60
