"""Finds rows that are the same in everything, for rows that no key can name.

Shapes are compared by their bounds, length, area and heights: what a coordinate loses on its way through a
text file does not make another shape of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heights

SAME_M = 0.0005  # what coordinates lose on their way through a text file is no change
SAME_LENGTH_M = 0.01  # to which every vertex adds a little
CELL_M = 1.0
NO_ROW = -1

Signature = tuple[float, ...]


class Twins:
    """The rows that are there; each is given to one row of an import at most."""

    def __init__(self, tables: Iterable[Table], names: Sequence[str]) -> None:
        self._names = names
        self._kept: dict[int, list[tuple[Signature, int]]] = {}
        for table in tables:
            assert table.fid is not None
            for fid, (values, signature) in zip(table.fid.tolist(), self._rows(table), strict=True):
                self._kept.setdefault(hash((values, _cell(signature, 0.0, 0.0))), []).append((signature, fid))

    def take(self, table: Table) -> list[int]:
        """Take for each row an equal one that was not taken yet; gives its row number, NO_ROW where there is none."""
        return [self._take(values, signature) for values, signature in self._rows(table)]

    def _take(self, values: tuple[Any, ...], signature: Signature) -> int:
        # a corner near the edge of a cell may have been rounded into the next
        cells = {_cell(signature, dx, dy) for dx, dy in product((0.0, -SAME_M, SAME_M), repeat=2)}
        for cell in cells:
            candidates = self._kept.get(hash((values, cell)), [])
            for place, (candidate, fid) in enumerate(candidates):
                if _alike(candidate, signature):
                    del candidates[place]
                    return fid
        return NO_ROW

    def _rows(self, table: Table) -> Iterator[tuple[tuple[Any, ...], Signature]]:
        values = zip(*(table.columns[name] for name in self._names), strict=True) if self._names else [()] * len(table)
        yield from zip(values, _signatures(table), strict=True)


def alike(before: np.ndarray, after: np.ndarray) -> list[bool]:
    """Tell for pairs of shapes whether their bounds, lengths and areas are the same."""
    return [_alike(*pair) for pair in zip(_measured(before), _measured(after), strict=True)]


def _signatures(table: Table) -> list[Signature]:
    return [()] * len(table) if table.geometry is None else _measured(table.geometry)


def _measured(shapes: np.ndarray) -> list[Signature]:
    import shapely

    measures = [shapely.bounds(shapes), shapely.length(shapes), shapely.area(shapes), heights.ranges(shapes)]
    return [() if row[0] != row[0] else tuple(row) for row in np.column_stack(measures).tolist()]


def _cell(signature: Signature, dx: float, dy: float) -> tuple[float, ...]:
    return ((signature[0] + dx) // CELL_M, (signature[1] + dy) // CELL_M) if signature else ()


def _alike(one: Signature, other: Signature) -> bool:
    if len(one) != len(other):
        return False
    if not one:
        return True
    bounds = all(abs(a - b) <= SAME_M for a, b in zip(one[:4], other[:4], strict=True))
    length, area = one[4:6]
    plan = bounds and abs(length - other[4]) <= SAME_LENGTH_M and abs(area - other[5]) <= SAME_M * (1.0 + length)
    # a shape without heights, NaN here, says nothing about them
    return plan and not any(abs(a - b) > SAME_M for a, b in zip(one[6:], other[6:], strict=True))
