"""Curves of a drawing as points close enough together: arcs, bulges, ellipses, splines; and tilted planes."""

import math
from collections.abc import Sequence

import numpy as np

CLOSE_ENOUGH = 0.005  # how far a chord may lie beside its arc, in units of the drawing
LEAST_STEPS, MOST_STEPS = 8, 720  # of a full circle
STEPS_OF_SPAN = 8
MOST_POINTS = 100_000  # of one spline
ALMOST = 1.0 / 64


def arc(centre: Sequence[float], radius: float, start: float, sweep: float) -> np.ndarray:
    """Give points on an arc; angles in radians, sweep positive against the clock."""
    angles = start + np.linspace(0.0, 1.0, _steps(abs(radius), abs(sweep)) + 1) * sweep
    return np.column_stack((centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles)))


def arc_between(start: float, end: float) -> float:
    """Give the sweep against the clock from one angle to another, in radians; a full turn where they are equal."""
    return (end - start) % math.tau or math.tau


def bulged(points: np.ndarray, bulges: Sequence[float], closed: bool) -> np.ndarray:
    """Give a polyline with its arcs as points. A bulge is the tangent of a quarter of the angle of its arc."""
    following = np.roll(points, -1, axis=0)
    last = len(points) if closed else len(points) - 1
    pieces = [
        _bulge(points[place], following[place], bulges[place])[:-1] if bulges[place] else points[place : place + 1]
        for place in range(last)
    ]
    if not closed:
        pieces.append(points[-1:])
    return np.concatenate(pieces)


def three_points(first: np.ndarray, middle: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Give the points of the arc through three points; those three where they lie on a line."""
    (ax, ay), (bx, by), (cx, cy) = first, middle, last
    twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if not twice or not math.isfinite(twice):
        return np.array((first, middle, last))
    a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    centre = ((a * (by - cy) + b * (cy - ay) + c * (ay - by)) / twice,
              (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / twice)  # fmt: skip
    angles = [math.atan2(y - centre[1], x - centre[0]) for x, y in (first, middle, last)]
    sweep = (angles[2] - angles[0]) % math.tau
    if (angles[1] - angles[0]) % math.tau > sweep:
        sweep -= math.tau
    return arc(centre, math.dist(centre, first), angles[0], sweep)


def ellipse(centre: Sequence[float], major: Sequence[float], ratio: float, start: float, sweep: float) -> np.ndarray:
    """Give points on an ellipse; major: the half axis as a vector; start and sweep are its parameter in radians."""
    length = math.hypot(major[0], major[1])
    angles = (start + np.linspace(0.0, 1.0, _steps(length, abs(sweep)) + 1) * sweep)[:, None]
    along, across = np.array(major[:2]), np.array((-major[1], major[0])) * ratio
    return np.array(centre[:2]) + np.cos(angles) * along + np.sin(angles) * across


def spline(degree: int, knots: np.ndarray, points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Give points on a B-spline, rational where the weights differ (de Boor). points: n × 2 or n × 3.

    The control points where degree and knots do not go together.
    """
    if not 1 <= degree <= 15 or len(knots) != len(points) + degree + 1 or len(points) <= degree:
        return points
    spans = np.unique(knots[degree : len(points) + 1])
    steps = max(2, min(STEPS_OF_SPAN, MOST_POINTS // max(len(spans), 1)))
    at = np.unique((spans[:-1, None] + np.diff(spans)[:, None] * np.linspace(0, 1, steps + 1)).ravel())
    found = np.clip(np.searchsorted(knots, at, side="right") - 1, degree, len(points) - 1)
    high = np.column_stack((points * weights[:, None], weights))
    level = high[found[:, None] - degree + np.arange(degree + 1)]
    for step in range(1, degree + 1):
        places = found[:, None] - degree + np.arange(step, degree + 1)
        low = knots[places]
        wide = knots[places + degree + 1 - step] - low
        share = np.divide(at[:, None] - low, wide, out=np.zeros_like(wide), where=wide > 0)[:, :, None]
        level = (1 - share) * level[:, :-1] + share * level[:, 1:]
    last = level[:, 0]
    return last[:, :-1] / last[:, -1:]


def flat(points: np.ndarray, height: float, normal: Sequence[float]) -> np.ndarray:
    """Bring points of a tilted or mirrored plane onto the map (the "arbitrary axis" of the format); gives x and y."""
    z = np.array(normal, dtype=float)
    length = np.linalg.norm(z)
    if not length or not math.isfinite(length):
        return points
    z /= length
    x = np.cross((0.0, 1.0, 0.0) if max(abs(z[0]), abs(z[1])) < ALMOST else (0.0, 0.0, 1.0), z)
    x /= np.linalg.norm(x)
    y = np.cross(z, x)
    return points[:, :1] * x[:2] + points[:, 1:2] * y[:2] + height * z[:2]


def _bulge(start: np.ndarray, end: np.ndarray, bulge: float) -> np.ndarray:
    chord = end - start
    length = math.hypot(*chord)
    if not length or not math.isfinite(bulge) or not math.isfinite(length):
        return np.array((start, end))
    sweep = 4 * math.atan(bulge)
    radius = length * (1 + bulge * bulge) / (4 * bulge)
    middle = (start + end) / 2
    # negative bulge: the centre lies on the other side
    away = length * (1 - bulge * bulge) / (4 * bulge) / length
    centre = middle + np.array((-chord[1], chord[0])) * away
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    points = arc(centre, abs(radius), first, sweep)
    points[0], points[-1] = start, end
    return points


def _steps(radius: float, sweep: float) -> int:
    share = min(sweep / math.tau, 1.0) if math.isfinite(sweep) else 1.0
    if not math.isfinite(radius) or radius <= CLOSE_ENOUGH:
        return max(1, math.ceil(share * LEAST_STEPS))
    around = math.tau / (2 * math.acos(1 - CLOSE_ENOUGH / radius))
    return max(1, math.ceil(share * min(max(around, LEAST_STEPS), MOST_STEPS)))
