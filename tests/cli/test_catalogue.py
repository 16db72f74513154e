"""Catalogue, export and ledger on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kangbashi_gis import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code and what it said on stdout and stderr."""

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def listed(run: Run, workspace_folder: Path, tmp_path: Path) -> Path:
    (tmp_path / "别名.csv").write_text("别名,标准名\n老市府,康巴什区\n", encoding="utf-8")
    assert run("data", "import", workspace_folder, tmp_path / "别名.csv", "--theme", "aliases")[0] == 0
    return workspace_folder


def test_an_entry_is_listed_described_and_listed_again(run: Run, listed: Path) -> None:
    (entry,) = json.loads(run("data", "catalogue", listed, "--json")[1])["entries"]
    assert (entry["file"], entry["owner"], entry["overdue"]) == ("别名.csv", None, False)
    words = ("--owner", "民政局", "--secrecy", "内部", "--date", "2026-06-30", "--every", 90)
    told = run("data", "describe", listed, entry["number"], *words)
    assert told[0] == 0 and "民政局" in told[1] and "内部" in told[1]
    assert "民政局" in run("data", "catalogue", listed, "--theme", "地名别名")[1]
    assert run("data", "catalogue", listed, "--overdue")[1].strip() == ""
    assert run("undo", listed)[0] == 0
    (entry,) = json.loads(run("data", "catalogue", listed, "--json")[1])["entries"]
    assert entry["owner"] is None


def test_a_line_that_is_not_there_and_nothing_to_say_are_told(run: Run, listed: Path) -> None:
    assert run("data", "describe", listed, 99, "--owner", "民政局")[0] == 67
    assert run("data", "describe", listed, 1)[0] == 2


def test_an_export_says_what_it_did_and_stands_in_the_ledger(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "企业.shp"
    words = ("--theme", "法人单位", "--crs", "EPSG:4525", "--encoding", "GBK", "--columns", "统一社会信用代码，name",
             "--division", "康新社区", "--recipient", "甲公司")  # fmt: skip
    told = run("data", "export", workspace_folder, out, *words)
    assert told[0] == 0, told[2]
    assert "EPSG:4525" in told[1] and "统一社会信＝统一社会信用代码" in told[1]
    (row,) = json.loads(run("data", "ledger", workspace_folder, "--json")[1])["releases"]
    assert (row["recipient"], row["theme"], row["file"], row["rows"]) == ("甲公司", "entities", "企业.shp", 2)
    assert "甲公司" in run("data", "ledger", workspace_folder, "--recipient", "甲公司")[1]
    assert run("data", "ledger", workspace_folder, "--recipient", "乙公司")[1].strip() == ""


def test_rows_that_meet_a_condition_are_exported(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "一号 地址.csv"
    words = ("--theme", "addresses", "--where", "full LIKE '%1号'", "--json")
    told = run("data", "export", workspace_folder, out, *words)
    assert (told[0], json.loads(told[1])["rows"]) == (0, 1)
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 2
    told = run(
        "data", "export", workspace_folder, tmp_path / "无.csv", "--theme", "addresses", "--where", "full = '无'"
    )
    assert told[0] == 70 and not (tmp_path / "无.csv").exists()


def test_a_box_that_is_none_is_told(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    told = run("data", "export", workspace_folder, tmp_path / "路.csv", "--theme", "roads", "--box", "1,2,3")
    assert told[0] == 2 and "--box" in told[2]


def test_an_unknown_theme_is_one_sentence(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    told = run("data", "export", workspace_folder, tmp_path / "路.csv", "--theme", "没有的")
    assert told[0] == 15 and "没有的" in told[2] and "Traceback" not in told[2]
