"""Which rows of an import are new, which replace a row that is there, and which are there already as they are.

Rows are matched by the natural key of their theme, then by their shape (see `recognising`). What is left of rows
without a key, and rows that bear a key a second time, are matched only by a row that is the same in everything, so
that importing a file twice adds nothing. A row that comes without a place leaves its row where it stands, unless it
says that it has moved; one that comes without its key or a value it needs leaves those as they are, too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.importing.keys import keys_of
from kangbashi_gis.importing.outlines import same_shapes
from kangbashi_gis.importing.recognising import NOBODY, Recogniser, recognisable
from kangbashi_gis.importing.twins import NO_ROW, Twins
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import Progress
from kangbashi_gis.store import heights
from kangbashi_gis.store.geopackage import GeoPackageStore

PIECE = 50_000


@dataclass(frozen=True)
class Sorted:
    """Boolean masks over the rows of a table, and the row numbers (NO_ROW for none) they match.

    recognised: those that their shape matched. table: the rows as they are once they are in.
    """

    new: np.ndarray
    changed: np.ndarray
    same: np.ndarray
    fids: np.ndarray
    recognised: np.ndarray
    table: Table


class Merger:
    """Sorts one batch after the other against what a store holds; remembers which rows are taken."""

    def __init__(self, store: GeoPackageStore, theme: Theme) -> None:
        self._store = store
        self._theme = theme
        self._empty = store.count(theme) == 0
        self._taken: set[int] = set()
        self._twins: dict[tuple[str, ...], Twins] = {}
        self._find = self._finder()
        self._recognised = NOBODY
        self._sorted = 0

    def look_over(self, tables: Iterable[Table], rows: int, progress: Progress) -> None:
        """Go through all batches before the first is sorted, to recognise rows by their shape."""
        if self._empty or not recognisable(self._theme):
            return
        recogniser, seen = Recogniser(self._store, self._theme, self._find), 0
        for table in tables:
            progress(seen / rows, "recognise")
            recogniser.look_at(table)
            seen += len(table)
        self._recognised = recogniser.recognised()
        self._taken.update(self._recognised.fids.tolist())

    def sort(self, table: Table) -> Sorted:
        """Sort a batch into new, changed and same rows; batches come in the order in which they were looked over."""
        count = len(table)
        if self._empty:
            return all_new(table)
        fids, loose = self._by_key(table)
        recognised = self._by_shape(fids)
        loose = loose[~recognised[loose]]
        keyed = np.flatnonzero(fids != NO_ROW)
        same, changed = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        if len(keyed):
            before = self._store.read(self._theme, fids[keyed], columns=tuple(table.columns), high=True)
            table = self._settled(before, table, keyed)
            equal = _equal(before, table.take(keyed))
            same[keyed], changed[keyed] = equal, ~equal
        fids[loose] = self._twin(table.take(loose))
        same[loose] = fids[loose] != NO_ROW
        return Sorted(~(same | changed), changed, same, fids, recognised, table)

    def _by_shape(self, fids: np.ndarray) -> np.ndarray:
        """Enter the rows of a batch that were recognised, and tell which they are."""
        places, found = self._recognised.among(self._sorted, len(fids))
        self._sorted += len(fids)
        fids[places] = found
        recognised = np.zeros(len(fids), dtype=bool)
        recognised[places] = True
        return recognised

    def _settled(self, before: Table, table: Table, keyed: np.ndarray) -> Table:
        """Give rows that come without their key, a value they need or a place what they have of it."""
        table = self._filled(before, table, keyed)
        if table.geometry is None or before.geometry is None:
            return table
        geometry, after = table.geometry.copy(), table.take(keyed)
        stays = geometry[keyed] == np.array(None)
        for link in self._theme.links:
            if link.field in after.columns:
                # what was linked to something else before has moved
                stays &= _same_values(before.columns[link.field], after.columns[link.field])
        geometry[keyed[stays]] = before.geometry[stays]
        # a file without heights says nothing about those of a shape that is where it was
        silent = np.flatnonzero(heights.kept(before.geometry, geometry[keyed]))
        silent = silent[same_shapes(before.geometry[silent], geometry[keyed[silent]])]
        geometry[keyed[silent]] = before.geometry[silent]
        return Table(table.columns, geometry)

    def _filled(self, before: Table, table: Table, keyed: np.ndarray) -> Table:
        """Give the rows with a key and all required values where they have them already."""
        filled = {}
        for one in self._theme.fields:
            values = table.columns.get(one.name)
            if values is None or not (one.required or one.name in self._theme.key):
                continue
            filled[one.name] = list(values)
            for place, value in zip(keyed.tolist(), before.columns[one.name], strict=True):
                if filled[one.name][place] is None:
                    filled[one.name][place] = value
        return table.with_columns(**filled)

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
        for piece in self._store.batches(self._theme, PIECE, columns=names, high=True):
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


def all_new(table: Table) -> Sorted:
    """Sort rows of which none is there."""
    nothing = np.zeros(len(table), dtype=bool)
    return Sorted(~nothing, nothing, nothing, np.full(len(table), NO_ROW, dtype=np.int64), nothing, table)


def _equal(before: Table, after: Table) -> np.ndarray:
    """Compare rows column by column, then their shapes."""
    equal = np.ones(len(after), dtype=bool)
    for name, values in after.columns.items():
        equal &= _same_values(before.columns[name], values)
    if after.geometry is None or before.geometry is None:
        return equal
    return equal & same_shapes(before.geometry, after.geometry) & heights.same(before.geometry, after.geometry)


def _same_values(before: Sequence[Any] | np.ndarray, after: Sequence[Any] | np.ndarray) -> np.ndarray:
    return np.array([a == b for a, b in zip(before, after, strict=True)], dtype=bool)
