"""Files that appear whole or not at all: written aside, then moved to their places; old ones are kept until then."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kangbashi_gis.errors import DiskFull, GisError, OutputExists, OutputUnwritable
from kangbashi_gis.importing.source import NO_SPACE
from kangbashi_gis.operations.folders import CITY, PROJECT
from kangbashi_gis.store.presence import Presence, sweep

logger = logging.getLogger(__name__)

ASIDE = ".kangbashi-gis-"  # how the names of folders begin in which files are written first
OLD = "replaced"
# what other programs keep beside a shapefile, and what would be wrong beside a new one
BESIDE_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".fix", ".ain", ".aih")
OF_AN_OPEN_DATABASE = ("-wal", "-shm", "-journal")


@contextmanager
def room_beside(out: Path) -> Iterator[Path]:
    """Give a folder beside a file to write it in first; those that killed programs have left there are removed.

    What they left may be people's data. A lock tells which are still in use; where a disk knows none, nothing is swept.
    """
    with ExitStack() as stack:
        try:
            sweep(out.parent, ASIDE)
            presence = Presence(out.parent, ASIDE)
        except OSError as problem:
            logger.info("no lock beside what is written: %s", problem.strerror)
            yield Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=ASIDE, dir=out.parent)))
            return
        stack.callback(presence.leave)
        room = out.parent / presence.session
        stack.callback(shutil.rmtree, room, ignore_errors=True)
        room.mkdir(mode=0o700)
        yield room


def publish(aside: Path, out: Path, *, overwrite: bool = False) -> None:
    """Move the finished files to their places, the one that was asked for last.

    Raises OutputExists where one is there and is not to be replaced; what was there comes back when moving fails.
    """
    made = sorted((one for one in aside.iterdir() if one.name != OLD), key=lambda one: one.name == out.name)
    standing = [out.parent / one.name for one in made if os.path.lexists(out.parent / one.name)]
    if standing and not overwrite:
        raise OutputExists(path=str(out))
    if overwrite:
        standing += [one for one in _companions(out) if one not in standing]
    with _kept(standing, aside / OLD):
        moved: list[Path] = []
        try:
            for one in made:
                one.rename(out.parent / one.name)
                moved.append(out.parent / one.name)
        except BaseException:
            for one in moved:
                one.unlink()
            raise


@contextmanager
def _kept(standing: list[Path], room: Path) -> Iterator[None]:
    """Keep files aside while others take their place, and put them back where that fails."""
    kept: list[Path] = []
    try:
        for one in standing:
            room.mkdir(exist_ok=True)
            one.rename(room / one.name)
            kept.append(one)
        yield
    except BaseException:
        for one in kept:
            (room / one.name).rename(one)
        raise


def _companions(out: Path) -> list[Path]:
    """Give what stands beside a file that is replaced and belongs to it; raises OutputUnwritable while it is open."""
    if out.suffix.lower() == ".gpkg" and any(Path(f"{out}{end}").exists() for end in OF_AN_OPEN_DATABASE):
        raise OutputUnwritable(path=str(out), reason="in_use")
    if out.suffix.lower() != ".shp":
        return []
    return [one for end in BESIDE_SHAPEFILE if (one := out.with_suffix(end)).exists()]


@contextmanager
def writable(out: Path, *, overwrite: bool = False) -> Iterator[None]:
    """Write a file that is not there yet, or is to be replaced: what the system refuses becomes an error of ours."""
    try:
        _require_place(out, overwrite=overwrite)
        yield
    except GisError as problem:
        if ASIDE in str(problem.values.get("path", "")):
            problem.values["path"] = str(out)  # the file that is written aside means nothing to the user
        raise
    except OSError as problem:
        if problem.errno == NO_SPACE:
            raise DiskFull(path=str(out)) from problem
        raise OutputUnwritable(path=str(out), reason=problem.strerror or type(problem).__name__) from problem


def _require_place(out: Path, *, overwrite: bool) -> None:
    if out.is_dir() or (out.exists() and not overwrite):
        raise OutputExists(path=str(out))
    if not out.parent.is_dir():
        raise OutputUnwritable(path=str(out), reason="no_folder")
    folder = out.parent.resolve()
    if any((one / PROJECT).is_file() and (one / CITY).is_file() for one in (folder, *folder.parents)):
        raise OutputUnwritable(path=str(out), reason="inside_workspace")
