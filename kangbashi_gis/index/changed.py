"""Which rows changed since an index was built, in the form that an index needs."""

import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.store.base import Change, Store

FEW = 5_000
SHARE = 0.02
MOST = 20_000  # so many changed rows are read anew within a second


def touched_since(store: Store, theme: Theme, since: int, now: int) -> np.ndarray | None:
    """Give the row numbers (ascending) that changed between two stamps; None where the index has to be built again.

    That is so when they are too many to hold beside it, or when the stamp went back: another store is in its place.
    """
    if now < since:
        return None
    if now == since:
        return np.empty(0, np.int64)
    limit = _limit(store, theme)
    changes = store.changes_since(theme, since)
    if sum(change.last - change.fid + 1 for change in changes) > 4 * limit:
        return None
    pieces = [_rows(change) for change in changes]
    touched = np.unique(np.concatenate(pieces)) if pieces else np.empty(0, np.int64)
    return touched if len(touched) <= limit else None


def newest_touched(store: Store, theme: Theme, since: int) -> np.ndarray:
    """Give the row numbers (ascending) that changed last, as many as are quickly read."""
    room, pieces = FEW, [np.empty(0, np.int64)]
    for change in reversed(store.changes_since(theme, since)):
        if room <= 0:
            break
        pieces.append(_rows(change)[-room:])
        room -= len(pieces[-1])
    return np.unique(np.concatenate(pieces))


def _limit(store: Store, theme: Theme) -> int:
    return min(max(FEW, int(SHARE * store.count(theme))), MOST)


def _rows(change: Change) -> np.ndarray:
    return np.arange(change.fid, change.last + 1, dtype=np.int64)
