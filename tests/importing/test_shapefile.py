"""Shapefiles as five firms send them: every mark of encoding, without .shx, with deleted rows, cut short."""

import shutil
from pathlib import Path
from typing import Any

import pyogrio
import pyproj
import pytest
import shapely

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileMissing, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import PARCELS

CODES = ["150699001001GB00001", "150699001001GB00002", "150699001001GB00003"]
SEATS = ["鄂尔多斯大街1号", "康城小区", None]


@pytest.fixture
def shapefile(make_file: Any, squares: list[shapely.Polygon]) -> Path:
    return make_file(
        "宗地 2024.shp", squares, {"宗地代码": CODES, "坐落": SEATS, "面积": [2500.5, 2500.0, None]}, encoding="gbk"
    )


STARS = "*" * 24  # how GDAL writes that there is no number


def mark(shapefile: Path, ldid: int, cpg: str | None) -> None:
    dbf = shapefile.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    data[29] = ldid
    dbf.write_bytes(data)
    shapefile.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        shapefile.with_suffix(".cpg").write_text(cpg)


def opened(path: Path, **options: Any) -> Source:
    return open_source(path, PARCELS, ImportOptions(**options))


def columns(path: Path, size: int = 2, **options: Any) -> dict[str, list[Any]]:
    with opened(path, **options) as source:
        tables = list(source.batches(size))
    return {name: [value for table in tables for value in table.columns[name]] for name in tables[0].columns}


@pytest.mark.parametrize("cpg", [None, "GBK", "936", "ANSI 936", "OEM", "UTF-8", "ISO-8859-1"])
@pytest.mark.parametrize("ldid", [0x00, 0x03, 0x57, 0x4D, 0x7A])
def test_gbk_is_read_whatever_ldid_and_cpg_say(shapefile: Path, ldid: int, cpg: str | None) -> None:
    mark(shapefile, ldid, cpg)
    assert columns(shapefile) == {"宗地代码": CODES, "坐落": SEATS, "面积": [2500.5, 2500.0, STARS]}


@pytest.mark.parametrize("cpg", [None, "UTF-8", "GBK"])
@pytest.mark.parametrize("ldid", [0x00, 0x4D])
def test_utf8_is_read_whatever_ldid_and_cpg_say(
    make_file: Any, squares: list[shapely.Polygon], ldid: int, cpg: str | None
) -> None:
    path = make_file("utf8.shp", squares, {"坐落": SEATS}, encoding="utf-8")
    mark(path, ldid, cpg)
    assert columns(path) == {"坐落": SEATS}


def test_a_field_name_that_was_cut_in_the_middle_of_a_character_is_read(make_file: Any, squares: list[Any]) -> None:
    path = make_file("cut.shp", squares, {"标准地址全称": SEATS}, encoding="utf-8")
    assert list(columns(path)) == ["标准地"]


def test_an_encoding_that_a_person_states_is_used_and_one_that_fails_is_told(shapefile: Path) -> None:
    assert columns(shapefile, encoding="GBK")["坐落"] == SEATS
    with pytest.raises(EncodingUnclear):
        columns(shapefile, encoding="UTF-8")


def test_the_reference_comes_from_the_prj_and_is_absent_without(shapefile: Path) -> None:
    with opened(shapefile) as source:
        assert source.crs == "EPSG:4546"
    shapefile.with_suffix(".prj").unlink()
    with opened(shapefile) as source:
        assert source.crs is None


def test_a_missing_index_is_rebuilt_on_a_copy(shapefile: Path) -> None:
    shapefile.with_suffix(".shx").unlink()
    before = sorted(shapefile.parent.iterdir())
    with opened(shapefile) as source:
        assert source.notes == ("shx_rebuilt",)
        assert source.crs == "EPSG:4546"
        assert sum(len(table) for table in source.batches()) == 3
    assert sorted(shapefile.parent.iterdir()) == before


