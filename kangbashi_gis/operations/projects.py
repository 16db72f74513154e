"""A project file for QGIS beside or away from a workspace: it shows the same layers with the same looks."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.folders import CITY
from kangbashi_gis.operations.styles import Losses, first_style, styles, with_scales, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kangbashi_gis.model.symbol import LayerState
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.styling.qgs import Reference


def write_project(
    space: "Workspace",
    out: Path,
    layers: "Sequence[LayerState] | None" = None,
    seen: tuple[float, float, float, float, float] | None = None,
) -> Losses:
    """Write a .qgs project of the layers that have rows (top first; by default all); gives what QGIS cannot say.

    The project names the workspace's own `city.gpkg`, by a relative path where both lie on one drive; no data are
    copied, and nothing personal is in that file. seen: the extent it begins with, as it is before it is turned by the
    angle behind it; without, all there is. Raises PermissionDenied, OutputUnwritable.
    """
    space.require(Permission.VIEW)
    if out.suffix.lower() != ".qgs":
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    from kangbashi_gis.styling.qgs import ShownLayer, written

    set_ones = styles(space)
    shown = []
    for state in layers if layers is not None else themes.first_layers():
        theme = themes.theme(state.theme)
        if space.store.count(theme):
            style = with_scales(set_ones.get(theme.name) or first_style(theme), theme)
            shown.append(ShownLayer(theme, style, state.visible))
    extents = [one for layer in shown if (one := space.store.extent(layer.theme))]
    whole = None
    if extents:
        xmin, ymin, xmax, ymax = zip(*extents, strict=True)
        whole = min(xmin), min(ymin), max(xmax), max(ymax)
    *extent, angle = seen or (*(whole or ()), 0.0)
    crs = _reference(space.project.crs)
    text, losses = written(space.project.name, _source(space, out), shown, crs, tuple(extent) or None, angle)
    write_whole(out, text)
    return losses


def _source(space: "Workspace", out: Path) -> str:
    city = (space.origin / CITY).absolute()
    try:
        path = os.path.relpath(city, out.absolute().parent)
    except ValueError:  # on another drive of Windows
        return city.as_posix()
    return "./" + Path(path).as_posix()


def _reference(crs: str) -> "Reference":
    import pyproj

    from kangbashi_gis.styling.qgs import Reference

    found = pyproj.CRS.from_user_input(crs)
    authority = found.to_authority()
    return Reference(":".join(authority) if authority else "", found.name, found.to_wkt())
