"""Drawings, survey files, exchange files and zips with bytes changed: data or an error of ours, never anything else."""

import gzip
import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas
import pytest
import shapely

from benchmarks.import_parts.seeds import EXCHANGE
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.themes import PARCELS

ROUNDS = 30
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())
E, N = 384_000, 4_383_000
NAMES = ["乌兰木伦河景观区", "东红海子湿地公园", "康巴什区中心广场"]
BLOWN_UP = (b"\xff\xff\xff\xff", b"999999999", b"-1", b"1e999", b"nan", b"\n\n\n", b"0\n0\n", b"\0\0\0\0")

DRAWING = f"""0
SECTION
2
HEADER
9
$ACADVER
1
AC1015
9
$DWGCODEPAGE
3
ANSI_936
9
$INSUNITS
70
6
0
ENDSEC
0
SECTION
2
ENTITIES
0
LWPOLYLINE
8
JZD
70
1
10
{E}.0
20
{N}.0
42
0.5
10
{E + 50}.0
20
{N}.0
10
{E + 50}.0
20
{N + 50}.0
210
0.0
220
0.0
230
-1.0
1001
SOUTH
1000
300000
0
ELLIPSE
8
0
10
{E}
20
{N}
11
20.0
21
0.0
40
0.5
41
0.0
42
6.28
0
SPLINE
8
0
71
2
40
0
40
0
40
0
40
1
40
1
40
1
10
{E}
20
{N}
10
{E + 9}
20
{N}
10
{E + 9}
20
{N + 9}
0
HATCH
8
ZBTZ
91
1
92
1
93
2
72
2
10
{E}
20
{N}
40
10.0
50
0.0
51
270.0
73
1
72
1
10
{E}
20
{N}
11
{E + 9}
21
{N + 9}
0
POLYLINE
8
DGX
66
1
70
8
0
VERTEX
10
{E}
20
{N}
30
1.0
0
VERTEX
10
{E + 5}
20
{N}
30
2.0
0
SEQEND
0
MTEXT
8
ZJ
10
{E}
20
{N}
1
{{\\fSimSun;{"；".join(NAMES)}}}
0
ENDSEC
0
EOF
"""
SURVEY = (
    "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=37\n[地块坐标]\n5,1,1,康巴什区中心广场,面,,,,@\n"
    + "".join(
        f"J{place},1,{N + up},{E + right}\n"
        for place, (up, right) in enumerate(((0, 0), (0, 9), (9, 9), (9, 0), (0, 0)))
    )
)
CORNERS = "界址点号,X,Y,宗地代码,坐落\n" + "".join(
    f"J{place},{N + place % 3 * 9},{E + place % 2 * 9},P{place // 3},{name}\n" for place, name in enumerate(NAMES * 3)
)
POINTS = "".join(f"{place},{name},{E + place}.5,{N}.25,1290\n" for place, name in enumerate(NAMES * 5))
MAP = f"""<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="39.6" lon="109.7"><tag k="name" v="{NAMES[0]}"/></node>
<node id="2" lat="39.61" lon="109.71"/><node id="3" lat="39.62" lon="109.72"/>
<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way></osm>"""
FEATURES = [
    {"type": "Feature", "properties": {"名称": name}, "geometry": {"type": "Point", "coordinates": [109.7, 39.6]}}
    for name in NAMES
]


def frame() -> geopandas.GeoDataFrame:
    squares = [shapely.box(E + east, N, E + east + 50, N + 50) for east in (0, 100, 200)]
    return geopandas.GeoDataFrame({"NAMES": NAMES}, geometry=squares, crs="EPSG:4546")


def text(content: str, encoding: str = "gbk") -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode(encoding))


def vector(driver: str) -> Callable[[Path], object]:
    more = {"encoding": "CP936"} if driver == "MapInfo File" else {}
    return lambda path: frame().to_file(path, driver=driver, **more)


def packed(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("成果/图.dxf", DRAWING.encode("gbk"))
        box.writestr("成果/勘测定界.txt", SURVEY.encode("gbk"))
        box.writestr("成果/碎部点.dat", POINTS.encode("gbk"))


MAKERS: Mapping[str, Callable[[Path], object]] = {
    "图.dxf": text(DRAWING),
    "三调.vct": text(EXCHANGE),
    "勘测定界.txt": text(SURVEY),
    "界址点.csv": text(CORNERS),
    "碎部点.dat": text(POINTS),
    "地图.osm": text(MAP, "utf-8"),
    "点.geojson": text(json.dumps(FEATURES, ensure_ascii=False)),
    "表.csv.gz": lambda path: path.write_bytes(gzip.compress(CORNERS.encode())),
    "成果.zip": packed,
    "面.fgb": vector("FlatGeobuf"),
    "面.tab": vector("MapInfo File"),
    "面.mif": vector("MapInfo File"),
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Cut a file short, blow a number up, repeat or drop a line, or change bytes of its head or anywhere."""
    changed = bytearray(data)
    how = chance.randrange(5)
    if how == 0:
        return data[: chance.randrange(len(data) + 1)]
    if how == 1:
        place, value = chance.randrange(len(data)), chance.choice(BLOWN_UP)
        changed[place : place + len(value)] = value
        return bytes(changed)
    if how == 2:
        lines = data.split(b"\n")
        place = chance.randrange(len(lines))
        lines[place : place + 1] = [chance.choice((lines[place], *BLOWN_UP))] * chance.randrange(30)
        return b"\n".join(lines)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(min(len(data), 300) if how == 3 else len(data))] = chance.randrange(256)
    return bytes(changed)


def verdicts(path: Path) -> list[str]:
    """Read a file as one that may be anything, each of its layers, and as parcels; "data" or the code of the error."""
    found: list[str] = []
    asked: list[tuple[Theme, str | None]] = [(ANY, None), (PARCELS, None)]
    while asked:
        theme, layer = asked.pop()
        try:
            with open_source(path, theme, ImportOptions(layer=layer)) as source:
                for _ in source.batches():
                    pass
            found.append("data")
        except GisError as problem:
            found.append(problem.code)
            if theme is ANY and layer is None and "known" in problem.values:
                asked += [(PARCELS, str(one)) for one in problem.values["known"]]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_a_mutated_file_gives_data_or_an_error_of_ours(tmp_path: Path, name: str) -> None:
    original = tmp_path / "原件" / name
    original.parent.mkdir()
    MAKERS[name](original)
    assert "data" in verdicts(original)
    chance = random.Random(name)
    found: Counter[str] = Counter()
    for number in range(ROUNDS):
        room = tmp_path / f"{number}"
        shutil.copytree(original.parent, room)
        victim = chance.choice([one for one in sorted(room.iterdir()) if one.stat().st_size])
        victim.write_bytes(mutate(victim.read_bytes(), chance))
        found.update(verdicts(room / name))
        shutil.rmtree(room)
    assert found.total() >= 2 * ROUNDS and set(found) != {"data"}
