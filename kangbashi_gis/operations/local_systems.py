"""Local coordinate systems: fitted from control points, kept sealed, used by name; each use is logged.

Their parameters are secret (STANDARDS 1.2): they leave the vault only for the import that asked for them, and stand in
no layer, project, report, recipe or log.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kangbashi_gis.diagnosis.fitting import ControlPoint, Fit, fit_plane, fit_space
from kangbashi_gis.diagnosis.fitting_points import read_control_points
from kangbashi_gis.errors import BadReference, FitRefused, UsageError
from kangbashi_gis.importing.options import LOCAL, ImportOptions
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.plane import Space, from_document
from kangbashi_gis.operations import vouching
from kangbashi_gis.operations.entering import accounts_of
from kangbashi_gis.operations.workspace import Workspace

LONGEST_NAME = 60


@dataclass(frozen=True)
class Wanted:
    """What to fit: the control points, the name to keep it under, and how far they may be off.

    old_crs: the code of the system that the points come from, for seven parameters; "" for four in the plane.
    """

    path: Path
    name: str
    tolerance_m: float = 0.1
    old_crs: str = ""


@dataclass(frozen=True)
class Fitted:
    """What was fitted. swapped: the points of the local system have north first, so `axes` has to say so in imports."""

    fit: Fit
    swapped: bool


def fit_system(space: Workspace, wanted: Wanted, *, keep: bool) -> Fitted:
    """Fit a local system to control points and, if asked, keep it; raises FitRefused beyond the tolerance."""
    space.require(Permission.LOCAL_SYSTEMS)
    name = _named(wanted.name)
    points = read_control_points(wanted.path, references.area(space.store.crs))
    try:
        fitted = Fitted(_fit(points, wanted, space.store.crs), swapped=False)
    except FitRefused:
        # a plane that is mirrored fits nothing: then the other order of axes is the right one
        turned = [replace(one, source=one.source[::-1]) for one in points]
        try:
            fitted = Fitted(_fit(turned, wanted, space.store.crs), swapped=True)
        except FitRefused:
            fitted = Fitted(_fit(points, wanted, space.store.crs), swapped=False)
    if keep:
        _keep(space, name, fitted.fit)
    return fitted


def _fit(points: Sequence[ControlPoint], wanted: Wanted, crs: str) -> Fit:
    if not wanted.old_crs:
        return fit_plane(points, wanted.tolerance_m)
    pair = Space(wanted.old_crs, crs)
    old, ours = (np.array([getattr(one, side) for one in points]) for side in ("source", "target"))
    return fit_space(points, (pair.geocentric(old, pair.source), pair.geocentric(ours, crs)), pair, wanted.tolerance_m)


def system_names(space: Workspace) -> tuple[str, ...]:
    """Give the names of the local systems that are kept."""
    space.require(Permission.VIEW)
    return space.vault.systems()


def forget_system(space: Workspace, name: str) -> None:
    """Take a local system out of the vault; raises LocalSystemUnknown."""
    space.require(Permission.LOCAL_SYSTEMS)
    space.require_writing()
    with _noted(space, "local_system.forget", name):
        space.vault.forget_system(name)


def with_system(space: Workspace, options: ImportOptions) -> ImportOptions:
    """Give options with the parameters of the local system that they name, if they name one; the use is logged.

    Raises LocalSystemUnknown; BadReference where it was fitted for a workspace with another CRS.
    """
    if not (options.crs or "").startswith(LOCAL):
        return options
    space.require(Permission.LOCAL_SYSTEMS)
    name = str(options.crs).removeprefix(LOCAL)
    number = space.log.begin(space.user.name, "local_system.use", name)
    try:
        document = space.vault.system(name)
    except BaseException:
        space.log.finish(number, "undone")
        raise
    space.log.finish(number, "idle")
    if not references.read(document["crs"]).equals(references.read(space.store.crs), ignore_axis_order=True):
        raise BadReference(crs=f"{LOCAL}{name}", reason="other_workspace")
    return replace(options, local=from_document(document["parameters"]))


def _keep(space: Workspace, name: str, fit: Fit) -> None:
    space.require_writing()
    document = {"crs": space.store.crs, "rms_m": round(fit.rms_m, 4), "parameters": fit.transformation.document()}
    with _noted(space, "local_system.keep", name):
        space.vault.keep_system(name, document)


@contextmanager
def _noted(space: Workspace, operation: str, name: str) -> Iterator[None]:
    """Log what is done with a system; where people log in, also how the file of accounts stands, which holds them."""
    number = space.log.begin(space.user.name, operation, name)
    try:
        with vouching.changing(space, accounts_of(space), name, operation) if space.has_accounts else nullcontext():
            yield
    except BaseException:
        space.log.finish(number, "undone")
        raise
    # "idle": no row of a layer changes, so there is nothing that undo could take back
    space.log.finish(number, "idle")


def _named(name: str) -> str:
    plain = name.strip().removeprefix(LOCAL)
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise UsageError(detail=f"--name {name[:LONGEST_NAME]}")
    return plain
