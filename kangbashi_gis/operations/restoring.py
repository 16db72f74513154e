"""Restores a backup: into a new folder, in the place of the workspace, or on another computer by the recovery key.

The log is never put back, nor are accounts: those of the workspace are taken, or where there is none, the newest in
the folder of backups. Whom the log knows as erased is erased from the restored vault before anybody asks it.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kangbashi_gis.errors import BackupDamaged, RestoreRefused
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import backup_access, restoring_swap
from kangbashi_gis.operations.backup_staging import is_secret
from kangbashi_gis.operations.folders import ACCOUNTS, CITY, LOG, PROJECT, aside, lay_out, writable
from kangbashi_gis.operations.indexing import follow
from kangbashi_gis.operations.restoring_keys import take_over
from kangbashi_gis.operations.restoring_swap import BEFORE
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import Progress, part, silent
from kangbashi_gis.store import backup_disk, backup_folder, backup_manifest, backup_pages
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.audit import AuditLog, Outcome
from kangbashi_gis.store.backup_folder import BackupFolder
from kangbashi_gis.store.backup_manifest import BackedFile, Manifest
from kangbashi_gis.store.backup_packs import Packs
from kangbashi_gis.store.connection import connect, translated

MOST = 10_000_000
BUILT = 0.8  # of the time; the rest goes into the indexes
BY_RECOVERY = "recovery"


@dataclass(frozen=True)
class RestoreReport:
    """What was restored. undone: operations that the backup does not hold. erased: people whom the log knows as erased.

    keys: somebody of today's accounts, or the recovery key, opens the vault of the backup.
    """

    name: str
    at: str
    path: str
    files: int
    size_bytes: int
    undone: int
    erased: int
    keys: bool


def restore(space: Workspace, folder: Path, target: Path, progress: Progress, name: str = "") -> RestoreReport:
    """Restore a backup (the newest for "") into a new folder, beside the workspace that goes on as it is."""
    space.require(Permission.BACKUP)
    found = backup_access.opened(space, folder.absolute())
    chosen = _chosen(found, name)
    space.note(EventKind.RESTORED, subject=chosen.name, reason="into")
    target = target.absolute()
    with _new(target) as room:
        _fetch(found, chosen, room, part(progress, 0.0, BUILT))
        keys = _with_present(space, room)
        report = _complete(room, chosen, space.user.name, keys)
    return _arrived(report, target, part(progress, BUILT, 1.0))


def restore_elsewhere(folder: Path, target: Path, recovery: str, progress: Progress, name: str = "") -> RestoreReport:
    """Restore where there is no workspace, by the recovery key as printed; log and accounts are the newest there are.

    Whoever holds the recovery key may. Raises RecoveryKeyWrong, BackupLocked.
    """
    found = backup_folder.open_folder(folder.absolute(), backup_folder.by_recovery(recovery))
    chosen = _chosen(found, name)
    target = target.absolute()
    with _new(target) as room:
        _fetch(found, chosen, room, part(progress, 0.0, BUILT))
        keys = _with_newest(found, chosen, room)
        _acknowledge(found, room)
        report = _complete(room, chosen, BY_RECOVERY, keys)
    return _arrived(report, target, part(progress, BUILT, 1.0))


def replace(space: Workspace, folder: Path, progress: Progress, name: str = "") -> RestoreReport:
    """Put a backup in the place of the workspace, which is closed by it; nobody else may have it open.

    The log and the accounts stay as they are. Raises RestoreRefused.
    """
    space.require(Permission.BACKUP)
    space.require_writing()
    place = space.folder
    assert space.presence is not None
    restoring_swap.require_alone(place, space.presence.session)
    found = backup_access.opened(space, folder.absolute())
    chosen = _chosen(found, name)
    with writable(place):
        room = restoring_swap.prepare(place)
    try:
        _fetch(found, chosen, room, part(progress, 0.0, BUILT))
        (room / LOG).unlink(missing_ok=True)
        keys = _set_aside(room, place)
        outcomes = _outcomes(room, space.log)
        undone = _undone(outcomes)
        space.note(EventKind.RESTORED, subject=chosen.name, reason="replace", count=undone)
        report = RestoreReport(
            chosen.name, chosen.at, "", len(chosen.files), chosen.size, undone, _erased(space.log), keys
        )
        # before it is decided: the vault's process still writes to its file while it ends
        space.close()
        restoring_swap.require_alone(place)
        restoring_swap.mark(place, outcomes)
    except BaseException:
        if not (place / restoring_swap.MARKER).exists():
            shutil.rmtree(place / restoring_swap.ROOM, ignore_errors=True)
        raise
    restoring_swap.finish(place)
    return _arrived(report, place, part(progress, BUILT, 1.0))


def restored_copy(space: Workspace, found: BackupFolder, chosen: Manifest, room: Path, progress: Progress) -> None:
    """Write a backup into an empty folder with the log and the accounts of today, for a drill."""
    _fetch(found, chosen, room, progress)
    _complete(room, chosen, space.user.name, _with_present(space, room))


def _chosen(found: BackupFolder, name: str) -> Manifest:
    with backup_disk.told(found.folder):
        return found.chosen(name)


@contextmanager
def _new(target: Path) -> Iterator[Path]:
    """Build a folder aside, synced, and give it its name in the end; raises RestoreRefused where something is there."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RestoreRefused(path=str(target), reason="occupied")
    with aside(target) as room, writable(target.parent):
        room.mkdir()
        yield room
        restoring_swap.sync_tree(room)
        if target.exists():
            target.rmdir()
        room.rename(target)


