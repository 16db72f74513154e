"""The first half of every import and of its rehearsal: a file read, matched, converted, mended and located.

Nothing of the workspace is written: the rows wait in a spool until they are swapped in, all at once.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.errors import BadReference, BatchConflict, FileEmpty, NoReference, ThemeMismatch
from kangbashi_gis.importing import columns, rasters, repairing, shapes
from kangbashi_gis.importing.doubts import AREA_UNITS, DROP_OUTSIDE, DROP_TOTALS
from kangbashi_gis.importing.keys import NO_KEY, marks_of
from kangbashi_gis.importing.locating import ADDRESS_FID, addressed, locate
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.recipe import Seen, crs_name
from kangbashi_gis.importing.repairing import Repaired
from kangbashi_gis.importing.rows import Rows, prepare
from kangbashi_gis.importing.sameness import signs
from kangbashi_gis.importing.source import BATCH
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.spool import Spool
from kangbashi_gis.model.diagnosis import Finding
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.operations.local_systems import with_system
from kangbashi_gis.operations.questions import Recognised, known_frame, near, recognise, require_answers
from kangbashi_gis.operations.recipes import remembered
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part


@dataclass(frozen=True)
class ImportRequest:
    """One file that is to go into one theme. name: how it is called below what the user gave, "" for its own name."""

    path: Path
    theme: Theme
    options: ImportOptions = field(default_factory=ImportOptions)
    name: str = ""

    @property
    def origin(self) -> str:
        """The name under which its rows are known to have come: of the file, and of the layer where one was chosen."""
        return f"{self.path.name}|{self.options.layer}" if self.options.layer else self.path.name


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do. read + parts - left out by repairs = added + replaced + unchanged.

    by_shape: how many of the replaced ones were recognised by their shape, as the layer did not know their key.
    doubled: how many of the unchanged ones an earlier file of the same batch has as well.
    gone: rows of the layer from a file of this name that are not in it any more; removed: of these, deleted.
    incomplete: rows in which a value is missing that the theme needs; incomplete_rows names the first of them.
    unlocated: how many of these stand nowhere, because neither the file nor a link says where they are.
    without_address: rows of the vault that are in, but linked to no address.
    invalid: polygons that cross themselves, kept as they are. heights_dropped: shapes that had a Z and have none
    any more; heights_kept: shapes that still have it.
    matched: field to column. ignored and personal: columns that went nowhere; the latter look personal.
    remembered: columns that were matched because they had been chosen for their field before.
    transformation: the steps from the file's coordinates to those of the workspace. accuracy_m: what they are good for;
    None where nobody knows.
    notes: "axes_swapped", "shx_rebuilt", "not_survey_grade".
    repairs: what was mended, in order. told: what else is doubtful, in the doctor's words (`diagnoses.words`).
    """

    theme: str
    file: str
    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    by_shape: int = 0
    doubled: int = 0
    gone: int = 0
    removed: int = 0
    incomplete: int = 0
    incomplete_rows: tuple[str, ...] = ()
    unlocated: int = 0
    operation: int = 0
    without_address: int = 0
    invalid: int = 0
    heights_dropped: int = 0
    heights_kept: int = 0
    matched: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    crs: str = ""
    transformation: str = ""
    accuracy_m: float | None = None
    encoding: str = ""
    notes: tuple[str, ...] = ()
    repairs: tuple[Repaired, ...] = ()
    told: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Staged:
    """A file that is ready to be swapped in. rows: which row of the file each of the spool was, None for the same."""

    request: ImportRequest
    spool: Spool
    report: ImportReport
    seen: Seen
    rows: np.ndarray | None = None
    raster: Path | None = None


