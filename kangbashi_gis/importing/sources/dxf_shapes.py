"""What the things of a drawing look like on the map: points, lines and areas, in drawing coordinates."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.importing.sources import dxf_curves as curves
from kangbashi_gis.importing.sources import dxf_hatch
from kangbashi_gis.importing.sources.dxf_tags import Codes, Values

POINTS, LINES, AREAS, TEXTS = "点", "线", "面", "注记"
EMBEDDED = 101  # what follows belongs to an object inside the thing
LEAST_CORNERS = 3
MESHES = 16 | 64  # flags of a polyline that is a surface
CLOSED = 1
IN_SPACE = 8


@dataclass(slots=True)
class Thing:
    """One thing of a drawing. parts: the corners of an old polyline, the attributes of a block."""

    kind: bytes
    codes: Codes
    values: Values
    parts: list[tuple[Codes, Values]]
    by_code: dict[int, Any] | None = None

    def __post_init__(self) -> None:
        if EMBEDDED in self.codes:
            end = self.codes.index(EMBEDDED)
            self.codes, self.values = self.codes[:end], self.values[:end]

    @property
    def last(self) -> dict[int, Any]:
        """The value of each code; the last one where it comes several times."""
        if self.by_code is None:
            self.by_code = dict(zip(self.codes, self.values, strict=True))
        return self.by_code

    def first(self, code: int, otherwise: Any = None) -> Any:
        """Give the first value of a code: cheaper than `last` where a thing is only looked at."""
        return self.values[self.codes.index(code)] if code in self.codes else otherwise

    def real(self, code: int, otherwise: float = 0.0) -> float:
        """Give a number of the thing."""
        return float(self.last.get(code, otherwise))

    def whole(self, code: int) -> int:
        """Give a whole number or flags of the thing; 0 where it has none."""
        return int(self.first(code, 0))

    def reals(self, code: int) -> list[float]:
        """Give all numbers of a code, in order."""
        return [float(value) for one, value in zip(self.codes, self.values, strict=True) if one == code]

    def point(self, code: int = 10) -> tuple[float, float]:
        """Give x and y of a place."""
        return self.real(code), self.real(code + 10)

    @property
    def normal(self) -> tuple[float, float, float] | None:
        """Where the plane of the thing looks to; None where that is up, as nearly always."""
        if 210 not in self.last and 230 not in self.last:
            return None
        found = self.real(210), self.real(220), self.real(230, 1.0)
        return None if found == (0.0, 0.0, 1.0) else found


@dataclass(slots=True)
class Placed(Thing):
    """A thing of a block as an insert shows it: turned, scaled and shifted. host: the insert with its attributes."""

    turn: Any = None
    shift: Any = None
    host: Any = None

    def brought(self, drawn: "Drawn") -> "Drawn":
        """Bring what is drawn in the block to its place in the drawing."""
        runs = [np.column_stack((run[:, :2] @ self.turn.T + self.shift, run[:, 2:])) for run in drawn.runs]
        return Drawn(runs, drawn.height)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a thing lies: rings or one run of points, n × 2, or n × 3 where its heights differ."""

    runs: list[np.ndarray]
    height: float = 0.0


def drawn_as(kind: str) -> frozenset[bytes]:
    """Give what things may be taken for a kind."""
    closable = _CLOSABLE if kind in (LINES, AREAS) else ()
    return frozenset((*(name for name, found in _KINDS.items() if kind in found), *closable))


def kinds(thing: Thing) -> tuple[str, ...]:
    """Give what a thing can be taken for; a closed line is both a line and an area. Nothing for what is not drawn."""
    fixed = _KINDS.get(thing.kind)
    if fixed is not None:
        return fixed
    if thing.kind == b"POLYLINE" and thing.whole(70) & MESHES:
        return ()
    if thing.kind not in _CLOSABLE:
        return ()
    return (LINES, AREAS) if _CLOSABLE[thing.kind](thing) else (LINES,)


