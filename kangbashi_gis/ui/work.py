"""What the worker process can do for the window: each an operation, with plain arguments and a plain answer.

No Qt here. A workspace is named by its folder and opened for the length of one job.
"""

import dataclasses
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kangbashi_gis.model import themes
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.ui.admission import opened
from kangbashi_gis.ui.work_backup import backup_drill as backup_drill
from kangbashi_gis.ui.work_backup import backup_list as backup_list
from kangbashi_gis.ui.work_backup import backup_make as backup_make
from kangbashi_gis.ui.work_backup import backup_replace as backup_replace
from kangbashi_gis.ui.work_backup import backup_restore as backup_restore
from kangbashi_gis.ui.work_backup import backup_verify as backup_verify
from kangbashi_gis.ui.work_doctor import delete_recipe as delete_recipe
from kangbashi_gis.ui.work_doctor import fit_recipe as fit_recipe
from kangbashi_gis.ui.work_doctor import import_files as import_files
from kangbashi_gis.ui.work_doctor import inspect_again as inspect_again
from kangbashi_gis.ui.work_doctor import lay_on_map as lay_on_map
from kangbashi_gis.ui.work_doctor import rehearse as rehearse
from kangbashi_gis.ui.work_doctor import save_recipe as save_recipe
from kangbashi_gis.ui.work_doctor import weigh_encoding as weigh_encoding
from kangbashi_gis.ui.work_doctor import write_outcome as write_outcome
from kangbashi_gis.ui.work_export import describe_entry as describe_entry
from kangbashi_gis.ui.work_export import export_theme as export_theme
from kangbashi_gis.ui.work_people import export_people as export_people
from kangbashi_gis.ui.work_printing import print_page as print_page
from kangbashi_gis.ui.work_printing import print_pages as print_pages
from kangbashi_gis.ui.work_residents import import_residents as import_residents
from kangbashi_gis.ui.work_residents import rehearse_residents as rehearse_residents
from kangbashi_gis.ui.work_residents import write_resident_report as write_resident_report
from kangbashi_gis.ui.work_statistics import publish_statistics as publish_statistics

Plain = dict[str, Any]


def build_sample(folder: str, scale: str, progress: Progress) -> Plain:
    """Make the sample district, with its demonstration accounts, in a folder that does not exist yet."""
    from kangbashi_gis.operations.sample import build_sample as build

    build(Path(folder), scale, progress, accounts=True).close()
    return {"folder": folder}


def import_file(workspace: str, file: str, theme: str, options: Plain, progress: Progress) -> Plain:
    """Bring a file into a theme, then bring the indexes up to date."""
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.importing import import_file as bring_in
    from kangbashi_gis.operations.indexing import follow

    with opened(workspace) as space:
        wanted = ImportOptions(**options)
        report = bring_in(space, Path(file), themes.theme(theme), wanted, part(progress, 0.0, 0.85))
        follow(space, part(progress, 0.85, 1.0))
        repairs = [dataclasses.asdict(one) for one in report.repairs]
        return {**_fields(report), "theme": themes.theme(theme).name, "repairs": repairs}


def preview(file: str, theme: str, options: Plain, progress: Progress) -> Plain:
    """Look into a file before it is imported: its columns and which fields they fill. No value leaves the file."""
    from kangbashi_gis.importing import columns
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.importing.sources import open_source

    progress(0.0, "read")
    wanted = themes.theme(theme)
    # nothing is required while looking: a column that is missing is for the person to point out
    relaxed = dataclasses.replace(wanted, fields=tuple(dataclasses.replace(f, required=False) for f in wanted.fields))
    with open_source(Path(file), wanted, ImportOptions(**options)) as source:
        matched = columns.match(source.columns, relaxed, {}, Path(file)).fields
        count, crs = source.count, source.crs
        return {"columns": list(source.columns), "count": count, "crs": str(crs or "")[:60], "matched": dict(matched)}


def inspect_files(workspace: str, files: list[str], progress: Progress) -> Plain:
    """Look into foreign files; workspace: "" where none is open. Nothing is written anywhere."""
    from kangbashi_gis.diagnosis.plain import to_plain
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.inspecting import inspect_files as look

    with ExitStack() as stack:
        space = stack.enter_context(opened(workspace, read_only=True)) if workspace else None
        found = look(space, [Path(one) for one in files], None, ImportOptions(), progress)
    return {"files": [to_plain(one) for one in found.files], "skipped": list(found.skipped)}


