"""Backups: what they hold, what they cost, who can open them, and what happens when something goes wrong."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kangbashi_gis.errors import (
    BackupBusy,
    BackupDiskGone,
    BackupFolderUnfit,
    BackupLocked,
    Cancelled,
    DiskFull,
    PermissionDenied,
)
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import accounts, backup, backup_access
from kangbashi_gis.operations.folders import BACKUP_KEY
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import reporting, silent
from kangbashi_gis.store import backup_disk, backup_folder
from kangbashi_gis.store.backup_disk import Writing
from kangbashi_gis.store.keys import verify_key
from kangbashi_gis.store.presence import Presence
from tests.conftest import CHEAP, PASSWORDS, STAFF
from tests.operations.programs import rename


def entered(folder: Path, role: Role = Role.SYSTEM_ADMIN) -> Workspace:
    space = open_workspace(folder)
    space.log_in(role.value, PASSWORDS[role])
    return space


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_an_unchanged_workspace_costs_almost_nothing_and_an_edited_row_little(
    workspace: Workspace, tmp_path: Path
) -> None:
    disk = tmp_path / "备份盘"
    first = backup.make(workspace, disk, silent)
    second = backup.make(workspace, disk, silent)
    rename(workspace, "改了名的路")
    third = backup.make(workspace, disk, silent)
    assert second.written_bytes < first.written_bytes / 10
    assert third.written_bytes < first.written_bytes / 2
    assert backup.verify(workspace, disk, silent).ok
    assert [one.logged for one in backup.listed(workspace, disk)] == [True] * 3


def test_nothing_of_the_workspace_stands_in_a_backup_in_clear(workspace: Workspace, tmp_path: Path) -> None:
    disk = tmp_path / "备份盘"
    backup.make(workspace, disk, silent)
    written = everything(disk)
    for word in ("SQLite format 3", "residents", "康巴什", workspace.project.name):
        assert word.encode() not in written
    assert (workspace.folder / "vault.key").read_bytes() not in written


@pytest.mark.usefixtures("quick_vault")
def test_a_system_administrator_makes_backups_and_neither_clerk_nor_planner_does(
    staffed_folder: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "备份盘"
    for role in (Role.CLERK, Role.PLANNER, Role.AUDIT_ADMIN):
        with entered(staffed_folder, role) as space, pytest.raises(PermissionDenied):
            backup.make(space, disk, silent)
    with entered(staffed_folder) as space:
        made = backup.make(space, disk, silent)
        (line,) = backup.listed(space, disk)
        assert (line.name, line.user, line.logged) == (made.name, Role.SYSTEM_ADMIN.value, True)
        assert backup.verify(space, disk, silent).ok
    assert made.printed_key == ""


@pytest.mark.usefixtures("quick_vault")
def test_who_opens_the_backup_has_no_key_to_the_people_in_it(staffed_folder: Path, tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    from kangbashi_gis.operations.restoring import restore

    with entered(staffed_folder) as space:
        backup.make(space, tmp_path / "备份盘", silent)
        restore(space, tmp_path / "备份盘", tmp_path / "新文件夹", silent)
        key = backup_access.opened(space, tmp_path / "备份盘").key
    vault = tmp_path / "新文件夹" / "vault.db"
    assert not (tmp_path / "新文件夹" / "vault.key").exists()
    connection = dbapi2.connect(str(vault))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    with pytest.raises(dbapi2.DatabaseError):
        connection.execute("SELECT count(*) FROM residents")
    connection.close()


def test_what_was_backed_up_before_there_were_accounts_is_not_gone_on_with(
    staffed_folder: Path, workspace: Workspace, tmp_path: Path, quick_vault: None
) -> None:
    backup.make(workspace, tmp_path / "旧盘", silent)
    header = tmp_path / "旧盘" / backup_folder.HEADER
    with entered(staffed_folder) as space:
        said = json.loads(header.read_text(encoding="utf-8")) | {"chain": space.log.head().chain}
        header.write_text(json.dumps(said), encoding="utf-8")
        with pytest.raises(BackupFolderUnfit):
            backup.make(space, tmp_path / "旧盘", silent)


def test_a_folder_whose_key_is_not_ours_is_refused(
    workspace: Workspace, workspace_folder: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "备份盘"
    backup.make(workspace, disk, silent)
    secret = (workspace_folder / BACKUP_KEY).read_bytes()[:32]
    other = tmp_path / "别人的"
    backup_folder.create(other, workspace.log.head().chain, False, verify_key(bytes(32)), [], secret)
    (other / "backups" / "20990101-000000-aaaaaa.kbsb").write_bytes(b"KBSBACKUP1\n")
    with pytest.raises(BackupFolderUnfit):
        backup.make(workspace, tmp_path / "别人的", silent)


@pytest.mark.parametrize("suffix", [".pack", ".index", ".kbsb"])
def test_a_changed_byte_is_found_and_said_where(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    disk = tmp_path / "备份盘"
    backup.make(workspace, disk, silent)
    path = next(path for path in sorted(disk.rglob("*" + suffix)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    report = backup.verify(workspace, disk, silent)
    assert not report.ok


def test_a_backup_taken_away_is_missed(workspace: Workspace, tmp_path: Path) -> None:
    disk = tmp_path / "备份盘"
    gone = backup.make(workspace, disk, silent).name
    backup.make(workspace, disk, silent)
    (disk / "backups" / f"{gone}.kbsb").unlink()
    assert backup.verify(workspace, disk, silent).missing == (gone,)


def test_two_disks_in_turn_do_not_miss_each_others_backups(workspace: Workspace, tmp_path: Path) -> None:
    first = backup.make(workspace, tmp_path / "甲盘", silent)
    second = backup.make(workspace, tmp_path / "乙盘", silent)
    assert (bool(first.printed_key), second.printed_key) == (True, "")
    assert backup.verify(workspace, tmp_path / "甲盘", silent).missing == ()
    assert backup.verify(workspace, tmp_path / "乙盘", silent).missing == ()


def test_what_has_expired_is_removed_but_never_the_newest(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "备份盘"
    first = backup.make(workspace, disk, silent, keep_days=1)
    later = backup.datetime.now() + timedelta(days=2)

    class Later(backup.datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Later":
            return cls.fromisoformat(later.isoformat())

    monkeypatch.setattr(backup, "datetime", Later)
    with workspace.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, Table({"name": ["新来的"], "id_number": ["150699199001010999"]}))
    workspace.vault.close()
    second = backup.make(workspace, disk, silent, keep_days=1)
    assert second.expired == (first.name,)
    assert second.freed_bytes > 0
    assert [one.name for one in backup.listed(workspace, disk)] == [second.name]
    report = backup.verify(workspace, disk, silent)
    assert report.ok
    assert report.missing == ()


def failing(problem: OSError, after: int) -> Callable[[Writing, bytes], int]:
    """Let the disk fail after some writes."""
    left = [after]
    add = Writing.add

    def failed(self: Writing, content: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise problem
        return add(self, content)

    return failed


@pytest.mark.parametrize(("number", "error"), [(28, DiskFull), (5, BackupDiskGone), (19, BackupDiskGone)])
@pytest.mark.parametrize("after", [0, 3])
def test_a_disk_that_is_full_or_pulled_out_leaves_the_older_backups_whole(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[Exception],
    after: int,
) -> None:
    disk = tmp_path / "备份盘"
    made = backup.make(workspace, disk, silent)
    rename(workspace, "又改了名的路")
    with monkeypatch.context() as broken:
        broken.setattr(Writing, "add", failing(OSError(number, "…"), after))
        with pytest.raises(error):
            backup.make(workspace, disk, silent)
    assert [one.name for one in backup.listed(workspace, disk)] == [made.name]
    assert backup.verify(workspace, disk, silent).ok
    backup.make(workspace, disk, silent)
    assert backup.verify(workspace, disk, silent).ok
    assert not list(disk.rglob("*" + backup_disk.PART))


def test_a_disk_that_swallows_what_is_written_is_noticed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kangbashi_gis.errors import BackupDamaged

    monkeypatch.setattr(backup_disk, "_digest_on_disk", lambda path: b"other")
    with pytest.raises(BackupDamaged):
        backup.make(workspace, tmp_path / "坏盘", silent)
    assert not list((tmp_path / "坏盘").rglob("*.kbsb"))


def test_who_stops_a_backup_leaves_none(workspace: Workspace, tmp_path: Path) -> None:
    steps = iter(range(1000))
    stopped = reporting(lambda fraction, step: None, lambda: next(steps) > 8)
    with pytest.raises(Cancelled):
        backup.make(workspace, tmp_path / "备份盘", stopped)
    assert not list((tmp_path / "备份盘").rglob("*.kbsb"))
    assert not list((tmp_path / "备份盘").rglob("*.part"))
    assert not (workspace.staging / "backup").exists()


def test_two_programs_do_not_write_into_one_folder_at_once(workspace: Workspace, tmp_path: Path) -> None:
    disk = tmp_path / "备份盘"
    backup.make(workspace, disk, silent)
    other = Presence(disk / backup_folder.AT_WORK)
    with pytest.raises(BackupBusy):
        backup.make(workspace, disk, silent)
    other.leave()
    backup.make(workspace, disk, silent)


def test_a_backup_into_the_workspace_itself_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BackupFolderUnfit):
        backup.make(workspace, workspace.folder / "备份", silent)


def test_without_its_key_a_folder_is_opened_by_the_printed_one_only(workspace: Workspace, tmp_path: Path) -> None:
    disk = tmp_path / "备份盘"
    printed = backup.make(workspace, disk, silent).printed_key
    (workspace.folder / BACKUP_KEY).unlink()
    with pytest.raises(BackupLocked):
        backup.listed(workspace, disk)
    assert len(backup.listed(workspace, disk, printed)) == 1


@pytest.mark.usefixtures("quick_vault")
def test_the_key_of_backups_from_before_accounts_goes_with_the_first_accounts(
    workspace_folder: Path, tmp_path: Path
) -> None:
    with open_workspace(workspace_folder) as space:
        backup.make(space, tmp_path / "备份盘", silent)
        assert (workspace_folder / BACKUP_KEY).exists()
        accounts.setup(space, STAFF, accounts.recovery_key(), CHEAP)
    assert not (workspace_folder / BACKUP_KEY).exists()
    with entered(workspace_folder) as space:
        with pytest.raises(BackupFolderUnfit):
            backup.make(space, tmp_path / "备份盘", silent)
        assert backup.make(space, tmp_path / "新盘", silent).printed_key == ""


def test_every_piece_is_small_enough_for_any_file_system(workspace: Workspace, tmp_path: Path) -> None:
    backup.make(workspace, tmp_path / "备份盘", silent)
    sizes = [path.stat().st_size for path in (tmp_path / "备份盘").rglob("*") if path.is_file()]
    assert max(sizes) < 64 * 1024 * 1024
