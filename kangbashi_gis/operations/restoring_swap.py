"""Puts what was restored in the place of what was there, so that a kill at any moment leaves one or the other.

All of it lies ready and synced within the workspace before a marker is written; from the marker on the old files go
and the new ones come, one by one, and whoever opens the workspace goes on where it was left. The log and the accounts
are not replaced: the log is never put back, nor is a password or an account that was removed; published statistics
neither.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kangbashi_gis.errors import RestoreRefused, WorkspaceDamaged
from kangbashi_gis.operations.folders import ACCOUNTS, LOG, STAGING, STATISTICS
from kangbashi_gis.operations.restoring_keys import take_over
from kangbashi_gis.store.accounts import sync
from kangbashi_gis.store.audit import AuditLog, Outcome
from kangbashi_gis.store.backup_disk import write
from kangbashi_gis.store.presence import OF_VAULT, SUFFIX, alone, present

MARKER, ROOM, NEW, OLD = "restoring.json", "restoring", "new", "old"
SIDES = ("-wal", "-shm", "-journal")
KEPT = (LOG, ACCOUNTS, STAGING, MARKER, ROOM)
BEFORE = "accounts.before"  # the accounts of the backup: from them the key of its vault is taken


@dataclass(frozen=True)
class Pending:
    """What is to be done yet. names: come from the backup; gone: are in none; outcomes: of operations, from now on."""

    names: tuple[str, ...]
    gone: tuple[str, ...]
    outcomes: tuple[tuple[int, Outcome], ...]


def require_alone(folder: Path, session: str = "") -> None:
    """Raise RestoreRefused while other programs have the workspace open, or the vault's process of one that is gone.

    session: of the program itself, whose own process of the vault does not count then.
    """
    others = {path.stem for path in (folder / STAGING).glob("*" + SUFFIX)} - {session}
    if session:
        others = {one for one in others if not one.startswith(OF_VAULT)}
    if any(present(folder / STAGING, one) for one in others):
        raise RestoreRefused(path=str(folder), reason="held_by_others")


def prepare(folder: Path) -> Path:
    """Give an empty folder within the workspace for what comes; raises RestoreRefused while another waits."""
    if (folder / MARKER).exists():
        raise RestoreRefused(path=str(folder), reason="held_by_others")
    shutil.rmtree(folder / ROOM, ignore_errors=True)
    room = folder / ROOM / NEW
    room.mkdir(parents=True)
    return room


def mark(folder: Path, outcomes: Sequence[tuple[int, Outcome]]) -> None:
    """Decide it: from now on the workspace is the one of the backup."""
    sync_tree(folder / ROOM)
    names = tuple(path.name for path in (folder / ROOM / NEW).iterdir() if not _stays(folder, path.name))
    gone = tuple(path.name for path in folder.iterdir() if not _stays(folder, path.name) and path.name not in names)
    write(folder / MARKER, json.dumps(asdict(Pending(names, gone, tuple(outcomes)))).encode())


def _stays(folder: Path, name: str) -> bool:
    """Tell whether a file is none that a backup replaces; the journal of the log is part of the log.

    What was published stays published: numbers made without knowing them could be compared with them.
    """
    if name == STATISTICS:
        return (folder / STATISTICS).exists()
    return name in KEPT or name.startswith((LOG, ACCOUNTS))


def finish(folder: Path) -> None:
    """Go on with what a marker asks for; nothing where there is none. Raises RestoreRefused, WorkspaceDamaged."""
    marker = folder / MARKER
    if not marker.exists():
        return
    require_alone(folder)
    try:
        with alone(marker):
            _go_on(folder, Pending(**json.loads(marker.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return  # another program has just done it
    except BlockingIOError as problem:
        raise RestoreRefused(path=str(folder), reason="held_by_others") from problem
    except (ValueError, TypeError) as problem:
        raise WorkspaceDamaged(path=str(marker), reason="damaged") from problem


def _go_on(folder: Path, pending: Pending) -> None:
    room = folder / ROOM
    (room / OLD).mkdir(exist_ok=True)
    for name in pending.gone:
        _put_away(folder, name)
    for name in pending.names:
        if (room / NEW / name).exists():
            for old in (name, *(name + side for side in SIDES)):
                if old == name or not (room / NEW / old).exists():
                    _put_away(folder, old)
            (room / NEW / name).replace(folder / name)
    take_over(folder / ACCOUNTS, room / BEFORE)
    tell_log(folder / LOG, pending.outcomes)
    sync(folder)
    (folder / MARKER).unlink()
    shutil.rmtree(room, ignore_errors=True)


def _put_away(folder: Path, name: str) -> None:
    """Move what stands at a name out of the way; it goes with the room in the end."""
    if (folder / name).exists():
        place = folder / ROOM / OLD / name
        if place.is_dir():
            shutil.rmtree(place)
        (folder / name).replace(place)


def tell_log(path: Path, outcomes: Sequence[tuple[int, Outcome]]) -> None:
    """Let the log say of operations what they are in the restored layers; what is not there is not offered as undo."""
    log = AuditLog(path)
    try:
        for number, outcome in outcomes:
            entry = log.entry(number)
            if entry is not None and entry.outcome != outcome:
                log.finish(number, outcome)
    finally:
        log.close()


def sync_tree(folder: Path) -> None:
    """See to it that all below a folder is on the disk."""
    for path in _below(folder):
        sync(path)


def _below(folder: Path) -> Iterator[Path]:
    for at, _folders, files in os.walk(folder, topdown=False):
        yield from (Path(at) / name for name in files)
        yield Path(at)
