"""Everything around a place: roads, people, legal entities, the parcel and the addresses, in one answer.

Members are what lies at a true distance of at most the radius in the plane of the workspace's CRS;
people stand at their address.
"""

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import (
    AddressNotFound,
    AmbiguousAddress,
    BadDegrees,
    BadPlace,
    BadRadius,
    PlaceUnknown,
)
from kangbashi_gis.model import crs
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import Around, Place, SearchHit
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.operations import surroundings
from kangbashi_gis.operations.areas import is_area, require_valid
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.shown import degrees
from kangbashi_gis.operations.surroundings import Area, Disc, Inside

if TYPE_CHECKING:
    import shapely

    from kangbashi_gis.operations.workspace import Workspace

LEAST_M, MOST_M = 1.0, 100_000.0
RESOLVED = 0.85  # a hit below this is a suggestion, not an answer
EQUAL = 0.001
SAME_SPOT_M = 1.0
CANDIDATES = 100


def resolve(space: "Workspace", address: str) -> Place:
    """Give the one place that an address names.

    Raises AddressNotFound, AmbiguousAddress with the candidates, or PlaceUnknown for what is kept without a place.
    """
    answer = find(space, address, CANDIDATES).results
    if not answer or answer[0].score < RESOLVED:
        raise AddressNotFound(query=address)
    best = [(hit, place_of(hit)) for hit in answer if hit.score >= answer[0].score - EQUAL]
    placed = [(hit, place) for hit, place in best if place is not None]
    if not placed:
        raise PlaceUnknown(query=address)
    _, first = placed[0]
    equals = [(hit, place) for hit, place in placed if place.kind == first.kind]
    if any(math.hypot(place.x - first.x, place.y - first.y) > SAME_SPOT_M for _, place in equals):
        raise AmbiguousAddress(query=address, count=len(equals), candidates=[hit for hit, _ in equals])
    return first


def place_of(hit: SearchHit) -> Place | None:
    """Give a search hit as a place to ask about, an address by its full text; None where it has no place."""
    place = hit.place
    return replace(place, title=hit.detail) if place and hit.kind == ADDRESSES.name else place


def place_at(space: "Workspace", x: float, y: float) -> Place:
    """Give a point in the workspace's CRS as a place."""
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BadPlace(text=f"{x:g},{y:g}")
    (lon,), (lat,) = degrees(space.store.crs, [x], [y])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise BadPlace(text=f"{x:g},{y:g}")
    return Place("point", "", f"{x:.2f},{y:.2f}", x, y, lon, lat)


def place_at_lonlat(space: "Workspace", lon: float, lat: float) -> Place:
    """Give a point in degrees as a place."""
    text = f"{lon},{lat}"
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise BadDegrees(text=text)
    x, y = (float(one[0]) for one in crs.metres(space.store.crs, [lon], [lat]))
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BadDegrees(text=text)
    return Place("point", "", f"{lon:.6f},{lat:.6f}", x, y, lon, lat)


def around(space: "Workspace", place: Place, radius_m: float) -> Around:
    """Give everything within a radius of a place. Raises BadRadius outside 1 m to 100 km."""
    space.require(Permission.VIEW)
    if not LEAST_M <= radius_m <= MOST_M:
        raise BadRadius(radius_m=radius_m, least_m=LEAST_M, most_m=MOST_M)
    return _answer(space, place, radius_m, Disc(place.x, place.y, radius_m))


def within(space: "Workspace", polygon: "shapely.Geometry") -> Around:
    """Give everything inside a polygon in the workspace's CRS; its border belongs to it.

    Raises BadPlace for what is no polygon, PolygonInvalid for one that crosses itself and the like.
    """
    space.require(Permission.VIEW)
    if not is_area(polygon):
        raise BadPlace(text=polygon.geom_type if polygon is not None else "")
    require_valid(polygon)
    inside = polygon.representative_point()
    place = replace(place_at(space, inside.x, inside.y), kind="polygon", title="")
    return _answer(space, place, None, Inside(polygon))


def _answer(space: "Workspace", place: Place, radius_m: float | None, area: Area) -> Around:
    started = time.perf_counter()
    addresses, _ = surroundings.points(space, ADDRESSES, area)
    roads, road_fids = surroundings.roads(space, area)
    entities, entity_fids = surroundings.entities(space, area, (place.x, place.y))
    parcel = None if radius_m is None else surroundings.parcel(space, place.x, place.y)
    found = {"addresses": addresses, "roads": road_fids, "entities": entity_fids}
    if parcel is not None:
        found["parcels"] = np.array([parcel.fid], np.int64)
    population = surroundings.population(space, addresses, area)
    elapsed = (time.perf_counter() - started) * 1000
    return Around(place, radius_m, roads, population, entities, parcel, len(addresses), elapsed, found)
