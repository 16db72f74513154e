"""Takes an operation back from the images of rows that the triggers have kept.

Whatever an operation added is deleted, what it changed or deleted is put back as it was before, under
the number of the operation that undoes it and through the same triggers: so an undo can be undone.
Row numbers and ids come back as they were; versions only ever go up.
"""

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import UndoConflict
from kangbashi_gis.model.catalogue import CATALOGUE
from kangbashi_gis.store.database import Database
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import Fragment, quoted, statement
from kangbashi_gis.store.values import pick

IMAGES = "SELECT fid, min(hid) FROM {history} WHERE closed_by = ? GROUP BY fid"
RESTORE = """UPDATE {table} SET {assignments}, version = {table}.version + 1
  FROM temp.picked AS p JOIN {history} AS h ON h.hid = p.hid WHERE {table}.fid = p.fid"""
REINSERT = """INSERT INTO {table} ({columns}) SELECT {images} FROM temp.picked AS p JOIN {history} AS h ON h.hid = p.hid
  WHERE NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.fid = p.fid) ORDER BY p.fid"""


TOUCHED = """SELECT id FROM {history} WHERE closed_by = ?1 UNION SELECT t.id FROM kbs_changes AS c
  JOIN {table} AS t ON t.fid BETWEEN c.fid AND c.last WHERE c.operation = ?1 AND c.theme = ?2 AND c.kind = 'I'"""


def touched(connection: Connection, layouts: list[Layout], operation: int) -> list[str]:
    """Give the ids of the rows that an operation added, changed or deleted, each once; ask before it is taken back."""
    ids: list[str] = []
    for layout in layouts:
        if layout.table == CATALOGUE.name:
            continue
        command = statement(TOUCHED, table=layout.table, history=layout.history)
        ids += (row[0] for row in connection.execute(command, (operation, layout.table)))
    return ids


def take_back(connection: Connection, layouts: list[Layout], operation: int) -> int:
    """Undo an operation in all tables; gives the number of rows; raises UndoConflict if any of them changed since."""
    conflicts = sum(_changed_since(connection, layout, operation) for layout in layouts)
    if conflicts:
        raise UndoConflict(operation=operation, count=conflicts)
    rows = {layout.table: _take_back(connection, layout, operation) for layout in layouts}
    listed = rows.pop(CATALOGUE.name, 0)
    # that the catalogue follows is not worth counting, unless nothing else was changed
    return sum(rows.values()) or listed


def _take_back(connection: Connection, layout: Layout, operation: int) -> int:
    added = _rows(_changes(connection, layout, operation, "I"))
    images = connection.execute(statement(IMAGES, history=layout.history), (operation,)).fetchall()
    before = np.array(images, dtype=np.int64).reshape(-1, 2)
    # a row that the operation itself had added has images too, if it changed it afterwards
    before = before[~np.isin(before[:, 0], added)]
    # what is to be put back first: an id that moved to a new row must be free again
    gone = _delete(connection, layout, added)
    pick(connection, before[:, 0], before[:, 1])
    connection.execute(_restore(layout))
    connection.execute(reinsert(layout))
    return gone + len(before)


def _delete(connection: Connection, layout: Layout, fids: np.ndarray) -> int:
    pick(connection, fids)
    command = "DELETE FROM {table} WHERE fid IN (SELECT fid FROM temp.picked)"
    gone: int = connection.execute(statement(command, table=layout.table)).rowcount
    return gone


def _restore(layout: Layout) -> str:
    names = [name for name in layout.stored if name not in ("id", "version")]
    assignments = Fragment(", ".join(f"{quoted(name)} = {image(name)}" for name in names))
    return statement(RESTORE, table=layout.table, history=layout.history, assignments=assignments)


def reinsert(layout: Layout) -> str:
    """Give the statement that puts the picked images of deleted rows back."""
    names = [name for name in layout.columns if name != "version"]
    # the row may have had later versions before it was deleted
    latest = statement("1 + (SELECT max(x.version) FROM {history} AS x WHERE x.id = h.id)", history=layout.history)
    images = Fragment(", ".join([*(image(name) for name in names), latest]))
    listed = (*names, "version")
    return statement(REINSERT, table=layout.table, history=layout.history, columns=listed, images=images)


def image(name: str) -> str:
    """Name the column of a history that holds what a row's column was; valid_to says there when the row was closed."""
    return "h." + quoted("given_valid_to" if name == "valid_to" else name)


def _changes(connection: Connection, layout: Layout, operation: int, kinds: str) -> np.ndarray:
    """Give first and last row number of each change of a kind that an operation made."""
    rows = connection.execute(
        "SELECT fid, last FROM kbs_changes WHERE operation = ? AND theme = ? AND instr(?, kind) ORDER BY seq",
        (operation, layout.table, kinds),
    ).fetchall()
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _rows(ranges: np.ndarray) -> np.ndarray:
    """Spread ranges out into row numbers, each once, ascending."""
    if len(ranges) == 0:
        return np.array([], dtype=np.int64)
    lengths = ranges[:, 1] - ranges[:, 0] + 1
    starts = np.repeat(ranges[:, 0] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return np.unique(starts + np.arange(lengths.sum()))


def _changed_since(connection: Connection, layout: Layout, operation: int) -> int:
    """Count the rows of an operation that were changed after it, by us or by another program."""
    mine = _changes(connection, layout, operation, "IUD")
    if len(mine) == 0:
        return 0
    cancelled = _cancelled_since(connection, operation)
    later = connection.execute(
        "SELECT fid, last, operation FROM kbs_changes WHERE theme = ?"
        " AND kind <> 'E' AND seq > (SELECT max(seq) FROM kbs_changes WHERE operation = ? AND theme = ?)",
        (layout.table, operation, layout.table),
    ).fetchall()
    counted = [(fid, last) for fid, last, by in later if by not in cancelled]
    changed = _rows(np.array(counted, dtype=np.int64).reshape(-1, 2))
    return int(np.isin(changed, _rows(mine), assume_unique=True).sum())


def _cancelled_since(connection: Connection, operation: int) -> set[int]:
    """Find the operations after this one that were undone, and those that undid them: together they changed nothing."""
    later = connection.execute(
        "SELECT number, undoes FROM kbs_operations WHERE number > ? AND undoes IS NOT NULL ORDER BY number DESC",
        (operation,),
    ).fetchall()
    cancelled: set[int] = set()
    for number, undoes in later:
        if number not in cancelled and undoes > operation:
            cancelled |= {number, undoes}
    return cancelled


def erase(database: Database, layouts: list[Layout], operation: int) -> None:
    """Take an operation out without keeping what it wrote: its other half, in another file, was never committed.

    Where it was not committed here either, nothing changes.
    """
    with database.transaction(-operation) as connection:
        # asked under the lock: the process of a killed program may just have been committing
        if connection.execute("SELECT 1 FROM kbs_operations WHERE number = ?", (operation,)).fetchone():
            take_back(connection, layouts, operation)
        both = (operation, -operation)
        for layout in layouts:
            command = "DELETE FROM {history} WHERE closed_by IN (?, ?)"
            connection.execute(statement(command, history=layout.history), both)
        connection.execute("DELETE FROM kbs_changes WHERE operation IN (?, ?)", both)
        connection.execute("DELETE FROM kbs_operations WHERE number IN (?, ?)", both)
