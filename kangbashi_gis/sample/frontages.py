"""Frontages: places along the streets, on both sides, where a door plate could hang."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.blocks import containing
from kangbashi_gis.sample.network import Network

EVERY_M = 11.0
BEHIND_M = 2.0  # how far behind the property line a plate hangs
RANKS = {"expressway": 4, "arterial": 0, "secondary": 1, "branch": 2, "lane": 3}  # the best street for a gate first


@dataclass(frozen=True)
class Frontages:
    """Places where a plate could hang, in order along each road: on the map, with road, side and parcel.

    odd: on the left of the road as it runs, where numbers are odd. along_m: distance from the road's beginning.
    """

    xy: np.ndarray
    roads: np.ndarray
    along_m: np.ndarray
    odd: np.ndarray
    ranks: np.ndarray
    parcels: np.ndarray


def frontages(network: Network, shapes: np.ndarray) -> Frontages:
    """Walk along every street and look left and right; only places inside one of the parcels `shapes` count."""
    lengths = shapely.length(network.segments)
    counts = np.maximum((lengths / EVERY_M).astype(int), 1)
    segment = np.repeat(np.arange(len(lengths)), counts)
    place = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    along = (place + 0.5) * lengths[segment] / counts[segment]
    lines = network.segments[segment]
    here = shapely.get_coordinates(shapely.line_interpolate_point(lines, along))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.minimum(along + 1.0, lengths[segment])))
    left = np.column_stack([-(ahead - here)[:, 1], (ahead - here)[:, 0]])
    left /= np.hypot(*left.T)[:, None]
    reach = (network.widths_m[segment] / 2 + BEHIND_M)[:, None]
    xy = np.concatenate([here + left * reach, here - left * reach])
    parcel = containing(shapes, shapely.points(xy))
    both = np.tile(segment, 2)
    found = np.flatnonzero(parcel >= 0)
    distance = np.tile(network.start_m[segment] + along, 2)
    order = found[np.lexsort([distance[found], network.roads[both[found]]])]
    ranks = np.array([RANKS[name] for name in network.classes])[both]
    return Frontages(
        xy=xy[order],
        roads=network.roads[both[order]],
        along_m=distance[order],
        odd=(np.arange(len(xy)) < len(segment))[order],
        ranks=ranks[order],
        parcels=parcel[order],
    )


def gates(front: Frontages, count: int) -> np.ndarray:
    """Give for each of `count` parcels the number of the frontage of its gate, or -1 where it meets no street.

    The gate is in the middle of the parcel's frontage on the most important street it meets.
    """
    order = np.lexsort([front.along_m, front.odd, front.roads, front.ranks, front.parcels])
    parcel, road = front.parcels[order], front.roads[order]
    first = np.searchsorted(parcel, np.arange(count))
    last = np.searchsorted(parcel, np.arange(count), side="right")
    result = np.full(count, -1)
    has = np.flatnonzero(last > first)
    best_road = road[first[has]]
    best_side = front.odd[order][first[has]]
    same = (road == np.repeat(best_road, (last - first)[has])) & (
        front.odd[order] == np.repeat(best_side, (last - first)[has])
    )
    lengths = np.add.reduceat(same, first[has])
    result[has] = order[first[has] + (lengths - 1) // 2]
    return result
