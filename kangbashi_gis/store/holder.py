"""Says who is writing to a store file: a small note beside it, there for as long as the write lasts.

The lock itself is SQLite's; the note only gives it a name. A program that leaves no note, such as QGIS, is
looked for in the system's own list of locks, where there is one.
"""

import getpass
import json
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

logger = logging.getLogger(__name__)

UNKNOWN = "?"
UNNAMED = "unnamed"  # a key of `sentences.TERMS`
LOCKS, PROCESSES = Path("/proc/locks"), Path("/proc")
RESERVED_BYTE, WAL_WRITE_BYTE = 0x40000001, 120  # which SQLite locks to write: in the file, or in its -shm file


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
    """Name the writer of a file: `li@office-3, 4711, 2026-05-01 09:30`, or what is known of it, or `UNNAMED`."""
    return _noted(path) or _listed(path) or UNNAMED


def _noted(path: Path) -> str:
    """Give what the writer's note says; nothing where there is none, or that of a program which was killed."""
    try:
        said = json.loads(_note(path).read_text(encoding="utf-8"))
        if said["host"] == socket.gethostname() and not _lives(int(said["pid"])):
            # left by a program that was killed; it is another one that holds the file now
            return ""
        return f"{said['user']}@{said['host']}, {said['pid']}, {said['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        # no note, or one being written at this moment: the lock counts, not the note
        return ""


def _listed(path: Path) -> str:
    """Name the program that the system lists as the writer, e.g. `qgis, 4711`; nothing where it lists none."""
    wanted = {}
    for file, byte in ((path, RESERVED_BYTE), (path.with_name(path.name + "-shm"), WAL_WRITE_BYTE)):
        with suppress(OSError):
            wanted[str(file.stat().st_ino)] = byte
    try:
        lines = [line.split() for line in LOCKS.read_text(encoding="ascii").splitlines()]
        held = [line for line in lines if len(line) == 8 and line[3] == "WRITE"]
        for _, _, _, _, pid, where, first, last in held:
            byte = wanted.get(where.rpartition(":")[2], -1)
            if int(first) <= byte and (last == "EOF" or byte <= int(last)):
                return f"{(PROCESSES / pid / 'comm').read_text(encoding='utf-8').strip()}, {pid}"
    except (OSError, ValueError):
        # not Linux, or a program that ended meanwhile
        return ""
    return ""


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
