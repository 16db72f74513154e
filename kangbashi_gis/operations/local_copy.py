"""A workspace that cannot be worked on in place is read from a copy on this computer."""

import shutil
from pathlib import Path

from kangbashi_gis.operations.folders import CACHE, CITY, LOG, RASTERS, STAGING, writable
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
    shutil.copytree(origin, folder, ignore=lambda at, names: ignored(at, names) if Path(at) == origin else set())
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        # copied from a medium that cannot be written, files would stay so
        path.chmod(0o700 if path.is_dir() else 0o600)
    if (origin / RASTERS).is_dir():
        try:
            (folder / RASTERS).symlink_to(origin / RASTERS, target_is_directory=True)
        except OSError:
            # Windows lets only some users make links
            shutil.copytree(origin / RASTERS, folder / RASTERS)
