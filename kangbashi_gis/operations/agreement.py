"""Tells whether the vault and the layers are of one time: a file put back alone would set people at wrong addresses."""

import logging
from typing import TYPE_CHECKING

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.operations import erasing
from kangbashi_gis.store.audit import Entry

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)


def require_agreement(space: "Workspace") -> None:
    """Raise VaultUnavailable where the layers hold an operation that the vault lacks, or the other way round."""
    # the vault is written first, so whatever the layers hold at this moment it must hold at the next
    wanted = space.store.vault_operations()
    held = space.vault.operations()
    if not held.keys() >= set(wanted):
        raise VaultUnavailable(path=str(space.vault.path), reason="older_than_layers")
    for number in sorted(held.keys() - set(space.store.operations())):
        entry = space.log.entry(number)
        if entry is not None and entry.outcome == "undone" and _is_of(entry, held[number]):
            # the program could not clean up after itself
            take_out(space, entry)
        elif not _under_way(space, entry, number, held[number]):
            raise VaultUnavailable(path=str(space.vault.path), reason="newer_than_layers")
    erasing.catch_up(space)


def newer_operations(space: "Workspace") -> list[int]:
    """Give the operations that the vault holds and the layers do not, those of programs still at work left out."""
    held = space.vault.operations()
    surplus = sorted(held.keys() - set(space.store.operations()))
    return [one for one in surplus if not _under_way(space, space.log.entry(one), one, held[one])]


def take_out(space: "Workspace", entry: Entry) -> None:
    """Take an operation whose other half was never committed out of the vault, if it is there."""
    at = space.vault.operations().get(entry.number)
    if at is not None and _is_of(entry, at) and not space.read_only:
        space.vault.erase(entry.number)
        logger.info("operation %d is taken out of the vault: it was never done", entry.number)


def _is_of(entry: Entry, at: str) -> bool:
    """Tell whether what was committed to the vault at a time is of an operation of the log.

    A log that was put back counts from where it stood, so that its numbers come a second time.
    """
    return at.removesuffix("Z") >= entry.begun[: len("2026-05-01T09:30:00.000")]


def _under_way(space: "Workspace", entry: Entry | None, number: int, at: str) -> bool:
    """Tell whether a program is between its two commits, or just was."""
    begun = entry is not None and entry.outcome is None and _is_of(entry, at)
    return begun or space.store.holds(number)
