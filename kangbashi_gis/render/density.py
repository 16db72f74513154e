"""Points of one scale put together: how dense they are at most, and groups of those that lie near each other."""

from dataclasses import dataclass

import numpy as np

TRIED = 16  # of the fullest cells, where the densest place is looked for
AROUND = np.array([(across, up) for across in (-1, 0, 1) for up in (-1, 0, 1)])
SHIFT = 1 << 31


def densest(xy: np.ndarray, weights: np.ndarray, radius_m: float) -> float:
    """Give the highest density there is, to within a few per cent.

    It is the sum of (1 - (d / radius)²)² over the points around, each times its weight; 0.0 where there is nothing.
    xy: metres (n, 2). weights: (n).
    """
    if not len(xy) or not np.any(weights > 0):
        return 0.0
    keys, order, first, sums = _cells(xy, weights, radius_m)
    best = 0.0
    for cell in np.argsort(sums)[-TRIED:]:
        last = first[cell + 1] if cell + 1 < len(first) else len(order)
        own = order[first[cell] : last]
        middle = np.average(xy[own], axis=0, weights=weights[own]) if weights[own].sum() > 0 else xy[own].mean(axis=0)
        near = _around(keys, order, first, keys[cell])
        for spot in (middle, xy[own[np.argmax(weights[own])]]):
            share = 1 - ((xy[near] - spot) ** 2).sum(axis=1) / radius_m**2
            best = max(best, float((weights[near] * np.clip(share, 0, None) ** 2).sum()))
    return best


@dataclass(frozen=True)
class Groups:
    """Where groups of points are (n, 2), how many each holds, and one of its points."""

    xy: np.ndarray
    count: np.ndarray
    member: np.ndarray


def grouped(xy: np.ndarray, distance_m: float) -> Groups:
    """Put points that share a cell of the ground together, at their middle; the cells stay where they are.

    Groups that then share a cell moved by half its size become one, so that few overlap.
    """
    if not len(xy):
        return Groups(np.empty((0, 2)), np.empty(0, np.int64), np.empty(0, np.int64))
    first = _merged(xy, np.ones(len(xy), np.int64), np.arange(len(xy)), distance_m, 0.0)
    return _merged(first.xy, first.count, first.member, distance_m, 0.5)


def _merged(xy: np.ndarray, count: np.ndarray, member: np.ndarray, size: float, shift: float) -> Groups:
    places = np.floor(xy / size + shift).astype(np.int64)
    _, first, group = np.unique(places[:, 0] * SHIFT + places[:, 1], return_index=True, return_inverse=True)
    total = np.bincount(group, count).astype(np.int64)
    middle = np.stack([np.bincount(group, xy[:, axis] * count) for axis in (0, 1)], axis=1) / total[:, None]
    return Groups(middle, total, member[first])


def _cells(xy: np.ndarray, weights: np.ndarray, size: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Sort points into square cells: their keys ascending, the points in that order, where each begins, its weight."""
    places = np.floor(xy / size).astype(np.int64)
    key = places[:, 0] * SHIFT + places[:, 1]
    order = np.argsort(key, kind="stable")
    keys, first = np.unique(key[order], return_index=True)
    return keys, order, first, np.add.reduceat(weights[order], first)


def _around(keys: np.ndarray, order: np.ndarray, first: np.ndarray, key: int) -> np.ndarray:
    wanted = key + AROUND[:, 0] * SHIFT + AROUND[:, 1]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    ends = np.append(first[1:], len(order))
    return np.concatenate(
        [order[first[one] : ends[one]] for one, is_it in zip(at, keys[at] == wanted, strict=True) if is_it]
    )