class Batch:
    """The rows of the earlier files of a batch, by theme: what two files share must not come in twice."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, tuple[bytes, str]]] = {}
        self._whole: dict[str, set[bytes]] = {}

    def shared(self, request: ImportRequest, tables: Iterable[Table]) -> Iterator[np.ndarray]:
        """Tell for each batch of a file which rows an earlier file has just so; raises BatchConflict for the others."""
        known = self._known.setdefault(request.theme.name, {})
        whole = self._whole.setdefault(request.theme.name, set())
        mine: dict[int, tuple[bytes, str]] = {}
        conflicts, seen, example, other = 0, 0, "", ""
        for table in tables:
            marks, found = marks_of(request.theme, table).tolist(), signs(table)
            same = np.array([sign in whole for sign in found], dtype=bool)
            for place, (mark, sign) in enumerate(zip(marks, found, strict=True)):
                if mark != NO_KEY and mark in known and not same[place]:
                    conflicts += 1
                    example, other = example or f"#{seen + place + 2}", other or known[mark][1]
                mine.setdefault(mark, (sign, request.path.name))
            seen += len(table)
            yield same
        if conflicts:
            raise BatchConflict(path=request.path.name, other=other, count=conflicts, example=example)
        known.update(mine)
        whole.update(sign for sign, _ in mine.values())


def stage(
    space: Workspace, request: ImportRequest, opened: ExitStack, batch: Batch | None, progress: Progress
) -> Staged:
    """Read a file and bring its rows to the theme, into a spool that lasts as long as `opened`.

    Coordinates are read as the doctor reads them, where it need not ask. Raises a GisError where the file, its columns,
    its CRS or its rows will not do.
    """
    repairing.parse(request.options.repairs)  # before a long file is read for nothing
    folder = _folder(space, opened)
    try:
        read = _read(space, request, opened.enter_context(Spool(folder)), progress)
    except (NoReference, BadReference):
        recognised = recognise(space, request.path, request.theme, request.options)
        if recognised is None:
            raise
        read = _read(space, request, opened.enter_context(Spool(folder)), progress, recognised)
    if read.otherwise is not None:
        read = _read(space, request, opened.enter_context(Spool(folder)), progress, read.otherwise)
    spool, report = read.spool, read.report
    if batch is not None:
        spool, doubled = _unshared(request, spool, batch, opened.enter_context(Spool(folder)))
        report = replace(report, doubled=doubled)
    raster = rasters.copy_aside(request.path, folder) if request.theme.raster else None
    return Staged(request, spool, report, read.seen, read.rows, raster)


@dataclass(frozen=True)
class _Read:
    """A file whose rows are in a spool. otherwise: how its coordinates have to be read instead."""

    spool: Spool
    report: ImportReport
    seen: Seen
    rows: np.ndarray | None
    otherwise: Recognised | None


def _read(
    space: Workspace, request: ImportRequest, spool: Spool, progress: Progress, recognised: Recognised | None = None
) -> _Read:
    theme, memory = request.theme, remembered(space, request.theme)
    stated = recognised.options(request.options) if recognised else request.options
    options = with_system(space, replace(stated, remembered=memory.columns, near=near(known_frame(space))))
    with open_source(request.path, theme, options) as source:
        rows = prepare(source, theme, options, space.store.crs)
        counts = _Counts()
        tables, mended = _mended(space, rows, progress)
        _locate(space, rows, tables, counts, spool)
        told, otherwise = require_answers(space, rows, request.path)
        if recognised is not None and not recognised.is_of(rows):
            raise BadReference(crs=crs_name(recognised.reading.crs), reason="coordinates_do_not_fit")
        before = recognised.told if recognised else ()
        told = (*before, *(one for one in told if one.code not in {known.code for known in before}))
        report = replace(_report(rows, counts, mended), told=told, remembered=_from_memory(rows, request))
        seen = Seen(rows.matching.fields, crs_name(source.crs), source.encoding)
    return _Read(spool, report, seen, _numbers(rows, mended), otherwise)


def _numbers(rows: Rows, mended: repairing.Outcome | None) -> np.ndarray | None:
    """Give which row of the file each staged row was; None where all are there."""
    kept = np.concatenate(rows.tally.kept) if rows.tally.kept else None
    if mended is None or kept is None:
        return kept if mended is None else mended.rows
    return np.asarray(kept[mended.rows])


def _folder(space: Workspace, opened: ExitStack) -> Path:
    """Give a folder for what waits; a workspace that can only be read has none of its own."""
    parent = None if space.read_only else space.staging
    return Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-", dir=parent)))


@dataclass
class _Counts:
    without_address: int = 0
    placed: int = 0


def _mended(space: Workspace, rows: Rows, progress: Progress) -> tuple[Iterable[Table], repairing.Outcome | None]:
    """Give the converted rows: batch by batch, or where repairs were asked for, which look at them all, mended."""
    wishes = [one for one in repairing.parse(rows.options.repairs) if one.name in repairing.REPAIRS]
    if not wishes or rows.theme.shape is Shape.NONE:
        return rows.tables(progress), None
    whole = _joined(list(rows.tables(part(progress, 0.0, 0.6))))
    progress(0.6, "repair")
    reach_m = max((one.reach_m or 0.0 for one in wishes if one.name == "snap"), default=0.0)
    around = _around(space, rows.theme, whole, reach_m) if reach_m else np.array([], dtype=object)
    mended = repairing.repair(whole, rows.theme.shape, wishes, around)
    progress(1.0, "repair")
    pieces = (
        mended.table.take(np.arange(at, min(at + BATCH, len(mended.table))))
        for at in range(0, len(mended.table), BATCH)
    )
    return pieces, mended


def _joined(tables: Sequence[Table]) -> Table:
    columns = {name: [one for table in tables for one in table.columns[name]] for name in tables[0].columns}
    return Table(columns, np.concatenate([table.geometry for table in tables]))


def _around(space: Workspace, theme: Theme, table: Table, reach_m: float) -> np.ndarray:
    """Give the shapes of the layer near the file that no key of the file replaces."""
    fids, boxes = space.store.bounds(theme)
    xmin, ymin, xmax, ymax = shapely.total_bounds(table.geometry)
    near = (boxes[:, 2] >= xmin - reach_m) & (boxes[:, 3] >= ymin - reach_m)
    near &= (boxes[:, 0] <= xmax + reach_m) & (boxes[:, 1] <= ymax + reach_m)
    standing = space.store.read(theme, fids[near], columns=theme.key)
    marks = marks_of(theme, standing)
    assert standing.geometry is not None
    return standing.geometry[(marks == NO_KEY) | ~np.isin(marks, marks_of(theme, table))]


def _locate(space: Workspace, rows: Rows, tables: Iterable[Table], counts: _Counts, spool: Spool) -> None:
    """Locate all rows into the spool, also those that have no place; raises where a file is of no use to the theme."""
    theme = rows.theme
    for table in tables:
        if theme.in_vault:
            table = addressed(space.store, theme, table)
            counts.without_address += table.columns[ADDRESS_FID].count(None)  # type: ignore[union-attr]
        elif theme.shape is not Shape.NONE:
            table = locate(space.store, theme, table)
            counts.placed += int((~shapely.is_missing(table.geometry)).sum())
        spool.add(table)
    if not rows.tally.read:
        raise FileEmpty(path=str(rows.source.path))
    if _shapeless(rows) and not counts.placed:
        raise ThemeMismatch(path=str(rows.source.path), theme=theme.title, found="none", wanted=str(theme.shape))


def _shapeless(rows: Rows) -> bool:
    """Tell whether a file has no shapes at all for a layer that shows them."""
    return rows.way is None and rows.theme.shape is not Shape.NONE and not rows.theme.in_vault


def _unshared(request: ImportRequest, spool: Spool, batch: Batch, rest: Spool) -> tuple[Spool, int]:
    """Leave out the rows that an earlier file of the batch has; gives what is left, and how many were left out."""
    for table, same in zip(spool, batch.shared(request, spool), strict=True):
        rest.add(table.take(~same))
    return rest, spool.rows - rest.rows


def _from_memory(rows: Rows, request: ImportRequest) -> tuple[str, ...]:
    """Name the columns that were matched only because they had been chosen before."""
    stated = set(request.options.mapping.values())
    known = set(columns.known(rows.source.columns, rows.theme).values())
    chosen = rows.options.remembered
    return tuple(one for one in rows.matching.fields.values() if one in chosen and one not in stated | known)


def _report(rows: Rows, counts: _Counts, mended: repairing.Outcome | None) -> ImportReport:
    tally, way = rows.tally, rows.way
    return ImportReport(
        theme=rows.theme.name,
        file=rows.source.path.name,
        read=tally.read,
        without_address=counts.without_address,
        incomplete=tally.incomplete,
        incomplete_rows=tuple(tally.incomplete_rows),
        invalid=_invalid(mended) if mended else tally.invalid,
        heights_dropped=tally.heights_dropped,
        heights_kept=tally.heights_kept,
        matched=rows.matching.fields,
        ignored=rows.matching.ignored,
        personal=rows.matching.personal,
        crs=way.source if way else "",
        transformation=way.description if way else "",
        accuracy_m=way.accuracy_m if way else None,
        encoding=rows.source.encoding,
        notes=(*rows.source.notes, *(way.notes if way else ())),
        repairs=(*_on_the_way(rows), *(mended.repaired if mended else ())),
    )


def _invalid(mended: repairing.Outcome) -> int:
    assert mended.table.geometry is not None
    return shapes.invalid(mended.table.geometry)


def _on_the_way(rows: Rows) -> Iterator[Repaired]:
    """Tell of what was done while rows were read, where it was asked for."""
    tally = rows.tally
    for wish in repairing.parse(rows.options.repairs):
        if wish.name == repairing.CLOSE:
            yield Repaired(
                wish.name,
                wish.reach_m,
                changed=tally.closed,
                places=tuple(tally.closed_places[: repairing.MOST_PLACES]),
            )
        elif wish.name == repairing.DROP_HEIGHTS:
            yield Repaired(wish.name, changed=tally.heights_dropped)
        elif wish.name == repairing.KEEP_HEIGHTS:
            yield Repaired(wish.name, changed=tally.heights_kept)
        elif wish.name in (DROP_TOTALS, DROP_OUTSIDE):
            yield Repaired(wish.name, left_out=tally.left_out.get(wish.name, 0))
        elif wish.name in AREA_UNITS:
            yield Repaired(wish.name, changed=tally.areas)
