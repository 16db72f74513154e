"""Rows of a theme as columns: what readers yield, stores keep and indexes are built from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import geopandas


@dataclass(frozen=True)
class Table:
    """Columns of equal length. Nothing in it is changed in place.

    columns: name to a list or one-dimensional array; missing values are None (NaN in float arrays).
    geometry: object array of shapely geometries (None where a row has none), or None for no shapes.
    fid: int64 row numbers, or None for rows that are not stored yet.
    """

    columns: Mapping[str, Sequence[Any] | np.ndarray]
    geometry: np.ndarray | None = None
    fid: np.ndarray | None = field(default=None)

    def __len__(self) -> int:
        if self.fid is not None:
            return len(self.fid)
        if self.geometry is not None:
            return len(self.geometry)
        return len(next(iter(self.columns.values()), ()))

    def take(self, where: np.ndarray) -> "Table":
        """Give the rows at the positions (or under the boolean mask) `where`."""
        if where.dtype == bool and len(where) == len(self) and where.all():
            return self
        picked = np.flatnonzero(where) if where.dtype == bool else where
        return Table(
            {
                name: values[picked] if isinstance(values, np.ndarray) else [values[int(i)] for i in picked]
                for name, values in self.columns.items()
            },
            None if self.geometry is None else self.geometry[picked],
            None if self.fid is None else self.fid[picked],
        )

    def with_columns(self, **columns: Sequence[Any] | np.ndarray) -> "Table":
        """Give the same rows with columns added or replaced."""
        return Table({**self.columns, **columns}, self.geometry, self.fid)

    def row(self, position: int) -> dict[str, Any]:
        """Give one row as a plain dict, without its shape."""
        return {name: values[position] for name, values in self.columns.items()}

    def frame(self, crs: str) -> "geopandas.GeoDataFrame":
        """Give a GeoDataFrame in `crs`; slow to import, so only where one is wanted."""
        import geopandas

        return geopandas.GeoDataFrame(dict(self.columns), geometry=self.geometry, crs=crs)
