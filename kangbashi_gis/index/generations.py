"""Generations: index files that are written aside, synced and renamed, never changed afterwards.

A generation is a folder `NAME-NUMBER` with a stamp file that says what the others must look like.
The stamp is checked before anybody reads them: a writer that was killed, a full disk or a copy that
stopped halfway leaves something that counts as absent, and the index is built again.
"""

import json
import logging
import os
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

FORMAT = 11  # goes up whenever the meaning of any index file changes: older ones are built again
STAMP = "stamp.json"
ASIDE = ".new"
CHUNK = 1 << 22


@dataclass(frozen=True)
class Generation:
    """One complete set of index files. facts: what its builder wrote about it, among it the store's stamp."""

    folder: Path
    number: int
    facts: Mapping[str, Any]


def newest(root: Path, name: str, thorough: bool = True) -> Generation | None:
    """Give the newest generation whose files are what its stamp says, or None.

    thorough: compare checksums of files even where size and time of change are as recorded.
    """
    for folder in _folders(root, name):
        if (facts := verify(folder, thorough)) is not None:
            return Generation(folder, _number(folder), facts)
    return None


def newest_number(root: Path, name: str) -> int:
    """Give the number of the newest generation without looking into it; 0 where there is none."""
    return next((_number(folder) for folder in _folders(root, name)), 0)


def verify(folder: Path, thorough: bool = True) -> Mapping[str, Any] | None:
    """Read a generation's stamp and compare its files with it; None where anything is off."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        if stamp["format"] != FORMAT:
            return None
        for name, wanted in stamp["files"].items():
            if not _as_recorded(folder / name, wanted, thorough):
                logger.warning("index file is damaged, it will be built again: %s", folder.name)
                return None
        return dict(stamp["facts"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        logger.info("no usable index in %s: %s", folder.name, type(problem).__name__)
        return None


def write(root: Path, name: str, fill: Callable[[Path], Mapping[str, Any]], adopt: bool = False) -> Generation:
    """Make a new generation: `fill` writes files into an empty folder and gives the facts.

    Other programs see the generation before or the new one, never half of one.
    adopt: be content with what another program wrote while this one waited for its turn.
    """
    root.mkdir(parents=True, exist_ok=True)
    before = newest_number(root, name)
    with building(root):
        if adopt and newest_number(root, name) > before and (found := newest(root, name)):
            return found
        _clear_aside(root)
        number = newest_number(root, name) + 1
        aside = root / f"{name}-{number}{ASIDE}"
        aside.mkdir()
        try:
            facts = fill(aside)
            _stamp(aside, facts)
            final = root / f"{name}-{number}"
            aside.rename(final)
            _sync_folder(root)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        _clear_old(root, name, number)
    return Generation(final, number, facts)


@contextmanager
def building(root: Path) -> Iterator[None]:
    """Hold the right to build in a folder; the operating system takes it back from a killed program."""
    with (root / "building.lock").open("a+b") as file:
        _lock(file.fileno())
        try:
            yield
        finally:
            _unlock(file.fileno())


def checksum(path: Path) -> int:
    """Give the CRC-32 of a file without what libspatialindex leaves undefined in it."""
    if path.suffix == ".dat":
        return _tree_checksum(path)
    value = 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            value = zlib.crc32(piece, value)
    return value


def _tree_checksum(path: Path) -> int:
    """Leave out the rest of the header's page: it is rewritten from stale memory whenever a tree is closed."""
    head = path.with_suffix(".idx").read_bytes()[:68]
    page = int.from_bytes(head[0:4], "little")
    used = int.from_bytes(head[52:56], "little")  # the second entry, which is the header's: id, length, count, page
    value = 0
    with path.open("rb") as file:
        value = zlib.crc32(file.read(page + min(used, page)), value)
        file.seek(2 * page)
        while piece := file.read(CHUNK):
            value = zlib.crc32(piece, value)
    return value


def _as_recorded(path: Path, wanted: Mapping[str, int], thorough: bool) -> bool:
    found = path.stat()
    if found.st_size != wanted["size"]:
        return False
    if not thorough and found.st_mtime_ns == wanted["changed"]:
        return True
    if checksum(path) != wanted["crc"]:
        return False
    # a copied file is looked through once, not each time; where this may not be done, each time after all
    with suppress(OSError):
        os.utime(path, ns=(found.st_atime_ns, wanted["changed"]))
    return True


def _stamp(folder: Path, facts: Mapping[str, Any]) -> None:
    files = {}
    for path in sorted(folder.iterdir()):
        with path.open("r+b") as file:
            os.fsync(file.fileno())
        found = path.stat()
        files[path.name] = {"size": found.st_size, "changed": found.st_mtime_ns, "crc": checksum(path)}
    text = json.dumps({"format": FORMAT, "files": files, "facts": dict(facts)}, ensure_ascii=False)
    with (folder / STAMP).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(folder)


def _folders(root: Path, name: str) -> list[Path]:
    found = [path for path in root.glob(f"{name}-*") if path.name.removeprefix(f"{name}-").isdecimal()]
    return sorted(found, key=_number, reverse=True)


def _number(folder: Path) -> int:
    return int(folder.name.rpartition("-")[2])


def _clear_aside(root: Path) -> None:
    for left in root.glob(f"*{ASIDE}"):
        shutil.rmtree(left, ignore_errors=True)


def _clear_old(root: Path, name: str, number: int) -> None:
    """Remove what came before; where a system keeps open files (Windows), the next builder will."""
    for folder in _folders(root, name):
        if _number(folder) < number:
            # the stamp goes first: a folder that is half removed must not look whole
            (folder / STAMP).unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no way to sync a folder, and does not need one
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
