"""The frozen tables: what types they have and what they know."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pandas as pd
import pytest

from dashboard.tables.loading import DataError, Tables, UnknownRelease, load
from dashboard.tables.reading import kind
from dashboard.tables.schemas import SPECS
from dashboard.tables.writing import csv_text
from tests import dataset


def test_every_table_of_the_schemas_is_an_attribute() -> None:
    assert {each.name for each in fields(Tables)} == {"dataset", "release", "fictional", "draft", *SPECS}


def test_columns_have_the_types_of_the_schema(tmp_path: Path) -> None:
    tables = dataset.tables(tmp_path)
    for name, frame in tables.frames().items():
        assert tuple(frame.columns) == SPECS[name].columns
        for column, schema in SPECS[name].schema.columns.items():
            assert str(frame[column].dtype) == kind(schema), (name, column)


def test_missing_stays_missing_and_zero_stays_zero(tmp_path: Path) -> None:
    given = dataset.frames()
    given["emissions"].loc[0, ["waste", "total"]] = [0, None]
    emissions = load(dataset.write(tmp_path / "data", given)).emissions
    assert emissions["waste"].iloc[0] == 0
    assert pd.isna(emissions["international_transport"].iloc[0])
    assert pd.isna(emissions["total"].iloc[0])
    assert emissions["code"].iloc[0] == "9901"


def test_codes_keep_their_leading_zero(tmp_path: Path) -> None:
    given = {name: frame.replace({"9801": "0114"}) for name, frame in dataset.frames().items()}
    assert load(dataset.write(tmp_path / "data", given)).slugs["odevata"] == "0114"


def test_tables_know_their_release_and_municipalities(tmp_path: Path) -> None:
    tables = dataset.tables(tmp_path)
    assert (tables.dataset, tables.release, tables.data_date) == ("stadsriket", "2026-11", "2026-11-20")
    assert tables.slugs == {"alsta": "9901", "bjorko": "9902", "odevata": "9801"}
    assert tables.municipality("9902").name == "Björkö"
    with pytest.raises(KeyError):
        tables.municipality("0000")


def test_a_missing_coordinate_is_none(tmp_path: Path) -> None:
    given = dataset.frames()
    given["municipalities"].loc[0, ["lat", "skr_group"]] = [None, None]
    place = load(dataset.write(tmp_path / "data", given)).municipality("9901")
    assert (place.lat, place.lon, place.skr_group) == (None, 15.0, "")


def test_tables_are_frozen_and_compared_by_identity(tmp_path: Path) -> None:
    tables = dataset.tables(tmp_path)
    with pytest.raises(FrozenInstanceError):
        tables.release = "2027-01"  # type: ignore[misc]
    assert hash(tables) == hash(tables)
    assert tables != load(tmp_path / "stadsriket")


def test_a_file_beside_the_pointer_marks_invented_data(tmp_path: Path) -> None:
    folder = dataset.write(tmp_path / "data")
    assert not load(folder).fictional
    (folder / "fictional").touch()
    assert load(folder).fictional


def test_faulty_data_is_not_loaded_and_every_fault_is_told(tmp_path: Path) -> None:
    folder = dataset.write(tmp_path / "data")
    path = folder / "2026-11" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",50,", ",x,"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(folder)
    assert [each.row for each in caught.value.faults] == [2, 3, 4]
    assert "and 2 more" in str(caught.value)


@pytest.mark.parametrize("release", ["2020-01", "../data/2026-11", "", "current"])
def test_a_release_that_is_none_is_unknown(tmp_path: Path, release: str) -> None:
    with pytest.raises(UnknownRelease):
        load(dataset.write(tmp_path / "data"), release=release)


def test_a_table_reads_back_as_it_was_written(tmp_path: Path) -> None:
    tables = dataset.tables(tmp_path)
    for name, frame in tables.frames().items():
        path = tmp_path / "stadsriket" / "2026-11" / f"{name}.csv"
        assert csv_text(frame, SPECS[name]) == path.read_text(encoding="utf-8")
