"""Brings vertices together that were meant to be one: within a tolerance, to the layer first, then to each other."""

import numpy as np

SEED = 20160608  # any: which of two vertices stays must only be the same in the preview and in the import


def snapped(shapes: np.ndarray, around: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Move vertices, none farther than the tolerance, onto those of `around` or onto one of their own.

    shapes, around: in a projected CRS; None for none. Vertices of `around` never move.
    """
    import shapely

    points, inverse = np.unique(shapely.get_coordinates(shapes), axis=0, return_inverse=True)
    fixed = np.unique(shapely.get_coordinates(around), axis=0)
    target = _to_fixed(points, fixed, tolerance_m)
    _together(points, target, tolerance_m)
    moved = target[inverse.reshape(-1)]
    return np.asarray(shapely.transform(shapes, lambda _: moved))


def _to_fixed(points: np.ndarray, fixed: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Give each point the nearest fixed one within reach; NaN where there is none."""
    import shapely

    target = np.full_like(points, np.nan)
    if len(fixed) and len(points):
        tree = shapely.STRtree(shapely.points(fixed))
        place, near = tree.query_nearest(shapely.points(points), max_distance=tolerance_m, all_matches=False)
        target[place] = fixed[near]
    return target


def _together(points: np.ndarray, target: np.ndarray, tolerance_m: float) -> None:
    """Let some of the free points stand, none within reach of another, and the others move onto one of them."""
    import shapely

    free = np.flatnonzero(np.isnan(target[:, 0]))
    target[free] = points[free]
    if not len(free):
        return
    shapes = shapely.points(points[free])
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=tolerance_m)
    rank = np.random.default_rng(SEED).permutation(len(free))
    pairs = rank[one] > rank[other]
    later, earlier = one[pairs], other[pairs]
    while len(later):
        waiting = np.zeros(len(free), dtype=bool)
        waiting[later] = True
        stands = ~waiting[earlier]  # nothing that ranks before it is near
        target[free[later[stands]]] = points[free[earlier[stands]]]
        settled = np.zeros(len(free), dtype=bool)
        settled[later[stands]] = True
        settled[earlier[stands]] = True
        left = ~settled[later] & ~settled[earlier]
        later, earlier = later[left], earlier[left]
