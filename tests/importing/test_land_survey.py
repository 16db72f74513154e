"""勘测定界 files: their reference, their rings, GBK and UTF-8."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileEmpty, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import PARCELS

N, E = 4_383_000.0, 37_384_000.0
SQUARE = ((0, 0), (0, 100), (100, 100), (100, 0), (0, 0))
HOLE = ((20, 20), (20, 40), (40, 40), (40, 20), (20, 20))


def header(system: str = "2000国家大地坐标系", degrees: str = "3", zone: str = "37") -> list[str]:
    return [
        "[属性描述]", "格式版本号=1.01版本", "数据产生单位=鄂尔多斯市自然资源局", "数据产生日期=2025-6-15",
        f"坐标系={system}", f"几度分带={degrees}", "投影类型=高斯克吕格", "计量单位=米", f"带号={zone}",
        "精度=0.001", "转换参数=,,,,,,", "[地块坐标]",
    ]  # fmt: skip


def corners(ring: tuple[tuple[int, int], ...], number: int = 1, east: float = E) -> list[str]:
    return [f"J{place},{number},{N + up:.3f},{east + right:.3f}" for place, (up, right) in enumerate(ring, start=1)]


def write(tmp_path: Path, lines: list[str], encoding: str = "gbk") -> Path:
    path = tmp_path / "勘测定界.txt"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def opened(path: Path, **options: Any) -> Source:
    return open_source(path, PARCELS, ImportOptions(**options))


def only(source: Source) -> Table:
    with source:
        (table,) = source.batches()
    return table


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_parcels_come_with_their_cells_rings_and_reference(tmp_path: Path, encoding: str) -> None:
    lines = [*header(), "10,1.0,1,康巴什区地块一,面,J49H001001,工业用地,0601,@", *corners(SQUARE), *corners(HOLE, 2)]
    source = opened(write(tmp_path, lines, encoding))
    table = only(source)
    assert (source.crs, source.count, source.notes) == ("EPSG:4525", 1, ())
    assert table.row(0) == {
        "界址点数": "10", "地块面积": "1.0", "地块编号": "1", "地块名称": "康巴什区地块一", "图形属性": "面",
        "图幅号": "J49H001001", "地块用途": "工业用地", "地类编码": "0601",
    }  # fmt: skip
    (shape,) = table.geometry  # type: ignore[misc]
    assert shape.equals(shapely.box(E, N, E + 100, N + 100).difference(shapely.box(E + 20, N + 20, E + 40, N + 40)))


def test_a_second_ring_beside_the_first_is_a_second_part(tmp_path: Path) -> None:
    beside = tuple((up, right + 500) for up, right in SQUARE)
    lines = [*header(), "10,2,1,地块,面,,,,@", *corners(SQUARE), *corners(beside, 2)]
    (shape,) = only(opened(write(tmp_path, lines))).geometry  # type: ignore[misc]
    assert (shape.geom_type, shape.area) == ("MultiPolygon", 20_000.0)


@pytest.mark.parametrize(
    ("system", "degrees", "zone", "east", "crs"),
    [
        ("2000国家大地坐标系", "3", "37", E, "EPSG:4525"),
        ("2000国家大地坐标系", "3", "37", 384_000.0, "EPSG:4546"),
        ("2000国家大地坐标系", "3", "111", 384_000.0, "EPSG:4546"),
        ("2000国家大地坐标系", "3度", "", E, "EPSG:4525"),
        ("1980西安坐标系", "3", "37", E, "EPSG:2361"),
        ("1954北京坐标系", "6", "19", 19_384_000.0, "EPSG:21419"),
        ("2000国家大地坐标系", "3", "", 384_000.0, None),
        ("2000国家大地坐标系", "3", "38", E, None),
        ("鄂尔多斯2000独立坐标系", "3", "37", E, None),
        ("", "3", "37", E, None),
    ],
)
def test_the_reference_is_taken_only_where_words_and_numbers_agree(
    tmp_path: Path, system: str, degrees: str, zone: str, east: float, crs: str | None
) -> None:
    lines = [*header(system, degrees, zone), "5,1,1,地块,面,,,,@", *corners(SQUARE, east=east)]
    with opened(write(tmp_path, lines)) as source:
        assert source.crs == crs


def test_east_before_north_is_seen_and_told(tmp_path: Path) -> None:
    swapped = [f"J{place},1,{E + right},{N + up}" for place, (up, right) in enumerate(SQUARE)]
    source = opened(write(tmp_path, [*header(), "5,1,1,地块,面,,,,@", *swapped]))
    assert (source.notes, source.crs) == (("east_first",), "EPSG:4525")
    (shape,) = only(source).geometry  # type: ignore[misc]
    assert shape.bounds == (E, N, E + 100, N + 100)


def test_stated_axes_leave_the_numbers_as_they_stand(tmp_path: Path) -> None:
    source = opened(write(tmp_path, [*header(), "5,1,1,地块,面,,,,@", *corners(SQUARE)]), axes="north_east")
    (shape,) = only(source).geometry  # type: ignore[misc]
    assert (shape.bounds, source.crs) == ((N, E, N + 100, E + 100), "EPSG:4525")


def test_more_cells_than_the_standard_has_are_kept(tmp_path: Path) -> None:
    lines = ["[地块坐标]", "5,1,1,地块,面,,,,北京路,备注,@", *corners(SQUARE)]
    table = only(opened(write(tmp_path, lines)))
    assert (table.columns["属性_9"], table.columns["属性_10"]) == (["北京路"], ["备注"])


def test_lines_and_points_are_shapes_of_their_kind(tmp_path: Path) -> None:
    lines = [*header(), "2,,1,路,线,,,,@", *corners(SQUARE[:2]), "1,,2,井,点,,,,@", *corners(SQUARE[:1])]
    table = only(opened(write(tmp_path, lines)))
    assert [one.geom_type for one in table.geometry] == ["LineString", "Point"]  # type: ignore[union-attr]


def test_a_corner_without_numbers_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(RowsInvalid) as caught:
        opened(write(tmp_path, ["[地块坐标]", "5,1,1,地块,面,,,,@", "J1,1,4383000.0,"]))
    assert caught.value.values["example"] == "#3"


def test_a_header_alone_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        opened(write(tmp_path, header()))


@pytest.mark.parametrize(("said", "differs"), [("4", False), ("5", False), ("6", False), ("12", True), ("", False)])
def test_a_parcel_with_other_corners_than_it_says_is_told(tmp_path: Path, said: str, differs: bool) -> None:
    with opened(write(tmp_path, [*header(), f"{said},1,1,地块,面,,,,@", *corners(SQUARE)])) as source:
        assert source.notes == (("corners_differ",) if differs else ())


NEXT = tuple((up, right + 300) for up, right in SQUARE)


@pytest.mark.parametrize("parting", [",", "\t", " \t ", "，"])
@pytest.mark.parametrize("end", ["@", ""])
def test_tabs_part_cells_too_and_the_line_above_corners_need_not_end_in_its_sign(
    tmp_path: Path, parting: str, end: str
) -> None:
    told = ("5,0.5,1,地块一,面,J49H001001,工业用地,0601,", "5,0.5,2,地块二,面,J49H001001,工业用地,0601,")
    lines = [told[0] + end, *corners(SQUARE), told[1] + end, *corners(NEXT)]
    table = only(opened(write(tmp_path, [*header(), *(line.replace(",", parting) for line in lines)])))
    assert table.columns["地块名称"] == ["地块一", "地块二"] and table.columns["地块编号"] == ["1", "2"]
    assert [shape.bounds[0] for shape in table.geometry] == [E, E + 300]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "between", [corners(SQUARE)[:0], [""]], ids=["nothing between them", "a blank line between them"]
)
@pytest.mark.parametrize("closed", [True, False])
def test_corners_without_any_line_above_them_make_a_parcel_each_time_they_begin_anew(
    tmp_path: Path, between: list[str], closed: bool
) -> None:
    many = None if closed else -1
    lines = [*corners(SQUARE)[:many], *corners(HOLE, 2)[:many], *between, *corners(NEXT)[:many]]
    table = only(opened(write(tmp_path, [*header(), *lines])))
    assert [shape.area for shape in table.geometry] == [100 * 100 - 20 * 20, 100 * 100]  # type: ignore[union-attr]


def test_a_corner_that_is_no_number_is_refused_also_between_tabs(tmp_path: Path) -> None:
    lines = [line.replace(",", "\t") for line in corners(SQUARE)]
    with pytest.raises(RowsInvalid):
        opened(write(tmp_path, [*header(), *lines, "J6\t1\t缺\t384000"]))
