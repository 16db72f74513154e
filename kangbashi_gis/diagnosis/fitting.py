"""Fits a local coordinate system to control points by least squares: four parameters in the plane or seven in space.

Bad points are found first, robustly, so that they do not spoil the rest: of many fits through two points each the one
is taken whose median residual is least (P. J. Rousseeuw, Least Median of Squares Regression, 1984); what then lies
beyond three times its spread is an outlier, and is shown, but not used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kangbashi_gis.errors import FitRefused
from kangbashi_gis.model.plane import Plane, Space

FEWEST = 3
MOST_TRIES = 500
SIGMAS = 3.0
FLOOR_M = 0.005  # closer than this nobody measures, so nothing closer is an outlier
PLANE_IS_NEAR_M = 0.15  # two ellipsoids are that far from being the same plane, over a city
FOUR, SEVEN = 4, 7
NEAR_ENOUGH = 1.4826  # from the median of absolute deviations to the deviation of a normal distribution
SEED = 20161


@dataclass(frozen=True)
class ControlPoint:
    """A point known in both systems; east, north in metres."""

    name: str
    source: tuple[float, float]
    target: tuple[float, float]


@dataclass(frozen=True)
class Residual:
    """How far a control point lies from where the fit puts it: what the fit gives minus what is known."""

    name: str
    east_m: float
    north_m: float
    outlier: bool

    @property
    def distance_m(self) -> float:
        """How far off it is."""
        return float(np.hypot(self.east_m, self.north_m))


@dataclass(frozen=True)
class Fit:
    """A fitted transformation with the table that a surveyor checks. rms_m: of the points that were used."""

    transformation: Plane | Space
    residuals: tuple[Residual, ...]
    rms_m: float

    @property
    def used(self) -> int:
        """How many points the fit rests on."""
        return sum(not one.outlier for one in self.residuals)


def fit_plane(points: Sequence[ControlPoint], tolerance_m: float) -> Fit:
    """Fit four parameters: shift, turn and scale. Raises FitRefused above the tolerance or with too few points."""
    source, target = _arrays(points)
    good = _good(source, target, FLOOR_M)
    good = _agreeing(_lengths(_similarity(source[good], target[good]), source, target), good, FOUR)
    plane = _similarity(source[good], target[good])
    return _checked(points, plane, plane.apply(source) - target, good, tolerance_m)


def fit_space(
    points: Sequence[ControlPoint], geocentric: tuple[np.ndarray, np.ndarray], space: Space, tolerance_m: float
) -> Fit:
    """Fit seven parameters (Bursa–Wolf): three shifts, three small turns, scale.

    geocentric: the points in both systems, n × 3 each, in metres from the centre of their ellipsoids. space: knows the
    two systems; its parameters are ignored. Raises FitRefused as `fit_plane`.
    """
    source, target = _arrays(points)
    good = _good(source, target, PLANE_IS_NEAR_M)
    for _ in range(2):  # with all that the plane lets through, then with what agrees in space
        fitted = space.with_parameters(bursa(geocentric[0][good], geocentric[1][good]))
        good = _agreeing(_lengths(fitted, source, target), good, SEVEN)
    return _checked(points, fitted, fitted.apply(source) - target, good, tolerance_m)


def bursa(source: np.ndarray, target: np.ndarray) -> tuple[float, ...]:
    """Give dx, dy, dz in metres, rx, ry, rz in radians (position vector), and the scale's difference from one.

    Worked out around the middle of the points, where turns and shifts do not stand for one another.
    """
    middle = source.mean(axis=0)
    away = source - middle
    zero = np.zeros(len(away))
    x, y, z = away.T
    rows = np.stack(
        (
            np.column_stack((np.ones_like(x), zero, zero, zero, z, -y, x)),
            np.column_stack((zero, np.ones_like(x), zero, -z, zero, x, y)),
            np.column_stack((zero, zero, np.ones_like(x), y, -x, zero, z)),
        ),
        axis=1,
    ).reshape(-1, 7)
    # metres and radians in one system of equations: bring them to one size, or lstsq would drop the turns
    size = max(float(np.abs(away).max()), 1.0)
    weights = np.array([1.0, 1.0, 1.0, *[1 / size] * 4])
    found, *_ = np.linalg.lstsq(rows * weights, (target - source).ravel(), rcond=1e-9)
    shift, turns, scale = found[:3], found[3:6] * weights[3], found[6] * weights[6]
    moved = shift - np.cross(turns, middle) - scale * middle
    return (*moved.tolist(), *turns.tolist(), float(scale))


def _checked(
    points: Sequence[ControlPoint], transformation: Plane | Space, apart: np.ndarray, good: np.ndarray, most_m: float
) -> Fit:
    rms = float(np.sqrt((apart[good] ** 2).sum(axis=1).mean()))
    if rms > most_m:
        raise FitRefused(reason="beyond_tolerance", points=int(good.sum()), rms_m=round(rms, 3), tolerance_m=most_m)
    residuals = tuple(
        Residual(point.name, float(east), float(north), not kept)
        for point, (east, north), kept in zip(points, apart, good, strict=True)
    )
    return Fit(transformation, residuals, rms)


def _arrays(points: Sequence[ControlPoint]) -> tuple[np.ndarray, np.ndarray]:
    source, target = (np.array([getattr(one, side) for one in points], dtype=float) for side in ("source", "target"))
    if len({one.source for one in points}) < FEWEST or not np.isfinite([source, target]).all():
        raise FitRefused(reason="too_few_points", points=len(points), rms_m=0.0, tolerance_m=0.0)
    return source, target


def _good(source: np.ndarray, target: np.ndarray, floor_m: float) -> np.ndarray:
    """Tell which points agree with most others."""
    best, least = np.full(len(source), np.inf), np.inf
    for pair in _pairs(len(source)):
        if np.allclose(source[pair[0]], source[pair[1]]):
            continue
        away = _lengths(_similarity(source[pair], target[pair]), source, target)
        middle = float(np.median(away))
        if middle < least:
            best, least = away, middle
    freedom = 1 + 5 / max(len(source) - 2, 1)
    good = best <= max(SIGMAS * NEAR_ENOUGH * freedom * least, floor_m)
    return good if good.sum() >= FEWEST else np.ones(len(source), dtype=bool)


def _agreeing(away: np.ndarray, good: np.ndarray, parameters: int) -> np.ndarray:
    """Look once more with the fit through all good points, whose spread is the better measure."""
    spread = float(np.sqrt((away[good] ** 2).sum() / max(2 * good.sum() - parameters, 1)))
    again = away <= max(SIGMAS * spread, FLOOR_M)
    return again if again.sum() >= FEWEST else good


def _pairs(count: int) -> list[list[int]]:
    every = [list(pair) for pair in combinations(range(count), 2)]
    if len(every) <= MOST_TRIES:
        return every
    chosen = np.random.default_rng(SEED).choice(len(every), MOST_TRIES, replace=False)
    return [every[place] for place in chosen]


def _similarity(source: np.ndarray, target: np.ndarray) -> Plane:
    """Fit shift, turn and scale through all points given: the closed solution around their middles."""
    middle, there = source.mean(axis=0), target.mean(axis=0)
    away, moved = source - middle, target - there
    square = float((away**2).sum())
    along = float((away * moved).sum()) / square
    across = float((away[:, 0] * moved[:, 1] - away[:, 1] * moved[:, 0]).sum()) / square
    return Plane(tuple(middle.tolist()), tuple(there.tolist()), along, across)


def _lengths(plane: Plane | Space, source: np.ndarray, target: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*(plane.apply(source) - target).T))
