"""Trajectory and sectors on a screen: within the room, told in words, with key figures that the table holds too."""

from itertools import product

import pytest

from dashboard.i18n import percent, quantity, t
from dashboard.state import ViewState
from dashboard.tables.vocabulary import SECTORS
from dashboard.views import SCREEN_ROOM, build
from tests.unit.modal import plain
from tests.unit.pictures import drawn, notes

SIX = ("umea", "malmo", "lund", "vaxjo", "boras", "stockholm")
SCREENS = tuple(SCREEN_ROOM)


def afar(tables, view, *cities, size="landscape", lang="sv", **more):
    return build(view, ViewState(cities=cities, mode="screen", size=size, lang=lang, **more), tables)


def written(shown) -> str:
    return " | ".join(plain(note) for note in notes(shown))


@pytest.mark.parametrize(("view", "size"), list(product(("trajectory", "sectors"), SCREENS)))
def test_a_picture_is_never_higher_than_the_screens_room(tables, view, size):
    for cities in ((), SIX[:2], SIX, *((slug,) for slug in list(tables.slugs)[::60])):
        layout = drawn(afar(tables, view, *cities, size=size))["layout"]
        assert 0.5 * SCREEN_ROOM[size][1] < layout["height"] <= SCREEN_ROOM[size][1]


@pytest.mark.parametrize(("view", "size"), list(product(("trajectory", "sectors"), SCREENS)))
def test_no_word_is_smaller_than_twelve_pixels(tables, view, size):
    for cities in (("umea",), SIX[:4], SIX):
        figure = drawn(afar(tables, view, *cities, size=size))
        sizes = [note.get("font", {}).get("size", 13) for note in figure["layout"]["annotations"]]
        sizes += [trace["textfont"]["size"] for trace in figure["data"] if "textfont" in trace]
        assert min(sizes) >= 12


@pytest.mark.parametrize(("size", "lang"), list(product(SCREENS, ("sv", "en"))))
def test_the_gap_and_the_goal_stand_in_words_in_the_picture(tables, size, lang):
    shown = afar(tables, "trajectory", "umea", size=size, lang=lang)
    goal = shown.frame[(shown.frame["series"] == "goal") & (shown.frame["chosen"] == True)].iloc[0]  # noqa: E712
    said = written(shown)
    assert quantity(lang, goal["gap"]).replace("\u00a0", " ") in said
    assert t(lang, "trajectory.goal_label.same", year=2040) in said
    assert plain(t(lang, "trajectory.goal_label.apart", year=2025)) in said
    assert plain(t(lang, "trajectory.trend_label")) in said


def test_words_on_gap_and_goals_hide_no_measured_point_in_portrait(tables):
    for slug in ("umea", "malmo", "goteborg", "lund", "uppsala"):
        shown = afar(tables, "trajectory", slug, size="portrait")
        figure = drawn(shown)
        measured = next(trace for trace in figure["data"] if trace.get("name") == t("sv", "trajectory.kind.measured"))
        label = next(note for note in figure["layout"]["annotations"] if plain(note["text"]).startswith("Gap"))
        pixel = figure["layout"]["yaxis"]["range"][1] / (396 - 58)
        assert min(measured["y"]) - label["y"] > 20 * pixel


@pytest.mark.parametrize("size", SCREENS)
def test_several_cities_are_all_named_and_no_room_is_kept_for_years_to_come(tables, size):
    shown = afar(tables, "trajectory", *SIX, size=size)
    assert {"Umeå", "Malmö", "Lund", "Växjö", "Borås", "Stockholm"} <= set(notes(shown))
    assert drawn(shown)["layout"]["xaxis"]["range"][1] < 2026


def test_the_key_figures_of_a_trajectory_are_those_of_its_table(tables):
    shown = afar(tables, "trajectory", "umea")
    rows = shown.table.rows[shown.table.rows["kind"] == t("sv", "trajectory.kind.measured")].set_index("year")["value"]
    change, goal, pace = shown.key
    assert change.value == percent("sv", rows[2024] / rows[1990] - 1, sign=True)
    assert quantity("sv", rows[2024]) in change.context
    assert goal.value == "−9,6\u00a0%"
    assert goal.value.lstrip("−") in shown.summary
    assert t("sv", "verdict.behind") in goal.context
    assert any(pace.value in remark for remark in shown.remarks)
    assert (change.tone, goal.tone, pace.tone) == ("good", "bad", "")


def test_a_goal_on_another_basis_carries_that_in_its_key_figure(tables):
    own, other = (afar(tables, "trajectory", slug).key[1] for slug in ("umea", "goteborg"))
    assert "≠" in other.context
    assert "≠" not in own.context


def test_all_municipalities_together_have_no_goal_among_their_key_figures(tables):
    assert [figure.value for figure in afar(tables, "trajectory", lang="en").key] == ["−33%", "−0.4%"]


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_several_cities_have_a_figure_each(tables, view):
    names = [tables.municipality(tables.slugs[slug]).name for slug in SIX]
    assert [figure.label for figure in afar(tables, view, *SIX).key] == names


@pytest.mark.parametrize(("view", "lang"), list(product(("trajectory", "sectors"), ("sv", "en"))))
def test_key_figures_are_short_enough_to_be_written_large(tables, view, lang):
    for cities in ((), ("umea",), ("stockholm",), ("goteborg",), ("habo",), SIX):
        for figure in afar(tables, view, *cities, lang=lang).key:
            assert len(figure.label) <= 40
            assert len(figure.context) <= 60
            assert len(figure.parts[0]) <= 7


@pytest.mark.parametrize("size", SCREENS)
def test_the_sectors_of_the_latest_year_are_named_with_their_shares(tables, size):
    shown = afar(tables, "sectors", "umea", size=size)
    latest = tables.emissions[(tables.emissions["code"] == "2480") & (tables.emissions["year"] == 2024)]
    values = latest[list(SECTORS)].iloc[0].astype(float)
    shares = values / values.sum()
    for sector in shares[shares > 0.01].index:
        assert percent("sv", shares[sector]).replace("\u00a0", " ") in written(shown)
    assert len([note for note in notes(shown) if "■" in note]) == (values > 0).sum()


@pytest.mark.parametrize("size", SCREENS)
def test_several_cities_have_a_bar_each_in_the_order_asked_for(tables, size):
    shown = afar(tables, "sectors", *SIX, size=size)
    named = [note.split("</b>")[0].removeprefix("<b>") for note in notes(shown) if note.startswith("<b>")]
    assert named == ["Umeå", "Malmö", "Lund", "Växjö", "Borås", "Stockholm"]
    for place in range(len(SIX)):
        assert sum(trace["x"][place] for trace in drawn(shown)["data"]) == pytest.approx(1)


def test_the_finding_on_several_cities_names_each_with_its_biggest_sector(tables):
    summary = afar(tables, "sectors", "umea", "malmo", lang="en").summary
    assert "in Umeå transport (45%)" in summary
    assert "in Malmö transport (38%)" in summary


def test_the_key_figures_of_the_sectors_are_those_of_the_finding(tables):
    shown = afar(tables, "sectors", "umea")
    biggest, most, since = shown.key
    assert biggest.value in shown.summary
    assert most.value.lstrip("−") in shown.summary
    rows = shown.table.rows.set_index("label").loc[t("sv", "sector.transport")]
    assert since.value == percent("sv", rows["2024"] / rows["1990"] - 1, sign=True)
