"""FlatGeobuf, line-delimited GeoJSON and ArcInfo E00: by GDAL, once the first bytes are what they should be."""

from pathlib import Path

from kangbashi_gis.errors import FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.gdal import open_vector
from kangbashi_gis.model.schema import Theme

WGS84 = "EPSG:4326"
FLATGEOBUF, E00 = b"fgb\x03fgb", b"EXP  "
HEAD = 256
MARK = b"\x1e"


def read_flatgeobuf(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a FlatGeobuf."""
    _require(path, FLATGEOBUF)
    return open_vector(path, theme, options)


def read_geojson_lines(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open GeoJSON with a feature on each line. GDAL leaves out what it cannot read; that is noticed here."""
    _require(path, b"{")
    source = open_vector(path, theme, options, assumed_crs=WGS84)
    with readable(path), path.open("rb") as file:
        features = sum(1 for line in file if line.strip(b"\xef\xbb\xbf\x1e \r\n\t"))
    if source.count < features and not _has_marks(path):
        source.close()
        raise FileUnreadable(path=str(path), reason="damaged")
    return source


def _has_marks(path: Path) -> bool:
    """Tell whether a sign parts the features: then one may stand on several lines."""
    with readable(path), path.open("rb") as file:
        return MARK in file.read(HEAD)


def read_e00(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open an export of ArcInfo."""
    _require(path, E00)
    return open_vector(path, theme, options)


def _require(path: Path, sign: bytes) -> None:
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    if not head.lstrip(b"\xef\xbb\xbf\x1e \r\n\t").startswith(sign):
        raise FileUnreadable(path=str(path), reason="foreign")
