"""The map of the cities: who is marked and how, whose twin is whose, and that names and finding keep to the tables."""

import gzip
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from plotly.io.json import to_json_plotly

from dashboard.i18n import t
from dashboard.model.membership import KINDS
from dashboard.state import LANGUAGES, LAYERS, ViewState
from dashboard.tables.loading import Tables
from dashboard.theme import TOKENS
from dashboard.views.base import each
from dashboard.views.city_map.ground import ground
from dashboard.views.city_map.measure import class_of, limits
from dashboard.views.city_map.names import Spot, box_of, placed
from dashboard.views.city_map.panels import CROWDED
from dashboard.views.city_map.style import RAMPS, SIGNS
from dashboard.views.city_map.view import VIEW, layer_of
from tests.dataset import table
from tests.unit.colours import contrast

#: Bytes of a figure on its way, gzipped.
MOST_BYTES = 60_000


def at(layer: str = "roles", **fields: Any) -> ViewState:
    """A state that looks at a layer."""
    return ViewState(layer=layer, **fields)


def shown(tables: Tables, state: ViewState) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(to_json_plotly(VIEW.figure(VIEW.select(tables, state), state)))
    return made


def spots(figure: dict[str, Any]) -> list[list[str]]:
    return [each for trace in figure["data"] if trace.get("meta") == "spots" for each in trace["customdata"]]


def legend(figure: dict[str, Any]) -> list[str]:
    return [trace["name"] for trace in figure["data"] if trace.get("showlegend")]


def names(figure: dict[str, Any]) -> list[str]:
    return [name for trace in figure["data"] if trace.get("mode") == "markers+text" for name in trace["text"]]


@pytest.fixture(scope="module")
def invented(tiny: Tables) -> Tables:
    """Three neighbours of no real country."""
    rows = [
        {"code": "9901", "wkt": "POLYGON ((0 0, 60000 0, 60000 50000, 0 40000, 0 0))"},
        {"code": "9902", "wkt": "POLYGON ((60000 0, 100000 -10000, 110000 40000, 60000 50000, 60000 0))"},
        {"code": "9801", "wkt": "POLYGON ((0 0, 60000 0, 100000 -10000, 40000 -40000, 0 0))"},
    ]
    return replace(tiny, boundaries=table("boundaries", rows))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_finding_counts_the_tables(tables, lang):
    said = VIEW.summary(VIEW.select(tables, at(lang=lang)), at(lang=lang))
    assert said.startswith("48 ")
    assert " 36 " in said
    indicators = tables.indicators.copy()
    newest = (indicators["indicator"] == "contract_municipalities") & (indicators["year"] == 2025)
    indicators.loc[newest, "value"] = 50
    other = replace(tables, indicators=indicators)
    assert VIEW.summary(VIEW.select(other, at(lang=lang)), at(lang=lang)).startswith("50 ")


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_every_layer_is_light_enough_to_travel(tables, layer, size):
    figure = shown(tables, at(layer, size=size))
    assert len(gzip.compress(json.dumps(figure).encode())) <= MOST_BYTES
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert figure["layout"]["legend"]["title"]["text"]


def test_every_named_city_can_be_pointed_at_once(tables):
    for size in ("wide", "narrow"):
        told = spots(shown(tables, at(size=size)))
        slugs = [each[0] for each in told]
        assert len(slugs) == len(set(slugs)) == 36
        assert all(each[0] in tables.slugs and each[2] and "<" not in each[2] for each in told)


def test_with_a_measure_every_municipality_can_be_pointed_at_once(tables):
    slugs = [each[0] for each in spots(shown(tables, at("per_person")))]
    assert sorted(slugs) == sorted(tables.slugs)


