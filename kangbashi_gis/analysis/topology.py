"""How the shapes of one layer fit one another: overlaps and gaps of polygons, loose ends of lines.

All in metres of a projected CRS. Corners count as the same within a millimetre. What is found is found by number:
positions in the array that was given.
"""

from dataclasses import dataclass

import numpy as np

PER_M = 1000  # corners are compared as whole millimetres
LEAST_M2 = 0.01  # smaller overlaps and gaps come from the digits that a file keeps
PAIRS = 500_000  # that are compared at once, so that memory stays bounded
FIRST, SECOND = np.int64(-7046029254386353131), np.int64(-4658895280553007687)  # odd, to spread edges over 64 bits


@dataclass(frozen=True)
class Overlaps:
    """Pairs of polygons that share area: their positions (n × 2), m², and a point inside each shared piece (n × 2).

    width_m: how wide the piece is on average; a few millimetres come from the digits that a file keeps.
    """

    pairs: np.ndarray
    area_m2: np.ndarray
    width_m: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class Gaps:
    """Holes between polygons: their shapes, m², how wide they are on average, and a point in each (n × 2)."""

    shapes: np.ndarray
    area_m2: np.ndarray
    width_m: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class LooseEnds:
    """Ends of lines that meet no other end: the line, the end (n × 2), and metres to the nearest other line.

    0 m: the end stands on another line that has no corner there. inf: nothing is near.
    """

    line: np.ndarray
    places: np.ndarray
    distance_m: np.ndarray


def overlaps(polygons: np.ndarray, least_m2: float = LEAST_M2) -> Overlaps:
    """Find all pairs of valid polygons that share at least so much area; invalid and missing ones are passed over."""
    import shapely

    usable = np.flatnonzero(shapely.is_valid(polygons) & ~shapely.is_empty(polygons) & ~shapely.is_missing(polygons))
    shapes = polygons[usable]
    shapely.prepare(shapes)
    first, second = shapely.STRtree(shapes).query(shapes)
    once = first < second
    first, second = first[once], second[once]
    found = [_shared(shapes, first[at : at + PAIRS], second[at : at + PAIRS]) for at in range(0, len(first), PAIRS)]
    pairs = np.concatenate([one[0] for one in found]) if found else np.empty((0, 2), np.int64)
    pieces = np.concatenate([one[1] for one in found]) if found else np.empty(0, object)
    area = shapely.area(pieces)
    kept = area >= least_m2
    pieces, area = pieces[kept], area[kept]
    return Overlaps(usable[pairs[kept]], area, _width(pieces, area), _inside(pieces))


def gaps(polygons: np.ndarray, most_m2: float = np.inf, least_m2: float = LEAST_M2) -> Gaps:
    """Find the places that polygons surround without covering them, up to a size.

    Edges that two neighbours share cancel each other out; the faces between the rest are covered or are gaps.
    """
    import shapely

    edges = lone_edges(polygons)
    faces = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(edges)))))
    area = shapely.area(faces)
    faces, area = (one[(area >= least_m2) & (area <= most_m2)] for one in (faces, area))
    if not len(faces):
        return Gaps(faces, area, area, np.empty((0, 2)))
    middles = shapely.point_on_surface(faces)
    usable = polygons[~shapely.is_missing(polygons)]
    covered, _ = shapely.STRtree(usable).query(middles, predicate="intersects")
    bare = np.ones(len(faces), bool)
    bare[covered] = False
    faces, area = faces[bare], area[bare]
    return Gaps(faces, area, _width(faces, area), shapely.get_coordinates(middles[bare]))


def lone_edges(polygons: np.ndarray) -> np.ndarray:
    """Give the edges, as lines, that only one polygon has."""
    import shapely

    rings, _ = shapely.get_rings(shapely.get_parts(polygons), return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(xy):
        return np.empty(0, object)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    corner = _corners(xy)
    ends = corner[start], corner[start + 1]
    start, ends = start[ends[0] != ends[1]], tuple(one[ends[0] != ends[1]] for one in ends)
    with np.errstate(over="ignore"):
        sign = np.minimum(*ends) * FIRST ^ np.maximum(*ends) * SECOND
    _, inverse, count = np.unique(sign, return_inverse=True, return_counts=True)
    lone = start[count[inverse] == 1]
    rounded = np.round(xy * PER_M) / PER_M
    return np.asarray(shapely.linestrings(np.stack([rounded[lone], rounded[lone + 1]], axis=1)))


def loose_ends(lines: np.ndarray, within_m: float = 2.0) -> LooseEnds:
    """Find ends of lines at which no other line ends or bends, and how far the nearest other line is."""
    import shapely

    parts, owner = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    if not len(xy):
        return LooseEnds(np.empty(0, np.int64), np.empty((0, 2)), np.empty(0))
    edge = np.r_[True, part[1:] != part[:-1]] | np.r_[part[1:] != part[:-1], True]
    _, inverse, count = np.unique(_corners(xy), return_inverse=True, return_counts=True)
    alone = np.flatnonzero(edge & (count[inverse] == 1))
    ends = shapely.points(xy[alone])
    return LooseEnds(owner[part[alone]], xy[alone], _to_others(ends, parts, part[alone], within_m))


def _to_others(ends: np.ndarray, parts: np.ndarray, own: np.ndarray, within_m: float) -> np.ndarray:
    import shapely

    end, other = shapely.STRtree(parts).query(ends, predicate="dwithin", distance=within_m)
    foreign = other != own[end]
    end, other = end[foreign], other[foreign]
    away = np.full(len(ends), np.inf)
    np.minimum.at(away, end, shapely.distance(ends[end], parts[other]))
    return np.where(away < 1 / PER_M, 0.0, away)


def _shared(shapes: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the pairs whose insides meet, and what they share; whoever only touches is told apart first, and cheaply."""
    import shapely

    meet = shapely.intersects(shapes[first], shapes[second])
    first, second = first[meet], second[meet]
    inside = ~shapely.touches(shapes[first], shapes[second])
    first, second = first[inside], second[inside]
    return np.column_stack([first, second]), shapely.intersection(shapes[first], shapes[second])


def _width(shapes: np.ndarray, area_m2: np.ndarray) -> np.ndarray:
    """Give the average width of long shapes: twice the area over the perimeter."""
    import shapely

    around = shapely.length(shapes)
    return 2 * area_m2 / np.where(around > 0, around, np.inf)


def _inside(pieces: np.ndarray) -> np.ndarray:
    import shapely

    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(pieces)))


def _corners(xy: np.ndarray) -> np.ndarray:
    """Give one number per corner, the same within a millimetre."""
    units = np.round((xy - xy.min(axis=0)) * PER_M).astype(np.int64)
    return (units[:, 0] << 32) | units[:, 1]
