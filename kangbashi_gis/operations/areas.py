"""Whether a shape is an area that can be asked about."""

import re
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.analysis.validity import fault
from kangbashi_gis.errors import PolygonInvalid

if TYPE_CHECKING:
    import shapely

POLYGON, MULTIPOLYGON = 3, 6
_REASON = re.compile(r"(?P<what>[^\[]+)\[(?P<x>[^ \]]+) (?P<y>[^ \]]+)")


def is_area(shape: "shapely.Geometry | None") -> bool:
    """Tell whether it is a polygon, or several, with something inside."""
    import shapely

    if shape is None or shapely.get_type_id(shape) not in (POLYGON, MULTIPOLYGON) or shape.is_empty:
        return False
    return bool(np.isfinite(shape.bounds).all())


def require_valid(shape: "shapely.Geometry") -> None:
    """Raise PolygonInvalid, with the reason and the place, for one whose inside is not certain."""
    import shapely

    if shapely.is_valid(shape):
        return
    said = _REASON.match(shapely.is_valid_reason(shape))
    what, x, y = said.group("what", "x", "y") if said else ("", "nan", "nan")
    raise PolygonInvalid(reason=fault(what), x=f"{float(x):.2f}", y=f"{float(y):.2f}")
