"""Imports the files of `references` and `elsewhere` into a workspace: where the rows truly lie, asked about, or wrong.

What the doctor says of a file is tried in those corpora; here it is what the import then stores.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import numpy as np
import shapely

from benchmarks.corpus import elsewhere, reference_files, references
from benchmarks.corpus.reference_files import BOX, WORKSPACE, Case, Town, town
from benchmarks.corpus.trials import Outcome, Trial
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import BUILDINGS, ENTITIES, PARCELS
from kangbashi_gis.operations.importing import import_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

ONE_IN, QUICK_FILES = 60, 3
EVERY = 4  # of the files of `references`: an import takes longer than a look


def trials(folder: Path, quick: bool) -> Iterator[Trial]:
    """Yield how each file fared."""
    with ExitStack() as opened:
        known = town()
        spaces = {
            base: opened.enter_context(create_workspace(folder / f"工作区{base}", "交付", crs=WORKSPACE))
            for base in ("same", "")
        }
        for base, space in spaces.items():
            _furnish(space, known if base else None)
        for case in _cases(folder, quick):
            yield Trial(case.path.name, None, outcome(spaces["same" if case.base else ""], case))


def _cases(folder: Path, quick: bool) -> Iterator[Case]:
    yield from islice(reference_files.cases(folder, quick), 0, None, ONE_IN if quick else EVERY)
    rng = np.random.default_rng(elsewhere.SEED)
    for number in range(QUICK_FILES if quick else elsewhere.FILES):
        case = elsewhere.case_at(folder / f"别处{number}.shp", rng)
        if case is not None:
            yield case


def _furnish(space: Workspace, known: Town | None) -> None:
    """Give the workspace the houses of the town, or one parcel that says where the city is."""
    rings = known.houses if known else np.array([[(BOX[0], BOX[1]), (BOX[2], BOX[1]), BOX[2:], (BOX[0], BOX[3])]])
    shapes = shapely.multipolygons([[one] for one in shapely.polygons(rings)])
    theme = BUILDINGS if known else PARCELS
    with space.change("data.import", theme.name) as change:
        change.writer.append(theme, Table({"code": [f"P{at}" for at in range(len(shapes))]}, shapes))


def outcome(space: Workspace, case: Case) -> Outcome:
    """Import a file of points and hold what was stored against the truth."""
    column = "ID" if case.path.suffix == ".shp" else "编号"
    options = ImportOptions(mapping={"name": column})
    before = space.store.count(ENTITIES)
    try:
        import_files(space, [ImportRequest(case.path, ENTITIES, options)], silent)
    except GisError:
        return Outcome.ASKED_FIRST
    assert before == 0
    found = [
        shapely.get_coordinates(piece.geometry) for piece in space.store.batches(ENTITIES, 10_000, columns=("name",))
    ]
    placed = np.concatenate(found)
    undo(space)
    right = len(placed) == len(case.truth) and float(np.abs(placed - case.truth).max()) <= references.WITHIN_M
    return Outcome.RIGHT if right else Outcome.WRONG
