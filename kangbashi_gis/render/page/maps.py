"""A map frame as ink: layers, rasters under them, names over them, its grid and its border."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page import Box, MapFrame, Page, linked_scale
from kangbashi_gis.render.labels import Key, Limits, Placed, layout
from kangbashi_gis.render.lettering import LINE_HEIGHT, halo_px
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.ink import Area, Group, Ink, Stroke, Writing, rectangle
from kangbashi_gis.render.page.layers import Place, layer, shown
from kangbashi_gis.render.page.pixels import grounds, spread
from kangbashi_gis.render.page.symbols import PAPER_PX_MM, RATIO, paper_view
from kangbashi_gis.render.scene import Drawable
from kangbashi_gis.render.view import Extent, onto, whole_turn

SMALLEST_MM = 1.6  # Chinese characters smaller than this cannot be read on paper
PAPER = Limits(
    asked=100_000,
    lines=100_000,
    shown=50_000,
    apart_px=60 / PAPER_PX_MM / RATIO,
    least_px=SMALLEST_MM / PAPER_PX_MM / RATIO,
)
NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
EMPTY: Extent = (0.0, 0.0, 1000.0, 1000.0)


@dataclass(frozen=True)
class Ground:
    """What a page is about on the ground: a box, and the angle of its long side in degrees clockwise from east."""

    extent: Extent
    slant: float = 0.0


def places(page: Page, atlas: Atlas, about: Ground | None) -> dict[str, Place]:
    """Say for each map of a page what it shows and at what scale; maps that others are linked to come first."""
    found: dict[str, Place] = {}
    for frame in page.maps:
        found[frame.name] = place(frame, atlas, about, found)
    return found


def place(frame: MapFrame, atlas: Atlas, about: Ground | None, known: Mapping[str, Place]) -> Place:
    """Say what a map shows. Raises PageInvalid for a scale that is none."""
    angle = whole_turn(frame.angle + (about.slant if about and frame.turned else 0.0))
    scale = linked_scale(frame, {name: one.view.scale for name, one in known.items()})
    if frame.linked:
        middle = known[frame.linked].view
        return _placed(frame.box, middle.x, middle.y, scale, angle)
    extent = _extent(frame, atlas, about)
    if not scale:
        scale = fitting(extent, frame.box, angle, frame.around)
    if not 0.5 <= scale <= 1e9:
        raise PageInvalid(reason="page_value", where=f"page.{frame.name}.scale")
    return _placed(frame.box, (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2, scale, angle)


def fitting(extent: Extent, box: Box, angle: float, around: float) -> float:
    """Give the scale, a round one, at which an area fits into a box with a margin around it."""
    pixels = paper_view(1.0, angle)
    fitted = replace(pixels, width=_px(box.width), height=_px(box.height)).fitted(extent, around)
    needed = fitted.scale
    power = 10 ** math.floor(math.log10(needed))
    return next(nice * power for nice in NICE if nice * power >= needed * (1 - 1e-9))


def inks(frame: MapFrame, at: Place, atlas: Atlas, unnamed: Key | None = None) -> list[Ink]:
    """Draw a map without its grid: ground, layers from below, names; cut off at its box.

    unnamed: theme and row of what is named otherwise.
    """
    drawn = [one for one in atlas.layers(frame.layers, every_scale=frame.every_scale) if shown(one, at.view)]
    under: list[Ink] = [Area(*rectangle(frame.box), frame.background)] if frame.background else []
    if frame.rasters:
        under += grounds(atlas, at, frame.box)
    pictures = [_layer(one, at, atlas, frame.box) for one in reversed(drawn)]
    found: list[Ink] = [*under, *(one for one in pictures if one)]
    if frame.labels:
        found.append(Group(tuple(_names(drawn, at, atlas, unnamed)), title="注记"))
    return [Group(tuple(found), clip=frame.box)]


def cover(frame: MapFrame, shape: Any, at: Place) -> list[Ink]:
    """Cover what lies outside of a shape, a polygon on the ground, in the colour of the paper."""
    rings = [at.paper(shapely.get_coordinates(one.exterior)[:-1]) for one in shapely.get_parts(shape)]
    outer, _ = rectangle(frame.box.shrunk(-1.0))
    turned = [outer, *(ring[:: -1 if _clockwise(ring) == _clockwise(outer) else 1] for ring in rings)]
    starts = np.concatenate([[0], np.cumsum([len(ring) for ring in turned])])
    return [Group((Area(np.concatenate(turned), starts, frame.background or "#ffffff"),), clip=frame.box)]


def _clockwise(ring: np.ndarray) -> bool:
    x, y = ring[:, 0], ring[:, 1]
    return bool(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) > 0)


def border(frame: MapFrame) -> list[Ink]:
    """Draw the line around a map."""
    if frame.border_mm <= 0:
        return []
    return [Stroke(*rectangle(frame.box), "#000000", frame.border_mm, closed=True, flat=True)]


def _layer(one: Drawable, at: Place, atlas: Atlas, box: Box) -> Group | None:
    if one.wear is not None and one.wear.spread is not None:
        return spread(one, at, atlas, box)
    return layer(one, at, atlas.store)


def _names(drawn: Sequence[Drawable], at: Place, atlas: Atlas, unnamed: Key | None) -> list[Writing]:
    named = [(one.prepared, one.theme) for one in drawn if one.wear is None or one.wear.spread is None]
    placed = layout(at.view, named, atlas.texts, limits=PAPER)
    return [line for one in reversed(placed) if one.key != unnamed for line in _written(one, at, atlas)]


def _written(name: Placed, at: Place, atlas: Atlas) -> list[Writing]:
    """Write a name's lines centred under each other, turned as a whole."""
    style = name.words.style
    size, step = style.pixels * PAPER_PX_MM, style.pixels * PAPER_PX_MM * LINE_HEIGHT
    px, py = at.view.pixel(name.x, name.y)
    middle = at.x + (px + name.move[0]) * PAPER_PX_MM, at.y + (py + name.move[1]) * PAPER_PX_MM
    high, drop = len(name.words.lines) * step, (atlas.face.ascent - atlas.face.descent) / 2 * size
    turn = math.radians(name.words.angle)
    found = []
    for row, text in enumerate(name.words.lines):
        across, down = -atlas.face.length(text, size) / 2, -high / 2 + step * (row + 0.5) + drop
        x = middle[0] + across * math.cos(turn) - down * math.sin(turn)
        y = middle[1] + across * math.sin(turn) + down * math.cos(turn)
        found.append(Writing(text, x, y, size, style.color, style.halo, halo_px(style) * PAPER_PX_MM, name.words.angle))
    return found


def _extent(frame: MapFrame, atlas: Atlas, about: Ground | None) -> Extent:
    if frame.area:
        xmin, ymin, xmax, ymax = frame.area
        return xmin, ymin, xmax, ymax
    if about:
        return about.extent
    bounds = [one.prepared.extent for one in atlas.layers(frame.layers, every_scale=True) if one.prepared.extent]
    if not bounds:
        return EMPTY
    xmin_, ymin_, xmax_, ymax_ = zip(*bounds, strict=True)
    return min(xmin_), min(ymin_), max(xmax_), max(ymax_)


def _placed(box: Box, x: float, y: float, scale: float, angle: float) -> Place:
    """Make the view; a pixel of paper more than the box where it does not end on one."""
    view = paper_view(scale, angle)
    width, height = _px(box.width), _px(box.height)
    moved = onto(-angle, (width * PAPER_PX_MM - box.width) / 2, (box.height - height * PAPER_PX_MM) / 2)
    metres = view.metres / PAPER_PX_MM
    return Place(
        replace(view, x=x + moved[0] * metres, y=y + moved[1] * metres, width=width, height=height), box.x, box.y
    )


def _px(millimetres: float) -> int:
    return max(math.ceil(millimetres / PAPER_PX_MM - 1e-6), 1)
