"""The second half of an import: what waits is compared with what is there, and written; in a rehearsal only compared.

Import and rehearsal are the same steps on the same rows; only who takes the writing differs. Rows are compared with
the workspace as it was before the operation, never with what it writes itself, so both count the same.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.errors import SourceUnknown
from kangbashi_gis.importing.difference import MOST, About, Gathering
from kangbashi_gis.importing.keys import keys_of
from kangbashi_gis.importing.merging import Merger, Sorted
from kangbashi_gis.importing.twins import NO_ROW
from kangbashi_gis.importing.vaulting import VaultMerger, sort_personal
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.operations.workspace import Change, Workspace
from kangbashi_gis.progress import Progress
from kangbashi_gis.store.base import Source as Origin
from kangbashi_gis.store.identity import new_ids

PIECE = 200_000
LEAST_MET = 3  # rows that a file shares with an earlier one of another name, for it to be its next version
Masks = tuple[np.ndarray, np.ndarray, np.ndarray]  # new, changed, recognised by their shape


class Rehearsal:
    """Takes all that an import writes, and writes nothing."""

    number = 0

    @property
    def writer(self) -> "Rehearsal":
        """Stand in for the layers."""
        return self

    @property
    def vault(self) -> "Rehearsal":
        """Stand in for the vault."""
        return self

    def source(self, origin: Origin) -> int:
        """Number no source."""
        return 0

    def append(self, theme: Theme, table: Table) -> None:
        """Add nothing."""

    def update(self, theme: Theme, fids: np.ndarray, table: Table) -> None:
        """Change nothing."""

    def delete(self, theme: Theme, fids: np.ndarray) -> None:
        """Delete nothing."""


@dataclass
class Outcome:
    """What becomes of the rows of one file. rows: which row of the file each staged row was, None for the same.

    sha256: the fingerprint of the file, "" in a rehearsal.
    """

    origin: str
    source: int
    rows: np.ndarray | None = None
    gathering: Gathering | None = None
    added: int = 0
    replaced: int = 0
    by_shape: int = 0
    unchanged: int = 0
    unlocated: int = 0
    gone: int = 0
    removed: int = 0
    done: int = 0
    sha256: str = ""
    told: list[Finding] = field(default_factory=list)

    def places(self, count: int) -> np.ndarray:
        """Give the rows of the file that the next staged rows were."""
        here = np.arange(self.done, self.done + count)
        return here if self.rows is None else self.rows[here]


@dataclass
class _Met:
    """Which rows of the layer the files have, and which keys, for telling what they do not have any more.

    origins: how many of them had come from each source before.
    """

    fids: list[np.ndarray] = field(default_factory=list)
    keys: set[Any] = field(default_factory=set)
    keyed: bool = False
    origins: Counter[int] = field(default_factory=Counter)


class Swap:
    """Writes staged batches of one theme within one change, and counts what becomes of their rows."""

    def __init__(self, space: Workspace, change: Change | Rehearsal, theme: Theme) -> None:
        self._space = space
        self._change = change
        self._theme = theme
        self._merger: VaultMerger | Merger = (
            VaultMerger(space.vault, theme) if theme.in_vault else Merger(space.store, theme)
        )
        self._met = _Met()

    def look_over(self, tables: Iterable[Table], rows: int, progress: Progress) -> None:
        """Let the rows of layers be recognised by their shape, before any is written."""
        if isinstance(self._merger, Merger):
            self._merger.look_over(tables, rows, progress)

    def write(self, table: Table, outcome: Outcome) -> None:
        """Add what is new, replace what differs, leave what is the same."""
        write = self._write_people if self._theme.in_vault else self._write_open
        new, changed, recognised = write(table, outcome)
        outcome.added += int(new.sum())
        outcome.replaced += int(changed.sum())
        outcome.by_shape += int((changed & recognised).sum())
        outcome.unchanged += int((~new & ~changed).sum())
        outcome.done += len(table)

    def leave(self, outcome: Outcome, *, remove: bool, replaces: Sequence[str] = ()) -> None:
        """Tell, once all is written, which rows from a file of this name it has no more; delete them if asked.

        replaces: names of earlier files that count as this one. Raises SourceUnknown where nothing came from one.
        """
        sources = self._space.store.sources()
        if unknown := set(replaces) - {one.file for one in sources.values()}:
            raise SourceUnknown(name=min(unknown), known=sorted({one.file for one in sources.values()}))
        names = {outcome.origin, *replaces}
        numbers = [number for number, one in sources.items() if one.file in names and number != outcome.source]
        self._tell_of_kin(outcome, names)
        if not numbers:
            return
        fids = self._absent_people(numbers) if self._theme.in_vault else self._absent(numbers)
        self._met.fids.append(fids)  # another file of the same name does not tell them again
        outcome.gone += len(fids)
        if outcome.gathering and not self._theme.in_vault:
            outcome.gathering.add_gone(self._space.store.read(self._theme, fids[:MOST]))
        if remove and len(fids):
            self._delete(fids)
            outcome.removed += len(fids)

    def _tell_of_kin(self, outcome: Outcome, names: Container[str]) -> None:
        """Tell where a file has most of the rows that came from one of another name: it may be its next version."""
        sources = self._space.store.sources()
        kin: dict[str, list[int]] = {}
        for number, one in sources.items():
            if one.file not in names and number != outcome.source:
                kin.setdefault(one.file, []).append(number)
        for name, numbers in kin.items():
            met = sum(self._met.origins[number] for number in numbers)
            if met < LEAST_MET or self._theme.in_vault:
                continue
            absent = len(self._absent(numbers))
            if 0 < absent <= met:
                values = {"name": name, "met": met}
                outcome.told.append(Finding("row_gone_perhaps", Severity.INFO, absent, values))

    def _absent(self, numbers: Sequence[int]) -> np.ndarray:
        met = np.concatenate([*self._met.fids, np.array([], dtype=np.int64)])
        found = [np.array([], dtype=np.int64)]
        for piece in self._space.store.batches(self._theme, PIECE, columns=("source",), geometry=False):
            assert piece.fid is not None
            ours = np.isin(np.array([one or 0 for one in piece.columns["source"]]), numbers)
            found.append(piece.fid[ours & ~np.isin(piece.fid, met)])
        return np.concatenate(found)

    def _absent_people(self, numbers: Sequence[int]) -> np.ndarray:
        """Only by their key can it be told of people that they are not in a file any more."""
        if not self._met.keyed:
            return np.array([], dtype=np.int64)
        fids = self._space.vault.absent(self._theme, sorted(self._met.keys), numbers)
        return fids[~np.isin(fids, np.concatenate([*self._met.fids, np.array([], dtype=np.int64)]))]

    def _delete(self, fids: np.ndarray) -> None:
        if self._theme.in_vault:
            self._change.vault.delete(self._theme, fids)
            return
        if self._theme.personal_fields:
            ids = self._space.store.read(self._theme, fids, columns=("id",), geometry=False).columns["id"]
            people, _ = self._space.vault.match(self._theme, Table({"id": list(ids)}), ("id",))
            if people.any():
                self._change.vault.delete(self._theme, people[people != 0])
        self._change.writer.delete(self._theme, fids)

    def _write_people(self, table: Table, outcome: Outcome) -> Masks:
        """Write rows that are personal as a whole."""
        sorting = self._merger.sort(table)
        keys = keys_of(self._theme, table)
        self._met.keyed |= any(key is not None for key in keys)
        self._met.keys.update(key for key in keys if key is not None)
        if outcome.gathering:
            self._show_people(outcome, sorting, table)
        self._into_vault(sorting, table, outcome)
        return sorting.new, sorting.changed, sorting.recognised

    def _write_open(self, table: Table, outcome: Outcome) -> Masks:
        """Write what is open to `city.gpkg` and the personal values of the same rows, by their id, to the vault."""
        secret = {one.name: table.columns[one.name] for one in self._theme.personal_fields if one.name in table.columns}
        plain = Table({name: values for name, values in table.columns.items() if name not in secret}, table.geometry)
        sorting = self._merger.sort(plain)
        plain = sorting.table
        self._met.fids.append(sorting.fids[sorting.fids != NO_ROW])
        if plain.geometry is not None:
            outcome.unlocated += int(shapely.is_missing(plain.geometry).sum())
        ids = self._ids(sorting)
        apart = self._sort_secret(secret, ids)
        changed = sorting.changed.copy()
        if apart is not None:
            changed = ~sorting.new & (sorting.changed | apart.new | apart.changed)
        if outcome.gathering:
            self._show(outcome, sorting, changed, Table({"id": ids, **secret}))
        self._write_plain(plain.with_columns(id=ids), sorting, outcome)
        if apart is not None:
            self._into_vault(apart, Table({"id": ids, **secret}), outcome)
        return sorting.new, changed, sorting.recognised

    def _sort_secret(self, secret: dict[str, Any], ids: np.ndarray) -> Sorted | None:
        return sort_personal(self._space.vault, self._theme, Table({"id": ids, **secret})) if secret else None

    def _write_plain(self, plain: Table, sorting: Sorted, outcome: Outcome) -> None:
        if sorting.new.any():
            self._change.writer.append(self._theme, _sourced(plain.take(sorting.new), outcome))
        if sorting.changed.any():
            rows = plain.take(sorting.changed)
            self._change.writer.update(self._theme, sorting.fids[sorting.changed], _sourced(rows, outcome))

    def _into_vault(self, sorting: Sorted, table: Table, outcome: Outcome) -> None:
        if sorting.new.any():
            self._change.vault.append(self._theme, _sourced(table.take(sorting.new), outcome))
        if sorting.changed.any():
            fids = sorting.fids[sorting.changed]
            self._change.vault.update(self._theme, fids, _sourced(table.take(sorting.changed), outcome))

    def _ids(self, sorting: Sorted) -> np.ndarray:
        """Give the identity of each row: that of the row it matches, or a new one."""
        ids = np.full(len(sorting.new), None, dtype=object)
        ids[sorting.new] = new_ids(int(sorting.new.sum()))
        matched = np.flatnonzero(sorting.fids != NO_ROW)
        if len(matched):
            fids = sorting.fids[matched]
            kept = self._space.store.read(self._theme, fids, columns=("id", "source"), geometry=False)
            ids[matched] = kept.columns["id"]
            self._met.origins.update(one for one in kept.columns["source"] if one is not None)
        return ids

    def _show(self, outcome: Outcome, sorting: Sorted, changed: np.ndarray, secret: Table) -> None:
        """Keep the first rows for the difference."""
        assert outcome.gathering is not None
        rows = outcome.places(len(sorting.new))
        outcome.gathering.add_new(sorting.table.take(sorting.new), rows[sorting.new])
        first = np.flatnonzero(changed)[: outcome.gathering.room]
        if len(first):
            before = self._space.store.read(self._theme, sorting.fids[first], high=True)
            about = About(rows[first], sorting.recognised[first], self._differing(secret.take(first), ("id",)))
            outcome.gathering.add_changed(before, sorting.table.take(first), about)

    def _show_people(self, outcome: Outcome, sorting: Sorted, table: Table) -> None:
        """Keep where the first rows of people stand in the file, and which of their fields change."""
        assert outcome.gathering is not None
        rows = outcome.places(len(table))
        outcome.gathering.add_new(Table({"n": [None] * int(sorting.new.sum())}), rows[sorting.new])
        first = np.flatnonzero(sorting.changed)[: outcome.gathering.room]
        if len(first):
            about = About(rows[first], sorting.recognised[first], self._differing(table.take(first), self._theme.key))
            bare = Table({"n": [None] * len(first)})
            outcome.gathering.add_changed(bare, bare, about)

    def _differing(self, table: Table, key: Sequence[str]) -> dict[str, np.ndarray]:
        """Tell for each personal field in which rows it differs from what the vault has; the values stay there."""
        differing = {}
        for name in (one.name for one in self._theme.personal_fields):
            if name in table.columns and name not in key:
                values = table.columns[name]
                columns = {**{one: table.columns[one] for one in key}, name: values}
                fids, same = self._space.vault.match(self._theme, Table(columns), key)
                filled = np.array([value is not None for value in values], dtype=bool)
                differing[name] = np.where(fids != 0, ~same, filled)
        return differing


def _sourced(table: Table, outcome: Outcome) -> Table:
    return table.with_columns(source=[outcome.source] * len(table))
