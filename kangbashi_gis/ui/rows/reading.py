"""What the window of a row asks and does; each runs in a thread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import RowChanged
from kangbashi_gis.model import themes
from kangbashi_gis.model.row_history import Row, RowChange

if TYPE_CHECKING:
    from kangbashi_gis.operations.table_editing import CellChange
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.render.overlay import Marks

BEFORE, AFTER = "#d33f3f", "#2e9e5b"


def read(space: "Workspace", theme: str, fid: int) -> tuple[Row | None, list[RowChange]]:
    """Give a row, None where it is gone, and its history."""
    from kangbashi_gis.operations import row_history

    changes = row_history.changes(space, themes.theme(theme), fid)
    try:
        return row_history.row(space, themes.theme(theme), fid), changes
    except RowChanged:
        return None, changes


def write(space: "Workspace", theme: str, changes: "Sequence[CellChange]") -> int:
    """Change cells of a row as one operation."""
    from kangbashi_gis.operations.table_editing import change_cells

    return change_cells(space, themes.theme(theme), changes)


def undo(space: "Workspace", theme: str, fid: int, number: int) -> RowChange:
    """Take one change of a row back."""
    from kangbashi_gis.operations.row_history import undo_change

    return undo_change(space, themes.theme(theme), fid, number)


def shapes(
    space: "Workspace", theme: str, fid: int, number: int
) -> "tuple[list[Marks], tuple[float, float, float, float] | None]":
    """Give the shapes before and after a change as coloured lines and points, and the bounds of both."""
    import shapely

    from kangbashi_gis.operations.row_history import shapes as both
    from kangbashi_gis.render.overlay import Marks

    found = both(space, themes.theme(theme), fid, number)
    known = [(one, color) for one, color in zip(found, (BEFORE, AFTER), strict=True) if one is not None]
    groups = [Marks(color, _lines(one), _points(one)) for one, color in known]
    west, south, east, north = shapely.total_bounds([one for one, _ in known]).tolist()
    return groups, None if west != west else (west, south, east, north)


def _lines(shape: Any) -> list[list[tuple[float, float]]]:
    import shapely

    found = []
    for part in shapely.get_parts(shape):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        found += [[(x, y) for x, y in shapely.get_coordinates(one)] for one in rings if one.geom_type != "Point"]
    return found


def _points(shape: Any) -> list[tuple[float, float]]:
    import shapely

    return [(one.x, one.y) for one in shapely.get_parts(shape) if one.geom_type == "Point" and not one.is_empty]
