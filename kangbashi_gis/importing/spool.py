"""Keeps converted rows until they are swapped in: in memory while they are few, else on disk, encrypted.

Rows may be personal, so nothing of them may stand on a disk in the clear. The file is SQLCipher with
a key that only this object knows: what a killed import leaves behind is noise.
"""

import json
import secrets
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.model.table import Table
from kangbashi_gis.store.connection import create, translated

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

IN_MEMORY = 1_500_000  # rows with a few corners each: some 1.2 GB at most
CORNERS = 20  # with so many more, a shape takes as much as another row


class Spool:
    """Tables put in with `add` come out in order when it is gone through; use it in a `with`."""

    def __init__(self, folder: Path, in_memory: int = IN_MEMORY) -> None:
        self._path = folder / f"spool-{secrets.token_hex(8)}.db"
        self._room = in_memory
        self._kept: list[Table] = []
        self._disk: Connection | None = None
        self._weight = 0
        self.rows = 0

    def add(self, table: Table) -> None:
        """Keep a table; raises DiskFull."""
        self.rows += len(table)
        self._weight += _weight(table)
        if self._weight <= self._room:
            self._kept.append(table)
            return
        with translated(self._path):
            self._file().execute("INSERT INTO pieces (columns, shapes) VALUES (?, ?)", _packed(table))

    def __iter__(self) -> Iterator[Table]:
        yield from self._kept
        if self._disk is not None:
            with translated(self._path):
                for columns, shapes in self._disk.execute("SELECT columns, shapes FROM pieces ORDER BY number"):
                    yield _unpacked(columns, shapes)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.clear()
        if self._disk is not None:
            self._disk.close()
            self._path.unlink()

    def _file(self) -> "Connection":
        if self._disk is None:
            self._disk = create(self._path, key=secrets.token_bytes(32))
            self._disk.execute("PRAGMA journal_mode = OFF")
            self._disk.execute("PRAGMA synchronous = OFF")
            self._disk.execute("CREATE TABLE pieces (number INTEGER PRIMARY KEY, columns TEXT, shapes BLOB)")
        return self._disk


def _weight(table: Table) -> int:
    """Tell how much room a table takes, in rows."""
    import shapely

    corners = 0 if table.geometry is None else int(shapely.get_num_coordinates(table.geometry).sum())
    return len(table) + corners // CORNERS


def _packed(table: Table) -> tuple[str, bytes | None]:
    plain = {name: _plain(values) for name, values in table.columns.items()}
    return json.dumps(plain, ensure_ascii=False), None if table.geometry is None else _join(table.geometry)


def _plain(values: Any) -> list[Any]:
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _join(shapes: np.ndarray) -> bytes:
    """Put WKB after WKB, headed by their number and lengths; a missing shape has length 0."""
    import shapely

    pieces = [wkb or b"" for wkb in shapely.to_wkb(shapes)]
    lengths = np.array([len(pieces), *map(len, pieces)], dtype="<i8")
    return lengths.tobytes() + b"".join(pieces)


def _unpacked(columns: str, shapes: bytes | None) -> Table:
    import shapely

    if shapes is None:
        return Table(json.loads(columns))
    count = int(np.frombuffer(shapes, "<i8", 1)[0])
    lengths = np.frombuffer(shapes, "<i8", count, offset=8)
    edges = np.cumsum(np.concatenate([[8 * (count + 1)], lengths])).tolist()
    pieces = [shapes[low:high] or None for low, high in pairwise(edges)]
    return Table(json.loads(columns), shapely.from_wkb(np.array(pieces, dtype=object)))
