"""Figures that are well formed and cannot be true."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.tables.checking import check_folder
from dashboard.tables.vocabulary import SECTORS
from tests import dataset
from tests.spoiling import places, put, replace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def emissions(folder: Path, code: str, year: int, factor: float) -> int:
    """Multiplies all of one row's figures; returns its line."""
    frame = dataset.frames()["emissions"]
    at = frame.index[(frame["code"] == code) & (frame["year"] == year)]
    frame.loc[at, [*SECTORS, "total"]] *= factor
    replace(folder, "emissions", frame)
    return int(at[0]) + 2


def test_a_municipality_cannot_emit_more_than_the_nation(folder: Path) -> None:
    line = emissions(folder, "9801", 2015, 5000)
    assert ("emissions.csv", line, "total", "above_nation") in places(check_folder(folder))


def test_a_slipped_decimal_point_is_implausible_beside_the_other_years(folder: Path) -> None:
    line = emissions(folder, "9901", 2024, 0.01)
    # only that year: the years beside it are not blamed
    assert places(check_folder(folder)) == {("emissions.csv", line, "total", "jump")}
    line = emissions(folder, "9801", 2024, 12)
    assert ("emissions.csv", line, "total", "jump") in places(check_folder(folder))


def test_a_plant_that_closes_is_plausible(folder: Path) -> None:
    emissions(folder, "9901", 2024, 0.1)
    assert check_folder(folder) == []


def test_one_steady_sector_cannot_rise_twentyfold_by_itself(folder: Path) -> None:
    frame = dataset.frames()["emissions"]
    frame.loc[9, ["waste", "total"]] = [100_000, None]
    replace(folder, "emissions", frame)
    assert ("emissions.csv", 11, "waste", "jump") in places(check_folder(folder))


def test_the_municipalities_cannot_sum_to_more_than_the_nation(folder: Path) -> None:
    nation = dataset.frames()["national_emissions"]
    nation.loc[2, [*SECTORS, "total"]] *= 0.9
    replace(folder, "national_emissions", nation)
    assert places(check_folder(folder)) == {("national_emissions.csv", 4, "total", "sum_above_nation")}


def test_the_nation_has_neighbouring_years_too(folder: Path) -> None:
    nation = dataset.frames()["national_emissions"]
    nation.loc[2, [*SECTORS, "total"]] *= 12
    replace(folder, "national_emissions", nation)
    assert places(check_folder(folder)) == {("national_emissions.csv", 4, "total", "jump")}


def test_in_a_large_data_set_no_municipality_has_a_third_of_the_nation(tmp_path: Path) -> None:
    given = dataset.frames()
    parts = {name: [given[name]] for name in ("municipalities", "emissions", "population")}
    for number in range(60):
        code = f"97{number:02}"
        for name, copies in parts.items():
            copy = given[name][given[name]["code"] == "9801"].assign(code=code)
            copies.append(copy.assign(slug=f"ort-{number}", name=f"Ort {number}") if name == "municipalities" else copy)
    given |= {name: pd.concat(copies, ignore_index=True) for name, copies in parts.items()}
    # the nation's rows are missing: the other municipalities together then stand for it
    given["national_emissions"] = given["national_emissions"].head(0)
    large = dataset.write(tmp_path / "large", given)
    assert check_folder(large) == []
    frame = given["emissions"]
    frame.loc[9, [*SECTORS, "total"]] *= 5
    replace(large, "emissions", frame)
    assert places(check_folder(large)) == {("emissions.csv", 11, "total", "above_nation")}


def test_a_population_does_not_double_in_a_year(folder: Path) -> None:
    put(folder, "population", 12, "population", "200000")
    assert places(check_folder(folder)) == {("population.csv", 12, "population", "jump")}


def test_a_reported_scope_is_of_the_size_of_the_municipality(folder: Path) -> None:
    put(folder, "scopes", 2, "tonnes", "195000000")
    assert places(check_folder(folder)) == {("scopes.csv", 2, "tonnes", "above_own")}
