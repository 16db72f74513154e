"""From the CRS of a file to that of the workspace, without a silent shift and without points at infinity."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.errors import BadReference, NoReference
from kangbashi_gis.importing.options import LOCAL, NORTH_EAST, ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.units import UNITS
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.store import heights

# Beyond this no projected coordinate of the Earth lies, even with the largest zone prefix (60 million).
FARTHEST = 1e8
LARGEST = 1e11  # millimetres, ten-millionths of a degree
NEAR_M = 1_000_000.0
HALF = 0.5
DEGREES = np.array([360.0, 90.0 + 1e-9])
WGS84 = "EPSG:4326"
SAME_DATUM_M = 0.1  # WGS 84 and CGCS2000: centimetres, after decades of drift decimetres
WEB_MAP = "not_survey_grade"

Move = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Way:
    """How to bring shapes into the workspace.

    accuracy_m: what the transformation is good for; None where nobody knows. description: its steps, for the report.
    notes: "not_survey_grade" for what came from a web map. farthest: what a number of the file may be.
    """

    source: str
    target: str
    move: Move | None
    accuracy_m: float | None = None
    description: str = ""
    notes: tuple[str, ...] = ()
    farthest: float = FARTHEST

    def apply(self, shapes: np.ndarray, moved: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Give the shapes in the workspace's CRS, and which of them have no usable coordinates there.

        moved: the shapes where they have been moved already.
        Raises BadReference where not one of them lands in or near the area of the workspace's CRS: a
        neighbour zone, a zone prefix too many, swapped axes or a CRS that is not theirs.
        """
        import shapely

        broken = unusable(shapes, self.farthest)
        if moved is None:
            moved = shapes if self.move is None else heights.moved(shapes, self.move)
        lost = broken if self.move is None and self.farthest == FARTHEST else unusable(moved)
        landed = ~lost & ~shapely.is_missing(moved)
        if not broken.any() and (lost.any() or landed.any()) and not self._any_in_frame(moved[landed]):
            raise BadReference(crs=_name(self.source), reason="coordinates_do_not_fit")
        return moved, broken | lost

    def in_metres(self, unit: str) -> bool:
        """Tell whether heights beside the numbers of the file can only be metres. unit: what a person said they are in.

        Beside degrees heights are metres; a drawing in feet may have them in feet, and nothing says so.
        """
        if unit or self.source.startswith(LOCAL) or web_maps.correction(self.source):
            return not unit or UNITS[unit].angular
        start = references.read(self.source)
        return bool(start.is_geographic or start.axis_info[0].unit_conversion_factor == 1.0)

    def _any_in_frame(self, shapes: np.ndarray) -> bool:
        """Tell whether a shape lies within 1,000 km of the area for which the workspace's CRS is made."""
        import shapely

        frame = references.area(self.target)
        if frame is None:
            return len(shapes) > 0
        xmin, ymin, xmax, ymax = shapely.bounds(shapes).T
        near = (xmax > frame[0] - NEAR_M) & (ymax > frame[1] - NEAR_M)
        return bool((near & (xmin < frame[2] + NEAR_M) & (ymin < frame[3] + NEAR_M)).any())


def way(source: Source, options: ImportOptions, target: str) -> Way:
    """Find the way; what a person states goes before what the file says.

    Raises NoReference where neither says anything, BadReference where there is no safe way.
    """
    stated = options.crs or source.crs
    if not stated:
        raise NoReference(path=str(source.path))
    if stated.startswith(LOCAL):
        return _local(stated, options, target)
    if not web_maps.correction(stated):
        start = references.read(stated)
        if not (start.is_geographic or start.is_projected):
            raise NoReference(path=str(source.path))
    return between(stated, target, options.axes == NORTH_EAST, options.unit)