def test_each_standing_has_its_own_sign_and_a_colour_that_stands_out(tables):
    assert set(KINDS) <= set(SIGNS)
    assert len({symbol for symbol, _ in SIGNS.values()}) == len(SIGNS)
    for theme in ("light", "dark"):
        for _, token in SIGNS.values():
            assert contrast(TOKENS[theme][token], TOKENS[theme]["paper"]) >= 3
        for ramps in RAMPS.values():
            shades = ramps[theme == "dark"]
            assert len(set(shades)) == len(shades)
    said = " ".join(legend(shown(tables, at())))
    for count in ("(9)", "(14)", "(10)", "(3)", "(7)", "(4)", "(6)", "(2)"):
        assert count in said


def test_twins_that_a_source_states_are_drawn_otherwise_than_our_reading(tables):
    named = [trace for trace in shown(tables, at(lang="en"))["data"] if trace.get("name")]
    entries = {trace["name"]: trace["line"] for trace in named if trace["mode"] == "lines"}
    stated, derived, other = (next(v for k, v in entries.items() if word in k)
                              for word in ("source says", "our reading", "NetZeroCities"))  # fmt: skip
    assert stated["dash"] == "solid" != derived["dash"]
    assert stated["color"] == derived["color"] != other["color"]


@pytest.mark.parametrize(("lang", "country"), [("sv", "Belgien"), ("en", "Belgium")])
def test_a_twin_abroad_is_at_the_end_of_an_arrow_with_its_country(tables, lang, country):
    notes = shown(tables, at(lang=lang))["layout"]["annotations"]
    assert any("Leuven" in note["text"] and country in note["text"] for note in notes)
    (arrow,) = [note for note in notes if note.get("showarrow")]
    assert (arrow["ax"], arrow["ay"]) == ground(tables).points["1281"]
    assert arrow["y"] < min(box[1] for box in ground(tables).boxes.values())


