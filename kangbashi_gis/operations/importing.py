"""Bringing a file into a theme: all of it, or on any error nothing.

Reading, converting and locating happen before the write lock is taken; then one transaction swaps the rows in.
"""

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.errors import FileEmpty, ThemeMismatch
from kangbashi_gis.importing import fingerprint, rasters
from kangbashi_gis.importing.locating import ADDRESS_FID, addressed, locate
from kangbashi_gis.importing.merging import Merger, Sorted
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import Rows, prepare
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.spool import Spool
from kangbashi_gis.importing.twins import NO_ROW
from kangbashi_gis.importing.vaulting import VaultMerger, sort_personal
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.operations.folders import RASTERS
from kangbashi_gis.operations.workspace import Change, Workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.store.base import Source as Origin
from kangbashi_gis.store.identity import new_ids

Masks = tuple[np.ndarray, np.ndarray, np.ndarray]  # new, changed, recognised by their shape
# the shares of the time that go by before the write lock is taken, and before the first row is written
STAGED, LOOKED_OVER = 0.6, 0.65


@dataclass(frozen=True)
class ImportReport:
    """What an import did. read = added + replaced + unchanged: every row is kept.

    by_shape: how many of the replaced ones were recognised by their shape, as the layer did not know their key.
    incomplete: rows in which a value is missing that the theme needs; incomplete_rows names the first of them.
    unlocated: how many of these stand nowhere, because neither the file nor a link says where they are.
    without_address: rows of the vault that are in, but linked to no address.
    invalid: polygons that cross themselves, kept as they are. heights_dropped: shapes that had a Z.
    matched: field to column. ignored and personal: columns that went nowhere; the latter look personal.
    transformation: the steps from the file's coordinates to those of the workspace. accuracy_m: what they are good for;
    None where nobody knows.
    notes: "axes_swapped", "shx_rebuilt", "not_survey_grade".
    """

    theme: str
    file: str
    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    by_shape: int = 0
    incomplete: int = 0
    incomplete_rows: tuple[str, ...] = ()
    unlocated: int = 0
    operation: int = 0
    without_address: int = 0
    invalid: int = 0
    heights_dropped: int = 0
    matched: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    crs: str = ""
    transformation: str = ""
    accuracy_m: float | None = None
    encoding: str = ""
    notes: tuple[str, ...] = ()


def import_file(space: Workspace, path: Path, theme: Theme, options: ImportOptions, progress: Progress) -> ImportReport:
    """Read a file, match it to a theme, and swap its rows in as one operation that can be undone.

    Raises a GisError and changes nothing where the file, its columns, its CRS or its rows will not do.
    """
    space.require(Permission.EDIT)
    with ExitStack() as opened:
        source = opened.enter_context(open_source(path, theme, options))
        spool = opened.enter_context(Spool(space.staging))
        rows = prepare(source, theme, options, space.store.crs)
        report = _stage(space, rows, spool, part(progress, 0.0, STAGED))
        raster = _raster_aside(space, path, opened) if theme.raster else None
        origin = Origin(path.name, fingerprint.sha256(path), space.user.name, date.today().isoformat())
        with space.change("data.import", theme.name) as change:
            swap = _Swap(space, change, theme, origin)
            swap.look_over(spool, part(progress, STAGED, LOOKED_OVER))
            for table in spool:
                progress(LOOKED_OVER + (1 - LOOKED_OVER) * swap.done / spool.rows, "write")
                swap.write(_settled(space, raster, path, table) if raster else table)
            # the last moment to stop: once committed, the import is done
            progress(1.0, "write")
    return replace(
        report,
        operation=change.number,
        added=swap.added,
        replaced=swap.replaced,
        by_shape=swap.by_shape,
        unchanged=swap.unchanged,
        unlocated=swap.unlocated,
    )


def _stage(space: Workspace, rows: Rows, spool: Spool, progress: Progress) -> ImportReport:
    """Convert and locate all rows into the spool, also those that have no place."""
    theme, without_address, placed = rows.theme, 0, 0
    for table in rows.tables(progress):
        if theme.in_vault:
            table = addressed(space.store, theme, table)
            without_address += table.columns[ADDRESS_FID].count(None)  # type: ignore[union-attr]
        elif theme.shape is not Shape.NONE:
            table = locate(space.store, theme, table)
            placed += int((~shapely.is_missing(table.geometry)).sum())
        spool.add(table)
    if not rows.tally.read:
        raise FileEmpty(path=str(rows.source.path))
    if _shapeless(rows) and not placed:
        raise ThemeMismatch(path=str(rows.source.path), theme=theme.title, found="none", wanted=str(theme.shape))
    return ImportReport(
        theme=theme.name,
        file=rows.source.path.name,
        read=rows.tally.read,
        without_address=without_address,
        incomplete=rows.tally.incomplete,
        incomplete_rows=tuple(rows.tally.incomplete_rows),
        invalid=rows.tally.invalid,
        heights_dropped=rows.tally.heights_dropped,
        matched=rows.matching.fields,
        ignored=rows.matching.ignored,
        personal=rows.matching.personal,
        crs=(rows.way.source if rows.way else ""),
        transformation=(rows.way.description if rows.way else ""),
        accuracy_m=(rows.way.accuracy_m if rows.way else None),
        encoding=rows.source.encoding,
        notes=(*rows.source.notes, *(rows.way.notes if rows.way else ())),
    )


