"""What both store files are asked: rows, numbers by value, changes, stamps."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.base import Change
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.values import as_json

RTREE_CELL_BYTES = 24  # a row number of 8 bytes and four 32-bit floats, big-endian


def stamp(connection: Connection, table: str | None) -> int:
    """Give the number of the last change of a table, or of all."""
    if table is None:
        row = connection.execute("SELECT max(seq) FROM kbs_changes").fetchone()
    else:
        row = connection.execute("SELECT max(seq) FROM kbs_changes WHERE theme = ?", (table,)).fetchone()
    return row[0] or 0


def changes_since(connection: Connection, table: str, seq: int) -> list[Change]:
    """Give the changes of a table after a stamp, oldest first."""
    rows = connection.execute(
        "SELECT seq, theme, kind, fid, last, operation FROM kbs_changes WHERE theme = ? AND seq > ? ORDER BY seq",
        (table, seq),
    )
    return [Change(*row) for row in rows.fetchall()]


def rows(connection: Connection, table: str, names: Sequence[str], fids: np.ndarray | None) -> list[Any]:
    """Give rows, the row number first: all in order, or those asked for in the order asked for."""
    if fids is None:
        command = statement("SELECT {columns} FROM {table} ORDER BY fid", columns=names, table=table)
        everything: list[Any] = connection.execute(command).fetchall()
        return everything
    wanted = np.asarray(fids, dtype=np.int64).tolist()
    command = "SELECT {columns} FROM {table} WHERE fid IN (SELECT value FROM json_each(?))"
    found = connection.execute(statement(command, columns=names, table=table), (as_json(wanted),)).fetchall()
    by_fid = {row[0]: row for row in found}
    return [by_fid[fid] for fid in wanted if fid in by_fid]


def find(connection: Connection, layout: Layout, column: str, values: Iterable[Any]) -> dict[Any, int]:
    """Give row numbers by the value of a column; where several rows have it, the one added first."""
    if column not in layout.plain:
        raise KeyError(column)
    command = "SELECT {column}, fid FROM {table} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY fid DESC"
    filled = statement(command, column=column, table=layout.table)
    return dict(connection.execute(filled, (as_json(values),)).fetchall())


def as_columns(names: Sequence[str], found: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    """Turn rows into named columns."""
    if not found:
        return {name: [] for name in names}
    return {name: list(values) for name, values in zip(names, zip(*found, strict=True), strict=True)}


def root_box(node: bytes) -> tuple[float, float, float, float] | None:
    """Read the bounds of everything from the root node of an R*Tree: no need to look at any row."""
    count = struct.unpack_from(">H", node, 2)[0]
    if count == 0:
        return None
    cells = [struct.unpack_from(">q4f", node, 4 + at * RTREE_CELL_BYTES) for at in range(count)]
    return (
        min(cell[1] for cell in cells),
        min(cell[3] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[4] for cell in cells),
    )
