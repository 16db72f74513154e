"""Files that somebody made on purpose: zips that want out of their folder, bombs, entities, endless counts."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

TABLE = "编号,标准地址全称,东坐标,北坐标\nA1,鄂尔多斯大街1号,396000,4386000\n".encode()
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
TENFOLD = "".join(f"<!ENTITY {more} '{f'&{one};' * 10}'>" for one, more in zip("abcdefghi", "bcdefghie", strict=True))
LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{TENFOLD}]>"
OUT = ("../外面.csv", "../../外面.csv", "/tmp/外面.csv", "C:\\外面.csv", "..\\..\\外面.csv", "a/../../外面.csv",
       "con.csv", "a\0b.csv", "....//外面.csv", "外" * 300 + ".csv")  # fmt: skip
ZEROS = 64 << 20


def files(folder: Path) -> Iterator[Path]:
    """Write them one after the other, each in a folder of its own."""
    for number, (name, octets) in enumerate(_all()):
        place = folder / f"{number}"
        place.mkdir(parents=True)
        (place / name).write_bytes(octets)
        yield place / name


def _all() -> Iterator[tuple[str, bytes]]:
    for name in OUT:
        yield "滑出.zip", zipped({name: TABLE})
    yield "链接.zip", _link("链接.csv", b"/etc/hostname")
    yield "链接.zip", _link("链接", b"/") + b""
    yield "弹.zip", zipped({"弹.csv": b"a," * (ZEROS // 2)})
    yield "弹.zip", nested(zipped({"弹.csv": b"0" * ZEROS}), 3)
    yield "深.zip", nested(zipped({"地址.csv": TABLE}), 12)
    yield "多.zip", zipped({f"{one}.csv": TABLE for one in range(60)})
    yield "多.zip", zipped({f"{one}.zip": zipped({"a.csv": TABLE}) for one in range(300)})
    yield "谎.zip", _lying(zipped({"地址.csv": TABLE}))
    yield "同.zip", zipped({"宗地.shp": b"a", "宗地.SHP": b"b", "宗地.dbf": b"c"})
    for name, body in (("实体.kml", "<kml>{0}</kml>"), ("实体.osm", "<osm>{0}</osm>")):
        for doctype in (ENTITY, LAUGHS):
            text = f'<?xml version="1.0"?>{doctype}{body.format("<a>&e;</a>")}'
            yield name, text.encode()
            yield name.replace("kml", "kmz"), zipped({"doc.kml": text.encode()})
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        for doctype in (ENTITY, LAUGHS):
            yield "实体.xlsx", _workbook_with(part, doctype)
    yield "弹.xlsx", zipped({"xl/worksheets/sheet1.xml": b" " * ZEROS, "[Content_Types].xml": b"<Types/>"})
    yield from _counts()
    yield from _drawings()
    yield "深.geojson", b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    yield "深.geojson", b'{"type":"GeometryCollection","geometries":[' * 20_000
    yield "长.csv", b"a,b\n" + b'"' + b"x" * (8 << 20)
    yield "宽.csv", b"," * 2_000_000 + b"\n1,2\n"


def zipped(members: dict[str, bytes]) -> bytes:
    """Pack members under whatever names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        for name, octets in members.items():
            box.writestr(zipfile.ZipInfo(name) if "\0" not in name else name, octets, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def nested(octets: bytes, times: int) -> bytes:
    """Pack a zip into a zip, and so on."""
    for turn in range(times):
        octets = zipped({f"{turn}.zip": octets})
    return octets


def _link(name: str, target: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as box:
        one = zipfile.ZipInfo(name)
        one.create_system, one.external_attr = 3, 0o120777 << 16
        box.writestr(one, target)
        box.writestr(f"{name}/地址.csv", TABLE)
    return packed.getvalue()


def _lying(octets: bytes) -> bytes:
    """Make a zip state that its member is tiny, or huge."""
    changed = bytearray(octets)
    at = changed.rindex(b"PK\x01\x02")
    changed[at + 20 : at + 28] = struct.pack("<2I", 5, 0xFFFFFFF0)
    return bytes(changed)


def _workbook_with(part: str, doctype: str) -> bytes:
    """Make a workbook of which one part has entities."""
    import openpyxl

    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["编号", "名称"])
    book.active.append(["1", "青春山"])
    book.save(packed)
    with zipfile.ZipFile(packed) as box:
        members = {one: box.read(one) for one in box.namelist()}
    text = members.get(part, b"<sst/>").decode()
    head, mark, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    members[part] = (head + mark + doctype + rest.replace("编号", "&e;")).encode()
    return zipped(members)


def _counts() -> Iterator[tuple[str, bytes]]:
    """Yield heads that promise more than any machine has."""
    shp = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 0x7FFFFFFF) + struct.pack("<2i8d", 1000, 5, *[0.0] * 8)
    record = struct.pack(">2i", 1, 0x3FFFFFFF) + struct.pack("<i4d2i", 5, 0, 0, 1, 1, 0x7FFFFFFF, 0x7FFFFFFF)
    yield "数.shp", shp + record
    size = (100 + len(record)) // 2
    yield "数.shp", shp[:24] + struct.pack(">i", size) + shp[28:] + record
    yield "数.dbf", struct.pack("<4BIHH20x", 3, 126, 1, 1, 0xFFFFFFFF, 65, 0xFFFF) + b"A" + b"\0" * 31 + b"\r"
    yield "数.dbf", struct.pack("<4BIHH20x", 3, 126, 1, 1, 10, 0xFFFF, 0) + b"A" + b"\0" * 31 + b"\r"
    yield "数.dbf", struct.pack("<4BIHH20x", 3, 126, 1, 1, 0, 33, 1) + b"\r"
    yield "数.tif", b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 0xFFFF) + b"\xff" * 400
    yield "数.tif", _huge_tiff()
    yield "数.fgb", b"fgb\x03fgb\x01" + struct.pack("<I", 0x7FFFFFFF) + b"\0" * 200
    yield "数.pbf", struct.pack(">I", 0x7FFFFFFF) + b"\x0a\x09OSMHeader" + b"\xff" * 200
    yield (
        "数.vct",
        b"HeadBegin\nDataMark:CNSDTF-VCT\nSeparator:,\nHeadEnd\nLineBegin\n1\n1000\nU\n1\n1\n11\n999999999\n1,2\n",
    )
    yield "数.txt", "[地块坐标]\n999999999,1,1,广场,面,,,,@\nJ1,1,4386000,396000\n".encode("gbk")
    yield "数.gpkg", b"SQLite format 3\0" + b"\xff" * 4096
    yield "数.e00", b"EXP  0 /A.E00\nARC  3\n" + b"999999999" * 7 + b"\n"
    yield "数.mif", b'Version 300\nCharset "Neutral"\nColumns 999999999\n  A char(9)\nData\n\nPline 999999999\n1 2\n'
    yield (
        "数.topojson",
        b'{"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[999999999,-999999999]]}},"arcs":[]}',
    )


