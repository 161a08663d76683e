"""Several places beside each other: one set of axes, steady colours, references as sums, alignment by contract."""

import pandas as pd
import pytest

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.tables.loading import load
from dashboard.tables.vocabulary import SECTORS
from dashboard.theme import city_colour
from dashboard.views import build
from tests import dataset
from tests.unit.pictures import drawn, notes, traces, words

SIZES = ("wide", "narrow", "landscape", "portrait")
PAIR = ("alsta", "bjorko")
ALL = (*PAIR, "odevata")


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """Alsta signed in 2020, Björkö joined in 2022 after a letter of intent in 2020; Ödevata has only a letter."""
    frames = dataset.frames()
    added = dataset.table(
        "contracts",
        [
            {"code": "9902", "version": 2020, "standing": "letter_of_intent"},
            {"code": "9902", "version": 2022, "standing": "joined"},
            {"code": "9801", "version": 2021, "standing": "letter_of_intent"},
        ],
    )
    frames["contracts"] = pd.concat([frames["contracts"], added], ignore_index=True)
    # Björkö has no statistics for 2010, Ödevata none before 2005.
    emissions = frames["emissions"]
    gone = ((emissions["code"] == "9902") & (emissions["year"] == 2010)) | (
        (emissions["code"] == "9801") & (emissions["year"] < 2005)
    )
    frames["emissions"] = emissions[~gone].reset_index(drop=True)
    return load(dataset.write(tmp_path_factory.mktemp("signed") / "stadsriket", frames))


def course(shown, name: str) -> dict[float, float]:
    """Place on the axis to figure on the axis of all of a course's traces."""
    return {x: y for trace in traces(shown, name) for x, y in zip(trace["x"], trace["y"], strict=True)}


def ranges(shown) -> set[tuple]:
    """What the picture's axes span, each kind once."""
    layout = drawn(shown)["layout"]
    return {(name[0], tuple(axis["range"])) for name, axis in layout.items() if name.startswith(("xaxis", "yaxis"))}


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_panels_share_their_axes(tiny, view, size):
    shown = build(view, ViewState(cities=ALL, layout="panels", size=size, measure="capita"), tiny)
    layout = drawn(shown)["layout"]
    assert {"xaxis", "xaxis2", "xaxis3", "yaxis", "yaxis2", "yaxis3"} <= layout.keys()
    assert len(ranges(shown)) == 2
    tops = {layout[f"yaxis{n}"]["domain"][1] for n in ("", "2", "3")}
    # On a phone they stand below each other, on a desk beside each other.
    assert len(tops) == (3 if size == "narrow" else 1)


@pytest.mark.parametrize("layout", ["over", "panels"])
def test_a_city_keeps_its_colour_when_the_one_before_it_is_taken_away(tiny, layout):
    both = ViewState(cities=ALL, layout=layout)
    fewer = ViewState(cities=("alsta", "odevata"), slots=(0, 2), layout=layout)
    shades = [
        {trace["line"]["color"] for trace in traces(build("trajectory", state, tiny), "Ödevata")}
        for state in (both, fewer)
    ]
    assert shades[0] == shades[1] == {city_colour("light", 2)}


def test_the_transition_map_has_the_trajectorys_colours(tables):
    state = ViewState(cities=("umea", "lund"), slots=(0, 4))
    shade = city_colour("light", 4)
    assert traces(build("trajectory", state, tables), "Lund")[0]["line"]["color"] == shade
    for size in SIZES:
        assert shade in str(drawn(build("process", state.but(size=size), tables)))
    assert city_colour("light", 1) not in str(drawn(build("process", state, tables)))


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_a_reference_is_the_sum_of_its_municipalities_divided_by_their_people(tiny, view):
    shown = build(view, ViewState(cities=("alsta",), refs=("county", "nation"), measure="capita"), tiny)
    for slug, codes in (("@county", ["9901", "9902"]), ("@nation", ["9901", "9902", "9801"])):
        tonnes = tiny.emissions[tiny.emissions["code"].isin(codes)].groupby("year")["total"].sum()
        people = tiny.population[tiny.population["code"].isin(codes)].groupby("year")["population"].sum()
        rows = shown.frame[shown.frame["slug"] == slug]
        if view == "trajectory":
            rows = rows[rows["series"] == "measured"]
        told = rows.groupby("year")["value"].sum()
        assert told.to_dict() == pytest.approx((tonnes / people).loc[told.index].to_dict(), rel=1e-6)
        assert len(told) == len(dataset.YEARS)


