"""The sample's workspace, built from files through the import like any other data."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kangbashi_gis import paths
from kangbashi_gis.errors import Cancelled, GisError, OutputExists, UsageError
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations import upkeep
from kangbashi_gis.operations.around import around, resolve
from kangbashi_gis.operations.sample import build_sample
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import reporting, silent
from kangbashi_gis.sample import manifest


@pytest.fixture(scope="module")
def seen() -> list[tuple[float, str]]:
    return []


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory, seen: list[tuple[float, str]]) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("示例") / "示例 城区"
    progress = reporting(lambda share, step: seen.append((share, step)), lambda: False)
    with build_sample(folder, "small", progress, "张三") as opened:
        yield opened


def test_it_holds_every_row_of_every_file(space: Workspace) -> None:
    files = manifest.read(paths.sample_data())
    # what a list of addresses gave is made by people at work; no file brings it
    for theme in (one for one in THEMES if one.name != "geocoded"):
        count = space.vault.count(theme) if theme.in_vault else space.store.count(theme)
        assert count == files.rows(theme.name) > 0, theme.name


def test_it_says_that_it_is_the_sample(space: Workspace) -> None:
    assert space.project.sample and space.project.name == "示例城区" and space.project.crs == "EPSG:4546"


def test_each_file_is_one_operation_of_whoever_built_it(space: Workspace) -> None:
    entries = [one for one in space.log.entries() if one.operation == "data.import"]
    assert len(entries) == len(manifest.read(paths.sample_data()).files)
    assert {one.user for one in entries} == {"张三"}


def test_its_indexes_are_ready(space: Workspace) -> None:
    assert space.index.stale() == []


def test_its_check_finds_nothing(space: Workspace) -> None:
    assert upkeep.check(space, silent).ok


def test_everybody_and_everything_has_a_place(space: Workspace) -> None:
    place = resolve(space, "鄂尔多斯大街" + first_number(space, "鄂尔多斯大街"))
    everything = around(space, place, 10_000.0)
    assert everything.population.total == 2_500
    assert everything.entities.total == 900
    assert everything.addresses == 3_000


def first_number(space: Workspace, road: str) -> str:
    hit = next(one for one in find(space, road, limit=50).results if one.kind == "addresses")
    return hit.title.removeprefix(road)


def test_old_names_are_found(space: Workspace) -> None:
    """康巴什新区 was the district's name until 2016."""
    old = find(space, "康巴什新区锦绣嘉园").results
    assert old and old[0].title.startswith("锦绣嘉园")


def test_progress_runs_to_the_end_and_says_what_is_done(space: Workspace, seen: list[tuple[float, str]]) -> None:
    shares = [share for share, _ in seen]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert {"read", "write", "index"} <= {step for _, step in seen}


def test_nothing_is_left_beside_it(space: Workspace) -> None:
    assert [one.name for one in space.folder.parent.iterdir()] == [space.folder.name]


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    (tmp_path / "已有").mkdir()
    (tmp_path / "已有" / "重要.txt").write_text("别动")
    with pytest.raises(OutputExists):
        build_sample(tmp_path / "已有", "small", silent)
    assert (tmp_path / "已有" / "重要.txt").read_text() == "别动"


def test_an_unknown_scale_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        build_sample(tmp_path / "示例", "巨大", silent)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["read", "write", "index"])
def test_whoever_stops_it_leaves_nothing(tmp_path: Path, step: str) -> None:
    steps: list[str] = []
    stop = reporting(lambda share, now: steps.append(now), lambda: step in steps)
    with pytest.raises(Cancelled):
        build_sample(tmp_path / "示例", "small", stop)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    with build_sample(tmp_path, "small", silent) as opened:
        assert opened.folder == tmp_path


def test_every_error_of_it_is_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("在此")
    with pytest.raises(GisError):
        build_sample(tmp_path / "文件" / "示例", "small", silent)


ROOT = Path(__file__).resolve().parents[2]
BUILDING = """
import os, signal, sys
from pathlib import Path
from kangbashi_gis.operations.sample import build_sample
def die(share, step=""):
    if step == "write":
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    build_sample(Path(sys.argv[1]), "small", die)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signals to kill with")
def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "示例"
    killed = subprocess.run(
        [sys.executable, "-c", BUILDING, str(folder)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2  # the room and its lock
    build_sample(folder, "small", silent).close()
    assert list(tmp_path.iterdir()) == [folder]
