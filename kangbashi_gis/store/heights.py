"""Heights of shapes: kept with each vertex, looked at only where somebody asks for them.

Every question on the map is plane. So what is read comes flat unless its heights are asked for, and what changes a
shape in plan has them put back here.
"""

from collections.abc import Callable

import numpy as np
import shapely

SAME_M = 0.0005  # as in plan: what a height loses on its way through a text file is no change
DEEP = 3
TITLE = "高程"

Move = Callable[[np.ndarray], np.ndarray]


def flat(shapes: np.ndarray) -> np.ndarray:
    """Give shapes without heights and measures."""
    return shapely.force_2d(shapes) if shapely.has_z(shapes).any() or shapely.has_m(shapes).any() else shapes


def measureless(shapes: np.ndarray) -> np.ndarray:
    """Give shapes without measures, heights as they are."""
    measured = shapely.has_m(shapes)
    if not measured.any():
        return shapes
    kept = np.array(shapes, dtype=object)
    deep = measured & shapely.has_z(shapes)
    kept[measured & ~deep] = shapely.force_2d(kept[measured & ~deep])
    kept[deep] = shapely.from_wkb(shapely.to_wkb(kept[deep], output_dimension=DEEP))
    return kept


def meaning(shapes: np.ndarray) -> np.ndarray:
    """Tell which shapes have a height that is not nought: programs write nought where there is none."""
    deep = np.asarray(shapely.has_z(shapes))
    if deep.any():
        found = ranges(shapes[deep])
        deep[deep] = ((found != 0) & np.isfinite(found)).any(axis=1)
    return deep


def ranges(shapes: np.ndarray) -> np.ndarray:
    """Give the lowest and the highest height of each shape (n × 2), NaN for none."""
    found = np.full((len(shapes), 2), np.nan)
    deep = np.flatnonzero(shapely.has_z(shapes))
    if len(deep):
        points, owner = shapely.get_coordinates(shapes[deep], include_z=True, return_index=True)
        standing = np.isfinite(points[:, 2])
        owner, z = deep[owner[standing]], points[standing, 2]
        np.fmin.at(found[:, 0], owner, z)
        np.fmax.at(found[:, 1], owner, z)
    return found


def between(pair: np.ndarray) -> tuple[float, float] | None:
    """Give the lowest and the highest height of a shape; None for none, as which nought alone counts too."""
    low, high = pair.tolist()
    return None if low != low or low == high == 0 else (low, high)


def told(pair: np.ndarray) -> str | None:
    """Write the lowest and the highest height of a shape as one text, to the millimetre; None where there is none."""
    if (known := between(pair)) is None:
        return None
    low, high = known
    return f"{low:.3f}" if f"{low:.3f}" == f"{high:.3f}" else f"{low:.3f}–{high:.3f}"


def moved(shapes: np.ndarray, move: Move) -> np.ndarray:
    """Give shapes whose places were moved by a function of x and y, each vertex at its height."""
    deep = shapely.has_z(shapes)
    if not deep.any():
        return np.asarray(shapely.transform(shapes, move))
    made = np.array(shapes, dtype=object)
    made[~deep] = shapely.transform(made[~deep], move)
    made[deep] = shapely.transform(
        made[deep], lambda points: np.column_stack((move(points[:, :2]), points[:, 2])), include_z=True
    )
    return made


def carried(shapes: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Give shapes that have none the heights of what they were made of, pair by pair.

    A vertex is as high as the nearest place of the shape before, between two vertices in proportion.
    """
    made = np.array(shapes, dtype=object)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes) | shapely.has_z(shapes))
    for at in np.flatnonzero(shapely.has_z(before) & there).tolist():
        points = shapely.get_coordinates(shapes[at])
        flat_one = shapely.force_3d(shapely.force_2d(shapes[at]))
        heights = _heights(points, before[at])
        made[at] = shapely.transform(flat_one, lambda xyz, z=heights: np.column_stack((xyz[:, :2], z)), include_z=True)
    return made


def same(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Tell for pairs of shapes that are the same in plan whether their heights are, whichever vertex comes first.

    A shape without heights says nothing about them: it differs from none where it comes after.
    """
    was, now = shapely.has_z(before), shapely.has_z(after)
    alike = np.asarray(~now)
    both = np.flatnonzero(was & now)
    alike[both] = _corner_by_corner(before[both], after[both])
    for at in both[~alike[both]].tolist():
        alike[at] = _equal(before[at], after[at])
    return alike


def kept(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Tell where a shape has heights now and what comes after it says nothing about them."""
    return np.asarray(shapely.has_z(before) & ~shapely.has_z(after) & ~shapely.is_missing(after))


def _corner_by_corner(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Tell which pairs have the same corners at the same heights in the same order, as nearly all that stay have."""
    alike = np.asarray(shapely.get_num_coordinates(before) == shapely.get_num_coordinates(after))
    rows = np.flatnonzero(alike)
    ours, owner = shapely.get_coordinates(before[rows], include_z=True, return_index=True)
    theirs = shapely.get_coordinates(after[rows], include_z=True)
    close = np.isclose(ours, theirs, rtol=0, atol=SAME_M, equal_nan=True).all(axis=1)
    alike[rows[owner[~close]]] = False
    return alike


def _equal(before: shapely.Geometry, after: shapely.Geometry) -> bool:
    """Compare the heights of two shapes that are the same in plan, whichever corner comes first."""
    theirs = shapely.get_coordinates(after, include_z=True)
    return bool(np.allclose(_heights(theirs[:, :2], before), theirs[:, 2], rtol=0, atol=2 * SAME_M, equal_nan=True))


def _heights(points: np.ndarray, shape: shapely.Geometry) -> np.ndarray:
    """Give the height of the nearest place of a shape for each of some points."""
    corners, part = shapely.get_coordinates(_lines(shape), include_z=True, return_index=True)
    if shapely.get_dimensions(shape) == 0 or len(corners) < 2:
        corners = shapely.get_coordinates(shape, include_z=True)
        nearest = shapely.STRtree(shapely.points(corners[:, :2])).nearest(shapely.points(points))
        return np.asarray(corners[nearest, 2])
    first = np.flatnonzero(part[1:] == part[:-1])
    start, end = corners[first], corners[first + 1]
    segments = shapely.linestrings(np.stack((start[:, :2], end[:, :2]), axis=1))
    near = shapely.STRtree(segments).nearest(shapely.points(points))
    start, end = start[near], end[near]
    step = end[:, :2] - start[:, :2]
    square = (step * step).sum(axis=1)
    along = ((points - start[:, :2]) * step).sum(axis=1) / np.where(square > 0, square, 1.0)
    along = np.clip(along, 0.0, 1.0)
    # at a vertex its own height, also where that of the other end is not known
    between = start[:, 2] + along * (end[:, 2] - start[:, 2])
    return np.where(along == 0, start[:, 2], np.where(along == 1, end[:, 2], between))


def _lines(shape: shapely.Geometry) -> np.ndarray:
    """Give the rings and lines of a shape."""
    parts = shapely.get_parts(np.atleast_1d(shape))
    rings = shapely.get_rings(parts[shapely.get_dimensions(parts) == 2])
    return np.concatenate((rings, parts[shapely.get_dimensions(parts) == 1]))
