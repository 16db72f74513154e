"""When two shapes are the same: within half a millimetre, whichever vertex or ring a format begins with."""

import numpy as np

from kangbashi_gis.importing.twins import SAME_M, alike
from kangbashi_gis.store import heights

MOST_VERTICES = 20_000  # comparing each with each takes longer than writing the shape again


def same_shapes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Compare shapes pair by pair, in plan; two that are missing are the same."""
    import shapely

    before, after = heights.flat(before), heights.flat(after)
    missing = shapely.is_missing(before) & shapely.is_missing(after)
    same = missing | shapely.equals_exact(before, after, tolerance=SAME_M)
    rest = np.flatnonzero(~same)
    if len(rest):
        pair = shapely.normalize(before[rest]), shapely.normalize(after[rest])
        same[rest] = shapely.equals_exact(*pair, tolerance=SAME_M)
    rest = np.flatnonzero(~same)
    same[rest] = _same_outlines(before[rest], after[rest])
    return same


def _same_outlines(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Compare shapes of which a rounded coordinate makes another vertex the first: all vertices lie on each other."""
    import shapely

    vertices = shapely.get_num_coordinates(after)
    same = (vertices == shapely.get_num_coordinates(before)) & (vertices <= MOST_VERTICES)
    same &= np.array(alike(before, after), dtype=bool)
    same[same] = shapely.hausdorff_distance(before[same], after[same]) <= SAME_M * 2**0.5
    return same
