"""What the window shows of a workspace beside the map: how many rows, what can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kangbashi_gis.errors import GisError, VaultUnavailable
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.themes import THEMES

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.store.audit import Entry

REACH = 200  # so far back into the log is looked for something to undo


@dataclass(frozen=True)
class Facts:
    """counts: rows by theme, as far as the user may know them. undo, redo: what these would do, if anything.

    stamp: the store's newest change when this was asked. stale: indexes on disk that are behind it.
    trouble: why people could not be counted.
    """

    counts: Mapping[str, int]
    undo: "Entry | None" = None
    redo: "Entry | None" = None
    stamp: int = 0
    stale: tuple[str, ...] = ()
    trouble: GisError | None = None


def gather(space: "Workspace") -> Facts:
    """Ask a workspace; runs in a thread."""
    from kangbashi_gis.operations.undo import history, next_redo, next_undo

    entries = history(space, REACH) if space.user.may(Permission.EDIT) else []
    counts, trouble = _counts(space)
    stale = tuple(space.index.stale())
    return Facts(counts, next_undo(entries), next_redo(entries), space.store.stamp(), stale, trouble)


def _counts(space: "Workspace") -> tuple[Mapping[str, int], GisError | None]:
    """Count the rows; where the vault cannot be opened, those of the map all the same."""
    from kangbashi_gis.operations.upkeep import counts as count

    try:
        counts = count(space)
    except VaultUnavailable as trouble:
        return {theme.name: space.store.count(theme) for theme in THEMES if not theme.in_vault}, trouble
    return {theme: count for theme, count in counts.items() if count is not None}, None


def stamp(space: "Workspace") -> int:
    """Give the number of the store's newest change, whoever made it; runs in a thread."""
    return space.store.stamp()
