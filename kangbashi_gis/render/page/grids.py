"""The coordinate grid of a map: lines, crosses or ticks, with their numbers at the edge; degrees as ticks."""

import math
from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.model.page import Box, Grid, MapFrame
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Group, Ink, Stroke, Writing, segments
from kangbashi_gis.render.page.layers import Place
from kangbashi_gis.render.page.symbols import PAPER_PX_MM
from kangbashi_gis.render.page.texts import POINT_MM

USUAL_MM = 100.0  # between two lines
MOST = 400
CROSS_MM, TICK_MM = 5.0, 2.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MINUTES = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0)


@dataclass(frozen=True)
class Crossing:
    """Where a line of equal coordinate leaves the map: on which side, where, and which coordinate."""

    side: str
    x: float
    y: float
    value: float
    east: bool


def grid(frame: MapFrame, at: Place, face: Typeface, crs: str) -> list[Ink]:
    """Draw the grid of a map."""
    one = frame.grid
    if one is None:
        return []
    every = one.every_m or usual(at.view.scale)
    xs, ys = _values(at, every)
    if not (0 < len(xs) <= MOST and 0 < len(ys) <= MOST):
        return []
    lines = _lines(at, xs, ys, frame.box)
    found: list[Ink] = list(_drawn(one, at, xs, ys, lines, frame.box))
    if one.numbers:
        found += _numbers(one, _crossings(lines, frame.box), frame.box, face)
    if one.degrees:
        found += _degrees(one, at, frame.box, face, crs)
    return found


def usual(scale: float) -> float:
    """Give the distance of a grid's lines in metres: 10 cm on paper, or a round number near it."""
    exact = scale * USUAL_MM / 1000
    power = 10 ** math.floor(math.log10(exact))
    return min((step * power for step in STEPS), key=lambda step: abs(math.log(step / exact)))


def _values(at: Place, every: float) -> tuple[np.ndarray, np.ndarray]:
    xmin, ymin, xmax, ymax = at.view.extent
    if max(xmax - xmin, ymax - ymin) / every > MOST:
        return np.empty(0), np.empty(0)
    xs = np.arange(math.ceil(xmin / every), math.floor(xmax / every) + 1) * every
    ys = np.arange(math.ceil(ymin / every), math.floor(ymax / every) + 1) * every
    return xs, ys


def _lines(at: Place, xs: np.ndarray, ys: np.ndarray, box: Box) -> list[tuple[float, bool, np.ndarray]]:
    """Give each line that crosses the map: its value, whether it is of an easting, its two ends on paper."""
    xmin, ymin, xmax, ymax = at.view.extent
    ground = [(x, True, ((x, ymin - 1), (x, ymax + 1))) for x in xs.tolist()]
    ground += [(y, False, ((xmin - 1, y), (xmax + 1, y))) for y in ys.tolist()]
    found = []
    for value, east, ends in ground:
        cut = shapely.clip_by_rect(shapely.linestrings(at.paper(np.array(ends))), box.x, box.y, box.right, box.bottom)
        if shapely.get_num_coordinates(cut) == 2:
            found.append((value, east, shapely.get_coordinates(cut)))
    return found


def _drawn(
    one: Grid, at: Place, xs: np.ndarray, ys: np.ndarray, lines: list[tuple[float, bool, np.ndarray]], box: Box
) -> list[Ink]:
    if one.form == "lines":
        ends = [(*line[0].tolist(), *line[1].tolist()) for _, _, line in lines]
    elif one.form == "crosses":
        ends = _crosses(at, xs, ys) + _ticks(lines)
    else:
        ends = _ticks(lines)
    if not ends:
        return []
    return [Group((Stroke(*segments(ends), one.color, one.width_mm, flat=True),), clip=box, title="方里网")]


def _crosses(at: Place, xs: np.ndarray, ys: np.ndarray) -> list[tuple[float, float, float, float]]:
    middle = at.paper(np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2))
    far = at.view.metres / PAPER_PX_MM
    ways = at.paper(np.array([(0.0, 0.0), (far, 0.0), (0.0, far)]))
    found = []
    for way in (ways[1] - ways[0], ways[2] - ways[0]):
        arm = way / np.hypot(*way) * CROSS_MM
        found += [(*(xy - arm).tolist(), *(xy + arm).tolist()) for xy in middle]
    return [(a, b, c, d) for a, b, c, d in found]


def _ticks(lines: list[tuple[float, bool, np.ndarray]]) -> list[tuple[float, float, float, float]]:
    found = []
    for _, _, ends in lines:
        way = ends[1] - ends[0]
        far = float(np.hypot(*way))
        if far > 2 * TICK_MM:
            step = way / far * TICK_MM
            found += [(*ends[0].tolist(), *(ends[0] + step).tolist()), (*ends[1].tolist(), *(ends[1] - step).tolist())]
    return [(a, b, c, d) for a, b, c, d in found]


