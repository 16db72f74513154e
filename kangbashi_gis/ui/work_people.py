"""What the worker process does with lists of people. No Qt here."""

from pathlib import Path
from typing import Any

from kangbashi_gis.progress import Progress
from kangbashi_gis.ui.admission import opened


def export_people(workspace: str, out: str, wanted: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write a list of people into a file; wanted: the fields of `PeopleExport`. No value of anybody comes back."""
    from kangbashi_gis.operations.people_export import PeopleExport
    from kangbashi_gis.operations.people_export import export_people as write

    with opened(workspace) as space:
        report = write(space, Path(out), PeopleExport(**wanted), progress)
    return {"people": report.people, "path": str(report.path), "release": report.release}
