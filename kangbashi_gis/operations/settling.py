"""Settles what killed programs have left: an operation is done when `city.gpkg` holds its number, else undone."""

import logging
from typing import TYPE_CHECKING

from kangbashi_gis.operations.folders import STAGING
from kangbashi_gis.store.presence import present, sweep

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)


def settle(space: "Workspace") -> int:
    """End the log's open rows whose programs are gone; gives their number. Those still at work are left alone."""
    staging = space.folder / STAGING
    settled = 0
    for entry in space.log.unsettled():
        if present(staging, entry.session):
            continue
        done = space.store.holds(entry.number)
        if not done:
            # the vault is written first, so it may hold what never came to be
            space.vault.erase(entry.number)
        space.log.finish(entry.number, "done" if done else "undone")
        logger.warning("operation %d was interrupted; it is %s", entry.number, "done" if done else "undone")
        settled += 1
    sweep(staging)
    return settled
