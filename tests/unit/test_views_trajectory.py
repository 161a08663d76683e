"""The trajectory: measured points on a true time axis, the trend, the goals and the gap, and what is said of them."""

from dataclasses import replace
from itertools import product

import pytest

from dashboard.i18n import quantity, t
from dashboard.state import LANGUAGES, MEASURES, ViewState
from dashboard.views import build
from tests.unit.pictures import drawn, factor, notes, points

NBSP = "\u00a0"
YEARS = [1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024]


@pytest.mark.parametrize(("slug", "measure"), list(product(("umea", "stockholm", "lulea", "bjurholm"), MEASURES)))
def test_the_points_in_the_picture_are_the_figures_in_the_table(tables, slug, measure):
    shown = build("trajectory", ViewState(cities=(slug,), measure=measure), tables)
    rows = shown.table.rows[shown.table.rows["kind"] == t("sv", "trajectory.kind.measured")]
    in_table = dict(zip(rows["year"], rows["value"], strict=True))
    in_picture = points(shown, t("sv", "trajectory.kind.measured"))
    assert list(in_picture) == YEARS
    assert in_picture == pytest.approx(in_table)


def test_the_points_are_the_sums_of_the_sectors_in_the_data(tables):
    shown = build("trajectory", ViewState(lang="en", cities=("umea",)), tables)
    own = tables.emissions[tables.emissions["code"] == "2480"].set_index("year")["total"]
    assert points(shown, "reported") == pytest.approx(dict(own), rel=1e-6)
    assert points(shown, "reported")[2024] == pytest.approx(365_010, abs=1)


def test_all_municipalities_together_are_their_sum(tables):
    shown = build("trajectory", ViewState(), tables)
    assert points(shown, "enligt statistiken")[2024] == pytest.approx(47_466_637, abs=2)


def test_per_person_is_divided_by_the_people_of_the_same_year(tables):
    shown = build("trajectory", ViewState(cities=("stockholm",), measure="capita"), tables)
    assert round(points(shown, "enligt statistiken")[2024], 2) == 1.03


@pytest.mark.parametrize("base", [1990, 2010])
def test_an_index_is_a_hundred_in_its_base_year(tables, base):
    shown = build("trajectory", ViewState(cities=("umea",), measure="index", base=base), tables)
    assert points(shown, "enligt statistiken")[base] == pytest.approx(100)
    assert any(str(base) in note for note in notes(shown))


def test_the_axis_begins_at_zero_and_holds_every_point(tables):
    for measure in MEASURES:
        shown = build("trajectory", ViewState(cities=("umea",), measure=measure), tables)
        low, high = drawn(shown)["layout"]["yaxis"]["range"]
        assert low == 0
        assert high * factor(shown) > max(points(shown, "enligt statistiken").values())


def test_years_that_were_not_measured_have_no_point(tables):
    shown = build("trajectory", ViewState(cities=("umea",)), tables)
    assert set(points(shown, "enligt statistiken")) & set(range(1991, 2000)) == set()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("sv", ("Umeå", f"24{NBSP}%", "1990", "2024", "2040", f"9,6{NBSP}%")), ("en", ("24%", "9.6%", "2040"))],
)
def test_the_finding_for_umea_says_how_far_and_how_fast(tables, lang, said):
    summary = build("trajectory", ViewState(lang=lang, cities=("umea",)), tables).summary
    assert [part for part in said if part not in summary] == []


def test_the_pace_and_the_gap_in_words_are_those_of_the_frame(tables):
    shown = build("trajectory", ViewState(lang="en", cities=("umea",)), tables)
    goal = shown.frame[(shown.frame["series"] == "goal") & (shown.frame["year"] == 2040)].iloc[0]
    now, years = 365_009.52, 2040 - 2024
    assert 1 - (goal["tonnes"] / now) ** (1 / years) == pytest.approx(goal["pace"], abs=1e-6)
    assert any(quantity("en", goal["gap"]) in note for note in notes(shown))


def test_the_path_ends_where_the_goal_stands(tables):
    frame = build("trajectory", ViewState(cities=("umea",)), tables).frame
    goal = frame[(frame["series"] == "goal") & (frame["year"] == 2040)].iloc[0]
    path = frame[(frame["series"] == "path") & (frame["goal_id"] == goal["goal_id"])].set_index("year")["tonnes"]
    assert path[2040] == pytest.approx(goal["tonnes"])
    assert path[2024] == pytest.approx(365_009.52)
    assert path.is_monotonic_decreasing


