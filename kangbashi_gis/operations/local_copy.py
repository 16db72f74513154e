"""A workspace that cannot be worked on in place is read from a copy on this computer."""

import shutil
from collections.abc import Callable
from pathlib import Path

from kangbashi_gis.errors import WorkspaceDamaged
from kangbashi_gis.operations.folders import CACHE, CITY, LOG, RASTERS, STAGING, carry, writable
from kangbashi_gis.paths import cache_folder
from kangbashi_gis.store.audit import AuditLog
from kangbashi_gis.store.geopackage import bring_up
from kangbashi_gis.store.presence import Presence, sweep


class LocalCopy:
    """The copy of one opening, in the user's cache. What killed programs left there is removed first."""

    def __init__(self, origin: Path, reason: str) -> None:
        self.reason = reason
        room = cache_folder() / "copies"
        with writable(room):
            room.mkdir(parents=True, exist_ok=True)
            sweep(room)
            self._presence = Presence(room)
            self.folder = room / self._presence.session
            try:
                _copy(origin, self.folder)
                _tidy(self.folder)
            except BaseException:
                self.remove()
                raise

    def remove(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._presence.leave()


def _tidy(folder: Path) -> None:
    """Roll back what a killed program has left, and bring the copy to the present format; then it is only read."""
    bring_up(folder / CITY)
    AuditLog(folder / LOG).close()


def _copy(origin: Path, folder: Path) -> None:
    """Copy everything but what comes back by itself; rasters, which can be huge, are linked where that is possible."""
    ignored = shutil.ignore_patterns(CACHE, STAGING, RASTERS)
    _carry_all(origin, folder, lambda at, names: ignored(at, names) if Path(at) == origin else set())
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        # copied from a medium that cannot be written, files would stay so
        path.chmod(0o700 if path.is_dir() else 0o600)
    if (origin / RASTERS).is_dir():
        try:
            (folder / RASTERS).symlink_to(origin / RASTERS, target_is_directory=True)
        except OSError:
            # Windows lets only some users make links
            _carry_all(origin / RASTERS, folder / RASTERS, lambda at, names: set())


def _carry_all(origin: Path, folder: Path, ignored: Callable[[str, list[str]], set[str]]) -> None:
    """Copy a tree; a file or folder of it that cannot be read is named as what is at fault."""
    try:
        shutil.copytree(origin, folder, ignore=ignored, copy_function=carry)
    except shutil.Error as problem:
        # a list of (from, to, why); that a file cannot be written is told by `carry`
        source, _, why = problem.args[0][0]
        raise WorkspaceDamaged(path=str(source), reason=_plain(str(why))) from problem


def _plain(why: str) -> str:
    """Take the reason out of `[Errno 13] Permission denied: '…'`."""
    return why.partition("] ")[2].partition(": ")[0] or why
