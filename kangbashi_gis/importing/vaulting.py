"""Sorting personal rows against the vault, which answers with row numbers and never with values."""

import numpy as np

from kangbashi_gis.importing.keys import keys_of
from kangbashi_gis.importing.merging import Sorted, all_new
from kangbashi_gis.importing.twins import NO_ROW
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.vault import Vault


class VaultMerger:
    """Sorts batches of a theme whose rows are all in the vault, by the rules of `merging.Merger`."""

    def __init__(self, vault: Vault, theme: Theme) -> None:
        self._vault = vault
        self._theme = theme
        self._empty = vault.count(theme) == 0
        self._taken: set[int] = set()

    def sort(self, table: Table) -> Sorted:
        """Sort a batch into new, changed and same rows. What was written before the transaction counts."""
        if self._empty or not len(table):
            return all_new(table)
        found, equal = self._by_key(table)
        fids, loose = self._claim(table, found)
        same = (fids != NO_ROW) & equal
        same[loose] = self._twins(table, loose)
        changed = (fids != NO_ROW) & ~same
        return Sorted(~(same | changed), changed, same, fids, np.zeros(len(table), dtype=bool), table)

    def _by_key(self, table: Table) -> tuple[np.ndarray, np.ndarray]:
        """Give the row that each key matches (0 for none), and whether it is the same; none for a file without keys."""
        if all(name in table.columns for name in self._theme.key):
            return self._vault.match(self._theme, table, self._theme.key)
        return np.zeros(len(table), dtype=np.int64), np.zeros(len(table), dtype=bool)

    def _claim(self, table: Table, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the rows that keys match, each once, and the places of rows whose key is missing or taken."""
        fids = np.full(len(table), NO_ROW, dtype=np.int64)
        loose = []
        for place, (key, fid) in enumerate(zip(keys_of(self._theme, table), found.tolist(), strict=True)):
            if key is None or fid in self._taken:
                loose.append(place)
            elif fid:
                self._taken.add(fid)
                fids[place] = fid
        return fids, np.array(loose, dtype=np.int64)

    def _twins(self, table: Table, loose: np.ndarray) -> np.ndarray:
        """Tell which rows are in the vault with all their columns. Asked once for each column that can lead."""
        equal = np.zeros(len(loose), dtype=bool)
        rest = table.take(loose)
        leads = np.array([_lead(rest, place) for place in range(len(rest))], dtype=object)
        for lead in sorted({one for one in leads if one}):
            places = np.flatnonzero(leads == lead)
            order = [lead, *(name for name in rest.columns if name != lead)]
            equal[places] = self._vault.match(self._theme, rest.take(places), order)[1]
        return equal


def _lead(table: Table, place: int) -> str:
    """Name the first column that has a value in a row: the vault looks rows up by it."""
    return next((name for name, values in table.columns.items() if values[place] is not None), "")


def sort_personal(vault: Vault, theme: Theme, table: Table) -> Sorted:
    """Sort the personal values of rows by the `id` of the row they belong to. New rows without any need no place."""
    names = [one.name for one in theme.personal_fields if one.name in table.columns]
    cells = zip(*(table.columns[name] for name in names), strict=True)
    filled = np.array([any(cell is not None for cell in row) for row in cells], dtype=bool)
    fids, equal = vault.match(theme, table, ("id",))
    known = fids != 0
    same = (known & equal) | (~known & ~filled)
    return Sorted(~known & filled, known & ~equal, same, fids, np.zeros(len(table), dtype=bool), table)
