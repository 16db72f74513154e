"""How the shapes of a layer fit one another, by the rules of its theme: overlaps, gaps, ends that fall short."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.analysis import topology
from kangbashi_gis.importing.tally import MOST_PLACES, MOST_ROWS
from kangbashi_gis.model.diagnosis import Finding, Severity

MOST_SHAPES = 2_000_000
ROUNDING_M = 0.01  # of coordinates kept to the centimetre
FARTHEST_M = 1e8  # a zone number before it makes 5e7 of an easting
SHORT_M = 2.0  # an end that stops nearer than this to another line was meant to reach it


@dataclass(frozen=True)
class Rules:
    """What the shapes of a theme have to keep. gap_m2: smaller bare places between them are mistakes; 0 for none."""

    overlap: bool = True
    gap_m2: float = 0.0


RULES: Mapping[str, Rules] = {
    "parcels": Rules(gap_m2=100.0),
    "landuse": Rules(gap_m2=1000.0),
    "divisions": Rules(gap_m2=10_000.0),
    "compounds": Rules(overlap=False),
}


def findings(shapes: np.ndarray, kind: str, theme: str) -> Iterator[Finding]:
    """Tell how shapes fit one another; kind: "polygon" or "line", in metres."""
    shapes = _near_earth(shapes)
    if kind == "polygon":
        rules = RULES.get(theme, Rules())
        if rules.overlap:
            yield from _overlaps(shapes)
        if rules.gap_m2:
            yield from _gaps(shapes, rules.gap_m2)
    elif kind == "line":
        yield from _ends(shapes)


def _near_earth(shapes: np.ndarray) -> np.ndarray:
    """Leave out shapes with numbers that no place has: told elsewhere, and too large to be reckoned with in squares."""
    import shapely

    points, owner = shapely.get_coordinates(shapes, return_index=True)
    far = np.unique(owner[~(np.abs(points) <= FARTHEST_M).all(axis=1)])
    if not len(far):
        return shapes
    near = shapes.copy()
    near[far] = None  # in their place, for the others are told by their rows
    return near


def _overlaps(shapes: np.ndarray) -> Iterator[Finding]:
    found = topology.overlaps(shapes)
    for code, those in _wide_and_thin("shape_overlap", found.width_m):
        area = _area(found.area_m2[those])
        yield _finding(code, int(those.sum()), np.unique(found.pairs[those]), found.places[those], area_m2=area)


def _gaps(shapes: np.ndarray, most_m2: float) -> Iterator[Finding]:
    found = topology.gaps(shapes, most_m2)
    for code, those in _wide_and_thin("shape_gap", found.width_m):
        area = _area(found.area_m2[those])
        yield _finding(code, int(those.sum()), np.empty(0, int), found.places[those], area_m2=area)


def _wide_and_thin(code: str, width_m: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Tell mistakes from what the digits of a file leave between shapes that were meant to meet."""
    for name, those in ((code, width_m >= ROUNDING_M), (f"{code}_thin", width_m < ROUNDING_M)):
        if those.any():
            yield name, those


def _ends(shapes: np.ndarray) -> Iterator[Finding]:
    found = topology.loose_ends(shapes, SHORT_M)
    short = np.isfinite(found.distance_m) & (found.distance_m > 0)
    standing = found.distance_m == 0
    if short.any():
        yield _finding("shape_undershoot", int(short.sum()), found.line[short], found.places[short], within_m=SHORT_M)
    if standing.any():
        yield _finding("shape_not_noded", int(standing.sum()), found.line[standing], found.places[standing])


def _finding(code: str, count: int, rows: np.ndarray, places: np.ndarray, **values: object) -> Finding:
    first = tuple((np.sort(rows)[:MOST_ROWS] + 1).tolist())
    where = tuple((float(x), float(y)) for x, y in places[:MOST_PLACES])
    severity = Severity.INFO if code.endswith("_thin") else Severity.WARNING
    return Finding(code, severity, count, values, first, where)


def _area(area_m2: np.ndarray) -> str:
    return f"{float(area_m2.sum()):,.2f}"
