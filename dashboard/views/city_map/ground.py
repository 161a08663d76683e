"""The ground of view ``city-map``: each municipality's rings and point, made once a release from the boundaries.

All lengths are whole hundreds of metres (hm) in SWEREF 99 TM: nothing on the map is finer, and short numbers travel.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from dashboard.tables.loading import Tables

HM = 100.0
#: The whole map is drawn with corners no finer than this part of its height: about a pixel.
COARSE = 1 / 420
#: What lies nearer to each other than this part of the map is one land, where there are too many to be told apart.
NEAR_BY = 0.01
#: A town lies at most this far outside its own border (m): borders are simplified, coasts most of all.
NEAR = 4_000.0
Box = tuple[float, float, float, float]
Rings = tuple[list[int | None], list[int | None]]


@dataclass(frozen=True, eq=False)
class Ground:
    """Per municipality code: ``coarse`` rings (x and y, ``None`` between rings), ``shapes`` (in metres), ``boxes``
    (west, south, east, north) and ``points`` (the main town where it lies inside, else a point inside). ``extent``
    holds all.
    """

    coarse: dict[str, Rings]
    shapes: dict[str, Any]
    boxes: dict[str, Box]
    points: dict[str, tuple[int, int]]
    extent: Box

    def within(self, box: Box) -> list[str]:
        """The codes whose municipalities touch a box."""
        west, south, east, north = box
        return [code for code, (w, s, e, n) in self.boxes.items() if w < east and e > west and s < north and n > south]

    def joined(self, codes: Iterable[str], box: Box | None = None) -> Rings:
        """The rings of many municipalities as one trace: coarse, or fine and cut off at a box."""
        rings = self.coarse if box is None else cut(self, box)
        xs: list[int | None] = []
        ys: list[int | None] = []
        for code in codes:
            if code in rings:
                xs += [*rings[code][0], None]
                ys += [*rings[code][1], None]
        return xs[:-1], ys[:-1]


@lru_cache(maxsize=4)
def land(ground_: Ground) -> Rings:
    """All municipalities together as areas without borders between them, coarse: what lies near is closed up."""
    west, south, east, north = ground_.extent
    near = max(east - west, north - south) * HM * NEAR_BY
    shapes = shapely.simplify(np.array(list(ground_.shapes.values()), dtype=object), near / 8)
    closed = shapely.union_all(shapely.buffer(shapes, near, quad_segs=1)).buffer(-near, quad_segs=1)
    return _rings(closed.simplify(near / 2))


@lru_cache(maxsize=4)
def ground(tables: Tables) -> Ground | None:
    """The ground of a release, parsed once; ``None`` without any boundary."""
    rows = tables.boundaries
    if rows.empty:
        return None
    codes = [str(code) for code in rows["code"]]
    shapes = shapely.from_wkt(rows["wkt"].to_numpy(dtype=object))
    bounds = shapely.bounds(shapes) / HM
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    tolerance = max(east - west, north - south) * HM * COARSE
    thinned = shapely.coverage_simplify(shapes, tolerance)
    towns = _towns(tables.municipalities)
    return Ground(
        coarse={
            code: _rings(shape, step=max(1, round(tolerance / HM / 4)))
            for code, shape in zip(codes, thinned, strict=True)
        },
        shapes=dict(zip(codes, shapes, strict=True)),
        boxes={code: (w, s, e, n) for code, (w, s, e, n) in zip(codes, bounds.tolist(), strict=True)},
        points={code: _point(shape, towns.get(code)) for code, shape in zip(codes, shapes, strict=True)},
        extent=(west, south, east, north),
    )


@lru_cache(maxsize=16)
def cut(ground_: Ground, box: Box) -> dict[str, Rings]:
    """The rings of what lies within a box and a little beyond, so that no cut shows as a border."""
    room = 0.01 * (box[2] - box[0])
    sides = [side * HM for side in (box[0] - room, box[1] - room, box[2] + room, box[3] + room)]
    return {code: _rings(shapely.clip_by_rect(ground_.shapes[code], *sides)) for code in ground_.within(box)}


def _rings(shape: Any, *, step: int = 1) -> Rings:
    """The outer rings of an area, corners to the nearest ``step`` (hm).

    The first corner is not told again, since a fill closes itself.
    """
    xs: list[int | None] = []
    ys: list[int | None] = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        corners = (np.round(shapely.get_coordinates(part.exterior) / HM / step).astype(int) * step).tolist()
        xs += [*(x for x, _ in corners), None]
        ys += [*(y for _, y in corners), None]
    return xs[:-1], ys[:-1]


def _towns(municipalities: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """The main towns' places on the plane (m), for those municipalities whose place is known."""
    # It reads a database of coordinate systems: only a map needs that, and only once.
    from pyproj import Transformer

    known = municipalities.dropna(subset=["lat", "lon"])
    to_plane = Transformer.from_crs(4326, 3006, always_xy=True)
    xs, ys = to_plane.transform(known["lon"].to_numpy(dtype=float), known["lat"].to_numpy(dtype=float))
    return {str(code): (float(x), float(y)) for code, x, y in zip(known["code"], xs, ys, strict=True)}


def _point(shape: Any, town: tuple[float, float] | None) -> tuple[int, int]:
    if town is None or not np.isfinite(town).all() or shapely.distance(shape, shapely.points(town)) > NEAR:
        inside = shapely.point_on_surface(shape)
        town = (inside.x, inside.y)
    return round(town[0] / HM), round(town[1] / HM)
