"""The goals: every goal of a city, and how each stands in a word that the table says too."""

import pytest

from dashboard.i18n import count, t
from dashboard.model.judgement import VERDICTS
from dashboard.state import LANGUAGES, ViewState
from dashboard.views import build
from tests.unit.pictures import drawn, notes, words


def with_goals(tables) -> list[str]:
    codes = set(tables.targets["code"])
    return [slug for slug, code in tables.slugs.items() if code in codes]


def test_every_goal_of_a_city_is_listed_once(tables):
    for slug in with_goals(tables):
        shown = build("goals", ViewState(cities=(slug,)), tables)
        own = tables.targets[tables.targets["code"] == tables.slugs[slug]]
        assert sorted(shown.frame["goal_id"]) == sorted(set(own["goal_id"]))
        assert len(shown.table.rows) == own["goal_id"].nunique()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_verdict_is_a_word_in_the_table_and_in_the_picture(tables, lang):
    for slug in ("umea", "uppsala", "malmo"):
        shown = build("goals", ViewState(lang=lang, cities=(slug,)), tables)
        said = [t(lang, f"verdict.{verdict}") for verdict in shown.frame["verdict"]]
        assert shown.table.rows["verdict"].tolist() == said
        written = " ".join(notes(shown))
        assert [word for word in said if word not in written] == []


def test_every_verdict_gives_its_grounds(tables):
    for slug in with_goals(tables):
        shown = build("goals", ViewState(lang="en", cities=(slug,)), tables)
        assert set(shown.frame["verdict"]) <= set(VERDICTS)
        without = shown.frame[shown.frame["detail"] == ""]
        assert without["verdict"].isin(["reached", "on_track"]).all()


def test_the_finding_counts_the_goals_that_are_in_force(tables):
    for slug in with_goals(tables):
        shown = build("goals", ViewState(lang="en", cities=(slug,)), tables)
        live = shown.frame[shown.frame["standing_of_goal"] == "current"]
        if len(live) > 1:
            assert f" {count('en', len(live))} goals" in shown.summary
        wished = shown.frame["standing_of_goal"].isin(["ambition", "proposed"]).sum()
        assert (wished > 0) == (
            "not an adopted goal" in shown.summary
            or "not adopted goals" in shown.summary
            or "no adopted goal" in shown.summary
        )


def test_an_ambition_is_never_told_as_a_decided_goal(tables):
    shown = build("goals", ViewState(lang="en", cities=("umea",)), tables)
    wished = shown.frame["standing_of_goal"].isin(["ambition", "proposed"])
    assert wished.any()
    rows = shown.table.rows[wished.to_numpy()]
    assert rows["detail"].str.contains(t("en", "standing.ambition")).all()


def test_a_goal_on_another_baseline_says_how_far_apart_they_are(tables):
    shown = build("goals", ViewState(lang="en", cities=("umea",)), tables)
    beside = shown.table.rows.loc[shown.table.rows["target_year"] == 2025, "beside"]
    assert beside.str.contains("19% below").any()


def test_a_goal_for_what_is_not_measured_is_not_judged_and_says_why(tables):
    shown = build("goals", ViewState(lang="en", cities=("umea",)), tables)
    consumption = shown.frame[shown.frame["boundary"] == "consumption"]
    assert set(consumption["verdict"]) == {"cannot_be_judged"}
    assert consumption["detail"].str.len().gt(10).all()


def test_the_picture_has_a_sign_a_goal_that_has_a_year(tables):
    shown = build("goals", ViewState(cities=("umea",)), tables)
    signs = [trace for trace in drawn(shown)["data"] if trace.get("mode") == "markers"]
    assert sorted(trace["x"][0] for trace in signs) == sorted(shown.frame["target_year"].dropna())
    # No meaning by colour alone: different verdicts have different signs.
    symbols = {trace["customdata"][0][1]: trace["marker"]["symbol"] for trace in signs}
    assert len(set(symbols.values())) == len(symbols)


def test_notes_of_the_data_stand_beside_their_goal(tables):
    noted = tables.targets[tables.targets["note"].notna()]
    for slug in with_goals(tables)[:8]:
        own = noted[noted["code"] == tables.slugs[slug]]
        text = " ".join(words(build("goals", ViewState(lang="en", cities=(slug,)), tables)))
        for note in own["note"]:
            parts = note.split(" | en: ")[1].split("; ")
            assert all(f"{part[0].upper()}{part[1:]}".rstrip(".") in text for part in parts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_without_goals_says_that_none_was_found_and_not_that_there_is_none(tables, lang):
    shown = build("goals", ViewState(lang=lang, cities=("arjang",)), tables)
    assert shown.status == "no-data"
    assert shown.summary == t(lang, "goals.none")


def test_without_a_city_one_is_asked_to_choose(tables):
    assert build("goals", ViewState(lang="en"), tables).summary == t("en", "goals.choose")
