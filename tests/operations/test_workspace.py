"""A workspace is whole or absent, says what is wrong with it, and is written through one gate only."""

import gzip
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

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
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, RESIDENTS, ROADS
from kangbashi_gis.operations import folders
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import connection, database
from kangbashi_gis.store.migrations import FORMAT

ROOT = Path(__file__).resolve().parents[2]


def rename(space: Workspace, name: str) -> None:
    with space.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": [name]}))


def road(space: Workspace) -> str:
    return str(space.store.read(ROADS, np.array([1])).columns["name"][0])


def other_program(folder: Path, work: str) -> "subprocess.Popen[str]":
    """Start a program that has the workspace open and runs one line of work in a change, then waits."""
    lines = (
        "import sys",
        "from pathlib import Path",
        "import numpy as np",
        "from kangbashi_gis.model.table import Table",
        "from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS, ROADS",
        "from kangbashi_gis.operations.workspace import open_workspace",
        "if __name__ == '__main__':",
        "    space = open_workspace(Path(sys.argv[1]))",
        "    with space.change('edit', 'roads') as change:",
        f"        {work}",
        "        print('ready', flush=True)",
        "        sys.stdin.readline()",
    )
    script = folder.parent / "另一个程序.py"
    script.write_text("\n".join(lines), encoding="utf-8")
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(folder)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


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


def test_a_workspace_of_an_older_program_is_brought_up(workspace_folder: Path) -> None:
    old = ROOT / "tests" / "store" / "format_1.gpkg.gz"
    (workspace_folder / "city.gpkg").write_bytes(gzip.decompress(old.read_bytes()))
    project = folders.read_project(workspace_folder)
    folders.write_project(workspace_folder, folders.Project(project.name, project.crs, project.created, 1))
    with open_workspace(workspace_folder, read_only=True) as space:
        assert (space.notice, road(space)) == ("read_only", "康巴什大街")
    assert folders.read_project(workspace_folder).format_version == 1
    with open_workspace(workspace_folder) as space:
        assert road(space) == "康巴什大街"
    assert folders.read_project(workspace_folder).format_version == FORMAT


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
        assert space.log.entries(1)[0].outcome == "done"


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


def test_a_workspace_opened_for_reading_is_not_written(workspace_folder: Path) -> None:
    before = (workspace_folder / "log.db").read_bytes()
    with open_workspace(workspace_folder, read_only=True) as space:
        assert road(space) == "鄂尔多斯大街"
        assert space.vault.population(np.arange(9))["total"] == 4
        with pytest.raises(WorkspaceReadOnly):
            rename(space, "新街")
        with pytest.raises(WorkspaceReadOnly):
            _ = space.staging
    assert (workspace_folder / "log.db").read_bytes() == before


def test_a_network_folder_is_opened_as_a_local_copy(
    workspace_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/share {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(folders, "MOUNTS", mounts)
    with open_workspace(workspace_folder) as space:
        assert (space.notice, space.origin) == ("network", workspace_folder)
        assert not space.folder.is_relative_to(tmp_path / "康巴什 工作区")
        assert road(space) == "鄂尔多斯大街"
        assert space.vault.count(RESIDENTS) == 5
        assert check(space, silent).findings == ()
        with pytest.raises(WorkspaceReadOnly) as caught:
            rename(space, "新街")
        assert caught.value.values["path"] == str(workspace_folder)
        copied = space.folder
    assert not copied.exists()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/mnt/共享/甲", True), ("/mnt/sshfs/甲", True), ("/home/王/甲", False), ("/mnt/共享盘/甲", False),
        ("/mnt/带 空格/甲", True),
    ],
)  # fmt: skip
def test_network_file_systems_are_known(folder: str, expected: bool) -> None:
    mounts = [("/", "ext4"), ("/mnt/共享", "cifs"), ("/mnt/sshfs", "fuse.sshfs"), ("/mnt/带 空格", "nfs")]
    assert folders.on_network(Path(folder), mounts) is expected


@pytest.fixture
def read_only_medium(workspace_folder: Path, tmp_path: Path) -> "os.PathLike[str]":
    """Put the workspace on a medium that nobody can write, not even root."""
    medium = tmp_path / "光盘"
    medium.mkdir()
    mount = subprocess.run(
        ["mount", "--bind", str(workspace_folder), str(medium)], capture_output=True, check=False
    ).returncode
    if mount or subprocess.run(["mount", "-o", "remount,bind,ro", str(medium)], check=False).returncode:
        pytest.skip("only root may mount here")
    yield medium  # type: ignore[misc]
    subprocess.run(["umount", str(medium)], check=True)


def test_a_copy_of_what_a_killed_program_left_holds_what_was_committed(
    workspace_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    work = "change.writer.delete(ADDRESSES, np.array([1]))"
    with open_workspace(workspace_folder) as space:
        rename(space, "新街")
        with space.change("data.import", "residents") as change:
            change.vault.append(RESIDENTS, Table({"name": ["甲"]}))
        left = shutil.copytree(workspace_folder, tmp_path / "断电")
    assert (left / "city.gpkg-wal").stat().st_size > 0
    with other_program(left, work) as program:
        program.kill()
    monkeypatch.setattr(folders, "on_network", lambda folder, mounts: True)
    with open_workspace(left) as space:
        assert space.notice == "network"
        assert (road(space), space.store.count(ADDRESSES), space.vault.count(RESIDENTS)) == ("新街", 4, 6)


def test_a_read_only_medium_is_opened_as_a_local_copy(read_only_medium: Path) -> None:
    with open_workspace(read_only_medium) as space:
        assert space.notice == "read_only"
        assert road(space) == "鄂尔多斯大街"
        with pytest.raises(WorkspaceReadOnly):
            rename(space, "新街")


def test_staging_is_each_sessions_own_and_goes_when_it_is_dead(workspace_folder: Path) -> None:
    (workspace_folder / "staging" / "killed").mkdir()
    (workspace_folder / "staging" / "killed" / "half.parquet").write_bytes(b"x")
    with open_workspace(workspace_folder) as one, open_workspace(workspace_folder) as two:
        assert one.staging != two.staging
        assert one.staging.is_dir()
        assert not (workspace_folder / "staging" / "killed").exists()


def test_opening_starts_no_process(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        assert space.vault._process is None
        assert "index" not in vars(space)


def test_no_personal_value_is_outside_the_vault(workspace_folder: Path) -> None:
    content = b"".join(path.read_bytes() for path in workspace_folder.rglob("*") if path.is_file())
    for value in ("赵一", "周五五", "10000000001", "150699196001010011"):
        assert value.encode() not in content
    assert "鄂尔多斯大街1号".encode() in content
