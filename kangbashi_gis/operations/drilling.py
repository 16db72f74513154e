"""Proves a backup: restores it beside, opens it, looks it over, counts it, and lets a clerk open the vault.

Whoever may make backups cannot open the vault; so a clerk is asked to log in to the restored copy, should the proof
reach that far.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kangbashi_gis.errors import BackupDamaged, BackupUnknown, GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import backup_access, upkeep
from kangbashi_gis.operations.backup import Fault
from kangbashi_gis.operations.noting import anchor_file
from kangbashi_gis.operations.restoring import restored_copy
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.store.backup_manifest import Manifest

FETCHED, CHECKED = 0.6, 0.95


@dataclass(frozen=True)
class Opener:
    """A clerk who opens the vault of the restored copy. The password is never shown where this is printed."""

    name: str
    password: str
    code: str = ""

    def __repr__(self) -> str:
        """Name the clerk only."""
        return f"Opener({self.name!r})"


@dataclass(frozen=True)
class DrillReport:
    """What a drill came to. people: how many were read in the vault; None where nobody opened it."""

    name: str
    at: str
    restore_s: float
    check_s: float
    rows: int
    people: int | None
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Tell whether the backup is proved."""
        return not self.faults


def drill(
    space: Workspace, folder: Path, progress: Progress, name: str = "", opener: Opener | None = None
) -> DrillReport:
    """Prove a backup, the newest for ""; the result is a line in the log. Faults are told, not raised."""
    space.require(Permission.BACKUP)
    space.require_writing()
    found = backup_access.opened(space, folder.absolute())
    try:
        with _room(space) as room:
            chosen = found.chosen(name)
            started = time.perf_counter()
            restored_copy(space, found, chosen, room, part(progress, 0.0, FETCHED))
            fetched = time.perf_counter()
            rows, people, faults = _looked_over(room, chosen, opener, part(progress, FETCHED, CHECKED))
            ended = time.perf_counter()
        report = DrillReport(chosen.name, chosen.at, fetched - started, ended - fetched, rows, people, tuple(faults))
    except BackupUnknown:
        raise
    except BackupDamaged as problem:
        report = DrillReport(name, "", 0.0, 0.0, 0, None, (Fault("piece", str(problem.values["path"])),))
    reason = "drill" if report.ok else "drill_failed"
    space.note(EventKind.BACKUP, subject=report.name, reason=reason, count=len(report.faults))
    progress(1.0, "check")
    return report


@contextmanager
def _room(space: Workspace) -> Iterator[Path]:
    """Give a folder for the copy, which goes afterwards, as does what it has written down outside."""
    room = space.staging / "drill" / "workspace"
    shutil.rmtree(room.parent, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(room.parent, ignore_errors=True)


def _looked_over(
    room: Path, chosen: Manifest, opener: Opener | None, progress: Progress
) -> tuple[int, int | None, list[Fault]]:
    with open_workspace(room) as copy:
        outside = anchor_file(copy)
        try:
            faults = _entered(copy, opener)
            checked = upkeep.check(copy, progress)
            faults += [Fault("check", f"{one.what} {one.where} {one.detail}".strip()) for one in checked.findings]
            counted = upkeep.counts(copy)
            copy.log_out()
        finally:
            outside.unlink(missing_ok=True)
    for theme, rows in chosen.counts.items():
        if rows is not None and counted.get(theme) is not None and counted[theme] != rows:
            faults.append(Fault("count", theme))
    open_rows = sum(rows for theme, rows in counted.items() if rows is not None and theme != "residents")
    return open_rows, counted.get("residents"), faults


def _entered(copy: Workspace, opener: Opener | None) -> list[Fault]:
    """Let the clerk in; a password that is wrong is a fault of the drill, and told as one."""
    if opener is None or not copy.has_accounts:
        return []
    try:
        copy.log_in(opener.name, opener.password, opener.code)
    except GisError as problem:
        return [Fault("login", problem.code)]
    return [] if copy.holds_key else [Fault("no_key", opener.name)]
