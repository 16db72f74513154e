"""Says who is writing to a store file: a small note beside it, there for as long as the write lasts.

The lock itself is SQLite's; the note only gives it a name.
"""

import getpass
import json
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

logger = logging.getLogger(__name__)

UNKNOWN = "?"


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Name this process as the writer of a file while the `with` lasts."""
    note = _note(path)
    _write(note)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def who(path: Path) -> str:
    """Name the writer of a file, e.g. `li@office-3, 4711, 2026-05-01 09:30`; "?" for a program that leaves no note."""
    try:
        said = json.loads(_note(path).read_text(encoding="utf-8"))
        if said["host"] == socket.gethostname() and not _lives(int(said["pid"])):
            # left by a program that was killed; it is another one that holds the file now
            return UNKNOWN
        return f"{said['user']}@{said['host']}, {said['pid']}, {said['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        # no note, or one being written at this moment: the lock counts, not the note
        return UNKNOWN


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True  # Windows has no way to ask that does no harm
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(path: Path) -> Path:
    return path.with_name(path.name + "-writer")


def _write(note: Path) -> None:
    said = {
        "user": user_name(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": datetime.now().isoformat(" ", "minutes"),
    }
    try:
        note.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    except OSError as problem:
        # the write itself will tell whether the disk is full; a missing name is no reason to stop it
        logger.warning("the writer's note cannot be written: %s", problem)


def user_name() -> str:
    """Give the name the operating system knows the user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # a process without an entry in the user table, as in some containers
        return UNKNOWN
