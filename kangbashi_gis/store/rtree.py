"""Fills the R*Tree of a layer in bulk: its nodes are packed here and written as SQLite would have written them.

Row by row the R*Tree takes longer than the rows themselves. Its tables (`_node`, `_rowid`, `_parent`) are described in
the documentation of SQLite, section 7.1 of "The SQLite R*Tree Module"; `rtreecheck` finds nothing amiss in them.
Packed by Sort-Tile-Recursive (Leutenegger et al. 1997), nodes overlap less than those of a tree that grew.
"""

from dataclasses import dataclass
from itertools import count as counting
from math import ceil, sqrt

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.inserting import insert
from kangbashi_gis.store.sql import statement

CELL = np.dtype([("id", "i8"), ("box", "f4", (4,))])  # box: minx, maxx, miny, maxy
STORED = np.dtype([("id", ">i8"), ("box", ">f4", (4,))])
HEAD_BYTES, ROOT = 4, 1
FILLED = 0.9  # what QGIS adds finds room without every node being split
LEAST, SHARE = 1_000, 4  # rows from which it pays to write the whole tree anew; at least one of so many


@dataclass(frozen=True)
class Level:
    """The nodes of one height: their numbers, what each holds, and the box around it."""

    numbers: np.ndarray
    blobs: list[bytes]
    boxes: np.ndarray


def add(connection: Connection, rtree: str, fids: np.ndarray, boxes: np.ndarray) -> None:
    """Add rows that the tree does not have; boxes: xmin, ymin, xmax, ymax of each, n × 4, all finite."""
    sides = boxes[:, [0, 2, 1, 3]]
    standing = connection.execute(statement("SELECT count(*) FROM {rows}", rows=rtree + "_rowid")).fetchone()[0]
    if len(fids) < LEAST or len(fids) * SHARE < standing:
        rows = ((fid, *box) for fid, box in zip(fids.tolist(), sides.tolist(), strict=True))
        connection.executemany(statement("INSERT INTO {rtree} VALUES (?, ?, ?, ?, ?)", rtree=rtree), rows)
        return
    cells = np.empty(len(fids), dtype=CELL)
    cells["id"], cells["box"] = fids, _outwards(sides)
    _write(connection, rtree, np.concatenate([_standing(connection, rtree), cells]))


def _outwards(sides: np.ndarray) -> np.ndarray:
    """Round to 32 bits so that no box becomes smaller, as SQLite does."""
    rounded = sides.astype(np.float32)
    low, high = np.float32(-np.inf), np.float32(np.inf)
    for side, wrong, towards in ((0, np.greater, low), (1, np.less, high), (2, np.greater, low), (3, np.less, high)):
        inside = wrong(rounded[:, side].astype(np.float64), sides[:, side])
        rounded[inside, side] = np.nextafter(rounded[inside, side], towards)
    return rounded


def _standing(connection: Connection, rtree: str) -> np.ndarray:
    """Read what the tree has."""
    rows = connection.execute(statement("SELECT id, minx, maxx, miny, maxy FROM {rtree}", rtree=rtree)).fetchall()
    cells = np.empty(len(rows), dtype=CELL)
    cells["id"] = [row[0] for row in rows]
    cells["box"] = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 4)
    return cells


def _write(connection: Connection, rtree: str, cells: np.ndarray) -> None:
    """Write a tree of these cells in place of what stands."""
    nodes, rows, parents = (f"{rtree}_{part}" for part in ("node", "rowid", "parent"))
    command = statement("SELECT length(data) FROM {nodes} WHERE nodeno = ?", nodes=nodes)
    size = connection.execute(command, (ROOT,)).fetchone()[0]
    for table in (nodes, rows, parents):
        connection.execute(statement("DELETE FROM {table}", table=table))
    room, numbers = (size - HEAD_BYTES) // CELL.itemsize, counting(ROOT + 1)
    for height in counting():
        if len(cells) <= room:
            insert(connection, nodes, ("nodeno", "data"), ([ROOT], [_node(cells, size, height)]))
            owners = np.full(len(cells), ROOT)
        else:
            cells, held = _tiled(cells, int(room * FILLED))
            level = _level(cells, held, size, numbers)
            insert(connection, nodes, ("nodeno", "data"), (level.numbers.tolist(), level.blobs))
            owners = np.repeat(level.numbers, held)
        _lead_up(connection, (parents, "parentnode") if height else (rows, "nodeno"), cells["id"], owners)
        if owners[0] == ROOT:
            return
        cells = np.empty(len(level.numbers), dtype=CELL)
        cells["id"], cells["box"] = level.numbers, level.boxes


def _lead_up(connection: Connection, into: tuple[str, str], numbers: np.ndarray, owners: np.ndarray) -> None:
    """Note in which node each row, or each node, is."""
    table, column = into
    order = np.argsort(numbers)
    key = "nodeno" if column == "parentnode" else "rowid"
    insert(connection, table, (key, column), (numbers[order].tolist(), owners[order].tolist()))


def _tiled(cells: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Order cells tile by tile; gives them, and how many go into each node: all about the same."""
    count = ceil(len(cells) / most)
    middle_x = cells["box"][:, 0].astype(np.float64) + cells["box"][:, 1]
    middle_y = cells["box"][:, 2].astype(np.float64) + cells["box"][:, 3]
    rank = np.empty(len(cells), dtype=np.int64)
    rank[np.argsort(middle_x, kind="stable")] = np.arange(len(cells))
    strip = rank // (most * ceil(sqrt(count)))
    edges = np.linspace(0, len(cells), count + 1).astype(np.int64)
    return cells[np.lexsort((middle_y, strip))], np.diff(edges)


def _level(cells: np.ndarray, held: np.ndarray, size: int, numbers: "counting[int]") -> Level:
    """Put ordered cells into nodes."""
    starts = np.concatenate([[0], np.cumsum(held)[:-1]])
    around = [outer.reduceat(cells["box"][:, side], starts) for side, outer in enumerate((np.minimum, np.maximum) * 2)]
    packed, at = cells.astype(STORED).tobytes(), (starts * CELL.itemsize).tolist()
    ends = [*at[1:], len(packed)]
    blobs = [
        (_head(0, many) + packed[low:high]).ljust(size, b"\0")
        for low, high, many in zip(at, ends, held.tolist(), strict=True)
    ]
    taken = np.fromiter((next(numbers) for _ in held), dtype=np.int64, count=len(held))
    return Level(taken, blobs, np.column_stack(around))


def _node(cells: np.ndarray, size: int, height: int) -> bytes:
    return (_head(height, len(cells)) + cells.astype(STORED).tobytes()).ljust(size, b"\0")


def _head(height: int, many: int) -> bytes:
    """Only the root says how high the tree is."""
    return height.to_bytes(2, "big") + many.to_bytes(2, "big")
