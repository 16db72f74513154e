"""Tables as firms deliver them: what cannot be taken at its word is converted or refused, never quietly wrong."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kangbashi_gis.errors import FileUnreadable
from kangbashi_gis.importing import heading_units
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS
from kangbashi_gis.progress import silent

HEADING = ["统一社会信用代码", "单位名称", "注册资本"]
ROW = ["91150699MA0000001X", "青春山商贸有限公司", 300]
CRS = "EPSG:4546"


def kept(path: Path, theme: Theme = ENTITIES, **options: Any) -> list[dict[str, Any]]:
    """Give the rows as the theme keeps them."""
    chosen = ImportOptions(crs=CRS, **options)
    with open_source(path, theme, chosen) as source:
        tables = list(prepare(source, theme, chosen, CRS).tables(silent))
    return [
        dict(zip(one.columns, row, strict=True)) for one in tables for row in zip(*one.columns.values(), strict=True)
    ]


def workbook(path: Path, rows: Sequence[Sequence[Any]], change: Callable[[Any], object] = lambda book: None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("stated", "value", "expected"),
    [
        ("元", 30_000_000, 3000),
        ("人民币元", 5e4, 5),
        ("亿元", 1.5, 15_000),
        ("单位：万元", 300, 300),
        ("必填", 300, 300),
    ],
)
def test_money_is_brought_to_the_unit_of_the_field(tmp_path: Path, stated: str, value: float, expected: float) -> None:
    path = workbook(tmp_path / "名录.xlsx", [[*HEADING[:2], f"注册资本（{stated}）"], [*ROW[:2], value]])
    assert kept(path)[0]["capital"] == pytest.approx(expected)


@pytest.mark.parametrize(("stated", "expected"), [("亩", 10_000), ("公顷", 150_000), ("㎡", 15), ("平方米", 15)])
def test_areas_are_brought_to_square_metres(tmp_path: Path, stated: str, expected: float) -> None:
    path = tmp_path / "宗地.csv"
    square = "POLYGON((396000 4386000,396010 4386000,396010 4386010,396000 4386000))"
    path.write_text(f'宗地代码,宗地面积({stated}),WKT\nP1,15,"{square}"\n', encoding="utf-8")
    assert kept(path, PARCELS)[0]["area_m2"] == pytest.approx(expected)


@pytest.mark.parametrize("stated", ["万美元", "万欧元", "港币"])
def test_a_unit_that_cannot_be_converted_is_left_out(tmp_path: Path, stated: str) -> None:
    column = f"注册资本（{stated}）"
    path = workbook(tmp_path / "名录.xlsx", [[*HEADING[:2], column], ROW])
    assert "capital" not in kept(path)[0]
    assert kept(path, mapping={"capital": column})[0]["capital"] == 300
    assert heading_units.factor(column, ENTITIES.field("name")) == 1.0


def test_a_hidden_sheet_is_not_what_somebody_hands_over(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("今年")
        shown.append(HEADING)
        shown.append([ROW[0], "康巴什物业服务有限公司", 5])
        book.active = 1

    path = workbook(tmp_path / "名录.xlsx", [HEADING, ROW], hide)
    assert kept(path)[0]["name"] == "康巴什物业服务有限公司"
    assert kept(path, layer="Sheet")[0]["name"] == ROW[1]


def test_formulas_that_nobody_worked_out_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名录.xlsx", [HEADING, [*ROW[:2], "=100+200"]])
    with pytest.raises(FileUnreadable) as caught:
        kept(path)
    assert caught.value.values["reason"] == "formula"


def test_zeros_that_a_sheet_shows_before_a_code_are_kept(tmp_path: Path) -> None:
    def pad(book: Any) -> None:
        book.active["A2"].number_format = "000000"

    path = workbook(tmp_path / "地址.xlsx", [["地址编码", "标准地址全称"], [123, "天骄路1号"], [45, "天骄路2号"]], pad)
    assert [row["code"] for row in kept(path, ADDRESSES)] == ["000123", "45"]


def test_what_keeps_a_spreadsheet_from_rounding_a_code_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text(
        '统一社会信用代码,单位名称\n"=""91150699MA0000001X""",甲店\n\'91150699MA0000002X,乙店\n', encoding="utf-8"
    )
    assert [row["credit_code"] for row in kept(path)] == ["91150699MA0000001X", "91150699MA0000002X"]


def test_a_point_at_nought_has_no_place(tmp_path: Path) -> None:
    path, options = tmp_path / "地址.csv", ImportOptions(crs=CRS)
    path.write_text("标准地址全称,X,Y\n天骄路1号,396000,4386000\n天骄路2号,0,0\n", encoding="utf-8")
    with open_source(path, ADDRESSES, options) as source:
        (table,) = prepare(source, ADDRESSES, options, CRS).tables(silent)
    assert table.geometry is not None
    assert [one is None for one in table.geometry] == [False, True]


def test_a_lost_quotation_mark_is_told_and_a_line_break_in_a_cell_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text('统一社会信用代码,单位名称,注册资本\nA,"甲\n店",1\nB,乙店,2\n', encoding="utf-8")
    assert [row["name"] for row in kept(path)] == ["甲\n店", "乙店"]
    path.write_text('统一社会信用代码,单位名称,注册资本\nA,"甲店,1\nB,乙店,2\n', encoding="utf-8")
    with pytest.raises(FileUnreadable) as caught:
        kept(path)
    assert caught.value.values["reason"] == "quotation"
