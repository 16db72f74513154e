"""Brings shapes to the type their layer has: points stay points, lines and polygons become their MULTI types.

Heights stay with the vertices, unless the theme is flat; measures do not.
"""

import numpy as np
import shapely

from kangbashi_gis.errors import ThemeMismatch
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.store import heights

# shapely's type numbers: the wanted one, the single one that is promoted to it, and how
POINT, LINE, POLYGON, MULTIPOINT, MULTILINE, MULTIPOLYGON = 0, 1, 3, 4, 5, 6
LINEAR_RING = 2
MISSING = -1


def fitted(theme: Theme, shapes: np.ndarray) -> np.ndarray:
    """Give the shapes as the theme's layer stores them; raises ThemeMismatch for others.

    None stays None.
    """
    shapes = heights.flat(shapes) if theme.flat else heights.measureless(shapes)
    kinds = shapely.get_type_id(shapes)
    if theme.shape == Shape.POINT:
        given = _single_points(shapes, kinds)
    elif theme.shape == Shape.LINE:
        given = _promoted(shapes, np.isin(kinds, (LINE, LINEAR_RING)), shapely.multilinestrings)
    elif theme.shape == Shape.POLYGON:
        given = _promoted(shapes, kinds == POLYGON, shapely.multipolygons)
    else:
        given = shapes
    _require(theme, given)
    return given


def _promoted(shapes: np.ndarray, single: np.ndarray, promote: object) -> np.ndarray:
    if not single.any():
        return shapes
    given = shapes.copy()
    given[single] = promote(shapes[single], indices=np.arange(np.count_nonzero(single)))  # type: ignore[operator]
    return given


def _single_points(shapes: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Take the point out of a multipoint that has just one."""
    lone = (kinds == MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    if not lone.any():
        return shapes
    given = shapes.copy()
    given[lone] = shapely.get_geometry(shapes[lone], 0)
    return given


WANTED = {Shape.POINT: POINT, Shape.LINE: MULTILINE, Shape.POLYGON: MULTIPOLYGON, Shape.NONE: MISSING}


def _require(theme: Theme, shapes: np.ndarray) -> None:
    kinds = shapely.get_type_id(shapes)
    odd = shapes[(kinds != MISSING) & (kinds != WANTED[theme.shape])]
    if len(odd):
        raise ThemeMismatch(path="", theme=theme.name, found=odd[0].geom_type, wanted=theme.shape.value)
