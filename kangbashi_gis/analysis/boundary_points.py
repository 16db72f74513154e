"""The boundary points of a parcel as a cadastral sheet numbers them, the lengths of its sides, and who lies beyond."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

STRAIGHT_M = 0.01  # a vertex nearer than this to the line between its neighbours is no boundary point
BESIDE_M = 1.0  # how far beyond the middle of a side somebody counts as its neighbour
MOST_POINTS = 2_000


@dataclass(frozen=True)
class BoundaryPoint:
    """A boundary point: its number, its ring (0 the outer one), easting and northing, and the side to the next."""

    number: int
    ring: int
    x: float
    y: float
    length_m: float


def boundary_points(shape: shapely.Geometry) -> list[BoundaryPoint]:
    """Number the corners of a polygon clockwise from the one in the northwest, rings within it after the outer one.

    Of several parts the biggest comes first. A side's length is that of the line on the grid, to the next point.
    """
    parts = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon" and not one.is_empty]
    found: list[BoundaryPoint] = []
    ring = 0
    for part in sorted(parts, key=lambda one: -one.area):
        for line in (part.exterior, *part.interiors):
            corners = _clockwise(_corners(shapely.get_coordinates(line)[:-1]))
            for (x, y), (to_x, to_y) in pairwise([*corners.tolist(), corners[0].tolist()]):
                length = float(np.hypot(to_x - x, to_y - y))
                found.append(BoundaryPoint(len(found) + 1, ring, x, y, length))
            ring += 1
            if len(found) > MOST_POINTS:
                return found
    return found


def beyond(points: list[BoundaryPoint], shape: shapely.Geometry) -> np.ndarray:
    """Give for each side a place just outside of the parcel beside its middle (n, 2), NaN where there is none."""
    found = np.full((len(points), 2), np.nan)
    shapely.prepare(shape)
    for at, one in enumerate(points):
        after = next_of(points, at)
        if one.length_m == 0:
            continue
        middle = np.array([(one.x + after.x) / 2, (one.y + after.y) / 2])
        out = np.array([-(after.y - one.y), after.x - one.x]) / one.length_m * BESIDE_M
        for side in (middle + out, middle - out):
            if not shapely.contains_xy(shape, *side):
                found[at] = side
                break
    return found


def next_of(points: list[BoundaryPoint], at: int) -> BoundaryPoint:
    """Give the point after one, on its ring."""
    after = at + 1
    if after < len(points) and points[after].ring == points[at].ring:
        return points[after]
    return next(one for one in points if one.ring == points[at].ring)


def slant(shape: shapely.Geometry) -> float:
    """Give how far a map is turned, in degrees clockwise, so that a shape's long side lies along the paper."""
    box = shapely.minimum_rotated_rectangle(shape)
    if box.geom_type != "Polygon":
        return 0.0
    sides = np.diff(shapely.get_coordinates(box)[:3], axis=0)
    way = max(sides, key=lambda side: float(np.hypot(*side)))
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    return (angle + 90) % 180 - 90


def _corners(xy: np.ndarray) -> np.ndarray:
    """Leave out what lies on a straight line between its neighbours, as far as three corners stay."""
    if len(xy) < 4:
        return xy
    before, after = np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0)
    way, to = after - before, xy - before
    long = np.hypot(*way.T)
    off = np.abs(way[:, 0] * to[:, 1] - way[:, 1] * to[:, 0]) / np.where(long > 0, long, 1.0)
    kept = (off > STRAIGHT_M) | (long == 0)
    return xy[kept] if kept.sum() >= 3 else xy


def _clockwise(xy: np.ndarray) -> np.ndarray:
    """Begin in the northwest and go clockwise."""
    x, y = xy[:, 0], xy[:, 1]
    if float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) > 0:
        xy = xy[::-1]
    first = int(np.argmin(xy[:, 0] - xy[:, 1]))
    return np.roll(xy, -first, axis=0)
