"""Writes a whole sample district, or many side by side, one after the other so that memory stays bounded."""

from pathlib import Path

from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.model import crs
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.sample import (
    addresses,
    aliases,
    cadastre,
    compounds,
    elevation,
    entities,
    landscape,
    manifest,
    notice,
    residents,
    rooms,
    scales,
    writers,
)  # fmt: skip
from kangbashi_gis.sample.manifest import File, Manifest
from kangbashi_gis.sample.town import Town, town

STEP = "sample"
NAMES = {"small": "示例城区", "city": "示例城区（真实规模）"}


def write_district(folder: Path, scale: str, progress: Progress) -> Manifest:
    """Write the made-up district as files to import: `small`, `city` or `Nx` (N districts side by side).

    The same scale gives the same tables each time. Raises UsageError, OutputUnwritable, DiskFull, Cancelled.
    """
    size = scales.scale(scale)
    _make_folder(folder)
    files: list[File] = []
    for number in range(1, size.districts + 1):
        here = part(progress, (number - 1) / size.districts, number / size.districts)
        files += _Writing(folder, town(size, number), here).all()
    name = NAMES.get(scale, f"示例城区 ×{size.districts}")
    result = Manifest(folder, scale, name, crs.DEFAULT, tuple(files))
    manifest.write(result)
    notice.write(folder, size)
    progress(1.0, STEP)
    return result


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputUnwritable(path=str(folder), reason=problem.strerror or "") from problem


class _Writing:
    """One district on its way into files; it is let go before the next one is made."""

    def __init__(self, folder: Path, made: Town, progress: Progress) -> None:
        several = made.size.districts > 1
        self.folder = folder
        self.town = made
        self.progress = progress
        self.inside = f"{made.number:02d}_{made.divisions.name}/" if several else ""
        self.suffix = f"_{made.number:02d}" if several else ""
        self.files: list[File] = []
        _make_folder(folder / self.inside)

    def all(self) -> list[File]:
        """Write every file; gives them in the order of import."""
        self.progress(0.4, STEP)
        made = self.town
        homes = compounds.compounds(made)
        numbers = compounds.building_numbers(made, homes)
        inside = rooms.rooms(made, addresses.addressed(made, homes, numbers))
        book = addresses.address_book(made, homes, numbers, inside)
        self._geojson("行政区划", "divisions", landscape.divisions(made))
        self._geojson("水系", "water", landscape.water(made))
        self._shapefile("土地利用", "landuse", landscape.landuse(made), writers.UTF8)
        self.progress(0.6, STEP)
        self._shapefile("宗地", "parcels", cadastre.parcels(made, homes, book), writers.GBK)
        streets, plots = landscape.roads(made), cadastre.compounds(made, homes)
        self._geopackage("道路与小区", {"compounds": plots, "roads": streets})
        self._shapefile("建筑物", "buildings", cadastre.buildings(made, homes, numbers, inside), writers.GBK)
        self._geopackage_layer("道路与小区", "roads", streets)
        self.progress(0.7, STEP)
        self._delimited("标准地址", "addresses", book.table, crs.DEFAULT)
        self._delimited("法人单位", "entities", entities.entities(made, book))
        self.progress(0.8, STEP)
        people = residents.residents(made, homes, book)
        self._workbook("实有人口", "residents", people) if made.size.workbook else self._delimited(
            "实有人口", "residents", people
        )
        self._workbook("地名别名", "aliases", aliases.aliases(made, homes))
        self._heights("数字高程")
        return self.files

    def _path(self, name: str, suffix: str) -> Path:
        return self.folder / f"{self.inside}{name}{self.suffix}{suffix}"

    def _add(self, path: Path, name: str, rows: int, **more: str | None) -> None:
        self.files.append(File(path.relative_to(self.folder).as_posix(), name, rows, **more))

    def _geojson(self, title: str, name: str, table: Table) -> None:
        path = self._path(title, ".geojson")
        writers.geojson(path, table, theme(name))
        self._add(path, name, len(table))

    def _shapefile(self, title: str, name: str, table: Table, encoding: str) -> None:
        path = self._path(title, ".shp")
        writers.shapefile(path, table, theme(name), encoding)
        self._add(path, name, len(table))

    def _geopackage(self, title: str, tables: dict[str, Table]) -> None:
        path = self._path(title, ".gpkg")
        writers.geopackage(path, {theme(name).title: (table, theme(name)) for name, table in tables.items()})
        first = next(iter(tables))
        self._geopackage_layer(title, first, tables[first])

    def _geopackage_layer(self, title: str, name: str, table: Table) -> None:
        self._add(self._path(title, ".gpkg"), name, len(table), layer=theme(name).title)

    def _delimited(self, title: str, name: str, table: Table, reference: str | None = None) -> None:
        path = self._path(title, ".csv")
        writers.delimited(path, table, theme(name))
        self._add(path, name, len(table), crs=reference, encoding=writers.GB18030)

    def _workbook(self, title: str, name: str, table: Table) -> None:
        path = self._path(title, ".xlsx")
        writers.workbook(path, table, theme(name))
        self._add(path, name, len(table))

    def _heights(self, title: str) -> None:
        path = self._path(title, ".tif")
        writers.heights(path, elevation.elevation(self.town))
        self._add(path, "elevation", 1)
