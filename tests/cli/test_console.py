"""The command line's manners: one document, one sentence, an exit code, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kangbashi_gis.cli import run


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