def write_report(files: list[Plain], out: str, progress: Progress) -> Plain:
    """Write the reports of `inspect_files` as a page or a workbook."""
    from kangbashi_gis.diagnosis.plain import from_plain
    from kangbashi_gis.model.diagnosis import FileReport
    from kangbashi_gis.operations.inspecting import Inspection
    from kangbashi_gis.operations.inspecting import write_report as write

    progress(0.0, "write")
    write(Inspection(tuple(from_plain(FileReport, one) for one in files)), Path(out))
    return {"out": out}


def geocode(workspace: str, task: Plain, progress: Progress) -> Plain:
    """Geocode a list; task: path, column, out, layer, and whether an earlier result of ours is to be replaced."""
    from kangbashi_gis.operations.geocoding_files import GeocodeTask, geocode_file
    from kangbashi_gis.operations.indexing import follow

    out = Path(task["out"])
    target = out.with_stem(f"{out.stem}~") if task["again"] else out
    with opened(workspace) as space:
        wanted = GeocodeTask(Path(task["path"]), task["column"], target, layer=task["layer"])
        report = geocode_file(space, wanted, part(progress, 0.0, 0.95))
        if report.operation:
            follow(space, part(progress, 0.95, 1.0))
    target.replace(out)
    return {**_fields(report), "out": str(out)}


def add_alias(workspace: str, alias: str, name: str, progress: Progress) -> Plain:
    """Remember that a text stands for an address."""
    from kangbashi_gis.operations.aliases import add_alias as add

    progress(0.0, "write")
    with opened(workspace) as space:
        return {"operation": add(space, alias, name)}


def undo(workspace: str, progress: Progress) -> Plain:
    """Take back the newest operation."""
    from kangbashi_gis.operations.undo import undo as take_back

    return _step(workspace, take_back, progress)


def redo(workspace: str, progress: Progress) -> Plain:
    """Do again what was taken back last."""
    from kangbashi_gis.operations.undo import redo as do_again

    return _step(workspace, do_again, progress)


def check(workspace: str, progress: Progress) -> Plain:
    """Check a workspace from end to end."""
    from kangbashi_gis.operations import upkeep

    with opened(workspace) as space:
        report = upkeep.check(space, progress)
        return {"findings": [_fields(one) for one in report.findings]}


def copy(workspace: str, target: str, progress: Progress) -> Plain:
    """Copy a workspace whole, as it is at one moment."""
    from kangbashi_gis.operations import upkeep

    with opened(workspace) as space:
        upkeep.copy(space, Path(target), progress)
    return {"folder": target}


def refresh(workspace: str, progress: Progress) -> Plain:
    """Bring the indexes up to the store."""

    with opened(workspace) as space:
        space.index.refresh(progress)
    return {}


def prepare_layers(folder: str, names: list[str], progress: Progress) -> Plain:
    """Make layers ready to be drawn; folder is where the files of the workspace are read."""
    from kangbashi_gis.operations.folders import CITY
    from kangbashi_gis.render.cache import folder_in
    from kangbashi_gis.render.prepare import prepare

    cache = folder_in(Path(folder))
    for place, name in enumerate(names if cache else []):
        share = part(progress, place / len(names), (place + 1) / len(names))
        prepare(Path(folder) / CITY, cache or Path(), themes.theme(name), share)
    return {"prepared": names}


def draw_map(
    workspace: str, out: str, size: list[int], seen: list[float], layers: list[Plain], progress: Progress
) -> Plain:
    """Draw the map into a picture file; seen: an extent and its angle. layers: fields of `LayerState`, top first."""
    from kangbashi_gis.operations.base_maps import backdrop
    from kangbashi_gis.operations.drawing import render_map
    from kangbashi_gis.render.offscreen import over

    progress(0.0, "draw")
    with opened(workspace) as space:
        west, south, east, north, angle = seen
        states = [LayerState(**one) for one in layers]
        draw = over(backdrop(space, states), angle=angle)
        render_map(space, Path(out), (size[0], size[1]), (west, south, east, north), draw, states)
    return {"path": out}


def _step(workspace: str, step: Any, progress: Progress) -> Plain:

    with opened(workspace) as space:
        progress(0.0, "write")
        report = step(space)
        space.index.refresh(part(progress, 0.5, 1.0))
        return _fields(report)


def _fields(report: Any) -> Plain:
    return {one.name: getattr(report, one.name) for one in dataclasses.fields(report)}
