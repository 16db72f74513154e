"""A workspace on a network, on a read-only medium or of an older format is read without being touched."""

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import WorkspaceDamaged, WorkspaceReadOnly
from kangbashi_gis.messages import sentence
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.operations import folders, local_copy
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store.migrations import FORMAT
from tests.operations.programs import ROOT, other_program, rename, road


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
def read_only_medium(workspace_folder: Path, tmp_path: Path) -> Iterator[Path]:
    """Put the workspace on a medium that nobody can write, not even root."""
    medium = tmp_path / "光盘"
    medium.mkdir()
    mount = subprocess.run(
        ["mount", "--bind", str(workspace_folder), str(medium)], capture_output=True, check=False
    ).returncode
    if mount or subprocess.run(["mount", "-o", "remount,bind,ro", str(medium)], check=False).returncode:
        pytest.skip("only root may mount here")
    yield medium
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


def test_a_file_that_cannot_be_read_is_named_not_the_copy(
    workspace_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = workspace_folder / "vault.key"
    broken.unlink()
    broken.symlink_to(workspace_folder / "没有")
    monkeypatch.setattr(folders, "on_network", lambda folder, mounts: True)
    with pytest.raises(WorkspaceDamaged) as caught:
        open_workspace(workspace_folder)
    assert caught.value.values["path"] == str(broken)
    assert "没有这个文件或文件夹" in sentence(caught.value)[0]
    assert list((folders_of_copies()).iterdir()) == []


def test_a_folder_that_cannot_be_read_is_named_too(workspace_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(source: str, *more: object, **words: object) -> None:
        raise shutil.Error([(source, "副本", "[Errno 13] Permission denied: '索引'")])

    monkeypatch.setattr("shutil.copytree", unreadable)
    monkeypatch.setattr(folders, "on_network", lambda folder, mounts: True)
    with pytest.raises(WorkspaceDamaged) as caught:
        open_workspace(workspace_folder)
    assert caught.value.values == {"path": str(workspace_folder), "reason": "Permission denied"}


def folders_of_copies() -> Path:
    return local_copy.cache_folder() / "copies"
