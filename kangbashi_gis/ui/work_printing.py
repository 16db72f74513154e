"""What the worker process does for printed sheets. No Qt widgets here; pages come as their JSON text."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import GisError
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.ui.admission import opened

if TYPE_CHECKING:
    from kangbashi_gis.model.page.subject import Subject
    from kangbashi_gis.operations.printing import Order
    from kangbashi_gis.operations.workspace import Workspace

Plain = dict[str, Any]


def print_page(workspace: str, out: str, page: str, options: Plain, progress: Progress) -> Plain:
    """Write one sheet. options: dpi, layers (fields of `LayerState`), subject (as `subject_of` takes it), overwrite."""
    from kangbashi_gis.operations import printing
    from kangbashi_gis.operations.base_maps import backdrop
    from kangbashi_gis.render.page.output import drawer

    progress(0.0, "read")
    order, problems = _order(page, options), list[GisError]()
    with opened(workspace) as space:
        subject = subject_of(space, options.get("subject", {}))
        draw = drawer(backdrop(space, list(order.layers or [])), problems)
        done = printing.print_sheet(space, order, subject, Path(out), draw, part(progress, 0.05, 1.0))
    return {"written": [str(one) for one in done.written], "problems": [one.code for one in problems]}


def print_pages(workspace: str, folder: str, page: str, options: Plain, progress: Progress) -> Plain:
    """Write a sheet for each of many features; what is there is left out. options: also each, or theme and fids."""
    from kangbashi_gis.operations import printing
    from kangbashi_gis.operations.base_maps import backdrop
    from kangbashi_gis.render.page.output import drawer

    progress(0.0, "read")
    order, problems = _order(page, options), list[GisError]()
    with opened(workspace) as space:
        subjects = _subjects(space, options)
        draw = drawer(backdrop(space, list(order.layers or [])), problems)
        done = printing.print_each(space, order, subjects, Path(folder), draw, part(progress, 0.05, 1.0))
    return {"written": len(done.written), "skipped": len(done.skipped), "problems": [one.code for one in problems]}


def subject_of(space: "Workspace", wanted: Plain) -> "Subject":
    """Find what a sheet is about: `named` ("THEME:CODE", "sheet:NUMBER"), or theme and fid; {} for nothing.

    Raises PageFeatureGone, ThemeUnknown, BadPlace.
    """
    import numpy as np

    from kangbashi_gis.model import themes
    from kangbashi_gis.operations import print_subjects, printing

    if wanted.get("named"):
        return print_subjects.subject(space, str(wanted["named"]))
    if not wanted.get("theme"):
        return printing.NOTHING
    theme = themes.theme(str(wanted["theme"]))
    found = print_subjects.subjects_of(space, theme, np.array([int(wanted["fid"])], np.int64))
    return printing.require_found(found, theme.title, str(wanted["fid"]))[0]


def _subjects(space: "Workspace", options: Plain) -> "list[Subject]":
    import numpy as np

    from kangbashi_gis.model import themes
    from kangbashi_gis.operations import print_subjects, printing

    if not options.get("fids"):
        return list(print_subjects.every(space, str(options["each"])))
    theme = themes.theme(str(options["theme"]))
    found = print_subjects.subjects_of(space, theme, np.array(options["fids"], np.int64))
    return list(printing.require_found(found, theme.title, "*"))


def _order(page: str, options: Plain) -> "Order":
    from kangbashi_gis.model.page import read
    from kangbashi_gis.model.symbol import LayerState
    from kangbashi_gis.operations.printing import Order

    return Order(
        read(page),
        dpi=float(options["dpi"]),
        layers=[LayerState(**one) for one in options["layers"]],
        pattern=str(options.get("pattern", "{name}")),
        overwrite=bool(options.get("overwrite")),
    )
