"""`data rows`: rows, groups and statistics on the command line."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli.main import run


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    """Run a command and give its document."""
    assert run([*words, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_rows_are_listed_sorted_and_found_by_pinyin(workspace_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("data", "rows", str(workspace_folder), "--theme", "道路", "--column", "道路名称", "--sort", "-道路名称")
    document = answer(capsys, *words)
    assert document["total"] == 2
    assert document["rows"] == [{"fid": 1, "name": "鄂尔多斯大街"}, {"fid": 2, "name": "乌兰木伦街"}]
    assert answer(capsys, *words, "--find", "wlml")["total"] == 1


def test_groups_and_statistics_are_told(workspace_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("data", "rows", str(workspace_folder), "--theme", "addresses")
    assert answer(capsys, *words, "--group", "kind")["groups"] == [
        {"values": ["door"], "count": 3, "sums": []}, {"values": ["room"], "count": 1, "sums": []},
    ]  # fmt: skip
    assert answer(capsys, *words, "--statistics", "full")["statistics"]["distinct"] == 4  # type: ignore[index]
    assert run(list(words)) == 0
    assert "康城小区2号楼1单元301室" in capsys.readouterr().out


def test_what_is_personal_or_unknown_is_refused(workspace_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "rows", str(workspace_folder), "--theme", "residents"]) == 41
    assert run(["data", "rows", str(workspace_folder), "--theme", "parcels", "--sort", "holder"]) == 71
