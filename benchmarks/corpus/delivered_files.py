"""Files as firms and offices deliver them, with what is true of each; written byte by byte, none of the import's code.

A case is decidable where a careful person would be sure what is meant: titles above a heading, the heading again on
each page, codes in full width, a coordinate that means "no place". Where such a person would ring the firm up it is
not: two encodings in one file, a sum among the rows, coordinates of two kinds, areas in another unit.
"""

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyproj

from benchmarks.corpus.reference_files import write_shp

X0, Y0 = 395_000.0, 4_385_000.0
ROWS = 24
CRS = "EPSG:4546"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Delivered:
    """One file. truth: by the key of a row the values it should have, and `place` (None for none; absent: any).

    decidable: None where importing it rightly and asking are both right. told: what a report has to say where a value
    is not in it any more. stated: the CRS that a person gives, "" for none.
    """

    path: Path
    theme: str
    truth: Mapping[str, Row]
    decidable: bool | None
    stated: str = CRS
    told: str = ""
    key: str = "code"
    options: Mapping[str, Any] = field(default_factory=dict)


def place(at: int) -> tuple[float, float]:
    """Give where the thing of a number stands."""
    return X0 + 37.0 * at, Y0 + 23.0 * at


def doors(numbers: Sequence[int] = range(ROWS)) -> dict[str, Row]:
    """Give addresses as they should come in."""
    return {f"D{at}": {"full": f"康巴什区天骄路{at}号", "place": place(at)} for at in numbers}


def firms(count: int = 12) -> dict[str, Row]:
    """Give firms as they should come in."""
    return {f"91150699MA{at:07}X": {"name": f"青春山{at}店", "staff": 3 + at} for at in range(count)}


DOORS = "地址编码,标准地址全称,X,Y"
FIRMS = "统一社会信用代码,单位名称,从业人数,宗地代码"


def door_lines(write: Callable[[int], tuple[Any, Any]] = place) -> list[str]:
    """Give addresses as lines; write: gives the numbers of a place as the file has them."""
    return [f"D{at},康巴什区天骄路{at}号,{write(at)[0]},{write(at)[1]}" for at in range(ROWS)]


def firm_lines() -> list[str]:
    """Give firms as lines; all stand on one parcel that the workspace has."""
    return [f"{code},{one['name']},{one['staff']},P1" for code, one in firms().items()]


def cases(folder: Path) -> Iterator[Delivered]:
    """Write the files one after the other and yield what is true of each."""
    for group in (_tables, _totals, _codes, _places, _mixed, _areas, _attribute_tables, _drawings, _odds):
        yield from group(folder)


def text(folder: Path, name: str, lines: Sequence[str], encoding: str = "utf-8", end: str = "\r\n") -> Path:
    """Write lines as a text file."""
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def _tables(folder: Path) -> Iterator[Delivered]:
    lines, truth = [FIRMS, *firm_lines()], firms()

    def case(name: str, rows: Sequence[str], encoding: str = "utf-8", end: str = "\r\n", **more: Any) -> Delivered:
        path = text(folder, name, rows, encoding, end)
        return Delivered(path, "entities", truth, **{"decidable": True, "key": "credit_code", **more})

    tabs = [line.replace(",", "\t") for line in lines]
    yield case("制表符 带BOM.txt", tabs, "utf-8-sig")
    yield case("UTF-16 带BOM.csv", tabs, "utf-16")
    yield case("UTF-16 无BOM.csv", lines, "utf-16-le")
    yield case("老苹果换行.csv", lines, "gb18030", "\r")
    yield case("标题行.csv", ["康巴什区法人单位名录", *lines], "gb18030")
    yield case("标题和制表人.csv", ["康巴什区法人单位名录,,,", "制表：某局,,2024年,", "", *lines], "gb18030")
    yield case("每页表头.csv", [*lines[:5], lines[0], *lines[5:9], lines[0], *lines[9:]], "gb18030")
    yield case("两份拼成.csv", [*lines[:7], "\ufeff" + lines[0], *lines[7:]], "utf-8-sig", decidable=None)
    yield case("空行空列.csv", [line + ",," for line in lines] + [",,,,,"] * 3, "gb18030")
    yield case("引号.csv", ['"' + line.replace(",", '","') + '"' for line in lines], "gb18030")
    rare = {code: {**row, "name": f"{row['name']}𠀀㐂"} for code, row in truth.items()}
    path = text(
        folder, "四字节.csv", [FIRMS, *(f"{c},{r['name']},{r['staff']},P1" for c, r in rare.items())], "gb18030"
    )
    yield Delivered(path, "entities", rare, True, key="credit_code")
    path = folder / "两种编码.csv"
    half = len(lines) // 2
    path.write_bytes("\n".join(lines[:half]).encode("gbk") + b"\n" + "\n".join(lines[half:]).encode("utf-8"))
    yield Delivered(path, "entities", truth, False, key="credit_code")