def _huge_tiff() -> bytes:
    """Write the head of a raster of 4 billion by 4 billion pixels."""
    tags = [(256, 4, 1, 0xFFFFFFFF), (257, 4, 1, 0xFFFFFFFF), (258, 3, 1, 32), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 0xFFFFFFFF),
            (279, 4, 1, 0xFFFFFFFF), (339, 3, 1, 3)]  # fmt: skip
    return (
        b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", *one) for one in tags) + b"\0" * 4
    )


def _drawings() -> Iterator[tuple[str, bytes]]:
    """Yield drawings whose blocks hold each other, or ten times ten times ten of each other."""
    yield "圈.dxf", drawing({"A": [("B", 1)], "B": [("A", 1)]}, "A")
    yield "自.dxf", drawing({"A": [("A", 1)]}, "A")
    yield "指数.dxf", drawing({f"B{one}": [(f"B{one + 1}", 10)] for one in range(12)}, "B0")
    yield "阵.dxf", drawing({"A": []}, "A", (("70", "30000"), ("71", "30000"), ("44", "1"), ("45", "1")))


def drawing(blocks: dict[str, list[tuple[str, int]]], used: str, more: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Write blocks that hold each other so many times, and one insert."""
    tags = [("0", "SECTION"), ("2", "BLOCKS")]
    for name, inner in blocks.items():
        tags += [
            ("0", "BLOCK"),
            ("2", name),
            ("10", "0"),
            ("20", "0"),
            ("0", "POINT"),
            ("8", "0"),
            ("10", "1"),
            ("20", "1"),
        ]
        for other, times in inner:
            tags += [("0", "INSERT"), ("8", "0"), ("2", other), ("10", "1"), ("20", "1")] * times
        tags += [("0", "ENDBLK")]
    tags += [("0", "ENDSEC"), ("0", "SECTION"), ("2", "ENTITIES"), ("0", "INSERT"), ("8", "KZD"), ("2", used)]
    tags += [("10", "396000"), ("20", "4386000"), *more, ("0", "ENDSEC"), ("0", "EOF")]
    return ("\n".join(word for pair in tags for word in pair) + "\n").encode("ascii")
