"""Shapes as flat arrays: what shapely holds one by one, the graphics card wants in one piece."""

import logging
from dataclasses import dataclass

import numpy as np
import shapely

POINT, LINE, POLYGON = 0, 1, 3  # shapely's type numbers; 2 is a linear ring
MOST_VERTICES = 4096  # of one piece, so that a page of pieces can be indexed with 16 bits
MOST_GROWN = 30  # times the vertices of a polygon that may be gone through while it is cut

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rings:
    """Pieces made of rings made of vertices; a ring is a line too. Closed rings do not repeat their first vertex.

    xy: float64 (v, 2). ring: vertex offsets (r + 1). piece: ring offsets (n + 1). row: n row positions.
    """

    xy: np.ndarray
    ring: np.ndarray
    piece: np.ndarray
    row: np.ndarray
    closed: bool

    def __len__(self) -> int:
        return len(self.row)

    @property
    def vertices(self) -> np.ndarray:
        """Vertex offsets of the pieces (n + 1)."""
        return self.ring[self.piece]

    def take(self, which: np.ndarray) -> "Rings":
        """Give the pieces at positions `which`, in that order."""
        rings, piece = gather(self.piece, which)
        vertices, ring = gather(self.ring, rings)
        return Rings(self.xy[vertices], ring, piece, self.row[which], self.closed)


def gather(offsets: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the members of groups `which` one after the other, and the offsets of the new groups."""
    count = (offsets[1:] - offsets[:-1])[which]
    fresh = np.zeros(len(which) + 1, np.int64)
    np.cumsum(count, out=fresh[1:])
    members = np.arange(fresh[-1]) + np.repeat(offsets[:-1][which] - fresh[:-1], count)
    return members, fresh


def polygons(shapes: np.ndarray) -> tuple[Rings, Rings, Rings]:
    """Take the polygons out of shapes of any kind; parts become pieces.

    Gives whole pieces, and for polygons too big for one piece their insides in cuts and their edges as lines.
    """
    parts, row = parts_of(shapes, POLYGON)
    big = shapely.get_num_coordinates(parts) > MOST_VERTICES
    whole = _from_polygons(parts[~big], row[~big])
    cuts = [(cell, number) for part, number in zip(parts[big], row[big], strict=True) for cell in cut(part)]
    insides = _from_polygons(np.array([c for c, _ in cuts], object), np.array([n for _, n in cuts], np.int64))
    edges = shapely.boundary(parts[big]) if big.any() else np.empty(0, object)
    lined = lines(edges)
    return whole, insides, Rings(lined.xy, lined.ring, lined.piece, row[big][lined.row], False)


def lines(shapes: np.ndarray) -> Rings:
    """Take the lines out of shapes; parts become pieces, long ones several pieces that meet in a vertex."""
    parts, row = parts_of(shapes, LINE)
    if not len(parts):
        return _nothing(closed=False)
    _, xy, (ring,) = shapely.to_ragged_array(parts, include_z=False)
    ring = np.asarray(ring, np.int64)
    xy, ring, row = _shortened(np.asarray(xy, np.float64), ring, row)
    return Rings(xy, ring, np.arange(len(ring)), row, False)


def points(shapes: np.ndarray) -> Rings:
    """Take the points out of shapes; each is a piece of one vertex."""
    parts, row = parts_of(shapes, POINT)
    number = np.arange(len(parts) + 1)
    return Rings(shapely.get_coordinates(parts), number, number, row, False)


def cut(polygon: shapely.Polygon) -> list[shapely.Polygon]:
    """Cut a polygon along straight lines until no piece has more than half of MOST_VERTICES vertices.

    Where each cut meets so many edges that there are ever more vertices, the smallest pieces are left out: there
    the edges lie so close that they fill the ground.
    """
    waiting, done = [polygon], []
    made, most = 0, MOST_GROWN * shapely.get_num_coordinates(polygon)
    while waiting:
        count = shapely.get_num_coordinates(waiting)
        done += [shape for shape, corners in zip(waiting, count, strict=True) if corners <= MOST_VERTICES // 2]
        big = [shape for shape, corners in zip(waiting, count, strict=True) if corners > MOST_VERTICES // 2]
        made += int(count[count > MOST_VERTICES // 2].sum())
        if made > most:
            logger.warning("a polygon of %d corners is filled in part only", shapely.get_num_coordinates(polygon))
            break
        waiting = [part for shape in big for half in _halves(shape) for part in _polygon_parts(half)]
    return done


def _halves(shape: shapely.Polygon) -> list[shapely.Geometry]:
    xmin, ymin, xmax, ymax = shape.bounds
    if xmax - xmin > ymax - ymin:
        middle = (xmin + xmax) / 2
        boxes = (xmin, ymin, middle, ymax), (middle, ymin, xmax, ymax)
    else:
        middle = (ymin + ymax) / 2
        boxes = (xmin, ymin, xmax, middle), (xmin, middle, xmax, ymax)
    return [shapely.clip_by_rect(shape, *box) for box in boxes]


def _polygon_parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if shapely.get_type_id(part) == POLYGON and not part.is_empty]


def parts_of(shapes: np.ndarray, kind: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the parts of one kind and their row; what is empty or not of this world is left out."""
    parts, row = shapely.get_parts(shapes, return_index=True)
    if (shapely.get_type_id(parts) > POLYGON).any():  # collections hold collections
        deeper, index = shapely.get_parts(parts, return_index=True)
        parts, row = deeper, row[index]
    types = shapely.get_type_id(parts)
    wanted = (types == kind) | ((kind == LINE) & (types == 2))
    fine = wanted & ~shapely.is_empty(parts)
    xy, owner = shapely.get_coordinates(parts, return_index=True)
    fine[owner[~np.isfinite(xy).all(axis=1)]] = False
    return parts[fine], row[fine]


def _from_polygons(parts: np.ndarray, row: np.ndarray) -> Rings:
    if not len(parts):
        return _nothing(closed=True)
    _, xy, (ring, piece) = shapely.to_ragged_array(parts, include_z=False)
    ring, piece = np.asarray(ring, np.int64), np.asarray(piece, np.int64)
    last = np.zeros(len(xy), bool)
    last[ring[1:] - 1] = True
    return Rings(np.asarray(xy)[~last], ring - np.arange(len(ring)), piece, np.asarray(row, np.int64), True)


def _shortened(xy: np.ndarray, ring: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split lines of more than half of MOST_VERTICES vertices; neighbours share a vertex."""
    step = MOST_VERTICES // 2
    if not len(row) or np.diff(ring).max() <= step:
        return xy, ring, row
    starts, ends, rows = [], [], []
    for first, last, number in zip(ring[:-1], ring[1:], row, strict=True):
        for start in range(first, last - 1, step):
            starts.append(start)
            ends.append(min(start + step + 1, last))
            rows.append(number)
    offsets = np.concatenate([[0], np.cumsum(np.subtract(ends, starts))])
    members = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
    return xy[members], offsets, np.array(rows, np.int64)


def _nothing(closed: bool) -> Rings:
    zero = np.zeros(1, np.int64)
    return Rings(np.empty((0, 2)), zero, zero, np.empty(0, np.int64), closed)
