"""Which data sets lie in the files, folders and zips that somebody was given, nested ones too."""

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kangbashi_gis.errors import FileMissing, GisError
from kangbashi_gis.importing.source import readable
from kangbashi_gis.importing.sources import READERS, archive
from kangbashi_gis.importing.sources.parts import FOLDER, grouped

MOST_FOUND = 100_000


@dataclass(frozen=True)
class Found:
    """One data set.

    name: below what was asked for, as `收到/七月.zip/宗地.shp`. path: where it can be read now; for one in a zip a copy
    that is there until the next is asked for. origin: the file that the user has. layer: what `ImportOptions.layer`
    has to be, with `origin`, to import it; "" where it is a file of its own. known: the suffix is of a format we know.
    stretch: of the work on the path that was asked for, which part this one is: from 0 to 1.
    """

    name: str
    path: Path
    origin: Path
    layer: str = ""
    known: bool = True
    stretch: tuple[float, float] = (0.0, 1.0)


def walk(paths: Iterable[Path]) -> Iterator[Found]:
    """Go through all data sets in files, folders and zips, in order of their names; symbolic links are not followed.

    What is no data set (a text document, a picture) comes with known=False, so that it can be told. A zip that cannot
    be looked into comes as it is: opening it tells why. Raises FileMissing for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise FileMissing(path=str(path))
        if path.is_dir() and path.suffix.lower() != FOLDER:
            inside = list(_in_folder(path))
            for at, (name, main) in enumerate(inside):
                for one in _found(f"{path.name}/{name}", main):
                    yield replace(one, stretch=_within(at, len(inside), one.stretch))
        else:
            yield from _found(path.name, path)


def _within(at: int, count: int, stretch: tuple[float, float]) -> tuple[float, float]:
    """Give a stretch of one among so many as a stretch of all."""
    return (at + stretch[0]) / count, (at + stretch[1]) / count


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    names = []
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not (Path(top) / one).is_symlink())
        names += [
            (Path(top) / one).relative_to(folder).as_posix() for one in files if not (Path(top) / one).is_symlink()
        ]
        if len(names) >= MOST_FOUND:
            break
    suffixes = {PurePosixPath(name).suffix.lower() for name in names} | set(READERS)
    for name in sorted(grouped(names, suffixes)):
        yield name, folder / name


def _found(name: str, path: Path) -> Iterator[Found]:
    if path.suffix.lower() == ".zip" and path.is_file():
        try:
            yield from _in_zip(name, path)
            return
        except (GisError, zipfile.BadZipFile):
            pass  # opening it tells what is wrong with it
    yield Found(name, path, path, known=path.suffix.lower() in READERS)


def _in_zip(name: str, path: Path) -> Iterator[Found]:
    """Unpack one data set after the other; nothing is given where the zip cannot be listed."""
    with ExitStack() as boxes:
        room = archive.Room(archive.MOST_UNPACKED)
        with readable(path):
            packed = list(archive.catalogue(path, READERS, room, boxes))
        if not packed:
            yield Found(name, path, path)
        for at, one in enumerate(packed):
            with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder:
                try:
                    with readable(path):
                        copy = archive.unpack(one, Path(folder), archive.Room(archive.MOST_UNPACKED), path)
                except GisError:
                    copy = path
                stretch = _within(at, len(packed), (0.0, 1.0))
                yield Found(f"{name}/{one.name}", copy, path, one.name, stretch=stretch)
