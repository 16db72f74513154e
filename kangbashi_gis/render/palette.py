"""A symbol as numbers for the graphics card: per class its colours, widths, hatches and dashes in device pixels."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import MARKER_SHAPES, PLAIN, Categorised, Fill, Line, Marker, Simple
from kangbashi_gis.render.view import PIXEL_MM, View

REFERENCE_SCALE = 10_000  # where a line has the width its symbol says
THINNEST = 0.3  # of that width, on the smallest scales
SHAPES = {name: number for number, name in enumerate(MARKER_SHAPES)}
PATTERNS = {"lines": 1.0, "cross": 2.0, "dots": 3.0}
ARROWS = {"": 0.0, "end": 1.0, "along": 2.0}

COLOR, SECOND, SIZES, HATCHED, PATTERN, DASHES = range(6)  # lines of the table
LINES = 6


def palette(simples: Sequence[Simple], view: View) -> np.ndarray:
    """Give float32 (LINES, classes, 4): first colour, second colour (alpha multiplied in), sizes, hatch, dashes.

    sizes: half the width of the first and of the second colour's line (or a marker's radius and the
    width of its outline) in device pixels, then the marker's shape, and its turn in radians or a line's arrow.
    hatch: its colour; then its pattern, angle in radians, spacing and width. dashes: drawn, left out, drawn, left out.
    """
    table = np.zeros((LINES, max(len(simples), 1), 4), np.float32)
    known: dict[Simple, np.ndarray] = {}
    for number, simple in enumerate(simples):
        if simple not in known:
            known[simple] = _column(simple, view)
        table[:, number] = known[simple]
    return table


def simple_for(theme: Theme, value: Any) -> Simple:
    """Give the symbol a theme comes with for a row, by the value of its category field."""
    symbol = theme.symbol
    if isinstance(symbol, Categorised):
        return symbol.cases.get(value, symbol.other)
    return symbol if symbol is not None else PLAIN[theme.shape]


@lru_cache(maxsize=512)
def rgba(color: str) -> tuple[float, float, float, float]:
    """Read "#rrggbb" or "#rrggbbaa" into 0 to 1, alpha multiplied in; an empty colour is transparent."""
    digits = color.removeprefix("#")
    if not digits:
        return 0.0, 0.0, 0.0, 0.0
    red, green, blue, alpha = (int((digits + "ff")[i : i + 2], 16) / 255 for i in (0, 2, 4, 6))
    return red * alpha, green * alpha, blue * alpha, alpha


def pixels(millimetres: float, view: View) -> float:
    """Give device pixels."""
    return millimetres / PIXEL_MM * view.ratio


def _column(simple: Simple, view: View) -> np.ndarray:
    column = np.zeros((LINES, 4), np.float32)
    first, second = _colors(simple)
    column[COLOR], column[SECOND], column[SIZES] = rgba(first), rgba(second), _sizes(simple, view)
    if isinstance(simple, Fill) and simple.hatch:
        hatch = simple.hatch
        column[HATCHED] = rgba(hatch.color)
        spacing, width = max(pixels(hatch.spacing_mm, view), 2.0), pixels(hatch.width_mm, view)
        column[PATTERN] = PATTERNS[hatch.pattern], math.radians(hatch.angle), spacing, width
    if not isinstance(simple, Marker) and simple.dash:
        # two lengths are repeated; of more than four, the first four are taken
        column[DASHES] = [pixels(one, view) for one in (simple.dash * (2 if len(simple.dash) % 2 else 1) * 2)[:4]]
    return column


def _colors(simple: Simple) -> tuple[str, str]:
    if isinstance(simple, Fill):
        return simple.color, simple.outline
    return (simple.color, simple.casing) if isinstance(simple, Line) else (simple.color, simple.outline)


def _sizes(simple: Simple, view: View) -> tuple[float, float, float, float]:
    if isinstance(simple, Fill):
        return 0.0, pixels(simple.width_mm, view) / 2 if simple.outline else 0.0, 0.0, 0.0
    if isinstance(simple, Marker):
        rim = 0.28 * view.ratio * simple.size_mm if simple.outline else 0.0
        return pixels(simple.size_mm, view) / 2, rim, SHAPES.get(simple.shape, 0), math.radians(simple.turn)
    return _line_sizes(simple, view)


def _line_sizes(line: Line, view: View) -> tuple[float, float, float, float]:
    if view.scale > line.most_scale:
        return 0.0, 0.0, 0.0, 0.0
    thinner = min(max((REFERENCE_SCALE / view.scale) ** 0.45, THINNEST), 1.0)
    width = max(pixels(line.width_mm, view) * thinner, line.ground_m / view.metres)
    casing = pixels(line.casing_mm, view) * thinner if line.casing else 0.0
    return width / 2, width / 2 + casing if casing else 0.0, 0.0, ARROWS[line.arrow]
