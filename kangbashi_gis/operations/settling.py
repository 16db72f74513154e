"""Settles what killed programs have left: an operation is done when `city.gpkg` holds its number, else undone."""

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations.agreement import take_out
from kangbashi_gis.operations.folders import RASTERS, STAGING
from kangbashi_gis.store.audit import Entry, Outcome
from kangbashi_gis.store.past import ever_held
from kangbashi_gis.store.presence import present, sweep

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)


def settle(space: "Workspace") -> int:
    """End the log's open rows whose programs are gone; gives their number. Those still at work are left alone."""
    staging = space.folder / STAGING
    settled: list[Entry] = []
    for entry in space.log.unsettled():
        if present(staging, entry.session):
            continue
        try:
            _settle(space, entry)
            settled.append(entry)
        except VaultUnavailable as problem:
            # the layers are as they should be and can be worked with; the row waits for the vault
            logger.warning("operation %d cannot be settled: %s", entry.number, problem.values.get("reason"))
    sweep(staging)
    if settled and not space.log.unsettled():
        _sweep_rasters(space, min(datetime.fromisoformat(entry.begun) for entry in settled))
    return len(settled)


def _sweep_rasters(space: "Workspace", since: datetime) -> None:
    """Remove rasters that a killed import had moved to their place before the row that names them was committed.

    They came since it began, and no row names or ever named them. Only where no other operation is under way, which
    might just have done the same.
    """
    rasters = space.folder / RASTERS
    late = [path for path in rasters.iterdir() if path.is_file() and path.stat().st_mtime >= since.timestamp()]
    for theme in (one for one in THEMES if one.raster and late):
        known = ever_held(space.store, theme, "file")
        for path in late:
            if path.name not in known:
                path.unlink()


def _settle(space: "Workspace", entry: Entry) -> None:
    outcome: Outcome = "done" if space.store.holds(entry.number) else "undone"
    if outcome == "undone" and not space.has_accounts:
        # the vault is written first, so it may hold what never came to be; where people log in, it is taken out
        # before the first question about people, because until then nobody can open the vault
        take_out(space, entry)
    space.log.finish(entry.number, outcome)
    logger.warning("operation %d was interrupted; it is %s", entry.number, outcome)