def _crossings(lines: list[tuple[float, bool, np.ndarray]], box: Box) -> list[Crossing]:
    found = []
    for value, east, ends in lines:
        for x, y in ends.tolist():
            gaps = {"left": x - box.x, "right": box.right - x, "top": y - box.y, "bottom": box.bottom - y}
            found.append(Crossing(min(gaps, key=lambda side: gaps[side]), x, y, value, east))
    return found


def _numbers(one: Grid, crossings: list[Crossing], box: Box, face: Typeface) -> list[Ink]:
    """Write the coordinates outside of the map: eastings above and below, northings at the sides, never both."""
    size = one.size_pt * POINT_MM
    steep = sum(cross.east == (cross.side in ("top", "bottom")) for cross in crossings) * 2 >= len(crossings)
    found: list[Ink] = []
    for cross in crossings:
        if cross.east == (cross.side in ("top", "bottom")) or not steep:
            found.append(_beside(figure(cross.value), cross.side, cross.x, cross.y, size, face))
    return found


def figure(metres: float) -> str:
    """Write a coordinate in kilometres where it is whole ones, else in metres."""
    if metres % 1000 == 0:
        return f"{metres / 1000:.0f}"
    return f"{metres / 1000:.1f}" if metres % 100 == 0 else f"{metres:.10g}"


def _beside(words: str, side: str, x: float, y: float, size: float, face: Typeface) -> Writing:
    long, drop, gap = face.length(words, size), size * (face.ascent - face.descent) / 2, size * 0.35
    if side == "top":
        return Writing(words, x - long / 2, y - gap - size * face.descent, size)
    if side == "bottom":
        return Writing(words, x - long / 2, y + gap + size * face.ascent * 0.9, size)
    if side == "left":
        return Writing(words, x - gap + drop, y + long / 2, size, angle=-90.0)
    return Writing(words, x + gap + size * 0.8 - drop + drop, y + long / 2, size, angle=-90.0)


def _degrees(one: Grid, at: Place, box: Box, face: Typeface, crs: str) -> list[Ink]:
    """Mark minutes of longitude and latitude outside of the map, and write those at its corners."""
    import pyproj

    back = pyproj.Transformer.from_crs(crs, "EPSG:4490", always_xy=True)
    size, found = one.size_pt * POINT_MM * 0.85, list[Ink]()
    ticks: list[tuple[float, float, float, float]] = []
    for side, start, end in _sides(box):
        paper = np.linspace(start, end, 201)
        ground = np.array([at.view.ground((x - at.x) / PAPER_PX_MM, (y - at.y) / PAPER_PX_MM) for x, y in paper])
        degrees = np.array(back.transform(ground[:, 0], ground[:, 1]))[0 if side in ("top", "bottom") else 1] * 60
        step = _minutes(float(np.ptp(degrees)))
        ordered = np.argsort(degrees)
        for value in np.arange(math.ceil(degrees.min() / step), math.floor(degrees.max() / step) + 1) * step:
            x, y = (float(np.interp(value, degrees[ordered], paper[ordered, axis])) for axis in (0, 1))
            out = {"top": (0, -1), "bottom": (0, 1), "left": (-1, 0), "right": (1, 0)}[side]
            far = size * 1.6
            ticks.append((x + out[0] * far, y + out[1] * far, x + out[0] * (far + 1.2), y + out[1] * (far + 1.2)))
            words = _dms(float(value))
            found.append(_beside(words, side, x + out[0] * (far + 1.0), y + out[1] * (far + 1.0), size, face))
    return [*found, Stroke(*segments(ticks), "#000000", 0.15, flat=True)] if ticks else found


def _sides(box: Box) -> list[tuple[str, tuple[float, float], tuple[float, float]]]:
    return [
        ("top", (box.x, box.y), (box.right, box.y)), ("bottom", (box.x, box.bottom), (box.right, box.bottom)),
        ("left", (box.x, box.y), (box.x, box.bottom)), ("right", (box.right, box.y), (box.right, box.bottom)),
    ]  # fmt: skip


def _minutes(span: float) -> float:
    return next((one for one in MINUTES if span / one <= 6), MINUTES[-1])


def _dms(minutes: float) -> str:
    seconds = round(minutes * 60, 1)
    degrees, rest = divmod(seconds, 3600)
    whole, left = divmod(rest, 60)
    return f"{degrees:.0f}°{whole:02.0f}′" + (f"{left:04.1f}″".replace(".0″", "″") if left else "")
