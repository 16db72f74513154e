"""The few verbs of every store of rows, and what a change looks like.

A store keeps themes in one CRS (metres, x east, y north). Reads may happen from many threads and
processes; one writer at a time. Every write happens in one transaction that carries the number of
its operation in the log; triggers, not Python, record what changed and keep the rows as they were,
so edits made by QGIS are noticed and kept in the same way (their operation is None).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from kangbashi_gis.model.expression import Expression
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table


@dataclass(frozen=True)
class Change:
    """Rows `fid` to `last` (mostly the same) of a theme: kind "I" inserted, "U" updated, "D" deleted."""

    seq: int
    theme: str
    kind: str
    fid: int
    last: int
    operation: int | None


@dataclass(frozen=True)
class Source:
    """Where rows came from. path is only the file's name, never its folder."""

    file: str
    sha256: str
    maker: str
    date: str
    secrecy: str = ""


class Writer(Protocol):
    """What a transaction offers. Nothing is visible to readers before the transaction commits."""

    def source(self, source: Source) -> int:
        """Record a source; gives its number for the `source` column."""

    def append(self, theme: Theme, table: Table) -> np.ndarray:
        """Add rows in bulk; `id`, `version` and `valid_from` are made where absent. Gives their fids, in order."""

    def update(self, theme: Theme, fids: np.ndarray, table: Table) -> None:
        """Replace the columns (and shapes, if any) that `table` has in rows `fids`; versions go up by one."""

    def delete(self, theme: Theme, fids: np.ndarray) -> None:
        """Close rows: they leave the layer and stay in the theme's history."""

    def undo(self, operation: int) -> int:
        """Take back what an operation did; gives the number of rows; raises UndoConflict if they changed since."""


class Store(Protocol):
    """What every store answers."""

    crs: str

    def count(self, theme: Theme) -> int:
        """Number of current rows."""

    def stamp(self, theme: Theme | None = None) -> int:
        """The number of the last change of a theme (or of all): what indexes and caches are checked against."""

    def extent(self, theme: Theme) -> tuple[float, float, float, float] | None:
        """Bounds of the layer, or None when it is empty."""

    def read(
        self, theme: Theme, fids: np.ndarray | None = None, columns: Sequence[str] | None = None, geometry: bool = True
    ) -> Table:
        """Rows by number, in the order asked for, those that are gone left out; or all, in fid order."""

    def met(self, theme: Theme, conditions: Sequence[Expression]) -> tuple[np.ndarray, np.ndarray]:
        """Tell which conditions each row meets: fids, ascending, and for each a number with a bit per condition.

        Both int64; at most 62 conditions. Raises ConditionUnfit.
        """

    def batches(
        self, theme: Theme, size: int, columns: Sequence[str] | None = None, geometry: bool = True
    ) -> Iterator[Table]:
        """All rows in fid order, in pieces, in bounded memory."""

    def bounds(self, theme: Theme) -> tuple[np.ndarray, np.ndarray]:
        """fids (int64) and their xmin, ymin, xmax, ymax (float64, n × 4), read without decoding shapes in Python."""

    def find(self, theme: Theme, column: str, values: Iterable[Any]) -> Mapping[Any, int]:
        """Row numbers by the value of a column (indexed for the key fields of a theme)."""

    def changes_since(self, theme: Theme, seq: int) -> Sequence[Change]:
        """The changes of a theme after a stamp, oldest first."""

    def write(self, operation: int) -> AbstractContextManager[Writer]:
        """One transaction: commits at the end of the `with`, rolls back on any exception."""