def draw(thing: Thing) -> Drawn:
    """Give where a thing lies. ValueError and the like for what is damaged."""
    with np.errstate(all="ignore"):
        drawn = _DRAW[thing.kind](thing)
        in_space = thing.kind == b"POLYLINE" and thing.whole(70) & IN_SPACE
        normal = thing.normal if thing.kind in _PLANAR and not in_space else None
        if normal is not None:
            flat = [curves.flat(run, drawn.height, normal) for run in drawn.runs]
            drawn = Drawn(flat, drawn.height * normal[2])
        return thing.brought(drawn) if isinstance(thing, Placed) else drawn


def _place(thing: Thing) -> Drawn:
    return Drawn([np.array((thing.point(),))], thing.real(30))


def _text(thing: Thing) -> Drawn:
    """Give the place of a text: where it is not aligned to the left, its second point is the one that was meant."""
    aligned = (thing.whole(72) or thing.whole(73)) and 11 in thing.last and thing.kind == b"TEXT"
    return Drawn([np.array((thing.point(11 if aligned else 10),))], thing.real(30))


def _line(thing: Thing) -> Drawn:
    first, last = thing.real(30), thing.real(31)
    ends = np.array((thing.point(), thing.point(11)))
    return Drawn([_high(ends, np.array((first, last)))], first)


def _arc(thing: Thing) -> Drawn:
    start = math.radians(thing.real(50))
    sweep = curves.arc_between(start, math.radians(thing.real(51)))
    return Drawn([curves.arc(thing.point(), thing.real(40), start, sweep)], thing.real(30))


def _circle(thing: Thing) -> Drawn:
    return Drawn([curves.arc(thing.point(), thing.real(40), 0.0, math.tau)], thing.real(30))


def _ellipse(thing: Thing) -> Drawn:
    start, end = thing.real(41), thing.real(42, math.tau)
    major, ratio = thing.point(11), thing.real(40, 1.0)
    if thing.real(230, 1.0) < 0:
        ratio = -ratio  # seen from below, it turns the other way
    return Drawn([curves.ellipse(thing.point(), major, ratio, start, curves.arc_between(start, end))], thing.real(30))


def _light_polyline(thing: Thing) -> Drawn:
    codes, count = thing.codes, thing.codes.count(10)
    start = codes.index(10) if count else 0
    end = start + 2 * count
    if 42 not in codes and codes[start:end] == [10, 20] * count:
        # the corners follow one another, as in nearly all drawings: no need to look at each tag
        numbers = list(map(float, thing.values[start:end]))
        numbers += numbers[:2] if thing.whole(70) & CLOSED else ()
        return Drawn([np.array(numbers).reshape(-1, 2)], thing.real(38))
    points = np.array((thing.reals(10), thing.reals(20))).T
    return Drawn([_curved(points, _bulges(thing), bool(thing.whole(70) & CLOSED))], thing.real(38))


def _bulges(thing: Thing) -> list[float]:
    """Give the bulge of each corner; most polylines have none at all."""
    if 42 not in thing.last:
        return []
    bulges: list[float] = []
    for code, value in zip(thing.codes, thing.values, strict=True):
        if code == 10:
            bulges.append(0.0)
        elif code == 42 and bulges:
            bulges[-1] = float(value)
    return bulges


def _polyline(thing: Thing) -> Drawn:
    """Give the corners of an old polyline; the control points of a fitted curve are no part of it."""
    corners = [dict(zip(codes, values, strict=True)) for codes, values in thing.parts]
    corners = [one for one in corners if not int(one.get(70, 0)) & 16]
    points = np.array([(float(one.get(10, 0)), float(one.get(20, 0))) for one in corners]).reshape(-1, 2)
    if thing.whole(70) & IN_SPACE:
        heights = np.array([float(one.get(30, 0)) for one in corners])
        if thing.whole(70) & CLOSED and len(points):
            points, heights = np.vstack((points, points[:1])), np.append(heights, heights[0])
        return Drawn([_high(points, heights)], float(heights[0]) if len(heights) else 0.0)
    bulges = [float(one.get(42, 0)) for one in corners]
    return Drawn([_curved(points, bulges if any(bulges) else [], bool(thing.whole(70) & CLOSED))], thing.real(30))