def test_the_reader_chooses_the_goal_that_the_heading_is_about(tables):
    nearest = build("trajectory", ViewState(lang="en", cities=("umea",)), tables)
    chosen = build("trajectory", ViewState(lang="en", cities=("umea",), target="umea-2025"), tables)
    other = build("trajectory", ViewState(lang="en", cities=("umea",), target="2025"), tables)
    assert "2040" in nearest.summary
    assert "2025" in other.summary
    assert chosen.summary in (other.summary, nearest.summary)


def test_a_goal_of_nowhere_changes_nothing(tables):
    state = ViewState(lang="en", cities=("umea",))
    assert (
        build("trajectory", state.but(target="no-such-goal"), tables).summary
        == build("trajectory", state, tables).summary
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_without_goals_is_told_without_one(tables, lang):
    shown = build("trajectory", ViewState(lang=lang, cities=("arjang",)), tables)
    assert set(shown.frame["series"]) == {"measured", "trend", "pace"}
    assert t(lang, "trajectory.goal.not_found") in shown.summary


def test_estimates_are_hollow_and_never_joined_to_the_measured_line(tiny):
    status = tiny.emissions["status"].where(tiny.emissions["year"] < 2023, "estimated")
    shown = build(
        "trajectory",
        ViewState(lang="en", cities=("alsta",)),
        replace(tiny, emissions=tiny.emissions.assign(status=status)),
    )
    assert list(points(shown, "estimated")) == [2023, 2024]
    assert list(points(shown, "reported")) == YEARS[:-2]
    hollow = next(trace for trace in drawn(shown)["data"] if trace.get("name") == "estimated")
    solid = next(trace for trace in drawn(shown)["data"] if trace.get("name") == "reported")
    assert hollow["mode"] == "markers"
    assert hollow["marker"]["color"] != solid["marker"]["color"]
    # The finding is about what was measured, or says that it is not.
    assert "in 2022" in shown.summary or "estimate" in shown.summary


def test_a_year_without_any_figure_is_missing_and_not_zero(tiny):
    rows = tiny.emissions.copy()
    rows.loc[(rows["code"] == "9901") & (rows["year"] == 2010), [*rows.columns[3:12], "total"]] = float("nan")
    shown = build("trajectory", ViewState(cities=("alsta",)), replace(tiny, emissions=rows))
    assert 2010 not in points(shown, "enligt statistiken")
    assert 0 not in points(shown, "enligt statistiken").values()


def test_a_goal_of_a_range_is_drawn_from_end_to_end(tiny):
    shown = build("trajectory", ViewState(lang="en", cities=("bjorko",)), tiny)
    goal = shown.frame[shown.frame["series"] == "goal"].iloc[0]
    assert (goal["low"], goal["high"]) == (20_000, 30_000)
    bars = [trace["y"] for trace in drawn(shown)["data"] if trace.get("mode") == "lines" and len(trace["y"]) == 2]
    assert [pytest.approx(end) for end in (20_000, 30_000)] in [[end * factor(shown) for end in bar] for bar in bars]


def test_several_cities_are_each_drawn_and_named(tables):
    shown = build("trajectory", ViewState(lang="en", cities=("umea", "lund", "kiruna")), tables)
    assert {trace["name"] for trace in drawn(shown)["data"]} == {"Umeå", "Lund", "Kiruna"}
    assert {"Umeå", "Lund", "Kiruna"} <= set(notes(shown))
    assert shown.table.columns[0].name == "name"
    assert all(name in shown.summary for name in ("Umeå", "Lund", "Kiruna"))


def test_fewer_years_show_fewer_points(tables):
    shown = build("trajectory", ViewState(cities=("umea",), start=2010, end=2040), tables)
    assert min(points(shown, "enligt statistiken")) == 2010
    assert shown.frame[shown.frame["series"] != "pace"]["year"].between(2010, 2040).all()


def test_a_figure_for_1990_in_the_goals_own_inventory_is_told_beside_it(tables):
    remarks = " ".join(build("trajectory", ViewState(lang="en", cities=("umea",), target="2025"), tables).remarks)
    assert "19% below" in remarks


@pytest.mark.parametrize(("slug", "year"), [("umea", 2025), ("goteborg", 2030)])
def test_a_goal_that_may_be_counted_otherwise_wears_a_sign_on_the_axis(tables, slug, year):
    figure = drawn(build("trajectory", ViewState(cities=(slug,)), tables))
    labels = [note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"]]
    assert f"≠ Mål {year}, på annan grund" in labels


def test_a_goal_on_the_series_own_basis_wears_none(tables):
    labels = [
        note["text"]
        for note in drawn(build("trajectory", ViewState(cities=("umea",)), tables))["layout"]["annotations"]
    ]
    assert "Mål 2040" in labels