def _shapeless(rows: Rows) -> bool:
    """Tell whether a file has no shapes at all for a layer that shows them."""
    return rows.way is None and rows.theme.shape is not Shape.NONE and not rows.theme.in_vault


def _raster_aside(space: Workspace, path: Path, opened: ExitStack) -> Path:
    folder = opened.enter_context(tempfile.TemporaryDirectory(dir=space.staging))
    return rasters.copy_aside(path, Path(folder))


def _settled(space: Workspace, raster: Path, path: Path, table: Table) -> Table:
    """Move the raster to its place and let its row say the name it has there."""
    return table.with_columns(file=[rasters.settle(raster, space.folder / RASTERS, path)])


class _Swap:
    """Writes staged batches within one change, and counts what becomes of their rows."""

    def __init__(self, space: Workspace, change: Change, theme: Theme, origin: Origin) -> None:
        self._space = space
        self._change = change
        self._theme = theme
        self._source = change.writer.source(origin)
        self._merger: VaultMerger | Merger = (
            VaultMerger(space.vault, theme) if theme.in_vault else Merger(space.store, theme)
        )
        self.added = self.replaced = self.by_shape = self.unchanged = self.unlocated = self.done = 0

    def look_over(self, spool: Spool, progress: Progress) -> None:
        """Let the rows of layers be recognised by their shape, before any is written."""
        if isinstance(self._merger, Merger):
            self._merger.look_over(spool, spool.rows, progress)

    def write(self, table: Table) -> None:
        """Add what is new, replace what differs, leave what is the same."""
        new, changed, recognised = self._write_people(table) if self._theme.in_vault else self._write_open(table)
        self.added += int(new.sum())
        self.replaced += int(changed.sum())
        self.by_shape += int((changed & recognised).sum())
        self.unchanged += int((~new & ~changed).sum())
        self.done += len(table)

    def _write_people(self, table: Table) -> Masks:
        """Write rows that are personal as a whole."""
        sorting = self._merger.sort(table)
        self._into_vault(sorting, table)
        return sorting.new, sorting.changed, sorting.recognised

    def _write_open(self, table: Table) -> Masks:
        """Write what is open to `city.gpkg` and the personal values of the same rows, by their id, to the vault."""
        secret = {one.name: table.columns[one.name] for one in self._theme.personal_fields if one.name in table.columns}
        plain = Table({name: values for name, values in table.columns.items() if name not in secret}, table.geometry)
        sorting = self._merger.sort(plain)
        plain = sorting.table
        if plain.geometry is not None:
            self.unlocated += int(shapely.is_missing(plain.geometry).sum())
        ids = self._ids(sorting)
        if sorting.new.any():
            rows = plain.with_columns(id=ids).take(sorting.new)
            self._change.writer.append(self._theme, self._sourced(rows))
        if sorting.changed.any():
            rows = plain.take(sorting.changed)
            self._change.writer.update(self._theme, sorting.fids[sorting.changed], self._sourced(rows))
        if not secret:
            return sorting.new, sorting.changed, sorting.recognised
        personal = Table({"id": ids, **secret})
        apart = sort_personal(self._space.vault, self._theme, personal)
        self._into_vault(apart, personal)
        changed = ~sorting.new & (sorting.changed | apart.new | apart.changed)
        return sorting.new, changed, sorting.recognised

    def _into_vault(self, sorting: Sorted, table: Table) -> None:
        if sorting.new.any():
            self._change.vault.append(self._theme, self._sourced(table.take(sorting.new)))
        if sorting.changed.any():
            fids = sorting.fids[sorting.changed]
            self._change.vault.update(self._theme, fids, self._sourced(table.take(sorting.changed)))

    def _ids(self, sorting: Sorted) -> np.ndarray:
        """Give the identity of each row: that of the row it matches, or a new one; None where nobody asks."""
        ids = np.full(len(sorting.new), None, dtype=object)
        ids[sorting.new] = new_ids(int(sorting.new.sum()))
        matched = np.flatnonzero(sorting.fids != NO_ROW)
        if len(matched):
            kept = self._space.store.read(self._theme, sorting.fids[matched], columns=("id",), geometry=False)
            ids[matched] = kept.columns["id"]
        return ids

    def _sourced(self, table: Table) -> Table:
        return table.with_columns(source=[self._source] * len(table))
