"""A simple symbol on paper: the widths it has at a scale, markers as small drawings, a sample for a legend."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model.page import Box
from kangbashi_gis.model.symbol import Fill, Line, Marker, Simple
from kangbashi_gis.render import pictograms
from kangbashi_gis.render.page.ink import Area, Ink, Stamps, Stroke, line, rectangle
from kangbashi_gis.render.palette import PATTERN, SIZES, palette
from kangbashi_gis.render.view import PIXEL_MM, View

PAPER_PX_MM = 0.05  # what can be told apart on paper: the device pixel of every view of a sheet
RATIO = PIXEL_MM / PAPER_PX_MM
GLYPH = 0.72  # of a marker's width, the square of its glyph has
ROUND = 32  # corners of a circle


@dataclass(frozen=True)
class Widths:
    """How wide a symbol is drawn at a scale, in millimetres: its line, its casing, its rim; hatch spacing and width."""

    line_mm: float
    casing_mm: float
    rim_mm: float
    spacing_mm: float
    hatch_mm: float


def paper_view(scale: float, angle: float = 0.0) -> View:
    """Give a view of a scale on paper, wherever it is."""
    return View(0.0, 0.0, scale * PAPER_PX_MM / 1000, 1, 1, RATIO, angle)


def widths(simple: Simple, view: View) -> Widths:
    """Give the widths, from the same table that the graphics card reads."""
    table = palette([simple], view)[:, 0]
    sizes, pattern = table[SIZES] * PAPER_PX_MM, table[PATTERN] * PAPER_PX_MM
    if isinstance(simple, Fill):
        return Widths(2 * float(sizes[1]), 0.0, 0.0, float(pattern[2]), float(pattern[3]))
    if isinstance(simple, Line):
        return Widths(2 * float(sizes[0]), 2 * float(sizes[1]), 0.0, 0.0, 0.0)
    return Widths(2 * float(sizes[0]), 0.0, float(sizes[1]), 0.0, 0.0)


def marker(simple: Marker, view: View) -> tuple[Area | Stroke, ...]:
    """Give the drawing of a marker around 0, 0."""
    sizes = widths(simple, view)
    radius = sizes.line_mm / 2
    if radius <= 0 or not (simple.color or simple.outline):
        return ()
    if simple.shape == "circle":
        return tuple(_dots(simple, radius, sizes.rim_mm))
    outline = _turned(_shape(simple.shape) * radius, simple.turn)
    ring = np.array([0, len(outline)])
    parts: list[Area | Stroke] = []
    if simple.outline and sizes.rim_mm:
        parts.append(Area(outline, ring, simple.outline))
        parts.append(Stroke(outline, ring, simple.outline, 2 * sizes.rim_mm, closed=True))
    if simple.color:
        parts.append(Area(outline, ring, simple.color))
    return (*parts, *_glyph(simple, radius))


def sample(simple: Simple, box: Box, view: View) -> list[Ink]:
    """Draw a symbol into a box, as a legend shows it."""
    if isinstance(simple, Marker):
        parts = marker(simple, view)
        return [Stamps(np.array([box.middle]), parts)] if parts else []
    sizes = widths(simple, view)
    if isinstance(simple, Line):
        return _line_sample(simple, sizes, box)
    found: list[Ink] = [Area(*rectangle(box), simple.color)] if simple.color else []
    if simple.hatch:
        found += hatch_sample(simple, sizes, box)
    if simple.outline and sizes.line_mm:
        found.append(Stroke(*rectangle(box), simple.outline, sizes.line_mm, simple.dash, closed=True))
    return found


def hatch_sample(fill: Fill, sizes: Widths, box: Box) -> list[Ink]:
    """Draw a fill's hatch into a box."""
    import shapely

    from kangbashi_gis.render.page.hatching import hatched

    shape = shapely.box(box.x, box.y, box.right, box.bottom)
    return hatched(np.array([shape]), fill, sizes, box.middle)


