"""Tables as they are: every row and column in, the same with more columns out."""

import csv
from pathlib import Path

import openpyxl
import pytest

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable, OutputUnwritable, RowsInvalid
from kangbashi_gis.importing.cells import neutral, open_cells, write_cells
from kangbashi_gis.importing.options import ImportOptions

PLAIN = ImportOptions()


def read(path: Path, column: str = "") -> tuple[tuple[str, ...], list[list[object]]]:
    with open_cells(path, PLAIN, column) as cells:
        return cells.headings, list(cells.rows())


def book_of(path: Path, rows: list[list[object]], merged: str = "") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("序号,地址\n1,康城小区二号楼东边的商店旁\n", encoding=encoding)
    assert read(file) == (("序号", "地址"), [["1", "康城小区二号楼东边的商店旁"]])


def test_empty_rows_between_others_are_rows_and_those_at_the_end_are_not(tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("序号,地址\n1,甲\n\n,,\n2,乙\n,\n\n", encoding="utf-8")
    assert read(file)[1][1:3] == [[None, None], [None, None]]
    assert len(read(file)[1]) == 4


def test_merged_cells_all_have_the_value_of_the_first(tmp_path: Path) -> None:
    file = book_of(
        tmp_path / "合并.xlsx", [["地址", "人"], ["天骄路1号", "a"], [None, "b"], ["天骄路2号", "c"]], "A2:A3"
    )
    assert [row[0] for row in read(file)[1]] == ["天骄路1号", "天骄路1号", "天骄路2号"]


def test_a_title_above_the_heading_is_passed_over(tmp_path: Path) -> None:
    file = book_of(tmp_path / "标题.xlsx", [["某街道名单", None], ["姓名", "地址"], ["甲", "天骄路1号"]], "A1:B1")
    assert read(file) == (("姓名", "地址"), [["甲", "天骄路1号"]])


def test_a_list_of_one_column_is_a_list(tmp_path: Path) -> None:
    file = tmp_path / "一列.csv"
    file.write_text("地址\n天骄路1号\n天骄路2号\n", encoding="utf-8")
    assert read(file, "地址") == (("地址",), [["天骄路1号"], ["天骄路2号"]])


def test_of_a_formula_the_value_is_taken(tmp_path: Path) -> None:
    file = book_of(tmp_path / "公式.xlsx", [["地址", "合计"], ["天骄路1号", "=1+1"]])
    # openpyxl writes no value for a formula: nothing was calculated, so nothing is there
    assert read(file)[1] == [["天骄路1号", None]]


def test_a_row_longer_than_the_heading_is_named(tmp_path: Path) -> None:
    file = tmp_path / "错位.csv"
    file.write_text("序号,地址\n1,天骄路1号,2号楼\n", encoding="utf-8")
    with pytest.raises(RowsInvalid) as caught:
        read(file)
    assert caught.value.values["example"] == "#2"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        open_cells(tmp_path / "没有.csv", PLAIN)
    (tmp_path / "空.csv").write_text("")
    with pytest.raises(FileEmpty):
        open_cells(tmp_path / "空.csv", PLAIN)
    (tmp_path / "图.shp").write_text("x")
    with pytest.raises(FileUnreadable):
        open_cells(tmp_path / "图.shp", PLAIN)
    (tmp_path / "坏.xlsx").write_text("不是工作簿")
    with pytest.raises(FileUnreadable):
        open_cells(tmp_path / "坏.xlsx", PLAIN)


@pytest.mark.parametrize(("cell", "written"), [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-12.5", "-12.5"), ("+86", "+86"), ("-天骄路", "'-天骄路"), (3, 3),
])  # fmt: skip
def test_text_that_would_run_is_made_harmless_and_numbers_stay(cell: object, written: object) -> None:
    assert neutral(cell) == written


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_was_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"结果{suffix}"
    assert write_cells(out, ["地址", "=号"], [["天骄路\x011号", "=1"], [None, "𠮷"]]) == 2
    headings, rows = read(out)
    assert headings == ("地址", "'=号")
    assert [row[1] for row in rows] == ["'=1", "𠮷"]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        write_cells(tmp_path / "结果.dbf", ["地址"], [])


def test_a_quoted_cell_with_lines_is_one_cell(tmp_path: Path) -> None:
    file = tmp_path / "换行.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([["地址", "说明"], ["天骄路1号", "第一行\n第二行"]])
    assert read(file)[1] == [["天骄路1号", "第一行\n第二行"]]
