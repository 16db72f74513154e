"""One store file: a reading connection per thread, one writing transaction at a time."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import WorkspaceHeld, WorkspaceReadOnly
from kangbashi_gis.store import holder
from kangbashi_gis.store.connection import BULK_CACHE_KB, BUSY_MS, connect, require_table, translated

logger = logging.getLogger(__name__)

Equip = Callable[[Connection], None]

READER_CACHE_KB = 16_000


def bare(connection: Connection) -> None:
    """Leave a connection as it is: for files whose triggers ask for no functions of ours."""


class Database:
    """An open store file. Threads read side by side; every write is one transaction with an operation's number."""

    def __init__(self, path: Path, *, read_only: bool = False, key: bytes = b"", equip: Equip = bare) -> None:
        self.path = path
        self.read_only = read_only
        self._key = key
        self._equip = equip
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, Connection]] = []
        self._opening = threading.Lock()
        self._turn = threading.Lock()
        try:
            with translated(path):
                require_table(self.reader(), path, "kbs_meta")
                if not read_only:
                    enter_wal(self.reader())
        except BaseException:
            self._close_readers()
            raise

    def reader(self) -> Connection:
        """Give this thread's reading connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self.connect()
            # so that of ten million rows only the page that holds a row is read, not those that lead to it
            connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KB}")
            self._local.connection = connection
            with self._opening:
                self._close_readers_of(lambda thread: not thread.is_alive())
                self._opened.append((threading.current_thread(), connection))
        return connection

    def connect(self) -> Connection:
        """Open one more connection, which the caller closes."""
        with translated(self.path):
            connection = connect(self.path, read_only=self.read_only, key=self._key)
            self._equip(connection)
            return connection

    @contextmanager
    def transaction(self, operation: int, undoes: int | None = None) -> Iterator[Connection]:
        """Write in one transaction under an operation's number: commits at the end, rolls back on any exception."""
        if self.read_only:
            raise WorkspaceReadOnly(path=str(self.path.parent))
        if not self._turn.acquire(timeout=BUSY_MS / 1000):
            raise WorkspaceHeld(path=str(self.path.parent), holder=holder.who(self.path))
        try:
            with translated(self.path), self._writing() as connection, holder.named(self.path):
                open_gate(connection, operation, undoes)
                yield connection
                close_gate(connection)
                connection.execute("COMMIT")
        finally:
            self._turn.release()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold the write lock without writing, so that nobody else writes."""
        with translated(self.path), self._writing(), holder.named(self.path):
            yield

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        connection = self.connect()
        try:
            connection.execute(f"PRAGMA cache_size = -{BULK_CACHE_KB}")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
        finally:
            # closing rolls back whatever was not committed
            connection.close()

    def close(self) -> None:
        """Close all connections; the last program to close leaves one whole file without a write-ahead log."""
        self._close_readers()
        if not self.read_only and self.path.exists():
            leave_wal(self.path, self._key)

    def _close_readers(self) -> None:
        with self._opening:
            self._close_readers_of(lambda thread: True)
        self._local = threading.local()

    def _close_readers_of(self, chosen: Callable[[threading.Thread], bool]) -> None:
        left = []
        for thread, connection in self._opened:
            if chosen(thread):
                connection.close()
            else:
                left.append((thread, connection))
        self._opened = left


def enter_wal(connection: Connection) -> None:
    """Write ahead from now on, so that readers and a writer do not wait for each other."""
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except dbapi2.OperationalError as problem:
        # another program is reading in the old mode: slower side by side, but as safe
        logger.info("the file stays without a write-ahead log: %s", problem)


def leave_wal(path: Path, key: bytes = b"") -> None:
    """Fold the write-ahead log into the file, unless another program still has it open."""
    try:
        connection = connect(path, key=key)
    except dbapi2.Error as problem:
        logger.warning("the file cannot be tidied on closing: %s", problem)
        return
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except dbapi2.Error as problem:
        logger.info("the write-ahead log stays for another program: %s", problem)
    finally:
        connection.close()


def open_gate(connection: Connection, operation: int, undoes: int | None) -> None:
    """Put the operation's number where the triggers copy it from, and keep it even if no row will change."""
    connection.execute("UPDATE kbs_gate SET operation = ?, bulk = 0", (operation,))
    connection.execute(
        "INSERT INTO kbs_operations (number, at, undoes) VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?)",
        (operation, undoes),
    )


def close_gate(connection: Connection) -> None:
    """Take the number away, so that edits by other programs are not counted as ours."""
    connection.execute("UPDATE kbs_gate SET operation = NULL, bulk = 0")
