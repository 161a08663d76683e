"""Trajectory and sectors on a screen: within the room, told in words, with key figures that the table holds too."""

from itertools import product

import pytest

from dashboard.i18n import number, percent, quantity, t
from dashboard.state import ViewState
from dashboard.tables.vocabulary import SECTORS
from dashboard.views import SCREEN_ROOM, build
from dashboard.views.trajectory.key import key_figures
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
    change, goal, own = shown.key
    assert change.value == percent("sv", rows[2024] / rows[1990] - 1, sign=True)
    assert quantity("sv", rows[2024]) in change.context
    assert goal.value == "−9,6\u00a0%"
    assert goal.value.lstrip("−") in shown.summary
    assert t("sv", "verdict.behind") in goal.context
    people = afar(tables, "trajectory", "umea", measure="capita").table.rows
    per_person = people[people["kind"] == t("sv", "trajectory.kind.measured")].set_index("year")["value"]
    assert own.value == f"{number('sv', per_person[2024], 2)} ton"
    assert (change.tone, goal.tone, own.tone) == ("good", "bad", "")


@pytest.mark.parametrize("cities", [(), ("umea",), ("helsingborg",), ("boras",), ("hoor",), ("ale",)])
def test_a_pace_that_may_go_either_way_is_never_written_large(tables, cities):
    for measure in ("total", "capita"):
        shown = afar(tables, "trajectory", *cities, measure=measure)
        pace = shown.frame[shown.frame["series"] == "pace"].iloc[0]
        assert pace["low"] < 0 < pace["high"]
        uncertain = percent("sv", pace["value"], 1, sign=True)
        assert uncertain not in [figure.value for figure in shown.key]
        assert any(uncertain in remark for remark in shown.remarks)
        assert "2024" in shown.key[-1].label


def test_a_pace_whose_direction_is_sure_is_written_large(tables):
    shown = afar(tables, "trajectory", "umea")
    frame = shown.frame.copy()
    frame.loc[frame["series"] == "pace", ["value", "low", "high"]] = (-0.03, -0.05, -0.01)
    assert key_figures(frame, shown.state)[-1].value == percent("sv", -0.03, 1, sign=True)


@pytest.mark.parametrize(("slug", "unsure"), [("malmo", True), ("umea", False)])
def test_a_verdict_that_is_uncertain_says_so_in_the_key_figure_too(tables, slug, unsure):
    assert ("ligger efter (osäkert)" in afar(tables, "trajectory", slug).key[1].context) == unsure


def test_a_goal_that_has_passed_says_so_and_the_remarks_what_comes_after(tables):
    shown = afar(tables, "trajectory", "stockholm", lang="en")
    goal = shown.key[1]
    assert (goal.label, goal.value, goal.tone) == ("≠ The goal for 2023 (now past)", "Reached", "")
    assert shown.remarks[0] == t("en", "trajectory.later_budget", year=2040)


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_a_doubt_about_the_data_comes_first_and_how_to_read_the_picture_last(tables, view):
    remarks = afar(tables, view, "malmo").remarks
    assert remarks[0].startswith("Transporternas utsläpp är 49")
    assert remarks[-1] == t("sv", f"{view}.gaps")


def test_the_last_goal_in_portrait_ends_within_the_picture_and_above_its_lines(tables):
    shown = afar(tables, "trajectory", "lund", size="portrait")
    label = next(note for note in drawn(shown)["layout"]["annotations"] if plain(note["text"]) == "Mål 2045")
    ahead = shown.frame[shown.frame["series"].isin(["trend", "path"]) & shown.frame["year"].between(2035, 2045)]
    assert label["xanchor"] == "right"
    assert label["y"] * 1000 >= ahead["value"].max()


@pytest.mark.parametrize("size", SCREENS)
def test_the_band_is_named_on_a_screen(tables, size):
    word = t("sv", "trajectory.uncertainty")
    assert word in written(afar(tables, "trajectory", "umea", size=size))
    assert word not in written(build("trajectory", ViewState(cities=("umea",)), tables))


def test_words_on_a_figure_per_person_leave_the_measure_to_the_axis(tables):
    said = written(afar(tables, "trajectory", "malmo", measure="capita"))
    assert "2,2 ton |" in said
    assert said.count("per person") == 1


def test_a_goal_on_another_basis_carries_that_in_its_key_figure(tables):
    own, other = (afar(tables, "trajectory", slug).key[1] for slug in ("umea", "goteborg"))
    assert "≠" in other.context
    assert "≠" not in own.context


def test_all_municipalities_together_have_no_goal_among_their_key_figures(tables):
    assert [figure.value for figure in afar(tables, "trajectory", lang="en").key] == ["−33%", "4.48 tonnes"]


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
            assert len(figure.parts[0]) <= 8


@pytest.mark.parametrize("size", SCREENS)
def test_the_sectors_of_the_latest_year_are_named_with_their_shares(tables, size):
    shown = afar(tables, "sectors", "umea", size=size)
    latest = tables.emissions[(tables.emissions["code"] == "2480") & (tables.emissions["year"] == 2024)]
    values = latest[list(SECTORS)].iloc[0].astype(float)
    shares = values / values.sum()
    for share in shares[shares > 0]:
        told = percent("sv", share) if share >= 0.005 else f"<{percent('sv', 0.01)}"
        assert f" {told}".replace("\u00a0", " ") in written(shown)
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
    assert (most.label, most.value) == ("Minskat mest, i ton", "−45\u00a0000 ton")
    assert most.value.lstrip("−") in shown.summary
    assert most.context == "Egen uppvärmning: −94\u00a0% sedan 1990"
    rows = shown.table.rows.set_index("label").loc[t("sv", "sector.transport")]
    assert since.value == percent("sv", rows["2024"] / rows["1990"] - 1, sign=True)


@pytest.mark.parametrize("size", SCREENS)
def test_all_bars_are_equally_wide_so_that_areas_tell_amounts(tables, size):
    widths = [trace["width"] for trace in drawn(afar(tables, "sectors", "umea", size=size))["data"]]
    assert len(set(widths)) == 1


def test_what_fell_most_per_person_is_told_per_person(tables):
    most = afar(tables, "sectors", "malmo", measure="capita", lang="en").key[1]
    assert (most.label, most.value) == ("Fallen most, per person", "−1.00 tonnes")