@pytest.mark.parametrize("city", ["umea", "lund", "solna", "arjeplog", "kiruna", "nacka"])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_city_that_is_chosen_is_always_named(tables, city, size):
    for layer in ("roles", "change", "twin"):
        name = tables.municipality(tables.slugs[city]).name
        assert f"<b>{name}</b>" in names(shown(tables, at(layer, cities=(city,), size=size)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_role_that_no_source_gives_is_said_to_be_unknown(tables, lang):
    state = at(lang=lang, cities=("arjeplog",))
    frame = VIEW.select(tables, state)
    assert ("okänt" if lang == "sv" else "unknown") in VIEW.summary(frame, state)
    remarks = " ".join(VIEW.remarks(frame, state))
    assert all(name in remarks for name in ("Luleå", "Sundsvall", "Gotland"))
    assert "23" in remarks
    assert " 12 " in remarks


def test_the_table_tells_each_named_city_with_how_sure_it_is(tables):
    state = at(lang="en")
    made = VIEW.table(VIEW.select(tables, state), state)
    rows = made.rows.set_index("name")
    assert len(rows) == 36
    assert rows.loc["Umeå", "roles"].startswith("in the contract since 2020; pioneer (our reading)")
    assert "sources disagree" in rows.loc["Kalmar", "roles"]
    assert rows.loc["Höör", "twins"] == "twin in the contract: Malmö (our reading)"
    assert list(rows.index[-2:]) == ["Örebro", "Östersund"]
    columns = {column.name: column for column in made.columns}
    assert columns["name"].city == "slug"
    assert columns["source_title"].href == "source_url"
    assert rows["source_url"].notna().all()


def test_a_measure_has_a_row_a_municipality_and_its_figures_are_those_of_the_tables(tables):
    state = at("chargeable", lang="en")
    rows = VIEW.table(VIEW.select(tables, state), state).rows.set_index("code")
    own = tables.indicators[
        (tables.indicators["indicator"] == "chargeable_car_share") & (tables.indicators["year"] == 2024)
    ]
    assert len(rows) == len(own) == 290
    assert rows.loc["2480", "value"] * 100 == pytest.approx(own.set_index("code").loc["2480", "value"])


def test_a_layer_is_chosen_for_itself_and_what_is_none_is_everyones_role():
    assert layer_of(at("mission", measure="capita")) == "mission"
    assert layer_of(at("nonsense")) == "roles"
    assert layer_of(at(measure="index")) == "roles"


def test_classes_hold_their_lower_limit_and_missing_ones_none():
    assert [class_of(value, [1.0, 2.0]) for value in (0.5, 1.0, 1.9, 2.0, float("nan"))] == [0, 1, 1, 2, -1]
    assert limits(pd.Series([float(n) for n in range(1, 101)]), "per_person") == [21.0, 41.0, 60.0, 80.0]


def test_a_network_lights_up_its_members_and_no_others(tables):
    figure = shown(tables, at("n6"))
    assert {each[0] for each in spots(figure)} == {
        "umea",
        "lulea",
        "skelleftea",
        "sundsvall",
        "ostersund",
        "ornskoldsvik",
    }
    assert len(VIEW.table(VIEW.select(tables, at("n6")), at("n6")).rows) == 6


def test_names_keep_apart_and_the_one_that_must_be_there_is():
    close = [Spot(100 + 9 * i, 100, 6, f"Stad {i}", i) for i in range(12)]
    last = replace(close[-1], must=True)
    every = [*close[:-1], last]
    sides = placed(every, size=13, within=(0, 0, 400, 200))
    assert 11 in sides
    assert len(sides) < 12
    ways = {"right": 1, "left": -1, "center": 0}
    boxes = []
    for index, side in sides.items():
        upright, across = side.split()
        boxes.append(box_of(every[index], ways[across], {"top": 1, "bottom": -1, "middle": 0}[upright], 13))
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_crowded_parts_are_enlarged_for_sweden_and_not_for_an_invented_country(tables, invented):
    assert len([key for key in shown(tables, at())["layout"] if key.startswith("xaxis")]) == 1 + len(CROWDED)
    figure = shown(invented, at())
    assert [key for key in figure["layout"] if key.startswith("xaxis")] == ["xaxis"]
    west, east = figure["layout"]["xaxis"]["range"]
    assert west < 0 < 1100 < east
    assert sorted(names(figure)) == ["Alsta", "Björkö"]
    assert {each[0] for each in spots(figure)} == {"alsta", "bjorko"}


def test_without_boundaries_nothing_is_drawn_and_the_finding_says_so(tables):
    none = replace(tables, boundaries=tables.boundaries.iloc[:0])
    for lang in LANGUAGES:
        frame = VIEW.select(none, at(lang=lang))
        assert frame.empty
        assert VIEW.summary(frame, at(lang=lang)) == t(lang, "city-map.none")
        assert VIEW.table(frame, at(lang=lang)).rows.empty


def test_a_named_city_without_a_boundary_is_told_of_and_stays_in_the_table(tables):
    less = replace(tables, boundaries=tables.boundaries[tables.boundaries["code"] != "2480"])
    state = at(lang="en")
    frame = VIEW.select(less, state)
    assert any("Umeå" in remark and "boundary" in remark for remark in VIEW.remarks(frame, state))
    assert "umea" not in {each[0] for each in spots(shown(less, state))}
    assert "Umeå" in set(VIEW.table(frame, state).rows["name"])


def test_the_sources_of_roles_and_borders_are_carried(tables):
    found = set(VIEW.sources(VIEW.select(tables, at()))["source_id"])
    assert {"scb-boundaries", "vinnova-contract-2020", "contract-template-2025-26"} <= found
    assert "trafa-2024" not in found
    assert "trafa-2024" in set(VIEW.sources(VIEW.select(tables, at("chargeable")))["source_id"])


def test_markers_stand_in_their_own_municipality(tables):
    made = ground(tables)
    for row in each(tables.municipalities):
        (west, south, east, north), (x, y) = made.boxes[row.code], made.points[row.code]
        assert west - 40 <= x <= east + 40
        assert south - 40 <= y <= north + 40


@pytest.mark.parametrize(("base", "first"), [(1990, 1990), (2012, 2010)])
def test_a_change_is_told_from_the_latest_measured_year_up_to_the_base(tables, base, first):
    state = at("change", base=base, lang="en")
    assert str(first) in VIEW.summary(VIEW.select(tables, state), state)
