"""Puts pieces into the order in which they are drawn and cuts that order into chunks and pages.

A chunk is what is drawn or left out as a whole; a page is what goes to the graphics card as a whole.
"""

import numpy as np

CHUNK_PIECES = 256
CHUNK_VERTICES = 2048
PAGE_VERTICES = 48_000  # a page stays under 65,536 vertices even when its last chunk is a big one


def hilbert(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the place of each point along a Hilbert curve over them all: near on the curve is near on the ground."""
    if not len(x):
        return np.empty(0, np.uint64)
    span = max(np.ptp(x), np.ptp(y)) or 1.0
    column = ((x - x.min()) / span * 65_535).astype(np.uint64)
    line = ((y - y.min()) / span * 65_535).astype(np.uint64)
    place = np.zeros(len(x), np.uint64)
    for bit in range(15, -1, -1):
        side = np.uint64(1 << bit)
        right, up = (column & side) > 0, (line & side) > 0
        place += side * side * ((np.uint64(3) * right) ^ up).astype(np.uint64)
        flip = ~up & right
        column, line = (
            np.where(flip, np.uint64(65_535) - column, column),
            np.where(flip, np.uint64(65_535) - line, line),
        )
        column, line = np.where(up, column, line), np.where(up, line, column)
    return place


def drawing_order(rank: np.ndarray, size: np.ndarray, centre: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the order of the pieces, and for each its group: pieces of a group may share a chunk.

    Lower ranks are drawn first. Within a rank big pieces stand apart from small ones, so that the
    bounds of a chunk of houses are not those of a province.
    """
    bucket = np.clip(np.floor(np.log2(np.maximum(size, 1e-3) / 32) / 2) + 1, 0, 20).astype(np.int64)
    group = rank.astype(np.int64) * 32 + (20 - bucket)
    order = np.lexsort((hilbert(centre[:, 0], centre[:, 1]), group))
    return order, group[order]


def chunks(group: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Give piece offsets of chunks (c + 1), from each piece's group and number of vertices."""
    if not len(group):
        return np.zeros(1, np.int64)
    number = np.arange(len(group))
    parts = (group, number // CHUNK_PIECES, np.cumsum(vertices) // CHUNK_VERTICES)
    breaks = np.logical_or.reduce([np.diff(part) != 0 for part in parts])
    return np.concatenate([[0], np.flatnonzero(breaks) + 1, [len(group)]])


def pages(vertices: np.ndarray) -> np.ndarray:
    """Give chunk offsets of pages (p + 1), from each chunk's number of vertices."""
    if not len(vertices):
        return np.zeros(1, np.int64)
    breaks = np.diff(np.cumsum(vertices) // PAGE_VERTICES) != 0
    return np.concatenate([[0], np.flatnonzero(breaks) + 1, [len(vertices)]])


def biggest_first(chunk: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Give the order that sorts each chunk's pieces by size, so that those worth drawing come first."""
    owner = np.repeat(np.arange(len(chunk) - 1), np.diff(chunk))
    return np.lexsort((-size, owner))
