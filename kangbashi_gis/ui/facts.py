"""What the window shows of a workspace beside the map: how many rows, what can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.store.audit import Entry

REACH = 200  # so far back into the log is looked for something to undo


@dataclass(frozen=True)
class Facts:
    """counts: rows by theme, as far as the user may know them. undo, redo: what these would do, if anything.

    stamp: the store's newest change when this was asked. stale: indexes on disk that are behind it.
    """

    counts: Mapping[str, int]
    undo: "Entry | None" = None
    redo: "Entry | None" = None
    stamp: int = 0
    stale: tuple[str, ...] = ()


def gather(space: "Workspace") -> Facts:
    """Ask a workspace; runs in a thread."""
    from kangbashi_gis.operations.undo import history, next_redo, next_undo
    from kangbashi_gis.operations.upkeep import info

    entries = history(space, REACH)
    counts = {theme: count for theme, count in info(space).counts.items() if count is not None}
    stamp = space.store.stamp()
    return Facts(counts, next_undo(entries), next_redo(entries), stamp, tuple(space.index.stale()))


def stamp(space: "Workspace") -> int:
    """Give the number of the store's newest change, whoever made it; runs in a thread."""
    return space.store.stamp()
