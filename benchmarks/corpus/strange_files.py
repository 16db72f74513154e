"""Files that follow no sample: as odd firms, old programs and spreadsheets leave them, with what is true of each.

Made by code that shares nothing with the import. `decidable` as in `delivered_files`: None where importing rightly and
asking are both right. Here the point is that nothing may come in silently wrong.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpus.delivered_files import (
    CRS,
    DOORS,
    ROWS,
    X0,
    Y0,
    Delivered,
    Row,
    degrees,
    door_lines,
    doors,
    into,
    place,
    text,
)
from benchmarks.corpus.delivered_files import dbf as table

IDS = ("11010519491231002X", "440524188001010014", "150602199003078811", "150602198512120023", "150602197001015538")
UNTELLABLE = ("108无带号", "UTM49")  # where a person states another CRS, the numbers fit that as well
CODED = "地址编码,标准地址全称,东坐标,北坐标"


def cases(folder: Path) -> Iterator[Delivered]:
    """Write the files one after the other and yield what is true of each."""
    for group in (_encodings, _records, _numbers, _people, _zones, _headings, _tables):
        yield from group(folder)


def as_doors(
    path: Path, decidable: bool | None = None, truth: Mapping[str, Row] | None = None, **more: Any
) -> Delivered:
    """Give a file that should come in as addresses."""
    return Delivered(path, "addresses", doors() if truth is None else truth, decidable, **more)


def _encodings(folder: Path) -> Iterator[Delivered]:
    lines = [DOORS, *door_lines()]
    for name, odd in (("一行UTF8", (9,)), ("末行UTF8", (ROWS,)), ("交错", tuple(range(1, ROWS + 1, 2)))):
        path = folder / f"国标里{name}.csv"
        path.write_bytes(
            b"".join((line + "\r\n").encode("utf-8" if at in odd else "gb18030") for at, line in enumerate(lines))
        )
        yield as_doors(path, False)
        path = folder / f"UTF8里国标{name}.csv"
        path.write_bytes(
            b"".join((line + "\r\n").encode("gb18030" if at in odd else "utf-8") for at, line in enumerate(lines))
        )
        yield as_doors(path, False)
    path = folder / "BOM后国标.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "".join(line + "\n" for line in lines).encode("gb18030"))
    yield as_doors(path)
    much = [DOORS, *(f"D{at},康巴什区鄂尔多斯大街{at}号,{X0 + at % 900},{Y0 + at // 900}" for at in range(30_000))]
    path = folder / "两万行之后UTF8.csv"
    octets = [line.encode("gb18030") for line in much]
    octets[-40:] = [line.encode("utf-8") for line in much[-40:]]
    path.write_bytes(b"\n".join(octets))
    truth = {f"D{at}": {"full": f"康巴什区鄂尔多斯大街{at}号"} for at in range(30_000)}
    yield as_doors(path, False, truth)


def _records(folder: Path) -> Iterator[Delivered]:
    columns = [("DZBM", "C", 12), ("DZQC", "C", 60), ("X", "N", 12), ("Y", "N", 12)]
    rows = [[f"D{at}", f"康巴什区天骄路{at}号", str(place(at)[0]), str(place(at)[1])] for at in range(ROWS)]
    path = folder / "表里一行UTF8.dbf"
    octet = table(columns, rows)
    was, now = "天骄路7号".encode("gbk"), "天骄路7号".encode()
    path.write_bytes(octet.replace("康巴什区".encode("gbk") + was + b" " * 8, "康巴什区".encode() + now))
    yield as_doors(path, False)
    path = folder / "删去的行.dbf"
    octet = bytearray(table(columns, rows))
    width = 1 + sum(size for *_, size in columns)
    octet[33 + 32 * len(columns) + 5 * width] = ord("*")
    path.write_bytes(octet)
    yield as_doors(path, None, doors([at for at in range(ROWS) if at != 5]))
    path = folder / "记录数写小.dbf"
    octet = bytearray(table(columns, rows))
    octet[4:8] = struct.pack("<I", ROWS - 4)
    path.write_bytes(octet)
    yield as_doors(path, False)
    path = folder / "双五字节.dbf"
    long = "康巴什区" + "天骄路北侧" * 30
    wide = [("DZBM", "C", 12), ("DZQC", "C", 253), ("X", "N", 12), ("Y", "N", 12)]
    cut = [[one[0], long, *one[2:]] for one in rows]
    path.write_bytes(table(wide, cut))
    half = long.encode("gbk")[:252].decode("gbk")
    truth = {key: {**row, "full": half} for key, row in doors().items()}
    yield as_doors(path, None, truth, told="encoding_value_cut")


def _numbers(folder: Path) -> Iterator[Delivered]:
    def case(name: str, write: Callable[[int], str], lost: bool, **more: Any) -> Delivered:
        rows = [f"{write(at)},康巴什区天骄路{at}号,{place(at)[0]},{place(at)[1]}" for at in range(ROWS)]
        truth = {long_code(at): {"full": f"康巴什区天骄路{at}号", "place": place(at)} for at in range(ROWS)}
        return as_doors(text(folder, name, [DOORS, *rows]), False if lost else None, truth, **more)

    yield case("十八位代码.csv", long_code, False)
    yield case("代码末三位归零.csv", lambda at: long_code(at)[:15] + "000", True)
    yield case("代码E17.csv", lambda at: f"{int(long_code(at)):.5E}", True)
    yield case("代码E17无加号.csv", lambda at: f"{int(long_code(at)):.5E}".replace("+", ""), True)
    yield case("代码E17逗号.csv", lambda at: '"' + f"{int(long_code(at)):.5E}".replace(".", ",") + '"', True)
    yield case("代码E17整.csv", lambda at: f"{int(long_code(at)):.0E}", True)
    yield case("代码带点零.csv", lambda at: long_code(at) + ".0", False)
    yield case("代码千分位.csv", lambda at: f'"{int(long_code(at)):,}"', False)
    lost = ["1.5E+10" if at == 3 else long_code(at) for at in range(ROWS)]
    yield case("一个代码E10.csv", lambda at: lost[at], True)


def long_code(at: int) -> str:
    """Give a code of eighteen digits."""
    return f"1506030010{at * 7919 + 10_123_457:08}"


def _people(folder: Path) -> Iterator[Delivered]:
    heading = "公民身份号码,姓名,户号"
    truth = {one: {"name": f"张三{at}"} for at, one in enumerate(IDS)}

    def case(name: str, write: Callable[[str], str], decidable: bool | None) -> Delivered:
        rows = [f"{write(one)},张三{at},H{at}" for at, one in enumerate(IDS)]
        return Delivered(text(folder, name, [heading, *rows]), "residents", truth, decidable, key="id_number")

    yield case("身份证.csv", str, None)
    yield case("身份证E17.csv", lambda one: f"{int(one[:17] + '0'):.5E}", False)
    yield case("身份证末位归零.csv", lambda one: one[:15] + "000", False)
    yield case("身份证小写.csv", str.lower, None)


def _zones(folder: Path) -> Iterator[Delivered]:
    ways: dict[str, Callable[[int], tuple[float, float]]] = {
        name: _moving(code)
        for name, code in (("38带", "EPSG:4526"), ("39带", "EPSG:4527"), ("36带", "EPSG:4524"),
                           ("18带六度", "EPSG:4496"),
                           ("20带六度", "EPSG:4498"), ("19带六度", "EPSG:4497"), ("114无带号", "EPSG:4547"),
                           ("108无带号", "EPSG:4545"), ("UTM48", "EPSG:32648"), ("UTM49", "EPSG:32649"))
    }  # fmt: skip
    ways["三度带号冠六度"] = lambda at: (place(at)[0] + 19_000_000, place(at)[1])
    ways["带号38错写"] = lambda at: (place(at)[0] + 38_000_000, place(at)[1])
    ways["公里"] = lambda at: (place(at)[0] / 1000, place(at)[1] / 1000)
    ways["毫米"] = lambda at: (place(at)[0] * 1000, place(at)[1] * 1000)
    ways["厘米"] = lambda at: (place(at)[0] * 100, place(at)[1] * 100)
    ways["负数"] = lambda at: (-place(at)[0], -place(at)[1])
    ways["去加常数"] = lambda at: (place(at)[0] - 500_000, place(at)[1])
    ways["去高位"] = lambda at: (place(at)[0] % 100_000, place(at)[1] % 100_000)
    ways["互换"] = lambda at: place(at)[::-1]
    for name, write in ways.items():
        for heading, said in ((CODED, "东北"), (DOORS, "XY")):
            for stated in ("",) if name in UNTELLABLE else ("", CRS):
                path = text(folder, f"{name}{said}{'说了' if stated else ''}.csv", [heading, *door_lines(write)])
                yield as_doors(path, stated=stated)


def _headings(folder: Path) -> Iterator[Delivered]:
    def case(name: str, heading: str, write: Callable[[int], tuple[Any, Any]], **more: Any) -> Delivered:
        return as_doors(text(folder, f"{name}.csv", [heading, *door_lines(write)]), **more)

    yield case("纵横", "地址编码,标准地址全称,纵坐标,横坐标", lambda at: place(at)[::-1], decidable=True)
    yield case("纵X横Y", "地址编码,标准地址全称,纵坐标X,横坐标Y", lambda at: place(at)[::-1], decidable=True)
    yield case("纵横而数反", "地址编码,标准地址全称,纵坐标,横坐标", place)
    yield case("X(北)", "地址编码,标准地址全称,X（北）,Y（东）", lambda at: place(at)[::-1])
    yield case("X米", "地址编码,标准地址全称,X(m),Y(m)", place)
    yield case("X公里写明", "地址编码,标准地址全称,X(km),Y(km)", lambda at: (place(at)[0] / 1000, place(at)[1] / 1000))
    yield case("北X东Y", "地址编码,标准地址全称,北X,东Y", lambda at: place(at)[::-1])
    yield case("两套坐标", "地址编码,标准地址全称,X,Y", place)
    both = [
        f"{DOORS},经度,纬度",
        *(f"{line},{degrees()[at][0]:.9f},{degrees()[at][1]:.9f}" for at, line in enumerate(door_lines())),
    ]
    yield as_doors(text(folder, "平面与经纬度.csv", both))
    far = [
        f"{DOORS},经度,纬度",
        *(
            f"{line},{degrees()[at][0] + 0.0058:.9f},{degrees()[at][1] + 0.0011:.9f}"
            for at, line in enumerate(door_lines())
        ),
    ]
    yield as_doors(text(folder, "平面与火星.csv", far), stated="")
    split = ["地址编码,标准地址全称,经度,纬度", *(
        f"D{at},康巴什区天骄路{at}号,{_parts(degrees()[at][0])},{_parts(degrees()[at][1])}"
        for at in range(ROWS))]  # fmt: skip
    yield as_doors(text(folder, "度分秒点号.csv", split), stated="")


def _moving(code: str) -> Callable[[int], tuple[float, float]]:
    move = into(code)
    return lambda at: move(place(at))


def _parts(value: float) -> str:
    seconds = round(value * 3600, 4)
    return f"{int(seconds // 3600)}.{int(seconds % 3600 // 60)}.{seconds % 60:.4f}"


def _tables(folder: Path) -> Iterator[Delivered]:
    comma = [line.replace(",", ";").replace(".0", ",00") for line in [DOORS, *door_lines()]]
    yield as_doors(text(folder, "分号与逗号.csv", comma, "gb18030"), True)
    german = [DOORS.replace(",", ";"), *(
        f"D{at};康巴什区天骄路{at}号;{f'{place(at)[0]:,.3f}'.translate(_GERMAN)};{f'{place(at)[1]:,.3f}'.translate(_GERMAN)}"
        for at in range(ROWS))]  # fmt: skip
    yield as_doors(text(folder, "德式数字.csv", german))
    blanks = [line.replace(",", "  ") for line in [DOORS, *door_lines()]]
    yield as_doors(text(folder, "空格对齐.txt", blanks))
    wide = [line.replace(",", "，") for line in [DOORS, *door_lines()]]
    yield as_doors(text(folder, "全角逗号.csv", wide))
    stop = [line.replace(",", "、") for line in [DOORS, *door_lines()]]
    yield as_doors(text(folder, "顿号.txt", stop))
    noted = ["# 导出 2024", "# 共 24 条", DOORS, *door_lines()]
    yield as_doors(text(folder, "井号注释.csv", noted))
    sep = ["sep=,", DOORS, *door_lines()]
    yield as_doors(text(folder, "sep行.csv", sep))
    under = [DOORS, "字符,字符,米,米", *door_lines()]
    yield as_doors(text(folder, "第二行单位.csv", under))
    bare = door_lines()
    yield as_doors(text(folder, "没有表头.csv", bare), False)
    two = [DOORS, *door_lines()[:12], "", "单位,电话,人数,备注", "甲公司,0477-123,5,无", *door_lines()[12:]]
    yield as_doors(text(folder, "一张里两表.csv", two), False)
    short = [DOORS, *(line if at != 7 else line.rpartition(",")[0] for at, line in enumerate(door_lines()))]
    truth = {**doors(), "D7": {**doors()["D7"], "place": None}}
    yield as_doors(text(folder, "一行短.csv", short), None, truth)
    slipped = [DOORS, *(line if at != 7 else line.replace(",康", ",,康") for at, line in enumerate(door_lines()))]
    yield as_doors(text(folder, "一行错列.csv", slipped), False)
    dated = ["统一社会信用代码,单位名称,成立日期,从业人数"]
    dated += [f"91150699MA{at:07}X,某店{at},{43832 + at},{at}" for at in range(9)]
    truth = {f"91150699MA{at:07}X": {"name": f"某店{at}"} for at in range(9)}
    yield Delivered(text(folder, "日期序列.csv", dated), "entities", truth, False, key="credit_code")


_GERMAN = str.maketrans(".,", ",.")
