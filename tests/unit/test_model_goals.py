"""What goals say and how they become tonnes; the verdicts themselves are proved in ``test_model_verdicts``."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.model.goals import COLUMNS, judge_goals
from dashboard.model.judgement import REASONS, REMARKS, VERDICTS
from dashboard.model.series import territorial
from dashboard.tables.vocabulary import BOUNDARIES, TARGET_KINDS
from tests.unit.model_frames import CODE, emissions, goal, population, series, targets


def judged(*rows: dict[str, Any], on: pd.DataFrame | None = None) -> pd.Series:
    """The verdict on a single goal."""
    found = judge_goals(targets(*rows), series() if on is None else on, now=2026)
    assert len(found) == 1
    return found.iloc[0]


def test_a_percentage_is_taken_from_the_series_when_the_goal_has_no_baseline_of_its_own() -> None:
    one = judged(goal("reduction", 70, target_year=2040, baseline_year=1990))
    assert (one["level_high"], one["series_baseline"]) == (300, 1000)
    assert pd.isna(one["baseline_differs"])


def test_a_percentage_is_taken_from_the_goals_own_baseline_and_the_difference_is_told() -> None:
    one = judged(goal("reduction", 50, target_year=2040, baseline_year=1990, baseline_value=800))
    assert (one["level_high"], one["baseline_value"]) == (400, 800)
    assert one["baseline_differs"] == pytest.approx(-0.2)
    assert one["remarks"] == ("baseline_differs",)
    assert pd.isna(one["progress"])  # there is no way from one inventory to another


def test_a_baseline_within_five_per_cent_is_the_same_one() -> None:
    one = judged(goal("reduction", 50, target_year=2040, baseline_year=1990, baseline_value=1040))
    assert (one["level_high"], one["remarks"]) == (520, ())
    assert one["baseline_differs"] == pytest.approx(0.04)
    assert one["progress"] == pytest.approx(340 / 480)


def test_an_own_baseline_of_a_year_that_the_series_lacks_is_used_and_told() -> None:
    one = judged(goal("reduction", 50, target_year=2040, baseline_year=2019, baseline_value=800))
    assert (one["level_high"], one["remarks"]) == (400, ("baseline_unchecked",))


@pytest.mark.parametrize("year", [2019, None])
def test_a_percentage_of_an_unknown_baseline_cannot_be_judged(year: int | None) -> None:
    one = judged(goal("reduction", 25, target_year=2030, baseline_year=year))
    assert (one["verdict"], one["reason"]) == ("cannot_be_judged", "baseline_missing")


def test_a_reduction_of_everything_needs_no_baseline() -> None:
    assert judged(goal("reduction", 100, target_year=2030))["level_high"] == 0


def test_a_goal_for_transport_is_judged_on_the_transport_sector() -> None:
    one = judged(goal("reduction", 70, boundary="transport", target_year=2040, baseline_year=1990))
    assert (one["level_high"], one["latest_value"]) == (150, 330)  # 30 % of 500 t; half of 660 t
    assert one["trend_value"] == pytest.approx(250)


def test_a_level_per_person_is_multiplied_by_the_latest_population_held_constant() -> None:
    one = judged(goal("level_per_person", 3, target_year=2040))
    assert (one["level_high"], one["per_person"]) == (300, True)  # 3 t · 100 people
    assert one["remarks"] == ("inventory_unknown", "population_constant")


def test_a_passed_goal_per_person_is_held_against_the_people_of_its_year() -> None:
    table = emissions({2020: {"transport": 100}, 2024: {"transport": 100}})
    grown = territorial(table, population({2020: 50, 2024: 10}), CODE)
    one = judged(goal("level_per_person", 2, target_year=2020), on=grown)
    assert (one["level_high"], one["verdict"]) == (100, "reached")  # 2 t · 50 people


def test_a_reduction_per_person_is_of_the_tonnes_per_person() -> None:
    one = judged(goal("reduction_per_person", 60, target_year=2040, baseline_year=1990))
    assert (one["level_high"], one["series_baseline"]) == (pytest.approx(400), 10)  # 40 % of 10 t · 100 people
    assert one["progress"] == pytest.approx(340 / 600)  # from 10 t to 6.6 t, of the way to 4 t
    own = judged(goal("reduction_per_person", 50, target_year=2040, baseline_year=1990, baseline_value=8))
    assert (own["level_high"], own["baseline_differs"]) == (pytest.approx(400), pytest.approx(-0.2))


def test_without_a_population_a_goal_per_person_cannot_be_judged() -> None:
    nobody = territorial(emissions({2024: {"transport": 1}}), population({}), CODE)
    assert judged(goal("level_per_person", 1, target_year=2030), on=nobody)["reason"] == "population_missing"


def test_a_stated_level_of_an_inventory_of_its_own_cannot_be_judged() -> None:
    given = {"target_year": 2030, "baseline_year": 2020}
    assert judged(goal("level", 300, baseline_value=1000, **given))["reason"] == "own_inventory"  # the series: 700 t
    one = judged(goal("level", 300, baseline_value=710, **given))
    assert (one["level_high"], one["verdict"], one["remarks"]) == (300, "behind", ())


def test_a_goal_whose_level_cannot_be_read_is_not_let_in_by_its_pace() -> None:
    level = goal("level", 300, target_year=2030, baseline_year=2020, baseline_value=1000)
    assert judged(level, goal("annual_reduction", (10, 14), target_year=2030))["reason"] == "own_inventory"


def test_a_net_zero_goal_with_a_residual_is_judged_by_what_may_remain() -> None:
    neutral = goal("net_zero", target_year=2040)
    one = judged(neutral, goal("residual", 15, target_year=2040, baseline_year=1990))
    assert (one["lead_kind"], one["level_high"], one["verdict"]) == ("residual", 150, "behind")


def test_three_rows_of_one_goal_are_one_goal_judged_by_the_stated_number() -> None:
    given = {"target_year": 2040, "baseline_year": 1990}
    one = judged(
        goal("climate_neutral", target_year=2040, note="sv: Netto | en: Net"),
        goal("residual", 15, certainty="derived", note="sv: Räknat | en: Counted", **given),
        goal("reduction", 85, source_id="s2", **given),
    )
    assert (one["lead_kind"], one["level_high"], one["certainty"]) == ("reduction", pytest.approx(150), "stated")
    assert one["kinds"] == ("climate_neutral", "residual", "reduction")
    assert one["source_ids"] == ("s1", "s2")
    assert one["remarks"] == ()  # 15 % of 1 000 t is what 85 % leave: they agree
    assert one["text_sv"] == "sv climate_neutral; sv reduction"  # what we derived is not the city's words
    assert one["note"] == "sv: Netto | en: Net"  # nor are the notes of what we derived


def test_a_residual_is_of_the_baseline_that_its_goal_names() -> None:
    given = {"target_year": 2040, "baseline_year": 1990}
    one = judged(goal("reduction", 85, baseline_value=800, **given), goal("residual", 15, certainty="derived", **given))
    assert (one["level_high"], one["remarks"]) == (pytest.approx(120), ("baseline_differs",))


def test_numbers_that_disagree_are_told_and_the_strictest_stated_one_decides() -> None:
    given = {"target_year": 2040, "baseline_year": 1990}
    one = judged(goal("reduction", 70, **given), goal("residual", 10, certainty="derived", **given))
    assert (one["level_high"], "numbers_disagree" in one["remarks"]) == (300, True)
    both = judged(goal("reduction", 70, **given), goal("residual", 10, **given))
    assert (both["level_high"], "numbers_disagree" in both["remarks"]) == (100, True)


def test_a_superseded_goal_is_listed_but_not_judged() -> None:
    one = judged(goal("reduction", 85, target_year=2035, baseline_year=1990, standing="superseded"))
    assert (one["standing_of_goal"], one["verdict"], one["reason"]) == ("superseded", "cannot_be_judged", "superseded")


def test_an_ambition_is_judged_alike_but_stays_an_ambition() -> None:
    one = judged(goal("reduction", 50, target_year=2040, baseline_year=1990, standing="ambition"))
    assert (one["standing_of_goal"], one["verdict"]) == ("ambition", "on_track")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (goal("climate_neutral", target_year=2030), "no_number"),
        (goal("climate_positive", target_year=2030), "no_number"),
        (goal("qualitative", target_year=2030), "no_number"),
        (goal("reduction", target_year=2030), "no_number"),
        (goal("fossil_free", target_year=2030), "not_in_series"),
        (goal("traffic_reduction", 20, boundary="transport", target_year=2030), "not_emissions"),
        (goal("reduction_per_person", 30, boundary="energy", target_year=2030), "not_emissions"),
        (goal("qualitative", boundary="adaptation"), "not_emissions"),
        (goal("level_per_person", 1, boundary="consumption", target_year=2030), "boundary_differs"),
        (goal("fossil_free", boundary="municipal_group", target_year=2030), "boundary_differs"),
        (goal("annual_reduction", 16, boundary="area_and_consumption"), "boundary_differs"),
        (goal("reduction", 80, boundary="transport", part="road", target_year=2030), "part_differs"),
        (goal("reduction", 100, gas="co2", target_year=2030, baseline_year=1990), "gas_differs"),
        (goal("carbon_budget", 100, gas="co2", baseline_year=2020, target_year=2040), "gas_differs"),
    ],
)
def test_a_goal_that_the_series_cannot_tell_of_says_why(row: dict[str, Any], reason: str) -> None:
    one = judged(row)
    assert (one["verdict"], one["reason"]) == ("cannot_be_judged", reason)
    assert pd.isna(one["level_high"])


def test_a_goal_on_carbon_dioxide_is_judged_on_a_series_of_carbon_dioxide() -> None:
    one = judged(goal("reduction", 50, gas="co2", target_year=2040, baseline_year=1990), on=series(gas="co2"))
    assert one["verdict"] == "on_track"


def test_goals_come_by_standing_and_then_by_year() -> None:
    found = judge_goals(
        targets(
            goal("climate_neutral", goal_id="old", target_year=2025, standing="superseded"),
            goal("annual_reduction", 5, goal_id="pace"),
            goal("climate_neutral", goal_id="late", target_year=2045),
            goal("climate_neutral", goal_id="dream", target_year=2030, standing="ambition"),
            goal("climate_neutral", goal_id="soon", target_year=2030),
        ),
        series(),
        now=2026,
    )
    assert found["goal_id"].tolist() == ["soon", "late", "pace", "dream", "old"]


def test_without_goals_the_frame_is_empty_and_has_its_columns() -> None:
    found = judge_goals(targets(), series(), now=2026)
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_this_year_is_the_default() -> None:
    rows = targets(goal("level", 1, target_year=date.today().year), goal("level", 1, goal_id="b", target_year=2090))
    found = judge_goals(rows, series())
    assert found["verdict"].tolist() == ["awaiting_data", "on_track"]  # by the falling trend nothing is left in 2090


@pytest.mark.parametrize("kind", TARGET_KINDS)
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_every_kind_and_boundary_gets_a_verdict_from_the_vocabulary(kind: str, boundary: str) -> None:
    rows = [
        goal(kind, value, goal_id=f"{year}-{value}-{base}", boundary=boundary)
        | {"target_year": year, "baseline_year": base}
        for year in (None, 2010, 2025, 2040)
        for value in (None, 0.0, 50.0, 100.0)
        for base in (None, 1990)
    ]
    for one in (series(), series({}), series({2024: 0.0})):
        found = judge_goals(targets(*rows), one, now=2026)
        assert len(found) == len(rows)
        assert found["verdict"].isin(VERDICTS).all()
        cannot = found["verdict"] == "cannot_be_judged"
        assert found.loc[cannot, "reason"].isin(REASONS).all()
        assert found.loc[~cannot, "reason"].isna().all()
        assert set().union(*found["remarks"]) <= set(REMARKS)
