"""Classes of a number for a graduated symbol: equal steps, equal counts, or where the numbers themselves part.

Natural breaks are those of Jenks: the classes within which the numbers differ least, in sum of squares, from their
mean. They are found exactly (Fisher's recursion, each column by divide and conquer, because the best break never goes
back when the end moves on), over at most `MOST` different numbers; of more, evenly chosen ones stand for the rest.
"""

import numpy as np

MOST = 4096


def equal(numbers: np.ndarray, count: int) -> tuple[float, ...]:
    """Give the bounds of classes of equal width: count + 1 of them, ascending; () where there is no number."""
    known = _finite(numbers)
    return tuple(np.linspace(known[0], known[-1], count + 1).tolist()) if len(known) else ()


def quantile(numbers: np.ndarray, count: int) -> tuple[float, ...]:
    """Give bounds between which equally many numbers lie; fewer where many are the same."""
    known = _finite(numbers)
    if not len(known):
        return ()
    return _apart(np.quantile(known, np.linspace(0, 1, count + 1)))


def natural(numbers: np.ndarray, count: int) -> tuple[float, ...]:
    """Give bounds where the numbers part best; fewer where there are not so many different ones."""
    known = _finite(numbers)
    if not len(known):
        return ()
    values, weights = np.unique(known, return_counts=True)
    if len(values) > MOST:
        values, weights = _thinned(values, weights)
    ends = [*(_breaks(values, weights, min(count, len(values)))[1:] - 1).tolist(), len(values) - 1]
    # the first class may hold one number alone: then its bounds are the same
    return (float(known[0]), *values[ends[:-1]].tolist(), float(known[-1]))


def class_of(numbers: np.ndarray, bounds: tuple[float, ...]) -> np.ndarray:
    """Give the class of each number (int64), -1 for none: a class holds its upper bound, the first one both."""
    if len(bounds) < 2:
        return np.full(len(numbers), -1)
    found = np.searchsorted(np.array(bounds[1:-1]), numbers, side="left")
    return np.where((numbers >= bounds[0]) & (numbers <= bounds[-1]), found, -1)


def _finite(numbers: np.ndarray) -> np.ndarray:
    return np.sort(numbers[np.isfinite(numbers)])


def _apart(bounds: np.ndarray) -> tuple[float, ...]:
    """Leave out classes without width; of a single number, one class remains."""
    different = np.unique(bounds)
    return tuple(different.tolist()) if len(different) > 1 else (float(different[0]), float(different[0]))


def _thinned(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let evenly chosen values stand for those up to the next; their weights are put together."""
    chosen = np.unique(np.linspace(0, len(values) - 1, MOST).round().astype(np.int64))
    return values[chosen], np.add.reduceat(weights, chosen)


def _breaks(values: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """Give the place of the first value of each class."""
    middle = values - values.mean()
    sums = np.stack([np.concatenate([[0.0], np.cumsum(weights * middle**power)]) for power in (0, 1, 2)])
    best = _cost(sums, np.zeros(len(values), np.int64), np.arange(1, len(values) + 1))
    chosen = []
    for step in range(1, count):
        best, begin = _next(sums, best, step)
        chosen.append(begin)
    starts, end = [], len(values)
    for begin in reversed(chosen):
        end = int(begin[end - 1])
        starts.append(end)
    return np.array([0, *reversed(starts)])


def _cost(sums: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Sum of the squares about the mean of the values first to last - 1."""
    weight, total, squares = (one[last] - one[first] for one in sums)
    return np.maximum(squares - total**2 / np.maximum(weight, 1), 0.0)


def _next(sums: np.ndarray, best: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Add a class: for each end, the least cost and where the last class begins, all ends of one depth at once."""
    size = len(best)
    cost, begin = best.copy(), np.zeros(size, np.int64)
    begin[:step] = np.arange(step)
    stretches = [(step, size - 1, step, size - 1)]
    while stretches:
        rest = []
        for low, high, from_, to in stretches:
            if low > high:
                continue
            end = (low + high) // 2
            starts = np.arange(from_, min(to, end) + 1)
            costs = best[starts - 1] + _cost(sums, starts, np.full(len(starts), end + 1))
            at = int(np.argmin(costs))
            cost[end], begin[end] = costs[at], starts[at]
            rest += [(low, end - 1, from_, int(starts[at])), (end + 1, high, int(starts[at]), to)]
        stretches = rest
    return cost, begin
