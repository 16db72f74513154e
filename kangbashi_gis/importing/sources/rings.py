"""Polygons from loose rings: which are holes is told by what lies in what, not by order or direction."""

from collections.abc import Sequence
from typing import Any

import numpy as np

CHUNK, MOST_DEEP, MOST_PAIRS = 1_000, 50, 1_000_000
LEAST = 3  # corners of a ring, the closing one not counted


def polygon(rings: Sequence[np.ndarray]) -> Any:
    """Build a polygon, or several, from rings of n × 2 points: a ring in a ring is a hole, one in a hole an island.

    None where no ring has three corners. Rings may be closed or not; they are never repaired.
    """
    import shapely

    shapes = np.array([shapely.Polygon(ring) for ring in map(_open, rings) if len(ring) >= LEAST], dtype=object)
    if len(shapes) < 2:
        return shapes[0] if len(shapes) else None
    shapes = shapes[np.argsort(-shapely.area(shapes), kind="stable")]
    above = _containers(shapes)
    depth = np.array([len(one) for one in above])
    holes: dict[int, list[Any]] = {}
    for place in np.flatnonzero(depth % 2 == 1):
        # the smallest ring around it that is a shell; the largest come first
        shell = max((one for one in above[place] if depth[one] % 2 == 0), default=None)
        if shell is not None:
            holes.setdefault(shell, []).append(shapes[place].exterior)
    made = [
        shapely.Polygon(shapes[one].exterior, holes.get(one, ())) for one in np.flatnonzero(depth % 2 == 0).tolist()
    ]
    return made[0] if len(made) == 1 else shapely.MultiPolygon(made)


def _containers(shapes: np.ndarray) -> list[list[int]]:
    """Give for each ring the larger rings that it lies in."""
    import shapely

    above: list[list[int]] = [[] for _ in shapes]
    inside = np.array([_inner(one) for one in shapes], dtype=object)
    tree = shapely.STRtree(shapes)
    pairs = 0
    for start in range(0, len(shapes), CHUNK):
        points, around = tree.query(inside[start : start + CHUNK], predicate="intersects")
        pairs += len(points)
        if pairs > MOST_DEEP * len(shapes) + MOST_PAIRS:
            raise ValueError(pairs)  # ten thousands of rings around one another: no land looks like that
        for point, ring in zip((points + start).tolist(), around.tolist(), strict=True):
            if ring < point:
                above[point].append(ring)
    return above


def _inner(shape: Any) -> Any:
    import shapely

    try:
        return shapely.point_on_surface(shape)
    except shapely.GEOSException:  # a ring that crosses itself badly
        return shapely.centroid(shape)


def _open(ring: np.ndarray) -> np.ndarray:
    return ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