def _totals(folder: Path) -> Iterator[Delivered]:
    for at, word in enumerate(("合计", "小  计", "总计：", "ＴＯＴＡＬ")):
        lines = [FIRMS, *firm_lines()]
        lines.insert(7 if at % 2 else len(lines), f"{word},,99," if at < 2 else f",{word},99,")
        yield Delivered(text(folder, f"合计{at}.csv", lines), "entities", firms(), False, key="credit_code")
    lines = [FIRMS, *firm_lines(), "91150699MA9999999X,合计工程设计院,7,P1"]
    truth = {**firms(), "91150699MA9999999X": {"name": "合计工程设计院", "staff": 7}}
    yield Delivered(text(folder, "叫合计的单位.csv", lines), "entities", truth, True, key="credit_code")


def _codes(folder: Path) -> Iterator[Delivered]:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x5B)})
    ways: dict[str, Callable[[str], str]] = {
        "全角": lambda code: code.translate(wide),
        "小写": str.lower,
        "空格": lambda code: f"{code[:6]} {code[6:]}",
        "零宽": lambda code: f"\u200b{code}",
        "不间断空格": lambda code: f"{code}\u00a0",
        "等号引号": lambda code: f'"=""{code}"""',
    }
    for name, write in ways.items():
        lines = [FIRMS, *(f"{write(code)},{one['name']},{one['staff']},P1" for code, one in firms().items())]
        yield Delivered(text(folder, f"代码{name}.csv", lines), "entities", firms(), True, key="credit_code")
    lines = [FIRMS, *(f"{code[:1]}.{code[1:6]}E+17,{r['name']},{r['staff']},P1" for code, r in firms().items())]
    yield Delivered(text(folder, "代码科学计数.csv", lines), "entities", firms(), False, key="credit_code")
    lines = ["统一社会信用代码,单位名称,单位名称,从业人数,宗地代码"]
    lines += [f"{code},{one['name']},旧名{one['staff']},{one['staff']},P1" for code, one in firms().items()]
    yield Delivered(text(folder, "两列同名.csv", lines), "entities", firms(), False, key="credit_code")
    lines = [FIRMS, *firm_lines()[:-1], "91150699MA0000011X,#REF!,14,P1"]
    truth = {**firms(), "91150699MA0000011X": {"name": None, "staff": 14}}
    yield Delivered(
        text(folder, "公式出错.csv", lines), "entities", truth, None, told="row_value_failed", key="credit_code"
    )


