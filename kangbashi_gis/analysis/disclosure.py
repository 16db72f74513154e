"""Makes counts of people fit to be published: what is too small is held back, and what would give it away too.

The rules, which whoever attacks the numbers may know:
1. A number below ten is held back.
2. Where the numbers that are held back of a sum come to fewer than ten people, the next smallest is held back as
   well, until they are ten or more: along the sum of a row and down the sum of a column alike.
3. What is left is rounded to the nearest five, each number by itself, sums too.
4. A number that was published before stays as it was until the true one is ten or more away from it, also if it was
   held back meanwhile.
"""

from collections.abc import Sequence

import numpy as np

from kangbashi_gis.model.statistics import COARSE, HIDDEN, LEAST, ROUNDING, STEP

Groups = Sequence[Sequence[int]]


def published(counts: np.ndarray, hidden: np.ndarray, before: np.ndarray, coarse: bool = False) -> np.ndarray:
    """Give counts as they are published: without the hidden, the others rounded, or as they were.

    before: what was published of the same cells last (HIDDEN for nothing).
    coarse: for sums that are known from their parts as well, which would sharpen what is known of the parts.
    """
    base, step = (COARSE, COARSE) if coarse else (ROUNDING, STEP)
    stays = (before != HIDDEN) & (np.abs(counts - before) < step)
    return np.where(hidden, HIDDEN, np.where(stays, before, rounded(counts, base)))


def rounded(counts: np.ndarray, base: int = ROUNDING) -> np.ndarray:
    """Round to the nearest five, or another base."""
    return (np.asarray(counts, np.int64) + base // 2) // base * base


def protect(
    counts: np.ndarray, groups: Groups, regions: np.ndarray, total: int | None = None, held: np.ndarray | None = None
) -> np.ndarray:
    """Tell which counts (n × k) are to be held back, by the first two rules, until neither asks for more.

    groups: columns whose sum may be known, row by row. regions: the number of the region of each row, of whose sum
    each column may be known. total: the column that is the sum of every group: without it nothing of a row is told.
    held: counts that are held back already.
    """
    hidden = np.asarray(counts < LEAST) if held is None else (counts < LEAST) | held
    order = np.argsort(regions, kind="stable")
    starts = np.flatnonzero(np.diff(regions[order], prepend=-1))
    while True:
        if total is not None:
            hidden |= hidden[:, [total]]
        more = _rows(counts, hidden, groups) + _columns(counts, hidden, order, starts)
        if not more:
            return hidden


def _rows(counts: np.ndarray, hidden: np.ndarray, groups: Groups) -> int:
    added = 0
    for columns in (list(group) for group in groups):
        held = np.where(hidden[:, columns], counts[:, columns], 0).sum(axis=1)
        for row in np.flatnonzero((held > 0) & (held < LEAST)):
            added += _hide(counts, hidden, [(int(row), column) for column in columns], int(held[row]))
    return added


def _columns(counts: np.ndarray, hidden: np.ndarray, order: np.ndarray, starts: np.ndarray) -> int:
    if not len(order):
        return 0
    added = 0
    held = np.add.reduceat(np.where(hidden, counts, 0)[order], starts, axis=0)
    for region, column in np.argwhere((held > 0) & (held < LEAST)):
        end = starts[region + 1] if region + 1 < len(starts) else len(order)
        rows = order[starts[region] : end]
        added += _hide(counts, hidden, [(int(row), int(column)) for row in rows], int(held[region, column]))
    return added


def _hide(counts: np.ndarray, hidden: np.ndarray, cells: list[tuple[int, int]], held: int) -> int:
    """Hold back the smallest of some cells, one after the other, until ten people are held back; gives how many."""
    added = 0
    for cell in sorted((one for one in cells if not hidden[one]), key=lambda one: (counts[one], one)):
        if held >= LEAST:
            break
        hidden[cell] = True
        held += int(counts[cell])
        added += 1
    return added
