"""How much ground data cover, counted in sheets of a 1:500 map: squares of 250 m of the workspace's grid.

A sheet that has anything of the data in it counts as a whole, for that is how such maps are made and given out. So does
ground between such sheets where it is at most two sheets (500 m) wide, as between streets. Sheets that touch, also at a
corner, are one piece; ground that a piece encloses belongs to it. The count only ever grows when data are added. It is
up to a sheet too large along the edges, and never leaves out ground that is shown.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely

SHEET_M = 250.0  # 50 cm × 50 cm at 1:500
SHEET_KM2 = (SHEET_M / 1000) ** 2
STEP_M = 50.0  # along an outline: no sheet is crossed for longer without being met
MOST_STEPS = 1_000_000  # of one shape that is too large to be anything in a city
MOST_CELLS = 250_000  # beyond this a piece is no longer filled: it is large as it is
Sheet = tuple[int, int]
BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1))
AROUND = (*BESIDE, (1, 1), (1, -1), (-1, 1), (-1, -1))


def of_boxes(boxes: np.ndarray) -> np.ndarray:
    """Give the sheets (n × 2) that boxes (n × 4) no larger than a sheet lie in: those of their corners."""
    corners = np.concatenate([boxes[:, [at, up]] for at in (0, 2) for up in (1, 3)])
    return _unique(corners)


def of_shapes(shapes: np.ndarray) -> np.ndarray:
    """Give the sheets that the outlines of shapes cross."""
    if not len(shapes):
        return np.empty((0, 2), dtype=np.int64)
    sizes = shapely.length(shapes)
    steps = np.maximum(STEP_M, sizes / MOST_STEPS)
    return _unique(shapely.get_coordinates(shapely.segmentize(shapes, steps)))


def small(boxes: np.ndarray) -> np.ndarray:
    """Tell which boxes are no larger than a sheet."""
    return np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= SHEET_M


def joined(*several: np.ndarray) -> np.ndarray:
    """Give the sheets of several sets, each once."""
    return np.unique(np.concatenate([np.empty((0, 2), dtype=np.int64), *several]), axis=0)


def largest_piece_km2(sheets: np.ndarray, among: np.ndarray) -> float:
    """Give the area of the largest piece that has one of `among` in it; what a piece encloses counts."""
    wanted = set(map(tuple, among.tolist()))
    counts = (_filled(piece) for piece in _pieces(bridged(sheets)) if not wanted.isdisjoint(piece))
    return max(counts, default=0) * SHEET_KM2


def bridged(sheets: np.ndarray) -> np.ndarray:
    """Add the ground between sheets where it is at most two sheets wide: the set is widened by one, then narrowed."""
    if not len(sheets):
        return sheets
    shifts = np.array([(0, 0), *AROUND])
    wide = np.unique((sheets[:, None, :] + shifts).reshape(-1, 2), axis=0)
    keys = _keys(wide)
    whole = np.isin(_keys((wide[:, None, :] + shifts).reshape(-1, 2)), keys).reshape(-1, len(shifts)).all(axis=1)
    return wide[whole]


def _keys(sheets: np.ndarray) -> np.ndarray:
    return (sheets[:, 0] << 32) + sheets[:, 1]


def _unique(points: np.ndarray) -> np.ndarray:
    return np.unique(np.floor(points[np.isfinite(points).all(axis=1)] / SHEET_M).astype(np.int64), axis=0)


def _pieces(sheets: np.ndarray) -> Iterator[set[Sheet]]:
    left: set[Sheet] = {(int(east), int(north)) for east, north in sheets}
    while left:
        piece = set(_reached(left.pop(), left, AROUND))
        left -= piece
        yield piece


def _reached(start: Sheet, among: set[Sheet], ways: Iterable[Sheet]) -> set[Sheet]:
    """Give what can be reached from a sheet over others."""
    found, waiting, ways = {start}, [start], tuple(ways)
    while waiting:
        east, north = waiting.pop()
        for right, up in ways:
            there = (east + right, north + up)
            if there in among and there not in found:
                found.add(there)
                waiting.append(there)
    return found


def _filled(piece: set[Sheet]) -> int:
    """Count the sheets of a piece and those that it encloses: that cannot be left without crossing it."""
    east, north = (sorted({sheet[at] for sheet in piece}) for at in (0, 1))
    wide, high = east[-1] - east[0] + 3, north[-1] - north[0] + 3
    if wide * high > MOST_CELLS:
        return len(piece)
    free = {
        (at, up)
        for at in range(east[0] - 1, east[-1] + 2)
        for up in range(north[0] - 1, north[-1] + 2)
        if (at, up) not in piece
    }
    outside = _reached((east[0] - 1, north[0] - 1), free, BESIDE)
    return wide * high - len(outside)
