"""Boundaries from a file of areas: simplified together, so that neighbours still meet, and nobody is lost."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.sources.boundaries import GRID, generalised, read
from dashboard.tables.loading import Tables
from dashboard.tables.reading import TypedTable
from dashboard.tables.shapes import shape_faults
from tests import dataset

TODAY = date(2026, 12, 3)
CODES = list(dataset.PLACES)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


def square(west: float, south: float) -> list[list[list[float]]]:
    """A square of half a degree."""
    east, north = west + 0.5, south + 0.5
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def features(codes: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": {"kommun_kod": code},
            "geometry": {"type": "Polygon", "coordinates": square(15 + 0.5 * place, 60)},
        }
        for place, code in enumerate(codes)
    ]


def written(tmp_path: Path, given: list[dict[str, Any]]) -> Path:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": given}), encoding="utf-8")
    return path


def test_a_file_of_areas_becomes_a_row_a_municipality_in_metres(tmp_path: Path, small: Tables) -> None:
    found = read(written(tmp_path, features(CODES)), small, today=TODAY)
    assert not found.faults
    rows = found.tables["boundaries"]
    assert rows["code"].tolist() == sorted(CODES)
    assert set(rows["certainty"]) == {"derived"}
    west, south, east, north = shapely.total_bounds(shapely.from_wkt(rows["wkt"].to_numpy(dtype=object)))
    # Longitude 15 is the plane's own meridian, which lies at 500 000 m.
    assert west == pytest.approx(500_000, abs=GRID)
    assert 80_000 < east - west < 90_000
    assert 6_650_000 < south < north < 6_720_000
    assert found.tables["sources"]["licence"].tolist() == ["CC0"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["9901", "9901"], "repeated"),
        (["9901", "1234"], "unknown_code"),
    ],
)
def test_codes_that_are_wrong_are_refused(tmp_path: Path, small: Tables, given: list[str], reason: str) -> None:
    found = read(written(tmp_path, features(given)), small, today=TODAY)
    assert [each.reason for each in found.faults] == [reason]
    assert not found.tables


def test_a_point_is_no_area(tmp_path: Path, small: Tables) -> None:
    given = features(["9901"])
    given[0]["geometry"] = {"type": "Point", "coordinates": [15, 60]}
    assert [each.reason for each in read(written(tmp_path, given), small, today=TODAY).faults] == ["layout"]


def test_what_neighbours_share_they_still_share() -> None:
    """Two areas with a jagged common border, 40 m apart in the file as in one that nobody tidied."""
    ys = np.arange(0, 100_001, 2_000.0)
    jag = 30_000 + 900.0 * (np.arange(len(ys)) % 2)
    left = shapely.polygons([*zip(jag, ys, strict=True), (0, 100_000), (0, 0)])
    right = shapely.polygons([*zip(jag + 40, ys, strict=True), (80_000, 100_000), (80_000, 0)])
    made = generalised(np.asarray([left, right]), tolerance=3_000)
    assert shapely.get_num_coordinates(made[0]) < shapely.get_num_coordinates(left)
    assert shapely.coverage_is_valid(made)
    assert shapely.intersection(made[0], made[1]).length >= 100_000
    assert (np.mod(shapely.get_coordinates(made), GRID) == 0).all()


def test_small_islands_go_but_no_municipality_does() -> None:
    large, speck = shapely.box(0, 0, 50_000, 50_000), shapely.box(60_000, 0, 61_000, 1_000)
    alone = shapely.box(90_000, 0, 91_000, 1_000)
    made = generalised(np.asarray([shapely.multipolygons([large, speck]), alone]), tolerance=0)
    assert shapely.get_num_geometries(made).tolist() == [1, 1]
    assert shapely.area(made).tolist() == [2.5e9, 1e6]


def test_the_real_boundaries_meet_and_hold_everyone(tables: Tables) -> None:
    rows = tables.boundaries
    assert sorted(rows["code"]) == sorted(tables.municipalities["code"])
    shapes = shapely.from_wkt(rows["wkt"].to_numpy(dtype=object))
    assert shapely.coverage_is_valid(shapes)
    # Sweden has about 450 000 km², lakes among them.
    assert 4.2e11 < shapely.area(shapes).sum() < 4.6e11
    towns = tables.municipalities.set_index("code")
    assert abs(shapely.centroid(shapes[rows["code"].tolist().index("2480")]).x - 750_000) < 40_000
    assert len(towns) == 290


def typed(wkt: str) -> TypedTable:
    frame = pd.DataFrame({"code": ["9901"], "wkt": [wkt]}).astype("str")
    return TypedTable(frame, [2], set(), [])


@pytest.mark.parametrize(
    ("wkt", "reason"),
    [
        ("POLYGON ((600000 6600000, 650000 6600000, 650000 6650000, 600000 6600000))", None),
        ("POLYGON ((600000 6600000, 650000 6600000", "not_wkt"),
        ("LINESTRING (0 0, 1 1)", "not_wkt"),
        ("POLYGON EMPTY", "empty_shape"),
        ("POLYGON ((600000 6600000, 600000 6600000, 600000 6600000, 600000 6600000))", "invalid_shape"),
        ("POLYGON ((600000 6600000, 650000 6650000, 650000 6600000, 600000 6650000, 600000 6600000))", "invalid_shape"),
        ("POLYGON ((0 0, 1000 0, 1000 1000, 0 0))", "shape_outside"),
        ("POLYGON ((600000 6600000, nan 6600000, 650000 6650000, 600000 6600000))", "not_finite"),
    ],
)
def test_a_boundary_that_cannot_be_drawn_is_a_fault(wkt: str, reason: str | None) -> None:
    assert [each.reason for each in shape_faults(typed(wkt))] == ([reason] if reason else [])


def test_an_invalid_area_says_where(tables: Tables) -> None:
    crossed = "POLYGON ((600000 6600000, 650000 6600000, 650000 6650000, 620000 6590000, 600000 6600000))"
    (found,) = shape_faults(typed(crossed))
    assert (found.reason, found.row) == ("invalid_shape", 2)
    assert "intersection" in found.details["detail"].lower()
    assert shape_faults(TypedTable(tables.boundaries, list(range(2, 292)), set(), [])) == []


def test_an_invented_country_may_lie_anywhere() -> None:
    table = typed("POLYGON ((0 0, 1000 0, 1000 1000, 0 0))")
    assert shape_faults(table, extent=None) == []
    assert [each.reason for each in shape_faults(table)] == ["shape_outside"]
