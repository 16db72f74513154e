"""Making foreign shapes fit a theme: flat, of one kind, lines and polygons as multi types."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import ThemeMismatch
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.store import heights

# GEOS type numbers of single and multi shapes of a kind.
SINGLE = {Shape.POINT: (0,), Shape.LINE: (1, 2), Shape.POLYGON: (3,)}
MULTI = {Shape.POINT: 4, Shape.LINE: 5, Shape.POLYGON: 6}
COLLECTION = 7
NOTHING = -1


def fit(shapes: np.ndarray, theme: Theme, path: Path) -> np.ndarray:
    """Give POINT, MULTILINESTRING or MULTIPOLYGON shapes, None for those that are empty or absent.

    A collection passes when all its parts are of the theme's kind, a multipoint when it has one point.
    Raises ThemeMismatch for the first shape of another kind.
    """
    import shapely

    shapes = np.array(shapes, dtype=object)
    shapes[shapely.is_empty(shapes)] = None
    kinds = shapely.get_type_id(shapes)
    loose = (kinds == COLLECTION) | ((kinds == MULTI[Shape.POINT]) & (theme.shape is Shape.POINT))
    for place in np.flatnonzero(loose):
        shapes[place] = _gather(shapes[place], theme.shape)
    kinds = shapely.get_type_id(shapes)
    single = np.isin(kinds, SINGLE[theme.shape])
    wanted = single | (kinds == NOTHING) | ((kinds == MULTI[theme.shape]) & (theme.shape is not Shape.POINT))
    if not wanted.all():
        found = kind_of(int(kinds[~wanted][0]))
        raise ThemeMismatch(path=str(path), theme=theme.title, found=found, wanted=str(theme.shape))
    return shapes if theme.shape is Shape.POINT else _as_multi(shapes, single, theme.shape)


def moved_rings(shapes: np.ndarray, move: Callable[[np.ndarray], np.ndarray]) -> np.ndarray | None:
    """Give polygons of one ring each as moved multi polygons, made but once; None where a shape is anything else."""
    import shapely

    counts = shapely.get_num_coordinates(shapes)
    if not len(shapes) or (shapely.get_type_id(shapes) != SINGLE[Shape.POLYGON]).any() or not counts.all():
        return None
    if shapely.get_num_interior_rings(shapes).any() or shapely.has_z(shapes).any() or shapely.has_m(shapes).any():
        return None
    points = np.ascontiguousarray(move(shapely.get_coordinates(shapes)))
    if not np.isfinite(points).all():
        return None
    each = np.arange(len(shapes) + 1)
    ends = np.concatenate([[0], np.cumsum(counts)])
    return np.asarray(shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, points, (ends, each, each)))


def kind_of(type_id: int) -> str:
    """Name a GEOS type: "point", "line", "polygon", "multipoint" or "mixed"."""
    if type_id == MULTI[Shape.POINT]:
        return "multipoint"
    for shape, singles in SINGLE.items():
        if type_id in (*singles, MULTI[shape]):
            return str(shape)
    return "mixed"


def flattened(shapes: np.ndarray) -> tuple[np.ndarray, int]:
    """Drop heights and measures; gives the flat shapes and how many had heights."""
    import shapely

    high = int(np.count_nonzero(shapely.has_z(shapes)))
    return (heights.flat(shapes) if high or shapely.has_m(shapes).any() else shapes), high


def raised(shapes: np.ndarray) -> tuple[np.ndarray, int]:
    """Keep heights where not all of a shape are nought or missing, drop measures; gives how many have heights."""
    high = heights.meaning(shapes)
    made = heights.measureless(shapes).copy()
    made[~high] = heights.flat(made[~high])
    return made, int(high.sum())


def outside(shapes: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    """Tell which shapes reach beyond a box; one without a place does not."""
    import shapely

    xmin, ymin, xmax, ymax = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        return np.asarray((xmin < box[0]) | (ymin < box[1]) | (xmax > box[2]) | (ymax > box[3]))


def invalid(shapes: np.ndarray) -> int:
    """Count shapes that cross themselves or are otherwise not simple features. They are kept as they are."""
    import shapely

    present = shapes[shapely.get_type_id(shapes) != NOTHING]
    return int(np.count_nonzero(~shapely.is_valid(present)))


def _gather(shape: object, wanted: Shape) -> object:
    """Make one multi shape of a collection's parts; anything that does not fit is given back as it is."""
    import shapely

    parts = shapely.get_parts(shape)
    while any(shapely.get_type_id(parts) > SINGLE[Shape.POLYGON][0]):
        parts = shapely.get_parts(parts)
    if not len(parts) or not np.isin(shapely.get_type_id(parts), SINGLE[wanted]).all():
        return shape
    if wanted is Shape.POINT:
        return parts[0] if len(parts) == 1 else shape
    return shapely.multilinestrings(parts) if wanted is Shape.LINE else shapely.multipolygons(parts)


def _as_multi(shapes: np.ndarray, single: np.ndarray, wanted: Shape) -> np.ndarray:
    import shapely

    if single.any():
        make = shapely.multilinestrings if wanted is Shape.LINE else shapely.multipolygons
        count = int(np.count_nonzero(single))
        shapes[single] = make(shapes[single], indices=np.arange(count))
    return shapes
