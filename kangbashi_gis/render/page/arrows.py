"""Arrows on lines: at the end of each, or every so often, as the screen draws them."""

from collections.abc import Iterator

import numpy as np
import shapely

from kangbashi_gis.model.symbol import Line
from kangbashi_gis.render.layer import ARROW_EVERY_MM, ARROW_MM
from kangbashi_gis.render.page.ink import Area

SLIM = 0.45


def arrows(xy: np.ndarray, ring: np.ndarray, simple: Line) -> Iterator[Area]:
    """Draw the arrows of lines on paper."""
    long = np.diff(ring) > 1
    if not long.any():
        return
    lines = np.array([shapely.linestrings(xy[a:b]) for a, b in zip(ring[:-1][long], ring[1:][long], strict=True)])
    length = shapely.length(lines)
    if simple.arrow == "end":
        owner, tip = np.arange(len(lines)), length
    else:
        count = np.floor(length / ARROW_EVERY_MM + 0.5).astype(np.int64)
        owner = np.repeat(np.arange(len(lines)), count)
        number = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        tip = (number + 0.5) * ARROW_EVERY_MM + ARROW_MM / 2
    at = shapely.get_coordinates(shapely.line_interpolate_point(lines[owner], tip))
    before = shapely.get_coordinates(shapely.line_interpolate_point(lines[owner], np.maximum(tip - ARROW_MM, 0)))
    way = at - before
    far = np.hypot(*way.T)
    at, way = at[far > 0], way[far > 0] / far[far > 0, None]
    back, across = at - way * ARROW_MM, np.stack([-way[:, 1], way[:, 0]], axis=1) * ARROW_MM * SLIM
    heads = np.stack([at, back + across, back - across], axis=1).reshape(-1, 2)
    if len(heads):
        yield Area(heads, np.arange(0, len(heads) + 1, 3), simple.color)
