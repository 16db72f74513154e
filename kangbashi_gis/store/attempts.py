"""Failures to log in, and the wait that follows them: across restarts, and when somebody sets the clock back.

A name is counted whether there is such an account or not, so that nobody learns which there are. It is kept as a
digest, because people type their password into the field for the name.
"""

import math
import time

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import LoginLocked
from kangbashi_gis.store.keys import digest

TABLE = "CREATE TABLE attempts (who BLOB PRIMARY KEY, failures INTEGER NOT NULL, until REAL NOT NULL, at REAL NOT NULL)"
MOST_FAILURES = 5
LOCKED_S = 30 * 60
MOST_NAMES = 10_000  # so many that to try them takes longer than the wait; the oldest are forgotten
PURPOSE = "attempts"


def wall_clock() -> float:
    """Give the seconds since 1970 by the clock of the computer."""
    return time.time()


def begin(connection: Connection, name: str) -> int:
    """Count a try as failed before it is made, so that no kill undoes the count; gives minutes to wait, 0 for none."""
    now, who = tell(connection), _who(connection, name)
    minutes = minutes_left(connection, name, now)
    if minutes:
        return minutes
    row = connection.execute("SELECT failures, until FROM attempts WHERE who = ?", (who,)).fetchone()
    # a wait that is over starts the count anew
    failures = 1 if row is None or row[1] else row[0] + 1
    until = now + LOCKED_S if failures >= MOST_FAILURES else 0.0
    connection.execute("INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?)", (who, failures, until, now))
    connection.execute(
        "DELETE FROM attempts WHERE who NOT IN (SELECT who FROM attempts ORDER BY at DESC LIMIT ?)", (MOST_NAMES,)
    )
    return 0


def forget(connection: Connection, name: str) -> None:
    """Forget the failures of a name."""
    connection.execute("DELETE FROM attempts WHERE who = ?", (_who(connection, name),))


def minutes_left(connection: Connection, name: str, now: float | None = None) -> int:
    """Give the minutes, rounded up, for which nobody can log in under a name."""
    moment = _seen(connection) if now is None else now
    row = connection.execute("SELECT until FROM attempts WHERE who = ?", (_who(connection, name),)).fetchone()
    return max(0, math.ceil((row[0] - moment) / 60)) if row and row[0] else 0


def require(minutes: int) -> None:
    """Raise LoginLocked where there are minutes to wait."""
    if minutes:
        raise LoginLocked(minutes=minutes)


def tell(connection: Connection) -> float:
    """Give the time that counts, and remember it: it never goes back, and goes on while the computer runs."""
    now = _seen(connection)
    for fact, value in (("clock", now), ("ticks", time.monotonic())):
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (fact, repr(value).encode()))
    return now


def _seen(connection: Connection) -> float:
    """Give the larger of the clock and of the latest time that was seen, plus what the computer has run since.

    The ticks count from the start of the computer. After a restart their difference is less than what has passed, or
    below zero, so it never makes a wait shorter than it is.
    """
    known = dict(connection.execute("SELECT name, value FROM facts WHERE name IN ('clock', 'ticks')").fetchall())
    if len(known) < 2:
        return time.time()
    seen, ticks = float(known["clock"]), float(known["ticks"])
    return max(time.time(), seen + max(0.0, time.monotonic() - ticks))


def _who(connection: Connection, name: str) -> bytes:
    salt = bytes(connection.execute("SELECT value FROM facts WHERE name = 'salt'").fetchone()[0])
    return digest(name.encode(), PURPOSE, salt)
