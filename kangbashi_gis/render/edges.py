"""Finds boundaries that two polygons share, so that each is drawn once: half the work, and no double ink."""

import numpy as np

from kangbashi_gis.render.levels import Detail

MILLIMETRES = 1000.0


def twins(found: Detail, size: np.ndarray) -> np.ndarray:
    """Mark vertices (bool, v) whose edge from the vertex before is drawn with another piece.

    The bigger piece keeps the edge: it is drawn wherever the smaller one is.
    """
    marked = np.zeros(len(found.xy), bool)
    end = np.flatnonzero(~found.starts)
    if not len(end):
        return marked
    key = _keys(found.xy, end)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=key[order[0]] - np.uint64(1)) != 0)
    count = np.diff(np.append(first, len(order)))
    owner = np.repeat(np.arange(len(size)), np.diff(found.vertex))[end[order]]
    biggest = np.maximum.reduceat(size[owner], first)
    keeps = size[owner] == np.repeat(biggest, count)
    # of several that are equally big the first keeps it
    place = np.cumsum(keeps)
    keeps &= place == np.repeat(place[first] - keeps[first] + 1, count)
    marked[end[order[~keeps]]] = True
    return marked


def _keys(xy: np.ndarray, end: np.ndarray) -> np.ndarray:
    """A number (uint64) for each edge that hangs on its two places and not on its direction."""
    place = np.rint(xy.astype(np.float64) * MILLIMETRES).astype(np.int64).view(np.uint64)
    mixed = _mixed(place[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ _mixed(place[:, 1]))
    one, other = mixed[end - 1], mixed[end]
    return _mixed(np.minimum(one, other) * np.uint64(3) + np.maximum(one, other))


def _mixed(value: np.ndarray) -> np.ndarray:
    """Spread a number over 64 bits (the finaliser of splitmix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: np.ndarray = value ^ (value >> np.uint64(31))
    return mixed
