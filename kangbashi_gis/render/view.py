"""Which part of the ground is looked at, and how ground and pixels translate into each other.

Pixels are device pixels counted from the top left corner; ground is metres in the workspace's CRS.
A view may be turned, by degrees clockwise as in QGIS: at 90 north is on the right. What lies straight along the window
then lies askew on the ground, so such boxes are counted in *turned* metres: along the window, from the same origin.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

Extent = tuple[float, float, float, float]
Metres = TypeVar("Metres", float, np.ndarray)

PIXEL_MM = 25.4 / 96  # a logical pixel, by convention of every desktop
CLOSEST_M = 0.0005  # ground metres per pixel; nearer than this nothing of a city is left to see
FARTHEST_M = 50_000.0


@dataclass(frozen=True)
class View:
    """A window on the ground: its centre, metres per device pixel, size, device pixels per logical one, and turn."""

    x: float
    y: float
    metres: float
    width: int
    height: int
    ratio: float = 1.0
    angle: float = 0.0

    @property
    def scale(self) -> float:
        """The scale's denominator: 10000 for 1:10,000."""
        return self.metres * self.ratio * 1000 / PIXEL_MM

    @property
    def extent(self) -> Extent:
        """xmin, ymin, xmax, ymax of what is seen; of a turned view, the upright box around its four corners."""
        return self.box(0.0)

    @property
    def upright(self) -> Extent:
        """What would be seen if the view were turned back around its middle: with the angle, it says all of it."""
        half_x, half_y = self.width * self.metres / 2, self.height * self.metres / 2
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y

    @property
    def corners(self) -> list[tuple[float, float]]:
        """The ground under the four corners, clockwise from the top left."""
        sides = ((0, 0), (self.width, 0), (self.width, self.height), (0, self.height))
        return [self.ground(*corner) for corner in sides]

    def box(self, angle: float) -> Extent:
        """Give the box around what is seen, in metres turned by an angle; by the view's own, it is just that."""
        x, y = onto(angle, self.x, self.y)
        half_x, half_y = _around(angle - self.angle, self.width * self.metres / 2, self.height * self.metres / 2)
        return x - half_x, y - half_y, x + half_x, y + half_y

    def touches(self, bounds: np.ndarray, around: float | np.ndarray = 0.0) -> np.ndarray:
        """Tell which boxes on the ground (n, 4) reach into the view, or into so many metres around it."""
        found = _meets(bounds, self.extent, around)
        if self.angle and found.any():
            half_x, half_y = _around(self.angle, *((bounds[:, 2:] - bounds[:, :2]).T / 2))
            x, y = onto(self.angle, *((bounds[:, 2:] + bounds[:, :2]).T / 2))
            found &= _meets(
                np.stack([x - half_x, y - half_y, x + half_x, y + half_y], axis=1), self.box(self.angle), around
            )
        return found

    def holds(self, x: float, y: float, radius_m: float) -> bool:
        """Tell whether a circle on the ground is seen whole."""
        (px, py), radius = self.pixel(x, y), radius_m / self.metres
        return radius <= px <= self.width - radius and radius <= py <= self.height - radius

    def ground(self, px: float, py: float) -> tuple[float, float]:
        """Give the ground under a pixel."""
        across, up = (px - self.width / 2) * self.metres, (self.height / 2 - py) * self.metres
        if self.angle:
            across, up = onto(-self.angle, across, up)
        return self.x + across, self.y + up

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixel over a place on the ground."""
        across, up = x - self.x, y - self.y
        if self.angle:
            across, up = onto(self.angle, across, up)
        return across / self.metres + self.width / 2, self.height / 2 - up / self.metres

    def moved(self, px: float, py: float) -> "View":
        """Give the view after the hand has pulled the ground by so many pixels."""
        across, up = onto(-self.angle, px * self.metres, -py * self.metres)
        return replace(self, x=self.x - across, y=self.y - up)

    def turned(self, angle: float, px: float | None = None, py: float | None = None) -> "View":
        """Give the view at an angle, with the ground under a pixel (without one: the middle) staying where it is."""
        fresh = replace(self, angle=whole_turn(angle))
        if px is None or py is None:
            return fresh
        x, y = self.ground(px, py)
        moved_x, moved_y = fresh.ground(px, py)
        return replace(fresh, x=fresh.x + x - moved_x, y=fresh.y + y - moved_y)

    def zoomed(self, factor: float, px: float, py: float) -> "View":
        """Give the view `factor` times nearer, with the ground under a pixel staying where it is."""
        x, y = self.ground(px, py)
        near = self.with_metres(self.metres / factor)
        moved_x, moved_y = near.ground(px, py)
        return replace(near, x=near.x + x - moved_x, y=near.y + y - moved_y)

    def with_metres(self, metres: float) -> "View":
        """Give the view at another scale, as far as scales go."""
        return replace(self, metres=min(max(metres, CLOSEST_M), FARTHEST_M))

    def with_scale(self, scale: float) -> "View":
        """Give the view at a scale denominator."""
        return self.with_metres(scale * PIXEL_MM / 1000 / self.ratio)

    def resized(self, width: int, height: int, ratio: float) -> "View":
        """Give the same centre and scale in a window of another size."""
        return replace(self, width=width, height=height, ratio=ratio, metres=self.metres * self.ratio / ratio)

    def fitted(self, extent: Extent, margin: float = 0.04) -> "View":
        """Give the view that shows all of an upright box of the ground, with a margin around it."""
        xmin, ymin, xmax, ymax = extent
        across, up = _around(self.angle, xmax - xmin, ymax - ymin)
        across, up = across * (1 + 2 * margin), up * (1 + 2 * margin)
        metres = max(across / max(self.width, 1), up / max(self.height, 1)) or 0.5 / self.ratio
        return replace(self.with_metres(metres), x=(xmin + xmax) / 2, y=(ymin + ymax) / 2)

    def framed(self, upright: Extent, angle: float) -> "View":
        """Give the view that shows what `upright` and `angle` of another say, or more in a window of another form."""
        return replace(replace(self, angle=0.0).fitted(upright, 0.0), angle=whole_turn(angle))


def whole_turn(angle: float) -> float:
    """Give an angle as 0 to 360, without the noise of sums: 0 is exactly north up."""
    turned = round(angle % 360, 6)
    return 0.0 if turned >= 360 else turned


@lru_cache(maxsize=64)
def turn(angle: float) -> tuple[float, float]:
    """Give cosine and sine of an angle in degrees, exact for right angles."""
    right = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}
    return right.get(angle % 360) or (math.cos(math.radians(angle)), math.sin(math.radians(angle)))


def onto(angle: float, x: Metres, y: Metres) -> tuple[Metres, Metres]:
    """Give metres turned by an angle: along a window that is turned so, to the right and up."""
    cos, sin = turn(angle)
    return x * cos + y * sin, y * cos - x * sin


def _around(angle: float, wide: Metres, high: Metres) -> tuple[Metres, Metres]:
    """Give width and height of the box around one that is turned."""
    cos, sin = (abs(one) for one in turn(angle))
    return wide * cos + high * sin, wide * sin + high * cos


def _meets(bounds: np.ndarray, box: Extent, around: float | np.ndarray) -> np.ndarray:
    xmin, ymin, xmax, ymax = box
    found: np.ndarray = (
        (bounds[:, 0] <= xmax + around)
        & (bounds[:, 2] >= xmin - around)
        & (bounds[:, 1] <= ymax + around)
        & (bounds[:, 3] >= ymin - around)
    )
    return found
