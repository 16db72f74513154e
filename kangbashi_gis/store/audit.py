"""The log of operations: a file of its own, synced at each row and locked for milliseconds.

A row is begun before anything is written and ended afterwards. A row without an end belongs to an
operation that is still at work, or was killed: then opening the workspace settles it. No row holds
anything personal: the subject is a theme or a file's name.
"""

import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from kangbashi_gis.store.connection import connect, create, require_table, translated, translated_copy

# "idle": done, but nothing had to be changed, so there is nothing to undo
Outcome = Literal["done", "undone", "idle"]

TABLE = """CREATE TABLE entries (number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL,
  subject TEXT NOT NULL, user TEXT NOT NULL, session TEXT NOT NULL, undoes INTEGER,
  begun TEXT NOT NULL, ended TEXT, outcome TEXT)"""
ENTRY = "SELECT number, operation, subject, user, session, undoes, begun, ended, outcome FROM entries"


@dataclass(frozen=True)
class Entry:
    """One operation: who began it when, and how it ended; outcome is None while it is not settled."""

    number: int
    operation: str
    subject: str
    user: str
    session: str
    undoes: int | None
    begun: str
    ended: str | None
    outcome: Outcome | None


class AuditLog:
    """An open log. Its numbers name the operations in all store files of the workspace."""

    def __init__(self, path: Path, session: str = "", read_only: bool = False) -> None:
        self.path = path
        self._session = session
        self._turn = threading.Lock()
        with translated(path):
            self._connection = connect(path, read_only=read_only)
            try:
                require_table(self._connection, path, "entries")
            except BaseException:
                self._connection.close()
                raise

    @classmethod
    def create(cls, path: Path) -> None:
        """Make an empty log."""
        with translated(path), closing(create(path)) as connection:
            connection.execute(TABLE)

    def begin(self, user: str, operation: str, subject: str, undoes: int | None = None) -> int:
        """Log that an operation begins; on return its row is on the disk. Gives its number."""
        values = (operation, subject, user, self._session, undoes, _now())
        command = (
            "INSERT INTO entries (operation, subject, user, session, undoes, begun)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number"
        )
        number: int = self._rows(command, values)[0][0]
        return number

    def finish(self, number: int, outcome: Outcome) -> None:
        """Log how an operation ended."""
        self._rows("UPDATE entries SET ended = ?, outcome = ? WHERE number = ?", (_now(), outcome, number))

    def unsettled(self) -> list[Entry]:
        """Give the operations without an end, oldest first."""
        return self._entries(ENTRY + " WHERE outcome IS NULL ORDER BY number")

    def entries(self, limit: int = 1000) -> list[Entry]:
        """Give the latest operations, newest first."""
        return self._entries(ENTRY + " ORDER BY number DESC LIMIT ?", (limit,))

    def entry(self, number: int) -> Entry | None:
        """Give one operation, or None."""
        return next(iter(self._entries(ENTRY + " WHERE number = ?", (number,))), None)

    def copy(self, target: Path) -> None:
        """Write a whole copy."""
        with self._turn, translated_copy(self.path, target):
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._connection.close()

    def _entries(self, command: str, values: Sequence[Any] = ()) -> list[Entry]:
        return [Entry(*row) for row in self._rows(command, values)]

    def _rows(self, command: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._turn, translated(self.path):
            found: list[Any] = self._connection.execute(command, values).fetchall()
            return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
