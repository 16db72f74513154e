"""What is quoted from a file as evidence never holds a personal value."""

from pathlib import Path

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request, inspect
from kangbashi_gis.diagnosis.plain import to_plain
from kangbashi_gis.progress import silent

FRAME = Frame("EPSG:4546")


def looked_into(path: Path, text: str) -> str:
    path.write_bytes(text.encode("gbk"))
    return str(to_plain(inspect(Request(path, path.name), FRAME, silent)))


def test_no_value_of_a_file_about_people_is_quoted(tmp_path: Path) -> None:
    text = "姓名,身份证号,电话,住址\n乌云其木格,150602198801011234,13812345678,康巴什区鄂尔多斯大街1号\n"
    said = looked_into(tmp_path / "人口.csv", text)
    assert "身份证号" in said
    assert not any(value in said for value in ("乌云", "1506021988", "1381234", "大街1号"))


def test_open_columns_beside_a_personal_one_are_still_quoted(tmp_path: Path) -> None:
    text = "单位名称,统一社会信用代码,法定代表人\n康巴什区天骄路粮油店,91150603MA0N000000,乌云其木格\n"
    said = looked_into(tmp_path / "法人单位.csv", text)
    assert "天骄路粮油店" in said
    assert "乌云" not in said


def test_all_values_are_quoted_where_none_is_personal(tmp_path: Path) -> None:
    assert "乌兰木伦街" in looked_into(tmp_path / "道路.csv", "道路名称,长度\n乌兰木伦街,12\n天骄路,30\n")
