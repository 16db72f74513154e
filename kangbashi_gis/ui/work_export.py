"""What the worker process does for exports and the catalogue. No Qt here."""

from pathlib import Path
from typing import Any

from kangbashi_gis.model import themes
from kangbashi_gis.progress import Progress
from kangbashi_gis.ui.admission import opened

Plain = dict[str, Any]


def export_theme(workspace: str, out: str, theme: str, options: Plain, progress: Progress) -> Plain:
    """Write a theme's layer into a file; options: what the dialog gives."""
    from kangbashi_gis.operations.exporting import ExportOptions
    from kangbashi_gis.operations.exporting import export_theme as write
    from kangbashi_gis.operations.selecting import Selection

    plain = dict(options)
    box, circle, fids = (plain.pop(name, None) for name in ("box", "circle", "fids"))
    selection = Selection(
        fids=None if fids is None else tuple(fids),
        area=plain.pop("area", ""),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        where=plain.pop("where", ""),
        circle=(circle[0], circle[1], circle[2]) if circle else None,
    )
    with opened(workspace) as space:
        report = write(space, Path(out), themes.theme(theme), progress, ExportOptions(selection=selection, **plain))
    return {
        "rows": report.rows, "path": str(report.path), "crs": report.crs, "left_out": report.left_out,
        "shortened": [list(pair) for pair in report.shortened], "release": report.release,
    }  # fmt: skip


def describe_entry(workspace: str, number: int, said: Plain, progress: Progress) -> Plain:
    """Say whose a file of the catalogue is, how old, how secret, how often renewed."""
    from kangbashi_gis.operations.catalogue import Description, describe

    progress(0.0, "write")
    with opened(workspace) as space:
        return {"number": describe(space, number, Description(**said)).number}
