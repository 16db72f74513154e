"""Tables of boundary points in text and workbooks become parcels; other tables stay tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely

from kangbashi_gis.errors import LayerUnclear, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, PARCELS

N, E = 4_383_000.0, 384_000.0
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())


def square(at: float, *before: Any, closed: bool = True) -> list[list[Any]]:
    corners = [(N, E + at), (N, E + at + 50), (N + 50, E + at + 50), (N + 50, E + at)]
    rows = [[*before, f"J{place}", x, y] for place, (x, y) in enumerate(corners, start=1)]
    return [*rows, rows[0]] if closed else rows


def box(at: float) -> Any:
    return shapely.box(E + at, N, E + at + 50, N + 50)


def write_text(path: Path, rows: Sequence[Sequence[Any]], separator: str = ",", encoding: str = "gbk") -> Path:
    path.write_bytes("\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding))
    return path


def write_book(path: Path, rows: Sequence[Sequence[Any]], more: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    for name in more:
        book.create_sheet(name).append(["名称"])
    book.save(path)
    return path


def opened(path: Path, theme: Theme = PARCELS, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def only(source: Source) -> Table:
    with source:
        (table,) = source.batches()
    return table


HEADED = [["宗地代码", "权利人", "界址点号", "X", "Y"], *square(0, "P1", "甲公司"), *square(100, "P2", "乙公司")]


@pytest.mark.parametrize("name", ["界址点.csv", "界址点.txt", "界址点.xlsx"])
@pytest.mark.parametrize("theme", [PARCELS, ANY])
def test_rows_of_corners_make_a_parcel_for_each_value_of_their_column(tmp_path: Path, name: str, theme: Theme) -> None:
    write = write_book if name.endswith("xlsx") else write_text
    source = opened(write(tmp_path / name, HEADED), theme)
    table = only(source)
    assert source.columns == ("宗地代码", "权利人", "界址点数")
    assert table.columns == {"宗地代码": ["P1", "P2"], "权利人": ["甲公司", "乙公司"], "界址点数": [4, 4]}
    assert [one.equals(box(at)) for one, at in zip(table.geometry, (0, 100), strict=True)] == [True, True]  # type: ignore[arg-type]
    assert (source.count, source.crs) == (2, None)


@pytest.mark.parametrize("separator", [",", " ", "\t", "，"])
def test_corners_without_a_heading_are_parcels_parted_by_blank_lines(tmp_path: Path, separator: str) -> None:
    rows = [*square(0, closed=False), [], *square(100), [""], *square(200)]
    table = only(opened(write_text(tmp_path / "坐标.txt", rows, separator, "utf-8")))
    assert table.columns == {"地块": ["1", "2", "3"], "界址点数": [4, 4, 4]}
    assert all(one.equals(box(at)) for one, at in zip(table.geometry, (0, 100, 200), strict=True))  # type: ignore[arg-type]


def test_a_row_of_words_names_the_parcel_below_it(tmp_path: Path) -> None:
    rows = [["点号", "X坐标", "Y坐标"], ["东地块"], *square(0), ["西地块"], *square(100)]
    assert only(opened(write_text(tmp_path / "坐标.csv", rows))).columns["地块"] == ["东地块", "西地块"]


def test_a_ring_inside_is_a_hole(tmp_path: Path) -> None:
    inner = [["J5", N + 10, E + 10], ["J6", N + 10, E + 20], ["J7", N + 20, E + 20], ["J5", N + 10, E + 10]]
    (shape,) = only(opened(write_text(tmp_path / "坐标.txt", [*square(0), *inner]))).geometry  # type: ignore[misc]
    assert shape.area == 2450.0


def test_columns_that_name_east_are_believed_where_the_size_does_not_tell(tmp_path: Path) -> None:
    rows = [["界址点号", "横坐标Y", "纵坐标X"], ["J1", 100, 900], ["J2", 150, 900], ["J3", 150, 950]]
    (shape,) = only(opened(write_text(tmp_path / "地方坐标.csv", rows))).geometry  # type: ignore[misc]
    assert shape.bounds == (100.0, 900.0, 150.0, 950.0)


def test_plain_x_and_y_of_another_order_are_told_by_their_size(tmp_path: Path) -> None:
    rows = [["界址点号", "X", "Y"], ["J1", E, N], ["J2", E + 50, N], ["J3", E + 50, N + 50]]
    (shape,) = only(opened(write_text(tmp_path / "坐标.csv", rows))).geometry  # type: ignore[misc]
    assert shape.bounds == (E, N, E + 50, N + 50)


def test_a_heading_below_titles_is_found(tmp_path: Path) -> None:
    rows = [["界址点成果表"], ["宗地：P1", "", "面积：2500"], ["界址点号", "x（m）", "y（m）"], *square(0)]
    (shape,) = only(opened(write_book(tmp_path / "成果表.xlsx", rows))).geometry  # type: ignore[misc]
    assert shape.equals(box(0))


def test_degrees_are_read_as_degrees(tmp_path: Path) -> None:
    rows = [["拐点", "经度", "纬度"], ["1", 109.7, 39.6], ["2", 109.8, 39.6], ["3", 109.8, 39.7]]
    source = opened(write_text(tmp_path / "矿区.csv", rows))
    assert (source.crs, source.guessed) == ("EPSG:4326", True)
    assert only(source).geometry[0].bounds == (109.7, 39.6, 109.8, 39.7)  # type: ignore[index]


def test_a_corner_without_a_number_is_told_by_its_row(tmp_path: Path) -> None:
    rows = [*HEADED[:3], ["P1", "甲公司", "J3", "4383O50", 384_050]]
    with pytest.raises(RowsInvalid) as caught:
        opened(write_text(tmp_path / "坐标.csv", rows))
    assert caught.value.values["example"] == "#4"


def test_points_for_a_theme_of_points_stay_points(tmp_path: Path) -> None:
    table = only(opened(write_text(tmp_path / "点.csv", HEADED), ADDRESSES, crs="EPSG:4546"))
    assert len(table) == 10


def test_a_plain_table_stays_a_table(tmp_path: Path) -> None:
    rows = [["宗地代码", "坐落", "X", "Y"], *[[f"P{place}", "路", E + place, N] for place in range(5)]]
    assert len(only(opened(write_text(tmp_path / "宗地.csv", rows)))) == 5
    assert len(only(opened(write_text(tmp_path / "宗地.csv", rows), ANY))) == 5


def test_without_a_theme_all_sheets_of_a_workbook_are_told(tmp_path: Path) -> None:
    path = write_book(tmp_path / "成果.xlsx", HEADED, ["说明", "汇总"])
    with pytest.raises(LayerUnclear) as caught:
        opened(path, ANY)
    assert caught.value.values["known"] == ("Sheet", "说明", "汇总")
