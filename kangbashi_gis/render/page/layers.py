"""A layer of the map as ink: the same rows in the same order with the same symbols as on the screen, true shapes.

Shapes come from the store, not from what is prepared for the screen; which symbol each row wears and which rows are
seen is told by the same arrays the screen uses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely

from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.symbol import Fill, Line, Marker, Simple
from kangbashi_gis.render.dressing import plain
from kangbashi_gis.render.page.arrows import arrows
from kangbashi_gis.render.page.hatching import hatched
from kangbashi_gis.render.page.ink import Area, Group, Ink, Stamps, Stroke
from kangbashi_gis.render.page.symbols import PAPER_PX_MM, Widths, marker, widths
from kangbashi_gis.render.rings import LINE, POINT, POLYGON, parts_of
from kangbashi_gis.render.scene import Drawable
from kangbashi_gis.render.simplify import simplify
from kangbashi_gis.render.view import View
from kangbashi_gis.store.base import Store

AT_ONCE = 1_500  # vertices of one path: a reader of the file, and a band of pixels, can leave out what is elsewhere
TOLERANCE_PX = 0.5
BEYOND_MM = 6.0  # shapes are cut off so far outside of the map
SEAM_MM = 0.06
STAMPS_AT_ONCE = 500
Kind = TypeVar("Kind", Fill, Line, Marker)


@dataclass(frozen=True)
class Place:
    """A map on paper: its view in pixels of `PAPER_PX_MM`, and where its top left corner lies in millimetres."""

    view: View
    x: float
    y: float

    def paper(self, xy: np.ndarray) -> np.ndarray:
        """Give the place on paper of ground (n, 2)."""
        px, py = self.view.pixel(xy[:, 0], xy[:, 1])  # type: ignore[arg-type]  # it counts arrays as well
        return np.stack([np.asarray(px) * PAPER_PX_MM + self.x, np.asarray(py) * PAPER_PX_MM + self.y], axis=1)


@dataclass(frozen=True)
class Worn:
    """Rows that are seen, in the order in which they are drawn, each with the number of its symbol; and the symbols."""

    fids: np.ndarray
    classes: np.ndarray
    simples: list[Simple]


def layer(drawable: Drawable, place: Place, store: Store) -> Group | None:
    """Draw one layer; None where nothing of it is seen."""
    worn = seen(drawable, place.view)
    if not len(worn.fids):
        return None
    table = store.read(drawable.theme, worn.fids, [], geometry=True)
    assert table.fid is not None and table.geometry is not None
    number = dict(zip(worn.fids.tolist(), worn.classes.tolist(), strict=True))
    classes = np.array([number[fid] for fid in table.fid.tolist()], np.int64)
    inks = list(_INKS[Shape(drawable.prepared.kind)](table.geometry, classes, worn.simples, place))
    if not inks:
        return None
    return Group(tuple(inks), None, drawable.state.opacity, drawable.blend, drawable.theme.title)


def seen(drawable: Drawable, view: View) -> Worn:
    """Find the rows that reach into a view."""
    prepared, wear = drawable.prepared, drawable.wear or plain(drawable.theme, drawable.prepared)
    chunks = np.flatnonzero(view.touches(prepared.chunk_bounds, BEYOND_MM / PAPER_PX_MM * view.metres))
    spans = [np.arange(prepared.chunk[one], prepared.chunk[one + 1]) for one in chunks]
    pieces = np.concatenate(spans) if spans else np.empty(0, np.int64)
    centre, size = prepared.centre[pieces] + np.array(prepared.origin), prepared.size[pieces, None]
    pieces = pieces[view.touches(np.hstack([centre - size, centre + size]), BEYOND_MM / PAPER_PX_MM * view.metres)]
    number = wear.number if wear.number is not None else prepared.category
    fids, first = np.unique(prepared.fid[pieces], return_index=True)
    order = np.argsort(first)
    return Worn(fids[order], number[pieces[first[order]]].astype(np.int64), wear.at(view.scale, prepared.kind))


def shown(drawable: Drawable, view: View) -> bool:
    """Tell whether a layer is drawn at the view's scale, as on the screen."""
    state, theme = drawable.state, drawable.theme
    least = state.least_scale or theme.least_scale
    most = state.most_scale if state.most_scale != float("inf") else theme.most_scale
    # a hair of tolerance: 1:5,000 by a computed scale is 1:5,000
    return state.visible and state.opacity > 0 and least * (1 - 1e-9) <= view.scale <= most * (1 + 1e-9)


def clipped(shapes: np.ndarray, view: View) -> np.ndarray:
    """Cut off what reaches far beyond a view; the rest stays as it is."""
    beyond = BEYOND_MM / PAPER_PX_MM * view.metres
    xmin, ymin, xmax, ymax = view.extent
    rect = xmin - beyond, ymin - beyond, xmax + beyond, ymax + beyond
    bounds = shapely.bounds(shapes)
    far = (bounds[:, :2] < rect[:2]).any(axis=1) | (bounds[:, 2:] > rect[2:]).any(axis=1)
    if not far.any():
        return shapes
    cut = shapes.copy()
    some = shapes[far]
    broken = ~shapely.is_valid(some)
    if broken.any():
        some[broken] = shapely.make_valid(some[broken])
    cut[far] = shapely.clip_by_rect(some, *rect)
    return cut


