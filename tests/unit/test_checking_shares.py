"""Travel surveys that cannot be true, or that are not one survey, are refused with row and reason."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.tables.checking import check_folder
from dashboard.tables.faults import Fault
from dashboard.tables.shares import ADDABLE, PARTS
from dashboard.tables.vocabulary import MODES
from tests import dataset
from tests.spoiling import places, put, replace

SURVEY = {"code": "9901", "survey": "s", "survey_year": 2022, "area": "municipality", "group": "all", "trips": "all"}
GOAL = {"code": "9901", "area": "municipality", "trips": "all", "mode": "car", "bound": "max", "standing": "current"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def surveyed(folder: Path, *rows: dict[str, Any]) -> list[Fault]:
    """What the check says of a table of these rows; the first of them stands on row 2."""
    replace(folder, "modal_share", dataset.table("modal_share", [SURVEY | row for row in rows]))
    return check_folder(folder)


def shares(**by_mode: float) -> list[dict[str, Any]]:
    return [{"mode": mode, "share": share} for mode, share in by_mode.items()]


def test_every_mode_is_known_by_what_it_covers() -> None:
    assert tuple(sorted(PARTS)) == tuple(sorted(MODES))
    for modes in ADDABLE:
        covered = [part for mode in modes for part in PARTS[mode]]
        assert len(covered) == len(set(covered))


@pytest.mark.parametrize(
    ("given", "row", "total"),
    [
        ({"walk": 30, "bicycle": 20, "public_transport": 20, "car": 30, "other": 2.5}, 6, "102.5"),
        ({"sustainable": 60, "car": 43}, 3, "103"),
        ({"car": 43, "sustainable": 57, "other": 3}, 4, "103"),
        ({"not_car": 60, "car": 42.01}, 3, "102.01"),
        ({"walk_and_bicycle": 50, "public_transport": 20, "car": 33}, 4, "103"),
        ({"walk_and_public_transport": 50, "bicycle": 20, "car": 33}, 4, "103"),
        # only the modes that may be added count: the last row of the sum is not the last row of the survey
        ({"walk": 40, "car": 70, "sustainable": 39}, 3, "110"),
    ],
)
def test_shares_that_sum_past_102_are_refused_at_the_last_row_of_the_sum(
    folder: Path, given: dict[str, float], row: int, total: str
) -> None:
    (found,) = surveyed(folder, *shares(**given))
    assert (found.file, found.row, found.column, found.reason) == ("modal_share.csv", row, "share", "share_sum")
    assert f"sum to {total}, more than 102" in found.text("en")
    assert f"summerar till {total}, mer än 102" in found.text("sv")


@pytest.mark.parametrize(
    "given",
    [
        {"walk": 21, "bicycle": 7, "public_transport": 30, "car": 43},
        {"sustainable": 60, "car": 42},
        {"walk": 33, "bicycle": 20, "public_transport": 5, "sustainable": 58, "car": 40, "not_car": 60},
        {"walk": 40, "bicycle": 30, "walk_and_bicycle": 70, "car": 30},
        {"walk": 60, "bicycle": 35.5, "car": 6.5},
    ],
)
def test_roundings_and_modes_that_overlap_are_no_wrong_sum(folder: Path, given: dict[str, float]) -> None:
    assert surveyed(folder, *shares(**given)) == []


def test_shares_that_sum_to_less_are_no_fault(folder: Path) -> None:
    assert surveyed(folder, *shares(walk=29, bicycle=10, public_transport=36)) == []


@pytest.mark.parametrize(
    "other",
    [{"group": "women"}, {"method": "app"}, {"survey": "t"}, {"code": "9902"}],
)
def test_only_shares_of_one_survey_group_and_method_are_added(folder: Path, other: dict[str, str]) -> None:
    car, bicycle = shares(car=70, bicycle=70)
    assert surveyed(folder, car, bicycle | other) == []
    assert [each.reason for each in surveyed(folder, car, bicycle)] == ["share_sum"]
    assert "share_sum" in [each.reason for each in surveyed(folder, car | other, bicycle | other)]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [("share", "100.1", "out_of_range"), ("share", "-1", "negative"), ("mode", "scooter", "not_one_of")],
)
def test_a_share_outside_0_to_100_and_an_unknown_mode_are_refused_and_told_once(
    folder: Path, column: str, value: str, reason: str
) -> None:
    put(folder, "modal_share", 3, column, value)
    (found,) = check_folder(folder)
    assert (found.file, found.row, found.column, found.value, found.reason) == (
        "modal_share.csv", 3, column, value, reason
    )  # fmt: skip


@pytest.mark.parametrize("method", [None, "app"])
def test_a_figure_may_stand_once_for_a_survey_group_and_method(folder: Path, method: str | None) -> None:
    car = {"mode": "car", "share": 40, "method": method}
    (found,) = surveyed(folder, car, car | {"share": 41})
    assert (found.row, found.reason, found.details["first"]) == (3, "duplicate_key", 2)
    assert surveyed(folder, car, car | {"group": "men"}, car | {"survey": "t"}, car | {"method": "paper"}) == []


@pytest.mark.parametrize("reported", [None, 2020])
@pytest.mark.parametrize("sector", [None, "transport"])
def test_a_figure_may_stand_once_for_a_scope_part_and_report(
    folder: Path, reported: int | None, sector: str | None
) -> None:
    scope = {"code": "9901", "year": 2019, "reported": reported, "scope": "2", "part": "total", "sector": sector,
             "tonnes": 20_000, "verified": "no"}  # fmt: skip
    replace(folder, "scopes", dataset.table("scopes", [scope, scope | {"tonnes": 21_000}]))
    (found,) = check_folder(folder)
    assert (found.file, found.row, found.reason) == ("scopes.csv", 3, "duplicate_key")
    others = [{"scope": "1"}, {"part": "grid_supply"}, {"reported": 2021}, {"sector": "waste"}, {"year": 2020}]
    replace(folder, "scopes", dataset.table("scopes", [scope, *(scope | other for other in others)]))
    assert check_folder(folder) == []


@pytest.mark.parametrize(("other", "reason"), [("nowhere", "unknown_survey"), ("s", "own_survey")])
def test_a_survey_is_comparable_only_with_another_of_its_municipality(folder: Path, other: str, reason: str) -> None:
    found = surveyed(folder, {"mode": "car", "share": 40, "comparable_with": other})
    assert places(found) == {("modal_share.csv", 2, "comparable_with", reason)}


def test_a_survey_of_another_municipality_is_none_to_compare_with(folder: Path) -> None:
    car = {"mode": "car", "share": 40}
    older = car | {"survey": "older", "survey_year": 2014}
    assert surveyed(folder, car | {"comparable_with": "older"}, older) == []
    found = surveyed(folder, car | {"comparable_with": "older"}, older | {"code": "9902"})
    assert places(found) == {("modal_share.csv", 2, "comparable_with", "unknown_survey")}


@pytest.mark.parametrize(
    ("column", "value"), [("survey_year", 2021), ("survey_year", None), ("area", "city"), ("trips", "commuting")]
)
def test_a_survey_has_one_year_one_area_and_one_kind_of_trips(folder: Path, column: str, value: Any) -> None:
    car, bicycle = shares(car=40, bicycle=20)
    (found,) = surveyed(folder, car, bicycle | {column: value})
    assert (found.row, found.column, found.reason) == (3, column, "one_survey")
    assert surveyed(folder, car, bicycle | {column: value, "survey": "t"}) == []
    assert surveyed(folder, car, bicycle | {column: value, "code": "9902"}) == []


def test_a_year_that_is_no_year_is_told_once(folder: Path) -> None:
    put(folder, "modal_share", 3, "survey_year", "twenty")
    assert [each.reason for each in check_folder(folder)] == ["text_for_number"]


def test_a_goal_for_a_share_is_no_more_than_all_trips(folder: Path) -> None:
    goals = [
        GOAL | {"kind": "share", "value": 101},
        GOAL | {"kind": "share", "value": 100, "mode": "other"},
        GOAL | {"kind": "increase", "value": 200},
    ]
    replace(folder, "modal_targets", dataset.table("modal_targets", goals))
    assert places(check_folder(folder)) == {("modal_targets.csv", 2, "value", "out_of_range")}


def test_a_goals_year_is_not_before_the_year_it_starts_from(folder: Path) -> None:
    years: list[dict[str, Any]] = [
        {"target_year": 2020, "baseline_year": 2021},
        {"target_year": 2021, "baseline_year": 2021},
        {"target_year": None, "baseline_year": 2021},
    ]
    goals = pd.concat([dataset.table("modal_targets", [GOAL | {"kind": "share", "value": 40} | row]) for row in years])
    replace(folder, "modal_targets", goals)
    assert places(check_folder(folder)) == {("modal_targets.csv", 2, "target_year", "target_before_baseline")}


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"walk": 50, "sustainable": 30, "car": 40}, 3),
        ({"sustainable": 90, "walk": 10, "bicycle": 10, "public_transport": 10, "car": 10}, 2),
        ({"walk": 50, "walk_and_bicycle": 30}, 3),
        ({"not_car": 40, "walk": 30, "bicycle": 20}, 2),
    ],
)
def test_a_total_that_does_not_fit_its_parts_is_refused(folder: Path, given: dict[str, float], row: int) -> None:
    assert ("modal_share.csv", row, "share", "share_total") in places(surveyed(folder, *shares(**given)))


@pytest.mark.parametrize(
    "given", [{"walk": 33, "bicycle": 20, "public_transport": 5, "sustainable": 56}, {"sustainable": 58, "walk": 11}]
)
def test_a_total_may_be_rounded_and_hold_what_is_not_told(folder: Path, given: dict[str, float]) -> None:
    assert surveyed(folder, *shares(**given)) == []


def test_a_survey_of_men_alone_is_refused(folder: Path) -> None:
    found = surveyed(folder, {"mode": "car", "share": 45, "group": "men"})
    assert places(found) == {("modal_share.csv", 2, "group", "without_all")}


@pytest.mark.parametrize(
    ("older", "reason"),
    [
        ({"survey_year": 2014, "area": "city"}, "another_survey"),
        ({"survey_year": 2014, "trips": "commuting"}, "another_survey"),
        ({"survey_year": 2022}, "later_survey"),
        ({"survey_year": None}, "later_survey"),
    ],
)
def test_a_method_alone_can_be_made_comparable_and_with_an_earlier_survey(
    folder: Path, older: dict[str, Any], reason: str
) -> None:
    car = {"mode": "car", "share": 40}
    found = surveyed(folder, car | {"comparable_with": "older"}, car | {"survey": "older"} | older)
    assert places(found) == {("modal_share.csv", 2, "comparable_with", reason)}


@pytest.mark.parametrize(("value", "start"), [(300, 50), (1001, None)])
def test_a_share_cannot_grow_past_the_whole(folder: Path, value: float, start: float | None) -> None:
    goal = GOAL | {"kind": "increase", "value": value, "baseline_share": start}
    replace(folder, "modal_targets", dataset.table("modal_targets", [goal]))
    assert places(check_folder(folder)) == {("modal_targets.csv", 2, "value", "grown_too_far")}
