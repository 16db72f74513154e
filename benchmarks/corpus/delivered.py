"""Imports the files of `delivered_files` into a small workspace: rightly, asked about, or wrongly in silence."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import shapely

from benchmarks.corpus.delivered_files import CRS, X0, Y0, Delivered, Row, cases
from benchmarks.corpus.trials import Outcome, Trial
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import PARCELS, theme
from kangbashi_gis.operations.importing import ImportReport, import_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

QUICK_FILES = 4
WITHIN_M = 0.02


def trials(folder: Path, quick: bool) -> Iterator[Trial]:
    """Yield how each file fared; quick: the first few."""
    with create_workspace(folder / "工作区", "交付", crs=CRS) as space:
        base(space)
        files = folder / "收到"
        files.mkdir()
        for case in islice(cases(files), QUICK_FILES if quick else None):
            yield Trial(case.path.name, case.decidable, outcome(space, case))


def base(space: Workspace) -> None:
    """Give the workspace one parcel, on which firms stand, as large as the district."""
    box = shapely.MultiPolygon([shapely.box(X0 - 3000, Y0 - 3000, X0 + 3000, Y0 + 3000)])
    with space.change("data.import", PARCELS.name) as change:
        change.writer.append(PARCELS, Table({"code": ["P1"]}, _array([box])))


def outcome(space: Workspace, case: Delivered) -> Outcome:
    """Import a file, hold what came in against the truth, and take it back."""
    meant = theme(case.theme)
    before = set(space.store.bounds(meant)[0].tolist()) | set(_fids(space, meant))
    request = ImportRequest(case.path, meant, ImportOptions(crs=case.stated or None, **case.options))
    try:
        (done,) = import_files(space, [request], silent)
    except GisError:
        return Outcome.ASKED_FIRST
    added = [fid for fid in _fids(space, meant) if fid not in before]
    table = space.store.read(meant, _array(added, int))
    right = _is_right(table, case) and _is_told(done.report, case)
    undo(space)
    return Outcome.RIGHT if right else Outcome.WRONG


def _fids(space: Workspace, meant: Theme) -> list[int]:
    return [fid for piece in space.store.batches(meant, 1000, columns=()) for fid in (piece.fid.tolist())]  # type: ignore[union-attr]


def _is_told(report: ImportReport, case: Delivered) -> bool:
    return not case.told or case.told in {one.code for one in report.told}


def _is_right(table: Table, case: Delivered) -> bool:
    """Hold what came in against the truth: the same rows, each with its values, where it should be."""
    names = list(table.columns)
    assert table.geometry is not None
    middles = shapely.centroid(table.geometry)
    rows = []
    for *cells, middle in zip(*table.columns.values(), middles, strict=True):
        rows.append((dict(zip(names, cells, strict=True)), middle))
    if not case.key:
        wanted = [one["place"] for one in case.truth.values()]
        return len(rows) == len(wanted) and all(any(_near(m, one) for _, m in rows) for one in wanted)
    found = {str(row[case.key]): (row, middle) for row, middle in rows}
    return len(rows) == len(case.truth) and all(
        key in found and _same(*found[key], expected) for key, expected in case.truth.items()
    )


def _same(row: Row, middle: shapely.Point | None, expected: Row) -> bool:
    values = all(row[name] == value for name, value in expected.items() if name not in ("place", "area_m2"))
    area = "area_m2" not in expected or abs((row["area_m2"] or 0.0) - expected["area_m2"]) < 1.0
    return values and area and ("place" not in expected or _near(middle, expected["place"]))


def _near(middle: shapely.Point | None, where: tuple[float, float] | None) -> bool:
    if where is None or middle is None or middle.is_empty:
        return where is None and (middle is None or middle.is_empty)
    return abs(middle.x - where[0]) < WITHIN_M and abs(middle.y - where[1]) < WITHIN_M


def _array(values: list[object], kind: type = object) -> "shapely.GeometryArray":
    import numpy as np

    made = np.empty(len(values), dtype=kind)
    made[:] = values
    return made