def _polygons(shapes: np.ndarray, classes: np.ndarray, simples: list[Simple], place: Place) -> Iterator[Ink]:
    parts, row = parts_of(shapely.orient_polygons(clipped(shapes, place.view)), POLYGON)
    kinds = classes[row]
    present = [(simple, parts[kinds == number]) for number, simple in _in_order(kinds, simples, Fill)]
    if not present:
        return
    ringed = [(fill, widths(fill, place.view), *_rings(some, place), some) for fill, some in present]
    for fill, _, xy, ring, polygon, _ in ringed:
        if fill.color:
            yield from _areas(xy, ring, polygon, fill)
    for fill, sizes, _, _, _, some in ringed:
        if fill.hatch:
            moved = shapely.transform(some, place.paper)
            yield from hatched(moved, fill, sizes, _anchor(place))
    for fill, sizes, xy, ring, _, _ in ringed:
        if fill.outline and sizes.line_mm > 0:
            for low, high in _pieces(ring, np.arange(len(ring))):
                yield Stroke(*_part(xy, ring, low, high), fill.outline, sizes.line_mm, fill.dash, closed=True)


def _areas(xy: np.ndarray, ring: np.ndarray, polygon: np.ndarray, fill: Fill) -> Iterator[Area]:
    """A polygon's rings stay together; only opaque colours without a line of their own get a seam."""
    seam = SEAM_MM if not fill.outline and len(fill.color.removeprefix("#")) < 8 else 0.0
    for low, high in _pieces(ring, polygon):
        yield Area(*_part(xy, ring, low, high), fill.color, seam)


def _lines(shapes: np.ndarray, classes: np.ndarray, simples: list[Simple], place: Place) -> Iterator[Ink]:
    parts, row = parts_of(clipped(shapes, place.view), LINE)
    kinds = classes[row]
    made: list[tuple[Line, Widths, np.ndarray, np.ndarray]] = []
    for number, simple in _in_order(kinds, simples, Line):
        _, xy, (offsets,) = shapely.to_ragged_array(parts[kinds == number], include_z=False)
        fine, ring = simplify(place.paper(xy), np.asarray(offsets, np.int64), TOLERANCE_PX * PAPER_PX_MM, False)
        made.append((simple, widths(simple, place.view), fine, ring))
    for one, sizes, xy, ring in made:
        if one.casing and sizes.casing_mm > 0:
            yield from _strokes(xy, ring, one.casing, sizes.casing_mm, ())
    for one, sizes, xy, ring in made:
        if one.color and sizes.line_mm > 0:
            yield from _strokes(xy, ring, one.color, sizes.line_mm, one.dash)
    for one, sizes, xy, ring in made:
        if one.arrow and one.color and sizes.line_mm > 0:
            yield from arrows(xy, ring, one)


def _strokes(xy: np.ndarray, ring: np.ndarray, color: str, width: float, dash: tuple[float, ...]) -> Iterator[Stroke]:
    for low, high in _pieces(ring, np.arange(len(ring))):
        yield Stroke(*_part(xy, ring, low, high), color, width, dash)


def _points(shapes: np.ndarray, classes: np.ndarray, simples: list[Simple], place: Place) -> Iterator[Ink]:
    parts, row = parts_of(shapes, POINT)
    kinds = classes[row]
    for number, simple in _in_order(kinds, simples, Marker):
        drawing = marker(simple, place.view)
        at = place.paper(shapely.get_coordinates(parts[kinds == number]))
        for start in range(0, len(at) if drawing else 0, STAMPS_AT_ONCE):
            yield Stamps(at[start : start + STAMPS_AT_ONCE], drawing)


_INKS = {Shape.POLYGON: _polygons, Shape.LINE: _lines, Shape.POINT: _points}


def _in_order(kinds: np.ndarray, simples: list[Simple], kind: type[Kind]) -> list[tuple[int, Kind]]:
    """Give the symbols that occur, those drawn first in front."""
    numbers, first = np.unique(kinds, return_index=True)
    found = [(int(number), simples[number]) for number in numbers[np.argsort(first)]]
    return [(number, simple) for number, simple in found if isinstance(simple, kind)]


def _rings(parts: np.ndarray, place: Place) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the rings of polygons on paper, without what nobody can see: xy, offsets, ring offsets of the polygons."""
    _, xy, (ring, polygon) = shapely.to_ragged_array(parts, include_z=False)
    ring, polygon = np.asarray(ring, np.int64), np.asarray(polygon, np.int64)
    last = np.zeros(len(xy), bool)
    last[ring[1:] - 1] = True  # a ring's last vertex repeats its first
    fine, offsets = simplify(
        place.paper(np.asarray(xy)[~last]), ring - np.arange(len(ring)), TOLERANCE_PX * PAPER_PX_MM, True
    )
    return fine, offsets, polygon


def _pieces(ring: np.ndarray, whole: np.ndarray) -> Iterator[tuple[int, int]]:
    """Cut rings into runs of some thousand vertices. whole: the ring offsets at which it may be cut."""
    ends = ring[whole]
    start = 0
    while start < len(whole) - 1:
        end = max(int(np.searchsorted(ends, ends[start] + AT_ONCE, side="right")) - 1, start + 1)
        yield int(whole[start]), int(whole[end])
        start = end


def _part(xy: np.ndarray, ring: np.ndarray, low: int, high: int) -> tuple[np.ndarray, np.ndarray]:
    return xy[ring[low] : ring[high]], ring[low : high + 1] - ring[low]


def _anchor(place: Place) -> tuple[float, float]:
    """Where the ground's origin would lie on paper, within one millimetre-lattice of any hatch: hatches hang on it."""
    x, y = place.paper(np.zeros((1, 2)))[0].tolist()
    return x, y
