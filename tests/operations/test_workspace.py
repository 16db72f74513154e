"""A workspace is whole or absent, says what is wrong with it, and is written through one gate only."""

import dataclasses
import errno
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kangbashi_gis.errors import (
    BadReference,
    GisError,
    OutputExists,
    OutputUnwritable,
    PermissionDenied,
    VaultUnavailable,
    WorkspaceDamaged,
    WorkspaceHeld,
    WorkspaceMissing,
    WorkspaceTooNew,
)
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.crs import read
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, RESIDENTS, ROADS
from kangbashi_gis.operations import folders
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import connection, database
from kangbashi_gis.store.migrations import FORMAT
from tests.operations.programs import other_program, rename, road


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for another writer a fifth of a second instead of five."""
    monkeypatch.setattr(connection, "BUSY_MS", 200)
    monkeypatch.setattr(database, "BUSY_MS", 200)


def test_a_new_workspace_has_everything_it_needs(tmp_path: Path) -> None:
    folder = tmp_path / "康巴什 数据" / "工作区 一"
    with create_workspace(folder, "康巴什区", sample=True) as space:
        assert (space.project.name, space.project.crs, space.project.sample) == ("康巴什区", "EPSG:4546", True)
        assert space.store.crs == "EPSG:4546"
        assert check(space, silent).ok
    names = {path.name for path in folder.iterdir()}
    assert names == {"project.toml", "city.gpkg", "vault.key", "log.db", "rasters", "index", "cache", "staging"}
    assert [path.name for path in folder.parent.iterdir()] == ["工作区 一"]


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_text("重要", encoding="utf-8")
    with pytest.raises(OutputExists):
        create_workspace(tmp_path, "甲")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_an_empty_folder_becomes_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    create_workspace(tmp_path / "空", "甲").close()
    assert (tmp_path / "空" / "project.toml").exists()


def test_a_crs_that_will_not_do_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BadReference):
        create_workspace(tmp_path / "度", "甲", crs="EPSG:4490")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(OutputUnwritable):
        create_workspace(tmp_path / "文件" / "工作区", "甲")


def test_no_folder_and_a_foreign_folder_hold_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    for folder in (tmp_path / "无", tmp_path / "照片"):
        with pytest.raises(WorkspaceMissing):
            open_workspace(folder)


@pytest.mark.parametrize("name", ["project.toml", "city.gpkg", "log.db"])
def test_a_workspace_that_lacks_a_file_is_damaged(workspace_folder: Path, name: str) -> None:
    (workspace_folder / name).unlink()
    with pytest.raises(WorkspaceDamaged) as caught:
        open_workspace(workspace_folder)
    assert name in str(caught.value.values["reason"])


@pytest.mark.parametrize("name", ["project.toml", "city.gpkg", "log.db"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe nonsense " * 600])
def test_a_workspace_with_a_broken_file_is_damaged(workspace_folder: Path, name: str, content: bytes) -> None:
    (workspace_folder / name).write_bytes(content)
    with pytest.raises(WorkspaceDamaged):
        open_workspace(workspace_folder)
    assert (workspace_folder / name).read_bytes() == content


@pytest.mark.parametrize("name", ["city.gpkg", "log.db"])
def test_a_file_that_may_not_be_read_is_named(
    workspace_folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(path: Path, *rest: Any, **more: Any) -> Any:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorkspaceDamaged) as caught:
        open_workspace(workspace_folder)
    assert caught.value.values == {"path": str(workspace_folder / name), "reason": "Permission denied"}


def test_a_workspace_whose_copy_stopped_halfway_is_damaged(workspace_folder: Path) -> None:
    city = workspace_folder / "city.gpkg"
    os.truncate(city, city.stat().st_size // 2 // 4096 * 4096)
    with pytest.raises(WorkspaceDamaged) as caught:
        open_workspace(workspace_folder)
    assert caught.value.values["reason"] == "truncated"


def test_a_workspace_of_a_newer_program_is_refused(workspace_folder: Path) -> None:
    project = folders.read_project(workspace_folder)
    folders.write_project(workspace_folder, folders.Project(project.name, project.crs, project.created, FORMAT + 1))
    with pytest.raises(WorkspaceTooNew) as caught:
        open_workspace(workspace_folder)
    assert caught.value.values["known"] == FORMAT


def test_a_description_with_another_crs_than_the_layers_is_damaged(workspace_folder: Path) -> None:
    project = folders.read_project(workspace_folder)
    folders.write_project(workspace_folder, dataclasses.replace(project, crs="EPSG:4547"))
    for read_only in (False, True):
        with pytest.raises(WorkspaceDamaged) as caught:
            open_workspace(workspace_folder, read_only=read_only)
        assert caught.value.values == {"path": str(workspace_folder / "project.toml"), "reason": "crs_differs"}


def test_a_crs_given_as_text_is_that_of_description_and_layers(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "甲", "甲", crs=read("EPSG:4547").to_wkt(pretty=True)) as space:
        assert space.store.crs == space.project.crs
    open_workspace(tmp_path / "甲").close()


def test_folders_that_were_thrown_away_come_back(workspace_folder: Path) -> None:
    for name in ("index", "cache", "staging"):
        shutil.rmtree(workspace_folder / name)
    with open_workspace(workspace_folder) as space:
        assert space.staging.is_dir()
        assert (workspace_folder / "cache").is_dir()


def test_a_change_is_logged_as_done(workspace: Workspace) -> None:
    rename(workspace, "新街")
    entry = workspace.log.entries(1)[0]
    assert (entry.operation, entry.subject, entry.user, entry.outcome) == ("edit", "roads", "local", "done")
    assert workspace.store.changes_since(ROADS, 0)[-1].operation == entry.number


def test_a_change_that_fails_is_logged_as_undone(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError), workspace.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
        change.vault.append(RESIDENTS, Table({"name": ["甲"]}))
        raise RuntimeError
    assert workspace.log.entries(1)[0].outcome == "undone"
    assert road(workspace) == "鄂尔多斯大街"
    assert workspace.vault.count(RESIDENTS) == 5


def test_a_layer_that_cannot_be_committed_takes_the_vault_back(workspace: Workspace) -> None:
    with pytest.raises(GisError), workspace.change("data.import", "entities") as change:
        change.vault.append(ENTITIES, Table({"id": ["x" * 36], "phone": ["1"]}))
        change.writer.append(ENTITIES, Table({"id": ["x" * 36], "name": ["甲公司"]}))
        # as if the disk were full at the last moment
        change.writer.connection.execute("PRAGMA query_only = ON")
    assert workspace.vault.count(ENTITIES) == 0
    assert workspace.store.count(ENTITIES) == 2
    assert workspace.log.entries(1)[0].outcome == "undone"
    assert check(workspace, silent).findings == ()


def test_the_write_lock_is_taken_only_when_something_is_written(workspace: Workspace, workspace_folder: Path) -> None:
    with workspace.change("data.import", "addresses"), open_workspace(workspace_folder) as other:
        rename(other, "别人改的")
    assert road(workspace) == "别人改的"


def test_a_second_program_is_told_who_is_writing(workspace: Workspace, workspace_folder: Path, impatient: None) -> None:
    work = "change.writer.update(ROADS, np.array([1]), Table({'name': ['别人的街']}))"
    with other_program(workspace_folder, work) as program:
        with pytest.raises(WorkspaceHeld) as caught:
            rename(workspace, "我的街")
        assert f", {program.pid}, " in str(caught.value.values["holder"])
        assert road(workspace) == "鄂尔多斯大街"
        program.communicate("\n")
    assert road(workspace) == "别人的街"
    rename(workspace, "我的街")


def test_a_second_thread_is_told_too(workspace: Workspace, impatient: None) -> None:
    problems: list[BaseException] = []

    def write() -> None:
        try:
            rename(workspace, "乙")
        except WorkspaceHeld as problem:
            problems.append(problem)

    with workspace.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["甲"]}))
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(problems) == 1
    assert road(workspace) == "甲"


def test_an_operation_at_work_in_another_program_is_not_settled(workspace_folder: Path) -> None:
    with other_program(workspace_folder, "pass") as program:
        with open_workspace(workspace_folder) as space:
            assert len(space.log.unsettled()) == 1
        program.communicate("\n")
    with open_workspace(workspace_folder) as space:
        assert space.log.unsettled() == []
        assert space.log.entries(1)[0].outcome == "idle"


def test_an_operation_of_a_killed_program_is_settled(workspace_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    work = "change.vault.append(RESIDENTS, Table({'name': ['甲']})); change.writer.delete(ADDRESSES, np.array([1]))"
    with other_program(workspace_folder, work) as program:
        program.kill()
    with open_workspace(workspace_folder) as space:
        assert space.log.unsettled() == []
        assert space.log.entries(1)[0].outcome == "undone"
        assert (space.store.count(ADDRESSES), space.vault.count(RESIDENTS)) == (4, 5)
        assert check(space, silent).findings == ()
    assert "is undone" in caplog.text


def test_a_half_that_only_the_vault_has_is_taken_out(workspace_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_workspace(workspace_folder) as space:
        number = space.log.begin("王", "data.import", "residents")
        with space.vault.write(number) as writer:
            writer.append(RESIDENTS, Table({"name": ["甲"] * 9}))
        assert space.vault.count(RESIDENTS) == 14
    with open_workspace(workspace_folder) as space:
        assert space.vault.count(RESIDENTS) == 5
        assert space.log.entries(1)[0].outcome == "undone"
        assert check(space, silent).findings == ()


def test_what_was_committed_but_not_logged_counts_as_done(
    workspace_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_workspace(workspace_folder) as space:
        number = space.log.begin("王", "edit", "roads")
        with space.store.write(number) as writer:
            writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
    with open_workspace(workspace_folder) as space:
        assert space.log.entries(1)[0].outcome == "done"
        assert road(space) == "新街"


def test_a_lost_vault_key_leaves_the_layers_usable(workspace_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (workspace_folder / "vault.key").unlink()
    with open_workspace(workspace_folder) as space:
        space.log.begin("王", "edit", "roads")
    with open_workspace(workspace_folder) as space:
        rename(space, "新街")
        assert road(space) == "新街"
        with pytest.raises(VaultUnavailable):
            space.vault.count(RESIDENTS)
        assert len(space.log.unsettled()) == 1
    assert "cannot be settled" in caplog.text


def test_a_user_without_a_permission_is_refused(workspace: Workspace) -> None:
    workspace.user = User("王", frozenset({Permission.VIEW}))
    workspace.require(Permission.VIEW)
    with pytest.raises(PermissionDenied) as caught:
        workspace.require(Permission.EDIT)
    assert caught.value.values == {"user": "王", "permission": "edit"}


def test_staging_is_each_sessions_own_and_goes_when_it_is_dead(workspace_folder: Path) -> None:
    (workspace_folder / "staging" / "killed").mkdir()
    (workspace_folder / "staging" / "killed" / "half.parquet").write_bytes(b"x")
    with open_workspace(workspace_folder) as one, open_workspace(workspace_folder) as two:
        assert one.staging != two.staging
        assert one.staging.is_dir()
        assert not (workspace_folder / "staging" / "killed").exists()


@pytest.mark.skipif(os.name == "nt", reason="a process that is killed there ends in its own time")
def test_the_mark_of_a_vaults_process_that_was_killed_goes_with_the_next_opening(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        assert space.vault.count(RESIDENTS) == 5
        (mark,) = (workspace_folder / "staging").glob("vault.*.lock")
        with open_workspace(workspace_folder):
            assert mark.exists()  # it lives
        assert space.vault._process is not None
        space.vault._process.kill()
        space.vault._process.join()
        with open_workspace(workspace_folder):
            assert not mark.exists()


def test_opening_starts_no_process(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        assert space.vault._process is None
        assert "index" not in vars(space)


def test_no_personal_value_is_outside_the_vault(workspace_folder: Path) -> None:
    content = b"".join(path.read_bytes() for path in workspace_folder.rglob("*") if path.is_file())
    for value in ("赵一", "周五五", "10000000001", "150699196001010011"):
        assert value.encode() not in content
    assert "鄂尔多斯大街1号".encode() in content


def test_a_raster_that_a_killed_import_had_moved_to_its_place_is_removed(
    workspace_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rasters = workspace_folder / "rasters"
    (rasters / "以前的.tif").write_bytes(b"II*")
    os.utime(rasters / "以前的.tif", (0, 0))
    with open_workspace(workspace_folder) as space:
        space.log.begin("王", "data.import", "elevation")
        (rasters / "高程.tif").write_bytes(b"II*")
    with open_workspace(workspace_folder):
        assert [path.name for path in rasters.iterdir()] == ["以前的.tif"]
