"""One place and size per piece: where its dot or its label goes."""

import numpy as np

from kangbashi_gis.render.levels import Detail


def extents(xy: np.ndarray, vertex: np.ndarray) -> np.ndarray:
    """xmin, ymin, xmax, ymax of each piece (n, 4); every piece has a vertex."""
    if len(vertex) == 1:
        return np.empty((0, 4))
    first = vertex[:-1]
    return np.hstack([np.minimum.reduceat(xy, first, axis=0), np.maximum.reduceat(xy, first, axis=0)])


def middles(found: Detail) -> np.ndarray:
    """The middle of each line along its length (n, 2)."""
    pieces = len(found.vertex) - 1
    if not pieces:
        return np.empty((0, 2))
    step = np.zeros(len(found.xy))
    step[1:] = np.hypot(*np.diff(found.xy, axis=0).T)
    step[found.starts] = 0.0
    along = np.cumsum(step)
    first, last = found.vertex[:-1], found.vertex[1:] - 1
    half = (along[first] + along[last]) / 2
    after = np.clip(np.searchsorted(along, half), first + (last > first), last)
    share = np.divide(half - along[after - 1], step[after], out=np.zeros(pieces), where=step[after] > 0)
    before = np.maximum(after - 1, first)
    return found.xy[before] + (found.xy[after] - found.xy[before]) * np.clip(share, 0, 1)[:, None]


def inner_points(found: Detail) -> tuple[np.ndarray, np.ndarray]:
    """A point inside each polygon (n, 2), its centroid where that lies inside; and each polygon's area (n)."""
    pieces = len(found.vertex) - 1
    if not pieces:
        return np.empty((0, 2)), np.empty(0)
    owner = np.repeat(np.arange(pieces), np.diff(found.triangle) // 3)
    corners = found.xy[found.index.reshape(-1, 3) + found.vertex[owner][:, None]]
    area = np.abs(_cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])) / 2
    whole = np.bincount(owner, area, minlength=pieces)
    heart = corners.mean(axis=1)
    weighed = [np.bincount(owner, area * heart[:, axis], minlength=pieces) for axis in (0, 1)]
    centre = found.xy[found.vertex[:-1]].copy()
    centre[whole > 0] = (np.stack(weighed, axis=1)[whole > 0].T / whole[whole > 0]).T
    outside = np.ones(pieces, bool)
    outside[owner[_holds(corners, centre[owner])]] = False
    biggest = _biggest(owner, area, pieces)
    moved = np.flatnonzero(outside & (biggest >= 0))
    centre[moved] = heart[biggest[moved]]
    return centre, whole


def _cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]


def _holds(corners: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Tell which triangles (t, 3, 2) hold their point (t, 2)."""
    sides = [
        _cross(corners[:, (i + 1) % 3] - corners[:, i], point - corners[:, i]) >= 0 for i in range(3)
    ]  # fmt: skip
    return (sides[0] == sides[1]) & (sides[1] == sides[2])


def _biggest(owner: np.ndarray, area: np.ndarray, pieces: int) -> np.ndarray:
    """Number of the biggest triangle of each piece; -1 where it has none."""
    order = np.lexsort((area, owner))
    found = np.full(pieces, -1)
    found[owner[order]] = order  # the last one written to a place stays: the biggest
    return found
