"""What lies around a place: members of a disc, and how much of a line is inside it, exactly and all at once."""

import numpy as np


def distances(x: np.ndarray, y: np.ndarray, place: tuple[float, float]) -> np.ndarray:
    """Give the distance in the plane of each point from a place; the same to the last bit as GEOS."""
    away_x, away_y = x - place[0], y - place[1]
    return np.asarray(np.sqrt(away_x * away_x + away_y * away_y))


def lengths_in_disc(
    pieces: np.ndarray, owners: np.ndarray, count: int, place: tuple[float, float], radius: float
) -> np.ndarray:
    """Give for each of `count` lines how much of it lies within `radius` of a place.

    pieces: straight pieces, x1 y1 x2 y2, n × 4; owners: which line each belongs to. A piece meets the
    circle where |start + t · way − place| = radius, a quadratic in t, of which 0 ≤ t ≤ 1 is inside the piece.
    """
    start = pieces[:, :2] - np.asarray(place)
    way = pieces[:, 2:] - pieces[:, :2]
    square = (way * way).sum(axis=1)
    half = (start * way).sum(axis=1)
    rest = (start * start).sum(axis=1) - radius * radius
    inside = half * half - square * rest
    meets = (inside > 0.0) & (square > 0.0)
    root = np.sqrt(np.where(meets, inside, 0.0))
    divisor = np.where(meets, square, 1.0)
    enters = np.clip((-half - root) / divisor, 0.0, 1.0)
    leaves = np.clip((-half + root) / divisor, 0.0, 1.0)
    lengths = np.where(meets, (leaves - enters) * np.sqrt(square), 0.0)
    return np.bincount(owners, weights=lengths, minlength=count)
