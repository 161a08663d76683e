"""Goals for modes of travel are judged by a survey of the same basis, and by no other."""

from typing import Any

import pytest

from dashboard.model.comparison import compare
from dashboard.model.judgement import VERDICTS
from dashboard.model.modal_goals import REASONS, REMARKS, Judged, goal_basis, goals, judge, lead
from dashboard.model.modal_share import Survey, basis, surveys
from tests.dataset import table

NOW = 2026
GOAL = {
    "code": "9901", "area": "municipality", "trips": "all", "mode": "sustainable", "kind": "share", "value": 60.0,
    "bound": "min", "target_year": 2025, "standing": "current",
}  # fmt: skip
SURVEY = {
    "code": "9901", "survey": "s", "survey_year": 2025, "area": "municipality", "group": "all", "trips": "all",
    "method": "app", "mode": "sustainable", "share": 58.0,
}  # fmt: skip


def one(*given: dict[str, Any], **changes: Any) -> Judged:
    """A goal with the changes, judged by surveys with theirs."""
    return judge(table("modal_targets", [GOAL | changes]), told(*given), NOW)[0]


def told(*given: dict[str, Any]) -> list[Survey]:
    rows = [SURVEY | {"survey": f"s{number}"} | row for number, row in enumerate(given)]
    return surveys(table("modal_share", rows))


def of(tables, slug: str) -> list[Judged]:
    code = tables.slugs[slug]
    rows = tables.modal_targets[tables.modal_targets["code"] == code]
    return judge(rows, surveys(tables.modal_share), NOW)


def test_a_passed_goal_is_decided_by_the_first_survey_of_its_basis_since():
    missed = one({"survey_year": 2025}, {"survey_year": 2026, "share": 65.0}, {"survey_year": 2022, "share": 70.0})
    assert (missed.verdict, missed.reason, missed.share, missed.gap) == ("not_reached", None, 58, 2)
    met = one({"share": 60.0})
    assert (met.verdict, met.gap) == ("reached", 0)


@pytest.mark.parametrize("changes", [{"area": "urban_area"}, {"trips": "weekday"}])
def test_a_survey_of_another_basis_never_decides(changes):
    judged = one({"share": 90.0} | changes)
    assert (judged.verdict, judged.reason) == ("cannot_be_judged", "basis_differs")
    assert judged.comparison is not None
    assert judged.comparison.features == tuple(changes)


def test_an_older_survey_of_the_basis_does_not_decide_either():
    judged = one({"survey_year": 2024, "share": 90.0}, {"survey_year": 2026, "area": "city"})
    assert (judged.verdict, judged.reason, judged.share) == ("cannot_be_judged", "no_survey_since", 90)


def test_an_undated_survey_never_decides():
    judged = one({"survey_year": None, "share": 90.0})
    assert (judged.verdict, judged.reason) == ("cannot_be_judged", "undated")


def test_a_goal_without_a_survey_or_without_its_mode_says_so():
    assert one().reason == "no_survey"
    assert one({"mode": "car"}).reason == "mode_not_told"
    assert one(target_year=2030).verdict == "awaiting_data"
    assert one({"code": "9902"}).reason == "no_survey", "another municipality's survey is none"
    women = one({"group": "women", "share": 90.0})
    assert women.reason == "mode_not_told", "women's share is not everyone's"


def test_a_share_of_something_else_than_trips_is_not_judged():
    assert one({}, trips="passenger_km").reason == "not_share_of_trips"
    assert one({}, trips="motorised", target_year=2030).verdict == "cannot_be_judged"


def test_a_goal_without_a_year_is_not_judged_but_its_distance_is_told():
    judged = one({}, target_year=None)
    assert (judged.verdict, judged.reason, judged.gap) == ("cannot_be_judged", "no_year", 2)


def test_a_goal_ahead_awaits_data_and_tells_what_is_left_from_the_latest_survey_of_its_basis():
    judged = one({"survey_year": 2018}, {"survey_year": 2022, "share": 55.0}, {"area": "city"}, target_year=2030)
    assert (judged.verdict, judged.share, judged.gap, judged.remarks) == ("awaiting_data", 55, 5, ())
    met = one({"share": 61.0}, target_year=2030)
    assert (met.verdict, met.gap, met.remarks) == ("awaiting_data", -1, ("already_met",))


def test_a_goal_ahead_with_surveys_of_another_basis_only_says_what_differs():
    judged = one({"area": "city", "share": 65.0}, {"area": "city", "survey": "t", "method": "paper"}, target_year=2030)
    assert (judged.verdict, judged.reason, judged.gap) == ("awaiting_data", "basis_differs", -5)
    assert "already_met" not in judged.remarks, "a survey of another basis meets nothing"
    assert [survey.id for survey in judged.alongside] == ["t"]


def test_an_increase_is_taken_from_its_own_baseline_or_not_at_all():
    judged = one({"mode": "bicycle", "share": 12.0}, mode="bicycle", kind="increase", value=50.0, baseline_share=10.0)
    assert (judged.goal.level, judged.gap, judged.verdict) == (15, 3, "not_reached")
    without = one({"mode": "bicycle", "share": 12.0}, mode="bicycle", kind="increase", value=50.0)
    assert (without.goal.level, without.reason) == (None, "baseline_missing")


@pytest.mark.parametrize(
    ("mode", "share", "read", "verdict"),
    [
        ("sustainable", 61.0, "min", "reached"),
        ("walk", 59.0, "min", "not_reached"),
        ("walk_and_bicycle", 61.0, "min", "reached"),
        ("car", 59.0, "max", "reached"),
        ("car", 61.0, "max", "not_reached"),
        ("other", 60.5, "within", "reached"),
        ("other", 59.0, "within", "not_reached"),
    ],
)
def test_a_goal_without_a_bound_is_read_by_its_mode(mode, share, read, verdict):
    judged = one({"mode": mode, "share": share}, mode=mode, bound="exact")
    assert (judged.goal.read, judged.verdict) == (read, verdict)
    assert any(remark.startswith("read_") for remark in judged.remarks)
    assert one({}).remarks == (), "a stated bound is not read in any way"


