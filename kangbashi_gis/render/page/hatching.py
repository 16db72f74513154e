"""A hatch as lines that end where the area ends, so that every program and every printer draws it alike."""

import math

import numpy as np
import shapely

from kangbashi_gis.model.symbol import Fill, Hatch
from kangbashi_gis.render.page.ink import Area, Ink, Stamps, Stroke
from kangbashi_gis.render.page.symbols import Widths

MOST_LINES = 200_000
DOT = np.array([(math.cos(turn), math.sin(turn)) for turn in np.arange(12) * math.pi / 6])


def hatched(shapes: np.ndarray, fill: Fill, sizes: Widths, anchor: tuple[float, float]) -> list[Ink]:
    """Hatch polygons in millimetres on paper. anchor: where the lines of all polygons are counted from.

    Lines run at their angle on paper, as the legend shows them.
    """
    hatch = fill.hatch
    if hatch is None or not hatch.color or not len(shapes):
        return []
    if hatch.pattern == "dots":
        return _dots(shapes, hatch, sizes, anchor)
    turns = (hatch.angle, hatch.angle + 90) if hatch.pattern == "cross" else (hatch.angle,)
    found: list[Ink] = []
    for turn in turns:
        xy, starts = _lines(shapes, turn, sizes.spacing_mm, anchor)
        if len(xy):
            found.append(Stroke(xy, starts, hatch.color, sizes.hatch_mm, flat=True))
    return found


def _lines(
    shapes: np.ndarray, degrees: float, spacing: float, anchor: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Give parallel lines within polygons."""
    turn = math.radians(degrees)
    along, across = np.array([math.cos(turn), -math.sin(turn)]), np.array([math.sin(turn), math.cos(turn)])
    bounds = shapely.bounds(shapes)
    middle, half = (bounds[:, :2] + bounds[:, 2:]) / 2 - anchor, np.hypot(*(bounds[:, 2:] - bounds[:, :2]).T) / 2
    place, way = middle @ across, middle @ along
    first, last = np.ceil((place - half) / spacing), np.floor((place + half) / spacing)
    count = np.maximum(last - first + 1, 0).astype(np.int64)
    if count.sum() > MOST_LINES:  # a grey that nobody could tell from these lines; fewer of them are drawn
        return _lines(shapes, degrees, spacing * 2, anchor)
    owner = np.repeat(np.arange(len(shapes)), count)
    number = first[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    foot = np.outer(number * spacing, across) + anchor + np.outer(way[owner], along)
    ends = np.stack([foot - half[owner, None] * along, foot + half[owner, None] * along], axis=1)
    pieces = shapely.get_parts(shapely.intersection(shapely.linestrings(ends), shapes[owner]))
    pieces = pieces[shapely.get_type_id(pieces) == 1]
    xy, row = shapely.get_coordinates(pieces, return_index=True)
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(pieces)))])
    return xy, starts


def _dots(shapes: np.ndarray, hatch: Hatch, sizes: Widths, anchor: tuple[float, float]) -> list[Ink]:
    xy, starts = _lines(shapes, hatch.angle, sizes.spacing_mm, anchor)
    if not len(xy):
        return []
    turn = math.radians(hatch.angle)
    along = np.array([math.cos(turn), -math.sin(turn)])
    first, last = ((xy[at] - anchor) @ along for at in (starts[:-1], starts[1:] - 1))
    low, high = np.ceil(first / sizes.spacing_mm), np.floor(last / sizes.spacing_mm)
    count = np.maximum(high - low + 1, 0).astype(np.int64)
    owner = np.repeat(np.arange(len(count)), count)
    step = low[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    at = xy[starts[:-1]][owner] + np.outer(step * sizes.spacing_mm - first[owner], along)
    dot = Area(DOT * sizes.hatch_mm * 2, np.array([0, len(DOT)]), hatch.color)
    return [Stamps(at, (dot,))] if len(at) else []
