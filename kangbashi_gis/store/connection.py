"""Opens store files with SQLCipher's SQLite, the only SQLite library that ever touches them.

What SQLite reports is turned into errors of ours here, once for all stores.
"""

import errno
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import (
    DiskFull,
    OutputUnwritable,
    WorkspaceDamaged,
    WorkspaceHeld,
    WorkspaceMissing,
    WorkspaceReadOnly,
)
from kangbashi_gis.store import holder

logger = logging.getLogger(__name__)

BUSY_MS = 5_000
JOURNAL_BYTES = 64 * 1024 * 1024  # what a write-ahead log keeps of the disk after a large import
BULK_CACHE_KB = 64_000
HEADER_BYTES = 100
ALMOST_FULL_BYTES = 64 * 1024


def connect(path: Path, *, read_only: bool = False, key: bytes = b"") -> Connection:
    """Open a file that exists. A key of 32 bytes opens an encrypted one."""
    return _opened(path, "ro" if read_only else "rw", key)


def create(path: Path, key: bytes = b"") -> Connection:
    """Open a file that is made by this."""
    return _opened(path, "rwc", key)


def _opened(path: Path, mode: str, key: bytes) -> Connection:
    connection = dbapi2.connect(_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    return path.resolve().as_uri() + "?mode=" + mode


def _prepare(connection: Connection, key: bytes) -> None:
    if key:
        # SQLCipher would write its own log lines to the standard error, beside what the command line answers there
        connection.execute("PRAGMA cipher_log_level = NONE")
        # a raw key: SQLCipher takes it as it is; PRAGMA accepts no parameters, and hex digits need no quoting
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")


def require_table(connection: Connection, path: Path, name: str) -> None:
    """Raise WorkspaceDamaged where a file is SQLite's, but not one of ours."""
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]:
        raise WorkspaceDamaged(path=str(path), reason="not_ours")


def require_length(path: Path) -> None:
    """Raise WorkspaceDamaged where a file is shorter than its own header says, as after a copy that stopped."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
    except OSError as problem:
        raise WorkspaceDamaged(path=str(path), reason=problem.strerror or type(problem).__name__) from problem
    if len(head) < HEADER_BYTES:
        raise WorkspaceDamaged(path=str(path), reason="truncated")
    page_bytes, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    # a page size of 1 stands for 65,536; what the log beside the file holds need not be in it yet
    wanted = pages * (65_536 if page_bytes == 1 else page_bytes)
    if path.stat().st_size < wanted and not path.with_name(path.name + "-wal").exists():
        raise WorkspaceDamaged(path=str(path), reason="truncated")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system report about a file into errors of ours."""
    try:
        yield
    except dbapi2.Error as problem:
        raise meaning(problem, path) from problem
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(path=str(path)) from problem
        if problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise WorkspaceReadOnly(path=str(path)) from problem
        raise


@contextmanager
def translated_copy(source: Path, target: Path) -> Iterator[None]:
    """Turn what SQLite reports while a file is copied into errors of ours: about the target where that is at fault."""
    try:
        yield
    except dbapi2.Error as problem:
        name = _name(problem)
        if name == "FULL" or (name == "IOERR" and _almost_full(target)):
            raise DiskFull(path=str(target)) from problem
        if name == "CANTOPEN":
            # the source is open already
            raise OutputUnwritable(path=str(target), reason=REASONS[name]) from problem
        raise meaning(problem, source) from problem


def _name(problem: dbapi2.Error) -> str:
    primary = (getattr(problem, "sqlite_errorcode", 0) or 0) & 0xFF
    return CODES.get(primary, "")


def meaning(problem: dbapi2.Error, path: Path) -> Exception:
    """Give the error of ours that an SQLite error stands for; one that only a mistake of ours can cause stays."""
    name = _name(problem)
    if name in ("FULL", "IOERR") and (name == "FULL" or _almost_full(path)):
        return DiskFull(path=str(path.parent))
    if name in ("BUSY", "LOCKED"):
        return WorkspaceHeld(path=str(path.parent), holder=holder.who(path))
    if name == "READONLY":
        return WorkspaceReadOnly(path=str(path.parent))
    if name == "CANTOPEN" and not path.exists():
        return WorkspaceMissing(path=str(path))
    if name in REASONS:
        return WorkspaceDamaged(path=str(path), reason=REASONS[name])
    return problem


CODES = {
    5: "BUSY",
    6: "LOCKED",
    8: "READONLY",
    10: "IOERR",
    11: "CORRUPT",
    13: "FULL",
    14: "CANTOPEN",
    26: "NOTADB",
}

REASONS = {"CORRUPT": "damaged", "NOTADB": "damaged", "IOERR": "disk_error", "CANTOPEN": "cannot_be_opened"}


def _almost_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < ALMOST_FULL_BYTES
    except OSError as problem:
        logger.warning("free space cannot be read: %s", problem)
        return False
