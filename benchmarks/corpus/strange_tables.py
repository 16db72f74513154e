"""Shapefiles, tables and FlatGeobuf as programs leave them that are long gone; see `strange_files`."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.corpus.delivered_files import CRS, ROWS, Delivered, doors, place
from benchmarks.corpus.delivered_files import dbf as table
from benchmarks.corpus.strange_files import as_doors

HEAD, RECORD = 50, 14  # words of a .shp before the first record, and of a record of a point
COLUMNS = [("DZBM", "C", 12), ("DZQC", "C", 60)]
PLACED = [*COLUMNS, ("X", "N", 12), ("Y", "N", 12)]


def cases(folder: Path) -> Iterator[Delivered]:
    """Write the files one after the other and yield what is true of each."""
    yield from _lengths(folder)
    yield from _counts(folder)
    yield from _texts(folder)
    yield from _placed(folder)
    yield from _flatgeobuf(folder)


def _rows() -> list[list[str]]:
    return [[f"D{at}", f"康巴什区天骄路{at}号"] for at in range(ROWS)]


def _shapefile(path: Path, octets: bytes, lengths: Mapping[int, int] | None = None) -> Path:
    """Write points with a table; lengths: what some records say of themselves, in words, in place of the truth."""
    points = [struct.pack("<i2d", 1, *place(at)) for at in range(ROWS)]
    said = [(lengths or {}).get(at, len(one) // 2) for at, one in enumerate(points)]
    body = b"".join(struct.pack(">ii", at + 1, said[at]) + one for at, one in enumerate(points))
    index = b"".join(struct.pack(">ii", HEAD + at * RECORD, said[at]) for at in range(ROWS))
    for suffix, content in ((".shp", body), (".shx", index)):
        head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, HEAD + len(content) // 2)
        path.with_suffix(suffix).write_bytes(head + struct.pack("<2i8d", 1000, 1, *[0.0] * 8) + content)
    path.with_suffix(".dbf").write_bytes(octets)
    return path


def _lengths(folder: Path) -> Iterator[Delivered]:
    for name, said in (("负长度", -10), ("零长度", 0), ("巨长度", 0x7FFFFFFF)):
        yield as_doors(_shapefile(folder / f"{name}.shp", table(COLUMNS, _rows()), {3: said}))


def _counts(folder: Path) -> Iterator[Delivered]:
    for name, count in (("记录数多", ROWS + 3), ("记录数少", ROWS - 3), ("记录数负", 0xFFFFFFFF)):
        octets = bytearray(table(COLUMNS, _rows()))
        octets[4:8] = struct.pack("<I", count)
        yield as_doors(_shapefile(folder / f"{name}.shp", bytes(octets)), False)
    yield as_doors(_shapefile(folder / "表少三行.shp", table(COLUMNS, _rows()[:-3])), False)
    octets = bytearray(table(COLUMNS, _rows()))
    width, start = 1 + sum(size for *_, size in COLUMNS), 33 + 32 * len(COLUMNS)
    for at in (2, 5):
        octets[start + at * width] = ord("*")
    kept = doors([at for at in range(ROWS) if at not in (2, 5)])
    yield as_doors(_shapefile(folder / "删去两行.shp", bytes(octets)), None, kept, told="note_rows_deleted")


def _texts(folder: Path) -> Iterator[Delivered]:
    """Write texts as wide as a field can be, of which the last character is cut."""
    text = "康巴什区" + "天骄路北侧" * 30
    for name, code, told in (("国标半字", "gbk", "note_values_cut"), ("通用半字", "utf-8", "note_values_cut")):
        wide = text.encode(code)[:253]
        kept = wide.decode(code, "ignore")
        head = struct.pack("<BBBBIHH20x", 3, 124, 7, 1, ROWS, 33 + 64, 1 + 12 + 253)
        fields = b"".join(
            struct.pack("<11sc4xBB14x", one, b"C", size, 0) for one, size in ((b"DZBM", 12), (b"DZQC", 253))
        )
        cells = b"".join(b" " + f"D{at}".encode().ljust(12) + wide for at in range(ROWS))
        path = _shapefile(folder / f"{name}.shp", head + fields + b"\r" + cells)
        yield as_doors(path, None, {key: {**row, "full": kept} for key, row in doors().items()}, told=told)


def _placed(folder: Path) -> Iterator[Delivered]:
    rows: list[Sequence[str]] = [[*row, *map(str, place(at))] for at, row in enumerate(_rows())]
    path = folder / "坐标成列.dbf"
    path.write_bytes(table(PLACED, rows))
    yield as_doors(path)


def _flatgeobuf(folder: Path) -> Iterator[Delivered]:
    import numpy as np
    import shapely
    from pyogrio.raw import write

    points = shapely.to_wkb(shapely.points([place(at) for at in range(ROWS)]))
    columns = [np.array(one, dtype=object) for one in zip(*_rows(), strict=True)]
    for name, crs in (("有坐标系", CRS), ("无坐标系", None)):
        path = folder / f"{name}.fgb"
        write(path, points, columns, ["地址编码", "标准地址全称"], geometry_type="Point", crs=crs, driver="FlatGeobuf")
        yield as_doors(path, stated="" if crs else CRS)
