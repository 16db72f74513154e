"""Shapes read from the bytes of a .shp are what GDAL reads, sound or damaged; where they are not plain, GDAL reads."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources.apart import rest
from kangbashi_gis.importing.sources.shapefile import read_by_gdal, read_shapefile
from kangbashi_gis.importing.sources.shp import open_shapes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import PARCELS

E, N = 396_000.0, 4_386_000.0
SQUARE = [(E, N), (E, N + 50), (E + 50, N + 50), (E + 50, N), (E, N)]
HOLE = [(E + 10, N + 10), (E + 30, N + 10), (E + 30, N + 30), (E + 10, N + 10)]
AWAY = [(E + 100, N), (E + 100, N + 9), (E + 120, N + 9), (E + 120, N), (E + 100, N)]
ISLAND = [(E + 15, N + 12), (E + 15, N + 14), (E + 18, N + 14), (E + 15, N + 12)]
PLAIN = [shapely.Polygon(SQUARE), None, shapely.Polygon(AWAY), shapely.Polygon(SQUARE).buffer(7)]
SETS: dict[str, list[shapely.Geometry | None]] = {
    "图斑": PLAIN,
    "带洞": [*PLAIN * 2, shapely.Polygon(SQUARE, [HOLE]), None],
    "多部分": [*PLAIN * 3, shapely.MultiPolygon([(SQUARE, [HOLE]), (AWAY, []), (ISLAND, [])])],
    "都不平": [shapely.MultiPolygon([(SQUARE, [HOLE]), (AWAY, [])])] * 3,
    "点": [shapely.Point(E, N), None, shapely.Point(0, 0)],
    "线": [shapely.LineString(SQUARE), shapely.LineString(HOLE[:2]), None, shapely.LineString(AWAY)] * 2
    + [shapely.MultiLineString([SQUARE[:3], AWAY[:2]])],
    "有高程": [shapely.force_3d(shapely.Polygon(SQUARE), 1300.0)],
    "多点": [shapely.MultiPoint(SQUARE)],
}
HANDED_OVER = {"都不平", "有高程", "多点"}


@pytest.fixture(autouse=True, scope="module")
def nobody_waits() -> Iterator[None]:
    yield
    rest()


def written(path: Path, shapes: list[shapely.Geometry | None]) -> Path:
    kind = next(one.geom_type for one in shapes if one is not None)
    kind = kind if path.stem == "多点" else kind.removeprefix("Multi") + (" Z" if path.stem == "有高程" else "")
    names = np.array([f"甲{at}" for at in range(len(shapes))], object)
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes, dtype=object)), [names],
        np.array(["坐落"], object), geometry_type=kind, crs="EPSG:4546", encoding="GBK",
    )  # fmt: skip
    return path


def told(reader: Callable[[Path, Theme, ImportOptions], Source], path: Path) -> object:
    """Give all that a reader says of a file: what is in it, byte by byte, or why not."""
    try:
        with reader(path, PARCELS, ImportOptions()) as source:
            tables = list(source.batches(3))
            return _about(source), [
                (dict(table.columns), None if table.geometry is None else shapely.to_wkb(table.geometry).tolist())
                for table in tables
            ]
    except GisError as problem:
        return problem.code, problem.values.get("reason")


def _about(source: Source) -> tuple[object, ...]:
    return source.layer, source.columns, source.count, source.crs, source.encoding, source.notes


@pytest.mark.parametrize("name", SETS)
def test_shapes_are_what_gdal_reads(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / f"{name}.shp", SETS[name])
    found = open_shapes(path)
    assert (found is None or bool(found.odd.all())) == (name in HANDED_OVER)
    assert told(read_shapefile, path) == told(read_by_gdal, path)


def test_a_ring_the_wrong_way_round_stays_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "图斑.shp", PLAIN)
    octets = bytearray(path.read_bytes())
    octets[156 : 156 + 80] = np.array(SQUARE[::-1]).astype("<f8").tobytes()
    path.write_bytes(octets)
    assert told(read_shapefile, path) == told(read_by_gdal, path)


@pytest.mark.parametrize("name", ["图斑", "多部分", "线", "点"])
def test_a_damaged_file_gives_what_gdal_gives_or_the_same_sentence(tmp_path: Path, name: str) -> None:
    sound = written(tmp_path / f"{name}.shp", SETS[name])
    chance = random.Random(name)
    for turn in range(20):
        path = tmp_path / f"{turn}" / sound.name
        path.parent.mkdir()
        for one in sorted(tmp_path.glob(f"{name}.*")):
            shutil.copyfile(one, path.with_suffix(one.suffix))
        damage(path.with_suffix(chance.choice([".shp", ".shp", ".shx"])), chance)
        assert told(read_shapefile, path) == told(read_by_gdal, path), turn


def damage(path: Path, chance: random.Random) -> None:
    """Change a byte or a number of a file, cut it, or lengthen it."""
    octets = bytearray(path.read_bytes())
    at = chance.randrange(24, len(octets) - 8)
    match chance.randrange(5):
        case 0 | 1:
            octets[at] ^= 1 << chance.randrange(8)
        case 2:
            octets[at & ~3 : (at & ~3) + 4] = chance.choice(
                [b"\0\0\0\0", b"\xff" * 4, b"\0\0\0\1", b"\x7f\xff\xff\xff"]
            )
        case 3:
            del octets[at:]
        case _:
            octets += chance.randbytes(chance.choice([1, 4, 8, 60]))
    path.write_bytes(octets)
