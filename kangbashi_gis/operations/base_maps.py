"""What is drawn under the layers: base maps that the workspace names by their paths, and its own heights."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import BaseMapUnfit, BaseMapUnknown, GisError, RasterUnreadable, UsageError
from kangbashi_gis.imagery.ground import Backdrop, Box, Ground, Shown, seen
from kangbashi_gis.imagery.kinds import kind_of
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.symbol.raster import RasterStyle, read, written
from kangbashi_gis.model.themes.elevation import ELEVATION
from kangbashi_gis.model.web_maps import CORRECTIONS
from kangbashi_gis.operations.folders import RASTERS, read_project, writable, write_project

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PLAIN = "WGS-84"
DATUMS = (PLAIN, *CORRECTIONS)


@dataclass(frozen=True)
class BaseMap:
    """A base map. datum: what the tiles' degrees are, as the user says; a GeoTIFF says its CRS itself."""

    name: str
    path: str
    datum: str = PLAIN
    opacity: float = 1.0
    visible: bool = True

    @property
    def ground(self) -> Ground:
        """What is drawn."""
        return Ground(self.name, Path(self.path), kind_of(Path(self.path)), self.datum)


def base_maps(space: "Workspace") -> list[BaseMap]:
    """Give the base maps, the topmost first; an entry that somebody has spoilt by hand is left out."""
    space.require(Permission.VIEW)
    return [one for one in map(_read, read_project(space.folder).base_maps) if one is not None]


def add_base_map(space: "Workspace", path: Path, name: str = "", datum: str = PLAIN, opacity: float = 1.0) -> BaseMap:
    """Put a GeoTIFF, an MBTiles file or a folder of tiles under the map; it stays where it is.

    Raises PermissionDenied, WorkspaceReadOnly, and BaseMapUnfit for what cannot be drawn.
    """
    space.require(Permission.EDIT)
    if datum not in DATUMS or not 0 < opacity <= 1:
        raise UsageError(detail=f"{datum} {opacity}")
    made = BaseMap(name or path.stem, str(path.absolute()), datum, opacity)
    _require_drawable(space, made.ground)
    known = base_maps(space)
    if made.name in (one.name for one in known):
        raise BaseMapUnfit(path=str(path), reason="base_map_name")
    _keep(space, [made, *known])
    return made


def remove_base_map(space: "Workspace", name: str) -> None:
    """Take a base map away; its file stays. Raises PermissionDenied, WorkspaceReadOnly, BaseMapUnknown."""
    space.require(Permission.EDIT)
    _keep(space, [one for one in base_maps(space) if one != _named(space, name)])


def change_base_map(space: "Workspace", name: str, opacity: float, visible: bool) -> None:
    """Set how much of a base map is seen. Raises PermissionDenied, WorkspaceReadOnly, BaseMapUnknown."""
    space.require(Permission.EDIT)
    wanted = _named(space, name)
    changed = replace(wanted, opacity=min(max(opacity, 0.0), 1.0), visible=visible)
    _keep(space, [changed if one == wanted else one for one in base_maps(space)])


def move_base_map(space: "Workspace", name: str, place: int) -> None:
    """Put a base map at a place, 0 on top. Raises PermissionDenied, WorkspaceReadOnly, BaseMapUnknown."""
    space.require(Permission.EDIT)
    wanted = _named(space, name)
    others = [one for one in base_maps(space) if one != wanted]
    others.insert(max(place, 0), wanted)
    _keep(space, others)


def relief(space: "Workspace") -> RasterStyle:
    """Give how heights are drawn; one that somebody has spoilt by hand is the first one again."""
    space.require(Permission.VIEW)
    try:
        return read(read_project(space.folder).relief)
    except GisError:
        return RasterStyle()


def set_relief(space: "Workspace", style: RasterStyle) -> None:
    """Set how heights are drawn, for everybody who opens the workspace. Raises PermissionDenied, WorkspaceReadOnly."""
    space.require(Permission.EDIT)
    _write(space, relief=written(style))


def backdrop(space: "Workspace", layers: Sequence[LayerState] | None = None) -> Backdrop:
    """Give what lies under some layers: heights where their layer is shown, then base maps; all without layers."""
    space.require(Permission.VIEW)
    shown = [Shown(one) for one in _heights(space)]
    shown += [Shown(one.ground, one.opacity) for one in base_maps(space) if one.visible and one.opacity > 0]
    whole = Backdrop(space.project.crs, tuple(shown))
    return whole if layers is None else seen(whole, layers)


def _heights(space: "Workspace") -> list[Ground]:
    """The rasters of the workspace, all in one range of colours."""
    rows = space.store.read(ELEVATION, columns=["file", "least_m", "most_m"], geometry=False).columns
    least = [float(one) for one in rows["least_m"] if one is not None]
    most = [float(one) for one in rows["most_m"] if one is not None]
    style = relief(space)
    if least and most:
        style = replace(
            style,
            least=min(least) if style.least is None else style.least,
            most=max(most) if style.most is None else style.most,
        )
    # a name with a folder in it would lead out of the workspace
    names = [str(one) for one in rows["file"] if one and Path(str(one)).name == str(one)]
    return [Ground(name, space.folder / RASTERS / name, "raster", style=style) for name in names]


def _require_drawable(space: "Workspace", ground: Ground) -> None:
    """Have a first piece drawn, in the process that reads such files."""
    from kangbashi_gis.imagery.painter import Painter

    if not ground.path.exists():
        raise BaseMapUnfit(path=str(ground.path), reason="raster_gone")
    if not ground.kind:
        raise BaseMapUnfit(path=str(ground.path), reason="unknown_format")
    painter = Painter()
    try:
        painter.picture(ground, space.project.crs, Box(0.0, 0.0, 1.0, 1, 1))
    except RasterUnreadable as problem:
        raise BaseMapUnfit(path=str(ground.path), reason=problem.values["reason"]) from problem
    finally:
        painter.close()


def _named(space: "Workspace", name: str) -> BaseMap:
    known = base_maps(space)
    for one in known:
        if one.name == name:
            return one
    raise BaseMapUnknown(name=name, known="、".join(one.name for one in known) or "-")


def _keep(space: "Workspace", maps: Sequence[BaseMap]) -> None:
    _write(space, base_maps=[asdict(one) for one in maps])


def _write(space: "Workspace", **changed: Any) -> None:
    space.require_writing()
    project = replace(read_project(space.folder), **changed)  # the window's worker may have written it meanwhile
    with writable(space.folder):
        write_project(space.folder, project)
    space.project = project


def _read(entry: Mapping[str, Any]) -> BaseMap | None:
    try:
        made = BaseMap(**entry)
        return replace(made, opacity=float(made.opacity)) if made.datum in DATUMS and made.ground.kind else None
    except (TypeError, ValueError):
        return None