def between(stated: str, target: str, swapped: bool = False, unit: str = "") -> Way:
    """Give the way from a CRS, `GCJ-02` or `BD-09` to another CRS; raises BadReference where there is no safe one.

    swapped: the file has north first. unit: a key of `units.UNITS` where it is not the one of the CRS.
    """
    steps: list[tuple[str, Move]] = []
    if swapped:
        steps.append(("north, east → east, north", lambda points: points[:, ::-1]))
    if unit:
        steps.append((unit, _in_unit_of(stated, unit)))
    web = web_maps.correction(stated)
    if web:
        steps.append((f"{web} → WGS 84", web_maps.CORRECTIONS[web]))
    start = WGS84 if web else stated
    accuracy: float | None = 0.0
    if not references.read(start).equals(references.read(target), ignore_axis_order=True):
        transformer = references.transformer(start, target)
        steps.append((transformer.description, _transform(start, target)))
        accuracy = SAME_DATUM_M if "ballpark" in transformer.description.lower() else max(transformer.accuracy, 0.0)
    names, moves = [name for name, _ in steps], [move for _, move in steps]
    return Way(
        source=web or stated,
        target=target,
        move=_chain(moves) if moves else None,
        accuracy_m=None if web else accuracy,
        description=" + ".join(names),
        notes=(WEB_MAP,) if web else (),
        farthest=LARGEST if unit else FARTHEST,
    )


def _local(stated: str, options: ImportOptions, target: str) -> Way:
    """Give the way from a local system whose parameters the gate has put in; none of them is in what is recorded."""
    if options.local is None:
        raise BadReference(crs=stated, reason="crs_unknown")
    steps: list[Move] = [lambda points: points[:, ::-1]] if options.axes == NORTH_EAST else []
    if options.unit:
        steps.append(_in_unit_of(target, options.unit))
    return Way(stated, target, _chain([*steps, options.local.apply]), None, stated)


def check_degrees(source: Source, options: ImportOptions, shapes: np.ndarray) -> None:
    """Refuse metres that are said to be degrees, and degrees that are said to be metres.

    Raises NoReference where only the format says degrees (GeoJSON, KML), else BadReference.
    """
    import shapely

    stated = options.crs or source.crs
    points = shapely.get_coordinates(shapes)
    points = points[np.isfinite(points).all(axis=1)]
    if not stated or not len(points) or stated.startswith(LOCAL):
        return
    if options.axes == NORTH_EAST:
        points = points[:, ::-1]
    if options.unit:
        points = _in_unit_of(stated, options.unit)(points)
    beyond = ~(np.abs(points) <= DEGREES).all(axis=1)
    # no projection for a city has its origin in the middle of the data
    if (bool(web_maps.correction(stated)) or references.read(stated).is_geographic) == bool(beyond.mean() < HALF):
        return
    if source.assumed and not options.crs:
        raise NoReference(path=str(source.path))
    raise BadReference(crs=_name(stated), reason="coordinates_do_not_fit")


def unusable(shapes: np.ndarray, farthest: float = FARTHEST) -> np.ndarray:
    """Tell which shapes have a coordinate that is not finite, or farther away than anything on Earth."""
    import shapely

    broken = np.zeros(len(shapes), dtype=bool)
    points = shapely.get_coordinates(shapes)
    if len(points) and points.min() >= -farthest and points.max() <= farthest:
        return broken  # as nearly always; not a number is neither
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    with np.errstate(invalid="ignore"):
        bad = ~(np.abs(points) <= farthest).all(axis=1)
    broken[owners[bad]] = True
    return broken


def _in_unit_of(crs: str, unit: str) -> Move:
    """Give the step from numbers in a unit to those of a CRS: to degrees, or to metres or whatever its axes are in.

    Raises BadReference for an angle in a projected CRS, and for a length in one of degrees.
    """
    known = UNITS.get(unit)
    degrees = bool(web_maps.correction(crs)) or references.read(crs).is_geographic
    if known is None or known.angular != degrees:
        raise BadReference(crs=_name(crs), reason="unit_does_not_fit")
    if degrees:
        return known.plain
    axis_m = references.read(crs).axis_info[0].unit_conversion_factor
    return lambda points: known.plain(points) / axis_m


def _transform(start: str, target: str) -> Move:
    transformer = references.transformer(start, target)

    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return move


def _chain(moves: list[Move]) -> Move:
    def move(points: np.ndarray) -> np.ndarray:
        for one in moves:
            points = one(points)
        return points

    return move


def _name(crs: str) -> str:
    if crs.startswith(LOCAL):
        return crs
    return web_maps.correction(crs) or references.read(crs).name
