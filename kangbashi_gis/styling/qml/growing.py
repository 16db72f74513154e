"""Widths and sizes that QGIS is told as expressions, because ours follow the scale or a number; and back.

A line of ours is thinner on small scales and as wide as on the ground on large ones (`model.symbol.Line`); a
proportional marker grows in area with a number.
"""

import re
from typing import NamedTuple

NUMBER = r"(-?[\d.]+(?:e[+-]?\d+)?)"
THINNING = "max(0.3, min(1, (10000 / @map_scale) ^ 0.45))"
WIDTH = re.compile(
    rf"max\({NUMBER} \* {re.escape(THINNING)}, {NUMBER} \* 1000 / @map_scale\) \+ {NUMBER} \* {re.escape(THINNING)}"
)
SCALE = re.compile(rf"@map_scale <= {NUMBER}")
SIZE = re.compile(rf'coalesce\(sqrt\(scale_linear\("((?:[^"]|"")+)", {NUMBER}, {NUMBER}, {NUMBER}, {NUMBER}\)\), 0\)')


class Sized(NamedTuple):
    """How the diameter of a marker follows a field: least and most of the number, and of the diameter."""

    field: str
    least: float
    most: float
    least_mm: float
    most_mm: float


def width(width_mm: float, ground_m: float, casing_mm: float = 0.0) -> str:
    """Say how wide a line is, with what its casing adds on both sides."""
    return f"max({width_mm:g} * {THINNING}, {ground_m:g} * 1000 / @map_scale) + {2 * casing_mm:g} * {THINNING}"


def read_width(text: str) -> tuple[float, float, float] | None:
    """Give width, ground width and the casing of one side, of what `width` wrote; None for anything else."""
    found = WIDTH.fullmatch(text.strip())
    if not found:
        return None
    return float(found[1]), float(found[2]), float(found[3]) / 2


def scale(most_scale: float) -> str:
    """Say up to which scale denominator something is drawn."""
    return f"@map_scale <= {most_scale:.15g}"


def read_scale(text: str) -> float | None:
    """Give the denominator of what `scale` wrote."""
    found = SCALE.fullmatch(text.strip())
    return float(found[1]) if found else None


def size(sized: Sized) -> str:
    """Say how big a marker is."""
    field = sized.field.replace('"', '""')
    squares = f"{sized.least_mm**2:.15g}, {sized.most_mm**2:.15g}"
    return f'coalesce(sqrt(scale_linear("{field}", {sized.least:.15g}, {sized.most:.15g}, {squares})), 0)'


def read_size(text: str) -> Sized | None:
    """Give what `size` wrote."""
    found = SIZE.fullmatch(text.strip())
    if not found:
        return None
    least, most, small, big = (float(found[at]) for at in (2, 3, 4, 5))
    if small < 0 or big < 0:
        return None
    return Sized(found[1].replace('""', '"'), least, most, round(small**0.5, 6), round(big**0.5, 6))