def _fetch(found: BackupFolder, chosen: Manifest, room: Path, progress: Progress) -> None:
    """Write the files of a backup into a folder; each piece is checked. Raises BackupDamaged."""
    with backup_disk.told(found.folder):
        packs = found.packs()
    done, total = 0, max(chosen.size, 1)
    for file in chosen.files:
        for size in fetch_file(found, packs, file, room):
            done += size
            progress(done / total, "restore")


def fetch_file(found: BackupFolder, packs: Packs, file: BackedFile, room: Path) -> Iterator[int]:
    """Write one file of a backup into a folder, a piece at a time; gives the size of each."""
    target = room / _inside(file.path, found)
    with writable(room):
        target.parent.mkdir(parents=True, exist_ok=True)
        opened = target.open("wb")
    with opened:
        for piece in _told_pieces(found, packs, file):
            with writable(room):
                opened.write(piece)
            yield len(piece)
    if target.stat().st_size != file.size:
        raise BackupDamaged(path=str(found.folder), count=1)
    if is_secret(file.path):
        target.chmod(0o600)


def _told_pieces(found: BackupFolder, packs: Packs, file: BackedFile) -> Iterator[bytes]:
    with backup_disk.told(found.folder):
        names = list(backup_manifest.pieces(packs, file))
    for name in names:
        with backup_disk.told(found.folder):
            piece = packs.get(name)
        yield piece


