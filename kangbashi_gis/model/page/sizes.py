"""Sizes of paper in millimetres, upright (GB/T 148, ISO 216)."""

from collections.abc import Mapping

SIZES: Mapping[str, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
}


def size_of(width_mm: float, height_mm: float) -> str:
    """Give the name of a size, whichever way the paper lies; empty for one that has none."""
    sides = tuple(sorted((width_mm, height_mm)))
    return next((name for name, paper in SIZES.items() if sides == paper), "")
