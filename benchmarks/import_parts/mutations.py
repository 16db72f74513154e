"""Small files of many formats, and what becomes of them when bytes are changed, cut out or put in."""

import random
import resource
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.import_parts.parcels import shapefile
from kangbashi_gis.diagnosis.apart import Apart
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request
from kangbashi_gis.progress import silent

SEED = 193
SHAPES, SIDES = 12, (".dbf", ".shx", ".prj", ".cpg")
TEXT = (
    "编号,标准地址全称,级别,东坐标,北坐标\nA1,鄂尔多斯大街1号,门牌,396000,4386000\nA2,天骄路2号,门牌,396010,4386010\n"
)
DAT = "1,K1,396000.123,4386000.456,1300.1\n2,,396010.5,4386010.5,1300.2\n"
CONVERTED = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".kml": "KML", ".fgb": "FlatGeobuf"}


def seeds(folder: Path) -> list[Path]:
    """Write one small sound file of each format."""
    import openpyxl
    import pyogrio

    made = [shapefile(folder / "宗地.shp", SHAPES)]
    _, _, shapes, columns = pyogrio.raw.read(made[0], encoding="GBK")
    import numpy as np

    for suffix, driver in CONVERTED.items():
        path = folder / f"宗地{suffix}"
        names = np.array(["code", "address", "use", "area"], object)
        pyogrio.raw.write(
            path, shapes, columns, names, geometry_type="Polygon", crs="EPSG:4546", driver=driver, encoding="UTF-8"
        )
        made.append(path)
    for name, text in (("地址.csv", TEXT), ("碎部点.dat", DAT)):
        (folder / name).write_bytes(text.encode("gb18030"))
        made.append(folder / name)
    book = openpyxl.Workbook()
    for line in TEXT.splitlines():
        book.active.append(line.split(","))
    book.save(folder / "地址.xlsx")
    shutil.make_archive(str(folder / "包"), "zip", folder, "地址.csv")
    return [*made, folder / "地址.xlsx", folder / "包.zip"]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes, mostly near the start, where lengths and offsets stand; or cut out, double or end early."""
    kind, found = chance.randrange(6), bytearray(data)
    at = chance.randrange(min(len(found), 512) if chance.random() < 0.7 else len(found))
    if kind < 3:
        for place in range(at, min(at + chance.choice((1, 2, 4, 8)), len(found))):
            found[place] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
    elif kind == 3:
        del found[at : at + chance.randrange(1, 200)]
    elif kind == 4:
        found[at:at] = found[at : at + chance.randrange(1, 400)]
    else:
        del found[at:]
    return bytes(found)


def measure(folder: Path, count: int) -> dict[str, Any]:
    """Look into so many mutated files; gives how many brought the reader down, hung, and the longest look."""
    chance = random.Random(SEED)
    originals = seeds(folder)
    fallen, slowest, verdicts = [], 0.0, {"ready": 0, "question": 0, "broken": 0}
    with Apart(Frame("EPSG:4546")) as reader:
        for number in range(count):
            path = _mutant(chance.choice(originals), folder / "变", chance)
            started = time.perf_counter()
            report = reader.inspect(Request(path, path.name), silent)
            slowest = max(slowest, time.perf_counter() - started)
            verdicts[str(report.verdict)] += 1
            if {one.code for one in report.findings} & {"file_crash", "file_time", "file_memory"}:
                fallen.append(f"{number} {path.suffix} {report.findings[0].code}")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_048_576
    return {"fallen": fallen, "slowest_s": slowest, "verdicts": verdicts, "peak_gb": most}


def _mutant(original: Path, folder: Path, chance: random.Random) -> Path:
    """Write a file with one of its parts mutated."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    parts = [original, *_sides(original)]
    chosen = chance.choice(parts)
    for part in parts:
        data = part.read_bytes()
        (folder / part.name).write_bytes(mutated(data, chance) if part is chosen and data else data)
    return folder / original.name


def _sides(original: Path) -> Iterator[Path]:
    if original.suffix == ".shp":
        yield from (side for suffix in SIDES if (side := original.with_suffix(suffix)).exists())
