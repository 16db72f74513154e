"""`workspace`: what it is in short, in the language of the call; that it is a local copy is said at every command."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli import run
from kangbashi_gis.operations import workspace


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_workspace_is_described_in_chinese_or_in_english(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path
) -> None:
    chinese = _run(capsys, "workspace", "info", str(workspace_folder))[1]
    english = _run(capsys, "workspace", "info", str(workspace_folder), "--lang", "en")[1]
    assert "名称：康巴什小样" in chinese and "  标准地址  4" in chinese and "read_only" not in chinese
    assert "Name: 康巴什小样" in english and "  Addresses  4" in english and "名称" not in english


@pytest.mark.parametrize("reason", ["network", "read_only"])
def test_that_a_local_copy_was_opened_is_said_beside_every_answer(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(workspace, "hindrance", lambda folder: reason)
    code, out, err = _run(capsys, "search", str(workspace_folder), "天骄路")
    assert code == 0 and "本机副本" in err and "本机副本" not in out
    _, out, err = _run(capsys, "workspace", "info", str(workspace_folder), "--json")
    assert json.loads(out)["notice"] == reason
    assert json.loads(err)["notice"]["code"] == reason
