"""Coordinate reference systems: one per workspace, projected, in metres; never a silent datum shift."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from kangbashi_gis.errors import BadReference

if TYPE_CHECKING:
    import numpy as np
    import pyproj

    from kangbashi_gis.model.gauss_kruger import Numbers

DEFAULT = "EPSG:4546"  # CGCS2000 / 3-degree Gauss-Kruger CM 111E, no zone prefix
LONLAT = "EPSG:4490"  # CGCS2000 degrees, what lon and lat mean everywhere

# WGS 84 and CGCS2000 differ by centimetres: PROJ calls that "ballpark", here it counts as the same.
SAME_DATUM = frozenset({"China_2000", "China 2000", "CGCS2000", "WGS_1984", "World Geodetic System 1984"})
CHINA_BEFORE_2000 = ("beijing 1954", "xian 1980", "new beijing")


@lru_cache(maxsize=64)
def read(text: str) -> "pyproj.CRS":
    """Read `EPSG:4546` or WKT; raises BadReference with the reason when it is neither."""
    import pyproj

    try:
        return pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError as problem:
        raise BadReference(crs=text[:80], reason="crs_unknown") from problem


def require_workspace(text: str) -> "pyproj.CRS":
    """Read a CRS that a workspace may have: projected, both axes in metres."""
    crs = read(text)
    if not crs.is_projected or any(axis.unit_name not in ("metre", "meter") for axis in crs.axis_info):
        raise BadReference(crs=text[:80], reason="not_metres")
    if crs.coordinate_operation and "Pseudo" in crs.coordinate_operation.method_name:
        # its metres are no metres: at 39.6° N 500 of them are some 385 on the ground
        raise BadReference(crs=text[:80], reason="web_mercator")
    return crs


@lru_cache(maxsize=64)
def transformer(source: str, target: str) -> "pyproj.Transformer":
    """Give the way from one CRS to another, x east and y north on both sides.

    Raises BadReference where PROJ knows only a "ballpark" shift between two different datums: that
    would be silently wrong by some 55 m between Beijing 1954 or Xian 1980 and CGCS2000 here.
    """
    import pyproj

    try:
        with _content_with_second_best():
            way = pyproj.Transformer.from_crs(read(source), read(target), always_xy=True)
    except pyproj.exceptions.ProjError as problem:  # a projection with parameters that cannot be, for one
        raise BadReference(crs=read(source).name, reason="no_way") from problem
    if is_ballpark(source, target):
        raise BadReference(crs=read(source).name, reason="no_datum_shift")
    return way


@lru_cache(maxsize=64)
def area(text: str) -> tuple[float, float, float, float] | None:
    """Give the bounds, in the units of a projected CRS, of where it is meant to be used; None where nobody says."""
    projected = read(text)
    place, degrees = projected.area_of_use, projected.geodetic_crs
    if not projected.is_projected or place is None or degrees is None:
        return None
    return transformer(degrees.to_wkt(), text).transform_bounds(*place.bounds, densify_pts=21)


def degrees(source: str, x: "Numbers", y: "Numbers") -> "tuple[np.ndarray, np.ndarray]":
    """Give the lon and lat that are shown (`to_degrees`) of places in a workspace's CRS."""
    from kangbashi_gis.model.gauss_kruger import zone_of

    if zone := zone_of(source):
        return zone.degrees(x, y)
    return to_degrees(source).transform(x, y)


def metres(source: str, lon: "Numbers", lat: "Numbers") -> "tuple[np.ndarray, np.ndarray]":
    """Give x and y in a workspace's CRS of places in degrees."""
    from kangbashi_gis.model.gauss_kruger import zone_of

    if zone := zone_of(source):
        return zone.metres(lon, lat)
    return to_degrees(source).transform(lon, lat, direction="INVERSE")


@lru_cache(maxsize=64)
def to_degrees(source: str) -> "pyproj.Transformer":
    """Give the way from a workspace's CRS to the lon and lat that are shown: EPSG:4490.

    Where no way between the datums is known (a workspace of another country), degrees of its own datum.
    """
    if not is_ballpark(source, LONLAT):
        return transformer(source, LONLAT)
    geodetic = read(source).geodetic_crs
    return transformer(source, geodetic.to_wkt() if geodetic else LONLAT)


def is_ballpark(source: str, target: str) -> bool:
    """Tell whether PROJ has nothing better than a zero shift between two truly different datums."""
    import pyproj

    names = {_datum_name(read(source)), _datum_name(read(target))}
    if len(names) == 1 or names <= SAME_DATUM:
        return False
    if any(old in name.lower().replace("_", " ") for name in names for old in CHINA_BEFORE_2000):
        # towards WGS 84 there are parameters for six regions; outside of them PROJ takes any or none, without a word
        return True
    with _content_with_second_best():
        group = pyproj.transformer.TransformerGroup(read(source), read(target), always_xy=True)
    return all("ballpark" in way.description.lower() for way in group.transformers) or not group.transformers


@contextmanager
def _content_with_second_best() -> Iterator[None]:
    """Keep PROJ from warning of finer grids that are on the network, which is never asked."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Best transformation is not available")
        yield


def _datum_name(crs: "pyproj.CRS") -> str:
    geodetic = crs.geodetic_crs
    datum = geodetic.datum if geodetic else None
    name = datum.name if datum else "unknown"
    return name.removesuffix(" ensemble")
