"""What one feature looks like.

Colours are "#rrggbb" or "#rrggbbaa"; widths and sizes are in millimetres on screen or paper; angles are in degrees,
counter-clockwise from east. A dash is its lengths in millimetres: drawn, left out, drawn, left out …
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Dash = tuple[float, ...]
Pattern = Literal["lines", "cross", "dots"]
Arrow = Literal["", "end", "along"]

MARKER_SHAPES = (
    "circle", "square", "diamond", "triangle", "star", "cross", "pentagon",
    "valve", "hydrant", "manhole", "tree", "lamp", "school", "hospital", "parking", "flag",
)  # fmt: skip


@dataclass(frozen=True)
class Hatch:
    """Lines, crossed lines or dots over the inside of a polygon, fixed to the map and not to the screen."""

    pattern: Pattern = "lines"
    color: str = "#606060"
    angle: float = 45.0
    spacing_mm: float = 2.0
    width_mm: float = 0.2


@dataclass(frozen=True)
class Fill:
    """A polygon: its inside, its outline, and a hatch over the inside. An empty colour is not drawn."""

    color: str = "#cccccc80"
    outline: str = "#808080"
    width_mm: float = 0.15
    dash: Dash = ()
    hatch: Hatch | None = None


@dataclass(frozen=True)
class Line:
    """A line, with an optional casing drawn under it.

    width_mm holds around 1:10,000; lines grow thinner on smaller scales, and from where `ground_m`
    metres are wider than that on the map, they are drawn as wide as they are on the ground.
    Beyond `most_scale` the line is left out. arrow: at the end, or repeated along the line.
    """

    color: str = "#606060"
    width_mm: float = 0.4
    casing: str = ""
    casing_mm: float = 0.0
    ground_m: float = 0.0
    most_scale: float = float("inf")
    dash: Dash = ()
    arrow: Arrow = ""


@dataclass(frozen=True)
class Marker:
    """A point: one of `MARKER_SHAPES`, turned by an angle."""

    color: str = "#1f6fb2"
    size_mm: float = 1.6
    shape: str = "circle"
    outline: str = "#ffffff"
    turn: float = 0.0


Simple = Fill | Line | Marker
# what a layer looks like whose theme says nothing, by its shape (`model.schema.Shape`)
PLAIN: Mapping[str, Simple] = {"polygon": Fill(), "line": Line(), "point": Marker()}
