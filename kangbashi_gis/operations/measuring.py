"""Measuring what was drawn on the map of a workspace."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kangbashi_gis.analysis import measuring
from kangbashi_gis.analysis.measuring import HEIGHT_M, Measured, Point
from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.areas import require_valid

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


def measure_line(space: "Workspace", corners: Sequence[Point], height_m: float = HEIGHT_M) -> Measured:
    """Measure a line. Raises BadPlace."""
    space.require(Permission.VIEW)
    return measuring.line(space.project.crs, corners, height_m)


def measure_area(space: "Workspace", corners: Sequence[Point], height_m: float = HEIGHT_M) -> Measured:
    """Measure a polygon. Raises BadPlace, and PolygonInvalid where its border crosses itself."""
    space.require(Permission.VIEW)
    import shapely

    found = measuring.area(space.project.crs, corners, height_m)
    require_valid(shapely.Polygon(corners))
    return found
