"""Tamper with the log of a workspace at random, and see whether each time it is noticed.

    python benchmarks/audit.py [--quick] [--cases N] [--seed S]

A workspace's log is written to and anchored at random moments; then one thing is done to it by code that uses only
Python's own sqlite3: a value changed, an event inserted, removed, moved, the end cut off, an older file or a younger
log put in its place, hashes computed anew included. `audit verify` has to find every case that touches anything up to
the last anchor. Also measured: what an event costs, and how many events a cut could hide.
"""

import argparse
import hashlib
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.errors import GisError  # noqa: E402
from kangbashi_gis.model.events import EventKind  # noqa: E402
from kangbashi_gis.operations import auditing  # noqa: E402
from kangbashi_gis.operations.workspace import create_workspace, open_workspace  # noqa: E402

EVENTS, QUICK = 260, 30  # the long log anchors itself twice, and once more at the end
SAVED = 3  # older files that may be put back
COLUMNS = ("at", "kind", "user", "session", "subject", "person", "reason", "count", "sealed")
Case = Callable[[sqlite3.Connection, random.Random, int], None]


def main() -> None:
    """Tamper, look, print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    cases = options.cases or (12 if options.quick else 1000)
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        os.environ["KANGBASHI_GIS_CONFIG"] = place
        event_ms, worst = prepare(Path(place), QUICK if cases < 100 else EVENTS)
        missed, tried, wrong = tamper_many(Path(place), cases, random.Random(options.seed))
    rows = [
        promise(f"{cases} cases of tampering before the last anchor: not found", 0, sum(missed.values()), "cases",
                scaled="12 cases of 1,000" if cases < 1000 else False, missed=dict(missed), tried=dict(tried)),
        promise("a log that nobody touched: findings", 0, wrong, "findings"),
        promise("events that could be cut off unseen, at most", 100, worst, "events"),
    ]  # fmt: skip
    print(document("audit", rows, event_ms=event_ms))


def prepare(place: Path, events: int) -> tuple[float, int]:
    """Write a log, keep older states of it; gives the milliseconds of an event, and the most that no anchor covered."""
    worst = 0
    with create_workspace(place / "示例", "示例") as space:
        started = time.perf_counter()
        for turn in range(events):
            space.note(EventKind.LOOKUP, subject="name", person=f"{turn:04x}", count=turn % 7)
            if turn % 20 == 0:
                worst = max(worst, auditing.verify(space).unprotected)
            if turn % (events // (SAVED + 1)) == 1 and turn < events - 2:
                earlier = place / f"旧{turn * SAVED // events}.db"
                earlier.unlink(missing_ok=True)
                space.log.copy(earlier)
        spent_ms = 1000 * (time.perf_counter() - started) / events
        auditing.put_down(space)
    # closed by now: the file is whole, and another SQLite library may write to it
    shutil.copy(place / "示例" / "log.db", place / "好.db")
    create_workspace(place / "另一个", "另一个").close()
    return round(spent_ms, 2), worst


def tamper_many(place: Path, cases: int, chance: random.Random) -> tuple[Counter[str], Counter[str], int]:
    """Do one thing at a time; gives what was missed, what was tried, and findings about the log as it was."""
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    log = place / "示例" / "log.db"
    with open_workspace(place / "示例") as space:
        wrong = len(auditing.verify(space).findings)
    shutil.copy(log, place / "好.db")
    for number in range(cases):
        name = list(CASES)[number % len(CASES)]
        tried[name] += 1
        CASES[name](place, log, chance)
        if not is_found(place / "示例"):
            missed[name] += 1
        shutil.copy(place / "好.db", log)
    return missed, tried, wrong


def is_found(folder: Path) -> bool:
    """Tell whether a workspace whose log was tampered with does not open, or says so."""
    try:
        with open_workspace(folder) as space:
            return not auditing.verify(space).whole
    except GisError:
        return True


def _in_file(work: Case) -> Callable[[Path, Path, random.Random], None]:
    """Let a case change the file in place; it chooses among the events that the last anchor covers."""

    def done(place: Path, log: Path, chance: random.Random) -> None:
        connection = sqlite3.connect(log)
        last = connection.execute("SELECT max(count) FROM events WHERE kind = 'anchor'").fetchone()[0]
        work(connection, chance, chance.randrange(2, last))
        connection.commit()
        connection.close()

    return done


def changed(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Change one value, and nothing else."""
    column = chance.choice(COLUMNS)
    value = f"改{chance.random()}" if column != "count" else chance.randrange(1000, 9999)
    connection.execute(f"UPDATE events SET {column} = ? WHERE number = ?", (value, number))  # noqa: S608


