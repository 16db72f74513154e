"""From the CRS of a file to that of the workspace, without a silent shift and without points at infinity."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.errors import BadReference, NoReference
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.model import crs as references

# Beyond this no projected coordinate of the Earth lies, even with the largest zone prefix (60 million).
FARTHEST = 1e8
NEAR_M = 1_000_000.0
HALF = 0.5
DEGREES = np.array([360.0, 90.0 + 1e-9])


@dataclass(frozen=True)
class Way:
    """How to bring shapes into the workspace."""

    source: str
    target: str
    move: Callable[[np.ndarray], np.ndarray] | None

    def apply(self, shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the shapes in the workspace's CRS, and which of them have no usable coordinates there.

        Raises BadReference where not one of them lands in or near the area of the workspace's CRS: a
        neighbour zone, a zone prefix too many, swapped axes or a CRS that is not theirs.
        """
        import shapely

        broken = unusable(shapes)
        moved = shapes if self.move is None else shapely.transform(shapes, self.move)
        lost = unusable(moved)
        landed = ~lost & ~shapely.is_missing(moved)
        if not broken.any() and (lost.any() or landed.any()) and not self._any_in_frame(moved[landed]):
            raise BadReference(crs=references.read(self.source).name, reason="coordinates_do_not_fit")
        return moved, broken | lost

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
    start = references.read(stated)
    if not (start.is_geographic or start.is_projected):
        raise NoReference(path=str(source.path))
    if start.equals(references.read(target), ignore_axis_order=True):
        return Way(stated, target, None)
    transformer = references.transformer(stated, target)

    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return Way(stated, target, move)


def check_degrees(source: Source, options: ImportOptions, shapes: np.ndarray) -> None:
    """Refuse metres that are said to be degrees, and degrees that are said to be metres.

    Raises NoReference where only the format says degrees (GeoJSON, KML), else BadReference.
    """
    import shapely

    stated = options.crs or source.crs
    points = shapely.get_coordinates(shapes)
    points = points[np.isfinite(points).all(axis=1)]
    if not stated or not len(points):
        return
    beyond = (np.abs(points) > DEGREES).any(axis=1)
    # no projection for a city has its origin in the middle of the data
    if references.read(stated).is_geographic == bool(beyond.mean() < HALF):
        return
    if source.assumed and not options.crs:
        raise NoReference(path=str(source.path))
    raise BadReference(crs=references.read(stated).name, reason="coordinates_do_not_fit")


def unusable(shapes: np.ndarray) -> np.ndarray:
    """Tell which shapes have a coordinate that is not finite, or farther away than anything on Earth."""
    import shapely

    points, owners = shapely.get_coordinates(shapes, return_index=True)
    with np.errstate(invalid="ignore"):
        bad = ~(np.abs(points) <= FARTHEST).all(axis=1)
    broken = np.zeros(len(shapes), dtype=bool)
    broken[owners[bad]] = True
    return broken
