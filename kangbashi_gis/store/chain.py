"""The chain of events: rows that are only ever added, each with a hash over itself and the row before.

Adding needs no secret, so that a failed log-in is logged too. Whoever changes, inserts, removes or moves a row has to
write all later hashes anew, and those were written down elsewhere: in the vault and in anchors (`store/anchors.py`).
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.events import Event, EventKind, Finding

NAME_BYTES = 16
HASH_BYTES = 32
FIRST = bytes(HASH_BYTES)  # what stands before the first event

TABLE = """CREATE TABLE IF NOT EXISTS events (number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL,
  user TEXT NOT NULL, session TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
  count INTEGER NOT NULL, sealed BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL)"""
BY_USER = "CREATE INDEX IF NOT EXISTS events_by_user ON events (user, kind, at)"
# few rows: without it each look-up would go through the whole log
OF_LIMITS = "CREATE INDEX IF NOT EXISTS events_of_limits ON events (subject, number) WHERE kind = 'limits'"
BY_KIND = "CREATE INDEX IF NOT EXISTS events_by_kind ON events (kind)"
EVENTS = """SELECT number, at, kind, user, session, subject, person, reason, count, sealed, previous, hash
  FROM events"""
INSERT = """INSERT INTO events (number, at, kind, user, session, subject, person, reason, count, sealed, previous, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def now() -> str:
    """Give this moment as it is written in the log."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def begin(connection: Connection) -> None:
    """Make the table, and the first event, whose subject is the random name of this chain."""
    connection.execute(TABLE)
    connection.execute(BY_USER)
    connection.execute(BY_KIND)
    connection.execute(OF_LIMITS)
    append(connection, EventKind.CREATED, subject=secrets.token_hex(NAME_BYTES))


def is_begun(connection: Connection) -> bool:
    """Tell whether a log has a chain: one of an earlier format has none."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'events'").fetchone()[0]
    return bool(found)


def append(connection: Connection, kind: EventKind, **said: Any) -> Event:
    """Add an event within the transaction under way; keywords are the fields of `Event` that the caller knows.

    The caller holds the write lock, so that two programs never write the same number.
    """
    row = connection.execute("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (row[0] + 1, bytes(row[1])) if row else (1, FIRST)
    event = _complete(number, previous, kind, said)
    connection.execute(INSERT, tuple(vars(event).values()))
    return event


def _complete(number: int, previous: bytes, kind: EventKind, said: dict[str, Any]) -> Event:
    plain = {
        "at": now(),
        "user": "",
        "session": "",
        "subject": "",
        "person": "",
        "reason": "",
        "count": 0,
        "sealed": b"",
        **said,
    }
    event = Event(number=number, kind=kind.value, previous=previous, hash=b"", **plain)
    return Event(**{**vars(event), "hash": digest(event)})


def digest(event: Event) -> bytes:
    """Hash all of an event but its hash; lengths stand before the values, so that none can be pushed into the next."""
    found = hashlib.blake2b(digest_size=HASH_BYTES)
    for name, value in vars(event).items():
        if name == "hash":
            continue
        said = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        found.update(len(said).to_bytes(8, "big"))
        found.update(said)
    return found.digest()


def head(connection: Connection) -> tuple[int, bytes]:
    """Give the number and the hash of the last event; (0, zeros) where there is none."""
    row = connection.execute("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], bytes(row[1])) if row else (0, FIRST)


def name(connection: Connection) -> str:
    """Give the random name of this chain; "" where the first event is not what it should be."""
    row = connection.execute("SELECT subject FROM events WHERE number = 1 AND kind = ?", ("created",)).fetchone()
    return str(row[0]) if row else ""


def events(connection: Connection, where: str = "1", values: Sequence[Any] = (), limit: int = -1) -> Iterator[Event]:
    """Give events in their order; `where` is SQL of this package with ? for values."""
    for row in connection.execute(" ".join((EVENTS, "WHERE", where, "ORDER BY number LIMIT ?")), (*values, limit)):
        yield _event(row)


def latest(connection: Connection, where: str, values: Sequence[Any], limit: int) -> list[Event]:
    """Give the latest events of some kind, newest first."""
    command = " ".join((EVENTS, "WHERE", where, "ORDER BY number DESC LIMIT ?"))
    return [_event(row) for row in connection.execute(command, (*values, limit))]


def _event(row: tuple[Any, ...]) -> Event:
    return Event(*row[:9], *(_bytes(value) for value in row[9:]))


def _bytes(value: Any) -> bytes:
    """Take what stands in a column of bytes; who tampered may have left anything there."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def faults(connection: Connection) -> Iterator[Finding]:
    """Count the chain through: numbers without a gap, each hash right and on the one before."""
    before, previous = 0, FIRST
    for event in events(connection):
        if event.number != before + 1:
            yield Finding("missing", before + 1, str(event.number - before - 1))
        elif event.previous != previous:
            yield Finding("moved", event.number)
        if event.hash != digest(event):
            yield Finding("changed", event.number)
        before, previous = event.number, event.hash
    if not before:
        yield Finding("empty", 0)


def of_operation(operation: str, undoes: int | None) -> str:
    """Name an operation in an event: with the number of the one that it takes back."""
    return operation if undoes is None else f"{operation} {undoes}"


def faults_of_entries(connection: Connection) -> Iterator[Finding]:
    """Compare the operations with the events of their beginning and end; those older than the chain are left out."""
    begun = {event.count: event for event in events(connection, "kind = 'begun'")}
    ended = {event.count: event for event in events(connection, "kind = 'ended'")}
    command = "SELECT number, operation, undoes, subject, user, session, begun, ended, outcome FROM entries"
    standing = {
        number: (of_operation(name, undoes), *rest) for number, name, undoes, *rest in connection.execute(command)
    }
    for number, event in begun.items():
        end = ended.get(number)
        said: tuple[str | None, ...] = (event.reason, event.subject, event.user, event.session, event.at)
        said += (end.at, end.reason) if end else (None, None)
        if number not in standing:
            yield Finding("operation_missing", event.number, str(number))
        elif standing[number] != said:
            yield Finding("operation_changed", event.number, str(number))
    surplus = [one for one in standing if begun and one > min(begun) and one not in begun]
    yield from (Finding("operation_added", 0, str(number)) for number in surplus)
