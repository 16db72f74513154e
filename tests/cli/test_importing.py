"""`data import` on the command line: dry runs, several files, recipes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kangbashi_gis.cli.data import data

HEAD = "地址编码,标准地址全称,X,Y\n"


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(data, ["import", str(folder), *words], standalone_mode=False, catch_exceptions=True)


def answer(folder: Path, *words: str) -> dict[str, Any]:
    result = run(folder, *words, "--json")
    assert result.exception is None, result.exception
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture
def addresses(tmp_path: Path) -> Path:
    path = tmp_path / "地址.csv"
    path.write_text(HEAD + "A0001,鄂尔多斯大街一号,384010,4383010\nA0009,新地址,384050,4383010\n", encoding="utf-8")
    return path


def test_a_dry_run_shows_the_difference_and_the_import_counts_the_same(workspace_folder: Path, addresses: Path) -> None:
    words = (str(addresses), "--theme", "地址", "--crs", "EPSG:4546")
    shown = run(workspace_folder, *words, "--dry-run").stdout
    assert "全称 鄂尔多斯大街1号 → 鄂尔多斯大街一号" in shown
    assert "什么都没有写" in shown
    expected = answer(workspace_folder, *words, "--dry-run")
    assert (expected["dry_run"], len(expected["difference"]["new"])) == (True, 1)
    done = answer(workspace_folder, *words)
    assert (done["added"], done["replaced"]) == (expected["added"], expected["replaced"]) == (1, 1)
    assert done["operation"] > 0


def test_several_files_are_one_operation(workspace_folder: Path, addresses: Path, tmp_path: Path) -> None:
    other = tmp_path / "又一份.csv"
    other.write_text(HEAD + "A0010,又一个地址,384060,4383010\n", encoding="utf-8")
    done = answer(workspace_folder, str(addresses), str(other), "--theme", "地址", "--crs", "EPSG:4546")
    assert [one["added"] for one in done["files"]] == [1, 1]
    assert {one["operation"] for one in done["files"]} == {done["operation"]}


def test_a_recipe_is_saved_and_used(workspace_folder: Path, addresses: Path) -> None:
    answer(workspace_folder, str(addresses), "--theme", "地址", "--crs", "EPSG:4546", "--save-recipe", "月报")
    assert answer(workspace_folder, str(addresses), "--recipe", "月报")["unchanged"] == 2
    listed = CliRunner().invoke(data, ["recipes", str(workspace_folder), "--json"], standalone_mode=False)
    assert json.loads(listed.stdout)["recipes"]["月报"]["crs"] == "EPSG:4546"
