"""Which rows of a theme are meant: those in an area, in a division of the city, in a box, or of given numbers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import BadPlace
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.themes import DIVISIONS
from kangbashi_gis.operations.areas import require_valid
from kangbashi_gis.operations.polygons import read_polygon

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PIECE = 20_000
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Selection:
    """What is meant; all that is given has to hold, and nothing given means all rows.

    area: WKT in the workspace's CRS, or a file of polygons. division: the name or code of a community or street.
    box: west, south, east, north in the workspace's CRS, as of a map. circle: east, north and radius in metres.
    fids: row numbers. where: a condition on the fields, as `model/expression.py` reads it.
    """

    area: str = ""
    division: str = ""
    box: Box | None = None
    fids: tuple[int, ...] | None = None
    where: str = ""
    circle: tuple[float, float, float] | None = None


def selected(space: "Workspace", theme: Theme, selection: Selection) -> np.ndarray | None:
    """Give the numbers of the rows that are meant, whole things, in order; None for all.

    What only touches the border of an area is not in it; a row without a place is in no area.
    Raises BadPlace, PolygonInvalid, ConditionInvalid, ConditionUnfit and the errors of reading a file.
    """
    areas = list(_areas(space, selection))
    wanted = None if selection.fids is None else np.unique(np.array(selection.fids, dtype=np.int64))
    if selection.where.strip():
        fids, met = space.store.met(theme, [parse(selection.where)])
        holding = np.sort(fids[met != 0])
        wanted = holding if wanted is None else wanted[np.isin(wanted, holding)]
    if areas and theme.shape is Shape.NONE:
        return np.array([], dtype=np.int64)
    for area in areas:
        wanted = _within(space, theme, area, wanted)
    return wanted


def _areas(space: "Workspace", selection: Selection) -> Any:
    import shapely

    if selection.area:
        polygon = read_polygon(space, selection.area)
        require_valid(polygon)
        yield polygon
    if selection.division:
        yield _division(space, selection.division.strip())
    if selection.box is not None:
        if not np.isfinite(selection.box).all():
            raise BadPlace(text=str(selection.box)[:60])
        yield shapely.box(*selection.box)
    if selection.circle is not None:
        east, north, radius_m = selection.circle
        if not np.isfinite(selection.circle).all() or radius_m <= 0:
            raise BadPlace(text=str(selection.circle)[:60])
        yield shapely.Point(east, north).buffer(radius_m, quad_segs=64)


def _division(space: "Workspace", name: str) -> Any:
    import shapely

    table = space.store.read(DIVISIONS, columns=("name", "code"))
    assert table.geometry is not None
    pairs = zip(table.columns["name"], table.columns["code"], strict=True)
    meant = np.array([name in pair for pair in pairs], dtype=bool)
    shapes = table.geometry[meant]
    shapes = shapes[~shapely.is_missing(shapes)]
    if not len(shapes):
        raise BadPlace(text=name[:60])
    return shapely.union_all(shapely.make_valid(shapes))


def _within(space: "Workspace", theme: Theme, area: Any, among: np.ndarray | None) -> np.ndarray:
    import shapely

    fids, boxes = space.store.bounds(theme)
    if among is not None:
        here = np.isin(fids, among)
        fids, boxes = fids[here], boxes[here]
    west, south, east, north = area.bounds
    near = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    fids = fids[near]
    shapely.prepare(area)
    found = [np.array([], dtype=np.int64)]
    for start in range(0, len(fids), PIECE):
        table = space.store.read(theme, fids[start : start + PIECE], columns=())
        assert table.fid is not None
        meets = shapely.intersects(area, table.geometry) & ~shapely.touches(area, table.geometry)
        found.append(table.fid[meets])
    return np.concatenate(found)
