"""The polygon a question is asked about: WKT in the workspace's CRS, or the polygons of a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import BadPlace
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.shapes import fit, flattened
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.operations.areas import require_valid

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

# Stands for "any polygons": no field of theirs is asked for.
OUTLINE = Theme("outline", "范围", "Extent", Shape.POLYGON, ())


def read_polygon(space: "Workspace", text: str, options: ImportOptions | None = None) -> Any:
    """Read WKT, or a file's polygons joined to one, in the workspace's CRS.

    options: which layer of a file, and its CRS. Raises BadPlace for text that is neither, PolygonInvalid for a polygon
    that crosses itself and the like, and the errors of reading a file.
    """
    space.require(Permission.VIEW)
    if text.lstrip().upper().startswith(("POLYGON", "MULTIPOLYGON")):
        return _from_wkt(text)
    return _from_file(space, Path(text), options or ImportOptions())


def _from_wkt(text: str) -> Any:
    import shapely

    try:
        polygon = shapely.from_wkt(text)
    except shapely.errors.GEOSException as problem:
        raise BadPlace(text=text[:60]) from problem
    if polygon.is_empty:
        raise BadPlace(text=text[:60])
    return polygon


def _from_file(space: "Workspace", path: Path, options: ImportOptions) -> Any:
    import shapely

    parts: list[Any] = []
    with open_source(path, OUTLINE, options) as source:
        way = georeference.way(source, options, space.store.crs)
        for batch in source.batches():
            if batch.geometry is None:
                raise BadPlace(text=path.name)
            shapes, broken = way.apply(fit(flattened(batch.geometry)[0], OUTLINE, path))
            if broken.any():
                raise BadPlace(text=path.name)
            parts += [shape for shape in shapes if shape is not None]
    if not parts:
        raise BadPlace(text=path.name)
    for part in parts:
        require_valid(part)
    return shapely.union_all(parts)
