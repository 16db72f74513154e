"""Recognises rows whose key the layer does not know by their shape: a parcel that was given another code stays itself.

A row of a file is a row of the layer when each is the only one of its shape: the key of the one in the file is
missing or new and comes once, and that of the one in the layer does not occur in the file. A point says less than an
outline: it names a row only where nothing else stands, in the file and in the layer, for the rooms of a stairway share
one; and only if what the row is called has stayed, for a room may be added where so far only its building stood.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.importing.keys import NO_KEY, keys_of, marks_of
from kangbashi_gis.importing.outlines import same_shapes
from kangbashi_gis.importing.twins import NO_ROW
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.geopackage import GeoPackageStore

APART_M = 0.004  # points closer than this may count as one; what shares a point shares it to the last digit
Find = Callable[[Sequence[Any]], Any]
Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Recognised:
    """Rows of a file by their place in it, ascending, and the row numbers that they are in the layer."""

    places: np.ndarray
    fids: np.ndarray

    def among(self, start: int, count: int) -> Pairs:
        """Give those of a batch that begins at a place: their places within it, and their row numbers."""
        low, high = np.searchsorted(self.places, (start, start + count))
        return self.places[low:high] - start, self.fids[low:high]


NOBODY = Recognised(np.array([], dtype=np.int64), np.array([], dtype=np.int64))


def recognisable(theme: Theme) -> bool:
    """Tell whether the shape of a row says which row it is."""
    return theme.own_shape and theme.shape is not Shape.NONE and not theme.in_vault


class Recogniser:
    """Looks at all batches of a file in order; keeps of each row a few bytes, and reads only rows that may match."""

    def __init__(self, store: GeoPackageStore, theme: Theme, find: Find) -> None:
        self._store = store
        self._theme = theme
        self._find = find
        self._seen = 0
        self._marks: list[np.ndarray] = []
        self._points: list[np.ndarray] = []
        self._pairs: list[Pairs] = []

    def look_at(self, table: Table) -> None:
        """Take in the next rows of the file, and find rows of the layer that have the same shape as new ones."""
        import shapely

        assert table.geometry is not None
        boxes = shapely.bounds(table.geometry)
        self._marks.append(marks_of(self._theme, table))
        likely = np.isnan(boxes[:, 0]) ^ True
        likely &= self._unknown(table)
        if self._theme.shape is Shape.POINT:
            self._points.append(boxes[:, :2])
            likely &= _alone(boxes[:, :2])
        places = np.flatnonzero(likely)
        at, fids = self._store.boxed(self._theme, boxes[places])
        places = places[at]
        same = self._same(table.geometry[places], fids)
        if self._theme.shape is Shape.POINT:
            same[same] = self._called_alike(table.take(places[same]), fids[same])
        self._pairs.append((places[same] + self._seen, fids[same]))
        self._seen += len(table)

    def recognised(self) -> Recognised:
        """Give the rows that were recognised, once the whole file was looked at."""
        if not any(len(places) for places, _ in self._pairs):
            return NOBODY
        places = np.concatenate([pair[0] for pair in self._pairs])
        fids = np.concatenate([pair[1] for pair in self._pairs])
        marks = np.concatenate(self._marks)
        kept = (marks[places] == NO_KEY) | _single(marks)[places]
        if self._points:
            kept &= _alone(np.concatenate(self._points))[places] & _single(places)
        places, fids = places[kept], fids[kept]
        free = self._free(fids, marks)
        places, fids = places[free], fids[free]
        sure = _single(places) & _single(fids)
        places, fids = places[sure], fids[sure]
        order = np.argsort(places)
        return Recognised(places[order], fids[order])

    def _unknown(self, table: Table) -> np.ndarray:
        """Tell which rows have no key, or one that the layer does not know."""
        keys = keys_of(self._theme, table)
        known = self._find([key for key in keys if key is not None])
        return np.fromiter((known.get(key, NO_ROW) == NO_ROW for key in keys), dtype=bool, count=len(keys))

    def _same(self, shapes: np.ndarray, fids: np.ndarray) -> np.ndarray:
        """Tell for pairs of a shape and a row of the layer whether that has the same shape."""
        numbers, at = np.unique(fids, return_inverse=True)
        standing = self._store.read(self._theme, numbers, columns=())
        assert standing.geometry is not None
        return same_shapes(standing.geometry[at], shapes)

    def _called_alike(self, table: Table, fids: np.ndarray) -> np.ndarray:
        """Tell for pairs of a row of the file and one of the layer whether their names are the same."""
        names = [one for one in self._theme.searched if one in table.columns and one not in self._theme.key]
        numbers, at = np.unique(fids, return_inverse=True)
        standing = self._store.read(self._theme, numbers, columns=names, geometry=False).take(at)
        alike = np.ones(len(fids), dtype=bool)
        for one in names:
            pairs = zip(standing.columns[one], table.columns[one], strict=True)
            alike &= np.array([before == after for before, after in pairs], dtype=bool)
        return alike

    def _free(self, fids: np.ndarray, marks: np.ndarray) -> np.ndarray:
        """Tell which rows of the layer have no key, or one that does not occur in the file."""
        numbers, at = np.unique(fids, return_inverse=True)
        held = marks_of(self._theme, self._store.read(self._theme, numbers, columns=self._theme.key, geometry=False))
        free: np.ndarray = ((held == NO_KEY) | ~np.isin(held, marks))[at]
        return free


def _single(values: np.ndarray) -> np.ndarray:
    """Tell which values occur once."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    single: np.ndarray = (counts == 1)[at]
    return single


def _alone(points: np.ndarray) -> np.ndarray:
    """Tell which points (n × 2, NaN for none) have no other within half a millimetre, and perhaps a little more."""
    alone = ~np.isnan(points[:, 0])
    standing = points[alone]
    single = np.ones(len(standing), dtype=bool)
    # two points that an edge of one grid of cells divides share a cell of another
    for shift in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        cells = np.floor(standing / APART_M + shift).astype(np.int64)
        single &= _single(cells[:, 0] * 2**32 + cells[:, 1])
    alone[alone] = single
    return alone
