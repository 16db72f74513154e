"""Cutting polygons in two, again and again: how superblocks become blocks and blocks become parcels."""

from dataclasses import dataclass

import numpy as np
import shapely

FAR = 20_000.0


@dataclass(frozen=True)
class Cut:
    """A straight cut of each of many polygons: a point on it and its unit direction (n × 2 each)."""

    through: np.ndarray
    along: np.ndarray


def halves(shapes: np.ndarray, cut: Cut, grid_m: float | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Give the polygons on both sides of the cuts, each with the position of the polygon it came from.

    A polygon that is not convex may fall into more than two parts. grid_m: coordinates are rounded to
    multiples of it, so that both sides of a cut have the very same corners.
    """
    ends = cut.along * FAR
    aside = np.column_stack([-cut.along[:, 1], cut.along[:, 0]]) * FAR
    parts = []
    for side in (1.0, -1.0):
        low, high = cut.through - ends, cut.through + ends
        corners = np.stack([low, high, high + side * aside, low + side * aside], axis=1)
        parts.append(shapely.intersection(shapes, shapely.polygons(corners), grid_size=grid_m))
    origin = np.tile(np.arange(len(shapes)), 2)
    pieces, index = shapely.get_parts(np.concatenate(parts), return_index=True)
    whole = (shapely.get_type_id(pieces) == 3) & (shapely.area(pieces) > 1.0)
    return pieces[whole], origin[index[whole]]


def boxes(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the smallest turned box around each polygon: centre, and its long and short half axes (n × 2 each)."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(shapes)).reshape(len(shapes), 5, 2)
    first, second = (corners[:, 1] - corners[:, 0]) / 2, (corners[:, 2] - corners[:, 1]) / 2
    swap = np.hypot(*first.T) < np.hypot(*second.T)
    long = np.where(swap[:, None], second, first)
    short = np.where(swap[:, None], first, second)
    return corners[:, :4].mean(axis=1), long, short


def across(shapes: np.ndarray, rng: np.random.Generator, shift: float, turn: float) -> Cut:
    """Give a cut across the long axis of each polygon.

    It misses the middle by up to `shift` (a share of the half length) and is turned by up to `turn` radians.
    """
    centre, long, short = boxes(shapes)
    through = centre + long * rng.uniform(-shift, shift, len(shapes))[:, None]
    unit = short / np.hypot(*short.T)[:, None]
    angle = rng.uniform(-turn, turn, len(shapes))
    cos, sin = np.cos(angle), np.sin(angle)
    along = np.column_stack([cos * unit[:, 0] - sin * unit[:, 1], sin * unit[:, 0] + cos * unit[:, 1]])
    return Cut(through, along)
