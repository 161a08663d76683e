"""Whether boundaries can be drawn: each one parses, is a valid area, and lies where municipalities lie."""

import re

import shapely

from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import TypedTable

#: Sweden in SWEREF 99 TM (m): west, south, east, north, with some room.
SWEDEN = (240_000.0, 6_100_000.0, 960_000.0, 7_700_000.0)
#: The plane's coordinates reach no farther (m), whoever invents them.
FARTHEST = 1e7
FILE = "boundaries.csv"
#: Numbers that the library would read, and no map can draw.
NOT_FINITE = re.compile(r"nan|inf", re.IGNORECASE)


def shape_faults(table: TypedTable, *, extent: tuple[float, float, float, float] | None = SWEDEN) -> list[Fault]:
    """Every fault in the ``wkt`` of table ``boundaries``, by row.

    ``extent`` (m: west, south, east, north) is where real municipalities lie; ``None`` for invented ones, whose
    numbers need only be finite and lie on the plane.
    """
    faults: list[Fault] = []
    west, south, east, north = extent or (-FARTHEST, -FARTHEST, FARTHEST, FARTHEST)
    for index, wkt in enumerate(table.frame["wkt"].to_list()):
        if (index, "wkt") in table.bad or not isinstance(wkt, str):
            continue
        reason, details = _judged(wkt, (west, south, east, north))
        if reason:
            faults.append(fault(FILE, table.lines[index], "wkt", wkt, reason, **details))
    return faults


def _judged(wkt: str, extent: tuple[float, float, float, float]) -> tuple[str, dict[str, str]]:
    """The key of what is wrong with an area, and what its message names; an empty key for nothing."""
    if NOT_FINITE.search(wkt):
        return "not_finite", {}
    try:
        shape = shapely.from_wkt(wkt)
    except shapely.errors.GEOSException as error:
        return "not_wkt", {"detail": str(error).splitlines()[0][:60]}
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return "not_wkt", {"detail": shape.geom_type}
    if shape.is_empty:
        return "empty_shape", {}
    if not shape.is_valid:
        return "invalid_shape", {"detail": shapely.is_valid_reason(shape)[:60]}
    west, south, east, north = shape.bounds
    inside = west >= extent[0] and south >= extent[1] and east <= extent[2] and north <= extent[3]
    if not inside:
        low, high = f"{extent[0]:.0f} {extent[1]:.0f}", f"{extent[2]:.0f} {extent[3]:.0f}"
        return "shape_outside", {"low": low, "high": high}
    return "", {}
