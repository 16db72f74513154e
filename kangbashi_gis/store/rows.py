"""What one transaction writes: rows added in bulk, changed, closed, taken back. The same for both store files."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.schema import FID, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.base import Source
from kangbashi_gis.store.identity import new_ids
from kangbashi_gis.store.inserting import insert
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import Fragment, quoted, statement
from kangbashi_gis.store.tables import NOW, create_insert_trigger, drop_insert_trigger
from kangbashi_gis.store.undoing import take_back, touched
from kangbashi_gis.store.values import column, pick


class RowWriter:
    """A `Writer` for tables without shapes; `geopackage.py` adds the shapes."""

    def __init__(self, connection: Connection, layouts: dict[str, Layout]) -> None:
        self.connection = connection
        self._layouts = layouts

    def source(self, source: Source) -> int:
        """Record a source; gives its number for the `source` column."""
        command = "INSERT INTO sources (file, sha256, maker, date, secrecy) VALUES (?, ?, ?, ?, ?) RETURNING number"
        number: int = self.connection.execute(command, astuple(source)).fetchone()[0]
        return number

    def append(self, theme: Theme, table: Table) -> np.ndarray:
        """Add rows in bulk; `id`, `version` and `valid_from` are made where absent. Gives their fids, in order."""
        return self.append_rows(theme, table)

    def append_rows(self, theme: Theme, table: Table, shapes: Sequence[list[Any]] = ()) -> np.ndarray:
        """Add rows, with a column of shapes where the table has one."""
        layout = self._layout(theme, table)
        if len(table) == 0:
            return np.array([], dtype=np.int64)
        first = self._next_fid(layout)
        fids = np.arange(first, first + len(table), dtype=np.int64)
        stored: list[list[Any]] = [fids.tolist(), *shapes, *_base(table)]
        stored += [column(table, name) for name in layout.fields]
        self._in_bulk(layout, lambda: self._insert(layout, stored))
        self._record_range(layout, first, first + len(table) - 1)
        return fids

    def update(self, theme: Theme, fids: np.ndarray, table: Table) -> None:
        """Replace the columns (and shapes, if any) that `table` has in rows `fids`; versions go up by one."""
        layout = self._layout(theme, table)
        names = [name for name in table.columns if name != "id"]
        changed = [column(table, name) for name in names]
        for blobs in self._shape_column(theme, table) if table.geometry is not None else []:
            names.append("geom")
            changed.append(blobs)
        if names:
            self._update(layout, names, [*changed, np.asarray(fids).tolist()])

    def delete(self, theme: Theme, fids: np.ndarray) -> None:
        """Close rows: they leave the layer and stay in the theme's history."""
        layout = self._layout(theme)
        pick(self.connection, np.unique(np.asarray(fids, dtype=np.int64)))
        command = "DELETE FROM {table} WHERE fid IN (SELECT fid FROM temp.picked)"
        self.connection.execute(statement(command, table=layout.table))

    def undo(self, operation: int) -> int:
        """Take back what an operation did; gives the number of rows; raises UndoConflict if they changed since."""
        return take_back(self.connection, list(self._layouts.values()), operation)

    def touched(self, operation: int) -> list[str]:
        """Give the ids of the rows that an operation added, changed or deleted; ask before it is taken back."""
        return touched(self.connection, list(self._layouts.values()), operation)

    def latest(self) -> int:
        """Give the number of the latest change, those of this transaction included."""
        return int(self.connection.execute("SELECT coalesce(max(seq), 0) FROM kbs_changes").fetchone()[0])

    def _layout(self, theme: Theme, table: Table | None = None) -> Layout:
        """Give the table of a theme; a column that it must not hold, a personal one for instance, is refused."""
        layout = self._layouts[theme.name]
        if table is not None and not set(table.columns) <= set(layout.plain):
            raise KeyError(sorted(set(table.columns) - set(layout.plain))[0])
        return layout

    def _next_fid(self, layout: Layout) -> int:
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (layout.table,)).fetchone()
        return 1 + (row[0] if row else 0)

    def _insert(self, layout: Layout, stored: list[list[Any]]) -> None:
        insert(self.connection, layout.table, layout.columns, stored)

    def _update(self, layout: Layout, names: list[str], changed: list[list[Any]]) -> None:
        assignments = Fragment(", ".join(f"{quoted(name)} = ?" for name in names))
        command = statement(
            "UPDATE {table} SET {changes} WHERE {fid} = ?", table=layout.table, changes=assignments, fid=FID
        )
        self.connection.executemany(command, zip(*changed, strict=True))

    def _in_bulk(self, layout: Layout, work: Callable[[], None]) -> None:
        """Do work without the trigger that records each new row: to ask it for each takes longer than the row."""
        drop_insert_trigger(self.connection, layout)
        work()
        create_insert_trigger(self.connection, layout)

    def _record_range(self, layout: Layout, first: int, last: int) -> None:
        command = (
            "INSERT INTO kbs_changes (theme, kind, fid, last, operation, at)"
            " SELECT ?, 'I', ?, ?, operation, {now} FROM kbs_gate"
        )
        self.connection.execute(statement(command, now=NOW), (layout.table, first, last))

    def _shape_column(self, theme: Theme, table: Table) -> list[list[Any]]:
        return []


def _base(table: Table) -> list[list[Any]]:
    """Give the columns of BASE_COLUMNS, made where the table lacks them."""
    ids = column(table, "id")
    fresh = iter(new_ids(ids.count(None)))
    return [
        [one if one is not None else next(fresh) for one in ids] if None in ids else ids,
        _filled(table, "version", 1),
        _filled(table, "valid_from", date.today().isoformat()),
        column(table, "valid_to"),
        column(table, "source"),
    ]


def _filled(table: Table, name: str, default: Any) -> list[Any]:
    """Give a column with a value where it has none."""
    found = column(table, name, default)
    return [default if one is None else one for one in found] if None in found else found
