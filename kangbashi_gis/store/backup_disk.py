"""Files on a backup disk: written aside, synced, read back, renamed. What a disk does wrong becomes errors of ours."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from kangbashi_gis.errors import BackupDamaged, BackupDiskGone, DiskFull, OutputUnwritable
from kangbashi_gis.store.accounts import sync

PART = ".part"
BLOCK = 1 << 20
GONE = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE, errno.ENOTDIR)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the operating system reports about a backup disk into errors of ours."""
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(folder)) from problem
        if problem.errno in GONE:
            raise BackupDiskGone(path=str(folder)) from problem
        reason = problem.strerror or type(problem).__name__
        raise OutputUnwritable(path=str(folder), reason=reason) from problem


class Writing:
    """A file that is written aside; it bears its name only once it is synced and was read back as it was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._aside = path.with_name(path.name + PART)
        self._digest = blake2b()
        self._file = self._aside.open("wb")

    def add(self, content: bytes) -> int:
        """Add bytes; gives where they begin."""
        at = self.size
        self._file.write(content)
        self._digest.update(content)
        self.size += len(content)
        return at

    def seal(self) -> None:
        """Sync and read back: what a bad disk has swallowed is noticed now, not when it is needed."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if _digest_on_disk(self._aside) != self._digest.digest():
            raise BackupDamaged(path=str(self.path), count=0)

    def finish(self) -> None:
        """Give the file its name."""
        self._aside.replace(self.path)
        with suppress(OSError):  # some file systems cannot sync a folder
            sync(self.path.parent)

    def give_up(self) -> None:
        """Leave nothing."""
        self._file.close()
        with suppress(OSError):
            self._aside.unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """Write one small file whole, or not at all."""
    writing = Writing(path)
    try:
        writing.add(content)
        writing.seal()
        writing.finish()
    except BaseException:
        writing.give_up()
        raise


def _digest_on_disk(path: Path) -> bytes:
    found = blake2b()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            # from the disk, not from what the system remembers of it
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := file.read(BLOCK):
            found.update(block)
    return found.digest()
