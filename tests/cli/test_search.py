"""`search` on the command line: one answer, and with --explain its reasons."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli import run


def _explained(capsys: pytest.CaptureFixture[str], folder: Path, query: str) -> dict[str, object]:
    assert run(["search", str(folder), query, "--explain", "--json"]) == 0
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_an_explained_answer_tells_what_was_understood_and_what_was_not(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path
) -> None:
    told = _explained(capsys, workspace_folder, "𠮷鄂尔多斯大街3号")
    assert told["understood"] == [
        {"start": 1, "end": 7, "text": "鄂尔多斯大街", "kind": "roads", "word": "鄂尔多斯大街"},
        {"start": 7, "end": 9, "text": "3号", "kind": "number", "word": "3"},
    ]
    assert told["not_understood"] == [{"start": 0, "end": 1, "text": "𠮷"}]
    assert told["trace"]


def test_an_answer_that_nobody_asked_why_has_no_reasons(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path
) -> None:
    assert run(["search", str(workspace_folder), "鄂尔多斯大街3号", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"version", "query", "elapsed_ms", "results"}
