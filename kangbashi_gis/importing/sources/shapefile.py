"""Shapefiles: shapes by GDAL, attributes from the bytes of the .dbf, and a missing .shx rebuilt on a copy."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.dbf import Dbf, open_dbf
from kangbashi_gis.importing.sources.gdal import quiet, read_piece, whole
from kangbashi_gis.importing.sources.sidecars import hint_of, sidecar
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

SHP_HEADER = 100
SHP_MAGIC = b"\x00\x00\x27\x0a"


def read_shapefile(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open `x.shp` with whatever of `x.dbf`, `x.shx`, `x.prj`, `x.cpg` lies beside it, in any case of letters."""
    shp = sidecar(path, ".shp")
    if shp is None:
        raise FileMissing(path=str(path.with_suffix(".shp")))
    _check_head(shp)
    dbf_path = sidecar(path, ".dbf")
    with readable(path):
        dbf = open_dbf(dbf_path, options.encoding, hint_of(path)) if dbf_path else None
    with ExitStack() as hidden:
        alone = sidecar(path, ".shx") is None or (dbf is not None and bool(dbf.deleted().any()))
        with readable(path):
            actual = _copied(shp, hidden) if alone else shp
            if not _prj_understood(actual):
                # GDAL would not even give the shapes
                actual = _copied(shp, hidden, prj=False)
            count, crs = _survey(actual)
        if not count:
            raise FileEmpty(path=str(path))
        if dbf is not None and len(dbf) != count:
            raise FileUnreadable(path=str(path), reason="shp_dbf_differ")
        return Source(
            path=path,
            layer=path.stem,
            columns=dbf.names if dbf else (),
            count=count,
            crs=crs,
            read=lambda size: _standing(whole(path, count, _batches(actual, dbf, size)), dbf),
            encoding=dbf.encoding if dbf else "",
            notes=() if sidecar(path, ".shx") else ("shx_rebuilt",),
            hidden=hidden.pop_all(),
        )


def _check_head(shp: Path) -> None:
    with readable(shp), shp.open("rb") as file:
        head = file.read(SHP_HEADER)
    if not head:
        raise FileEmpty(path=str(shp))
    if len(head) < SHP_HEADER or not head.startswith(SHP_MAGIC):
        raise FileUnreadable(path=str(shp), reason="foreign")
    if int.from_bytes(head[24:28], "big") * 2 > shp.stat().st_size:
        raise FileUnreadable(path=str(shp), reason="truncated")


def _prj_understood(shp: Path) -> bool:
    """Tell whether GDAL can make anything of the .prj; a damaged one counts as if there were none."""
    import pyogrio

    try:
        with quiet():
            pyogrio.read_info(shp, encoding="ISO-8859-1")
    except pyogrio.errors.CRSError:
        return False
    return True


def _copied(shp: Path, hidden: ExitStack, prj: bool = True) -> Path:
    """Copy the shapes aside, without the table: GDAL leaves out rows marked as deleted, and loses count of them.

    A missing index is rebuilt there; only where it is missing, for GDAL would also cut a file that is a byte too long.
    """
    import pyogrio

    copy = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-"))) / "layer.shp"
    for suffix in (".shp", ".shx", ".prj")[: 3 if prj else 2]:
        if found := sidecar(shp, suffix):
            shutil.copyfile(found, copy.with_suffix(suffix))
    if not copy.with_suffix(".shx").exists():
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": True})
        try:
            with quiet():
                pyogrio.read_info(copy)
        finally:
            pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
    return copy


def _survey(shp: Path) -> tuple[int, str | None]:
    """Give the number of shapes and the CRS. The encoding given keeps GDAL from trying one that a .cpg names."""
    import pyogrio

    with quiet():
        info = pyogrio.read_info(shp, encoding="ISO-8859-1")
    shx = sidecar(shp, ".shx")
    return (max(0, shx.stat().st_size - SHP_HEADER) // 8 if shx else int(info["features"])), info["crs"]


def _batches(shp: Path, dbf: Dbf | None, size: int) -> Iterator[Table]:
    for start in range(0, 1 << 62, size):
        shapes, _ = read_piece(shp, None, start, size, columns=())
        if not len(shapes):
            return
        yield Table(dbf.batch(start, start + len(shapes)) if dbf else {}, shapes)


def _standing(tables: Iterator[Table], dbf: Dbf | None) -> Iterator[Table]:
    """Leave out the rows that are marked as deleted."""
    start = 0
    for table in tables:
        gone = dbf.deleted()[start : start + len(table)] if dbf else None
        start += len(table)
        yield table if gone is None or not gone.any() else table.take(~gone)
