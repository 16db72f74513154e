"""The lie of the land: smooth coordinates along and across a river that bends, and their way to the map.

A street plan is drawn in straight lines over (u, v): u runs along the river, v across it, both in
metres from the middle of the town. `Ground.to_map` bends that plane with the river, so that streets
curve gently and no two blocks are alike.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.scales import Scale

CENTRE = (396_082.0, 4_386_593.0)  # 109.790 E, 39.607 N in EPSG:4546
PITCH = (26_000.0, 20_000.0)  # from one district to the next, east and north
PER_ROW = 9
STEP_M = 60.0  # a straight stretch of a bent line


@dataclass(frozen=True)
class Ground:
    """The bends of one district. Lengths in metres, angles and phases in radians."""

    east: float
    north: float
    length: float
    corridor: float
    bend: float
    lake: float
    tilt: float
    phases: np.ndarray

    def to_map(self, uv: np.ndarray) -> np.ndarray:
        """Give x (east) and y (north) of points (n × 2) of the plan."""
        u, v = uv[:, 0], uv[:, 1]
        v = v + self._lake_push(u, v)
        reach = 0.25 + 0.75 * np.exp(-((v / (0.75 * self.length)) ** 2))
        y = v + self._bend(u) * reach
        near = 0.35 * self.length * np.tanh(v / (0.35 * self.length))
        x = u - near * self._slope(u) * reach
        x, y = self._sway(x, y)
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        return np.column_stack([self.east + cos * x - sin * y, self.north + sin * x + cos * y])

    def bent(self, shapes: np.ndarray) -> np.ndarray:
        """Give shapes of the plan (lines or polygons) on the map, with a vertex at least every `STEP_M`."""
        return shapely.transform(shapely.segmentize(shapes, STEP_M), self.to_map)

    def roughly_back(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give about where in the plan a place on the map lies: within a few hundred metres, enough for hills."""
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        u = cos * (x - self.east) + sin * (y - self.north)
        v = cos * (y - self.north) - sin * (x - self.east)
        reach = 0.25 + 0.75 * np.exp(-(((v - self._bend(u)) / (0.75 * self.length)) ** 2))
        return u, v - self._bend(u) * reach

    def _lake_push(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        wide = np.exp(-((u / (0.19 * self.length)) ** 2))
        return self.lake * wide * np.tanh(v / self.corridor) * np.exp(-((v / (7 * self.corridor)) ** 2))

    def _bend(self, u: np.ndarray) -> np.ndarray:
        curve = -self.bend * np.exp(-((u / (0.5 * self.length)) ** 2))
        return curve + 0.22 * self.bend * np.sin(1.35 * np.pi * u / self.length + self.phases[0])

    def _slope(self, u: np.ndarray) -> np.ndarray:
        return (self._bend(u + 5.0) - self._bend(u - 5.0)) / 10.0

    def _sway(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Shift by two slow waves each way, so that not even far streets are straight."""
        a, b, c, d = self.phases[1:5]
        far = self.length
        east = 0.022 * far * np.sin(2.3 * y / far + a) + 0.012 * far * np.sin(4.1 * (x + y) / far + b)
        north = 0.020 * far * np.sin(2.6 * x / far + c) + 0.011 * far * np.sin(3.7 * (x - y) / far + d)
        return x + east, y + north


def ground(size: Scale, number: int, rng: np.random.Generator) -> Ground:
    """Make the ground of district `number` (1 is the first), which stands east or north of the one before."""
    column, row = (number - 1) % PER_ROW, (number - 1) // PER_ROW
    return Ground(
        east=CENTRE[0] + column * PITCH[0],
        north=CENTRE[1] + row * PITCH[1],
        length=size.length_m,
        corridor=size.corridor_m,
        bend=size.length_m * rng.uniform(0.2, 0.26),
        lake=size.corridor_m * rng.uniform(0.9, 1.2),
        tilt=np.radians(rng.uniform(-9.0, 7.0)),
        phases=rng.uniform(0.0, 2 * np.pi, 5),
    )
