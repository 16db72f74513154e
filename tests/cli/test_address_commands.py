"""What the commands about addresses say: an old name, what is not recorded, what lies outside, what is empty."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.cli import run
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace
from tests.conftest import X, Y


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    """Give a workspace with an old name, a gap between two numbers and a room registered twice."""
    with workspace.change("data.import", "aliases") as change:
        old = {"alias": ["经一街"], "name": ["鄂尔多斯大街"], "kind": ["道路"]}
        dates = {"since": ["2004-01-01"], "until": ["2016-06-08"]}
        change.writer.append(theme("aliases"), Table({**old, **dates}))
    with workspace.change("data.import", "addresses") as change:
        rows = {
            "full": ["鄂尔多斯大街9号", "鄂尔多斯大街9号1号楼101室", "鄂尔多斯大街9号1号楼101"],
            "road": ["鄂尔多斯大街"] * 3,
            "number": ["9号"] * 3,
            "building": [None, "1号楼", "1号楼"],
            "room": [None, "101室", "101"],
            "code": ["九", "九一", "九二"],
        }
        at = shapely.points([X + 80] * 3, [Y] * 3)
        change.writer.append(theme("addresses"), Table(rows, np.asarray(at)))
    return workspace.folder


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(list(words)) == 0
    return capsys.readouterr().out


def test_an_answer_by_an_old_name_says_which_and_when_it_held(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    first = json.loads(said(capsys, "search", str(folder), "经一街", "--json"))["results"][0]
    assert (first["title"], first["note"]) == ("鄂尔多斯大街", "旧称 经一街（2004-01-01 至 2016-06-08）")
    assert "[旧称 经一街" in said(capsys, "search", str(folder), "经一街3号")


def test_an_answer_by_the_name_of_today_says_nothing_of_the_old_one(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert "旧称" not in said(capsys, "search", str(folder), "鄂尔多斯大街3号")


def test_a_number_that_is_not_there_is_said_to_be_an_estimate_and_the_misspelt_road_is_told(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = said(capsys, "search", str(folder), "鄂尔多思大街5号")
    assert "鄂尔多斯大街5号（估计）" in text and "3号与9号之间" in text and "没有“鄂尔多思大街”" in text


def test_a_trace_tells_what_was_tried(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "coarser" in said(capsys, "search", str(folder), "鄂尔多斯大街3号附8", "--explain", "--json")


def test_reasons_are_told_in_sentences_of_the_chosen_language(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = said(capsys, "search", str(folder), "𠮷鄂尔多斯大街三号", "--explain")
    assert "读懂：“鄂尔多斯大街” 道路 鄂尔多斯大街；“三号” 门牌号 3" in text and "没有读懂：“𠮷”" in text
    assert "试过的读法：" in text and "道路或小区加号码" in text
    english = said(capsys, "search", str(folder), "鄂尔多斯大街3号附8", "--explain", "--lang", "en")
    assert "Rule: This address is not recorded" in english and "house number" in english


def test_rooms_tell_what_is_empty_and_what_is_registered_twice(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = said(capsys, "rooms", str(folder), "--address", "鄂尔多斯大街9号1号楼101")
    assert "101(空!)" in text and "重号 1" in text


def test_a_place_far_from_everything_is_not_called_after_what_is_nearest(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert "不在已登记的范围内" in said(capsys, "reverse", str(folder), "--at", f"{X + 90_000},{Y}")
    assert "不在已登记的范围内" not in said(capsys, "reverse", str(folder), "--at", f"{X + 20},{Y}")
