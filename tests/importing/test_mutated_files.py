"""Files with bytes changed, cut off or blown up: data or an error of ours, never anything else."""

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pandas
import pytest
import shapely

from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import PARCELS
from kangbashi_gis.progress import silent

ROUNDS = 40
CRS = "EPSG:4546"
BLOWN_UP = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f")


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Cut a file short, change bytes of its head or anywhere, or turn a number into a huge one."""
    changed = bytearray(data)
    how = chance.randrange(4)
    if how == 0:
        return data[: chance.randrange(len(data) + 1)]
    if how == 1:
        place = chance.randrange(len(data))
        changed[place : place + 4] = chance.choice(BLOWN_UP)
        return bytes(changed)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(min(len(data), 300) if how == 2 else len(data))] = chance.randrange(256)
    return bytes(changed)


def verdict(path: Path) -> str:
    options = ImportOptions(crs=CRS)
    try:
        with open_source(path, PARCELS, options) as source:
            for _ in prepare(source, PARCELS, options, CRS).tables(silent):
                pass
    except GisError as problem:
        return problem.code
    return "data"


@pytest.mark.parametrize("suffix", [".shp", ".gpkg", ".geojson", ".gdb", ".csv"])
def test_a_mutated_file_gives_data_or_an_error_of_ours(
    make_file: Any, squares: list[shapely.Polygon], tmp_path: Path, suffix: str
) -> None:
    columns = {"宗地代码": ["P1", "P2", "P3"], "坐落": ["鄂尔多斯大街"] * 3, "WKT": [one.wkt for one in squares]}
    if suffix == ".csv":
        original = tmp_path / "表" / "宗地.csv"
        original.parent.mkdir()
        pandas.DataFrame(columns).to_csv(original, index=False, encoding="gb18030")
    else:
        more = {".shp": {"encoding": "gbk"}, ".gdb": {"driver": "OpenFileGDB"}}.get(suffix, {})
        original = make_file(f"宗地{suffix}", squares, columns, **more)
    chance = random.Random(suffix)
    found: Counter[str] = Counter()
    for number in range(ROUNDS):
        room = tmp_path / f"{number}"
        shutil.copytree(original.parent, room)
        victim = chance.choice([one for one in sorted(room.rglob("*")) if one.is_file() and one.stat().st_size])
        victim.write_bytes(mutate(victim.read_bytes(), chance))
        found[verdict(room / original.name)] += 1
    # a geodatabase is mostly tables that do not concern us
    assert found.total() == ROUNDS and (suffix == ".gdb" or set(found) != {"data"})
