"""Which programs have a workspace open: a locked file for each, which the system unlocks when its process ends.

So an operation of a program that is still at work is never mistaken for one that was killed.
"""

import logging
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

SUFFIX = ".lock"
OF_VAULT = "vault."  # begins the name of a vault's process


class Presence:
    """One program's presence in a workspace, from opening to closing; or beside a folder that it builds.

    prefix: of its name, where the folder holds other things too.
    """

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.session = prefix + uuid.uuid4().hex
        self._path = folder / (self.session + SUFFIX)
        folder.mkdir(exist_ok=True)
        self._file = self._locked()

    def _locked(self) -> IO[bytes]:
        """Make and lock the file; again when a sweep by another program came between the two."""
        while True:
            file = self._path.open("wb")
            with suppress(BlockingIOError):
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


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only program that is at work on a file; raises BlockingIOError, FileNotFoundError."""
    with path.open("rb+") as file:
        try:
            _lock(file)
        except FileNotFoundError:
            raise
        except OSError as problem:
            raise BlockingIOError from problem
        yield


def sweep(folder: Path, prefix: str = "") -> None:
    """Remove what dead sessions have left: their lock files and whatever they had staged.

    With a prefix only what bears the name of such a session; else all there is.
    """
    import shutil

    session = re.compile(re.escape(prefix) + r"[0-9a-f]{32}(\.lock)?")
    for left in folder.iterdir():
        if prefix and not session.fullmatch(left.name):
            continue
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
