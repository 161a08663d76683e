"""Klimatkollen's sector JSON, in the form in which it is published."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.sources.emissions import SECTOR_NAMES
from dashboard.sources.klimatkollen import read
from dashboard.sources.result import Import
from dashboard.tables.loading import Tables
from tests import dataset

TODAY = date(2026, 12, 3)
Document = list[dict[str, Any]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


def document(years: tuple[int, ...] = dataset.YEARS) -> Document:
    """The made-up municipalities as the publisher would write them: zero, not nothing, before 2023."""

    def named(code: str, year: int) -> dict[str, float]:
        values = dataset.sectors(dataset.tonnes(dataset.PLACES[code][5], year), year)
        return {SECTOR_NAMES[sector]: value or 0.0 for sector, value in values.items()}

    return [
        {"name": place[1], "sectors": {str(year): named(code, year) for year in years}}
        for code, place in dataset.PLACES.items()
    ]


def imported(tmp_path: Path, tables: Tables, given: Any, *, vintage: str | None = None) -> Import:
    path = tmp_path / "sectors.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return read(path, tables, vintage=vintage, today=TODAY)


def reasons(found: Import) -> list[tuple[str, str]]:
    return [(each.column, each.reason) for each in found.faults]


def test_sectors_are_joined_to_codes_by_name(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, document())
    assert not found.faults
    emissions = found.tables["emissions"]
    pd.testing.assert_frame_equal(
        emissions[["code", "year", "transport", "waste"]], tables.emissions[["code", "year", "transport", "waste"]]
    )
    assert set(emissions["gas"]) == {"co2e"}
    assert "total" not in emissions


def test_international_transport_is_missing_until_it_is_first_reported(tmp_path: Path, tables: Tables) -> None:
    given = document()
    # a municipality without an airport has a real zero once the sector is reported
    given[2]["sectors"]["2024"]["Utrikes transporter"] = 0.0
    emissions = imported(tmp_path, tables, given).tables["emissions"].set_index(["code", "year"])
    column = emissions["international_transport"]
    assert column[column.index.get_level_values("year") < 2023].isna().all()
    assert column["9901", 2023] > 0
    assert column["9801", 2024] == 0


def test_another_vintage_with_other_years_imports_as_well(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, document((1990, 2016, 2025)), vintage="SMHI 2027-06")
    emissions = found.tables["emissions"]
    assert sorted(set(emissions["year"])) == [1990, 2016, 2025]
    assert set(emissions["vintage"]) == {"SMHI 2027-06"}
    assert set(emissions["source_id"]) == set(found.tables["sources"]["source_id"]) == {"smhi-2027-06"}
    assert found.dated


def test_without_a_vintage_the_day_of_the_import_is_told(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, document())
    assert set(found.tables["emissions"]["vintage"]) == {"SMHI via Klimatkollen, 2026-12-03"}
    assert not found.dated


def test_the_nation_goes_into_its_own_table(tmp_path: Path, tables: Tables) -> None:
    given = document()[:1]
    given[0]["name"] = "Sverige"
    found = imported(tmp_path, tables, given)
    assert "emissions" not in found.tables
    assert len(found.tables["national_emissions"]) == len(dataset.YEARS)


def test_municipalities_that_are_not_in_the_file_are_told(tmp_path: Path, tables: Tables) -> None:
    assert imported(tmp_path, tables, document()[:2]).remarks == ("1 of the 3 municipalities are not in the file",)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("12", "text_for_number"),
        (True, "text_for_number"),
        ([1], "text_for_number"),
        (-1.0, "negative"),
        (1e13, "out_of_range"),
        (10**400, "out_of_range"),
    ],
)
def test_a_figure_that_is_none_is_named_by_its_path(tmp_path: Path, tables: Tables, value: Any, reason: str) -> None:
    given = document()
    given[0]["sectors"]["2000"]["Jordbruk"] = value
    assert reasons(imported(tmp_path, tables, given)) == [("Alsta/2000/Jordbruk", reason)]


def test_an_overflowing_figure_is_not_finite(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "sectors.json"
    text = json.dumps(document()[:1])
    path.write_text(text.replace("36000.0", "1e999"), encoding="utf-8")
    found = read(path, tables, today=TODAY)
    assert reasons(found) == [("Alsta/1990/Jordbruk", "not_finite")]


def test_null_stays_missing(tmp_path: Path, tables: Tables) -> None:
    given = document()
    given[0]["sectors"]["2000"]["Jordbruk"] = None
    found = imported(tmp_path, tables, given)
    assert not found.faults
    assert pd.isna(found.tables["emissions"]["agriculture"].iloc[1])


def test_names_sectors_and_years_are_known(tmp_path: Path, tables: Tables) -> None:
    given = document()
    given[0]["name"] = "Alstad"
    given[1]["sectors"]["20x4"] = {}
    given[1]["sectors"]["1850"] = {}
    sectors = given[2]["sectors"]["1990"]
    sectors["Sjöfart"] = sectors.pop("Jordbruk")
    assert reasons(imported(tmp_path, tables, given)) == [
        ("name", "unknown_name"),
        ("Björkö/20x4", "bad_year"),
        ("Björkö/1850", "bad_year"),
        ("Ödevata/1990", "unknown_sector"),
        ("Ödevata/1990/Jordbruk", "missing_sector"),
    ]


def test_a_municipality_stands_once(tmp_path: Path, tables: Tables) -> None:
    assert reasons(imported(tmp_path, tables, document() + document()[:1])) == [("name", "repeated")]
