"""The river through the district and the lake it opens into."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from kangbashi_gis.sample.ground import Ground
from kangbashi_gis.sample.network import GROUND_GRID_M
from kangbashi_gis.sample.plan import Plan

STEP_M = 25.0
RIVER_SHARE = 0.16  # half the width of the river, of half the corridor between its two streets
LAKE_SHARE = 0.80
LAKE_LENGTH = 0.27  # half its length, of half the length of the town


@dataclass(frozen=True)
class Water:
    """Water surfaces on the map with their kind (河流, 湖泊, 坑塘) and what to call them."""

    shapes: np.ndarray
    kinds: tuple[str, ...]


def river(plan: Plan, ground: Ground, county: shapely.Polygon, rng: np.random.Generator) -> Water:
    """Draw the river from border to border, and the lake in its middle as a shape of its own."""
    u = np.arange(plan.columns[0], plan.columns[-1] + STEP_M, STEP_M)
    waves = rng.uniform(0.0, 2 * np.pi, 6)
    half_lake = LAKE_LENGTH * ground.length
    inside = np.sqrt(np.clip(1 - (u / half_lake) ** 2, 0.0, None))
    calm = 1 - 0.7 * inside
    middle = calm * 0.28 * ground.corridor * (np.sin(u / (1.9 * ground.corridor) + waves[0]))
    narrow = RIVER_SHARE * ground.corridor * (1 + 0.22 * _ripple(u, ground.corridor, waves[1:3]))
    lake = LAKE_SHARE * ground.corridor * inside
    north = np.maximum(narrow, lake * (1 + 0.10 * _ripple(u, ground.corridor, waves[3:5])))
    south = np.maximum(narrow, lake * (1 + 0.12 * _ripple(u, ground.corridor, waves[4:6])))
    shores = np.stack([np.column_stack([u, middle + north]), np.column_stack([u, middle - south])])
    cuts = [u[0], -0.93 * half_lake, 0.93 * half_lake, u[-1]]
    parts = [_between(shores, u, low, high) for low, high in pairwise(cuts)]
    bent = shapely.transform(np.array(parts), ground.to_map)
    return Water(shapely.intersection(bent, county, grid_size=GROUND_GRID_M), ("河流", "湖泊", "河流"))


def _ripple(u: np.ndarray, corridor: float, phases: np.ndarray) -> np.ndarray:
    return (np.sin(u / (0.9 * corridor) + phases[0]) + 0.6 * np.sin(u / (0.37 * corridor) + phases[1])) / 1.6


def _between(shores: np.ndarray, u: np.ndarray, low: float, high: float) -> shapely.Polygon:
    first, last = int(np.searchsorted(u, low)), int(np.searchsorted(u, high))
    north, south = shores[0, first : last + 1], shores[1, first : last + 1]
    return shapely.polygons(np.concatenate([north, south[::-1]]))