def test_the_most_is_the_most_and_the_least_the_least():
    assert one({"mode": "car", "share": 59.0}, mode="car", bound="max").gap == -1
    assert one({"mode": "car", "share": 59.0}, mode="car", bound="min").gap == 1


def test_a_share_that_we_have_summed_is_called_that():
    rows = [
        SURVEY | {"mode": mode, "share": share}
        for mode, share in (("walk", 30), ("bicycle", 20), ("public_transport", 9))
    ]
    judged = judge(table("modal_targets", [GOAL]), surveys(table("modal_share", rows)), NOW)[0]
    assert (judged.share, judged.remarks) == (59, ("summed",))


def test_a_goal_has_the_method_of_the_survey_that_it_starts_from():
    found = told({"survey_year": 2014, "method": "paper", "share": 40.0})
    start = {"baseline_year": 2014, "baseline_share": 40.0}

    def own(**changes: Any):
        return goal_basis(goals(table("modal_targets", [GOAL | changes]))[0], found)

    assert own(**start).get("method") == "paper"
    assert "method" not in dict(own().features)
    assert "method" not in dict(own(baseline_year=2014, baseline_share=41.0).features), "no survey tells that share"
    assert "method" not in dict(own(baseline_year=2015, baseline_share=40.0).features)
    app = one({"survey_year": 2014, "method": "paper", "share": 40.0}, {"share": 90.0}, **start)
    assert app.reason == "no_survey_since", "an app's share does not decide a goal that starts from paper"
    assert compare(own(**start), basis(found[0])).comparable


def test_umea_cannot_be_judged_since_no_survey_is_of_the_urban_area(tables):
    (judged,) = of(tables, "umea")
    assert (judged.goal.level, judged.goal.read, judged.goal.year) == (65, "min", 2025)
    assert (judged.verdict, judged.reason, judged.share, judged.gap) == ("cannot_be_judged", "basis_differs", 58, 7)
    assert judged.comparison is not None
    (differs,) = judged.comparison.differences
    assert (differs.feature, differs.one, differs.other) == ("area", "urban_area", "municipality")
    assert [survey.id for survey in judged.alongside] == ["umea-2022-comparable"]


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("ostersund", {("cannot_be_judged", "no_survey"), ("awaiting_data", "no_survey")}),
        ("kalmar", {("awaiting_data", "undated")}),
        ("jonkoping", {("awaiting_data", None)}),
        ("goteborg", {("awaiting_data", None), ("cannot_be_judged", "not_share_of_trips")}),
        ("lund", {("cannot_be_judged", "no_year")}),
        ("gavle", {("cannot_be_judged", why) for why in ("baseline_missing", "not_share_of_trips", "no_year")}),
        (
            "helsingborg",
            {("cannot_be_judged", "no_survey_since"), ("awaiting_data", "basis_differs"), ("awaiting_data", None)},
        ),
    ],
)
def test_goals_of_every_form_at_hand_get_a_verdict(tables, slug, expected):
    assert {(judged.verdict, judged.reason) for judged in of(tables, slug)} == expected


def test_every_word_is_among_those_that_have_a_text(tables):
    judged = judge(tables.modal_targets, surveys(tables.modal_share), NOW)
    assert len(judged) == len(tables.modal_targets)
    assert {each.verdict for each in judged} <= set(VERDICTS)
    assert {each.reason for each in judged} - {None} <= set(REASONS)
    assert {remark for each in judged for remark in each.remarks} <= set(REMARKS)


def test_surveys_are_shown_against_the_sustainable_goal_nearest_ahead():
    def led(*changes: dict[str, Any]) -> tuple[str, int | None] | None:
        found = lead(judge(table("modal_targets", [GOAL | each for each in changes]), [], NOW), NOW)
        return None if found is None else (found.goal.mode, found.goal.year)

    passed, near, far = {"target_year": 2025}, {"target_year": 2027}, {"target_year": 2040}
    car = {"mode": "car", "target_year": 2026}
    assert led(far, passed, near, car) == ("sustainable", 2027)
    assert led({"target_year": 2020}, passed, car) == ("sustainable", 2025)
    assert led({"mode": "walk"}, car) == ("car", 2026)
    assert led({"mode": "other"}) is None
    assert led({"trips": "passenger_km"}) is None


def test_surveys_of_one_year_that_disagree_decide_nothing_in_whatever_order_they_stand():
    rows = [{"method": "app", "share": 62.0}, {"method": "recalculated", "share": 44.0}]
    for ordered in (rows, rows[::-1]):
        judged = one(*ordered)
        assert (judged.verdict, judged.reason, judged.gap) == ("cannot_be_judged", "surveys_disagree", None)
    assert one(rows[0], rows[1] | {"share": 61.0}).verdict == "reached"


def test_a_year_has_passed_when_it_is_over():
    assert one({"survey_year": NOW}, target_year=NOW).verdict == "awaiting_data"
    assert one({"survey_year": NOW}, target_year=NOW - 1).verdict == "not_reached"


def test_what_is_no_adopted_goal_leads_only_where_there_is_no_other():
    rows = [GOAL | {"target_year": 2030, "standing": "scenario"}, GOAL | {"target_year": 2035, "mode": "sustainable"}]
    found = judge(table("modal_targets", rows), told(), NOW)
    assert lead(found, NOW).goal.year == 2035
    assert lead(found[:1], NOW).goal.standing == "scenario"
