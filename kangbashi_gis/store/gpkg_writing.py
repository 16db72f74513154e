"""What one transaction writes into the layers of the GeoPackage: rows with their shapes, the R*Trees, the bounds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import blobs, rtree, styles
from kangbashi_gis.store.gpkg_schema import create_rtree_trigger, drop_rtree_trigger, raise_layer, widen
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.rows import RowWriter
from kangbashi_gis.store.shapes import fitted


class GeoPackageWriter(RowWriter):
    """Adds shapes to what is written, and keeps the R*Trees and the layers' bounds right.

    The boxes of added rows wait until `finish`, so that many of them are put into the R*Tree at once.
    """

    def __init__(self, connection: Any, layouts: dict[str, Layout], srs_id: int) -> None:
        super().__init__(connection, layouts)
        self._srs_id = srs_id
        self._waiting: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}

    def append(self, theme: Theme, table: Table) -> np.ndarray:
        """Add rows in bulk; `id`, `version` and `valid_from` are made where absent. Gives their fids, in order."""
        layout = self._layouts[theme.name]
        if not layout.geometry or not len(table):
            fids = self.append_rows(theme, table)
            widen(self.connection, layout, None)
            return fids
        if table.geometry is not None:
            boxes = shapely.bounds(table.geometry)
            stored = self._encoded(theme, table.geometry)
        else:
            stored, boxes = [None] * len(table), np.empty((0, 4))
        fids = self.append_rows(theme, table, [stored])
        self._index(layout, fids, boxes)
        return fids

    def update(self, theme: Theme, fids: np.ndarray, table: Table) -> None:
        """Replace the columns (and shapes, if any) that `table` has in rows `fids`; versions go up by one."""
        self._settle(theme, fids)
        super().update(theme, fids, table)
        shaped = table.geometry is not None and bool(self._layouts[theme.name].geometry)
        boxes = shapely.bounds(table.geometry) if shaped else np.empty((0, 4))
        widen(self.connection, self._layouts[theme.name], _whole(boxes))

    def delete(self, theme: Theme, fids: np.ndarray) -> None:
        """Close rows: they leave the layer and stay in the theme's history."""
        self._settle(theme, fids)
        super().delete(theme, fids)
        widen(self.connection, self._layouts[theme.name], None)

    def undo(self, operation: int) -> int:
        """Take back what an operation did; gives the number of rows; raises UndoConflict if they changed since."""
        self.finish()
        return super().undo(operation)

    def finish(self) -> None:
        """Put the boxes of all added rows into the R*Trees; to be called before the transaction commits."""
        for name in list(self._waiting):
            pieces = self._waiting.pop(name)
            fids, boxes = (np.concatenate([piece[side] for piece in pieces]) for side in (0, 1))
            rtree.add(self.connection, self._layouts[name].rtree, fids, boxes)

    def keep_style(self, theme: Theme, kept: styles.KeptStyle) -> None:
        """Make a style that of a layer."""
        styles.keep(self.connection, theme.name, kept)

    def involve_vault(self, operation: int) -> None:
        """Note that the vault takes part in this operation."""
        self.connection.execute("UPDATE kbs_operations SET vault = 1 WHERE number = ?", (operation,))

    def _settle(self, theme: Theme, fids: np.ndarray) -> None:
        """Let no trigger meet a row whose box is still waiting."""
        waiting = self._waiting.get(theme.name)
        if waiting and len(fids) and np.max(fids) >= waiting[0][0][0]:
            self.finish()

    def _index(self, layout: Layout, fids: np.ndarray, boxes: np.ndarray) -> None:
        standing = ~np.isnan(boxes[:, 0])
        if standing.any():
            self._waiting.setdefault(layout.table, []).append((fids[standing], boxes[standing]))
        widen(self.connection, layout, _whole(boxes))

    def _in_bulk(self, layout: Layout, work: Callable[[], None]) -> None:
        if layout.geometry:
            drop_rtree_trigger(self.connection, layout, "insert")
        super()._in_bulk(layout, work)
        if layout.geometry:
            create_rtree_trigger(self.connection, layout, "insert")

    def _shape_column(self, theme: Theme, table: Table) -> list[list[Any]]:
        if not self._layouts[theme.name].geometry:
            return []
        if table.geometry is None:
            return [[None] * len(table)]
        return [self._encoded(theme, table.geometry)]

    def _encoded(self, theme: Theme, shapes: np.ndarray) -> list[bytes | None]:
        """Give shapes as the layer keeps them; the first with a height makes it a layer that may have some."""
        given = fitted(theme, shapes)
        if shapely.has_z(given).any():
            raise_layer(self.connection, self._layouts[theme.name])
        return blobs.encode(given, self._srs_id)


def _whole(boxes: np.ndarray) -> tuple[float, float, float, float] | None:
    """Give the bounds of all boxes together; None where there is none."""
    if len(boxes) == 0 or np.isnan(boxes[:, 0]).all():
        return None
    xmin, ymin = np.nanmin(boxes[:, :2], axis=0).tolist()
    xmax, ymax = np.nanmax(boxes[:, 2:], axis=0).tolist()
    return xmin, ymin, xmax, ymax
