"""Makes backups of a workspace into a folder, lists them, and proves that every piece is as it was written.

A backup is encrypted, and the vault within it is so twice: who may make backups cannot read people by them.
"""

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kangbashi_gis.errors import BackupDamaged, BackupFolderUnfit
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import backup_access
from kangbashi_gis.operations.backup_staging import Staged, staged
from kangbashi_gis.operations.upkeep import counts
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.store import backup_disk, backup_folder, backup_manifest
from kangbashi_gis.store.backup_folder import BackupFolder
from kangbashi_gis.store.backup_manifest import BackedFile, Manifest
from kangbashi_gis.store.backup_packs import PIECE, Packs

KEEP_DAYS = 90
STAGED_SHARE = 0.3  # of the time goes into copying aside


@dataclass(frozen=True)
class BackupLine:
    """One backup in the list. logged: the log of the workspace knows it, as it is. damaged: it cannot be read."""

    name: str
    at: str
    expires: str
    size_bytes: int
    user: str
    logged: bool
    damaged: bool = False


@dataclass(frozen=True)
class BackupReport:
    """What was made. written_bytes: what it cost on the disk; expired: the backups removed; printed_key: shown once."""

    name: str
    at: str
    expires: str
    size_bytes: int
    written_bytes: int
    expired: tuple[str, ...]
    freed_bytes: int
    printed_key: str = ""


@dataclass(frozen=True)
class Fault:
    """Something wrong with a backup. code: of `FAULTS` in the command line; where: a backup, a file in it."""

    code: str
    where: str


