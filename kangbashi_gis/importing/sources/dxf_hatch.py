"""The edges of a hatched area: paths of corners and arcs, or of lines, arcs, ellipses and splines."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from kangbashi_gis.importing.sources import dxf_curves as curves
from kangbashi_gis.importing.sources.dxf_tags import Codes, Values

POLYLINE, TEXT_BOX = 2, 8


class _Tape:
    """The tags of a hatch, read forward."""

    def __init__(self, codes: Codes, values: Values) -> None:
        self.codes, self.values, self.place = codes, values, codes.index(91)

    def take(self, code: int) -> Any:
        """Give the value of the next tag of this code; ValueError where there is none."""
        self.place = self.codes.index(code, self.place) + 1
        return self.values[self.place - 1]

    def real(self, code: int) -> float:
        return float(self.take(code))

    def whole(self, code: int) -> int:
        return int(self.take(code))

    def point(self, first: int = 10) -> tuple[float, float]:
        return self.real(first), self.real(first + 10)

    def optional(self, code: int) -> float:
        """Give the value of the very next tag where it has this code, else 0."""
        if self.place < len(self.codes) and self.codes[self.place] == code:
            return self.real(code)
        return 0.0


def rings(codes: Codes, values: Values) -> list[np.ndarray]:
    """Give the rings of a hatch as points; those around its texts are left out."""
    tape = _Tape(codes, values)
    found = []
    for _ in range(tape.whole(91)):
        flags = tape.whole(92)
        ring = _corners(tape) if flags & POLYLINE else _edges(tape)
        if not flags & TEXT_BOX and len(ring):
            found.append(ring)
    return found


def _corners(tape: _Tape) -> np.ndarray:
    bulging, _ = tape.whole(72), tape.take(73)
    points, bulges = [], []
    for _ in range(tape.whole(93)):
        points.append(tape.point())
        bulges.append(tape.optional(42) if bulging else 0.0)
    outline = np.array(points).reshape(-1, 2)
    return curves.bulged(outline, bulges, True) if any(bulges) else outline


def _edges(tape: _Tape) -> np.ndarray:
    pieces: list[np.ndarray] = []
    for _ in range(tape.whole(93)):
        piece = _EDGES[tape.whole(72)](tape)
        # some programs write an edge the other way round than its ring goes
        if pieces and len(piece) and _gap(pieces[-1][-1], piece[-1]) < _gap(pieces[-1][-1], piece[0]):
            piece = piece[::-1]
        if len(piece):
            pieces.append(piece)
    return np.concatenate(pieces) if pieces else np.empty((0, 2))


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    return math.dist(one, other)


def _line(tape: _Tape) -> np.ndarray:
    return np.array((tape.point(), tape.point(11)))


def _arc(tape: _Tape) -> np.ndarray:
    centre, radius = tape.point(), tape.real(40)
    start, sweep = _turn(tape)
    return curves.arc(centre, radius, start, sweep)


def _ellipse(tape: _Tape) -> np.ndarray:
    centre, major, ratio = tape.point(), tape.point(11), tape.real(40)
    start, sweep = _turn(tape)
    return curves.ellipse(centre, major, ratio, start, sweep)


def _turn(tape: _Tape) -> tuple[float, float]:
    start, end = math.radians(tape.real(50)), math.radians(tape.real(51))
    with_clock = not tape.whole(73)
    sweep = curves.arc_between(start, end)
    return (-start, -sweep) if with_clock else (start, sweep)


def _spline(tape: _Tape) -> np.ndarray:
    degree, rational, _ = tape.whole(94), tape.whole(73), tape.take(74)
    knots, count = tape.whole(95), tape.whole(96)
    steps = np.array([tape.real(40) for _ in range(knots)])
    points, weights = [], []
    for _ in range(count):
        points.append(tape.point())
        weights.append(tape.optional(42) or 1.0 if rational else 1.0)
    return curves.spline(degree, steps, np.array(points).reshape(-1, 2), np.array(weights))


_EDGES: Mapping[int, Callable[[_Tape], np.ndarray]] = {1: _line, 2: _arc, 3: _ellipse, 4: _spline}
