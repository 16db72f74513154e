"""A local coordinate system as parameters: four in the plane or seven in space. They are secret: never in a `repr`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.model import crs as references

if TYPE_CHECKING:
    import pyproj

Pair = tuple[float, ...]
SEVEN = 7


@dataclass(frozen=True)
class Plane:
    """Shift, turn and scale in the plane: `there + (along, across) · (point - middle)`, in metres.

    The middles are those of the control points: numbers stay small, and so exact.
    """

    middle: Pair = field(repr=False)
    there: Pair = field(repr=False)
    along: float = field(repr=False)
    across: float = field(repr=False)

    @property
    def scale(self) -> float:
        """How much longer a line becomes."""
        return float(np.hypot(self.along, self.across))

    @property
    def turn_deg(self) -> float:
        """By how much it is turned, from east towards north."""
        return float(np.degrees(np.arctan2(self.across, self.along)))

    def apply(self, points: np.ndarray) -> np.ndarray:
        """Give points of the local system, n × 2, in the target system."""
        x, y = (points - self.middle).T
        turned = np.column_stack((self.along * x - self.across * y, self.across * x + self.along * y))
        return turned + self.there

    def document(self) -> dict[str, Any]:
        """Give the parameters as plain data, for the vault."""
        return {"kind": "plane", "middle": list(self.middle), "there": list(self.there),
                "along": self.along, "across": self.across}  # fmt: skip


@dataclass(frozen=True)
class Space:
    """Seven parameters between two datums (Bursa–Wolf, position vector), for points in two projected systems.

    parameters: dx, dy, dz in metres, rx, ry, rz in radians, and the scale's difference from one.
    """

    source: str
    target: str
    parameters: Pair = field(default=(0.0,) * SEVEN, repr=False)

    def with_parameters(self, parameters: Pair) -> "Space":
        """Give the same pair of systems with other parameters."""
        return replace(self, parameters=parameters)

    def geocentric(self, points: np.ndarray, crs: str) -> np.ndarray:
        """Give points of a projected system, n × 2, from the centre of its own ellipsoid, n × 3; heights count as 0."""
        lon, lat = _degrees(crs).transform(points[:, 0], points[:, 1])
        return np.column_stack(_centre(crs).transform(lon, lat, np.zeros(len(points))))

    def apply(self, points: np.ndarray) -> np.ndarray:
        """Give points of the source system in the target system."""
        centred = self.geocentric(points, self.source)
        shift, turns, scale = self.parameters[:3], np.array(self.parameters[3:6]), self.parameters[6]
        moved = centred + shift + np.cross(turns, centred) + scale * centred
        lon, lat, _ = _centre(self.target).transform(moved[:, 0], moved[:, 1], moved[:, 2], direction="INVERSE")
        return np.column_stack(_degrees(self.target).transform(lon, lat, direction="INVERSE"))

    def document(self) -> dict[str, Any]:
        """Give the parameters as plain data, for the vault."""
        return {"kind": "space", "source": self.source, "target": self.target, "parameters": list(self.parameters)}


def from_document(document: Mapping[str, Any]) -> Plane | Space:
    """Read what `document` gave."""
    if document["kind"] == "plane":
        return Plane(
            tuple(document["middle"]), tuple(document["there"]), float(document["along"]), float(document["across"])
        )
    return Space(document["source"], document["target"], tuple(document["parameters"]))


@lru_cache(maxsize=8)
def _degrees(crs: str) -> "pyproj.Transformer":
    """Give the way from a projected system to degrees of its own datum."""
    geodetic = references.read(crs).geodetic_crs
    assert geodetic is not None
    return references.transformer(crs, geodetic.to_wkt())


@lru_cache(maxsize=8)
def _centre(crs: str) -> "pyproj.Transformer":
    """Give the way from degrees to metres from the centre of the system's own ellipsoid."""
    import pyproj

    ellipsoid = references.read(crs).ellipsoid
    assert ellipsoid is not None
    shape = f"+a={ellipsoid.semi_major_metre!r} +rf={ellipsoid.inverse_flattening!r}"
    return pyproj.Transformer.from_pipeline(
        f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart {shape}"
    )
