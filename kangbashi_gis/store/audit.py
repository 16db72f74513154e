"""The log of operations and of events: a file of its own, synced at each row and locked for milliseconds.

A write-ahead log needs one sync for a row, where a rollback journal needs four and the removal of a file.

A row is begun before anything is written and ended afterwards. A row without an end belongs to an
operation that is still at work, or was killed: then opening the workspace settles it. No row holds
anything personal: the subject is a theme or a file's name. Each beginning and end is an event of the chain too
(`store/chain.py`), added in the same transaction, as is whatever else is to be proved later.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import WorkspaceReadOnly
from kangbashi_gis.model.events import Anchor, Event, EventKind, Finding
from kangbashi_gis.model.quotas import Quota
from kangbashi_gis.store import chain
from kangbashi_gis.store.connection import connect, create, require_table, translated, translated_copy
from kangbashi_gis.store.database import enter_wal, leave_wal

# "idle": done, but nothing had to be changed, so there is nothing to undo
Outcome = Literal["done", "undone", "idle"]

TABLE = """CREATE TABLE entries (number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL,
  subject TEXT NOT NULL, user TEXT NOT NULL, session TEXT NOT NULL, undoes INTEGER,
  begun TEXT NOT NULL, ended TEXT, outcome TEXT)"""
ENTRY = "SELECT number, operation, subject, user, session, undoes, begun, ended, outcome FROM entries"

BEFORE = "SELECT number FROM events WHERE at < ? ORDER BY number DESC LIMIT 1"
SINCE = """SELECT count(*), coalesce(sum(max(count, 1)), 0) FROM events
  WHERE number > ? AND +user = ? AND +kind = ? AND (? = '' OR subject = ?) AND reason != 'typing'"""
RECENT = """SELECT coalesce(sum(reason != 'typing'), 0), coalesce(sum(count), 0),
  count(DISTINCT CASE WHEN subject GLOB '[0-9]*' THEN subject END)
  FROM events WHERE user = ? AND kind = ? AND at >= ?"""
PER_DAY = """SELECT count(*) FROM events WHERE user = ? AND kind = ? AND at >= ? AND at < ? AND reason != 'typing'
  GROUP BY date(at, '+8 hours')"""


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
        self._read_only = read_only
        self._turn = threading.Lock()
        with translated(path):
            self._connection = connect(path, read_only=read_only)
            try:
                require_table(self._connection, path, "entries")
                if not read_only:
                    self._begin_chain()
                    enter_wal(self._connection)
            except BaseException:
                self._connection.close()
                raise

    @classmethod
    def create(cls, path: Path) -> None:
        """Make an empty log."""
        with translated(path), closing(create(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(TABLE)
            chain.begin(connection)
            connection.execute("COMMIT")

    def begin(self, user: str, operation: str, subject: str, undoes: int | None = None) -> int:
        """Log that an operation begins; on return its row is on the disk. Gives its number."""
        at, what = chain.now(), chain.of_operation(operation, undoes)
        values = (operation, subject, user, self._session, undoes, at)
        command = (
            "INSERT INTO entries (operation, subject, user, session, undoes, begun)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number"
        )
        with self._adding() as connection:
            number: int = connection.execute(command, values).fetchone()[0]
            self._append(connection, EventKind.BEGUN, at=at, user=user, subject=subject, reason=what, count=number)
        return number

    def finish(self, number: int, outcome: Outcome) -> Event:
        """Log how an operation ended; gives the event that tells it."""
        at = chain.now()
        with self._adding() as connection:
            connection.execute("UPDATE entries SET ended = ?, outcome = ? WHERE number = ?", (at, outcome, number))
            row = connection.execute("SELECT user FROM entries WHERE number = ?", (number,)).fetchone()
            user = row[0] if row else ""
            return self._append(connection, EventKind.ENDED, at=at, user=user, reason=outcome, count=number)

    def note(self, kind: EventKind, user: str, **said: Any) -> Event:
        """Add an event; on return it is on the disk. Keywords: subject, person, reason, count, sealed."""
        with self._adding() as connection:
            return self._append(connection, kind, user=user, **said)

    def _append(self, connection: Connection, kind: EventKind, **said: Any) -> Event:
        return chain.append(connection, kind, session=self._session, **said)

    @contextmanager
    def _adding(self) -> Iterator[Connection]:
        """Hold the write lock of the file, so that no other program adds an event with the same number."""
        with self._turn, translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                require_table(self._connection, self.path, "events")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin_chain(self) -> None:
        """Give a log of an earlier format its chain."""
        if not chain.is_begun(self._connection):
            self._connection.execute("BEGIN IMMEDIATE")
            # another program may have done it while we waited for the lock
            if not chain.is_begun(self._connection):
                chain.begin(self._connection)
            self._connection.execute("COMMIT")
        for index in (chain.OF_LIMITS, chain.BY_KIND):
            self._connection.execute(index)  # a log of before has none

    def head(self) -> Anchor:
        """Give the last event as it would be written down elsewhere."""
        with self._turn, translated(self.path):
            if not chain.is_begun(self._connection):
                # of an earlier format, on a medium that cannot be written
                raise WorkspaceReadOnly(path=str(self.path.parent))
            number, found = chain.head(self._connection)
            return Anchor(chain.name(self._connection), number, chain.now(), found)

    def faults(self) -> list[Finding]:
        """Count the chain through, and compare the operations with what it says of them."""
        with self._turn, translated(self.path):
            return [*chain.faults(self._connection), *chain.faults_of_entries(self._connection)]

    def events(self, where: str = "1", values: Sequence[Any] = (), limit: int = 1000) -> list[Event]:
        """Give the latest events that fulfil a condition of this package's, newest first."""
        with self._turn, translated(self.path):
            return chain.latest(self._connection, where, values, limit)

    def first(self, kind: EventKind) -> Event | None:
        """Give the first event of a kind, or None."""
        with self._turn, translated(self.path):
            return next(chain.events(self._connection, "kind = ?", (kind.value,), 1), None)

    def hash_of(self, number: int) -> bytes | None:
        """Give the hash of an event; None where there is no such event."""
        found = self._rows("SELECT hash FROM events WHERE number = ?", (number,))
        return bytes(found[0][0]) if found else None

    def count(self, kind: EventKind, user: str, since: str) -> int:
        """Sum what a user's events of a kind counted since a moment, each at least one."""
        command = "SELECT coalesce(sum(max(count, 1)), 0) FROM events WHERE user = ? AND kind = ? AND at >= ?"
        return int(self._rows(command, (user, kind.value, since))[0][0])

    def since_midnight(self, quota: Quota, user: str, midnight: str) -> int:
        """Count what a user has used since the last event, by its place in the log, of an earlier day.

        What goes on with the event before (`typing`) is left out.
        """
        about = (quota.kind.value, quota.subject, quota.subject)
        with self._turn, translated(self.path):
            last = self._connection.execute(BEFORE, (midnight,)).fetchone()
            # the + keeps SQLite from going through all that the user ever did
            row = self._connection.execute(SINCE, (last[0] if last else 0, user, *about)).fetchone()
            return int(row[1] if quota.counted else row[0])

    def recent(self, kind: str, user: str, since: str) -> tuple[int, int, int]:
        """Count a user's events since a moment: all but what goes on (`typing`), their counts, different places."""
        row = self._rows(RECENT, (user, kind, since))[0]
        return int(row[0]), int(row[1]), int(row[2])

    def per_day(self, kind: EventKind, user: str, since: str, until: str) -> list[int]:
        """Count a user's events of a kind on each day, of China, on which there were any."""
        return [row[0] for row in self._rows(PER_DAY, (user, kind.value, since, until))]

    def unsettled(self) -> list[Entry]:
        """Give the operations without an end, oldest first."""
        return self._entries(ENTRY + " WHERE outcome IS NULL ORDER BY number")

    def entries(self, limit: int = 1000) -> list[Entry]:
        """Give the latest operations, newest first."""
        return self._entries(ENTRY + " ORDER BY number DESC LIMIT ?", (limit,))

    def entry(self, number: int) -> Entry | None:
        """Give one operation, or None."""
        return next(iter(self._entries(ENTRY + " WHERE number = ?", (number,))), None)

    def first_outcome(self, number: int) -> Outcome:
        """Give how an operation ended at first, whatever a restored backup made of it later."""
        command = "SELECT reason FROM events WHERE kind = 'ended' AND count = ? ORDER BY number LIMIT 1"
        found = self._rows(command, (number,))
        outcome: Outcome = found[0][0] if found else "done"
        return "done" if outcome == "undone" else outcome

    def copy(self, target: Path) -> None:
        """Write a whole copy."""
        with self._turn, translated_copy(self.path, target):
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close the file; the last program to close leaves one whole file without a write-ahead log."""
        with self._turn:
            self._connection.close()
            if not self._read_only and self.path.exists():
                leave_wal(self.path)

    def _entries(self, command: str, values: Sequence[Any] = ()) -> list[Entry]:
        return [Entry(*row) for row in self._rows(command, values)]

    def _rows(self, command: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._turn, translated(self.path):
            found: list[Any] = self._connection.execute(command, values).fetchall()
            return found