@dataclass(frozen=True)
class VerifyReport:
    """What a check of all backups came to. missing: backups that the log knows, not expired, and not in this folder."""

    backups: int
    pieces: int
    bytes_read: int
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether every piece is as it was written."""
        return not self.faults


def make(space: Workspace, folder: Path, progress: Progress, keep_days: int = KEEP_DAYS) -> BackupReport:
    """Make a backup; those that have expired are removed afterwards, never the newest.

    Raises BackupFolderUnfit, BackupLocked, BackupBusy, BackupDiskGone, DiskFull, OutputUnwritable.
    """
    space.require(Permission.BACKUP)
    space.require_writing()
    folder = folder.absolute()
    _require_outside(space, folder)
    backup_access.require_key(space, folder)
    if space.holds_key and space.vault.made():
        space.vault.operations()  # a vault of an earlier program is brought up to this one first
    found, printed = backup_access.opened_or_made(space, folder)
    with found.writing():
        made, packs = _put(space, found, progress, keep_days)
        expired = _expire(space, found, made.name)
        freed = _clear(found, packs) if expired else 0
    progress(1.0, "backup")
    sizes = (made.size, packs.written_bytes)
    return BackupReport(made.name, made.at, made.expires, *sizes, expired, freed, printed)


def _require_outside(space: Workspace, folder: Path) -> None:
    if folder.resolve().is_relative_to(space.folder.resolve()):
        raise BackupFolderUnfit(path=str(folder), reason="inside_itself")


def _put(space: Workspace, found: BackupFolder, progress: Progress, keep_days: int) -> tuple[Manifest, Packs]:
    with _room(space) as room:
        counted = counts(space)
        copied, log = staged(space, room, part(progress, 0.0, STAGED_SHARE))
        at = datetime.now().isoformat(timespec="seconds")
        with backup_disk.told(found.folder), _packs(found) as packs:
            files = _taken_in(packs, copied, part(progress, STAGED_SHARE, 0.98))
            packs.finish()
            plain = Manifest(
                backup_folder.new_name(), at, found.header.chain, log, space.project.name, keep_days, counted, files
            )
            return _finish(space, found, plain), packs


@contextmanager
def _room(space: Workspace) -> Iterator[Path]:
    room = space.staging / "backup"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _packs(found: BackupFolder) -> Iterator[Packs]:
    packs = found.packs()
    try:
        yield packs
    except BaseException:
        packs.give_up()
        raise


def _taken_in(packs: Packs, copied: list[Staged], progress: Progress) -> tuple[BackedFile, ...]:
    sizes = [one.source.stat().st_size for one in copied]
    total = sum(sizes) // PIECE + len(copied)

    def reports() -> Iterator[None]:
        for done in range(2 * total + 1):
            progress(done / total, "backup")
            yield

    done = reports()
    return tuple(backup_manifest.take_in(packs, one.source, one.path, one.people, done) for one in copied)


def _finish(space: Workspace, found: BackupFolder, plain: Manifest) -> Manifest:
    """Sign, note, and give the backup its name: only from then on there is one."""
    made = plain
    if space.has_accounts:
        public = space.verify_key(space.user.name).hex()
        made = dataclasses.replace(plain, signer=space.user.name, public=public)
        made = made.signed(space.vault.sign(made.statement))
    writing = backup_disk.Writing(found.path(made.name))
    try:
        writing.add(backup_manifest.to_bytes(made, found.key))
        writing.seal()
        said = backup_access.said(made, found)
        space.note(EventKind.BACKUP, subject=said, reason="made", count=made.keep_days)
        writing.finish()
    except BaseException:
        writing.give_up()
        raise
    return made


def _expire(space: Workspace, found: BackupFolder, newest: str) -> tuple[str, ...]:
    """Remove the backups whose time is over; one that cannot be read stays, to be looked at."""
    now = datetime.now().isoformat(timespec="seconds")
    over = []
    for line in lines(space, found):
        if line.name != newest and not line.damaged and line.expires <= now:
            space.note(EventKind.BACKUP, subject=line.name, reason="expired")
            with backup_disk.told(found.folder):
                found.path(line.name).unlink(missing_ok=True)
            over.append(line.name)
    return tuple(over)


def _clear(found: BackupFolder, packs: Packs) -> int:
    """Remove the pieces that no backup needs any more; nothing where one backup cannot be read: it might need them."""
    with backup_disk.told(found.folder):
        try:
            live = {piece for name in found.names() for piece in backup_manifest.named(packs, found.manifest(name))}
        except BackupDamaged:
            return 0
        return packs.sweep(live)


def listed(space: Workspace, folder: Path, recovery: str = "") -> list[BackupLine]:
    """List the backups in a folder, oldest first."""
    space.require(Permission.BACKUP)
    return lines(space, backup_access.opened(space, folder.absolute(), recovery))


def lines(space: Workspace, found: BackupFolder) -> list[BackupLine]:
    """Describe the backups of an open folder, oldest first."""
    known = backup_access.made(space)
    with backup_disk.told(found.folder):
        return [_line(found, name, known.get(name, "")) for name in found.names()]


def _line(found: BackupFolder, name: str, said: str) -> BackupLine:
    try:
        one = found.manifest(name)
    except BackupDamaged:
        return BackupLine(name, "", "", 0, "", bool(said), damaged=True)
    logged = said == f"{one.statement.hex()} {found.fingerprint}"
    return BackupLine(one.name, one.at, one.expires, one.size, one.signer, logged)


def verify(space: Workspace, folder: Path, progress: Progress) -> VerifyReport:
    """Read every piece of every backup and compare it with its hash; check signatures and the log. It is noted."""
    space.require(Permission.BACKUP)
    found = backup_access.opened(space, folder.absolute())
    with backup_disk.told(found.folder):
        packs = found.packs()
        faults = [Fault("index", name) for name in packs.damaged]
        needed: dict[bytes, str] = {}
        for line in lines(space, found):
            faults += _faults(space, found, line)
            faults += _wanted(packs, found, line, needed)
        bad = set(_unreadable(packs, list(needed), progress))
    faults += [Fault("piece", where) for where in dict.fromkeys(needed[one] for one in needed if one in bad)]
    space.note(EventKind.BACKUP, reason="verified", count=len(faults))
    size = sum(packs.places[one].length for one in needed if one in packs.places)
    return VerifyReport(len(found.names()), len(needed), size, tuple(faults), _missing(space, found))


def _faults(space: Workspace, found: BackupFolder, line: BackupLine) -> Iterator[Fault]:
    if line.damaged:
        yield Fault("manifest", line.name)
        return
    if not line.logged:
        yield Fault("not_in_log", line.name)
    if found.header.owned and not found.manifest(line.name).is_signed():
        yield Fault("signature", line.name)


def _wanted(packs: Packs, found: BackupFolder, line: BackupLine, needed: dict[bytes, str]) -> Iterator[Fault]:
    """Collect the pieces that a backup needs, each with where it is needed first."""
    if line.damaged:
        return
    for file in found.manifest(line.name).files:
        where = f"{line.name} {file.path}"
        try:
            for one in (*map(bytes.fromhex, file.lists), *backup_manifest.pieces(packs, file)):
                needed.setdefault(one, where)
        except BackupDamaged:
            yield Fault("piece", where)


def _unreadable(packs: Packs, names: list[bytes], progress: Progress) -> Iterator[bytes]:
    for done, name in enumerate(names):
        progress(done / len(names), "verify")
        try:
            packs.get(name)
        except BackupDamaged:
            yield name
    progress(1.0, "verify")


def _missing(space: Workspace, found: BackupFolder) -> tuple[str, ...]:
    """Name the backups that were made with this key, did not expire, and are not there."""
    events = space.log.events("kind = ? AND reason = 'expired'", (EventKind.BACKUP.value,), backup_access.MOST_LISTED)
    gone = {one.subject for one in events} | set(found.names())
    known = backup_access.made(space).items()
    return tuple(sorted(name for name, said in known if said.endswith(found.fingerprint) and name not in gone))
