"""CSV in every encoding and with every delimiter that offices use."""

from pathlib import Path
from typing import Any

import pytest

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileUnreadable, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS, RESIDENTS

TEXT = (
    '地址编码,标准地址全称,经度,纬度\r\nA0001,鄂尔多斯大街1号,109.79,39.607\r\nA0002,"康城小区,2号楼",109.80,39.608\r\n'
)


def opened(path: Path, theme: Theme = ADDRESSES, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def write(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "地址 表.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    with opened(write(tmp_path, TEXT, encoding)) as source:
        (table,) = source.batches()
    assert table.columns == {"地址编码": ["A0001", "A0002"], "标准地址全称": ["鄂尔多斯大街1号", "康城小区,2号楼"]}
    assert source.crs == "EPSG:4326"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_in_the_heading(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path, TEXT.replace('"康城小区,2号楼"', "康城小区").replace(",", delimiter))
    assert opened(path).columns == ("地址编码", "标准地址全称")


def test_metres_need_a_reference_and_have_none_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace("经度", "X").replace("纬度", "Y"))
    assert opened(path).crs is None


def test_x_that_is_north_is_put_right_and_told(tmp_path: Path) -> None:
    path = write(tmp_path, "full,X,Y\n甲,4386593,396082\n乙,4386600,396090\n")
    with opened(path, crs="EPSG:4546") as source:
        (table,) = source.batches()
    assert source.notes == ("axes_swapped",)
    assert table.geometry is not None
    assert table.geometry[0].wkt == "POINT (396082 4386593)"


def test_a_theme_without_shapes_keeps_such_columns_as_they_are(tmp_path: Path) -> None:
    assert "经度" in opened(write(tmp_path, TEXT), RESIDENTS).columns


def test_short_rows_are_filled_up_and_blank_lines_skipped(tmp_path: Path) -> None:
    with opened(write(tmp_path, "code,full,备注\nA1,甲\n\n,,\nA2,乙,丙,,\n")) as source:
        (table,) = source.batches()
    assert table.columns == {"code": ["A1", "A2"], "full": ["甲", "乙"], "备注": [None, "丙"]}


def test_a_row_with_more_cells_than_the_heading_has_slipped(tmp_path: Path) -> None:
    with (
        pytest.raises(RowsInvalid) as caught,
        opened(write(tmp_path, "code,full\nA1,甲\nA2,康城小区,2号楼\n")) as source,
    ):
        list(source.batches())
    assert (caught.value.values["count"], caught.value.values["example"]) == (1, "#3")


def test_a_table_is_read_in_batches(tmp_path: Path) -> None:
    rows = "".join(f"A{number},第{number}号\n" for number in range(2500))
    with opened(write(tmp_path, "code,full\n" + rows, "gbk")) as source:
        tables = list(source.batches(1000))
    assert [len(table) for table in tables] == [1000, 1000, 500]
    assert tables[2].columns["code"][-1] == "A2499"


@pytest.mark.parametrize("text", ["", " \r\n", "code,full\n", "code,full\n,\n"])
def test_a_table_without_rows_is_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileEmpty):
        opened(write(tmp_path, text))


def test_headings_that_repeat_or_are_blank_are_told_apart(tmp_path: Path) -> None:
    assert opened(write(tmp_path, "full,full,\n甲,乙,丙\n")).columns == ("full", "full_2", "column_3")


def test_a_program_under_that_name_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "程序.csv"
    path.write_bytes(b"MZ\x90\x00\x03\x00" + bytes(range(256)) * 20)
    with pytest.raises(FileUnreadable):
        opened(path)


def test_a_line_in_another_encoding_far_down_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "混合.csv"
    path.write_bytes(b"code,full\n" + "A1,鄂尔多斯大街\n".encode("gbk") * 3 + b"A2,\xff\xfe\xff\n")
    with pytest.raises(EncodingUnclear):
        opened(path)


def test_a_stated_encoding_is_used_and_one_that_fails_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT, "gbk")
    assert opened(path, encoding="GBK").columns[1] == "标准地址全称"
    with pytest.raises(EncodingUnclear):
        opened(path, encoding="UTF-8")


def test_a_table_that_was_misread_and_saved_is_turned_back_when_a_person_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode("gbk").decode("latin-1"))
    with pytest.raises(EncodingUnclear):
        opened(path)
    with opened(path, encoding="gbk-in-latin1") as source:
        (table,) = source.batches()
    assert table.columns["标准地址全称"] == ["鄂尔多斯大街1号", "康城小区,2号楼"]


def test_big5_is_recognised(tmp_path: Path) -> None:
    text = "code,full\nA1,臺北市中正區重慶南路一段\nA2,新北市板橋區縣民大道\n"
    with opened(write(tmp_path, text, "big5")) as source:
        (table,) = source.batches()
    assert table.columns["full"][0] == "臺北市中正區重慶南路一段"


def test_a_line_without_end_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "宽.csv"
    path.write_text("," * 30_000 + "\n1,2\n")
    for theme in (ENTITIES, PARCELS):
        with pytest.raises(FileUnreadable) as caught:
            open_source(path, theme, ImportOptions())
        assert caught.value.values["reason"] == "too_large"
