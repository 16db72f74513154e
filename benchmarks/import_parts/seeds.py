"""One small sound file of each format that the import reads, to be mutated."""

import gzip
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.import_parts.parcels import shapefile

ROOT = Path(__file__).resolve().parent.parent.parent
SHAPES = 12
E, N = 396_000.0, 4_386_000.0
TABLE = (
    "编号,标准地址全称,级别,东坐标,北坐标\nA1,鄂尔多斯大街1号,门牌,396000,4386000\nA2,天骄路2号,门牌,396010,4386010\n"
)
SURVEY_POINTS = "1,K1,396000.123,4386000.456,1300.1\n2,,396010.5,4386010.5,1300.2\n"
BOUNDARY = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=37\n[地块坐标]\n5,1,1,中心广场,面,,,,@\n" + "".join(
    f"J{at},1,{N + up},{E + right}\n" for at, (up, right) in enumerate(((0, 0), (0, 9), (9, 9), (9, 0), (0, 0)))
)
EXCHANGE = f"""HeadBegin
DataMark:CNSDTF-VCT
Version:3.0
Spheroid:CGCS2000,6378137,298.257222101
Parameters:111
Offset:0,0
Separator:,
HeadEnd
FeatureCodeBegin
2001,地类图斑,Polygon,DLTB
1000,界线,Line,XZQJX
FeatureCodeEnd
TableStructureBegin
DLTB,2
BSM,Int
DLMC,Char
0
TableStructureEnd
LineBegin
1
1000
Unknown
1
1
11
3
{E},{N}
{E + 50},{N}
{E + 50},{N + 50}
0
2
1000
Unknown
1
1
12
3
{E + 50},{N + 50}
{E + 20},{N + 45}
{E},{N}
0
LineEnd
PolygonBegin
3
2001
Unknown
100
{E},{N}
21
2
1,2
0
PolygonEnd
AttributeBegin
DLTB
3,3,水浇地
TableEnd
AttributeEnd
"""
DRAWING = [
    ("0", "SECTION"), ("2", "HEADER"), ("9", "$ACADVER"), ("1", "AC1015"), ("9", "$DWGCODEPAGE"), ("3", "ANSI_936"),
    ("9", "$INSUNITS"), ("70", "6"), ("0", "ENDSEC"),
    ("0", "SECTION"), ("2", "BLOCKS"), ("0", "BLOCK"), ("8", "0"), ("2", "GC113"), ("10", "0"), ("20", "0"),
    ("0", "CIRCLE"), ("8", "0"), ("10", "0"), ("20", "0"), ("40", "1.0"), ("0", "POINT"), ("8", "0"), ("10", "1"),
    ("20", "1"), ("0", "INSERT"), ("8", "0"), ("2", "GC200"), ("10", "1"), ("20", "1"), ("0", "ENDBLK"),
    ("0", "BLOCK"), ("8", "0"), ("2", "GC200"), ("10", "0"), ("20", "0"), ("0", "LINE"), ("8", "0"), ("10", "0"),
    ("20", "0"), ("11", "2"), ("21", "0"), ("0", "ENDBLK"), ("0", "ENDSEC"),
    ("0", "SECTION"), ("2", "ENTITIES"),
    ("0", "LWPOLYLINE"), ("8", "JZD"), ("70", "1"), ("10", f"{E}"), ("20", f"{N}"), ("42", "0.5"),
    ("10", f"{E + 50}"), ("20", f"{N}"), ("10", f"{E + 50}"), ("20", f"{N + 50}"), ("1001", "SOUTH"),
    ("1000", "300000"),
    ("0", "INSERT"), ("8", "KZD"), ("66", "1"), ("2", "GC113"), ("10", f"{E}"), ("20", f"{N}"), ("41", "2.0"),
    ("50", "30.0"), ("0", "ATTRIB"), ("8", "KZD"), ("10", f"{E}"), ("20", f"{N}"), ("1", "青春山"), ("2", "点名"),
    ("0", "SEQEND"),
    ("0", "HATCH"), ("8", "ZBTZ"), ("91", "1"), ("92", "1"), ("93", "2"), ("72", "1"), ("10", f"{E}"), ("20", f"{N}"),
    ("11", f"{E + 9}"), ("21", f"{N + 9}"), ("72", "1"), ("10", f"{E + 9}"), ("20", f"{N + 9}"), ("11", f"{E}"),
    ("21", f"{N}"),
    ("0", "TEXT"), ("8", "ZJ"), ("10", f"{E}"), ("20", f"{N}"), ("1", "康巴什区"),
    ("0", "ENDSEC"), ("0", "EOF"),
]  # fmt: skip
OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="39.6" lon="109.7"><tag k="amenity" v="school"/><tag k="name" v="第一中学"/></node>
<node id="2" lat="39.61" lon="109.71"/><node id="3" lat="39.62" lon="109.72"/><node id="4" lat="39.61" lon="109.70"/>
<way id="10"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="lanes" v="4"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="building" v="yes"/></way></osm>"""
KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<Placemark><name>康巴什</name><ExtendedData><Data name="编号"><value>1</value></Data></ExtendedData>
<Point><coordinates>109.78,39.6,0</coordinates></Point></Placemark>
<Placemark><name>面</name><Polygon><outerBoundaryIs><LinearRing><coordinates>109.7,39.6 109.8,39.6 109.8,39.7
109.7,39.6</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [109.7, 39.6]},
    "objects": {"宗地": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "P1"}},
        {"type": "Polygon", "arcs": [[-1, 2]], "properties": {"code": "P2"}}]}},
    "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, -10]], [[10, 0], [5, 5], [-5, 5]]],
}  # fmt: skip
E00 = "EXP  0 /ROADS.E00\nARC  3\n" + "".join(f"{one:10d}" for one in (1, 7, 1, 2, 0, 0, 2)) + (
    f"\n{E:21.14E}{N:21.14E}\n{E + 30:21.14E}{N + 40:21.14E}\n"
) + "".join(f"{one:10d}" for one in (-1, 0, 0, 0, 0, 0, 0)) + "\nEOS\n"  # fmt: skip
VECTORS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".gdb": "OpenFileGDB",
           ".geojsonl": "GeoJSONSeq", ".tab": "MapInfo File", ".mif": "MapInfo File"}  # fmt: skip
TEXTS: Mapping[str, tuple[str, str]] = {
    "地址.csv": (TABLE, "gb18030"),
    "碎部点.dat": (SURVEY_POINTS, "gb18030"),
    "勘测定界.txt": (BOUNDARY, "gb18030"),
    "三调.vct": (EXCHANGE, "gb18030"),
    "图.dxf": ("\n".join(word for pair in DRAWING for word in pair) + "\n", "gb18030"),
    "地图.osm": (OSM, "utf-8"),
    "标注.kml": (KML, "utf-8"),
    "宗地.topojson": (json.dumps(TOPOLOGY, ensure_ascii=False), "utf-8"),
    "道路.e00": (E00, "ascii"),
}


def seeds(folder: Path) -> list[Path]:
    """Write one small sound file of each format, each in a folder of its own; gives the main files."""
    made = []
    for name, (text, encoding) in TEXTS.items():
        made.append(_placed(folder, name, partial(_write, text.encode(encoding))))
    made.append(_placed(folder, "宗地.shp", lambda path: shapefile(path, SHAPES)))
    source = made[-1]
    for suffix, driver in VECTORS.items():
        made.append(_placed(folder, f"宗地{suffix}", partial(_converted, source, driver)))
    made.append(_placed(folder, "高程.tif", _raster))
    made.append(_placed(folder, "图.osm.pbf", lambda path: path.write_bytes(packed_map())))
    made.append(_placed(folder, "地址.xlsx", _workbook))
    made.append(_placed(folder, "表.csv.gz", lambda path: path.write_bytes(gzip.compress(TABLE.encode()))))
    made.append(_placed(folder, "标注.kmz", lambda path: _zip(path, {"doc.kml": KML.encode()})))
    drawing = TEXTS["图.dxf"][0].encode("gb18030")
    made.append(
        _placed(folder, "包.zip", lambda path: _zip(path, {"成果/地址.csv": TABLE.encode(), "图.dxf": drawing}))
    )
    return made


def _placed(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    place = folder / name.replace(".", "_")
    place.mkdir(parents=True)
    make(place / name)
    return place / name


def _zip(path: Path, members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, octets in members.items():
            box.writestr(name, octets)


def _write(octets: bytes, path: Path) -> None:
    path.write_bytes(octets)


def _converted(source: Path, driver: str, path: Path) -> None:
    import numpy as np
    import pyogrio

    _, _, shapes, columns = pyogrio.raw.read(source, encoding="GBK")
    names = np.array(["code", "address", "use", "area"], object)
    encoding = "CP936" if driver == "MapInfo File" else "UTF-8"
    pyogrio.raw.write(
        path, shapes, columns, names, geometry_type="Polygon", crs="EPSG:4546", driver=driver, encoding=encoding
    )


def _raster(path: Path) -> None:
    shutil.copyfile(ROOT / "sample_data" / "数字高程.tif", path)


def _workbook(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    book.save(path)


def packed_map() -> bytes:
    """Write two nodes and a way as OpenStreetMap packs them."""
    words = b"".join(_field(1, word.encode()) for word in ("", "highway", "primary", "name", "鄂尔多斯大街"))
    nodes = b"".join(
        _field(1, _varint(1 << 3) + _signed(one) + _varint(8 << 3) + _signed(396_000_000 + one) + _varint(9 << 3)
               + _signed(1_097_000_000))
        for one in (1, 2)
    )  # fmt: skip
    way = _field(1, 9) + _field(2, bytes([1, 3])) + _field(3, bytes([2, 4])) + _field(8, _signed(1) + _signed(1))
    header = _block("OSMHeader", _field(4, b"OsmSchema-V0.6"))
    return header + _block("OSMData", _field(1, words) + _field(2, nodes + _field(3, way)))


def _varint(number: int) -> bytes:
    octets = b""
    while number > 127:
        octets, number = octets + bytes([number & 127 | 128]), number >> 7
    return octets + bytes([number])


def _signed(number: int) -> bytes:
    return _varint(number * 2 if number >= 0 else -number * 2 - 1)


def _field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _block(kind: str, content: bytes) -> bytes:
    blob = _field(1, content) + _field(2, len(content))
    head = _field(1, kind.encode()) + _field(3, len(blob))
    return len(head).to_bytes(4, "big") + head + blob
