"""The command line's manners: one document, one sentence, an exit code, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kangbashi_gis.cli import run
from kangbashi_gis.errors import DiskFull
from kangbashi_gis.operations.workspace import open_workspace


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_importing_the_command_line_leaves_no_qt_behind() -> None:
    code = (
        "import sys, kangbashi_gis.cli\n"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6', 'moderngl', 'pandas')]\n"
        "print(bad); sys.exit(bool(bad))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_missing_workspace_gets_one_chinese_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = _run(capsys, "workspace", "info", str(tmp_path / "没有"))
    assert (code, out) == (30, "")
    assert "没有工作区" in err and "Traceback" not in err


def test_the_same_error_as_json_has_code_message_and_hint(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = _run(capsys, "workspace", "info", str(tmp_path / "没有"), "--json")
    error = json.loads(err)["error"]
    assert code == 30
    assert error["code"] == "workspace_missing" and error["message"] and error["hint"]


def test_the_same_error_in_english(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, _, err = _run(capsys, "workspace", "info", str(tmp_path / "没有"), "--lang", "en")
    assert "There is no workspace here" in err


@pytest.mark.parametrize(
    "words",
    [
        ("search",),
        ("nonsense",),
        ("map", "render", "x", "y", "--size", "0x0"),
        ("around", "x", "--at", "1,2", "--address", "天骄路"),
        ("data", "import", "x", "y"),
        ("search", "x"),
    ],
)
def test_wrong_words_exit_with_2_and_one_sentence(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, out, err = _run(capsys, *words)
    assert (code, out) == (2, "")
    assert "命令写法不对" in err


def test_a_theme_nobody_knows_names_those_that_exist(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = _run(capsys, "data", "import", str(tmp_path), str(tmp_path / "a.shp"), "--theme", "怪物")
    assert code == 15
    assert "parcels" in err


def _import_one_that_stands_nowhere(folder: Path, aside: Path) -> list[str]:
    text = "地址编码,标准地址全称,东坐标,北坐标\nA0007,天骄路7号,,\nA0008,天骄路8号,384200,4383020\n"
    (aside / "地址.csv").write_text(text, encoding="utf-8")
    return ["data", "import", str(folder), str(aside / "地址.csv"), "--theme", "addresses", "--crs", "EPSG:4546"]


def test_rows_without_a_place_are_told_when_imported_and_when_found(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, tmp_path: Path
) -> None:
    words = _import_one_that_stands_nowhere(workspace_folder, tmp_path)
    assert "新增 2，更新 0，未变 0（其中未能定位 1 行）。" in _run(capsys, *words)[1]
    assert "2 unchanged (1 kept, without a place)." in _run(capsys, *words, "--lang", "en")[1]
    assert "天骄路7号" in (out := _run(capsys, "search", str(workspace_folder), "天骄路7号")[1]) and "(未定位)" in out
    hit = json.loads(_run(capsys, "search", str(workspace_folder), "天骄路7号", "--json")[1])["results"][0]
    assert (hit["x"], hit["y"], hit["lon"], hit["lat"]) == (None, None, None, None)
    code, _, err = _run(capsys, "around", str(workspace_folder), "--address", "天骄路7号")
    assert code == 7 and "还没有位置" in err


def test_a_check_says_in_words_what_it_finds(capsys: pytest.CaptureFixture[str], workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space, space.store.database._writing() as connection:
        connection.execute("DELETE FROM rtree_roads_geom WHERE id = 1")
        connection.execute("COMMIT")
    code, out, _ = _run(capsys, "workspace", "check", str(workspace_folder))
    assert code == 31
    assert "空间索引与图形不符（city.gpkg 道路）" in out and "Finding" not in out
    assert (
        "does not agree with the shapes (city.gpkg Roads)"
        in (_run(capsys, "workspace", "check", str(workspace_folder), "--lang", "en")[1])
    )


def test_an_export_is_in_the_encoding_that_was_asked_for(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, tmp_path: Path
) -> None:
    words = ("data", "export", str(workspace_folder), "--theme", "roads", "--encoding")
    assert _run(capsys, *words, "gbk", str(tmp_path / "路.csv"))[0] == 0
    assert "鄂尔多斯大街" in (tmp_path / "路.csv").read_bytes().decode("gbk")
    assert _run(capsys, *words, "GBK", str(tmp_path / "路.gpkg"))[0] == 20
    assert _run(capsys, *words, "Big5", str(tmp_path / "路2.csv"))[0] == 2


def test_a_window_without_a_display_is_one_sentence(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    words = [sys.executable, "-m", "kangbashi_gis", "gui", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (52, "")
    assert len(done.stderr.splitlines()) == 2 and "没有显示器" in done.stderr


def test_what_is_wrong_with_the_words_is_said_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有选项 --nope" in _run(capsys, "search", "x", "y", "--nope")[2]
    assert "--limit 的值不对" in _run(capsys, "search", "x", "y", "--limit", "0")[2]


def test_an_index_that_cannot_be_written_does_not_make_a_finished_import_fail(
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: object, progress: object) -> None:
        raise DiskFull(path="index")

    monkeypatch.setattr("kangbashi_gis.index.catalogue.Indexes.refresh", full)
    table = tmp_path / "道路.csv"
    table.write_text('名称,WKT\n天骄路,"LINESTRING (396000 4386000, 396100 4386000)"\n', encoding="utf-8")
    folder = str(tmp_path / "工作区")
    assert _run(capsys, "workspace", "new", folder)[0] == 0
    code, out, err = _run(capsys, "data", "import", folder, str(table), "--theme", "roads", "--crs", "EPSG:4546")
    assert code == 0, err
    assert "新增 1" in out
    assert "the indexes are behind" in caplog.text
