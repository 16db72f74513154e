"""The formats that can be written: one writer function each, one line in `WRITERS`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import DEGREES, Dataset
from kangbashi_gis.importing.writers.delimited import write_csv
from kangbashi_gis.importing.writers.dxf import write_dxf
from kangbashi_gis.importing.writers.geojson import write_geojson
from kangbashi_gis.importing.writers.geopackage import write_geopackage
from kangbashi_gis.importing.writers.kml import write_kml
from kangbashi_gis.importing.writers.shapefile import write_shapefile
from kangbashi_gis.importing.writers.workbook import write_workbook

# A writer makes `out` (and files beside it, in the same folder) and gives the number of rows.
Writer = Callable[[Path, Dataset], int]

WRITERS: Mapping[str, Writer] = {
    ".shp": write_shapefile,
    ".gpkg": write_geopackage,
    ".geojson": write_geojson,
    ".json": write_geojson,
    ".kml": write_kml,
    ".dxf": write_dxf,
    ".csv": write_csv,
    ".xlsx": write_workbook,
}
SHAPES_ONLY = frozenset({".shp", ".kml", ".gpkg", ".dxf"})  # a theme without shapes cannot be written in these
DRAWINGS = frozenset({".dxf"})  # formats that hold shapes and their names, and fields only beside them
# the encodings that the text of a format may be in, where not only UTF-8; the first unless another is asked for
ENCODED: Mapping[str, tuple[str, ...]] = {
    ".shp": ("UTF-8", "GBK"),
    ".csv": ("UTF-8", "GBK", "GB18030"),
    ".dxf": ("GBK", "UTF-8"),
}
PASSES = {".shp": 2}  # how often a writer goes through the rows, where not once
IN_DEGREES = frozenset({".kml"})  # formats that are always in degrees of WGS 84
BY_ITSELF = {".kml": DEGREES, ".geojson": DEGREES, ".json": DEGREES}  # the CRS of a format, where it has one
