"""A map on a sheet: which ground, at what scale, turned how, with which layers and which grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kangbashi_gis.model.page.box import Box


@dataclass(frozen=True)
class Grid:
    """Lines of equal coordinates, with their numbers at the edge of the map.

    every_m: 0 for the distance that is usual for the scale, 10 cm on paper. degrees: minutes of longitude and latitude
    as ticks at the edge, as on a sheet of the national series.
    """

    form: Literal["lines", "crosses", "ticks"] = "crosses"
    every_m: float = 0.0
    color: str = "#404040"
    width_mm: float = 0.1
    size_pt: float = 7.0
    numbers: bool = True
    degrees: bool = False


@dataclass(frozen=True)
class MapFrame:
    """A piece of the map.

    scale: the denominator; 0 for whatever shows the area. area: xmin, ymin, xmax, ymax in the workspace's CRS, () for
    all there is, or for the feature or the map sheet that the page is about; with a scale, its middle is what counts.
    linked: the name of another frame whose middle this one shows, at its scale times `factor`.
    angle: how far the map is turned clockwise, in degrees; 90 has north on the right. turned: after the long side of
    the feature, so that a long parcel lies along the paper.
    layers: themes, top first; () for those that the workspace shows. every_scale: layers are drawn whatever their
    limits of scale say. only_subject: what lies outside of the page's feature or map sheet is covered.
    """

    name: str
    box: Box
    scale: float = 0.0
    area: tuple[float, ...] = ()
    linked: str = ""
    factor: float = 1.0
    angle: float = 0.0
    turned: bool = False
    layers: tuple[str, ...] = ()
    labels: bool = True
    rasters: bool = True
    every_scale: bool = False
    only_subject: bool = False
    around: float = 0.06
    border_mm: float = 0.3
    background: str = "#ffffff"
    grid: Grid | None = None


def linked_scale(frame: MapFrame, scales: Mapping[str, float]) -> float:
    """Give the scale of a frame, from those of the frames that are known already; 0 where it says none."""
    return scales.get(frame.linked, 0.0) * frame.factor if frame.linked else frame.scale
