"""The ledger of what was given out: a table in the log's own file, each row on the disk before the file appears."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.connection import connect, translated

# "begun": the row is there and the file perhaps too, as when the computer lost its power in between
Given = Literal["begun", "done", "undone"]

TABLE = """CREATE TABLE IF NOT EXISTS releases (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,
  user TEXT NOT NULL, recipient TEXT NOT NULL, theme TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL,
  crs TEXT NOT NULL, area_km2 REAL NOT NULL, sha256 TEXT NOT NULL, approval TEXT NOT NULL, sheets BLOB NOT NULL,
  outcome TEXT NOT NULL)"""
INSERT = (
    "INSERT INTO releases (at, user, recipient, theme, file, rows, crs, area_km2, sha256, approval, sheets, outcome)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"
)
SELECT = (
    "SELECT at, user, recipient, theme, file, rows, crs, area_km2, sha256, approval, sheets, outcome, number"
    " FROM releases ORDER BY number"
)


@dataclass(frozen=True)
class Release:
    """One file that was given out. at: UTC. file: its name only. area_km2: its largest piece with all before it.

    rows: None where the number is not told. sheets: the ground it covers, as `analysis/sheets.py` counts; empty where
    that is not asked of the theme.
    """

    user: str
    recipient: str
    theme: str
    file: str
    rows: int | None
    crs: str
    area_km2: float
    sha256: str
    approval: str
    sheets: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    outcome: Given = "begun"
    at: str = ""
    number: int = 0


class Ledger:
    """Opens the log's file for each row: an export is rare, and others write to the file too."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, release: Release) -> int:
        """Write a row; on return it is on the disk. Gives its number."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        values = (
            at, release.user, release.recipient, release.theme, release.file, release.rows, release.crs,
            release.area_km2, release.sha256, release.approval, _packed(release.sheets), release.outcome,
        )  # fmt: skip
        with self._writing() as connection:
            connection.execute(TABLE)
            number: int = connection.execute(INSERT, values).fetchone()[0]
        return number

    def finish(self, number: int, outcome: Given) -> None:
        """Say whether the file appeared."""
        with self._writing() as connection:
            connection.execute("UPDATE releases SET outcome = ? WHERE number = ?", (outcome, number))

    def complete(self, number: int, sha256: str) -> None:
        """Say what the file holds, where its own number stands in it."""
        with self._writing() as connection:
            connection.execute("UPDATE releases SET sha256 = ? WHERE number = ?", (sha256, number))

    def releases(self) -> list[Release]:
        """Give all rows, oldest first."""
        with translated(self.path), closing(connect(self.path, read_only=True)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'releases'").fetchone():
                return []
            rows = connection.execute(SELECT).fetchall()
        return [_release(row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self.path), closing(connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")


def _release(row: Sequence[Any]) -> Release:
    at, user, recipient, theme, file, rows, crs, area_km2, sha256, approval, sheets, outcome, number = row
    bare = Release(user, recipient, theme, file, rows, crs, area_km2, sha256, approval)
    return replace(bare, sheets=_unpacked(sheets), outcome=outcome, at=at, number=number)


def _packed(sheets: tuple[tuple[int, int], ...]) -> bytes:
    return zlib.compress(np.array(sheets, dtype="<i8").tobytes())


def _unpacked(blob: bytes) -> tuple[tuple[int, int], ...]:
    pairs = np.frombuffer(zlib.decompress(blob), dtype="<i8").reshape(-1, 2)
    return tuple((east, north) for east, north in pairs.tolist())
