"""Which part of the ground is looked at, and how ground and pixels translate into each other.

Pixels are device pixels counted from the top left corner; ground is metres in the workspace's CRS.
"""

from dataclasses import dataclass, replace

Extent = tuple[float, float, float, float]

PIXEL_MM = 25.4 / 96  # a logical pixel, by convention of every desktop
CLOSEST_M = 0.0005  # ground metres per pixel; nearer than this nothing of a city is left to see
FARTHEST_M = 50_000.0


@dataclass(frozen=True)
class View:
    """A window on the ground: its centre, metres per device pixel, size, and device pixels per logical one."""

    x: float
    y: float
    metres: float
    width: int
    height: int
    ratio: float = 1.0

    @property
    def scale(self) -> float:
        """The scale's denominator: 10000 for 1:10,000."""
        return self.metres * self.ratio * 1000 / PIXEL_MM

    @property
    def extent(self) -> Extent:
        """xmin, ymin, xmax, ymax of what is seen."""
        half_x, half_y = self.width * self.metres / 2, self.height * self.metres / 2
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y

    def ground(self, px: float, py: float) -> tuple[float, float]:
        """Give the ground under a pixel."""
        return self.x + (px - self.width / 2) * self.metres, self.y - (py - self.height / 2) * self.metres

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixel over a place on the ground."""
        return (x - self.x) / self.metres + self.width / 2, (self.y - y) / self.metres + self.height / 2

    def moved(self, px: float, py: float) -> "View":
        """Give the view after the hand has pulled the ground by so many pixels."""
        return replace(self, x=self.x - px * self.metres, y=self.y + py * self.metres)

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
        """Give the view that shows all of an extent, with a margin around it."""
        xmin, ymin, xmax, ymax = extent
        across, up = (xmax - xmin) * (1 + 2 * margin), (ymax - ymin) * (1 + 2 * margin)
        metres = max(across / max(self.width, 1), up / max(self.height, 1)) or 0.5 / self.ratio
        return replace(self.with_metres(metres), x=(xmin + xmax) / 2, y=(ymin + ymax) / 2)