def test_rows_marked_as_deleted_are_left_out_and_the_others_keep_their_shapes(
    shapefile: Path, squares: list[shapely.Polygon]
) -> None:
    info = bytearray(shapefile.with_suffix(".dbf").read_bytes())
    start, width = int.from_bytes(info[8:10], "little"), int.from_bytes(info[10:12], "little")
    info[start + width] = ord("*")
    shapefile.with_suffix(".dbf").write_bytes(info)
    with opened(shapefile) as source:
        tables = list(source.batches(2))
    assert [code for table in tables for code in table.columns["宗地代码"]] == [CODES[0], CODES[2]]
    found = [shape for table in tables for shape in table.geometry if table.geometry is not None]
    assert all(a.equals(b) for a, b in zip(found, [squares[0], squares[2]], strict=True))


def test_side_files_are_found_whatever_the_case_of_their_letters(shapefile: Path) -> None:
    for suffix in (".dbf", ".prj", ".shx"):
        shapefile.with_suffix(suffix).rename(shapefile.with_suffix(suffix.upper()))
    assert columns(shapefile)["宗地代码"] == CODES


def test_without_a_dbf_there_are_shapes_only(shapefile: Path) -> None:
    shapefile.with_suffix(".dbf").unlink()
    with opened(shapefile) as source:
        assert source.columns == ()
        assert [len(table) for table in source.batches(2)] == [2, 1]


@pytest.mark.parametrize("part", [".shp", ".dbf"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_part_that_is_cut_short_is_noticed(shapefile: Path, part: str, share: float) -> None:
    path = shapefile.with_suffix(part)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises((FileUnreadable, FileEmpty)):
        columns(shapefile)


def test_a_dbf_of_another_shapefile_is_noticed(shapefile: Path, make_file: Any, points: list[shapely.Point]) -> None:
    other = make_file("other.shp", points[:2], {"名称": ["甲", "乙"]}, encoding="gbk")
    shutil.copy(other.with_suffix(".dbf"), shapefile.with_suffix(".dbf"))
    with pytest.raises(FileUnreadable) as caught:
        columns(shapefile)
    assert caught.value.values["reason"] == "shp_dbf_differ"


def test_a_foreign_file_under_that_name_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "假的.shp"
    path.write_bytes(b"%PDF-1.7" + bytes(200))
    with pytest.raises(FileUnreadable) as caught:
        columns(path)
    assert caught.value.values["reason"] == "foreign"


def test_a_shapefile_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        columns(tmp_path / "没有.shp")


def test_reading_leaves_the_source_as_it_was(shapefile: Path) -> None:
    before = {path: path.read_bytes() for path in shapefile.parent.iterdir()}
    columns(shapefile)
    assert {path: path.read_bytes() for path in shapefile.parent.iterdir()} == before
    assert pyogrio.get_gdal_config_option("SHAPE_RESTORE_SHX") is None


def test_a_damaged_prj_is_as_none(shapefile: Path) -> None:
    mark(shapefile, 0x4D, "GBK")
    shapefile.with_suffix(".prj").write_text(
        'PROJCS["CGCS2000_3_Degree_GK_CM_111E",GEOGCS["GCS_China', encoding="utf-8"
    )
    with opened(shapefile) as source:
        assert source.crs is None
        assert sum(len(table) for table in source.batches()) == len(CODES)


@pytest.mark.parametrize("index", [True, False])
def test_a_prj_with_a_chinese_name_in_gbk_is_read(shapefile: Path, index: bool) -> None:
    prj = shapefile.with_suffix(".prj")
    wkt = pyproj.CRS("EPSG:4546").to_wkt("WKT1_ESRI").replace("CGCS2000_3", "国家大地2000_3", 1)
    prj.write_bytes(wkt.encode("gbk"))
    if not index:
        shapefile.with_suffix(".shx").unlink()
    with open_source(shapefile, PARCELS, ImportOptions()) as source:
        assert source.crs is not None
        assert source.crs.startswith('PROJCS["国家大地2000_3')


def test_rows_that_are_marked_as_deleted_are_noted(shapefile: Path) -> None:
    dbf = shapefile.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    data[int.from_bytes(data[8:10], "little")] = ord("*")
    dbf.write_bytes(data)
    with open_source(shapefile, PARCELS, ImportOptions()) as source:
        assert source.notes == ("rows_deleted",)
        assert sum(map(len, source.batches())) == len(CODES) - 1
