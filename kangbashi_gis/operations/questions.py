"""Where the doctor would ask, the import does not guess: it refuses with the doctor's own sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from kangbashi_gis.diagnosis import reference
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference_declared import Declared, known_code
from kangbashi_gis.diagnosis.reference_readings import NEAR_M, bounds
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.errors import FileQuestioned
from kangbashi_gis.importing.doubts import answered
from kangbashi_gis.importing.options import LOCAL, NORTH_EAST, ImportOptions
from kangbashi_gis.importing.rows import MOST_POINTS, Rows
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.sources.dbf import VALUES_CUT
from kangbashi_gis.model.diagnosis import Finding, ReferenceCandidate, Severity
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.workspace import Workspace

WAITING = (Severity.QUESTION, Severity.ERROR)
TOLD = ("rows_deleted", VALUES_CUT)  # what a reader left out, and nothing in the rows shows
COMPARED = 1000  # coordinates by which a second reading is known to be of the same numbers
_frames: "WeakKeyDictionary[Workspace, tuple[int, Frame]]" = WeakKeyDictionary()


@dataclass(frozen=True)
class Recognised:
    """How the doctor reads coordinates where that is not what the file says: to be read so, and told.

    first: coordinates as the reader gave them; they must be the same when it is read so.
    """

    reading: ReferenceCandidate
    told: tuple[Finding, ...]
    first: np.ndarray

    def options(self, options: ImportOptions) -> ImportOptions:
        """Give the same options as if a person had answered so."""
        axes = NORTH_EAST if self.reading.swapped else ""
        return replace(options, crs=self.reading.crs, axes=axes, unit=self.reading.unit)

    def is_of(self, rows: Rows) -> bool:
        """Tell whether the coordinates that were read are those that were recognised."""
        points = rows.tally.points[0][: len(self.first)] if rows.tally.points else self.first[:0]
        return np.array_equal(points, self.first[: len(points)], equal_nan=True)


def require_answers(space: Workspace, rows: Rows, path: Path) -> tuple[tuple[Finding, ...], Recognised | None]:
    """Raise FileQuestioned where something of a file is in question, as `data inspect` would say it; ask after reading.

    Gives what is doubtful and need not be asked, and how the coordinates have to be read where they were read otherwise
    than the doctor would. What a person has stated, or answered with a repair, is not asked again; what cannot be is
    refused all the same.
    """
    found, recognised = _of_reference(space, rows, path)
    doubtful, repairs = tuple(rows.doubts.findings()), rows.options.repairs
    for one in answered((*found, *doubtful), repairs):
        if one.severity in WAITING:
            raise _questioned(one, path)
    told = (
        *(one for one in answered(found, repairs) if one.severity is Severity.WARNING),
        *answered(doubtful, repairs),
        *(Finding(f"note_{note}", Severity.WARNING) for note in rows.source.notes if note in TOLD),
    )
    return tuple(_on_the_map(one, rows) for one in told), recognised


def _on_the_map(finding: Finding, rows: Rows) -> Finding:
    """Bring the places of a finding from the file's coordinates to those of the workspace."""
    if not finding.places or rows.way is None or rows.way.move is None:
        return finding
    there = rows.way.move(np.array(finding.places))
    return replace(finding, places=tuple((x, y) for x, y in there[np.isfinite(there).all(axis=1)].tolist()))


def recognise(space: Workspace, path: Path, theme: Theme, options: ImportOptions) -> Recognised | None:
    """Read a file only for its coordinates and give how the doctor reads them; None where that is asked or was said."""
    if theme.raster or options.crs or options.axes or options.unit:
        return None
    with open_source(path, theme, options) as source:
        points = np.concatenate([np.empty((0, 2)), *_points(source)])[:MOST_POINTS]
        declared = _declared(source, options, path)
    answer, findings = reference.weigh(points, declared, known_frame(space))
    if answer.detected is None or any(one.severity in WAITING for one in answered(findings, options.repairs)):
        return None
    return Recognised(answer.detected, findings, points[:COMPARED])


def _points(source: Source) -> Iterator[np.ndarray]:
    import shapely

    count = 0
    for table in source.batches():
        if table.geometry is None or count >= MOST_POINTS:
            return
        points = shapely.get_coordinates(table.geometry)
        count += len(points)
        yield points


def _of_reference(space: Workspace, rows: Rows, path: Path) -> tuple[tuple[Finding, ...], Recognised | None]:
    """Weigh where the numbers of a file lie; the parameters of a local system are sealed, and were found by fitting."""
    options = rows.options
    if rows.theme.raster or not rows.tally.points or (options.crs or "").startswith(LOCAL):
        return (), None
    declared = _declared(rows.source, options, path)
    points = np.concatenate(rows.tally.points)
    answer, findings = reference.weigh(points, declared, known_frame(space))
    found = answer.detected
    stated = options.crs or options.axes or options.unit
    if stated or found is None or _is_as_read(found, declared):
        return findings, None
    return findings, Recognised(found, findings, points[:COMPARED])


def _is_as_read(found: ReferenceCandidate, declared: Declared) -> bool:
    return found.crs == known_code(reference.read(declared).text) and not found.swapped and not found.unit


def _declared(source: Source, options: ImportOptions, path: Path) -> Declared:
    return Declared(
        options.crs or source.crs or reference.side_file(path),
        source.assumed,
        stated=options.crs is not None,
        guessed=source.guessed,
        swapped=options.axes == NORTH_EAST,
        unit=options.unit,
        columns=source.place,
        own=(source.crs or reference.side_file(path)) if options.crs and not source.assumed else None,
    )


def near(space: Frame) -> tuple[float, float, float, float] | None:
    """Give the box beyond which rows lie outside a workspace."""
    box = bounds(space)
    return box and (box[0] - NEAR_M, box[1] - NEAR_M, box[2] + NEAR_M, box[3] + NEAR_M)


def known_frame(space: Workspace) -> Frame:
    """Give what the workspace knows about where things lie; looked up once for all files of a batch.

    In a city with all its buildings that takes half a second, and it only changes when a layer does.
    """
    stamp = space.store.stamp()
    known = _frames.get(space)
    if known is None or known[0] != stamp:
        known = (stamp, frame(space))
        _frames[space] = known
    return known[1]


def _questioned(finding: Finding, path: Path) -> FileQuestioned:
    zh, en = (worded(finding, lang, commands=True) for lang in ("zh", "en"))
    return FileQuestioned(path=str(path), finding=finding.code, said=(zh[0], en[0]), advice=(zh[1], en[1]))
