"""What the worker process does for tables of residents. What comes back is masked; the rows stay there and end with it.

No Qt here.
"""

from pathlib import Path
from typing import Any

from kangbashi_gis.progress import Progress
from kangbashi_gis.ui.admission import opened

Plain = dict[str, Any]


def rehearse_residents(workspace: str, file: str, options: Plain, progress: Progress) -> Plain:
    """Go through what importing a table would do; nothing is written."""
    from kangbashi_gis.operations.resident_tables import rehearse_table

    with opened(workspace) as space:
        return _plain(rehearse_table(space, Path(file), _options(options), progress))


def import_residents(workspace: str, file: str, options: Plain, progress: Progress) -> Plain:
    """Bring a table in, as one step that can be undone."""
    from kangbashi_gis.operations.resident_tables import import_table

    with opened(workspace) as space:
        return _plain(import_table(space, Path(file), _options(options), progress))


def write_resident_report(report: Plain, out: str, progress: Progress) -> Plain:
    """Write the masked report that goes back to the community, in place of an earlier one."""
    from kangbashi_gis.diagnosis.plain import from_plain
    from kangbashi_gis.model.resident_tables import TableReport
    from kangbashi_gis.operations.resident_tables_report import write_report

    progress(0.0, "write")
    # the dialog has asked whether an earlier one may be replaced
    target = Path(out).with_stem(f"{Path(out).stem}~")
    write_report(from_plain(TableReport, report), target)
    target.replace(out)
    return {"out": out}


def _options(plain: Plain) -> Any:
    from kangbashi_gis.model.resident_tables import Answers, TableOptions

    return TableOptions(**{**plain, "answers": Answers(**plain["answers"])})


def _plain(report: Any) -> Plain:
    from kangbashi_gis.diagnosis.plain import to_plain

    told: Plain = to_plain(report)
    return told
