"""Brings vertices and edges together: a corner that lies within reach of a neighbour's edge becomes a corner of it too.

Snapping vertices alone leaves a gap or an overlap wherever one parcel has a corner in the middle of another's side.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

Inserts = dict[int, list[tuple[float, float, float]]]  # by the segment: how far along, east, north


def joined(shapes: np.ndarray, around: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Move corners onto edges of `around`, which never moves, and put corners of shapes into each other's edges.

    shapes, around: lines or polygons in a projected CRS; None for none. No edge is bent farther than the tolerance.
    """
    moved = _onto(shapes, around, tolerance_m)
    segments, starts, owner = _segments(moved)
    points = np.unique(_corners(moved), axis=0)
    pairs = _near(points, segments, starts, tolerance_m)
    if not len(pairs):
        return moved
    import shapely

    along = shapely.line_locate_point(segments[pairs[:, 1]], shapely.points(points[pairs[:, 0]]))
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])  # the first segment of each shape
    first_of = dict(zip(owner[first].tolist(), first.tolist(), strict=True))
    found: dict[int, Inserts] = {}
    for (point, segment), far in zip(pairs.tolist(), along.tolist(), strict=True):
        of = int(owner[segment])
        place = found.setdefault(of, {}).setdefault(segment - first_of[of], [])
        place.append((far, *points[point].tolist()))
    made = moved.copy()
    for of, inserts in found.items():
        made[of] = _rebuilt(moved[of], inserts)
    return made


def _onto(shapes: np.ndarray, around: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Move corners onto the nearest edge of what stands, where no corner of it is as near."""
    import shapely

    segments, starts, _ = _segments(around)
    xy = shapely.get_coordinates(shapes)
    if not len(segments) or not len(xy):
        return shapes
    points, inverse = np.unique(xy, axis=0, return_inverse=True)
    target = points.copy()
    pairs = _near(points, segments, starts, tolerance_m)
    places = shapely.points(points[pairs[:, 0]])
    away = shapely.distance(segments[pairs[:, 1]], places)
    along = shapely.line_locate_point(segments[pairs[:, 1]], places)
    where = shapely.get_coordinates(shapely.line_interpolate_point(segments[pairs[:, 1]], along))
    order = np.argsort(-away, kind="stable")  # the nearest is written last
    target[pairs[order, 0]] = where[order]
    moved = target[inverse.reshape(-1)]
    return np.asarray(shapely.transform(shapes, lambda _: moved))


def _near(points: np.ndarray, segments: np.ndarray, starts: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Give pairs of point and segment that are within reach of each other, but not of an end of the segment."""
    import shapely

    if not len(points) or not len(segments):
        return np.empty((0, 2), dtype=int)
    near = shapely.STRtree(segments).query(shapely.points(points), predicate="dwithin", distance=tolerance_m)
    point, segment = near
    from_start = np.hypot(*(points[point] - starts[segment, :2]).T)
    from_end = np.hypot(*(points[point] - starts[segment, 2:]).T)
    inner = np.minimum(from_start, from_end) > tolerance_m
    return np.column_stack((point[inner], segment[inner]))


def _segments(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give all edges, their four numbers, and the shape of each, in the order of the corners."""
    import shapely

    xys, owners = [np.empty((0, 4))], [np.empty(0, dtype=int)]
    there = np.flatnonzero(~shapely.is_missing(shapes) & (shapely.get_dimensions(shapes) > 0))
    for of in there.tolist():
        for run in _runs(shapes[of]):
            xys.append(np.column_stack((run[:-1], run[1:])))
            owners.append(np.full(len(run) - 1, of))
    ends = np.concatenate(xys)
    return shapely.linestrings(ends.reshape(-1, 2, 2)), ends, np.concatenate(owners)


def _corners(shapes: np.ndarray) -> np.ndarray:
    import shapely

    return np.asarray(shapely.get_coordinates(shapes))


def _runs(shape: Any) -> Iterator[np.ndarray]:
    """Give the rings or lines of a shape, in the order in which it is rebuilt."""
    import shapely

    for part in shapely.get_parts(shape):
        lines = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,)
        for line in lines:
            yield np.asarray(shapely.get_coordinates(line))


def _rebuilt(shape: Any, inserts: Inserts) -> Any:
    """Put corners into the edges of a shape; segments are counted as `_segments` gives them."""
    import shapely

    done, parts = 0, []
    for part in shapely.get_parts(shape):
        runs = []
        for run in _runs(part):
            runs.append(_with(run, done, inserts))
            done += len(run) - 1
        parts.append(shapely.Polygon(runs[0], runs[1:]) if part.geom_type == "Polygon" else shapely.LineString(runs[0]))
    if not shape.geom_type.startswith("Multi"):
        return parts[0]
    return shapely.MultiPolygon(parts) if parts[0].geom_type == "Polygon" else shapely.MultiLineString(parts)


def _with(run: np.ndarray, done: int, inserts: Inserts) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    for place, (x, y) in enumerate(run[:-1].tolist()):
        made.append((x, y))
        made += [(east, north) for _, east, north in sorted(inserts.get(done + place, ()))]
    return [*made, (float(run[-1, 0]), float(run[-1, 1]))]
