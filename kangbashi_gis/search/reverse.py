"""What a place is called after what stands nearest: how far, in which direction, on which side of the road.

Pure: coordinates in, words and metres out. X is east and Y is north, in metres.
"""

import math
from dataclasses import dataclass

import numpy as np

WINDS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
LEFT, RIGHT, ON_ROAD = "左侧", "右侧", "路上"
SAME_SPOT_M = 0.5  # nearer than this nobody speaks of a direction
SHORTEST_M = 1e-6
FAR_M = 5_000.0  # beyond this nothing is called after what stands so far away
MIDDLE_M = 1.0  # so near to the centre line neither side can be told


@dataclass(frozen=True)
class Beside:
    """Where a place stands by a line: position of the nearest piece, metres, foot of the perpendicular, two sides.

    side: 左侧 or 右侧 as the line was drawn. compass: 路东, 路南 … as people say it; both 路上 on the line itself.
    """

    piece: int
    distance_m: float
    foot_x: float
    foot_y: float
    side: str
    compass: str


def direction(dx: float, dy: float) -> str:
    """Give the wind, one of eight, towards which something dx east and dy north lies; "" at the same spot."""
    if not math.hypot(dx, dy) >= SAME_SPOT_M:
        return ""
    return WINDS[round(math.degrees(math.atan2(dx, dy)) / 45) % 8]


def phrase(title: str, wind: str, distance_m: float) -> str:
    """Say where a place is from something known: 鄂尔多斯大街12号 东北 35 米, or the thing alone at the same spot."""
    if not wind:
        return title
    far = f"{distance_m / 1000:,.0f} 公里" if distance_m >= FAR_M else f"{distance_m:.0f} 米"
    return f"{title} {wind} {far}"


def beside(pieces: np.ndarray, x: float, y: float) -> Beside | None:
    """Give where a place stands by the nearest of straight pieces (x1 y1 x2 y2, n × 4); None without any.

    Where two pieces meet at the nearest point, the one whose line runs farther from the place tells the side.
    """
    if not len(pieces):
        return None
    foot, away, across, off_line = _feet(pieces, x, y)
    best = int(np.lexsort((-off_line, np.round(away, 6)))[0])
    dx, dy = x - float(foot[best, 0]), y - float(foot[best, 1])
    along = pieces[best, 2:] - pieces[best, :2]
    side, compass = _sides(along, float(across[best]), float(away[best]))
    return Beside(best, float(away[best]), x - dx, y - dy, side, compass)


def distances(pieces: np.ndarray, x: float, y: float) -> np.ndarray:
    """Give the metres from a place to each of straight pieces (x1 y1 x2 y2, n × 4)."""
    return _feet(pieces, x, y)[1]


def _feet(pieces: np.ndarray, x: float, y: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give per piece the nearest point, its distance, on which side the place is, and its distance from the line."""
    start, along = pieces[:, :2], pieces[:, 2:] - pieces[:, :2]
    to_place = np.array([x, y]) - start
    length = np.hypot(along[:, 0], along[:, 1])
    whole = np.where(length > SHORTEST_M, length, np.inf)  # a piece without length is its start
    share = np.einsum("ij,ij->i", along, to_place) / whole / whole
    foot = start + along * np.clip(share, 0.0, 1.0)[:, None]
    across = along[:, 0] * to_place[:, 1] - along[:, 1] * to_place[:, 0]
    return foot, np.hypot(x - foot[:, 0], y - foot[:, 1]), across, np.abs(across) / whole


def _sides(along: np.ndarray, across: float, distance_m: float) -> tuple[str, str]:
    """Name both sides; the compass one goes by the bearing of the road, not by that of the place from its foot."""
    if distance_m < MIDDLE_M or across == 0:
        return ON_ROAD, ON_ROAD
    turn = 1.0 if across > 0 else -1.0
    normal_x, normal_y = -turn * float(along[1]), turn * float(along[0])
    if abs(normal_x) > abs(normal_y):
        return (LEFT if across > 0 else RIGHT), ("路东" if normal_x > 0 else "路西")
    return (LEFT if across > 0 else RIGHT), ("路北" if normal_y > 0 else "路南")
