"""Choosing rows on the map: by a click, a shape, a condition, or by where they lie to other rows.

Only layers of the map can be chosen from: what is personal has none.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.chosen import Chosen, chosen
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.operations.areas import require_valid
from kangbashi_gis.operations.search import identify
from kangbashi_gis.operations.selecting import Selection, selected

if TYPE_CHECKING:
    import shapely

    from kangbashi_gis.operations.workspace import Workspace

PIECE = 20_000
Corners = Sequence[tuple[float, float]]


def rows_at(space: "Workspace", x: float, y: float, tolerance_m: float, layers: Sequence[str]) -> Chosen:
    """Choose what lies topmost under a click."""
    space.require(Permission.VIEW)
    return chosen({one.kind: [one.fid] for one in identify(space, x, y, tolerance_m, layers)[:1]})


def rows_in(space: "Workspace", corners: Corners, layers: Sequence[str], within: bool = False) -> Chosen:
    """Choose what meets a polygon, or lies wholly within it. What only touches its border does not meet it.

    Raises PolygonInvalid where the border crosses itself.
    """
    space.require(Permission.VIEW)
    import shapely

    area = shapely.Polygon(corners)
    require_valid(area)
    return chosen({one.name: _meeting(space, one, area, within) for one in _layers(layers)})


def rows_where(space: "Workspace", layer: str, condition: str) -> Chosen:
    """Choose the rows of a layer for which a condition holds. Raises ConditionInvalid and ConditionUnfit."""
    space.require(Permission.VIEW)
    (theme,) = _layers([layer])
    found = selected(space, theme, Selection(where=condition))
    return chosen({theme.name: _all(space, theme) if found is None else found})


def rows_beside(space: "Workspace", layer: str, others: Chosen, within: bool = False, reach_m: float = 0.0) -> Chosen:
    """Choose the rows of a layer that meet other chosen rows, or lie within one of them, or at most so far away."""
    space.require(Permission.VIEW)
    import shapely

    (theme,) = _layers([layer])
    found = [np.array([], np.int64)]
    for name, fids in others.fids.items():
        for shapes in _shapes(space, themes.theme(name), fids):
            wide = shapely.buffer(shapes, reach_m) if reach_m > 0 else shapes
            found.extend(_meeting(space, theme, one, within) for one in wide)
    return chosen({theme.name: np.concatenate(found)})


def inverted(space: "Workspace", old: Chosen, layers: Sequence[str]) -> Chosen:
    """Choose all other rows of these layers, and nothing else."""
    space.require(Permission.VIEW)
    return chosen({one.name: np.setdiff1d(_all(space, one), old.of(one.name)) for one in _layers(layers)})


def still_there(space: "Workspace", old: Chosen) -> Chosen:
    """Leave out the rows that are gone, as after an undo."""
    space.require(Permission.VIEW)
    return chosen({name: np.intersect1d(fids, _all(space, themes.theme(name))) for name, fids in old.fids.items()})


def _layers(names: Sequence[str]) -> list[Theme]:
    wanted = [themes.theme(name) for name in names]
    for one in wanted:
        if one.in_vault or one.name not in themes.LAYER_ORDER:
            raise ThemeUnknown(theme=one.name, known=themes.LAYER_ORDER)
    return [one for one in wanted if one.shape is not Shape.NONE]


def _all(space: "Workspace", theme: Theme) -> np.ndarray:
    table = space.store.read(theme, columns=(), geometry=False)
    assert table.fid is not None
    return table.fid


def _shapes(space: "Workspace", theme: Theme, fids: np.ndarray) -> Iterator[np.ndarray]:
    import shapely

    for start in range(0, len(fids), PIECE):
        table = space.store.read(theme, fids[start : start + PIECE], columns=())
        assert table.geometry is not None
        yield table.geometry[~(shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry))]


def _meeting(space: "Workspace", theme: Theme, area: "shapely.Geometry", within: bool) -> np.ndarray:
    """Give the rows that meet a shape: boxes first, so that only few shapes are looked at."""
    import shapely

    near = np.sort(space.index.spatial(theme).intersects(*area.bounds))
    shapely.prepare(area)
    found = [np.array([], np.int64)]
    for start in range(0, len(near), PIECE):
        table = space.store.read(theme, near[start : start + PIECE], columns=())
        assert table.fid is not None
        if within:
            meets = shapely.covers(area, table.geometry)
        else:
            meets = shapely.intersects(area, table.geometry)
            if shapely.get_dimensions(area) == 2:
                meets &= ~shapely.touches(area, table.geometry)
        found.append(table.fid[meets])
    return np.concatenate(found)
