"""Numbers made ready for charts: years summed up, bands of equal width, points thinned out to what can be seen."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

YEARS = range(1000, 3000)
ROOMS = (500, 350)  # across and down, in each of which one point of a scatter is drawn
NICE = (1, 2, 2.5, 5, 10)


def year_of(value: object) -> int | None:
    """Give the year of a date (ISO text) or of a whole number that is one."""
    if isinstance(value, str) and value[:4].isdigit() and (len(value) == 4 or value[4:5] == "-"):
        value = int(value[:4])
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or value not in YEARS:
        return None
    return int(value)


def thinned(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give points (2 × n) of which no two lie in the same small room of the picture: as it looks, but fewer."""
    if len(x) <= ROOMS[0]:
        return np.array([x, y])
    across, down = (_rooms(values, count) for values, count in zip((x, y), ROOMS, strict=True))
    _, first = np.unique(across * ROOMS[1] + down, return_index=True)
    return np.array([x[first], y[first]])


def correlation(x: np.ndarray, y: np.ndarray) -> float | None:
    """Give Pearson's coefficient; None where one of both does not vary."""
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    dx, dy = x - x.mean(), y - y.mean()
    spread = math.sqrt(float(dx @ dx) * float(dy @ dy))
    return float(dx @ dy) / spread if spread else None


def bands(least: float, greatest: float, count: int, whole: bool) -> np.ndarray:
    """Give edges at round numbers of at most about `count` bands of equal width that hold everything."""
    rough = (greatest - least) / max(count, 1) or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    width = next(one * power for one in NICE if one * power >= rough * 0.999)
    width = max(round(width), 1) if whole else width
    start = math.floor(least / width) * width
    steps = int((greatest - start) / width) + 1
    return start + width * np.arange(steps + 1)


def band_names(edges: Sequence[float], whole: bool) -> tuple[str, ...]:
    """Name bands: 0–4 for whole numbers, 0–2.5 for others."""
    pairs = list(pairwise(edges))
    if not whole:
        return tuple(f"{low:g}–{high:g}" for low, high in pairs)
    return tuple(f"{low:g}" if high - low == 1 else f"{low:g}–{high - 1:g}" for low, high in pairs)


def _rooms(values: np.ndarray, count: int) -> np.ndarray:
    low, width = float(values.min()), float(np.ptp(values)) or 1.0
    found: np.ndarray = np.minimum(((values - low) / width * count).astype(np.int64), count - 1)
    return found
