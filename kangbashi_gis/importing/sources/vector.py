"""GeoPackage, GeoJSON, TopoJSON and FileGDB."""

import codecs
import re
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileUnreadable
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.delimited import judged
from kangbashi_gis.importing.sources.gdal import open_vector
from kangbashi_gis.model.schema import Theme

WGS84 = "EPSG:4326"
HEAD, BLOCK = 4096, 1 << 20
_CRS = re.compile(rb'"crs"\s*:\s*\{')
COLLECTION = '{"type":"FeatureCollection","features":'
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
    """Open GeoJSON or TopoJSON; without a CRS both are WGS 84 (RFC 7946, and what every writer means).

    A bare array of features, and text that is not UTF-8, are read from a copy that is as it should be.
    """
    start = _require_head(path, JSON)
    with ExitStack() as hidden:
        with readable(path):
            encoding = encodings.chosen(options.encoding, path) if options.encoding else _encoding(path)
            copy = None
            if start.startswith(b"[") or encoding != encodings.UTF8:
                copy = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-"))) / path.name
                _rewrite(path, copy, encoding, start.startswith(b"["))
        source = open_vector(path, theme, options, assumed_crs=WGS84, actual=copy)
        assumed = not _names_crs(copy or path)
        return replace(source, encoding=encoding, assumed=assumed, hidden=hidden.pop_all())


def _names_crs(path: Path) -> bool:
    """Tell whether a file says its CRS itself: it stands before the features, or never."""
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    return _CRS.search(head.partition(b'"features"')[0]) is not None


def _encoding(path: Path) -> str:
    """Find the encoding of a text that ought to be UTF-8 and mostly is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return encodings.settled(judged(path), path)
    return encodings.UTF8


def _rewrite(path: Path, copy: Path, encoding: str, bare: bool) -> None:
    """Copy a text as UTF-8; a bare array of features becomes a collection."""
    try:
        with path.open(encoding=encoding) as file, copy.open("w", encoding="utf-8") as target:
            target.write(COLLECTION if bare else "")
            first = file.read(BLOCK).removeprefix("\ufeff")
            for block in chain((first,), iter(lambda: file.read(BLOCK), "")):
                target.write(block)
            target.write("}" if bare else "")
    except UnicodeDecodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem


def read_filegdb(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a file geodatabase, which is a folder."""
    if not path.is_dir() or not any(path.glob("*.gdbtable")):
        raise FileUnreadable(path=str(path), reason="foreign")
    return open_vector(path, theme, options)


def _require_head(path: Path, signs: Sequence[bytes]) -> bytes:
    """Refuse a file that is not what its name says: GDAL would open it by its content, with any driver it has.

    Gives its first bytes.
    """
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    for bom in BOMS:
        head = head.removeprefix(bom)
    start = head.lstrip(b" \t\r\n\0")
    if not start:
        raise FileEmpty(path=str(path))
    if not start.startswith(tuple(signs)):
        raise FileUnreadable(path=str(path), reason="foreign")
    return start


def _copy(path: Path, copy: Path) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    except dbapi2.Error as problem:
        raise FileUnreadable(path=str(path), reason="damaged") from problem
    finally:
        connection.close()
