"""A store of rows in memory: just enough of `store.base.Store` to draw from."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.model.expression import Expression
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.conditions import marks
from kangbashi_gis.store.sql import statement


class MemoryStore:
    """Themes by name; the stamp is set by hand."""

    crs = "EPSG:4546"

    def __init__(self, **tables: Table) -> None:
        self.tables = {
            name: Table(one.columns, one.geometry, np.arange(1, len(one) + 1)) for name, one in tables.items()
        }
        self.number = 1

    def count(self, theme: Theme) -> int:
        """Number of rows."""
        return len(self.tables[theme.name]) if theme.name in self.tables else 0

    def stamp(self, theme: Theme | None = None) -> int:
        """The number set by hand."""
        return self.number

    def extent(self, theme: Theme) -> tuple[float, float, float, float] | None:
        """Bounds of a theme."""
        if not self.count(theme):
            return None
        xmin, ymin, xmax, ymax = shapely.total_bounds(self.tables[theme.name].geometry)
        return float(xmin), float(ymin), float(xmax), float(ymax)

    def read(
        self, theme: Theme, fids: np.ndarray | None = None, columns: Sequence[str] | None = None, geometry: bool = True
    ) -> Table:
        """Rows by number; here row n has number n + 1."""
        table = self.tables.get(theme.name, Table({}, np.empty(0, object), np.empty(0, np.int64)))
        table = table if fids is None else table.take(np.asarray(fids, np.int64) - 1)
        chosen: dict[str, Any] = {
            name: table.columns.get(name, [None] * len(table))
            for name in (table.columns if columns is None else columns)
        }
        return Table(chosen, table.geometry if geometry else None, table.fid)

    def met(self, theme: Theme, conditions: Sequence[Expression]) -> tuple[np.ndarray, np.ndarray]:
        """Which conditions each row meets, as bits: asked of SQLite, which is what they mean."""
        table = self.read(theme, geometry=False)
        names = ["fid", *(one.name for one in theme.open_fields)]
        columns = [range(1, len(table) + 1), *(table.columns.get(name, [None] * len(table)) for name in names[1:])]
        bits, values = marks(theme, conditions)
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(statement("CREATE TABLE rows ({names})", names=names))
            connection.executemany(
                statement("INSERT INTO rows VALUES ({marks})", marks=len(names)), zip(*columns, strict=True)
            )
            found = connection.execute(f"SELECT fid, {bits} FROM rows ORDER BY fid", values).fetchall()
        return np.array(found, np.int64).reshape(-1, 2).T  # type: ignore[return-value]

    def batches(
        self, theme: Theme, size: int, columns: Sequence[str] | None = None, geometry: bool = True
    ) -> Iterator[Table]:
        """All rows in pieces."""
        for start in range(0, self.count(theme), size):
            fids = np.arange(start, min(start + size, self.count(theme))) + 1
            yield self.read(theme, fids, columns, geometry)
