"""What the workspace knows about where things lie: what a file without a reference is held against."""

from dataclasses import dataclass, field

import numpy as np

NOTHING = np.empty((0, 2))


@dataclass(frozen=True)
class Frame:
    """The workspace's CRS, where its data lie, and points of its base layers.

    box: xmin, ymin, xmax, ymax of its rows in `crs`; None for an empty workspace (then the area of the CRS counts).
    corners: corners of parcels and buildings, n × 2 in `crs`; nodes: ends and bends of roads. Up to 200,000 each.
    """

    crs: str
    box: tuple[float, float, float, float] | None = None
    corners: np.ndarray = field(default_factory=lambda: NOTHING)
    nodes: np.ndarray = field(default_factory=lambda: NOTHING)
