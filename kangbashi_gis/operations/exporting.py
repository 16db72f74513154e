"""Writing a theme to a file of another format: aside first, then entered in the ledger, then moved to its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import (
    BadReference,
    EncodingUnclear,
    FieldUnknown,
    OutputUnwritable,
    PersonalOnly,
    SelectionEmpty,
    ThemeMismatch,
    UsageError,
)
from kangbashi_gis.importing import fingerprint
from kangbashi_gis.importing.options import LOCAL
from kangbashi_gis.importing.writers import BY_ITSELF, DRAWINGS, ENCODED, IN_DEGREES, PASSES, SHAPES_ONLY, WRITERS
from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.dbf import short_names
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.operations import export_guard
from kangbashi_gis.operations.folders import LOG
from kangbashi_gis.operations.publishing import ASIDE as ASIDE
from kangbashi_gis.operations.publishing import publish as publish
from kangbashi_gis.operations.publishing import room_beside
from kangbashi_gis.operations.publishing import writable as writable
from kangbashi_gis.operations.selecting import Selection, selected
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress
from kangbashi_gis.store import heights
from kangbashi_gis.store.ledger import Ledger, Release

BATCH = 100_000
UTF8 = "UTF-8"
LONGEST_NAME = 100
EVERYTHING = Selection()


@dataclass(frozen=True)
class ExportOptions:
    """How a theme is to be written.

    encoding: "" for the format's own; UTF-8, or GBK for shapefiles, CSV and drawings, or GB18030 for CSV. crs: of the
    file; "" for the format's own, else the workspace's. columns: names or titles of the fields that are wanted, () for
    all. mark: whether a CSV in UTF-8 begins with a byte order mark. elevation: the field that says how high a thing of
    a drawing lies. recipient, approval: who gets it, and the number under which that was approved. overwrite: replace
    what is there.
    """

    encoding: str = ""
    crs: str = ""
    columns: tuple[str, ...] = ()
    mark: bool = True
    elevation: str = ""
    selection: Selection = EVERYTHING
    recipient: str = ""
    approval: str = ""
    overwrite: bool = False


PLAIN = ExportOptions()


@dataclass(frozen=True)
class ExportReport:
    """What is in the file. left_out: rows that a drawing cannot show because they have no place.

    shortened: the short names of a shapefile and the titles they stand for. area_km2: the largest piece of the
    large-scale base that the recipient now has. release: the number of the row in the ledger.
    """

    rows: int
    path: Path
    crs: str = ""
    encoding: str = UTF8
    left_out: int = 0
    shortened: tuple[tuple[str, str], ...] = ()
    area_km2: float = 0.0
    sha256: str = ""
    release: int = 0


def export_theme(
    space: Workspace, out: Path, theme: Theme, progress: Progress, options: ExportOptions = PLAIN
) -> ExportReport:
    """Write the open fields of a theme; the suffix of `out` says in which format. Nothing personal ever leaves.

    Rows without a place go along without one, but for drawings. The row in the ledger is on the disk before the file
    appears. Raises PersonalOnly, ThemeMismatch (no shapes), OutputExists, OutputUnwritable, EncodingUnclear,
    LetterUnwritable, BadReference, FieldUnknown, SelectionEmpty, ReleaseRefused, PermissionDenied, WorkspaceReadOnly
    (there is no ledger to write to), DiskFull.
    """
    space.require(Permission.EXPORT)
    space.require_writing()
    _require_format(out, theme, options)
    fields, elevation = _fields(theme, options), _elevation(theme, options)
    target = _target(space, out, options)
    with writable(out, overwrite=options.overwrite):
        fids = selected(space, theme, options.selection)
        if fids is not None and not len(fids):
            raise SelectionEmpty(theme=theme.title)
        cover = export_guard.cover(space, theme, fids, options.recipient)
        export_guard.require_release(space, theme, cover.area_km2, options.approval)
        rows = _Rows(space, theme, fids, elevation, progress, PASSES.get(out.suffix.lower(), 1))
        dataset = rows.dataset(fields, target, _encoding(out.suffix.lower(), options), mark=options.mark)
        return _write(space, out, dataset, cover, options)


def _write(
    space: Workspace, out: Path, dataset: Dataset, cover: export_guard.Cover, options: ExportOptions
) -> ExportReport:
    suffix = out.suffix.lower()
    with room_beside(out) as aside:
        made = aside / out.name
        rows = WRITERS[suffix](made, dataset)
        crs = dataset.target or BY_ITSELF.get(suffix, dataset.crs)
        release = Release(
            space.user.name, options.recipient.strip(), dataset.theme.name, out.name, rows, crs, cover.area_km2,
            fingerprint.sha256(made), options.approval.strip(), tuple(map(tuple, cover.sheets.tolist())),
        )  # fmt: skip
        number = _publish(space, release, aside, out, overwrite=options.overwrite)
    names = short_names(dataset.fields, dataset.encoding) if suffix == ".shp" else []
    pairs = zip(names, (one.title for one in dataset.fields), strict=True) if names else ()
    return ExportReport(
        rows=rows,
        path=out,
        crs=crs if dataset.theme.shape is not Shape.NONE else "",
        encoding=dataset.encoding,
        left_out=dataset.count - rows if suffix in DRAWINGS else 0,
        shortened=tuple((short, title) for short, title in pairs if short != title),
        area_km2=cover.area_km2,
        sha256=release.sha256,
        release=number,
    )


def _publish(space: Workspace, release: Release, aside: Path, out: Path, *, overwrite: bool) -> int:
    """Enter a file in the ledger, then let it appear."""
    ledger = Ledger(space.folder / LOG)
    space.note(EventKind.EXPORT, subject=release.theme, count=release.rows)
    number = ledger.begin(release)
    try:
        publish(aside, out, overwrite=overwrite)
    except BaseException:
        ledger.finish(number, "undone")
        raise
    ledger.finish(number, "done")
    return number


class _Rows:
    """Goes through the rows that are wanted, as often as a format asks for, and tells how far it is."""

    def __init__(
        self, space: Workspace, theme: Theme, fids: np.ndarray | None, elevation: str, progress: Progress, passes: int
    ) -> None:
        self._space, self._theme, self._fids = space, theme, fids
        self._elevation = elevation
        self._progress, self._passes, self._done = progress, passes, 0
        self._count = space.store.count(theme) if fids is None else len(fids)

    def dataset(self, fields: tuple[Field, ...], target: str, encoding: str, *, mark: bool) -> Dataset:
        """Give what a writer is given."""
        names = tuple(one.name for one in fields)
        read = tuple(dict.fromkeys((*names, *filter(None, [self._elevation]))))
        return Dataset(
            self._theme, self._space.store.crs, self._count, lambda: self._start(read), encoding, target,
            names, mark, self._elevation, lambda: self._start(read, geometry=False), self._high(),
        )  # fmt: skip

    def _start(self, names: tuple[str, ...], *, geometry: bool = True) -> Iterator[Table]:
        done = 0
        for table in self._tables(names, geometry):
            self._tell(done / max(self._count, 1))
            done += len(table)
            yield table
        self._done += 1
        self._tell(0.0)

    def _tables(self, names: tuple[str, ...], geometry: bool) -> Iterator[Table]:
        store = self._space.store
        if self._fids is None:
            yield from store.batches(self._theme, BATCH, columns=names, geometry=geometry, high=True)
            return
        for start in range(0, len(self._fids), BATCH):
            fids = self._fids[start : start + BATCH]
            yield store.read(self._theme, fids, columns=names, geometry=geometry, high=True)

    def _high(self) -> bool:
        """Tell whether one of the rows has heights; only a layer that may have some is looked through for it."""
        if not self._space.store.has_heights(self._theme):
            return False
        return any(heights.meaning(one.geometry).any() for one in self._tables((), True) if one.geometry is not None)

    def _tell(self, fraction: float) -> None:
        self._progress(min((self._done + min(fraction, 1.0)) / self._passes, 1.0), "write")


def _require_format(out: Path, theme: Theme, options: ExportOptions) -> None:
    suffix = out.suffix.lower()
    if theme.in_vault:
        raise PersonalOnly(theme=theme.title)
    if suffix not in WRITERS:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    if theme.shape is Shape.NONE and suffix in SHAPES_ONLY:
        raise ThemeMismatch(path=str(out), theme=theme.title, found="none", wanted="mixed")
    if _encoding(suffix, options) not in ENCODED.get(suffix, (UTF8,)):
        raise EncodingUnclear(path=str(out), encoding=options.encoding)
    for name in (options.recipient, options.approval):
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(detail=f"{name[:20]}…: 1–{LONGEST_NAME}")


def _encoding(suffix: str, options: ExportOptions) -> str:
    return options.encoding.upper() or ENCODED.get(suffix, (UTF8,))[0]


def _fields(theme: Theme, options: ExportOptions) -> tuple[Field, ...]:
    """Find the fields that are wanted, by name or title; never a personal one."""
    if not options.columns:
        return theme.open_fields
    return tuple(dict.fromkeys(_field(theme, name) for name in options.columns))


def _field(theme: Theme, name: str) -> Field:
    wanted = name.strip().lower()
    for one in theme.open_fields:
        if wanted in (one.name.lower(), one.title.lower()):
            return one
    raise FieldUnknown(theme=theme.title, field=name, known=tuple(one.title for one in theme.open_fields))


def _elevation(theme: Theme, options: ExportOptions) -> str:
    if not options.elevation:
        return ""
    field = _field(theme, options.elevation)
    if field.type not in (FieldType.INTEGER, FieldType.REAL):
        numbers = [one for one in theme.open_fields if one.type in (FieldType.INTEGER, FieldType.REAL)]
        raise FieldUnknown(theme=theme.title, field=options.elevation, known=tuple(one.title for one in numbers))
    return field.name


def _target(space: Workspace, out: Path, options: ExportOptions) -> str:
    """Find the CRS of the file, "" for the format's own or the workspace's; raises BadReference.

    Never a local system: its parameters are secret, and a file in it would say where it lies all the same.
    """
    stated, suffix = options.crs.strip(), out.suffix.lower()
    if stated.startswith(LOCAL):
        raise BadReference(crs=stated, reason="local_not_written")
    wanted = references.read(stated) if stated else None
    target = ""
    if wanted is not None:
        code = wanted.to_epsg()
        target = f"EPSG:{code}" if code else stated
        if suffix in IN_DEGREES and target != BY_ITSELF[suffix]:
            raise BadReference(crs=target, reason="format_in_degrees")
        if not (wanted.is_geographic or wanted.is_projected):
            raise BadReference(crs=wanted.name, reason="crs_unknown")
    goal = target or BY_ITSELF.get(suffix, "")
    if goal:
        references.transformer(space.store.crs, goal)
    return target
