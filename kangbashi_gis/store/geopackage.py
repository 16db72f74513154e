"""The workspace's GeoPackage: every theme that has something to show, as layers that QGIS opens and edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.catalogue import CATALOGUE
from kangbashi_gis.model.expression import Expression
from kangbashi_gis.model.schema import FID, GEOMETRY, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import blobs, first_entries, gpkg_check, gpkg_schema, migrations, reading, styles, upkeep
from kangbashi_gis.store.base import Change, Source
from kangbashi_gis.store.conditions import marks
from kangbashi_gis.store.connection import create, translated
from kangbashi_gis.store.database import Database
from kangbashi_gis.store.gpkg_schema import create_geopackage, register
from kangbashi_gis.store.gpkg_writing import GeoPackageWriter as GeoPackageWriter
from kangbashi_gis.store.layout import Layout, city_layouts, open_layout, open_layouts
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.styles import KeptStyle, Looks
from kangbashi_gis.store.tables import create_bookkeeping, create_table


def bring_up(path: Path) -> None:
    """Bring a GeoPackage of ours to the present format and themes; raises WorkspaceTooNew."""
    migrations.bring_up(path, city_layouts(), _register)


def _register(connection: Connection, layout: Layout) -> None:
    """Make a table known; a catalogue that is new lists what came in before there was one."""
    register(connection, layout)
    if layout.table == CATALOGUE.name:
        first_entries.fill(connection, layout, open_layouts())


MET_AT_ONCE = 5_000  # rows that are read while no other thread of the process runs


class GeoPackageStore:
    """A `Store` in one GeoPackage file. Its tables bear the names of their themes."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self.path = path
        if not read_only:
            bring_up(path)
        self.database = Database(path, read_only=read_only, equip=gpkg_schema.equip)
        self.crs: str = self._meta("crs")
        self.srs_id = int(self._meta("srs_id"))
        self._counts: dict[str, tuple[int, int]] = {}

    @classmethod
    def create(cls, path: Path, crs: str) -> "GeoPackageStore":
        """Make a new GeoPackage with an empty layer for every theme, in a projected CRS in metres."""
        with translated(path), closing(create(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            create_bookkeeping(connection)
            connection.execute("INSERT INTO kbs_meta VALUES ('format', ?)", (str(migrations.FORMAT),))
            create_geopackage(connection, crs)
            for layout in city_layouts():
                create_table(connection, layout)
                register(connection, layout)
            connection.execute("COMMIT")
        return cls(path)

    def close(self) -> None:
        """Close all connections; the last program to close leaves one whole file."""
        self.database.close()

    def count(self, theme: Theme) -> int:
        """Number of current rows."""
        stamp = self.stamp(theme)
        known = self._counts.get(theme.name)
        if known is None or known[0] != stamp:
            known = (stamp, self._rows(statement("SELECT count(*) FROM {table}", table=theme.name))[0][0])
            self._counts[theme.name] = known
        return known[1]

    def stamp(self, theme: Theme | None = None) -> int:
        """The number of the last change of a theme (or of all): what indexes and caches are checked against."""
        with translated(self.path):
            return reading.stamp(self.database.reader(), theme.name if theme else None)

    def extent(self, theme: Theme) -> tuple[float, float, float, float] | None:
        """Bounds of the layer, at most half a metre too wide (R*Trees keep 32 bits), or None when it is empty."""
        if not open_layout(theme).geometry:
            return None
        command = statement("SELECT data FROM {nodes} WHERE nodeno = 1", nodes=open_layout(theme).rtree + "_node")
        return reading.root_box(self._rows(command)[0][0])

    def read(
        self,
        theme: Theme,
        fids: np.ndarray | None = None,
        columns: Sequence[str] | None = None,
        geometry: bool = True,
        high: bool = False,
    ) -> Table:
        """Rows by number (in the order asked for; numbers that are gone are left out), or all, in fid order.

        high: with the heights of shapes that have any; flat otherwise.
        """
        names = self._selected(theme, columns, geometry)
        with translated(self.path):
            rows = reading.rows(self.database.reader(), theme.name, names, fids)
        return _table(names, rows, high)

    def met(self, theme: Theme, conditions: Sequence[Expression]) -> tuple[np.ndarray, np.ndarray]:
        """Tell which conditions each row meets: fids, ascending, and for each a number with a bit per condition.

        Both int64; at most 62 conditions. Raises ConditionUnfit.
        """
        bits, values = marks(theme, conditions)
        command = statement("SELECT fid, {bits} FROM {table} ORDER BY fid", bits=bits, table=theme.name)
        found = [np.empty((0, 2), np.int64)]
        with translated(self.path):
            cursor = self.database.reader().execute(command, values)
            while rows := cursor.fetchmany(MET_AT_ONCE):
                found.append(np.array(rows, dtype=np.int64))
        together = np.concatenate(found)
        return together[:, 0], together[:, 1]

    def looks(self) -> Mapping[str, Looks]:
        """Give the looks of the layers that have any, by table."""
        with translated(self.path):
            return styles.looks(self.database.reader())

    def former_styles(self, theme: Theme) -> list[tuple[int, str, str, str]]:
        """Give the styles a layer has had, the newest first: number, time, user, text."""
        with translated(self.path):
            return styles.former(self.database.reader(), theme.name)

    def provide_styles(self, kept: Mapping[str, KeptStyle]) -> None:
        """Say how layers look where nobody has yet, by theme: no rows are touched, so that no operation is needed."""
        with translated(self.path), closing(self.database.connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for layout in city_layouts():
                if layout.table in kept and not styles.are_known(connection, layout.table):
                    styles.keep(connection, layout.table, kept[layout.table])
            connection.execute("COMMIT")

    def batches(
        self,
        theme: Theme,
        size: int,
        columns: Sequence[str] | None = None,
        geometry: bool = True,
        high: bool = False,
    ) -> Iterator[Table]:
        """All rows in fid order as they are at the first of them, in pieces, in bounded memory; high: as in `read`."""
        names = self._selected(theme, columns, geometry)
        command = statement("SELECT {columns} FROM {table} ORDER BY fid", columns=names, table=theme.name)
        with translated(self.path), closing(self.database.connect()) as connection:
            cursor = connection.execute(command)
            while rows := cursor.fetchmany(size):
                yield _table(names, rows, high)

    def has_heights(self, theme: Theme) -> bool:
        """Tell whether a layer may have shapes with heights: false for all that never had one."""
        command = "SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ? AND z <> 0"
        return bool(self._rows(command, (theme.name,)))

    def bounds(self, theme: Theme) -> tuple[np.ndarray, np.ndarray]:
        """fids (int64) and their xmin, ymin, xmax, ymax (float64, n × 4), read without decoding shapes in Python."""
        command = "SELECT fid, substr({geom}, 1, 40) FROM {table} WHERE {geom} IS NOT NULL ORDER BY fid"
        rows = self._rows(statement(command, geom=GEOMETRY, table=theme.name))
        fids = np.array([fid for fid, _ in rows], dtype=np.int64)
        boxes = blobs.bounds([head for _, head in rows])
        # headers without bounds: what GDAL writes for points, and empty shapes
        bare = np.flatnonzero(np.isnan(boxes[:, 0]))
        if len(bare):
            shapes = self.read(theme, fids[bare], columns=())
            boxes[bare] = shapely.bounds(shapes.geometry)
        standing = ~np.isnan(boxes[:, 0])
        return fids[standing], boxes[standing]

    def boxed(self, theme: Theme, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Find the rows whose bounds may be one of the boxes (n × 4), to within 2 m, as R*Trees keep 32 bits.

        Gives pairs: the place of a box, and a row number; none for a box that more than fifty rows have.
        """
        with translated(self.path):
            return reading.boxed(self.database.reader(), open_layout(theme), boxes)

    def find(self, theme: Theme, column: str, values: Iterable[Any]) -> Mapping[Any, int]:
        """Row numbers by the value of a column (indexed for the key fields of a theme); the oldest row of several."""
        with translated(self.path):
            return reading.find(self.database.reader(), open_layout(theme), column, values)

    def changes_since(self, theme: Theme, seq: int) -> Sequence[Change]:
        """The changes of a theme after a stamp, oldest first."""
        with translated(self.path):
            return reading.changes_since(self.database.reader(), theme.name, seq)

    def sources(self) -> dict[int, Source]:
        """Where rows came from, by the numbers in their `source` column."""
        rows = self._rows("SELECT number, file, sha256, maker, date, secrecy FROM sources")
        return {number: Source(*rest) for number, *rest in rows}

    @property
    def catalogued(self) -> bool:
        """Tell whether there is a catalogue: a file of an older program has none until it is opened for writing."""
        return bool(self._rows("SELECT 1 FROM sqlite_master WHERE name = ?", (CATALOGUE.name,)))

    def holds(self, operation: int) -> bool:
        """Tell whether an operation of that number was committed here."""
        return bool(self._rows("SELECT 1 FROM kbs_operations WHERE number = ?", (operation,)))

    def involved_vault(self, operation: int) -> bool:
        """Tell whether the vault took part in an operation."""
        return bool(self._rows("SELECT 1 FROM kbs_operations WHERE number = ? AND vault", (operation,)))

    def ever_involved_vault(self) -> bool:
        """Tell whether the vault took part in any operation."""
        return bool(self._rows("SELECT 1 FROM kbs_operations WHERE vault LIMIT 1"))

    def vault_operations(self) -> list[int]:
        """Give the numbers of the operations in which the vault took part."""
        return [row[0] for row in self._rows("SELECT number FROM kbs_operations WHERE vault ORDER BY number")]

    def operations(self) -> list[int]:
        """Give the numbers of all operations that were committed here."""
        return [row[0] for row in self._rows("SELECT number FROM kbs_operations ORDER BY number")]

    def check(self) -> list[tuple[str, str]]:
        """Look for damage; gives findings as (what, where), none when all is well."""
        with translated(self.path):
            found = upkeep.check_file(self.database.reader(), city_layouts())
            return found + gpkg_check.check_layers(self.database.reader(), city_layouts())

    def ever(self, theme: Theme) -> tuple[np.ndarray, set[str]]:
        """Give the numbers and ids of all rows that a theme has or ever had."""
        layout = open_layout(theme)
        command = "SELECT fid, id FROM {table} UNION SELECT fid, id FROM {history}"
        rows = self._rows(statement(command, table=layout.table, history=layout.history))
        return np.array([row[0] for row in rows], dtype=np.int64), {row[1] for row in rows}

    @contextmanager
    def write(self, operation: int, undoes: int | None = None) -> "Iterator[GeoPackageWriter]":
        """One transaction: commits at the end of the `with`, rolls back on any exception."""
        with self.database.transaction(operation, undoes) as connection:
            layouts = {layout.table: layout for layout in city_layouts()}
            writer = GeoPackageWriter(connection, layouts, self.srs_id)
            yield writer
            writer.finish()

    def _rows(self, command: str, values: Sequence[Any] = ()) -> list[Any]:
        with translated(self.path):
            found: list[Any] = self.database.reader().execute(command, values).fetchall()
            return found

    def _meta(self, name: str) -> str:
        value: str = self._rows("SELECT value FROM kbs_meta WHERE name = ?", (name,))[0][0]
        return value

    def _selected(self, theme: Theme, columns: Sequence[str] | None, geometry: bool) -> list[str]:
        layout = open_layout(theme)
        wanted = layout.plain if columns is None else columns
        if not set(wanted) <= set(layout.plain):
            raise KeyError(sorted(set(wanted) - set(layout.plain))[0])
        return [FID, *wanted, *([GEOMETRY] if geometry and layout.geometry else [])]


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]], high: bool) -> Table:
    """Make a table of rows whose first column is the row number and whose last may be the shape."""
    found = reading.as_columns(names, rows)
    fids = np.array(found.pop(FID), dtype=np.int64)
    shapes = blobs.decode(found.pop(GEOMETRY)) if GEOMETRY in found else None
    if shapes is not None and not high and shapely.has_z(shapes).any():
        shapes = shapely.force_2d(shapes)
    return Table(found, shapes, fids)