def _line_sample(simple: Line, sizes: Widths, box: Box) -> list[Ink]:
    middle = box.middle[1]
    way = line((box.x, middle), (box.right, middle))
    most = box.height  # what is as wide as a road on the ground would cover the text beside it
    found: list[Ink] = []
    if simple.casing and sizes.casing_mm:
        found.append(Stroke(*way, simple.casing, min(sizes.casing_mm, most), flat=True))
    if simple.color and sizes.line_mm:
        inner = min(sizes.line_mm, most * (sizes.line_mm / sizes.casing_mm if sizes.casing_mm else 1.0))
        found.append(Stroke(*way, simple.color, inner, simple.dash, flat=True))
    return found


def _dots(simple: Marker, radius: float, rim: float) -> Iterator[Stroke]:
    """Give a round marker as lines of hardly any length with round ends: two numbers instead of a ring of corners."""
    dot = line((0.0, 0.0), (0.001, 0.0))
    if simple.outline and rim:
        yield Stroke(*dot, simple.outline, 2 * (radius + rim))
    if simple.color:
        yield Stroke(*dot, simple.color, 2 * radius)


def _shape(name: str) -> np.ndarray:
    """Give the corners of a marker of radius 1, y downwards: the same shapes that the graphics card draws."""
    if name == "square":
        return 0.886 * np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
    if name == "diamond":
        return 0.886 * math.sqrt(2) * np.array([(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)])
    if name == "triangle":
        return _corners(3, 1.1)
    if name == "pentagon":
        return _corners(5, 1.1)
    if name == "star":
        points = np.empty((10, 2))
        points[0::2], points[1::2] = _corners(5, 1.2), -_corners(5, 0.5)[[3, 4, 0, 1, 2]]
        return points
    if name == "cross":
        arm = 0.33
        corner = [(-arm, -1.0), (arm, -1.0), (arm, -arm), (1.0, -arm), (1.0, arm), (arm, arm)]
        return np.array([*corner, *[(-x, -y) for x, y in corner]])
    turns = np.arange(ROUND) * 2 * np.pi / ROUND
    return np.stack([np.cos(turns), np.sin(turns)], axis=1)


def _corners(count: int, radius: float) -> np.ndarray:
    turns = np.arange(count) * 2 * np.pi / count
    return radius * np.stack([np.sin(turns), -np.cos(turns)], axis=1)


def _turned(xy: np.ndarray, degrees: float) -> np.ndarray:
    """Turn counter-clockwise, as symbols say."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.stack([xy[:, 0] * cos + xy[:, 1] * sin, xy[:, 1] * cos - xy[:, 0] * sin], axis=1)


def _glyph(simple: Marker, radius: float) -> list[Area | Stroke]:
    """Give what is drawn within a pictogram; nothing for plain shapes."""
    color, unit = simple.outline or "#ffffff", 2 * radius * GLYPH / 10

    def there(points: Sequence[tuple[float, float]]) -> np.ndarray:
        return _turned((np.array(points, np.float64) - 5.0) * unit, simple.turn)

    found: list[Area | Stroke] = []
    for stroke in pictograms.STROKES.get(simple.shape, ()):
        found.append(Stroke(there(stroke), np.array([0, len(stroke)]), color, pictograms.PEN * unit))
    if simple.shape in pictograms.ROUNDS:
        round_ = pictograms.ROUNDS[simple.shape]
        middle, half = (round_.center().x(), round_.center().y()), round_.width() / 2
        ring = there([(middle[0] + x * half, middle[1] + y * half) for x, y in _shape("circle").tolist()])
        found.append(Stroke(ring, np.array([0, len(ring)]), color, pictograms.PEN * unit, closed=True))
    for area in pictograms.AREAS.get(simple.shape, ()):
        found.append(Area(there(area), np.array([0, len(area)]), color))
    return found
