"""Drops the vertices that cannot be seen at a zoom level.

A vertex goes when it lies within the tolerance of the straight line between its neighbours. Only the
vertex and its two neighbours are looked at, so two parcels that share a boundary lose the same
vertices of it and no gap opens between them; shapely's `simplify` does not promise that.
"""

import numpy as np

PASSES = 10
FEWEST = 4  # a ring with this many vertices is left as it is


def simplify(xy: np.ndarray, ring: np.ndarray, tolerance: float, closed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Give the vertices (v, 2) and offsets (r + 1) that are left. No vertex that stays is moved."""
    for _ in range(PASSES):
        gone = _removable(xy, ring, tolerance, closed)
        if not gone.any():
            break
        kept = np.concatenate([[0], np.cumsum(~gone)])
        xy, ring = xy[~gone], kept[ring]
    return xy, ring


def _removable(xy: np.ndarray, ring: np.ndarray, tolerance: float, closed: bool) -> np.ndarray:
    """Mark vertices to drop now: never two neighbours at once, the least important first."""
    before, after = _neighbours(len(xy), ring, closed)
    off = _distance(xy, xy[before], xy[after])
    count = np.repeat(np.diff(ring), np.diff(ring))
    candidate = (off < tolerance) & (count > (FEWEST if closed else 2))
    if not closed:
        candidate[ring[:-1][np.diff(ring) > 0]] = candidate[ring[1:][np.diff(ring) > 0] - 1] = False
    order = np.full(len(xy), np.inf)
    order[candidate] = np.floor(off[candidate] * (4 / tolerance)) + _chance(xy[candidate])
    return candidate & (order < order[before]) & (order < order[after])


def _neighbours(count: int, ring: np.ndarray, closed: bool) -> tuple[np.ndarray, np.ndarray]:
    before, after = np.arange(-1, count - 1), np.arange(1, count + 1)
    first, last = ring[:-1][np.diff(ring) > 0], ring[1:][np.diff(ring) > 0] - 1
    before[first], after[last] = (last, first) if closed else (first, last)
    return before, after


def _distance(xy: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Distance of each vertex from the segment between its neighbours; a spike counts with its full length."""
    # by columns: numpy goes through rows of two numbers ten times as slowly
    east, north = (end[:, axis] - start[:, axis] for axis in (0, 1))
    right, up = (xy[:, axis] - start[:, axis] for axis in (0, 1))
    length2 = east * east + north * north
    share = np.clip((right * east + up * north) / np.where(length2 > 0, length2, 1.0), 0.0, 1.0)
    away: np.ndarray = np.hypot(right - east * share, up - north * share)
    return away


def _chance(xy: np.ndarray) -> np.ndarray:
    """A number of 0 to 1 that hangs on the place alone, so that both sides of a boundary decide alike."""
    return np.modf(np.abs(np.sin(xy[:, 0] * 12.9898 + xy[:, 1] * 78.233) * 43_758.5453))[0]
