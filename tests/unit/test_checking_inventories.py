"""Inventories that cannot be one report, or whose totals are not their parts', are refused with row and reason."""

from pathlib import Path
from typing import Any

import pytest

from dashboard.tables.checking import check_folder
from tests import dataset
from tests.spoiling import places, replace

ROW = {"code": "9901", "year": 2019, "reported": 2020, "scope": "1", "part": "total", "tonnes": 100_000,
       "protocol": "gpc", "gases": "CO2", "boundary": "municipality", "verified": "no"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def found(folder: Path, *rows: dict[str, Any]) -> set[tuple[str, int, str, str]]:
    replace(folder, "scopes", dataset.table("scopes", [ROW | row for row in rows]))
    return places(check_folder(folder))


@pytest.mark.parametrize(
    ("column", "value"),
    [("protocol", "other"), ("protocol", None), ("gases", "CH4"), ("boundary", "partial"), ("verified", "yes")],
)
def test_one_report_has_one_basis(folder: Path, column: str, value: str | None) -> None:
    other = {"scope": "2", column: value}
    assert found(folder, {}, other) == {("scopes.csv", 3, column, "one_inventory")}
    assert found(folder, {}, other | {"reported": 2021}) == set()


def test_a_total_by_a_method_of_its_own_may_name_other_gases(folder: Path) -> None:
    assert found(folder, {}, {"scope": "basic", "gases": "GPC"}) == set()


def test_a_scope_is_the_sum_of_its_two_parts(folder: Path) -> None:
    parts = [{"part": "excluding_grid_supply", "tonnes": 70_000}, {"part": "grid_supply", "tonnes": 30_000}]
    assert found(folder, {}, *parts) == set()
    assert found(folder, {"tonnes": 90_000}, *parts) == {("scopes.csv", 2, "tonnes", "parts_of_scope")}


def test_basic_plus_holds_basic(folder: Path) -> None:
    both = [{"scope": "basic", "tonnes": 50_000}, {"scope": "basic_plus", "tonnes": 40_000}]
    assert found(folder, *both) == {("scopes.csv", 3, "tonnes", "plus_below_basic")}
    assert found(folder, both[0], both[1] | {"tonnes": 50_000}) == set()


@pytest.mark.parametrize("scope", ["total", "basic", "basic_plus"])
def test_what_goes_to_grids_is_of_a_scope_and_not_of_a_total(folder: Path, scope: str) -> None:
    assert found(folder, {"scope": scope, "part": "grid_supply"}) == {("scopes.csv", 2, "part", "grid_of_total")}


def test_nothing_is_reported_before_its_year(folder: Path) -> None:
    assert found(folder, {"reported": 2018}) == {("scopes.csv", 2, "reported", "reported_before")}
