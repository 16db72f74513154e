"""Where the doctor would ask, the import does not guess: it refuses with the doctor's own sentence."""

from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from kangbashi_gis.diagnosis import reference
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference_readings import NEAR_M, bounds
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.errors import FileQuestioned
from kangbashi_gis.importing.doubts import answered
from kangbashi_gis.importing.options import LOCAL, NORTH_EAST
from kangbashi_gis.importing.rows import Rows
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.workspace import Workspace

WAITING = (Severity.QUESTION, Severity.ERROR)
_frames: "WeakKeyDictionary[Workspace, tuple[int, Frame]]" = WeakKeyDictionary()


def require_answers(space: Workspace, rows: Rows, path: Path) -> tuple[Finding, ...]:
    """Raise FileQuestioned where something of a file is in question, as `data inspect` would say it; ask after reading.

    Gives what is doubtful and need not be asked. What a person has stated, or answered with a repair, is not asked
    again; what cannot be is refused all the same.
    """
    found = (*_of_reference(space, rows, path), *rows.doubts.findings())
    for one in answered(found, rows.options.repairs):
        if one.severity in WAITING:
            raise _questioned(one, path)
    return answered(rows.doubts.findings(), rows.options.repairs)


def _of_reference(space: Workspace, rows: Rows, path: Path) -> tuple[Finding, ...]:
    """Weigh where the numbers of a file lie; the parameters of a local system are sealed, and were found by fitting."""
    options, source = rows.options, rows.source
    if rows.theme.raster or not rows.tally.points or (options.crs or "").startswith(LOCAL):
        return ()
    declared = reference.Declared(
        options.crs or source.crs or reference.side_file(path),
        source.assumed,
        stated=options.crs is not None,
        guessed=source.guessed,
        swapped=options.axes == NORTH_EAST,
        unit=options.unit,
        columns=source.place,
    )
    _, findings = reference.weigh(np.concatenate(rows.tally.points), declared, known_frame(space))
    return findings


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
    zh, en = (worded(finding, lang) for lang in ("zh", "en"))
    return FileQuestioned(path=str(path), finding=finding.code, said=(zh[0], en[0]), advice=(zh[1], en[1]))
