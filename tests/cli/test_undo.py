"""What the command line says when it takes a step back or forth, and after an import."""

from pathlib import Path

import pytest

from kangbashi_gis.cli import run


def _say(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(list(words)) == 0
    return capsys.readouterr().out


def _file(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "地址.csv"
    path.write_text("\n".join(["地址编码,标准地址全称,东坐标,北坐标", *rows]), encoding="utf-8")
    return str(path)


def test_a_step_names_the_theme_in_words(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, tmp_path: Path
) -> None:
    file = _file(tmp_path, "A0009,鄂尔多斯大街9号,384030,4383010", "A0010,鄂尔多斯大街11号,384040,4383010")
    place = str(workspace_folder)
    _say(capsys, "data", "import", place, file, "--theme", "addresses", "--crs", "EPSG:4546")
    assert _say(capsys, "undo", place) == "已撤销“标准地址”，2 行。\n"
    assert _say(capsys, "redo", place) == "已重做“标准地址”，2 行。\n"
    assert _say(capsys, "undo", place, "--lang", "en") == "Undone: Addresses, 2 rows.\n"


def test_an_import_tells_what_was_known_by_its_shape_and_what_is_missing(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, tmp_path: Path
) -> None:
    file = _file(tmp_path, "B0002,鄂尔多斯大街3号,384020,4383010", "A0010,,384040,4383010")
    words = ("data", "import", str(workspace_folder), file, "--theme", "addresses", "--crs", "EPSG:4546")
    assert _say(capsys, *words) == (
        "已导入“标准地址”：读取 2 行，新增 1，更新 1（其中按图形认出 1 行），未变 0。\n"
        "有 1 行缺少必填的值：#3 标准地址全称。\n"
    )
