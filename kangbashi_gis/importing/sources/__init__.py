"""The formats that can be read: one reader function each, one line in `READERS`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable, ThemeMismatch
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import archive, compressed, foreign
from kangbashi_gis.importing.sources.access import read_access
from kangbashi_gis.importing.sources.apart import in_own_process
from kangbashi_gis.importing.sources.cass import read_cass
from kangbashi_gis.importing.sources.dbf import read_dbf
from kangbashi_gis.importing.sources.dxf import read_dxf
from kangbashi_gis.importing.sources.exchange import read_e00, read_flatgeobuf, read_geojson_lines
from kangbashi_gis.importing.sources.kml import read_kml
from kangbashi_gis.importing.sources.mapinfo import read_mapinfo
from kangbashi_gis.importing.sources.osm import read_osm
from kangbashi_gis.importing.sources.parts import FOLDER
from kangbashi_gis.importing.sources.raster import read_raster
from kangbashi_gis.importing.sources.shapefile import read_shapefile
from kangbashi_gis.importing.sources.tables import read_sheet, read_text
from kangbashi_gis.importing.sources.vct import read_vct
from kangbashi_gis.importing.sources.vector import read_filegdb, read_geojson, read_geopackage
from kangbashi_gis.model.schema import Theme

Reader = Callable[[Path, Theme, ImportOptions], Source]


def _read_zip(path: Path, theme: Theme, options: ImportOptions) -> Source:
    return archive.read_zip(path, theme, options, open_source, READERS)


def _read_gzip(path: Path, theme: Theme, options: ImportOptions) -> Source:
    return compressed.read_gzip(path, theme, options, open_source)


_read_raster = in_own_process(read_raster)

READERS: Mapping[str, Reader] = {
    ".shp": read_shapefile,
    ".dbf": read_dbf,
    ".zip": _read_zip,
    ".gz": _read_gzip,
    ".gpkg": in_own_process(read_geopackage),
    ".geojson": in_own_process(read_geojson),
    ".topojson": in_own_process(read_geojson),
    ".json": in_own_process(read_geojson),
    ".geojsonl": in_own_process(read_geojson_lines),
    ".geojsons": in_own_process(read_geojson_lines),
    ".ndjson": in_own_process(read_geojson_lines),
    ".fgb": in_own_process(read_flatgeobuf),
    ".tab": in_own_process(read_mapinfo),
    ".mif": in_own_process(read_mapinfo),
    ".e00": in_own_process(read_e00),
    ".osm": in_own_process(read_osm),
    ".pbf": in_own_process(read_osm),
    ".kml": read_kml,
    ".kmz": read_kml,
    ".ovkml": read_kml,
    ".gdb": in_own_process(read_filegdb),
    ".dxf": read_dxf,
    ".dwg": foreign.read_dwg,
    ".mdb": read_access,
    ".accdb": read_access,
    ".dat": read_cass,
    ".vct": read_vct,
    ".csv": read_text,
    ".tsv": read_text,
    ".txt": read_text,
    ".xlsx": read_sheet,
    ".tif": _read_raster,
    ".tiff": _read_raster,
    ".wl": foreign.refuse,
    ".wp": foreign.refuse,
    ".wt": foreign.refuse,
    ".rar": foreign.refuse,
    ".7z": foreign.refuse,
    ".xls": foreign.refuse,
}
RASTERS = frozenset(suffix for suffix, reader in READERS.items() if reader is _read_raster)
# What may hold anything, also a raster.
CONTAINERS = frozenset({".zip", ".gz"})


def open_source(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a file by its suffix; use it in a `with`.

    Raises FileMissing, FileEmpty, FileUnreadable, LayerUnknown, LayerUnclear, EncodingUnclear, ThemeMismatch.
    """
    if not path.exists():
        raise FileMissing(path=str(path))
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if path.is_dir() != (suffix == FOLDER):
        raise FileUnreadable(path=str(path), reason="unknown_format")
    if not (path.is_file() or path.is_dir()):
        # a pipe or a device: reading it may never end
        raise FileUnreadable(path=str(path), reason="not_a_file")
    if path.is_file() and not path.stat().st_size:
        raise FileEmpty(path=str(path))
    if reader is None:
        return foreign.refuse(path, theme, options)
    if theme.raster and reader is not _read_raster and suffix not in CONTAINERS:
        raise ThemeMismatch(path=str(path), theme=theme.title, found="vector", wanted="raster")
    return reader(path, theme, options)
