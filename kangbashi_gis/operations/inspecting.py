"""Looking into foreign files before anything of them is let in. Writes neither to them nor to the workspace."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from kangbashi_gis.diagnosis import report_page, report_workbook
from kangbashi_gis.diagnosis.apart import Apart
from kangbashi_gis.diagnosis.frame import NOTHING, Frame
from kangbashi_gis.diagnosis.inspecting import Request
from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.importing.finding import walk
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.operations.exporting import publish, writable
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part

CORNERS = ("parcels", "buildings")
NODES = ("roads",)
REPORTS = (".html", ".xlsx")
TITLE = "数据检查报告"
MOST = 200_000
BATCH = 20_000


@dataclass(frozen=True)
class Inspection:
    """The reports on all data sets found, and the names of files in folders and zips that are no data (pictures …)."""

    files: tuple[FileReport, ...]
    skipped: tuple[str, ...] = ()


def inspect_files(
    space: Workspace | None, paths: Sequence[Path], theme: Theme | None, options: ImportOptions, progress: Progress
) -> Inspection:
    """Look into files, and into all that folders and zips hold; without a workspace, as for an empty one of Kangbashi.

    Raises FileMissing for what is not there. Whatever is wrong with a file is in its report.
    """
    if space is not None:
        space.require(Permission.VIEW)
    reports, skipped = [], []
    with Apart(frame(space)) as reader:
        for done, path in enumerate(paths):
            piece = part(progress, done / len(paths), (done + 1) / len(paths))
            for one in walk([path]):
                if not one.known and one.path != path:
                    skipped.append(one.name)
                    continue
                report = reader.inspect(Request(one.path, one.name, theme, options), part(piece, *one.stretch))
                reports.append(replace(report, origin=str(one.origin), inside=one.layer))
    return Inspection(tuple(reports), tuple(skipped))


def write_report(inspection: Inspection, out: Path) -> None:
    """Write what goes back to the firm: .html or .xlsx, which must not exist yet.

    Raises OutputExists, OutputUnwritable, DiskFull.
    """
    suffix = out.suffix.lower()
    if suffix not in REPORTS:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    with writable(out), tempfile.TemporaryDirectory(prefix=".kangbashi-gis-", dir=out.parent) as aside:
        target = Path(aside) / out.name
        if suffix == ".xlsx":
            report_workbook.write(inspection.files, target)
        else:
            target.write_text(report_page.page(inspection.files, TITLE, f"{date.today():%Y-%m-%d}"), encoding="utf-8")
        publish(Path(aside), out)


def frame(space: Workspace | None) -> Frame:
    """Give what the workspace knows about where things lie."""
    if space is None:
        return Frame(references.DEFAULT)
    boxes = np.array([box for one in THEMES if not one.in_vault and (box := space.store.extent(one))]).reshape(-1, 4)
    box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()) if len(boxes) else None
    return Frame(space.project.crs, box, _points(space, CORNERS), _points(space, NODES))


def _points(space: Workspace, names: Sequence[str]) -> np.ndarray:
    """Give distinct corners of layers, at most so many of each."""
    import shapely

    found = [NOTHING]
    for name in names:
        room = MOST
        for table in space.store.batches(theme_named(name), BATCH, columns=()):
            points = np.unique(np.round(shapely.get_coordinates(table.geometry), 3), axis=0)[:room]
            found.append(points)
            room -= len(points)
            if room <= 0:
                break
    return np.concatenate(found)