def _places(folder: Path) -> Iterator[Delivered]:
    def case(name: str, write: Callable[[int], tuple[Any, Any]], **more: Any) -> Delivered:
        path = text(folder, name, [more.pop("heading", DOORS), *door_lines(write)])
        return Delivered(path, "addresses", doors(), **{"decidable": True, **more})

    lonlats = degrees()
    yield case("千分位.csv", lambda at: tuple(f'"{number:,.1f}"' for number in place(at)))
    yield case("全角数字.csv", lambda at: tuple(_wide(f"{number:.1f}") for number in place(at)))
    semicolons = [line.replace(",", ";").replace(".0", ",0") for line in [DOORS, *door_lines()]]
    yield Delivered(text(folder, "小数逗号.csv", semicolons), "addresses", doors(), True)
    lonlat = "地址编码,标准地址全称,经度,纬度"
    yield case("度分秒.csv", lambda at: tuple(map(_signs, lonlats[at])), heading=lonlat, stated="EPSG:4490")
    yield case("度分秒短线.csv", lambda at: tuple(map(_dashes, lonlats[at])), heading=lonlat, stated="EPSG:4490")
    yield case("度.分秒.csv", lambda at: tuple(map(_packed, lonlats[at])), heading=lonlat, stated="", decidable=False)
    yield case("没说基准的度.csv", lambda at: tuple(lonlats[at]), heading=lonlat, stated="", decidable=False)
    yield case("经纬颠倒.csv", lambda at: tuple(lonlats[at][::-1]), heading=lonlat, stated="EPSG:4490", decidable=None)
    yield case("公里.csv", lambda at: tuple(number / 1000 for number in place(at)), decidable=None)
    yield case("北在前.csv", lambda at: place(at)[::-1], decidable=None)
    for name, mark in (("负九", (-9999, -9999)), ("负一", (-1, -1)), ("零零", (0, 0)), ("半零", (X0, 0))):
        lines = [DOORS, *door_lines(lambda at, mark=mark: mark if at == 5 else place(at))]  # type: ignore[misc]
        truth = {**doors(), "D5": {**doors()["D5"], "place": None}}
        yield Delivered(text(folder, f"无坐标{name}.csv", lines), "addresses", truth, None, told="shape_nowhere")
    blank = [DOORS, *door_lines(lambda at: ("", "") if at == 5 else place(at))]
    truth = {**doors(), "D5": {**doors()["D5"], "place": None}}
    yield Delivered(text(folder, "空坐标.csv", blank), "addresses", truth, True)


def _mixed(folder: Path) -> Iterator[Delivered]:
    """Write tables in which some rows are of another kind: nobody can be sure, and one CRS does not hold for all."""
    other = {
        name: into(code) for name, code in (("六度带", "EPSG:4497"), ("邻带", "EPSG:4545"), ("邻带号", "EPSG:4524"))
    }
    prefixed = into("EPSG:4525")
    ways: dict[str, Callable[[int], Any]] = {
        "一半颠倒": lambda at: place(at)[::-1] if at % 2 else place(at),
        "一行颠倒": lambda at: place(at)[::-1] if at == 9 else place(at),
        "有的带号": lambda at: prefixed(place(at)) if at % 3 else place(at),
        "一行远": lambda at: (place(at)[0] + 250_000, place(at)[1]) if at == 9 else place(at),
        "一行少一位": lambda at: (place(at)[0] / 10, place(at)[1]) if at == 9 else place(at),
        **{
            f"混{name}": lambda at, move=move: move(place(at)) if at % 4 == 0 else place(at)
            for name, move in other.items()
        },
        "混经纬度": lambda at: degrees()[at] if at % 4 == 0 else place(at),
    }
    for name, write in ways.items():
        path = text(folder, f"{name}.csv", [DOORS, *door_lines(write)])
        yield Delivered(path, "addresses", doors(), False)


def _areas(folder: Path) -> Iterator[Delivered]:
    units: dict[str, tuple[Callable[[int], float], bool]] = {
        "平方米": (lambda at: 1600.0, True),
        "亩": (lambda at: 2.4, False),
        "公顷": (lambda at: 0.16, False),
        "混亩": (lambda at: 2.4 if at == 3 else 1600.0, False),
    }
    for name, (write, decidable) in units.items():
        lines, truth = ["宗地代码,宗地面积,WKT"], {}
        for at in range(10):
            x, y = X0 + 60 * at, Y0
            ring = f"{x} {y},{x + 40} {y},{x + 40} {y + 40},{x} {y + 40},{x} {y}"
            lines.append(f'Z{at},{write(at)},"POLYGON(({ring}))"')
            truth[f"Z{at}"] = {"area_m2": 1600.0, "place": (x + 20, y + 20)}
        yield Delivered(text(folder, f"面积{name}.csv", lines), "parcels", truth, decidable)
    heading = [line.replace("宗地面积", "宗地面积（亩）") for line in lines]
    mu = [line.replace("1600.0", "2.4") for line in heading]
    yield Delivered(text(folder, "面积亩写明.csv", mu), "parcels", truth, True)


