"""Shapefiles: shapes and attributes from the bytes of .shp and .dbf; what is not plain by GDAL, in another process."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import BATCH, Source, readable
from kangbashi_gis.importing.sources import shp as records
from kangbashi_gis.importing.sources.apart import in_own_process
from kangbashi_gis.importing.sources.dbf import Dbf, open_dbf
from kangbashi_gis.importing.sources.gdal import quiet, read_piece, whole
from kangbashi_gis.importing.sources.sidecars import hint_of, sidecar
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

SHP_HEADER = 100
SHP_MAGIC = b"\x00\x00\x27\x0a"
PRJ_BYTES = 1 << 16  # more than any true one has
MOST_ODD = 4  # of so many records one may be odd; else GDAL reads them all


def read_shapefile(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open `x.shp` with whatever of `x.dbf`, `x.shx`, `x.prj`, `x.cpg` lies beside it, in any case of letters."""
    shp = _found(path)
    prj = sidecar(shp, ".prj")
    with readable(path):
        shapes = records.open_shapes(shp)
    if shapes is None or shapes.odd.sum() * MOST_ODD > len(shapes) or (prj and prj.stat().st_size > PRJ_BYTES):
        return in_own_process(read_by_gdal)(path, theme, options)
    with ExitStack() as hidden:
        dbf = _table(path, options)
        crs = _reference(shapes.kind, prj)
        if dbf is not None and len(dbf) != len(shapes):
            raise FileUnreadable(path=str(path), reason="shp_dbf_differ")
        odd = _odd_shapes(shapes, theme, options) if shapes.odd.any() else None
        return Source(
            path=path,
            layer=path.stem,
            columns=dbf.names if dbf else (),
            count=len(shapes),
            crs=crs,
            read=lambda size: _standing(_plain_batches(shapes, odd, dbf, size), dbf),
            encoding=dbf.encoding if dbf else "",
            notes=dbf.notes if dbf else (),
            hidden=hidden.pop_all(),
        )


def read_by_gdal(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a shapefile with GDAL, whatever it is; a missing .shx is rebuilt on a copy."""
    shp = _found(path)
    dbf = _table(path, options)
    with ExitStack() as hidden:
        alone = sidecar(path, ".shx") is None or (dbf is not None and bool(dbf.deleted().any()))
        with readable(path):
            prj = sidecar(shp, ".prj")
            alone |= prj is not None and prj.stat().st_size <= PRJ_BYTES and _in_utf8(prj) != prj.read_bytes()
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
            notes=(*(dbf.notes if dbf else ()), *(() if sidecar(path, ".shx") else ("shx_rebuilt",))),
            hidden=hidden.pop_all(),
        )


def _found(path: Path) -> Path:
    """Find the .shp; raises FileMissing, FileEmpty, FileUnreadable for what is none."""
    shp = sidecar(path, ".shp")
    if shp is None:
        raise FileMissing(path=str(path.with_suffix(".shp")))
    _check_head(shp)
    return shp


def _table(path: Path, options: ImportOptions) -> Dbf | None:
    beside = sidecar(path, ".dbf")
    with readable(path):
        return open_dbf(beside, options.encoding, hint_of(path)) if beside else None


def _reference(kind: int, prj: Path | None) -> str | None:
    """Let GDAL read the .prj, beside a shapefile without rows; a damaged one counts as if there were none."""
    import pyogrio

    if prj is None:
        return None
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder, quiet():
        bare = Path(folder) / "layer.shp"
        with readable(prj):
            records.write_records(bare, kind, [])
            bare.with_suffix(".prj").write_bytes(_in_utf8(prj))
        try:
            crs: str | None = pyogrio.read_info(bare, encoding="ISO-8859-1")["crs"]
        except pyogrio.errors.CRSError:
            return None
    return crs


def _odd_shapes(shapes: records.Shapes, theme: Theme, options: ImportOptions) -> np.ndarray:
    """Let GDAL read the records that are not plain, put into a shapefile of their own, in its own process."""
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder:
        apart = Path(folder) / "layer.shp"
        records.write_records(apart, shapes.kind, shapes.odd_records())
        with in_own_process(read_by_gdal)(apart, theme, options) as source:
            return np.concatenate([table.geometry for table in source.batches(BATCH) if table.geometry is not None])


def _plain_batches(shapes: records.Shapes, odd: np.ndarray | None, dbf: Dbf | None, size: int) -> Iterator[Table]:
    taken = 0
    for start in range(0, len(shapes), size):
        made = shapes.batch(start, start + size)
        where = np.flatnonzero(shapes.odd[start : start + size])
        if odd is not None and len(where):
            made[where] = odd[taken : taken + len(where)]
            taken += len(where)
        yield Table(dbf.batch(start, start + len(made)) if dbf else {}, made)


def _check_head(shp: Path) -> None:
    with readable(shp), shp.open("rb") as file:
        head = file.read(SHP_HEADER)
    if not head:
        raise FileEmpty(path=str(shp))
    if len(head) < SHP_HEADER or not head.startswith(SHP_MAGIC):
        raise FileUnreadable(path=str(shp), reason="foreign")
    if int.from_bytes(head[24:28], "big") * 2 > shp.stat().st_size:
        raise FileUnreadable(path=str(shp), reason="truncated")


def _in_utf8(prj: Path) -> bytes:
    """Give a .prj in UTF-8: names in it may be Chinese, written in GBK, and pyogrio falls over any other code."""
    octets = prj.read_bytes()
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("gb18030", "replace").encode("utf-8")
    return octets


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
            if suffix == ".prj" and found.stat().st_size <= PRJ_BYTES:
                copy.with_suffix(suffix).write_bytes(_in_utf8(found))
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
