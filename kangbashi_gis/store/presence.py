"""Which programs have a workspace open: a locked file for each, which the system unlocks when its process ends.

So an operation of a program that is still at work is never mistaken for one that was killed.
"""

import logging
import sys
import uuid
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

SUFFIX = ".lock"


class Presence:
    """One program's presence in a workspace, from opening to closing."""

    def __init__(self, folder: Path) -> None:
        self.session = uuid.uuid4().hex
        self._path = folder / (self.session + SUFFIX)
        folder.mkdir(exist_ok=True)
        self._file = self._locked()

    def _locked(self) -> IO[bytes]:
        """Make and lock the file; again when a sweep by another program came between the two."""
        while True:
            file = self._path.open("wb")
            _lock(file)
            if self._path.exists():
                return file
            file.close()

    def leave(self) -> None:
        """End the presence."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def present(folder: Path, session: str) -> bool:
    """Tell whether the program of a session still has the workspace open."""
    try:
        with (folder / (session + SUFFIX)).open("rb+") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        # held by its living owner
        return True
    return False


def sweep(folder: Path) -> None:
    """Remove what dead sessions have left: their lock files and whatever they had staged."""
    import shutil

    for left in folder.iterdir():
        if present(folder, left.name.removesuffix(SUFFIX)):
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        """Lock a file for this process; OSError when another has it."""
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        """Lock a file for this process; OSError when another has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
