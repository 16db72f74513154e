"""How long and how large something drawn on the map is: on the grid, on the ellipsoid, and on the ground.

Three numbers, because none of them is the others. At Kangbashi the grid of CM 111° is 13.3 cm longer than the
ellipsoid in each kilometre, and the ground at 1,350 m is 21.2 cm longer still: the grid shows 7.9 cm too little.
A height here is above the ellipsoid; one above the sea is some 20 m off, which changes 0.3 cm in a kilometre.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import BadPlace, BadReference
from kangbashi_gis.model import crs

if TYPE_CHECKING:
    from pyproj import Geod

Point = tuple[float, float]
HEIGHT_M = 1_350.0  # of the city, where nobody has set another
LEAST_M, MOST_M = -500.0, 9_000.0  # of heights on land
STEP_M = 250.0  # a straight edge on the grid is no geodesic; pieces this short are, to a millimetre


@dataclass(frozen=True)
class Segment:
    """One straight piece. grid_bearing: from grid north, true_bearing: from true north, degrees clockwise."""

    grid_m: float
    ellipsoid_m: float
    ground_m: float
    grid_bearing: float
    true_bearing: float


@dataclass(frozen=True)
class Measured:
    """Length of a line, or of the border of an area with its three areas in m² (None for a line)."""

    height_m: float
    grid_m: float
    ellipsoid_m: float
    ground_m: float
    segments: tuple[Segment, ...]
    grid_m2: float | None = None
    ellipsoid_m2: float | None = None
    ground_m2: float | None = None

    @property
    def cm_per_km(self) -> float:
        """How many centimetres the grid shows too much in a kilometre of ground; nan where there is no length."""
        return (self.grid_m / self.ground_m - 1) * 1e5 if self.ground_m else math.nan


def line(reference: str, corners: Sequence[Point], height_m: float = HEIGHT_M) -> Measured:
    """Measure a line whose corners are in a CRS in metres. Raises BadPlace for fewer than two of them."""
    xy, lonlat = _placed(reference, corners, 2, height_m)
    return _measured(_geod(reference), xy, lonlat, height_m)


def area(reference: str, corners: Sequence[Point], height_m: float = HEIGHT_M) -> Measured:
    """Measure a polygon whose corners are in a CRS in metres; the border closes by itself.

    Raises BadPlace for fewer than three corners. Whose border crosses itself has no certain area: PolygonInvalid is
    for the caller to raise, who knows what to say.
    """
    closed = [*corners, corners[0]] if corners and corners[0] != corners[-1] else list(corners)
    xy, lonlat = _placed(reference, closed, 4, height_m)
    geod = _geod(reference)
    border = _measured(geod, xy, lonlat, height_m)
    here = xy - xy[0]  # large numbers would lose the last digits
    grid = abs(float((here[:-1, 0] * here[1:, 1] - here[1:, 0] * here[:-1, 1]).sum())) / 2
    dense = _degrees(reference, _dense(xy))
    ellipsoid = abs(geod.polygon_area_perimeter(dense[:-1, 0], dense[:-1, 1])[0])
    meridian, across = _radii(geod, float(lonlat[:, 1].mean()))
    ground = ellipsoid * (1 + height_m / meridian) * (1 + height_m / across)
    return Measured(
        height_m, border.grid_m, border.ellipsoid_m, border.ground_m, border.segments, grid, ellipsoid, ground
    )


def _measured(geod: "Geod", xy: np.ndarray, lonlat: np.ndarray, height_m: float) -> Measured:
    forward, _back, lengths = geod.inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])
    segments = []
    for (start, end), true, length, lat in zip(
        pairwise(xy), forward, lengths, (lonlat[:-1, 1] + lonlat[1:, 1]) / 2, strict=True
    ):
        east, north = end - start
        raised = float(length) * (1 + height_m / _radius_along(geod, float(lat), float(true)))
        bearing = math.degrees(math.atan2(east, north)) % 360
        segments.append(Segment(math.hypot(east, north), float(length), raised, bearing, float(true) % 360))
    grid, ellipsoid, ground = (
        math.fsum(getattr(one, name) for one in segments) for name in ("grid_m", "ellipsoid_m", "ground_m")
    )
    return Measured(height_m, grid, ellipsoid, ground, tuple(segments))


def _placed(reference: str, corners: Sequence[Point], least: int, height_m: float) -> tuple[np.ndarray, np.ndarray]:
    xy = np.array(corners, np.float64).reshape(-1, 2)
    if len(xy) < least or not np.isfinite(xy).all():
        raise BadPlace(text=" ".join(f"{x:g},{y:g}" for x, y in xy)[:60])
    if not LEAST_M <= height_m <= MOST_M:
        raise BadPlace(text=f"{height_m:g} m")
    lonlat = _degrees(reference, xy)
    if not np.isfinite(lonlat).all():
        raise BadPlace(text=" ".join(f"{x:g},{y:g}" for x, y in xy)[:60])
    return xy, lonlat


def _geod(reference: str) -> "Geod":
    geod = crs.read(reference).get_geod()
    if geod is None:
        raise BadReference(crs=reference[:80], reason="crs_unknown")
    return geod


def _degrees(reference: str, xy: np.ndarray) -> np.ndarray:
    """Give degrees on the ellipsoid of the CRS itself: a length needs no other datum."""
    geodetic = crs.read(reference).geodetic_crs
    way = crs.transformer(reference, geodetic.to_wkt() if geodetic else crs.LONLAT)
    return np.column_stack(way.transform(xy[:, 0], xy[:, 1]))


def _dense(xy: np.ndarray) -> np.ndarray:
    import shapely

    length = float(np.hypot(*np.diff(xy, axis=0).T).sum())
    if length == 0:
        return xy
    return shapely.get_coordinates(shapely.segmentize(shapely.LineString(xy), max(STEP_M, length / 100_000)))


def _radii(geod: "Geod", lat: float) -> tuple[float, float]:
    """Give the radii of curvature along the meridian and across it."""
    squared = 1 - geod.es * math.sin(math.radians(lat)) ** 2
    return geod.a * (1 - geod.es) / squared**1.5, geod.a / math.sqrt(squared)


def _radius_along(geod: "Geod", lat: float, bearing: float) -> float:
    """Give the radius of curvature in a direction, after Euler."""
    meridian, across = _radii(geod, lat)
    north, east = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    return 1 / (north * north / meridian + east * east / across)
