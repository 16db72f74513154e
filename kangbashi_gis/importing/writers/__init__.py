"""The formats that can be written: one writer function each, one line in `WRITERS`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.delimited import write_csv
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
    ".csv": write_csv,
    ".xlsx": write_workbook,
}
SHAPES_ONLY = frozenset({".shp", ".kml", ".gpkg"})  # formats in which a theme without shapes cannot be written
ENCODED = frozenset({".shp", ".csv"})  # formats whose text may be in another encoding than UTF-8
PASSES = {".shp": 3}  # how often a writer goes through the rows, where not once