def _curved(points: np.ndarray, bulges: list[float], closed: bool) -> np.ndarray:
    if len(points) < 2:
        return points
    run = curves.bulged(points, bulges, closed) if any(bulges) else points
    return np.vstack((run, run[:1])) if closed else run


def _spline(thing: Thing) -> Drawn:
    x, y, z = thing.reals(10), thing.reals(20), thing.reals(30)
    if not x:
        x, y, z = thing.reals(11), thing.reals(21), thing.reals(31)
        run = np.array((x, y)).T
    else:
        weights = np.array(thing.reals(41) or [1.0] * len(x))
        run = curves.spline(thing.whole(71), np.array(thing.reals(40)), np.array((x, y)).T, weights)
    if thing.whole(70) & CLOSED and len(run):
        run = np.vstack((run, run[:1]))
    return Drawn([run], z[0] if z else 0.0)


def _solid(thing: Thing) -> Drawn:
    """Give the corners of a filled triangle or quadrangle: its last two stand the other way round."""
    order = (10, 11, 13, 12) if thing.kind != b"3DFACE" else (10, 11, 12, 13)
    corners = [thing.point(code) for code in order if code in thing.last]
    return Drawn([np.array(corners).reshape(-1, 2)], thing.real(30))


def _hatch(thing: Thing) -> Drawn:
    return Drawn(dxf_hatch.rings(thing.codes, thing.values), thing.real(30))


def _high(points: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Give the points with their heights where these differ; one height for all stands in a column."""
    return np.column_stack((points, heights)) if len(heights) and (heights != heights[0]).any() else points


def _light_closed(thing: Thing) -> bool:
    count = thing.codes.count(10)
    if count < LEAST_CORNERS:
        # two arcs make a circle
        return count == 2 and 42 in thing.codes and bool(thing.whole(70) & CLOSED)
    return bool(thing.whole(70) & CLOSED) or all(thing.first(code) == thing.last[code] for code in (10, 20))


def _old_closed(thing: Thing) -> bool:
    if len(thing.parts) < LEAST_CORNERS:
        return False
    if thing.whole(70) & CLOSED:
        return True
    first, last = (dict(zip(*thing.parts[place], strict=True)) for place in (0, -1))
    return all(first.get(code) == last.get(code) for code in (10, 20, 30))


def _ellipse_closed(thing: Thing) -> bool:
    return math.isclose(abs(thing.real(42, math.tau) - thing.real(41)), math.tau, abs_tol=1e-6)


_KINDS: Mapping[bytes, tuple[str, ...]] = {
    b"POINT": (POINTS,), b"INSERT": (POINTS,), b"TEXT": (TEXTS,), b"MTEXT": (TEXTS,), b"LINE": (LINES,),
    b"ARC": (LINES,), b"CIRCLE": (LINES, AREAS), b"SOLID": (AREAS,), b"TRACE": (AREAS,), b"3DFACE": (AREAS,),
    b"HATCH": (AREAS,),
}  # fmt: skip
_CLOSABLE: Mapping[bytes, Callable[[Thing], bool]] = {
    b"LWPOLYLINE": _light_closed,
    b"POLYLINE": _old_closed,
    b"SPLINE": lambda thing: bool(thing.whole(70) & CLOSED),
    b"ELLIPSE": _ellipse_closed,
}
# What is kept in the coordinates of its own plane.
_PLANAR = frozenset({b"LWPOLYLINE", b"POLYLINE", b"CIRCLE", b"ARC", b"TEXT", b"INSERT", b"SOLID", b"TRACE", b"HATCH"})
_DRAW: Mapping[bytes, Callable[[Thing], Drawn]] = {
    b"POINT": _place, b"INSERT": _place, b"TEXT": _text, b"MTEXT": _text, b"LINE": _line, b"ARC": _arc,
    b"CIRCLE": _circle, b"ELLIPSE": _ellipse, b"LWPOLYLINE": _light_polyline, b"POLYLINE": _polyline,
    b"SPLINE": _spline, b"SOLID": _solid, b"TRACE": _solid, b"3DFACE": _solid, b"HATCH": _hatch,
}  # fmt: skip