def _attribute_tables(folder: Path) -> Iterator[Delivered]:
    columns = [("TYSHXYDM", "C", 18), ("DWMC", "C", 30), ("CYRS", "N", 6), ("ZDDM", "C", 19)]
    rows = [[code, one["name"], str(one["staff"]), "P1"] for code, one in firms().items()]
    truth = firms()
    path = folder / "普通.dbf"
    path.write_bytes(dbf(columns, rows))
    yield Delivered(path, "entities", truth, True, key="credit_code")
    code = next(iter(truth))
    path = folder / "星号.dbf"
    path.write_bytes(dbf(columns, [[*rows[0][:2], "******", "P1"], *rows[1:]]))
    starred = {**truth, code: {**truth[code], "staff": None}}
    yield Delivered(path, "entities", starred, None, told="row_value_stars", key="credit_code")
    path = folder / "填零.dbf"
    path.write_bytes(dbf(columns, rows, fill=b"\0"))
    yield Delivered(path, "entities", truth, True, key="credit_code")
    path = folder / "零后残留.dbf"
    path.write_bytes(dbf(columns, [[one[0], one[1] + "\0店铺", *one[2:]] for one in rows]))
    yield Delivered(path, "entities", truth, None, key="credit_code")
    path = folder / "同名字段.dbf"
    twice = [*columns[:2], ("DWMC", "C", 30), *columns[2:]]
    path.write_bytes(dbf(twice, [[*one[:2], f"旧{one[1]}", *one[2:]] for one in rows]))
    yield Delivered(path, "entities", truth, False, key="credit_code")
    path = folder / "少记录.dbf"
    path.write_bytes(dbf(columns, rows)[:-200])
    yield Delivered(path, "entities", truth, False, key="credit_code")
    yield from _county(folder)


def _county(folder: Path) -> Iterator[Delivered]:
    """Write parcels as a county's cadastre exports them, and the same with a table that lost or gained a record."""
    code = "EPSG:4525"
    points = np.array([into(code)(place(at)) for at in range(ROWS)])
    columns = [("DZBM", "C", 12), ("DZQC", "C", 60)]
    rows = [[key, one["full"]] for key, one in doors().items()]
    for name, kept, decidable in (("县库", ROWS, True), ("少一条", ROWS - 1, False), ("多一条", ROWS + 1, False)):
        path = write_shp(folder / f"{name}.shp", points, pyproj.CRS(code).to_wkt("WKT1_ESRI"))
        path.with_suffix(".dbf").write_bytes(dbf(columns, [*rows, ["D99", "康巴什区天骄路99号"]][:kept], 0x4D))
        yield Delivered(path, "addresses", doors(), decidable, stated="")


def _drawings(folder: Path) -> Iterator[Delivered]:
    """Write houses as CASS draws them for R12 in GBK: as old polylines, and within blocks."""
    houses = [(X0 + 60.0 * at, Y0) for at in range(6)]
    truth = {str(at): {"place": (x + 20, y + 10)} for at, (x, y) in enumerate(houses)}
    things = [_old_polyline(x, y, "居民地") for x, y in houses]
    path = folder / "CASS R12.dxf"
    note = [(0, "TEXT"), (8, "注记"), (10, X0), (20, Y0), (1, "康巴什区行政中心")]
    path.write_bytes(_dxf([], [*things, note]))
    options = {"layer": "面"}
    yield Delivered(path, "buildings", truth, True, key="", options=options)
    block = [(0, "BLOCK"), (8, "0"), (2, "房"), (10, 0.0), (20, 0.0), *_old_polyline(0, 0, "0"), (0, "ENDBLK")]
    inserts = [[(0, "INSERT"), (8, "居民地"), (2, "房"), (10, x), (20, y)] for x, y in houses]
    path = folder / "CASS 图块.dxf"
    path.write_bytes(_dxf(block, [*inserts, note]))
    yield Delivered(path, "buildings", truth, True, key="", options=options)


