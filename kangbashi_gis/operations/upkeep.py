"""Looks a workspace over, describes it, and copies it to carry away."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import (
    DiskFull,
    OutputExists,
    OutputUnwritable,
    VaultUnavailable,
    WorkspaceDamaged,
    WorkspaceHeld,
)
from kangbashi_gis.index.spatial import name_of
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.crs import read as read_crs
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS, THEMES
from kangbashi_gis.operations.agreement import newer_operations
from kangbashi_gis.operations.folders import (
    ACCOUNTS,
    CITY,
    INDEX,
    LOG,
    PAGES,
    RASTERS,
    RECIPES,
    STAGING,
    STATISTICS,
    VAULT,
    VAULT_KEY,
    aside,
    carry,
    lay_out,
    writable,
    write_project,
)
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress
from kangbashi_gis.store import holder, statistics_file
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.presence import present
from kangbashi_gis.store.upkeep import copy_file

logger = logging.getLogger(__name__)

SEALED_TRIES = 5


@dataclass(frozen=True)
class WorkspaceInfo:
    """A workspace in short. counts: rows by theme; None for people where the user may not know their number."""

    name: str
    path: str
    crs: str
    crs_name: str
    created: str
    format_version: int
    sample: bool
    read_only: bool
    notice: str
    counts: Mapping[str, int | None]
    extent: tuple[float, float, float, float] | None
    size_bytes: int
    operations: int


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: what (a short key), where (a file or a theme), and a detail."""

    what: str
    where: str
    detail: str = ""


