"""Restoring: beside, in place, elsewhere; the log goes on, old accounts stay away, and who was erased stays erased."""

import shutil
from pathlib import Path

import pytest

from kangbashi_gis.errors import BackupDamaged, BackupLocked, GisError, RestoreRefused, VaultLocked
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import accounts, auditing, backup, drilling, restoring, restoring_swap, undo, upkeep
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from tests.conftest import PASSWORDS
from tests.operations.programs import rename, road
from tests.operations.test_backup import entered


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "备份盘"


def test_a_backup_is_restored_beside_and_nothing_is_the_matter_with_it(
    workspace: Workspace, disk: Path, tmp_path: Path
) -> None:
    backup.make(workspace, disk, silent)
    report = restoring.restore(workspace, disk, tmp_path / "新的 文件夹", silent)
    with open_workspace(tmp_path / "新的 文件夹") as copy:
        assert upkeep.check(copy, silent).ok
        assert upkeep.counts(copy) == upkeep.counts(workspace)
        assert auditing.verify(copy).whole
    assert (report.undone, report.erased, report.keys) == (0, 0, True)


def test_an_older_backup_put_in_place_takes_back_what_came_after_and_the_log_says_so(
    workspace: Workspace, workspace_folder: Path, disk: Path
) -> None:
    name = backup.make(workspace, disk, silent).name
    before = road(workspace)
    rename(workspace, "后来的名字")
    events = workspace.log.head().number
    report = restoring.replace(workspace, disk, silent, name)
    assert report.undone == 1
    with open_workspace(workspace_folder) as space:
        assert road(space) == before
        assert upkeep.check(space, silent).ok
        assert space.log.head().number > events
        assert auditing.verify(space).whole
        assert [one.reason for one in space.log.events("kind = 'restored'")] == ["replace"]
        # what is not there any more is not offered to be taken back
        latest = undo.next_undo(space.log.entries())
        assert latest is not None
        assert latest.operation == "data.import"
        rename(space, "恢复以后的名字")
        assert upkeep.check(space, silent).ok


def test_a_vault_older_than_the_log_is_explained_by_the_restoring_and_by_nothing_else(
    workspace: Workspace, workspace_folder: Path, disk: Path
) -> None:
    workspace.vault.count(RESIDENTS)
    auditing.put_down(workspace)
    backup.make(workspace, disk, silent)
    rename(workspace, "后来的名字")
    auditing.put_down(workspace)
    restoring.replace(workspace, disk, silent)
    with open_workspace(workspace_folder) as space:
        space.vault.count(RESIDENTS)
        assert auditing.verify(space).whole


def test_forth_and_back_again_the_log_says_what_the_layers_hold(
    workspace: Workspace, workspace_folder: Path, disk: Path
) -> None:
    older = backup.make(workspace, disk, silent).name
    rename(workspace, "后来的名字")
    newer = backup.make(workspace, disk, silent).name
    restoring.replace(workspace, disk, silent, older)
    with open_workspace(workspace_folder) as space:
        restoring.replace(space, disk, silent, newer)
    with open_workspace(workspace_folder) as space:
        assert road(space) == "后来的名字"
        assert upkeep.check(space, silent).ok
        assert auditing.verify(space).whole
        undo.undo(space)
        assert road(space) != "后来的名字"


def test_nothing_is_overwritten_unasked(workspace: Workspace, disk: Path, tmp_path: Path) -> None:
    backup.make(workspace, disk, silent)
    (tmp_path / "有东西").mkdir()
    (tmp_path / "有东西" / "信.txt").write_text("别动", encoding="utf-8")
    with pytest.raises(RestoreRefused):
        restoring.restore(workspace, disk, tmp_path / "有东西", silent)
    with pytest.raises(RestoreRefused):
        restoring.restore(workspace, disk, workspace.folder, silent)
    assert [path.name for path in (tmp_path / "有东西").iterdir()] == ["信.txt"]


def test_a_workspace_that_others_have_open_is_not_replaced(
    workspace: Workspace, workspace_folder: Path, disk: Path
) -> None:
    backup.make(workspace, disk, silent)
    with open_workspace(workspace_folder), pytest.raises(RestoreRefused):
        restoring.replace(workspace, disk, silent)
    assert not (workspace_folder / restoring_swap.ROOM).exists()


class Killed(BaseException):
    """Stands for kill -9."""


