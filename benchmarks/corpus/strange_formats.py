"""Files that follow no sample: workbooks, survey tables, documents of web maps, drawings; see `strange_files`."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.corpus.delivered_files import DOORS, ROWS, X0, Y0, Delivered, degrees, doors, into, place, text
from benchmarks.corpus.strange_files import as_doors, long_code


def cases(folder: Path) -> Iterator[Delivered]:
    """Write the files one after the other and yield what is true of each."""
    for group in (_workbooks, _survey, _web, _drawings, _mapinfo):
        yield from group(folder)


def _workbooks(folder: Path) -> Iterator[Delivered]:
    rows: list[Sequence[Any]] = [[f"D{at}", f"康巴什区天骄路{at}号", *place(at)] for at in range(ROWS)]
    heading = DOORS.split(",")
    yield as_doors(_xlsx(folder / "合并标题.xlsx", [["地址一览表", "", "", ""], heading, *rows], ["A1:D1"]))
    double = [["地址编码", "标准地址全称", "坐标", ""], ["", "", "X", "Y"], *rows]
    yield as_doors(_xlsx(folder / "双层表头.xlsx", double, ["A1:A2", "B1:B2", "C1:D1"]))
    side = [[*heading, "", "单位", "人数"], *([*row, "", f"公司{at}", at] for at, row in enumerate(rows))]
    yield as_doors(_xlsx(folder / "并排两表.xlsx", side))
    stacked = [
        heading,
        *rows[:10],
        [],
        ["单位名称", "电话", "人数", "备注"],
        ["甲公司", "0477", 5, "无"],
        [],
        heading,
        *rows[10:],
    ]
    yield as_doors(_xlsx(folder / "上下两表.xlsx", stacked), False)
    coded = [[int(long_code(at)), *row[1:]] for at, row in enumerate(rows)]
    truth = {long_code(at): row for at, row in enumerate(doors().values())}
    yield as_doors(_xlsx(folder / "长代码成数.xlsx", [heading, *coded]), None, truth)
    exact = [[float(int(long_code(at)) // 1000 * 1000), *row[1:]] for at, row in enumerate(rows)]
    yield as_doors(_xlsx(folder / "长代码浮点.xlsx", [heading, *exact]), False, truth)
    texts = [[row[0], row[1], str(row[2]), str(row[3])] for row in rows]
    yield as_doors(_xlsx(folder / "数字成字.xlsx", [heading, *texts]), True)
    merged = [[row[0], row[1] if at % 2 == 0 else "", *row[2:]] for at, row in enumerate(rows)]
    truth = {f"D{at}": {"full": f"康巴什区天骄路{at - at % 2}号", "place": place(at)} for at in range(ROWS)}
    marks = [f"B{at + 2}:B{at + 3}" for at in range(0, ROWS, 2)]
    yield as_doors(_xlsx(folder / "内容合并.xlsx", [heading, *merged], marks), None, truth)
    yield as_doors(_xlsx(folder / "先空几列.xlsx", [["", "", *heading], *(["", "", *row] for row in rows)]))
    firm: list[Sequence[Any]] = [["统一社会信用代码", "单位名称", "成立日期"]]
    firm += [[f"91150699MA{at:07}X", f"某店{at}", 43832] for at in range(9)]
    truth = {f"91150699MA{at:07}X": {"registered": "2020-01-02"} for at in range(9)}
    yield Delivered(_xlsx(folder / "日期成数.xlsx", firm), "entities", truth, False, key="credit_code")


def _xlsx(path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> Path:
    """Write a workbook by hand, so that numbers stand in it as other programs write them."""

    def cell(value: Any) -> str:
        if value in ("", None):
            return "<c/>"
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f"<c><v>{value!r}</v></c>"

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    joins = (
        f"<mergeCells>{''.join(f'<mergeCell ref={chr(34)}{one}{chr(34)}/>' for one in merged)}</mergeCells>"
        if merged
        else ""
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData>{joins}</worksheet>',
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return path


def _survey(folder: Path) -> Iterator[Delivered]:
    parcels = [(X0 + 60.0 * at, Y0) for at in range(5)]
    truth = {f"地块{at}": {"place": (x + 20, y + 20)} for at, (x, y) in enumerate(parcels)}

    def lines(sep: str, swap: bool, zone: int, head: str) -> list[str]:
        made = ["[属性描述]", "格式版本号=1.01", f"坐标系={head}", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米",
                f"带号={zone or 37}", "精度=0.001", "[地块坐标]"]  # fmt: skip
        for at, (x, y) in enumerate(parcels):
            made.append(sep.join(("4", "0.16", str(at), f"地块{at}", "面", "", "住宅", "", "@")))
            ring = ((0, 0), (0, 40), (40, 40), (40, 0), (0, 0))
            for number, (east, north) in enumerate(ring):
                pair = (y + north, x + east + zone * 1_000_000)
                made.append(
                    sep.join((f"J{number % 4 + 1}", "1", *(str(one) for one in (pair[::-1] if swap else pair))))
                )
        return made

    ours, old = "2000国家大地坐标系", "80国家大地坐标系"
    for name, sep, swap, zone, head in (
        ("勘测定界", ",", False, 37, ours),
        ("勘测定界制表符", "\t", False, 37, ours), ("勘测定界反", ",", True, 37, ours),
        ("勘测定界无带号", ",", False, 0, ours), ("勘测定界80", ",", False, 37, old),
        ("勘测定界38", ",", False, 38, ours),
    ):  # fmt: skip
        path = text(folder, f"{name}.txt", lines(sep, swap, zone, head), "gb18030")
        yield Delivered(path, "landuse", truth, None, stated="", key="")
    corners = ((0, 0), (0, 40), (40, 40), (40, 0))
    for name, heading, turn in (("界址点", "X,Y", 1), ("界址点纵横", "纵坐标,横坐标", -1)):
        rows = [
            f"{block},J{number},{','.join(map(str, (x + east, y + north)[::turn]))}"
            for block, (x, y) in zip(truth, parcels, strict=True)
            for number, (east, north) in enumerate(corners, 1)
        ]
        path = text(folder, f"{name}.csv", [f"地块,点号,{heading}", *rows])
        yield Delivered(path, "landuse", truth, None, key="")
    cass = [f"{at},,{place(at)[0]},{place(at)[1]},1320.5" for at in range(ROWS)]
    yield Delivered(text(folder, "点.dat", cass), "addresses", doors(), False)


def _web(folder: Path) -> Iterator[Delivered]:
    known = doors()

    def features(points: Sequence[tuple[float, float]], crs: Any = None) -> str:
        rows = [{"type": "Feature", "properties": {"地址编码": key, "标准地址全称": row["full"]},
                 "geometry": {"type": "Point", "coordinates": list(point)}}
                for (key, row), point in zip(known.items(), points, strict=True)]  # fmt: skip
        named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
        return json.dumps({"type": "FeatureCollection", **named, "features": rows}, ensure_ascii=False)

    metres = [place(at) for at in range(ROWS)]
    for name, crs, points, stated in (
        ("4549", "urn:ogc:def:crs:EPSG::4549", [into("EPSG:4549")(one) for one in metres], ""),
        ("4546", "urn:ogc:def:crs:EPSG::4546", metres, ""),
        ("4546简", "EPSG:4546", metres, ""),
        ("说4549实4546", "urn:ogc:def:crs:EPSG::4549", metres, ""),
        ("4490纬先", "urn:ogc:def:crs:EPSG::4490", [one[::-1] for one in degrees()], ""),
        ("CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", degrees(), ""),
        ("无说明而米", None, metres, ""),
        ("不认得", "EPSG:999999", metres, ""),
    ):  # fmt: skip
        path = folder / f"点{name}.geojson"
        path.write_text(features(points, crs), encoding="utf-8")
        yield as_doors(path, stated=stated)
    path = folder / "国标.geojson"
    path.write_bytes(features(metres, "EPSG:4546").encode("gb18030"))
    yield as_doors(path)
    yield from _documents(folder)


def _documents(folder: Path) -> Iterator[Delivered]:
    """Write KML in UTF-8 and in GBK, and a track; the heading names the CRS, which a person confirms."""
    marks = "".join(
        f"<Placemark><name>{key}</name><ExtendedData><Data name='标准地址全称'><value>{row['full']}</value></Data>"
        f"</ExtendedData><Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark>"
        for (key, row), (lon, lat) in zip(doors().items(), degrees(), strict=True)
    )
    for name, said, encoding in (("点", "UTF-8", "utf-8"), ("点国标", "GBK", "gbk"), ("点说国标", "GBK", "utf-8")):
        path = folder / f"{name}.kml"
        path.write_bytes(f'<?xml version="1.0" encoding="{said}"?>{_kml(marks)}'.encode(encoding))
        yield as_doors(path, stated="EPSG:4490", options={"mapping": {"code": "name"}})
    moments = "".join(
        f"<when>2024-01-01T00:00:{at:02}Z</when><gx:coord>{lon} {lat} 0</gx:coord>"
        for at, (lon, lat) in enumerate(degrees())
    )
    path = folder / "轨迹.kml"
    path.write_text(_kml(f"<Placemark><name>巡线</name><gx:Track>{moments}</gx:Track></Placemark>"), encoding="utf-8")
    middle = tuple((one + other) / 2 for one, other in zip(place(0), place(ROWS - 1), strict=True))
    yield Delivered(path, "roads", {"1": {"place": middle}}, None, stated="EPSG:4490", key="")


def _kml(marks: str) -> str:
    spaces = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return f"<kml {spaces}><Document>{marks}</Document></kml>"


def _drawings(folder: Path) -> Iterator[Delivered]:
    tags: list[tuple[int, Any]] = [
        (0, "SECTION"),
        (2, "HEADER"),
        (9, "$ACADVER"),
        (1, "AC1009"),
        (0, "ENDSEC"),
        (0, "SECTION"),
        (2, "ENTITIES"),
    ]
    for at in range(6):
        x, y = X0 + 60 * at, Y0
        tags += [(0, "POLYLINE"), (8, "建築"), (66, 1), (70, 1)]
        for east, north in ((0, 0), (40, 0), (40, 20), (0, 20)):
            tags += [(0, "VERTEX"), (8, "建築"), (10, x + east), (20, y + north)]
        tags += [
            (0, "SEQEND"),
            (0, "TEXT"),
            (8, "註記"),
            (10, x + 5),
            (20, y + 5),
            (40, 2),
            (1, f"康巴什區行政中心第{at}號樓"),
        ]
    tags += [(0, "ENDSEC"), (0, "EOF")]
    truth = {str(at): {"place": (X0 + 60 * at + 20, Y0 + 10)} for at in range(6)}
    for name, encoding in (("大五码", "big5"), ("国标", "gbk")):
        path = folder / f"R12{name}.dxf"
        path.write_bytes("".join(f"{code:>3}\r\n{value}\r\n" for code, value in tags).encode(encoding))
        yield Delivered(path, "buildings", truth, None, key="", options={"layer": "面"})
    for name, factor in (("毫米", 1000.0), ("英寸", 1 / 0.0254)):
        scaled = [(code, value * factor if code in (10, 20) else value) for code, value in tags]
        path = folder / f"R12{name}.dxf"
        path.write_bytes("".join(f"{code:>3}\r\n{value}\r\n" for code, value in scaled).encode("gbk"))
        yield Delivered(path, "buildings", truth, None, key="", options={"layer": "面"})


def _mapinfo(folder: Path) -> Iterator[Delivered]:
    """Write an exchange file of MapInfo in GBK, without saying so, with and without a CRS."""
    projected = 'CoordSys Earth Projection 8, 1000, "m", 111, 0, 1, 500000, 0\r\n'
    for name, charset, coords in (
        ("说国标", "WindowsSimpChinese", ""), ("说西文", "WindowsLatin1", ""), ("中性", "Neutral", ""),
        ("米37", "WindowsSimpChinese", projected),
        ("非地球", "WindowsSimpChinese", 'CoordSys NonEarth Units "m" Bounds (0, 0) (1000000, 10000000)\r\n'),
    ):  # fmt: skip
        columns = "Columns 2\r\n  地址编码 Char(12)\r\n  标准地址全称 Char(60)\r\nData\r\n\r\n"
        head = f'Version 300\r\nCharset "{charset}"\r\nDelimiter ","\r\n{coords}{columns}'
        points = "".join(f"Point {place(at)[0]} {place(at)[1]}\r\n" for at in range(ROWS))
        path = folder / f"{name}.mif"
        path.write_bytes((head + points).encode("gbk"))
        path.with_suffix(".mid").write_bytes(
            "".join(f'"D{at}","康巴什区天骄路{at}号"\r\n' for at in range(ROWS)).encode("gbk")
        )
        yield as_doors(path, stated="")
