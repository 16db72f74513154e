"""Where items go when they are moved, stretched, aligned or spread: millimetres, no Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kangbashi_gis.model.page import Item, Page
from kangbashi_gis.model.page.box import Box

LEAST_MM = 1.0
Side = Literal["left", "middle", "right", "top", "centre", "bottom"]
Axis = Literal["x", "y"]
HANDLES = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1))  # thirds: columns and rows of a box


@dataclass(frozen=True)
class Snap:
    """How far something is to go, and the lines that it sticks to there."""

    dx: float
    dy: float
    lines: tuple[tuple[Axis, float], ...] = ()


def around(boxes: Iterable[Box]) -> Box:
    """Give the box around boxes."""
    every = list(boxes)
    x, y = min(one.x for one in every), min(one.y for one in every)
    return Box(x, y, max(one.right for one in every) - x, max(one.bottom for one in every) - y)


def moved(items: Iterable[Item], dx: float, dy: float) -> list[Item]:
    """Give items elsewhere."""
    return [replace(one, box=replace(one.box, x=_mm(one.box.x + dx), y=_mm(one.box.y + dy))) for one in items]


def kept_on(page: Page, box: Box, dx: float, dy: float) -> tuple[float, float]:
    """Bound a move so that a millimetre of what moves stays on the paper."""
    dx = min(max(dx, LEAST_MM - box.right), page.width_mm - LEAST_MM - box.x)
    return dx, min(max(dy, LEAST_MM - box.bottom), page.height_mm - LEAST_MM - box.y)


def stretched(box: Box, handle: tuple[int, int], dx: float, dy: float, *, keep: bool = False) -> Box:
    """Give a box of which a handle was moved. keep: with its proportions, where the handle is a corner."""
    column, row = handle
    left, right = (box.x + dx if column == 0 else box.x), (box.right + dx if column == 2 else box.right)
    top, bottom = (box.y + dy if row == 0 else box.y), (box.bottom + dy if row == 2 else box.bottom)
    wide, high = max(right - left, LEAST_MM), max(bottom - top, LEAST_MM)
    if keep and column != 1 and row != 1:
        share = max(wide / box.width, high / box.height)
        wide, high = box.width * share, box.height * share
    x = box.right - wide if column == 0 else box.x
    y = box.bottom - high if row == 0 else box.y
    return Box(_mm(x), _mm(y), _mm(wide), _mm(high))


def within(box: Box, before: Box, after: Box) -> Box:
    """Give where a box within another one is when that one was stretched."""
    across, down = after.width / before.width, after.height / before.height
    x, y = after.x + (box.x - before.x) * across, after.y + (box.y - before.y) * down
    return Box(_mm(x), _mm(y), _mm(max(box.width * across, LEAST_MM)), _mm(max(box.height * down, LEAST_MM)))


def sticky(page: Page, without: Iterable[str]) -> dict[Axis, list[float]]:
    """Give the lines that edges stick to: guides, the paper, its margins and middle, and other items."""
    left_out = set(without)
    found: dict[Axis, list[float]] = {
        "x": [*_of(page.width_mm, page.margin_mm)],
        "y": [*_of(page.height_mm, page.margin_mm)],
    }
    for axis, at in page.guides:
        if axis in ("x", "y"):
            found["x" if axis == "x" else "y"].append(at)
    for one in page.items:
        if one.name not in left_out:
            middle = one.box.middle
            found["x"] += [one.box.x, middle[0], one.box.right]
            found["y"] += [one.box.y, middle[1], one.box.bottom]
    return found


def snapped(box: Box, move: tuple[float, float], lines: dict[Axis, list[float]], reach: float) -> Snap:
    """Give the move that brings an edge or the middle of a box onto a line within reach, across and down."""
    dx, dy = move
    across = _nearest([box.x + dx, box.middle[0] + dx, box.right + dx], lines["x"], reach)
    down = _nearest([box.y + dy, box.middle[1] + dy, box.bottom + dy], lines["y"], reach)
    return _snap(dx, dy, across, down)


def snapped_handle(
    box: Box, handle: tuple[int, int], move: tuple[float, float], lines: dict[Axis, list[float]], reach: float
) -> Snap:
    """Give the move that brings the side that a handle moves onto a line within reach."""
    (column, row), (dx, dy) = handle, move
    across = _nearest([(box.x, box.x, box.right)[column] + dx], lines["x"], reach) if column != 1 else None
    down = _nearest([(box.y, box.y, box.bottom)[row] + dy], lines["y"], reach) if row != 1 else None
    return _snap(dx, dy, across, down)


def aligned(items: Sequence[Item], side: Side, paper: Box) -> list[Item]:
    """Put items at one side of what is around them all; a single one at that side of the paper."""
    frame = around(one.box for one in items) if len(items) > 1 else paper
    return [replace(one, box=_at_side(one.box, frame, side)) for one in items]


def spread(items: Sequence[Item], axis: Axis) -> list[Item]:
    """Give three or more items equal room between them, between the outermost two."""
    if len(items) < 3:
        return list(items)
    order = sorted(items, key=lambda one: one.box.x if axis == "x" else one.box.y)
    sizes = [one.box.width if axis == "x" else one.box.height for one in order]
    frame = around(one.box for one in order)
    whole, at = (frame.width, frame.x) if axis == "x" else (frame.height, frame.y)
    gap = (whole - sum(sizes)) / (len(order) - 1)
    found = []
    for one, size in zip(order, sizes, strict=True):
        found.append(replace(one, box=replace(one.box, **{axis: _mm(at)})))
        at += size + gap
    return found


def ordered(page: Page, names: Iterable[str], way: Literal["top", "up", "down", "bottom"]) -> Page:
    """Give a page on which some items lie higher or lower."""
    chosen, items = set(names), list(page.items)
    if way in ("top", "bottom"):
        items.sort(key=lambda one: (one.name in chosen) == (way == "top"))
        return replace(page, items=tuple(items))
    step = 1 if way == "up" else -1
    places = [at for at, one in enumerate(items) if one.name in chosen]
    for at in reversed(places) if step > 0 else places:
        other = at + step
        if 0 <= other < len(items) and items[other].name not in chosen:
            items[at], items[other] = items[other], items[at]
    return replace(page, items=tuple(items))


def item_at(page: Page, x: float, y: float, reach: float) -> str:
    """Give the topmost item at a place on the paper, or ""; of what is only a border, its border counts."""
    for one in reversed(page.items):
        outer, inner = one.box.shrunk(-reach), one.box.shrunk(reach + 1.0)
        hollow = type(one).__name__ == "Frame" and not getattr(one, "fill", "")
        if _has(outer, x, y) and not (hollow and _has(inner, x, y)):
            return one.name
    return ""


def _has(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def _of(side: float, margin: float) -> list[float]:
    return [0.0, margin, side / 2, side - margin, side]


def _nearest(edges: Sequence[float], lines: Sequence[float], reach: float) -> tuple[float, float] | None:
    """Give how much is missing to the nearest line, and the line."""
    found = [(line - edge, line) for edge in edges for line in lines if abs(line - edge) <= reach]
    return min(found, key=lambda one: abs(one[0]), default=None)


def _snap(dx: float, dy: float, across: tuple[float, float] | None, down: tuple[float, float] | None) -> Snap:
    lines: list[tuple[Axis, float]] = []
    if across:
        dx, lines = dx + across[0], [*lines, ("x", across[1])]
    if down:
        dy, lines = dy + down[0], [*lines, ("y", down[1])]
    return Snap(dx, dy, tuple(lines))


def _at_side(box: Box, frame: Box, side: Side) -> Box:
    if side in ("left", "middle", "right"):
        x = {"left": frame.x, "middle": frame.middle[0] - box.width / 2}.get(side, frame.right - box.width)
        return replace(box, x=_mm(x))
    y = {"top": frame.y, "centre": frame.middle[1] - box.height / 2}.get(side, frame.bottom - box.height)
    return replace(box, y=_mm(y))


def _mm(value: float) -> float:
    """Thousandths of a millimetre: what is moved to and fro comes back to where it was."""
    return round(value, 3)
