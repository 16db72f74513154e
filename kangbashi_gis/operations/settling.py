"""Settles what killed programs have left: an operation is done when `city.gpkg` holds its number, else undone."""

import logging
from typing import TYPE_CHECKING

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.operations.agreement import take_out
from kangbashi_gis.operations.folders import STAGING
from kangbashi_gis.store.audit import Entry, Outcome
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
        try:
            _settle(space, entry)
            settled += 1
        except VaultUnavailable as problem:
            # the layers are as they should be and can be worked with; the row waits for the vault
            logger.warning("operation %d cannot be settled: %s", entry.number, problem.values.get("reason"))
    sweep(staging)
    return settled


def _settle(space: "Workspace", entry: Entry) -> None:
    outcome: Outcome = "done" if space.store.holds(entry.number) else "undone"
    if outcome == "undone" and not space.has_accounts:
        # the vault is written first, so it may hold what never came to be; where people log in, it is taken out
        # before the first question about people, because until then nobody can open the vault
        take_out(space, entry)
    space.log.finish(entry.number, outcome)
    logger.warning("operation %d was interrupted; it is %s", entry.number, outcome)
