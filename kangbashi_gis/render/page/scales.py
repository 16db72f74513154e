"""The scale of a map as a bar and figures, and where north is."""

import math

import numpy as np

from kangbashi_gis.model.page import Box, NorthArrow, ScaleBar
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Area, Ink, Stroke, Writing, line, rectangle
from kangbashi_gis.render.page.layers import Place
from kangbashi_gis.render.page.texts import POINT_MM
from kangbashi_gis.render.page.texts import line as written

NICE = (1.0, 2.0, 2.5, 5.0)
ENOUGH = 0.25  # degrees between two norths below which they could not be told apart in a drawing


def scale_words(scale: float) -> str:
    """Write a scale."""
    return f"1:{round(scale):,}".replace(",", " ") if scale >= 10_000 else f"1:{scale:.10g}"


def bar(one: ScaleBar, at: Place, face: Typeface) -> list[Ink]:
    """Draw a scale bar: black and white in turn, metres or kilometres below."""
    size = one.size_pt * POINT_MM
    metre = 1000 / at.view.scale  # millimetres on paper
    step = one.step_m or _fit(one, metre, size)
    long, count = step * metre, max(one.parts, 1)
    left = one.box.x + (one.box.width - long * count) / 2
    top = one.box.y + (size * 1.5 if one.figures else 0.0)
    high = size * 0.45
    found: list[Ink] = []
    if one.figures:
        head = Box(one.box.x, one.box.y, one.box.width, size * 1.4)
        found.append(written(scale_words(at.view.scale), head, size * 1.1, face, "middle"))
    for number in range(count):
        part = Box(left + number * long, top, long, high)
        if number % 2 == 0:
            found.append(Area(*rectangle(part), "#000000"))
        found.append(Stroke(*rectangle(part), "#000000", 0.15, closed=True, flat=True))
    unit, share = ("km", 1000.0) if step * count >= 2000 else ("m", 1.0)
    for number in range(count + 1):
        words = f"{step * number / share:.10g}" + (f" {unit}" if number == count else "")
        x = left + number * long - face.length(words.split(" ")[0], size * 0.85) / 2
        found.append(Writing(words, x, top + high + size * 1.05, size * 0.85))
    return found


def north(one: NorthArrow, at: Place, face: Typeface, crs: str) -> list[Ink]:
    """Draw an arrow to grid north; with `three`, true and magnetic north beside it and the angles between them."""
    size = one.size_pt * POINT_MM
    middle = one.box.middle[0], one.box.y + one.box.height * 0.55
    radius = min(one.box.width, one.box.height) * 0.4
    found = _arrow(middle, radius, at.view.angle)
    found.append(_word("北", middle, radius * 1.08, at.view.angle, size * 1.3, face))
    if one.norths == "grid":
        return found
    convergence = grid_convergence(at, crs)
    norths = [("真北", -convergence)]
    if one.declination is not None:
        norths.append(("磁北", one.declination - convergence))
    for words, angle in norths:
        drawn = angle if abs(angle) > ENOUGH * 20 else math.copysign(ENOUGH * 20, angle or 1.0)
        found += _needle(middle, radius, at.view.angle + drawn)
        found.append(_word(words, middle, radius * 0.9, at.view.angle + drawn * 2.6, size * 0.8, face))
    lines = [f"子午线收敛角 {_degrees(convergence)}"]
    if one.declination is not None:
        lines.append(f"磁偏角 {_degrees(one.declination)}")
    for row, words in enumerate(lines):
        below = Box(one.box.x, one.box.bottom - (len(lines) - row) * size * 1.3, one.box.width, size * 1.3)
        found.append(written(words, below, size, face, "middle"))
    return found


def grid_convergence(at: Place, crs: str) -> float:
    """Give the angle from true north to grid north at the middle of a map, in degrees, clockwise positive."""
    import pyproj

    back = pyproj.Transformer.from_crs(crs, "EPSG:4490", always_xy=True)
    lon, lat = back.transform(at.view.x, at.view.y)
    return float(pyproj.Proj(crs).get_factors(lon, lat).meridian_convergence)


def _fit(one: ScaleBar, metre: float, size: float) -> float:
    """Give a round length for a part, so that all of them and the last figure fit."""
    most = max((one.box.width - size * 4) / max(one.parts, 1) / metre, 1e-9)
    power = 10 ** math.floor(math.log10(most))
    return max(nice * power for nice in NICE if nice * power <= most * (1 + 1e-9))


def _arrow(middle: tuple[float, float], radius: float, angle: float) -> list[Ink]:
    tip, left, right, notch = (0.0, -radius), (-radius * 0.38, radius * 0.8), (radius * 0.38, radius * 0.8), (
        0.0, radius * 0.45
    )  # fmt: skip
    dark, light = (_at([tip, left, notch], middle, angle), _at([tip, right, notch], middle, angle))
    ring = np.array([0, 3])
    return [
        Area(dark, ring, "#000000"), Area(light, ring, "#ffffff"),
        Stroke(dark, ring, "#000000", 0.2, closed=True), Stroke(light, ring, "#000000", 0.2, closed=True),
    ]  # fmt: skip


def _needle(middle: tuple[float, float], radius: float, angle: float) -> list[Ink]:
    ends = _at([(0.0, radius * 0.8), (0.0, -radius * 0.85)], middle, angle)
    return [Stroke(*line(*[(x, y) for x, y in ends.tolist()]), "#000000", 0.15)]


def _word(
    words: str, middle: tuple[float, float], far: float, angle: float, size: float, face: Typeface
) -> Writing:  # fmt: skip
    x, y = _at([(0.0, -far - size * 0.3)], middle, angle)[0].tolist()
    return Writing(words, x - face.length(words, size) / 2, y + size * 0.35, size)


def _at(points: list[tuple[float, float]], middle: tuple[float, float], degrees: float) -> np.ndarray:
    """Turn places clockwise and move them."""
    turn = math.radians(degrees)
    xy = np.array(points)
    x = xy[:, 0] * math.cos(turn) - xy[:, 1] * math.sin(turn)
    y = xy[:, 0] * math.sin(turn) + xy[:, 1] * math.cos(turn)
    return np.stack([x, y], axis=1) + middle


def _degrees(angle: float) -> str:
    """Write an angle in degrees and minutes, east or west."""
    minutes = round(abs(angle) * 60)
    way = "东" if angle > 0 else "西" if angle < 0 else ""
    return f"{way}偏 {minutes // 60}°{minutes % 60:02d}′" if minutes else "0°"
