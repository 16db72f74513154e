"""Imports the files of `strange_files` into a small workspace: rightly, asked about, or wrongly in silence."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from benchmarks.corpus import strange_files, strange_formats, strange_tables
from benchmarks.corpus.delivered import base, outcome
from benchmarks.corpus.delivered_files import CRS, Delivered
from benchmarks.corpus.trials import Outcome, Trial
from kangbashi_gis.errors import GisError
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.importing import import_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

QUICK_FILES = 4


def trials(folder: Path, quick: bool) -> Iterator[Trial]:
    """Yield how each file fared; quick: the first few."""
    with create_workspace(folder / "工作区", "交付", crs=CRS) as space:
        base(space)
        files = folder / "收到"
        files.mkdir()
        known = chain(strange_files.cases(files), strange_formats.cases(files), strange_tables.cases(files))
        for case in islice(known, QUICK_FILES if quick else None):
            fared = _brought(space, case) if theme(case.theme).in_vault else outcome(space, case)
            yield Trial(case.path.name, case.decidable, fared)


def _brought(space: Workspace, case: Delivered) -> Outcome:
    """Import people, whom nobody may look at here: what has to be asked about is wrong where it is not."""
    try:
        import_files(space, [ImportRequest(case.path, theme(case.theme))], silent)
    except GisError:
        return Outcome.ASKED_FIRST
    undo(space)
    return Outcome.WRONG if case.decidable is False else Outcome.RIGHT
