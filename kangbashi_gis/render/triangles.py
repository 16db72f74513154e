"""Fills polygons with triangles, a hundred thousand at a time.

Most polygons of a city have a corner from which all of the inside is seen; a fan from there is found
for all polygons of the same number of vertices at once. The others, and all with holes, go to earcut.
"""

import mapbox_earcut
import numpy as np

from kangbashi_gis.render.rings import Rings

MOST_FANNED = 24  # vertices; beyond, a corner that sees everything is rare


def triangulate(rings: Rings) -> tuple[np.ndarray, np.ndarray]:
    """Give triangles as vertex numbers within their piece (uint32, flat), and offsets into them (n + 1)."""
    sizes = np.diff(rings.vertices)
    single = np.diff(rings.piece) == 1
    found: list[tuple[np.ndarray, np.ndarray]] = []  # piece numbers and their triangles (m, t)
    rest = np.ones(len(rings), bool)
    for size in np.unique(sizes[single & (sizes >= 3) & (sizes <= MOST_FANNED)]):
        which = np.flatnonzero(single & (sizes == size))
        fans, done = _fans(rings.xy[rings.vertices[which][:, None] + np.arange(size)])
        found.append((which[done], fans[done]))
        rest[which[done]] = False
    rest[sizes < 3] = False
    return _joined(found, *_earcut(rings, np.flatnonzero(rest)), len(rings))


def _fans(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For polygons (m, size, 2) give fan triangles (m, 3 * (size - 2)) and which polygons have one."""
    many, size = corners.shape[:2]
    turning = np.sign(_area2(corners))[:, None]
    apex = np.full(many, -1)
    for first in range(size):
        open_ = np.flatnonzero(apex < 0)
        if not len(open_):
            break
        spokes = np.roll(corners[open_], -first, axis=1)
        spokes = spokes[:, 1:] - spokes[:, :1]
        cross = spokes[:, :-1, 0] * spokes[:, 1:, 1] - spokes[:, :-1, 1] * spokes[:, 1:, 0]
        apex[open_[(cross * turning[open_] >= 0).all(axis=1)]] = first
    fan = np.array([(0, i, i + 1) for i in range(1, size - 1)]).ravel()
    return ((fan + apex[:, None]) % size).astype(np.uint32), apex >= 0


def _area2(corners: np.ndarray) -> np.ndarray:
    x, y = corners[..., 0] - corners[:, :1, 0], corners[..., 1] - corners[:, :1, 1]
    return (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)


def _earcut(rings: Rings, which: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    vertices, triangles = rings.vertices, []
    for number in which:
        first, last = vertices[number], vertices[number + 1]
        ends = rings.ring[rings.piece[number] + 1 : rings.piece[number + 1] + 1] - first
        triangles.append(mapbox_earcut.triangulate_float64(rings.xy[first:last], ends.astype(np.uint32)))
    return which, triangles


def _joined(
    found: list[tuple[np.ndarray, np.ndarray]], which: np.ndarray, triangles: list[np.ndarray], pieces: int
) -> tuple[np.ndarray, np.ndarray]:
    """Put the triangles of all pieces into the order of the pieces."""
    count = np.zeros(pieces, np.int64)
    for numbers, fans in found:
        count[numbers] = fans.shape[1]
    count[which] = [len(one) for one in triangles]
    offsets = np.concatenate([[0], np.cumsum(count)])
    index = np.empty(offsets[-1], np.uint32)
    for numbers, fans in found:
        index[offsets[numbers][:, None] + np.arange(fans.shape[1])] = fans
    for number, one in zip(which, triangles, strict=True):
        index[offsets[number] : offsets[number + 1]] = one
    return index, offsets
