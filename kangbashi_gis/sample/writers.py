"""Writes tables as people have them: shapefiles in GBK and UTF-8, GeoPackage, GeoJSON, CSV, XLSX, GeoTIFF.

The same table gives the same bytes: dates of writing are set to one fixed day.
"""

import csv
import errno
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.errors import DiskFull, OutputUnwritable
from kangbashi_gis.model import crs
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.sample import columns
from kangbashi_gis.sample.elevation import PIXEL_M, Heights

GBK, UTF8, GB18030 = "GBK", "UTF-8", "GB18030"
LANGUAGES = {GBK: 0x4D, UTF8: 0x00}  # what a DBF says of its code page
LANGUAGE_BYTE = 29
DAY = "2024-12-31"
MOMENT = f"{DAY}T00:00:00.000Z"
EAST, NORTH = "东坐标", "北坐标"
NODATA = -9999.0
ATTRIBUTION = "示例数据，全部虚构 / made-up sample data"  # written into every file that has a place for it


def shapefile(path: Path, table: Table, theme: Theme, encoding: str) -> None:
    """Write a shapefile with Chinese column names, its .cpg and the language byte that fits."""
    fields = columns.present(table, theme)
    names = [columns.heading(one, encoding, columns.DBF_NAME_BYTES) for one in fields]
    options = {"RESIZE": "YES", "DBF_DATE_LAST_UPDATE": DAY}
    _vector(path, table, theme, names, driver="ESRI Shapefile", encoding=encoding, layer_options=options)
    with writing(path), path.with_suffix(".dbf").open("r+b") as file:
        file.seek(LANGUAGE_BYTE)
        file.write(bytes([LANGUAGES[encoding]]))


def geopackage(path: Path, tables: Mapping[str, tuple[Table, Theme]]) -> None:
    """Write a GeoPackage with a layer for each title."""
    path.unlink(missing_ok=True)
    for title, (table, theme) in tables.items():
        names = [columns.heading(one) for one in columns.present(table, theme)]
        how = {"layer": title, "append": path.exists(), "layer_options": {"DESCRIPTION": ATTRIBUTION}}
        _vector(path, table, theme, names, driver="GPKG", promote_to_multi=True, **how)


def geojson(path: Path, table: Table, theme: Theme) -> None:
    """Write GeoJSON in degrees."""
    path.unlink(missing_ok=True)
    way = crs.transformer(crs.DEFAULT, crs.LONLAT)
    degrees = shapely.transform(table.geometry, lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1])))
    names = [columns.heading(one) for one in columns.present(table, theme)]
    options = {"COORDINATE_PRECISION": 9, "WRITE_NAME": "NO", "DESCRIPTION": ATTRIBUTION}
    moved = Table(table.columns, degrees)
    _vector(path, moved, theme, names, driver="GeoJSON", crs="EPSG:4326", layer_options=options)


def delimited(path: Path, table: Table, theme: Theme, encoding: str = GB18030) -> None:
    """Write a CSV; a table of points has its coordinates as two columns in metres."""
    fields = columns.present(table, theme)
    names = [columns.heading(one) for one in fields]
    data = [columns.values(table, one) for one in fields]
    if table.geometry is not None:
        xy = shapely.get_coordinates(table.geometry)
        names += [EAST, NORTH]
        data += [[f"{value:.2f}" for value in axis] for axis in xy.T.tolist()]
    with writing(path), path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(zip(*(one.tolist() if isinstance(one, np.ndarray) else one for one in data), strict=True))


def workbook(path: Path, table: Table, theme: Theme) -> None:
    """Write an XLSX with one sheet called after the theme."""
    import openpyxl

    fields = columns.present(table, theme)
    book = openpyxl.Workbook(write_only=True)
    book.properties.title = ATTRIBUTION
    sheet = book.create_sheet(theme.title)
    sheet.append([columns.heading(one) for one in fields])
    for row in zip(*(columns.values(table, one) for one in fields), strict=True):
        sheet.append([str(value) if isinstance(value, str) else value for value in row])
    with writing(path):
        aside = path.with_suffix(".new")
        book.save(aside)
        _without_clock(aside, path)
        aside.unlink()


def heights(path: Path, raster: Heights) -> None:
    """Write a compressed GeoTIFF of float32 heights."""
    import rasterio

    rows, wide = raster.values.shape
    with (
        writing(path),
        rasterio.open(
            path, "w", driver="GTiff", width=wide, height=rows, count=1, dtype="float32", crs=crs.DEFAULT,
            transform=rasterio.Affine(PIXEL_M, 0.0, raster.west, 0.0, -PIXEL_M, raster.north),
            nodata=NODATA, compress="deflate", predictor=3, zlevel=9,
        ) as file,
    ):  # fmt: skip
        file.write(raster.values, 1)
        file.update_tags(TIFFTAG_IMAGEDESCRIPTION=ATTRIBUTION)


def _vector(path: Path, table: Table, theme: Theme, names: list[str], **how: object) -> None:
    """Hand a table to GDAL, which writes in bulk."""
    import pyogrio
    from pyogrio.raw import write

    kinds = {Shape.POINT: "Point", Shape.LINE: "LineString", Shape.POLYGON: "Polygon"}
    kind = kinds[theme.shape]
    if how.get("promote_to_multi") or (shapely.get_type_id(table.geometry) > 3).any():
        kind = f"Multi{kind}" if how.get("driver") != "ESRI Shapefile" else kind
    data = [_column(columns.values(table, one)) for one in columns.present(table, theme)]
    with writing(path), _fixed_clock(pyogrio):
        write(path, shapely.to_wkb(table.geometry), data, names, geometry_type=kind, **{"crs": crs.DEFAULT, **how})


def _column(values: object) -> np.ndarray:
    column = np.asarray(values)
    return column.astype(object) if column.dtype.kind in "UO" else column


@contextmanager
def _fixed_clock(pyogrio: object) -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MOMENT})  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})  # type: ignore[attr-defined]


def _without_clock(source: Path, target: Path) -> None:
    """Pack a workbook again, with one fixed day wherever the day of writing stood."""
    moment = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist()):
            content = moment.sub(rb"\g<1>" + f"{DAY}T00:00:00Z".encode(), old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2024, 12, 31, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say what is wrong when a file cannot be written."""
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(path=str(path)) from problem
        raise OutputUnwritable(path=str(path), reason=problem.strerror or "") from problem
    except RuntimeError as problem:
        # pyogrio's and rasterio's errors of writing are RuntimeErrors
        raise OutputUnwritable(path=str(path), reason=type(problem).__name__) from problem
