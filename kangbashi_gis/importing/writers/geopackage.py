"""GeoPackage for others, written by GDAL: a new file, never one of ours."""

from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.gdal import written
from kangbashi_gis.model.schema import FieldType


def write_geopackage(out: Path, dataset: Dataset) -> int:
    """Write one layer that bears the theme's name, in the workspace's CRS."""
    import shapely
    from pyogrio.raw import write

    names = np.array([one.name for one in dataset.fields])
    count = 0
    for table in dataset.read():
        columns, missing = zip(*(_column(table.columns[one.name], one.type) for one in dataset.fields), strict=True)
        with written(out):
            write(
                str(out), np.asarray(shapely.to_wkb(dataset.shapes(table)), dtype=object), list(columns), names,
                field_mask=list(missing), layer=dataset.theme.name, driver="GPKG", crs=dataset.file_crs,
                geometry_type=dataset.kind, append=out.exists(),
            )  # fmt: skip
        count += len(table)
    return count


def _column(values: Any, kind: FieldType) -> tuple[np.ndarray, np.ndarray]:
    """Give a column as GDAL takes it, and which of its values are missing."""
    missing = np.array([value is None or value != value for value in values], dtype=bool)
    if kind not in (FieldType.INTEGER, FieldType.REAL):
        return np.array(values, dtype=object), missing
    number = np.int64 if kind is FieldType.INTEGER else np.float64
    return np.array([0 if gone else value for value, gone in zip(values, missing, strict=True)], dtype=number), missing
