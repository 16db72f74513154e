"""Where the doctor would ask, the import does not guess: it refuses with the doctor's own sentence."""

from pathlib import Path

import numpy as np

from kangbashi_gis.diagnoses import words
from kangbashi_gis.diagnosis import reference
from kangbashi_gis.errors import FileQuestioned
from kangbashi_gis.importing.options import LOCAL, NORTH_EAST
from kangbashi_gis.importing.rows import Rows
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.workspace import Workspace

WAITING = (Severity.QUESTION, Severity.ERROR)
# RFC 7946 and KML prescribe WGS 84, and a table with columns of degrees is taken for it; the doctor asks, because web
# maps write the same: the one question that an import answers by itself, and says so in its report.
OF_THE_FORMAT, TAKEN = "reference_degrees", "degrees_taken_as_wgs84"


def require_answers(space: Workspace, rows: Rows, path: Path) -> tuple[str, ...]:
    """Raise FileQuestioned where the CRS of a file is in question, as `data inspect` would say it; ask after reading.

    What a person has stated is not asked again; what cannot be is refused all the same. Gives notes for the report.
    """
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
    )
    _, findings = reference.weigh(np.concatenate(rows.tally.points), declared, frame(space))
    waiting = [one for one in findings if one.severity in WAITING]
    taken = [one for one in waiting if one.code == OF_THE_FORMAT and (source.assumed or source.guessed)]
    for one in waiting:
        if one not in taken:
            raise _questioned(one, path)
    return (TAKEN,) if taken else ()


def _questioned(finding: Finding, path: Path) -> FileQuestioned:
    values = {"count": finding.count, **finding.values}
    zh, en = (words(finding.code, values, lang) for lang in ("zh", "en"))
    return FileQuestioned(path=str(path), finding=finding.code, said=(zh[0], en[0]), advice=(zh[1], en[1]))