def _inside(path: str, found: BackupFolder) -> str:
    """Refuse a path that leads out of the workspace; only somebody with the folder's key could have written one."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or path.startswith("/") or ":" in parts[0] or "\\" in path:
        raise BackupDamaged(path=str(found.folder), count=1)
    return path


def _with_present(space: Workspace, room: Path) -> bool:
    """Take the log and the accounts of the workspace as they are now."""
    (room / LOG).unlink()
    backup_pages.copy_file_pages(space.log.path, room / LOG, silent)
    if not space.has_accounts:
        return True
    (room / ACCOUNTS).replace(room / BEFORE)
    Accounts(space.folder / ACCOUNTS).copy(room / ACCOUNTS)
    return _taken_over(room)


def _with_newest(found: BackupFolder, chosen: Manifest, room: Path) -> bool:
    """Take the log and the accounts of the newest backup that can be read."""
    with backup_disk.told(found.folder):
        packs = found.packs()
        readable = [_read(found, name) for name in found.names()]
    newest = max((one for one in readable if one), key=lambda one: one.log)
    if newest.name == chosen.name:
        return True
    if found.header.owned:
        (room / ACCOUNTS).replace(room / BEFORE)
    for file in newest.files:
        if file.path in (LOG, ACCOUNTS):
            list(fetch_file(found, packs, file, room))
    return _taken_over(room)


def _read(found: BackupFolder, name: str) -> Manifest | None:
    try:
        return found.manifest(name)
    except BackupDamaged:
        return None


def _acknowledge(found: BackupFolder, room: Path) -> None:
    """Let a log out of a backup know the backups it cannot know yet: itself, and what was damaged when it was made."""
    with closing(AuditLog(room / LOG)) as log:
        events = log.events("kind = ? AND reason = 'made'", (EventKind.BACKUP.value,), MOST)
        known = {one.subject.partition(" ")[0] for one in events}
        for one in (_read(found, name) for name in found.names() if name not in known):
            if one is not None:
                said = backup_access.said(one, found)
                log.note(EventKind.BACKUP, BY_RECOVERY, subject=said, reason="made", count=one.keep_days)


def _taken_over(room: Path) -> bool:
    keys = take_over(room / ACCOUNTS, room / BEFORE)
    (room / BEFORE).unlink(missing_ok=True)
    return keys


def _set_aside(room: Path, place: Path) -> bool:
    """Keep the accounts of the backup for their key only; gives whether anybody of today's gets one from them."""
    if not (room / ACCOUNTS).exists():
        return True
    before = room.parent / BEFORE
    (room / ACCOUNTS).replace(before)
    trial = room.parent / "accounts.trial"
    Accounts(place / ACCOUNTS).copy(trial)
    keys = take_over(trial, before)
    trial.unlink()
    if not keys:
        raise RestoreRefused(path=str(place), reason="keys_lost")
    return keys


def _complete(room: Path, chosen: Manifest, user: str, keys: bool) -> RestoreReport:
    """Let the log of a restored folder tell that it was, and which operations it does not hold."""
    if not (room / PROJECT).is_file() or not (room / CITY).is_file():
        raise BackupDamaged(path=chosen.name, count=1)
    lay_out(room)
    with closing(AuditLog(room / LOG)) as log:
        outcomes, erased = _outcomes(room, log), _erased(log)
        undone = _undone(outcomes)
        log.note(EventKind.RESTORED, user, subject=chosen.name, reason="restored", count=undone)
    restoring_swap.tell_log(room / LOG, outcomes)
    return RestoreReport(chosen.name, chosen.at, "", len(chosen.files), chosen.size, undone, erased, keys)


def _outcomes(room: Path, log: AuditLog) -> list[tuple[int, Outcome]]:
    """Give the operations whose outcome another is from now on: undone where the restored layers do not hold them.

    Those that an earlier restoring had undone, and that are held again, are what they were at first.
    """
    with translated(room / CITY), closing(connect(room / CITY, read_only=True)) as connection:
        held = {row[0] for row in connection.execute("SELECT number FROM kbs_operations")}
    found: list[tuple[int, Outcome]] = []
    for one in log.entries(MOST):
        if one.outcome == "done" and one.number not in held:
            found.append((one.number, "undone"))
        elif one.outcome == "undone" and one.number in held:
            found.append((one.number, log.first_outcome(one.number)))
    return sorted(found)


def _undone(outcomes: list[tuple[int, Outcome]]) -> int:
    return sum(outcome == "undone" for _, outcome in outcomes)


def _erased(log: AuditLog) -> int:
    return len(log.events("kind = ? AND count > 0", (EventKind.ERASED.value,), MOST))


def _arrived(report: RestoreReport, place: Path, progress: Progress) -> RestoreReport:
    """Build the indexes of what was restored; they are in no backup, because they come back by themselves."""
    with open_workspace(place) as space:
        follow(space, progress)  # what is restored stays, also where somebody stops this
    return RestoreReport(**{**vars(report), "path": str(place)})
