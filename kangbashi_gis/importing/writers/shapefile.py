"""Shapefiles in UTF-8 or GBK, with the language mark, .cpg and .prj that fit, and a list of the shortened names."""

import csv
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.dbf import MARKS, Slot, slots, write_dbf
from kangbashi_gis.importing.writers.gdal import written
from kangbashi_gis.model.schema import Shape

TYPES = {Shape.POINT: "Point", Shape.LINE: "MultiLineString", Shape.POLYGON: "MultiPolygon"}
NAMES_SUFFIX = ".字段名.csv"


def write_shapefile(out: Path, dataset: Dataset) -> int:
    """Write shapes by GDAL and the table ourselves."""
    encoding = dataset.encoding.upper()
    if encoding not in MARKS:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding)
    count = _write_shapes(out, dataset)
    layout = slots(dataset.fields, dataset.rows(), encoding, out)
    write_dbf(out.with_suffix(".dbf"), layout, dataset.rows(), count, encoding)
    out.with_suffix(".cpg").write_text(encoding, encoding="ascii")
    _write_names(out.with_suffix(NAMES_SUFFIX), layout)
    return count


def _write_shapes(out: Path, dataset: Dataset) -> int:
    import shapely
    from pyogrio.raw import write

    count = 0
    for table in dataset.read():
        wkb = np.asarray(shapely.to_wkb(table.geometry), dtype=object)
        with written(out):
            write(
                str(out), wkb, [], np.empty(0, dtype=object), driver="ESRI Shapefile", crs=dataset.crs,
                geometry_type=TYPES[dataset.theme.shape], append=out.exists(),
            )  # fmt: skip
        count += len(table)
    return count


def _write_names(path: Path, layout: list[Slot]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["短名", "字段", "名称"])
        writer.writerows([slot.name, slot.field.name, slot.field.title] for slot in layout)
