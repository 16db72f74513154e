"""What tests of imports share: a file written, brought in, and its report counted."""

from pathlib import Path
from typing import Any

import geopandas
import shapely

from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.operations.importing import ImportReport, import_file
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
CRS = "EPSG:4546"


def write(tmp_path: Path, text: str, name: str = "外来 数据.csv", encoding: str = "utf-8") -> Path:
    """Write a text file."""
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def bring(space: Workspace, path: Path, theme: Theme, **options: Any) -> ImportReport:
    """Import a file; every row that was read has become something."""
    report = import_file(space, path, theme, ImportOptions(**options), silent)
    assert report.read == report.added + report.replaced + report.unchanged
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Give added, replaced, unchanged and unlocated."""
    return report.added, report.replaced, report.unchanged, report.unlocated


def parcels(tmp_path: Path, codes: list[str], **columns: list[Any]) -> Path:
    """Write a shapefile of parcels in GBK."""
    path = tmp_path / "宗地.shp"
    shapes = [shapely.box(X + 500 + 60 * n, Y, X + 550 + 60 * n, Y + 50) for n in range(len(codes))]
    frame = geopandas.GeoDataFrame({"宗地代码": codes, **columns}, geometry=shapes, crs=CRS)
    frame.to_file(path, encoding="gbk")
    return path
