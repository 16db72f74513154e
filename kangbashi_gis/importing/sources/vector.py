"""GeoPackage, GeoJSON, TopoJSON and FileGDB."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from kangbashi_gis.errors import FileEmpty, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.gdal import open_vector
from kangbashi_gis.model.schema import Theme

WGS84 = "EPSG:4326"
HEAD = 4096
SQLITE = (b"SQLite format 3\0",)
JSON = (b"{", b"[")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_geopackage(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a GeoPackage. One inside a workspace is read from a copy: GDAL must not touch what SQLite holds open."""
    _require_head(path, SQLITE)
    if not (path.parent / "project.toml").exists():
        return open_vector(path, theme, options)
    with ExitStack() as hidden:
        copy = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-"))) / "copy.gpkg"
        with readable(path):
            _copy(path, copy)
        return replace(open_vector(path, theme, options, actual=copy), hidden=hidden.pop_all())


def read_geojson(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open GeoJSON or TopoJSON; without a CRS both are WGS 84 (RFC 7946, and what every writer means)."""
    _require_head(path, JSON)
    return open_vector(path, theme, options, assumed_crs=WGS84)


def read_filegdb(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a file geodatabase, which is a folder."""
    if not path.is_dir() or not any(path.glob("*.gdbtable")):
        raise FileUnreadable(path=str(path), reason="foreign")
    return open_vector(path, theme, options)


def _require_head(path: Path, signs: Sequence[bytes]) -> None:
    """Refuse a file that is not what its name says: GDAL would open it by its content, with any driver it has."""
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    for bom in BOMS:
        head = head.removeprefix(bom)
    start = head.lstrip(b" \t\r\n\0")
    if not start:
        raise FileEmpty(path=str(path))
    if not start.startswith(tuple(signs)):
        raise FileUnreadable(path=str(path), reason="foreign")


def _copy(path: Path, copy: Path) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    except dbapi2.Error as problem:
        raise FileUnreadable(path=str(path), reason="damaged") from problem
    finally:
        connection.close()