def _odds(folder: Path) -> Iterator[Delivered]:
    dated = "统一社会信用代码,单位名称,成立日期,宗地代码"
    for name, written, decidable in (
        ("斜线", "2020/1/2", True), ("汉字", "2020年1月2日", True), ("连写", "20200102", True),
        ("带时间", "2020-01-02 08:00", True), ("序列数", "43832", False),
        ("日月不明", "01/02/2020", False), ("两位年", "20-1-2", False),
    ):  # fmt: skip
        lines = [dated, *(f"{code},{one['name']},{written},P1" for code, one in firms().items())]
        truth = {code: {"registered": "2020-01-02"} for code in firms()}
        yield Delivered(text(folder, f"日期{name}.csv", lines), "entities", truth, decidable, key="credit_code")
    money = "统一社会信用代码,单位名称,{},宗地代码"
    for at, (heading, written, decidable) in enumerate((
        ("注册资本", '"3,000.5"', True), ("注册资本", "3000.5万元", True), ("注册资本（元）", "30005000", True),
        ("注册资本", "3000.5万美元", False), ("注册资本", '"3.000,5"', False), ("注册资本", "约3000", False),
    )):  # fmt: skip
        lines = [money.format(heading), *(f"{code},{one['name']},{written},P1" for code, one in firms().items())]
        truth = {code: {"capital": 3000.5} for code in firms()}
        yield Delivered(text(folder, f"资本{at}.csv", lines), "entities", truth, decidable, key="credit_code")
    lines = [FIRMS, *firm_lines()]
    lines[4] = lines[4].replace(",", ',"', 1)
    yield Delivered(text(folder, "丢了引号.csv", lines), "entities", firms(), False, key="credit_code")


# --- how bytes and numbers are written ---------------------------------------------------------


def dbf(
    columns: Sequence[tuple[str, str, int]], rows: Sequence[Sequence[str]], ldid: int = 0, fill: bytes = b" "
) -> bytes:
    """Give a dBASE III table in GBK."""
    width = 1 + sum(size for *_, size in columns)
    head = struct.pack("<BBBBIHH17xB2x", 3, 124, 7, 1, len(rows), 33 + 32 * len(columns), width, ldid)
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0) for name, kind, size in columns
    )
    cells = (
        b" " + b"".join(cell.encode("gbk").ljust(size, fill) for cell, (*_, size) in zip(row, columns, strict=True))
        for row in rows
    )
    return head + fields + b"\r" + b"".join(cells) + b"\x1a"


def _old_polyline(x: float, y: float, layer: str) -> list[tuple[int, Any]]:
    tags: list[tuple[int, Any]] = [(0, "POLYLINE"), (8, layer), (66, 1), (70, 1)]
    for east, north in ((0, 0), (40, 0), (40, 20), (0, 20)):
        tags += [(0, "VERTEX"), (8, layer), (10, x + east), (20, y + north)]
    return [*tags, (0, "SEQEND"), (1001, "SOUTH"), (1000, "141101")]


def _dxf(blocks: Sequence[tuple[int, Any]], things: Sequence[Sequence[tuple[int, Any]]]) -> bytes:
    tags: list[tuple[int, Any]] = [(0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009"), (0, "ENDSEC")]
    tags += [(0, "SECTION"), (2, "BLOCKS"), *blocks, (0, "ENDSEC"), (0, "SECTION"), (2, "ENTITIES")]
    tags += [tag for thing in things for tag in thing] + [(0, "ENDSEC"), (0, "EOF")]
    return "".join(f"{code:>3}\r\n{value}\r\n" for code, value in tags).encode("gbk")


def into(code: str) -> Callable[[tuple[float, float]], tuple[float, float]]:
    """Give what brings places of the workspace into another CRS."""
    way = pyproj.Transformer.from_crs(CRS, code, always_xy=True)
    return lambda where: way.transform(*where)


def degrees() -> list[tuple[float, float]]:
    """Give the places in degrees of CGCS2000."""
    return [into("EPSG:4490")(place(at)) for at in range(ROWS)]


def _sixtieths(value: float) -> tuple[int, int, float]:
    seconds = round(value * 3600, 5)
    return int(seconds // 3600), int(seconds % 3600 // 60), seconds % 60


def _signs(value: float) -> str:
    degrees, minutes, seconds = _sixtieths(value)
    return f"{degrees}°{minutes}′{seconds:.5f}″"


def _dashes(value: float) -> str:
    degrees, minutes, seconds = _sixtieths(value)
    return f"{degrees}-{minutes:02}-{seconds:08.5f}"


def _packed(value: float) -> str:
    degrees, minutes, seconds = _sixtieths(value)
    return f"{degrees}.{minutes:02}{round(seconds * 1e5):07}"


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)
