"""Which rows of an import are new, which replace a row that is there, and which are there already as they are.

Rows are matched by the natural key of their theme. Rows without one, and rows that bear a key a second
time, are matched only by a row that is the same in everything, so that importing a file twice adds nothing.
A row that comes without a place leaves its row where it stands, unless it says that it has moved.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.importing.twins import NO_ROW, SAME_M, Twins, alike
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.base import Store

PIECE = 50_000
MOST_VERTICES = 20_000  # comparing each with each takes longer than writing the shape again


@dataclass(frozen=True)
class Sorted:
    """Boolean masks over the rows of a table, and the row numbers (NO_ROW for none) they match.

    shapes: those the rows have once they are in; None for a table without.
    """

    new: np.ndarray
    changed: np.ndarray
    same: np.ndarray
    fids: np.ndarray
    shapes: np.ndarray | None = None


class Merger:
    """Sorts one batch after the other against what a store holds; remembers which rows are taken."""

    def __init__(self, store: Store, theme: Theme) -> None:
        self._store = store
        self._theme = theme
        self._empty = store.count(theme) == 0
        self._taken: set[int] = set()
        self._twins: dict[tuple[str, ...], Twins] = {}
        self._find = self._finder()

    def sort(self, table: Table) -> Sorted:
        """Sort a batch into new, changed and same rows."""
        count = len(table)
        if self._empty:
            nothing = np.zeros(count, dtype=bool)
            return Sorted(~nothing, nothing, nothing, np.full(count, NO_ROW, dtype=np.int64), table.geometry)
        fids, loose = self._by_key(table)
        keyed = np.flatnonzero(fids != NO_ROW)
        same, changed = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        if len(keyed):
            before = self._store.read(self._theme, fids[keyed], columns=tuple(table.columns))
            table = self._settled(before, table, keyed)
            equal = _equal(before, table.take(keyed))
            same[keyed], changed[keyed] = equal, ~equal
        fids[loose] = self._twin(table.take(loose))
        same[loose] = fids[loose] != NO_ROW
        return Sorted(~(same | changed), changed, same, fids, table.geometry)

    def _settled(self, before: Table, table: Table, keyed: np.ndarray) -> Table:
        """Give rows that come without a place the one they have; not where what they link to has changed."""
        if table.geometry is None or before.geometry is None:
            return table
        geometry, after = table.geometry.copy(), table.take(keyed)
        stays = geometry[keyed] == np.array(None)
        for link in self._theme.links:
            if link.field in after.columns:
                stays &= _same_values(before.columns[link.field], after.columns[link.field])
        geometry[keyed[stays]] = before.geometry[stays]
        return Table(table.columns, geometry)

    def _by_key(self, table: Table) -> tuple[np.ndarray, np.ndarray]:
        """Give the row that each key matches (-1 for none), and the places of rows that no key can match."""
        keys = keys_of(self._theme, table)
        known = self._find([key for key in keys if key is not None])
        fids = np.full(len(table), NO_ROW, dtype=np.int64)
        loose = []
        for place, key in enumerate(keys):
            fid = known.get(key, NO_ROW)
            if key is None or fid in self._taken:
                loose.append(place)
            elif fid != NO_ROW:
                self._taken.add(fid)
                fids[place] = fid
        return fids, np.array(loose, dtype=np.int64)

    def _twin(self, table: Table) -> list[int]:
        """Give for rows that no key matches an equal row that has not been matched yet, NO_ROW where there is none."""
        if not len(table):
            return []
        names = tuple(table.columns)
        if names not in self._twins:
            self._twins[names] = Twins(self._free(names), names)
        return self._twins[names].take(table)

    def _free(self, names: tuple[str, ...]) -> Iterator[Table]:
        """Go through the rows that no key has matched so far."""
        taken = np.array(sorted(self._taken), dtype=np.int64)
        for piece in self._store.batches(self._theme, PIECE, columns=names):
            yield piece.take(~np.isin(piece.fid, taken))  # type: ignore[arg-type]

    def _finder(self) -> Callable[[Sequence[Any]], Any]:
        """Give the way from keys to row numbers: by the store's index, or for a key of several fields by reading it."""
        theme = self._theme
        if len(theme.key) == 1:
            return lambda keys: self._store.find(theme, theme.key[0], set(keys))
        known: dict[Any, int] = {}
        for piece in self._store.batches(theme, PIECE, columns=theme.key, geometry=False):
            assert piece.fid is not None
            for key, fid in zip(keys_of(theme, piece), piece.fid.tolist(), strict=True):
                known.setdefault(key, fid)
        return lambda keys: known


def keys_of(theme: Theme, table: Table) -> list[Any]:
    """Give the natural key of each row, or None where a part of it is missing."""
    if not theme.key or any(name not in table.columns for name in theme.key):
        return [None] * len(table)
    if len(theme.key) == 1:
        return list(table.columns[theme.key[0]])
    parts = zip(*(table.columns[name] for name in theme.key), strict=True)
    return [None if any(part is None for part in key) else key for key in parts]


def _equal(before: Table, after: Table) -> np.ndarray:
    """Compare rows column by column, then their shapes."""
    equal = np.ones(len(after), dtype=bool)
    for name, values in after.columns.items():
        equal &= _same_values(before.columns[name], values)
    if after.geometry is None or before.geometry is None:
        return equal
    return equal & _same_shapes(before.geometry, after.geometry)


def _same_values(before: Sequence[Any] | np.ndarray, after: Sequence[Any] | np.ndarray) -> np.ndarray:
    return np.array([a == b for a, b in zip(before, after, strict=True)], dtype=bool)


def _same_shapes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Compare shapes within half a millimetre, whichever vertex or ring a format begins with."""
    import shapely

    missing = shapely.is_missing(before) & shapely.is_missing(after)
    same = missing | shapely.equals_exact(before, after, tolerance=SAME_M)
    rest = np.flatnonzero(~same)
    if len(rest):
        pair = shapely.normalize(before[rest]), shapely.normalize(after[rest])
        same[rest] = shapely.equals_exact(*pair, tolerance=SAME_M)
    rest = np.flatnonzero(~same)
    same[rest] = _same_outlines(before[rest], after[rest])
    return same


def _same_outlines(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Compare shapes of which a rounded coordinate makes another vertex the first: all vertices lie on each other."""
    import shapely

    vertices = shapely.get_num_coordinates(after)
    same = (vertices == shapely.get_num_coordinates(before)) & (vertices <= MOST_VERTICES)
    same &= np.array(alike(before, after), dtype=bool)
    same[same] = shapely.hausdorff_distance(before[same], after[same]) <= SAME_M * 2**0.5
    return same
