"""Symbols of many points at once: where they are dense, and groups of them."""

from dataclasses import dataclass

from kangbashi_gis.model.symbol.simple import Marker

HEAT_COLORS = ("#2c7bb600", "#2c7bb6a0", "#abd9e9c0", "#ffffbfd0", "#fdae61e0", "#d7191cf0")
GROUP, SINGLE = Marker("#d9662b", 6.0), Marker()


@dataclass(frozen=True)
class Heat:
    """How dense points are, within a radius on the picture; `weight` names a field whose number counts instead of 1.

    colors: from nothing to densest, evenly spaced. most: the density with the last colour; 0 for that of the view.
    """

    radius_mm: float = 5.0
    colors: tuple[str, ...] = HEAT_COLORS
    weight: str = ""
    most: float = 0.0


@dataclass(frozen=True)
class Clustered:
    """Points nearer to each other on the picture than a distance are one marker with their number in it."""

    distance_mm: float = 8.0
    group: Marker = GROUP
    single: Marker = SINGLE