def test_a_reference_is_told_as_one_and_has_no_city_colour(tiny):
    state = ViewState(cities=PAIR, refs=("county", "group", "nation"), measure="capita")
    shown = build("trajectory", state, tiny)
    against = shown.summary.split("Till jämförelse: ")[1]
    assert "Norra länet, 2 kommuner tillsammans" in against
    assert not any(figure.label.startswith("Norra") for figure in shown.key)
    lines = [trace for trace in drawn(shown)["data"] if "tillsammans" in trace["name"]]
    assert len({trace["line"]["dash"] for trace in lines}) == 3
    assert not {trace["line"]["color"] for trace in lines} & {city_colour("light", n) for n in range(6)}


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_totals_are_not_held_against_a_sum_of_many_and_the_view_says_so(tiny, view):
    shown = build(view, ViewState(cities=PAIR, refs=("nation",)), tiny)
    assert set(shown.frame["slug"]) == set(PAIR)
    assert t("sv", "several.refs_total") in shown.remarks


def test_a_county_of_one_municipality_is_no_reference(tiny):
    shown = build("trajectory", ViewState(cities=("odevata",), refs=("county",), measure="capita"), tiny)
    assert set(shown.frame["slug"]) == {"odevata"}
    assert t("sv", "several.refs_alone", names="Länet") in shown.remarks


@pytest.mark.parametrize("layout", ["over", "panels"])
def test_year_nought_is_the_year_of_the_first_version_signed_or_joined(signed, layout):
    shown = build("trajectory", ViewState(cities=ALL, align="lap", layout=layout), signed)
    own = signed.emissions.set_index(["code", "year"])["total"] / 1000
    assert course(shown, "Alsta") == pytest.approx({year - 2020: own["9901", year] for year in dataset.YEARS[3:]})
    assert course(shown, "Björkö")[0] == pytest.approx(own["9902", 2022])
    assert "Ödevata" not in {trace["name"] for trace in drawn(shown)["data"]}
    assert t("sv", "several.lap_unsigned", names="Ödevata") in shown.remarks
    assert t("sv", "several.lap_axis") in notes(shown)


def test_an_index_aligned_by_contract_is_a_hundred_in_year_nought(signed):
    shown = build("trajectory", ViewState(cities=PAIR, align="lap", measure="index"), signed)
    assert course(shown, "Alsta")[0] == course(shown, "Björkö")[0] == pytest.approx(100)


def test_without_any_contract_the_calendar_is_shown_and_the_view_says_why(signed):
    shown = build("trajectory", ViewState(cities=("odevata",), refs=("nation",), align="lap", measure="capita"), signed)
    assert min(course(shown, "Ödevata")) == 2005
    assert t("sv", "several.lap_none") in shown.remarks


def test_one_axis_has_one_base_year_that_all_have(signed):
    shown = build("trajectory", ViewState(cities=PAIR, measure="index", base=2012), signed)
    for name in ("Alsta", "Björkö"):
        assert course(shown, name)[2005] == pytest.approx(100)
    assert t("sv", "several.base", asked=2012, base=2005) in shown.remarks
    assert "index, 2005 = 100" in notes(shown)
    sectors = build("sectors", ViewState(cities=PAIR, measure="index", base=2012), signed)
    assert t("sv", "several.base", asked=2012, base=2005) in sectors.remarks


@pytest.mark.parametrize("layout", ["over", "panels"])
@pytest.mark.parametrize("size", ["wide", "portrait"])
def test_revealing_city_after_city_moves_no_axis_and_tells_of_none_that_is_hidden(tiny, size, layout):
    state = ViewState(cities=ALL, layout=layout, size=size)
    steps = [build("trajectory", state.but(reveal=count), tiny) for count in (1, 2, 3)]
    whole = build("trajectory", state, tiny)
    for step in steps:
        assert ranges(step) == ranges(whole)
        assert drawn(step)["layout"]["margin"] == drawn(whole)["layout"]["margin"]
        assert drawn(step)["layout"]["height"] == drawn(whole)["layout"]["height"]
    said = " ".join(words(steps[1])) + " ".join(figure.label for figure in steps[1].key)
    assert "Alsta" in said
    assert "Björkö" in said
    assert "Ödevata" not in said
    assert [figure.label for figure in steps[0].key] == ["Alsta"]


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_sectors_of_every_city_are_drawn_as_their_table_tells(tiny, size):
    shown = build("sectors", ViewState(cities=ALL, lang="en", size=size), tiny)
    data = drawn(shown)["data"]
    for panel, name in zip(("", "2", "3"), ("Alsta", "Björkö", "Ödevata"), strict=True):
        own = [trace for trace in data if trace.get("yaxis", "y") == f"y{panel}"]
        rows = shown.table.rows[shown.table.rows["name"] == name].set_index("label")
        assert {trace["name"] for trace in own} == {t("en", f"sector.{sector}") for sector in SECTORS}
        for trace in own:
            latest = dict(zip(trace["x"], trace["y"], strict=True))[2024]
            assert latest * 1000 == pytest.approx(rows.loc[trace["name"], "2024"])
    assert all(any(name in note for note in notes(shown)) for name in ("Alsta", "Björkö", "Ödevata"))
