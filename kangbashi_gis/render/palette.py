"""A symbol as numbers for the graphics card: per category its colours and widths in device pixels."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Fill, Line, Marker, Simple
from kangbashi_gis.render.view import PIXEL_MM, View

REFERENCE_SCALE = 10_000  # where a line has the width its symbol says
THINNEST = 0.3  # of that width, on the smallest scales
SHAPES = {"circle": 0, "square": 1, "diamond": 2}
PLAIN: dict[str, Simple] = {Shape.POLYGON: Fill(), Shape.LINE: Line(), Shape.POINT: Marker()}

COLOR, SECOND, SIZES = 0, 1, 2  # lines of the table


def palette(theme: Theme, values: Sequence[Any], view: View) -> np.ndarray:
    """Give float32 (3, categories, 4): first colour, second colour (alpha multiplied in), sizes.

    sizes: half the width of the first and of the second colour's line (or a marker's radius and the
    width of its outline) in device pixels, then the marker's shape.
    """
    table = np.zeros((3, max(len(values), 1), 4), np.float32)
    for number, value in enumerate(values or (None,)):
        simple = simple_for(theme, value)
        first, second = _colors(simple)
        table[COLOR, number], table[SECOND, number] = rgba(first), rgba(second)
        table[SIZES, number] = _sizes(simple, view)
    return table


def simple_for(theme: Theme, value: Any) -> Simple:
    """Give the symbol of a row by the value of its category field."""
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


def _colors(simple: Simple) -> tuple[str, str]:
    if isinstance(simple, Fill):
        return simple.color, simple.outline
    return (simple.color, simple.casing) if isinstance(simple, Line) else (simple.color, simple.outline)


def _sizes(simple: Simple, view: View) -> tuple[float, float, float, float]:
    if isinstance(simple, Fill):
        return 0.0, pixels(simple.width_mm, view) / 2 if simple.outline else 0.0, 0.0, 0.0
    if isinstance(simple, Marker):
        return pixels(simple.size_mm, view) / 2, 0.28 * view.ratio * simple.size_mm, SHAPES.get(simple.shape, 0), 0.0
    return _line_sizes(simple, view)


def _line_sizes(line: Line, view: View) -> tuple[float, float, float, float]:
    if view.scale > line.most_scale:
        return 0.0, 0.0, 0.0, 0.0
    thinner = min(max((REFERENCE_SCALE / view.scale) ** 0.45, THINNEST), 1.0)
    width = max(pixels(line.width_mm, view) * thinner, line.ground_m / view.metres)
    casing = pixels(line.casing_mm, view) * thinner if line.casing else 0.0
    return width / 2, width / 2 + casing if casing else 0.0, 0.0, 0.0
