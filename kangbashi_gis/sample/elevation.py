"""Heights of the ground: hills of the Ordos plateau that fall towards the river."""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.sample.town import Town, dice

PIXEL_M = 30.0
LOWEST, HIGHEST = 1_250.0, 1_400.0


@dataclass(frozen=True)
class Heights:
    """A raster of heights in metres: rows from north to south, and its north-west corner."""

    values: np.ndarray
    west: float
    north: float


def elevation(town: Town) -> Heights:
    """Give the heights over the bounds of the district, to a decimetre."""
    xmin, ymin, xmax, ymax = town.divisions.outline.bounds
    west, north = np.floor(xmin / PIXEL_M) * PIXEL_M, np.ceil(ymax / PIXEL_M) * PIXEL_M
    columns, rows = int(np.ceil((xmax - west) / PIXEL_M)), int(np.ceil((north - ymin) / PIXEL_M))
    x = west + (np.arange(columns) + 0.5) * PIXEL_M
    y = north - (np.arange(rows) + 0.5) * PIXEL_M
    along, across = town.ground.roughly_back(*np.meshgrid(x, y))
    away = np.abs(across) / (0.42 * town.ground.length)
    slope = 1_252.0 + 78.0 * (1 - np.exp(-away)) - 9.0 * along / town.ground.length
    hills = _hills(along, across, town) * np.clip(away, 0.05, 1.0)
    return Heights(np.round(np.clip(slope + hills, LOWEST, HIGHEST), 1).astype(np.float32), west, north)


def _hills(along: np.ndarray, across: np.ndarray, town: Town) -> np.ndarray:
    """Lay waves of several lengths and directions over each other."""
    rng = dice(town.number, "hills")
    total = np.zeros_like(along)
    for share in (0.62, 0.37, 0.23, 0.13, 0.08):
        for _ in range(3):
            turn, phase = rng.uniform(0.0, np.pi), rng.uniform(0.0, 2 * np.pi)
            length = share * town.ground.length
            total += 9.0 * share * np.sin((np.cos(turn) * along + np.sin(turn) * across) * 2 * np.pi / length + phase)
    return total
