"""Writing a theme to a file of another format: aside first, then renamed, never over what is there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kangbashi_gis.errors import (
    DiskFull,
    EncodingUnclear,
    GisError,
    OutputExists,
    OutputUnwritable,
    PersonalOnly,
    ThemeMismatch,
)
from kangbashi_gis.importing.source import NO_SPACE
from kangbashi_gis.importing.writers import ENCODED, PASSES, SHAPES_ONLY, WRITERS
from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress

BATCH = 20_000
UTF8 = "UTF-8"
ASIDE = ".kangbashi-gis-"  # how the names of folders begin in which files are written first


@dataclass(frozen=True)
class ExportReport:
    """How many rows are in the file."""

    rows: int
    path: Path


def export_theme(space: Workspace, out: Path, theme: Theme, progress: Progress, encoding: str = UTF8) -> ExportReport:
    """Write the open fields of a theme; the suffix of `out` says in which format. Nothing personal ever leaves.

    encoding: UTF-8, or GBK for shapefiles and CSV. Rows without a place go along without one.
    Raises PersonalOnly, ThemeMismatch (no shapes), OutputExists, OutputUnwritable, EncodingUnclear, DiskFull.
    """
    space.require(Permission.EXPORT)
    writer = WRITERS.get(out.suffix.lower())
    if theme.in_vault:
        raise PersonalOnly(theme=theme.title)
    if writer is None:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    if theme.shape is Shape.NONE and out.suffix.lower() in SHAPES_ONLY:
        raise ThemeMismatch(path=str(out), theme=theme.title, found="none", wanted="mixed")
    if encoding.upper() != UTF8 and out.suffix.lower() not in ENCODED:
        raise EncodingUnclear(path=str(out), encoding=encoding)
    dataset = _dataset(space, theme, _over(PASSES.get(out.suffix.lower(), 1), progress), encoding)
    with writable(out), tempfile.TemporaryDirectory(prefix=ASIDE, dir=out.parent) as aside:
        rows = writer(Path(aside) / out.name, dataset)
        progress(1.0, "write")
        publish(Path(aside), out)
    return ExportReport(rows, out)


def _dataset(space: Workspace, theme: Theme, progress: Progress, encoding: str) -> Dataset:
    count = space.store.count(theme)
    names = tuple(one.name for one in theme.open_fields)

    def start() -> Iterator[Table]:
        done = 0
        for table in space.store.batches(theme, BATCH, columns=names):
            progress(done / max(count, 1), "write")
            done += len(table)
            yield table
        progress(1.0, "write")

    return Dataset(theme, space.store.crs, count, start, encoding)


def _over(passes: int, progress: Progress) -> Progress:
    """Spread a progress over several passes through the same rows."""
    done = 0

    def report(fraction: float, step: str = "") -> None:
        nonlocal done
        progress(min((done + fraction) / passes, 1.0), step)
        done += fraction >= 1.0

    return report


def publish(aside: Path, out: Path) -> None:
    """Move the finished files to their places, the one that was asked for last."""
    made = sorted(aside.iterdir(), key=lambda one: one.name == out.name)
    for one in made:
        if (out.parent / one.name).exists():
            raise OutputExists(path=str(out))
    for one in made:
        one.rename(out.parent / one.name)


@contextmanager
def writable(out: Path) -> Iterator[None]:
    """Write a file that is not there yet: what the system refuses becomes an error of ours that names it."""
    if out.exists():
        raise OutputExists(path=str(out))
    if not out.parent.is_dir():
        raise OutputUnwritable(path=str(out), reason="no_folder")
    try:
        yield
    except GisError as problem:
        if ASIDE in str(problem.values.get("path", "")):
            problem.values["path"] = str(out)  # the file that is written aside means nothing to the user
        raise
    except OSError as problem:
        if problem.errno == NO_SPACE:
            raise DiskFull(path=str(out)) from problem
        raise OutputUnwritable(path=str(out), reason=problem.strerror or type(problem).__name__) from problem