@pytest.mark.parametrize("moves", range(0, 14, 2))
def test_killed_while_it_puts_files_in_place_it_goes_on_at_the_next_opening(
    workspace: Workspace, workspace_folder: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    backup.make(workspace, disk, silent)
    before = road(workspace)
    rename(workspace, "后来的名字")
    (workspace_folder / "rasters" / "后来的.tif").write_bytes(b"1")
    left = [moves]
    move = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if workspace_folder in self.parents and (workspace_folder / restoring_swap.MARKER).exists():
            left[0] -= 1
            if left[0] < 0:
                raise Killed
        return move(self, target)

    with monkeypatch.context() as dying:
        dying.setattr(Path, "replace", killed)
        try:
            restoring.replace(workspace, disk, silent)
        except Killed:
            assert (workspace_folder / restoring_swap.MARKER).exists()
    with open_workspace(workspace_folder) as space:
        assert road(space) == before
        assert upkeep.check(space, silent).ok
        assert auditing.verify(space).whole
        assert not (workspace_folder / "rasters" / "后来的.tif").exists()
    assert not (workspace_folder / restoring_swap.ROOM).exists()


def test_killed_before_it_is_decided_nothing_has_changed(
    workspace: Workspace, workspace_folder: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.make(workspace, disk, silent)
    rename(workspace, "后来的名字")
    monkeypatch.setattr(restoring_swap, "mark", lambda folder, outcomes: _die())
    with pytest.raises(Killed):
        restoring.replace(workspace, disk, silent)
    workspace.close()
    with open_workspace(workspace_folder) as space:
        assert road(space) == "后来的名字"


def _die() -> None:
    raise Killed


def test_a_damaged_backup_is_not_put_in_place(workspace: Workspace, workspace_folder: Path, disk: Path) -> None:
    backup.make(workspace, disk, silent)
    for path in disk.rglob("open-*.pack"):
        content = bytearray(path.read_bytes())
        content[100] ^= 1
        path.write_bytes(content)
    with pytest.raises(BackupDamaged):
        restoring.replace(workspace, disk, silent)
    assert road(workspace)
    assert not drilling.drill(workspace, disk, silent).ok


def test_on_another_computer_the_printed_key_is_enough(workspace: Workspace, disk: Path, tmp_path: Path) -> None:
    printed = backup.make(workspace, disk, silent).printed_key
    moved = Path(shutil.copytree(disk, tmp_path / "另一台电脑" / "盘"))
    report = restoring.restore_elsewhere(moved, tmp_path / "另一台电脑" / "工作区", printed, silent)
    with open_workspace(Path(report.path)) as space:
        assert upkeep.check(space, silent).ok
        assert space.vault.count(RESIDENTS) == 5
        backup.make(space, moved, silent)
        assert backup.verify(space, moved, silent).ok
    other = accounts.recovery_key()
    with pytest.raises(BackupLocked):
        restoring.restore_elsewhere(moved, tmp_path / "又一个", other, silent)


@pytest.mark.usefixtures("quick_vault")
def test_with_accounts_the_recovery_key_restores_and_clerks_log_in_as_before(
    staffed_folder: Path, staffed: tuple[Path, str], disk: Path, tmp_path: Path
) -> None:
    with entered(staffed_folder) as space:
        backup.make(space, disk, silent)
    report = restoring.restore_elsewhere(disk, tmp_path / "另一台" / "工作区", staffed[1], silent)
    with entered(Path(report.path), Role.CLERK) as space:
        assert space.vault.count(RESIDENTS) == 5
        assert upkeep.check(space, silent).ok


@pytest.mark.usefixtures("quick_vault")
def test_an_older_vault_opens_after_the_key_was_changed_and_a_removed_clerk_stays_removed(
    staffed_folder: Path, disk: Path
) -> None:
    with entered(staffed_folder, Role.SECURITY_ADMIN) as space:
        accounts.add_account(space, accounts.Person("第二个办事员", Role.CLERK, "Ulan-Mulun 2026 No99"))
    with entered(staffed_folder) as space:
        backup.make(space, disk, silent)
    with entered(staffed_folder, Role.SECURITY_ADMIN) as space:
        accounts.remove_account(space, "第二个办事员")
    with entered(staffed_folder, Role.CLERK) as space:
        space.vault.rotate()
    with entered(staffed_folder) as space:
        report = restoring.replace(space, disk, silent)
    assert report.keys
    with entered(staffed_folder, Role.CLERK) as space:
        assert space.vault.count(RESIDENTS) == 5
    with open_workspace(staffed_folder) as space, pytest.raises(GisError):
        space.log_in("第二个办事员", "Ulan-Mulun 2026 No99")


@pytest.mark.usefixtures("quick_vault")
def test_a_drill_proves_a_backup_and_a_clerk_opens_the_vault_of_the_copy(staffed_folder: Path, disk: Path) -> None:
    with entered(staffed_folder) as space:
        backup.make(space, disk, silent)
        without = drilling.drill(space, disk, silent)
        clerk = drilling.Opener(Role.CLERK.value, PASSWORDS[Role.CLERK])
        report = drilling.drill(space, disk, silent, opener=clerk)
        wrong = drilling.drill(space, disk, silent, opener=drilling.Opener(Role.CLERK.value, "falsch"))
        with pytest.raises(VaultLocked):
            space.vault.count(RESIDENTS)
        said = [one.reason for one in space.log.events("kind = ?", (EventKind.BACKUP.value,))]
    assert (without.ok, without.people) == (True, None)
    assert (report.ok, report.people) == (True, 5)
    assert [one.code for one in wrong.faults] == ["login"]
    assert said == ["drill_failed", "drill", "drill", "made"]
    assert not list((staffed_folder / "staging").rglob("*.gpkg"))
