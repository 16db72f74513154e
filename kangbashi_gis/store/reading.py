"""What both store files are asked: rows, numbers by value, changes, stamps."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.table import Table
from kangbashi_gis.store.base import Change
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import Fragment, columns, quoted, statement
from kangbashi_gis.store.values import as_json, plain

ROUNDING_M = 2.0  # an R*Tree rounds outwards to 32 bits, which is up to 0.5 m for a northing of 4,400 km, 1 m beyond
# the first line leads to the few nodes that enclose a box, the second leaves of those what is no larger
SAME_BOX = """
  r.minx <= b.x0 + {near} AND r.maxx >= b.x1 - {near} AND r.miny <= b.y0 + {near} AND r.maxy >= b.y1 - {near}
  AND r.minx >= b.x0 - {near} AND r.maxx <= b.x1 + {near} AND r.miny >= b.y0 - {near} AND r.maxy <= b.y1 + {near}"""
BOXED = "SELECT b.place, r.id FROM temp.boxes AS b CROSS JOIN {rtree} AS r ON {same} LIMIT ?"
CROWDED = """DELETE FROM temp.boxes WHERE place IN (SELECT place FROM temp.boxes AS b
  WHERE (SELECT count(*) FROM (SELECT 1 FROM {rtree} AS r WHERE {same} LIMIT ?1)) >= ?1)"""
CROWD = 51  # rows of one box: then most of a layer may have it, and each pair of such rows would be one too many
FEW = 32  # rows asked for by parameters of their own, in half the time; a statement for each count is kept prepared
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
    if len(wanted) <= FEW:
        among, values = Fragment(",".join("?" * len(wanted))), tuple(wanted)
    else:
        among, values = Fragment("SELECT value FROM json_each(?)"), (as_json(wanted),)
    command = statement("SELECT {columns} FROM {table} WHERE fid IN ({among})", columns=names, table=table, among=among)
    found = connection.execute(command, values).fetchall()
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


def boxed(connection: Connection, layout: Layout, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the rows whose bounds may be one of the boxes; gives pairs of a place in `boxes` and a row number.

    A box that a crowd of rows has gives none.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS boxes (place INTEGER PRIMARY KEY, x0, y0, x1, y1)")
    connection.execute("DELETE FROM temp.boxes")
    numbered = ((place, *box) for place, box in enumerate(boxes.tolist()))
    connection.executemany("INSERT INTO temp.boxes VALUES (?, ?, ?, ?, ?)", numbered)
    same = Fragment(statement(SAME_BOX, near=Fragment(str(ROUNDING_M))))
    command, most = statement(BOXED, rtree=layout.rtree, same=same), CROWD * len(boxes)
    found = connection.execute(command, (most,)).fetchall()
    if found and len(found) == most:
        connection.execute(statement(CROWDED, rtree=layout.rtree, same=same), (CROWD,))
        found = connection.execute(command, (most,)).fetchall()
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def rows_where(
    connection: Connection, layout: Layout, names: Sequence[str], column: str, values: np.ndarray, limit: int
) -> list[Any]:
    """Give at most `limit` rows whose column has one of the values, in the order of the values."""
    command = (
        "SELECT {columns} FROM json_each(?) AS wanted JOIN {table} ON {table}.{column} = wanted.value"
        " ORDER BY wanted.key, {table}.fid LIMIT ?"
    )
    listed = columns(names, quoted(layout.table) + ".")
    filled = statement(command, columns=listed, table=layout.table, column=column)
    found: list[Any] = connection.execute(filled, (as_json(values), limit)).fetchall()
    return found


def match(connection: Connection, layout: Layout, table: Table, key: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Find the rows with the same key: their numbers (0 where there is none), and whether all columns are the same."""
    names = list(table.columns)
    given = list(zip(*(plain(table.columns[name]) for name in names), strict=True))
    places = [names.index(name) for name in key]
    command = "SELECT {columns} FROM {table} WHERE {first} IN (SELECT value FROM json_each(?)) ORDER BY fid DESC"
    filled = statement(command, columns=["fid", *names], table=layout.table, first=key[0])
    found = connection.execute(filled, (as_json(row[places[0]] for row in given),)).fetchall()
    known = {tuple(row[1 + place] for place in places): row for row in found}
    matched = [known.get(tuple(row[place] for place in places)) for row in given]
    fids = np.array([row[0] if row else 0 for row in matched], dtype=np.int64)
    same = [row is not None and tuple(row[1:]) == new for row, new in zip(matched, given, strict=True)]
    return fids, np.array(same, dtype=bool)
