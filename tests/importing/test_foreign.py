"""Formats that need a converter: told in one sentence without it, read through it where it is installed."""

import csv
import io
import os
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileForeign, FileUnreadable, GisError, LayerUnclear
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import foreign, open_source
from kangbashi_gis.messages import sentence
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import PARCELS, ROADS

ACCESS = b"\x00\x01\x00\x00Standard Jet DB\x00" + b"\0" * 100
DWG = b"AC1018" + b"\0" * 100
DRAWING = (
    "  0\nSECTION\n  2\nENTITIES\n  0\nLINE\n  8\nDLSS\n 10\n0.0\n 20\n0.0\n 11\n3.0\n 21\n4.0\n  0\nENDSEC\n  0\nEOF\n"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that puts a stand-in for a converter on the path: the lines of a Python program."""
    room = tmp_path / "bin"
    room.mkdir()
    monkeypatch.setenv("PATH", str(room))

    def put(name: str, *lines: str) -> None:
        program = room / name
        program.write_text("\n".join((f"#!{sys.executable}", "import sys, time", *lines)), encoding="utf-8")
        program.chmod(0o755)

    return put


def opened(path: Path, theme: Theme = ROADS, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def write(tmp_path: Path, name: str, octets: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(octets)
    return path


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize(
    ("name", "octets", "found"),
    [
        ("图.dwg", DWG, "dwg"),
        ("库.mdb", ACCESS, "access"),
        ("库.accdb", ACCESS.replace(b"Jet", b"ACE"), "access"),
        ("区.wp", b"WMAP`D23" + b"\0" * 100, "mapgis"),
        ("线.wl", b"WMAP`D21" + b"\0" * 100, "mapgis"),
        ("包.rar", b"Rar!\x1a\x07\x00", "archive"),
        ("旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_office"),
        ("没有后缀", DWG, "dwg"),
        ("改了名.mdb", DWG, "dwg"),
    ],
)
def test_what_cannot_be_read_is_recognised_by_its_bytes(tmp_path: Path, name: str, octets: bytes, found: str) -> None:
    path = write(tmp_path, name, octets)
    with pytest.raises(FileForeign) as caught:
        opened(path)
    assert caught.value.values["found"] == found
    for lang in ("zh", "en"):
        words, advice = sentence(caught.value, lang)
        assert str(path) in words
        assert not {found, str(caught.value.values["wanted"])} & {*words.split(), *advice.rstrip("。.").split()}


@pytest.mark.parametrize(
    ("name", "octets", "reason"),
    [
        ("不是图.dwg", b"hello", "foreign"),
        ("说明.pdf", b"%PDF-1.4", "not_data"),
        ("什么.xyz", b"1 2", "unknown_format"),
    ],
)
def test_what_is_no_data_is_told_as_that(tmp_path: Path, name: str, octets: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        opened(write(tmp_path, name, octets))
    assert caught.value.values["reason"] == reason


def test_a_dwg_is_read_through_its_converter(tmp_path: Path, programs: Any) -> None:
    programs("dwg2dxf", f"open(sys.argv[sys.argv.index('-o') + 1], 'w').write({DRAWING!r})")
    path = write(tmp_path, "道路 图.dwg", DWG)
    with opened(path) as source:
        (table,) = source.batches()
    assert (source.path, table.geometry[0].length) == (path, 5.0)  # type: ignore[index]


@pytest.mark.parametrize("line", ["sys.exit(1)", "import os; os.abort()", "'' .join('x' * 10**9 for _ in range(99))"])
def test_a_converter_that_fails_takes_only_itself_down(tmp_path: Path, programs: Any, line: str) -> None:
    programs("dwg2dxf", line)
    with pytest.raises(FileUnreadable):
        opened(write(tmp_path, "图.dwg", DWG))


def test_a_converter_that_does_not_end_is_stopped(
    tmp_path: Path, programs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "SECONDS", 0.3)
    programs("dwg2dxf", "time.sleep(60)")
    with pytest.raises(FileUnreadable) as caught:
        opened(write(tmp_path, "图.dwg", DWG))
    assert caught.value.values["reason"] == "too_large"


def as_hex(points: list[tuple[float, float]]) -> str:
    """Write a ring as ArcGIS keeps it."""
    octets = struct.pack("<i4d3i", 5, 0, 0, 0, 0, 1, len(points), 0)
    return (octets + b"".join(struct.pack("<2d", *one) for one in points)).hex()


def table_text(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.fixture
def database(tmp_path: Path, programs: Any) -> Path:
    ring = [(384_000.0, 4_383_000.0), (384_000.0, 4_383_050.0), (384_050.0, 4_383_050.0), (384_000.0, 4_383_000.0)]
    texts = {
        "宗地": table_text(("OBJECTID", "Shape", "宗地代码"), ("1", as_hex(ring), "P1"), ("2", "", "P2")),
        "权利人": table_text(("宗地代码", "备注"), ("P1", "甲"), ("P2", "乙")),
        "GDB_GeomColumns": table_text(("TableName", "SRID"), ("宗地", "7")),
        "GDB_SpatialRefs": table_text(("SRID", "SRTEXT"), ("7", "EPSG:4546")),
    }
    programs("mdb-tables", "print('MSysObjects', 'GDB_GeomColumns', 'GDB_SpatialRefs', '宗地', '权利人', sep='\\n')")
    programs("mdb-export", f"sys.stdout.write({texts!r}[sys.argv[-1]])")
    return write(tmp_path, "国土 库.mdb", ACCESS)


def test_a_personal_geodatabase_gives_its_shapes_and_reference(database: Path) -> None:
    with opened(database, PARCELS) as source:
        (table,) = source.batches()
    assert (source.crs, source.columns, table.columns["宗地代码"]) == (
        "EPSG:4546",
        ("OBJECTID", "宗地代码"),
        ["P1", "P2"],
    )
    shape, none = table.geometry  # type: ignore[misc]
    assert (shape.area, none) == (1250.0, None)
    assert isinstance(shape, shapely.Polygon)


def test_a_table_without_shapes_is_a_table_and_several_are_told(database: Path) -> None:
    with opened(database, layer="权利人") as source:
        (table,) = source.batches()
    assert table.columns["备注"] == ["甲", "乙"]
    with pytest.raises(LayerUnclear) as caught:
        opened(database)
    assert caught.value.values["known"] == ("宗地", "权利人")


def test_shapes_that_are_cut_off_are_damage(tmp_path: Path, programs: Any) -> None:
    programs("mdb-tables", "print('宗地')")
    programs("mdb-export", f"print('Shape,a\\n{as_hex([(0, 0), (1, 1)])[:60]},1')")
    with pytest.raises(GisError), opened(write(tmp_path, "库.mdb", ACCESS)) as source:
        list(source.batches())


def test_converters_run_with_the_path_of_the_file_and_without_a_shell(tmp_path: Path, programs: Any) -> None:
    programs("dwg2dxf", f"open(sys.argv[sys.argv.index('-o') + 1], 'w').write({DRAWING!r})")
    path = write(tmp_path, f"$(touch {os.getpid()});图.dwg".replace("/", ""), DWG)
    with opened(path) as source:
        assert source.count == 1
    assert not (Path.cwd() / str(os.getpid())).exists()