@dataclass(frozen=True)
class CheckReport:
    """What a check has found; ok when it has found nothing. unchecked: files that the user has no key to look into."""

    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether all is as it should be."""
        return not self.findings


def info(space: Workspace) -> WorkspaceInfo:
    """Describe a workspace."""
    space.require(Permission.VIEW)
    boxes = [box for theme in THEMES if not theme.in_vault and (box := space.store.extent(theme))]
    latest = space.log.entries(1)
    return WorkspaceInfo(
        name=space.project.name,
        path=str(space.origin),
        crs=space.project.crs,
        crs_name=read_crs(space.project.crs).name,
        created=space.project.created,
        format_version=space.project.format_version,
        sample=space.project.sample,
        read_only=space.read_only,
        notice=space.notice,
        counts=counts(space),
        extent=_together(boxes),
        size_bytes=_size(space.folder),
        operations=latest[0].number if latest else 0,
    )


def _size(folder: Path) -> int:
    """Add up all files; caches come and go meanwhile, and what is gone counts nothing."""
    total = 0
    for at, _folders, files in os.walk(folder):
        for name in files:
            with suppress(FileNotFoundError):
                total += (Path(at) / name).stat().st_size
    return total


def counts(space: Workspace) -> dict[str, int | None]:
    """Count the rows of each theme; None for people where the user may not know their number."""
    space.require(Permission.VIEW)
    # the number of all is nothing for who is bound to some communities
    may_count = space.user.may(Permission.PEOPLE_COUNT) and space.user.scope is None
    found: dict[str, int | None] = {}
    for theme in THEMES:
        if not theme.in_vault:
            found[theme.name] = space.store.count(theme)
        elif may_count and space.holds_key:
            # a vault that was never made has nobody in it, and need not be made to know that
            found[theme.name] = space.vault.count(theme) if space.vault.made() else 0
        else:
            found[theme.name] = None
    return found


def _together(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float] | None:
    if not boxes:
        return None
    sides = np.array(boxes)
    xmin, ymin = sides[:, :2].min(axis=0).tolist()
    xmax, ymax = sides[:, 2:].max(axis=0).tolist()
    return xmin, ymin, xmax, ymax


def check(space: Workspace, progress: Progress) -> CheckReport:
    """Look all files over: damage, rows against changes and history, vault against layers, log, indexes."""
    space.require(Permission.VIEW)
    findings: list[Finding] = []
    for done, part in enumerate(PARTS):
        progress(done / len(PARTS), "check")
        try:
            findings += part(space)
        except (WorkspaceDamaged, VaultUnavailable) as problem:
            # damage that stops the looking is a finding too, and the other files are still looked over
            where = Path(str(problem.values["path"])).name
            findings.append(Finding(problem.code, where, str(problem.values["reason"])))
    progress(1.0, "check")
    return CheckReport(tuple(findings), () if space.holds_key else (VAULT,))


def _check_city(space: Workspace) -> Iterator[Finding]:
    for what, where in space.store.check():
        yield Finding(what, CITY, where)


def _check_statistics(space: Workspace) -> Iterator[Finding]:
    for what in statistics_file.check(space.folder / STATISTICS):
        yield Finding(what, STATISTICS)


def _check_vault(space: Workspace) -> Iterator[Finding]:
    try:
        made = space.vault.made()
    except VaultUnavailable:
        yield Finding("vault_missing", VAULT)
        return
    if not made or not space.holds_key:
        return
    for what, where in space.vault.check():
        yield Finding(what, VAULT, where)
    for number in space.store.vault_operations():
        if not space.vault.holds(number):
            # a vault older than the layers: it was put back from a copy, alone
            yield Finding("operation_not_in_vault", VAULT, str(number))
    for number in newer_operations(space):
        # layers older than the vault: they were put back alone
        yield Finding("operation_not_in_layers", CITY, str(number))
    yield from _check_links(space)


def _check_links(space: Workspace) -> Iterator[Finding]:
    """Each personal row belongs to a row that its layer has or had, each located resident to such an address."""
    for theme in THEMES:
        if theme.personal_fields and not theme.in_vault:
            _, known = space.store.ever(theme)
            if lost := len(set(space.vault.ids(theme)) - known):
                yield Finding("vault_row_without_layer_row", theme.name, str(lost))
    addresses, _ = space.store.ever(ADDRESSES)
    if lost := int((~np.isin(space.vault.address_fids(), addresses)).sum()):
        yield Finding("resident_without_address", RESIDENTS.name, str(lost))


def _check_log(space: Workspace) -> Iterator[Finding]:
    staging = space.folder / STAGING
    for entry in space.log.unsettled():
        if not present(staging, entry.session):
            yield Finding("operation_unsettled", LOG, str(entry.number))
    known = {entry.number: entry.outcome for entry in space.log.entries(1_000_000)}
    for number in space.store.operations():
        if number not in known or known[number] == "undone":
            yield Finding("operation_not_in_log", LOG, str(number))


def _check_indexes(space: Workspace) -> Iterator[Finding]:
    """An index that says it is as the store is must find every row; one that is behind is brought up when asked."""
    stale = set(space.index.stale())
    for theme in THEMES:
        box = space.store.extent(theme) if theme.shape is not Shape.NONE else None
        if box is None or name_of(theme) in stale:
            continue
        fids, _ = space.store.bounds(theme)
        if not np.array_equal(np.sort(space.index.spatial(theme).intersects(*box)), fids):
            yield Finding("index_wrong", INDEX, theme.name)


PARTS: tuple[Callable[[Workspace], Iterator[Finding]], ...] = (
    _check_city, _check_vault, _check_log, _check_indexes, _check_statistics,
)  # fmt: skip


def copy(space: Workspace, target: Path, progress: Progress) -> Path:
    """Write a whole copy of a workspace into a new folder, as it is now; gives the folder.

    No write comes between the files: the copy holds whole operations only. It is built aside and renamed.
    """
    space.require(Permission.EXPORT)
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputExists(path=str(target))
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in (space.origin, space.folder)):
        raise OutputUnwritable(path=str(target), reason="inside_itself")
    with _no_writes(space), _named(target), aside(target) as room, writable(target):
        room.mkdir()
        _copy_files(space, room, progress)
        if target.exists():
            target.rmdir()
        room.rename(target)
    progress(1.0, "copy")
    return target


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """Let what is wrong with the place of a copy be said of the folder that was asked for, not of the one aside."""
    try:
        yield
    except (DiskFull, OutputUnwritable) as problem:
        raise type(problem)(**{**problem.values, "path": str(target)}) from problem


@contextmanager
def _no_writes(space: Workspace) -> Iterator[None]:
    """Keep everybody from writing, so that the files of a copy belong together."""
    if space.read_only:
        yield
    else:
        with space.store.database.frozen():
            yield


def _copy_files(space: Workspace, room: Path, progress: Progress) -> None:
    progress(0.0, "copy")
    copy_file(space.store.database, room / CITY)
    progress(0.5, "copy")
    space.log.copy(room / LOG)
    if space.has_accounts:
        Accounts(space.folder / ACCOUNTS).copy(room / ACCOUNTS)
    else:
        carry(space.folder / VAULT_KEY, room / VAULT_KEY)
    if space.vault.made() and space.holds_key:
        space.vault.copy(room / VAULT)
    elif space.vault.made():
        carry_sealed(space.folder / VAULT, room / VAULT)
    progress(0.8, "copy")
    lay_out(room)
    for name in (RASTERS, RECIPES, PAGES):
        if (space.folder / name).is_dir():
            shutil.copytree(space.folder / name, room / name, copy_function=carry, dirs_exist_ok=True)
    if (space.folder / STATISTICS).exists():
        carry(space.folder / STATISTICS, room / STATISTICS)
    _copy_index(space.folder / INDEX, room / INDEX)
    write_project(room, space.project)


def carry_sealed(source: Path, target: Path) -> None:
    """Copy a file of SQLite's that cannot be opened for want of its key; nobody may write to it meanwhile.

    Its write-ahead log goes along, and the journal of a program that was killed. Where another program folds one of
    them into the file just now, all are copied again.
    """
    sides = [source.with_name(source.name + side) for side in ("-wal", "-journal")]
    for _ in range(SEALED_TRIES):
        before = _look_of(source, *sides)
        for path in (source, *sides):
            copied = target.with_name(target.name + path.name.removeprefix(source.name))
            copied.unlink(missing_ok=True)
            if path.exists():
                carry(path, copied)
        if _look_of(source, *sides) == before:
            return
    raise WorkspaceHeld(path=str(source.parent), holder=holder.who(source))


def _look_of(*paths: Path) -> list[tuple[int, int] | None]:
    found = (path.stat() if path.exists() else None for path in paths)
    return [(one.st_size, one.st_mtime_ns) if one else None for one in found]


def _copy_index(source: Path, target: Path) -> None:
    """Take the indexes along, which saves building them; one that is being replaced just now is left behind."""
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except (shutil.Error, OSError) as problem:
        logger.info("the indexes are not copied, they will be built again: %s", type(problem).__name__)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
