"""Shapefiles in UTF-8 or GBK, with the language mark, .cpg and .prj that fit, and a list of the shortened names."""

import csv
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import EncodingUnclear, OutputUnwritable
from kangbashi_gis.importing.writers import dbf
from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.gdal import written
from kangbashi_gis.model.table import Table

NAMES_SUFFIX = ".字段名.csv"


def write_shapefile(out: Path, dataset: Dataset) -> int:
    """Write shapes by GDAL and the table ourselves, each row twice read: its width first, then all of it.

    Raises EncodingUnclear, LetterUnwritable, OutputUnwritable beyond 2 GB.
    """
    encoding = dataset.encoding.upper()
    if encoding not in dbf.MARKS:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding)
    layout = dbf.slots(dataset.fields, (_columns(dataset, table) for table in dataset.read_bare()), encoding, out)
    dbf.require_room(layout, dataset.count, out)
    aside = out.with_suffix(".table")
    count = _write(out, aside, dataset, layout)
    # GDAL has written a table of its own beside the shapes
    aside.replace(out.with_suffix(".dbf"))
    out.with_suffix(".cpg").write_text(encoding, encoding="ascii")
    _write_names(out.with_suffix(NAMES_SUFFIX), layout)
    return count


def _columns(dataset: Dataset, table: Table) -> dbf.Columns:
    return [table.columns[one.name] for one in dataset.fields]


def _write(out: Path, aside: Path, dataset: Dataset, layout: list[dbf.Slot]) -> int:
    count, encoding = 0, dataset.encoding.upper()
    with aside.open("wb") as file:
        file.write(dbf.head(layout, dataset.count, encoding))
        for table in dataset.read():
            _write_shapes(out, dataset, table)
            if len(table):
                file.write(dbf.records(layout, _columns(dataset, table), encoding, out))
            count += len(table)
        file.write(dbf.END_OF_FILE)
        # rows may have come or gone since they were counted
        file.seek(0)
        file.write(dbf.head(layout, count, encoding))
    return count


def _write_shapes(out: Path, dataset: Dataset, table: Table) -> None:
    import shapely
    from pyogrio.raw import write

    wkb = np.asarray(shapely.to_wkb(dataset.shapes(table)), dtype=object)
    with written(out):
        write(
            str(out), wkb, [], np.empty(0, dtype=object), driver="ESRI Shapefile", crs=dataset.file_crs,
            geometry_type=dataset.kind, append=out.exists(),
        )  # fmt: skip
    if out.stat().st_size > dbf.MOST_BYTES:
        raise OutputUnwritable(path=str(out), reason="too_large_for_shapefile")


def _write_names(path: Path, layout: list[dbf.Slot]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["短名", "字段", "名称"])
        writer.writerows([slot.name, slot.field.name, slot.field.title] for slot in layout)
