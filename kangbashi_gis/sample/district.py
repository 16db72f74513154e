"""Writes a whole sample district, or many side by side, one after the other so that memory stays bounded."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kangbashi_gis.model import crs
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.sample import elevation, manifest, notice, scales, writers
from kangbashi_gis.sample.manifest import File, Manifest
from kangbashi_gis.sample.records import STEP, records
from kangbashi_gis.sample.scales import Scale
from kangbashi_gis.sample.town import Town, town

NAMES = {"small": "示例城区", "city": "示例城区（真实规模）"}
SHAPED, RECORDED = 0.45, 0.8  # by these shares of the time the shapes of a district are there, and its rows

# What each theme's file is called and how it is written, in the order of import. Both layers of one GeoPackage
# are written with the first of them.
FILES = (
    ("divisions", "行政区划.geojson"),
    ("water", "水系.geojson"),
    ("landuse", "土地利用.shp"),
    ("parcels", "宗地.shp"),
    ("compounds", "道路与小区.gpkg"),
    ("buildings", "建筑物.shp"),
    ("roads", "道路与小区.gpkg"),
    ("addresses", "标准地址.csv"),
    ("entities", "法人单位.csv"),
    ("residents", "实有人口.csv"),
    ("aliases", "地名别名.xlsx"),
)
HEIGHTS = "数字高程.tif"
UTF8_THEMES = frozenset({"landuse"})


def write_district(folder: Path, scale: str, progress: Progress) -> Manifest:
    """Write the made-up district as files to import: `small`, `city` or `Nx` (N districts side by side).

    The same scale gives the same tables each time. Raises UsageError, OutputUnwritable, DiskFull, Cancelled.
    """
    return write_districts(folder, scales.scale(scale), progress)


def write_districts(folder: Path, size: Scale, progress: Progress) -> Manifest:
    """Write the districts of a scale, each into a folder of its own where there are several."""
    files: list[File] = []
    for number in range(1, size.districts + 1):
        here = part(progress, (number - 1) / size.districts, number / size.districts)
        files += _write(folder, size, number, here)
    name = NAMES.get(size.name, f"示例城区 ×{size.districts}")
    result = Manifest(folder, size.name, name, crs.DEFAULT, tuple(files))
    with writers.writing(folder):
        manifest.write(result)
        notice.write(folder, size)
    progress(1.0, STEP)
    return result


def _write(folder: Path, size: Scale, number: int, progress: Progress) -> list[File]:
    """Make and write one district, and let go of it; gives its files in the order of import."""
    made = town(size, number, part(progress, 0.0, SHAPED))
    tables = records(made, part(progress, SHAPED, RECORDED))
    inside = folder / (f"{number:02d}_{made.divisions.name}" if size.districts > 1 else "")
    with writers.writing(inside):
        inside.mkdir(parents=True, exist_ok=True)
    files = []
    filled = [one for one in FILES if len(tables[one[0]])]
    for done, (name, title) in enumerate(filled):
        progress(RECORDED + (1 - RECORDED) * done / len(filled), STEP)
        path = inside / _numbered(title, made)
        if name == "residents" and size.workbook:
            path = path.with_suffix(".xlsx")
        layer, reference, encoding = WRITE[path.suffix](path, name, tables)
        files.append(File(path.relative_to(folder).as_posix(), name, len(tables[name]), layer, reference, encoding))
    raster = inside / _numbered(HEIGHTS, made)
    writers.heights(raster, elevation.elevation(made))
    return [*files, File(raster.relative_to(folder).as_posix(), "elevation", 1)]


def _numbered(title: str, made: Town) -> str:
    """Give a file's name: of several districts each has its number in it, for names tell rasters apart."""
    stem, suffix = title.rsplit(".", 1)
    return f"{stem}_{made.number:02d}.{suffix}" if made.size.districts > 1 else title


Told = tuple[str | None, str | None, str | None]  # layer, CRS and encoding, where the importer must be told


def _geojson(path: Path, name: str, tables: Mapping[str, Table]) -> Told:
    writers.geojson(path, tables[name], theme(name))
    return None, None, None


def _shapefile(path: Path, name: str, tables: Mapping[str, Table]) -> Told:
    writers.shapefile(path, tables[name], theme(name), writers.UTF8 if name in UTF8_THEMES else writers.GBK)
    return None, None, None


def _geopackage(path: Path, name: str, tables: Mapping[str, Table]) -> Told:
    """Write all layers of the file when its first one is due."""
    inside = [one for one, title in FILES if title.endswith(path.suffix)]
    if name == inside[0]:
        writers.geopackage(path, {theme(one).title: (tables[one], theme(one)) for one in inside})
    return theme(name).title, None, None


def _delimited(path: Path, name: str, tables: Mapping[str, Table]) -> Told:
    table = tables[name]
    writers.delimited(path, table, theme(name))
    return None, crs.DEFAULT if table.geometry is not None else None, writers.GB18030


def _workbook(path: Path, name: str, tables: Mapping[str, Table]) -> Told:
    writers.workbook(path, tables[name], theme(name))
    return None, None, None


WRITE: Mapping[str, Callable[[Path, str, Mapping[str, Table]], Told]] = {
    ".geojson": _geojson,
    ".shp": _shapefile,
    ".gpkg": _geopackage,
    ".csv": _delimited,
    ".xlsx": _workbook,
}
