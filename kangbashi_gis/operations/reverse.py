"""Reverse geocoding: what a clicked or measured place is called, after the nearest address and the nearest road."""

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import Place, SearchHit
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.operations.around import place_at
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.search.address import Hit
from kangbashi_gis.search.reverse import Beside, beside, direction, distances, phrase

if TYPE_CHECKING:
    from kangbashi_gis.index.spatial import SpatialIndex
    from kangbashi_gis.operations.workspace import Workspace

ROADS = themes.theme("roads")
BOXES = 8  # of roads looked at first
SAME_POINT_M = 0.05
LEVELS = ("door", "building", "unit", "room")  # of several at one point, the widest gives the name
MOST_AT_A_POINT = 400
FULL_SCORE_M = 1000.0  # as in `search.nearest`: a tenth less each 100 m


@dataclass(frozen=True)
class NearAddress:
    """The nearest address, how far the place is from it, and in which direction (as seen from the address)."""

    hit: SearchHit
    distance_m: float
    direction: str

    @property
    def phrase(self) -> str:
        """Say it as people do: 鄂尔多斯大街12号 东北 35 米."""
        return phrase(self.hit.title, self.direction, self.distance_m)


@dataclass(frozen=True)
class NearRoad:
    """The nearest road that has a name. side: 左侧 or 右侧 as it was drawn; compass: 路东, 路西, 路南, 路北."""

    hit: SearchHit
    distance_m: float
    side: str
    compass: str

    @property
    def phrase(self) -> str:
        """Say it as people do: 鄂尔多斯大街 路南 12 米."""
        return phrase(self.hit.title, self.compass, self.distance_m)


@dataclass(frozen=True)
class Reverse:
    """What a place is called. Either part is None where the workspace has nothing of the kind."""

    place: Place
    address: NearAddress | None
    road: NearRoad | None
    elapsed_ms: float


def reverse(space: "Workspace", x: float, y: float) -> Reverse:
    """Name a place in the workspace's CRS. Raises BadPlace for coordinates that are none."""
    space.require(Permission.VIEW)
    started = time.perf_counter()
    place = place_at(space, x, y)
    address, road = _nearest_address(space, x, y), _nearest_road(space, x, y)
    return Reverse(place, address, road, (time.perf_counter() - started) * 1000)


def _nearest_address(space: "Workspace", x: float, y: float) -> NearAddress | None:
    index = space.index.spatial(ADDRESSES)
    fids = index.nearest(x, y, 1)
    if not len(fids):
        return None
    px, py = index.boxes(fids)[0, :2].tolist()
    fid = _widest(space, index, int(fids[0]), px, py)
    distance_m = math.hypot(x - px, y - py)
    hit = Hit(ADDRESSES.name, fid, max(0.0, 1.0 - distance_m / FULL_SCORE_M), px, py)
    found = next(iter(hits(space.store, [hit])), None)
    return NearAddress(found, distance_m, direction(x - px, y - py)) if found else None


def _widest(space: "Workspace", index: "SpatialIndex", fid: int, x: float, y: float) -> int:
    """Of the addresses at one point, such as the rooms of a tower, give the one that names them all."""
    reach = SAME_POINT_M
    stacked = np.sort(index.intersects(x - reach, y - reach, x + reach, y + reach))[:MOST_AT_A_POINT]
    if len(stacked) < 2:
        return fid
    table = space.store.read(ADDRESSES, stacked, columns=("kind",), geometry=False)
    ranks = [LEVELS.index(kind) if kind in LEVELS else len(LEVELS) for kind in table.columns["kind"]]
    if table.fid is None or not ranks:
        return fid
    return int(table.fid[int(np.argmin(ranks))])


def _nearest_road(space: "Workspace", x: float, y: float) -> NearRoad | None:
    """Look at the nearest boxes, then at all whose box reaches nearer than the best road among those."""
    index = space.index.spatial(ROADS)
    asked = BOXES
    while True:
        boxes = index.nearest(x, y, asked)
        found = _first_named(index, boxes, x, y)
        if found is not None or len(boxes) < asked:
            break
        asked *= 8
    if found is None:
        return None
    reach = found[1].distance_m
    inside = np.setdiff1d(index.intersects(x - reach, y - reach, x + reach, y + reach), boxes)
    closer = _first_named(index, inside, x, y)
    fid, best = closer if closer is not None and closer[1].distance_m < reach else found
    score = max(0.0, 1.0 - best.distance_m / FULL_SCORE_M)
    hit = next(iter(hits(space.store, [Hit(ROADS.name, fid, score, best.foot_x, best.foot_y)])), None)
    return NearRoad(hit, best.distance_m, best.side, best.compass) if hit else None


def _first_named(index: "SpatialIndex", fids: np.ndarray, x: float, y: float) -> tuple[int, Beside] | None:
    """Give the nearest of some roads that has a name, and where the place stands by it."""
    pieces, owners = index.pieces(fids)
    away = distances(pieces, x, y)
    order = np.argsort(away, kind="stable")
    _, first = np.unique(owners[order], return_index=True)
    nearest_first = owners[order][np.sort(first)]
    for start in range(0, len(nearest_first), BOXES):
        some = fids[nearest_first[start : start + BOXES]]
        named = next((fid for fid, name in zip(some, index.values("name", some), strict=True) if name), None)
        if named is not None:
            where = beside(pieces[fids[owners] == named], x, y)
            return (int(named), where) if where is not None else None
    return None
