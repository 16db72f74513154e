"""Which detail is kept for which zoom level, and each level's arrays.

Level k serves views of LEVELS[k] and more metres per pixel. A piece that is smaller than a few pixels
there is not in the level: it is drawn as a dot of its own area instead (`Prepared.centre`, `.side`).
"""

import dataclasses
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.render.rings import Rings
from kangbashi_gis.render.simplify import simplify
from kangbashi_gis.render.triangles import triangulate

LEVELS = (0.0, 3.0, 10.0, 32.0, 128.0, 512.0)
TOLERANCE_PX = 0.3
DOT_PX = 2.0  # polygons smaller than this are dots
STUB_PX = 0.7  # and lines smaller than this


@dataclass(frozen=True)
class Detail:
    """The vertices and triangles of some pieces at one level; a piece that is not in the level has none.

    xy: float64 (v, 2), float32 beyond the first level, rings closed. starts: bool (v), True where no edge leads
    to the vertex from the one before. index: triangles as vertex numbers within the piece. vertex, triangle:
    offsets (n + 1).
    """

    xy: np.ndarray
    starts: np.ndarray
    vertex: np.ndarray
    index: np.ndarray
    triangle: np.ndarray


def level_of(metres: float) -> int:
    """Give the level that serves a view of so many metres per pixel."""
    return max(int(np.searchsorted(LEVELS, metres, side="right")) - 1, 0)


def details(rings: Rings, size: np.ndarray, filled: bool, edged: bool) -> list[Detail]:
    """Make all levels of some pieces, each from the one before, so that a huge shape is gone through but once.

    What a level leaves out is a third of a pixel there, and so a tenth of one on the next.
    """
    within, part, found = np.arange(len(rings)), rings, []
    for level in range(len(LEVELS) if len(rings.xy) > len(rings) else 1):  # points have no levels
        part, within = _coarser(part, within, size, level)
        found.append(_finished(part, within, len(rings), level, filled, edged))
    return found


def detail(rings: Rings, size: np.ndarray, level: int, filled: bool, edged: bool) -> Detail:
    """Make one level of some pieces. filled: with triangles. edged: with edges to be drawn as lines."""
    part, within = _coarser(rings, np.arange(len(rings)), size, level)
    return _finished(part, within, len(rings), level, filled, edged)


def _coarser(part: Rings, within: np.ndarray, size: np.ndarray, level: int) -> tuple[Rings, np.ndarray]:
    """Give the pieces that are in a level, with fewer vertices, and their numbers."""
    kept = np.flatnonzero(size[within] >= LEVELS[level] * (DOT_PX if part.closed else STUB_PX))
    if len(kept) < len(within):
        part, within = part.take(kept), within[kept]
    if level:
        xy, ring = simplify(part.xy, part.ring, LEVELS[level] * TOLERANCE_PX, part.closed)
        part = Rings(xy, ring, part.piece, part.row, part.closed)
    return part, within


def _finished(part: Rings, within: np.ndarray, pieces: int, level: int, filled: bool, edged: bool) -> Detail:
    index, triangle = triangulate(part) if filled else (np.empty(0, np.uint32), np.zeros(len(part) + 1, np.int64))
    found = _spread(_closed(part, index, triangle, edged), within, pieces)
    # half the memory, and still a millimetre at 10 km: on these levels a pixel is metres wide
    return dataclasses.replace(found, xy=found.xy.astype(np.float32)) if level else found


def joined(details: list[Detail]) -> Detail:
    """Put the pieces of several details one after the other."""
    return Detail(
        np.concatenate([one.xy for one in details]),
        np.concatenate([one.starts for one in details]),
        _offsets([one.vertex for one in details]),
        np.concatenate([one.index for one in details]),
        _offsets([one.triangle for one in details]),
    )


def _closed(part: Rings, index: np.ndarray, triangle: np.ndarray, edged: bool) -> Detail:
    """Repeat the first vertex of each closed ring at its end, and count triangles accordingly."""
    count = np.diff(part.ring)
    extra = ((count > 0) & part.closed).astype(np.int64)
    ring = np.concatenate([[0], np.cumsum(count + extra)])
    source = np.arange(ring[-1]) - np.repeat(np.cumsum(extra) - extra, count + extra)
    source[ring[1:][extra > 0] - 1] = part.ring[:-1][extra > 0]
    starts = np.full(ring[-1], not edged)
    starts[ring[:-1][count > 0]] = True
    if part.closed and len(index):
        index = index + _rings_before(part, index, triangle)
    return Detail(part.xy[source], starts, ring[part.piece], index.astype(np.uint32), triangle)


def _rings_before(part: Rings, index: np.ndarray, triangle: np.ndarray) -> np.ndarray:
    """How many rings of its piece end before each triangle corner: each has grown by one vertex."""
    owner = np.repeat(np.arange(len(part)), np.diff(triangle))
    ring = np.searchsorted(part.ring, index + part.vertices[owner], side="right") - 1
    return ring - part.piece[owner]


def _spread(found: Detail, within: np.ndarray, pieces: int) -> Detail:
    """Give the offsets of all pieces, also of those that are not in the level."""
    vertex, triangle = np.zeros(pieces + 1, np.int64), np.zeros(pieces + 1, np.int64)
    vertex[within + 1], triangle[within + 1] = np.diff(found.vertex), np.diff(found.triangle)
    return Detail(found.xy, found.starts, np.cumsum(vertex), found.index, np.cumsum(triangle))


def _offsets(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(part) for part in parts]))])
