"""How a layer is drawn, as data: the same value feeds the canvas, the legend and the printed sheet.

Colours are "#rrggbb" or "#rrggbbaa"; widths and sizes are in millimetres on screen or paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fill:
    """A polygon: its inside and its outline. An empty colour is not drawn."""

    color: str = "#cccccc80"
    outline: str = "#808080"
    width_mm: float = 0.15


@dataclass(frozen=True)
class Line:
    """A line, with an optional casing drawn under it.

    width_mm holds around 1:10,000; lines grow thinner on smaller scales, and from where `ground_m`
    metres are wider than that on the map, they are drawn as wide as they are on the ground.
    Beyond `most_scale` the line is left out.
    """

    color: str = "#606060"
    width_mm: float = 0.4
    casing: str = ""
    casing_mm: float = 0.0
    ground_m: float = 0.0
    most_scale: float = float("inf")


@dataclass(frozen=True)
class Marker:
    """A point: circle, square or diamond."""

    color: str = "#1f6fb2"
    size_mm: float = 1.6
    shape: str = "circle"
    outline: str = "#ffffff"


Simple = Fill | Line | Marker


@dataclass(frozen=True)
class Categorised:
    """One simple symbol per value of a field; `other` for all values not named."""

    field: str
    cases: Mapping[str, Simple]
    other: Simple


Symbol = Simple | Categorised


@dataclass(frozen=True)
class Label:
    """The text at a feature: a field, drawn when the scale denominator is at most `most_scale`."""

    field: str
    size_mm: float = 2.8
    color: str = "#202020"
    halo: str = "#ffffff"
    most_scale: float = 10_000
    priority: int = 0


@dataclass(frozen=True)
class LayerState:
    """One layer as the user has set it: order is the order of the list that holds it, top first.

    A scale limit left at its default means the theme's own limit.
    """

    theme: str
    visible: bool = True
    opacity: float = 1.0
    least_scale: float = 0.0
    most_scale: float = field(default=float("inf"))
