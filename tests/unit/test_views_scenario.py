"""The trajectory tells a scenario as a scenario, and is what it was without one."""

import pytest

from dashboard.state import LANGUAGES, ViewState
from dashboard.views import build
from dashboard.views.base import SCREEN_ROOM
from tests.dataset import tables as made_up


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return made_up(tmp_path_factory.mktemp("scenario"))


def shown(own, *cities, **more):
    return build("trajectory", ViewState(cities=cities or ("alsta",), **more), own)


def rows(built, kind):
    return built.frame[built.frame["series"] == kind]


def test_the_path_starts_in_the_measured_figure_and_falls_by_the_pace(own):
    built = shown(own, pace=(("", 10.0),))
    ahead = rows(built, "scenario").set_index("year")["tonnes"]
    latest = rows(built, "measured").set_index("year")["tonnes"]
    assert ahead.index[0] == latest.index[-1] == 2024
    assert ahead[2024] == latest[2024]
    assert ahead[2026] == pytest.approx(latest[2024] * 0.81)


@pytest.mark.parametrize("measure", ["total", "capita", "index"])
def test_the_path_joins_the_measured_points_in_every_measure(own, measure):
    built = shown(own, pace=(("", 10.0),), measure=measure)
    ahead, latest = rows(built, "scenario")["value"], rows(built, "measured")["value"]
    assert ahead.iloc[0] == pytest.approx(latest.iloc[-1])
    assert ahead.notna().all()


def test_a_pace_of_somebody_else_changes_nothing(own):
    plain, other = shown(own), shown(own, pace=(("bjorko", 10.0),))
    assert (plain.summary, plain.remarks, plain.figure) == (other.summary, other.remarks, other.figure)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pace", [(("", 7.0),), (("", -3.0),), (("", 0.0),), (("transport", 12.0),)])
def test_it_is_always_called_a_scenario(own, lang, pace):
    built = shown(own, lang=lang, pace=pace)
    assert built.summary.startswith(shown(own, lang=lang).summary)
    assert "Scenario" in built.summary.removeprefix(shown(own, lang=lang).summary)


@pytest.mark.parametrize("size", ["wide", "narrow", *SCREEN_ROOM])
def test_the_line_is_dash_dotted_and_named_in_every_size(own, size):
    picture = shown(own, size=size, pace=(("", 7.0),)).figure
    dashes = [trace["line"].get("dash") for trace in picture["data"] if "line" in trace]
    assert "dashdot" in dashes
    names = [note["text"] for note in picture["layout"]["annotations"]]
    assert [name for name in names if "Scenario" in name and "−7" in name]


def test_the_table_tells_the_scenario_every_fifth_year_and_in_the_year_asked_for(own):
    built = shown(own, pace=(("", 7.0),), by=2033)
    told = built.table.rows[built.table.rows["kind"] == "scenario"]
    assert {2024, 2025, 2030, 2033, 2035} <= set(told["year"])


def test_each_of_several_has_its_own_pace_in_one_sentence(own):
    built = shown(own, "alsta", "bjorko", pace=(("", 7.0), ("bjorko", 3.0)))
    sentence = built.summary.partition("Scenario")[2]
    assert "Alsta med 7\u00a0% mindre" in sentence
    assert "Björkö med 3\u00a0% mindre" in sentence


def test_words_that_the_line_passes_below_stand_on_a_ground(own):
    def grounded(**more):
        notes = shown(own, size="narrow", **more).figure["layout"]["annotations"]
        return {note["text"] for note in notes if "bgcolor" in note and note.get("xref") != "paper"}

    steep = grounded(pace=(("", 50.0),)) - grounded()
    assert steep, "a steep line passes through the goal's words"
    assert grounded(pace=(("", 0.0),)) - grounded() != steep


def test_scenarios_of_several_end_in_one_year_also_before_all_are_revealed(own):
    built = shown(own, "alsta", "bjorko", pace=(("", 7.0),), by=2042)
    assert set(rows(built, "scenario").groupby("slug")["year"].max()) == {2042}
    first = shown(own, "alsta", "bjorko", pace=(("", 7.0),), by=2042, reveal=1)
    assert "Alsta" in first.summary.partition("Scenario")[2]
    assert "Björkö" not in first.summary