def rehashed(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Change one value and write all later hashes anew, as somebody does who knows the method."""
    connection.execute("UPDATE events SET user = '别人' WHERE number = ?", (number,))
    rewrite(connection)


def removed(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Remove some events."""
    connection.execute("DELETE FROM events WHERE number BETWEEN ? AND ?", (number, number + chance.randrange(3)))


def removed_and_rewritten(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Remove an event, close the gap and write all hashes anew."""
    connection.execute("DELETE FROM events WHERE number = ?", (number,))
    connection.execute("UPDATE events SET number = -number + 1 WHERE number > ?", (number,))
    connection.execute("UPDATE events SET number = -number WHERE number < 0")
    rewrite(connection)


def inserted(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Put a copy of an event in, and write all hashes anew."""
    connection.execute("UPDATE events SET number = -number - 1 WHERE number > ?", (number,))
    connection.execute("UPDATE events SET number = -number WHERE number < 0")
    row = connection.execute("SELECT * FROM events WHERE number = ?", (number,)).fetchone()
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number + 1, *row[1:]))
    rewrite(connection)


def swapped(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Let two neighbours change places."""
    for old, new in ((number, -1), (number + 1, number), (-1, number + 1)):
        connection.execute("UPDATE events SET number = ? WHERE number = ?", (new, old))


def cut(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    """Cut the end off."""
    connection.execute("DELETE FROM events WHERE number > ?", (number,))


def rewrite(connection: sqlite3.Connection) -> None:
    """Write all hashes anew; this code knows the method from its description, and shares nothing with it."""
    previous = bytes(32)
    for row in connection.execute("SELECT * FROM events ORDER BY number").fetchall():
        found = hashlib.blake2b(digest_size=32)
        for value in (*row[:10], previous):
            said = value if isinstance(value, bytes) else str(value).encode()
            found.update(len(said).to_bytes(8, "big") + said)
        connection.execute(
            "UPDATE events SET previous = ?, hash = ? WHERE number = ?", (previous, found.digest(), row[0])
        )
        previous = found.digest()


def older(place: Path, log: Path, chance: random.Random) -> None:
    """Put an older log back."""
    put_back(place / f"旧{chance.randrange(SAVED)}.db", log)


def older_and_longer(place: Path, log: Path, chance: random.Random) -> None:
    """Put an older log back and let it grow until it is as long as it was."""
    older(place, log, chance)
    connection = sqlite3.connect(log)
    row = connection.execute("SELECT * FROM events ORDER BY number DESC LIMIT 1").fetchone()
    added = [(number, *row[1:]) for number in range(row[0] + 1, row[0] + EVENTS + 60)]
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", added)
    rewrite(connection)
    connection.commit()
    connection.close()


def another(place: Path, log: Path, chance: random.Random) -> None:
    """Put the log of another workspace in its place."""
    put_back(place / "另一个" / "log.db", log)


def put_back(source: Path, log: Path) -> None:
    """Put another file in the place of the log."""
    shutil.copy(source, log)


CASES: dict[str, Callable[[Path, Path, random.Random], None]] = {
    "changed": _in_file(changed),
    "changed, hashes anew": _in_file(rehashed),
    "removed": _in_file(removed),
    "removed, hashes anew": _in_file(removed_and_rewritten),
    "inserted, hashes anew": _in_file(inserted),
    "moved": _in_file(swapped),
    "cut": _in_file(cut),
    "older file": older,
    "older file grown again": older_and_longer,
    "another log": another,
}


if __name__ == "__main__":
    main()
