"""The plan of a district: arterial streets and the cells between them, before the ground bends it.

Cells are counted (column, row); columns lie between `columns[i]` and `columns[i + 1]`, rows likewise.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.scales import Scale

GRID_M = 45.0  # junctions on one street fall together or lie at least this far apart
AXIS = 0.43  # half the width of the civic axis, in arterial spacings
BRIDGES_APART = 2  # every second arterial crosses the river, but none the lake


@dataclass(frozen=True)
class Plan:
    """columns and rows: where arterials run (u and v). town: which cells are built. river: the river's row."""

    columns: np.ndarray
    rows: np.ndarray
    town: np.ndarray
    river: int
    reach: tuple[float, float, float]

    def cells(self) -> np.ndarray:
        """Give every cell as a box, in an array of columns × rows."""
        u, v = self.columns, self.rows
        return shapely.box(u[:-1, None], v[None, :-1], u[1:, None], v[None, 1:])

    def middle(self) -> tuple[np.ndarray, np.ndarray]:
        """Give u and v of the middle of every cell."""
        u = (self.columns[:-1] + self.columns[1:]) / 2
        v = (self.rows[:-1] + self.rows[1:]) / 2
        return np.repeat(u[:, None], len(v), 1), np.repeat(v[None, :], len(u), 0)

    def remoteness(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Give 0 in the middle of the town and about 1 at its edge."""
        east_west, north, south = self.reach
        return (np.abs(u / east_west) ** 2.3 + np.abs(v / np.where(v > 0, north, south)) ** 2.3) ** (1 / 2.3)

    def bridges(self) -> np.ndarray:
        """Tell for each column line whether it crosses the river."""
        near = self._reaches_both_banks()
        candidates = np.flatnonzero(near & (np.abs(self.columns) > 0.2 * self.reach[0]))
        west, east = candidates[self.columns[candidates] < 0][::-1], candidates[self.columns[candidates] > 0]
        chosen = np.zeros(len(self.columns), bool)
        chosen[np.concatenate([west[::BRIDGES_APART], east[::BRIDGES_APART]])] = True
        return chosen

    def _reaches_both_banks(self) -> np.ndarray:
        banks = self.town[:, self.river - 1] & self.town[:, self.river + 1]
        padded = np.concatenate([[False], banks, [False]])
        return padded[:-1] | padded[1:]


def plan(size: Scale, rng: np.random.Generator) -> Plan:
    """Lay out arterials at uneven distances over the whole county, and choose the cells of the town."""
    far = 0.72 * np.sqrt(size.county_m2)
    columns = _both_ways(AXIS * sum(size.spacing_m) / 2, far, size, rng)
    rows = _both_ways(size.corridor_m, far, size, rng)
    river = int(np.searchsorted(rows, 0.0)) - 1
    width = np.sqrt(size.town_m2)
    reach = (0.72 * width, 0.57 * width, 0.36 * width)
    empty = Plan(columns, rows, np.zeros((len(columns) - 1, len(rows) - 1), bool), river, reach)
    return Plan(columns, rows, _town(empty, size, rng), river, reach)


def _both_ways(first: float, far: float, size: Scale, rng: np.random.Generator) -> np.ndarray:
    """Give positions from -far to far, with a gap of twice `first` in the middle, on the grid of junctions."""
    sides = []
    for _ in range(2):
        steps = rng.uniform(*size.spacing_m, int(far / size.spacing_m[0]) + 2)
        side = first + np.concatenate([[0.0], np.cumsum(steps)])
        sides.append(side[: int(np.searchsorted(side, far)) + 1])
    grid = np.concatenate([-sides[0][::-1], sides[1]])
    return np.round(grid / GRID_M) * GRID_M


def _town(bare: Plan, size: Scale, rng: np.random.Generator) -> np.ndarray:
    """Choose cells from the middle outwards until the town is large enough; its edge is ragged."""
    u, v = bare.middle()
    areas = np.diff(bare.columns)[:, None] * np.diff(bare.rows)[None, :]
    order = np.argsort((bare.remoteness(u, v) * rng.uniform(0.94, 1.06, u.shape)).ravel())
    inside = np.cumsum(areas.ravel()[order]) <= size.town_m2
    town = np.zeros(u.size, bool)
    town[order[inside]] = True
    town = _tidied(town.reshape(u.shape))
    banks = town[:, bare.river - 1] & town[:, bare.river + 1]
    town[:, bare.river] = banks
    return town


def _tidied(town: np.ndarray) -> np.ndarray:
    """Drop cells that stick out of the town and fill the ones it surrounds."""
    for _ in range(2):
        around = np.pad(town, 1).astype(int)
        neighbours = around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]
        town = (town & (neighbours >= 2)) | (neighbours >= 3)
    return town
