"""Door plates (门牌): a number for each gate and shop, odd on the left of the road and even on the right."""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.sample.buildings import STYLE_OF_USE
from kangbashi_gis.sample.town import Town, dice

PER_NUMBER_M = 10.0
OFFICES = ("0801", "0902")  # their rooms are told by the plate of the gate
SHOPS = ("0901", "0902", "0903", "0904")


@dataclass(frozen=True)
class Doors:
    """Plates: their frontage, parcel, road and number. of_parcel: the plate of each parcel's gate, or -1."""

    fronts: np.ndarray
    parcels: np.ndarray
    roads: np.ndarray
    numbers: np.ndarray
    of_parcel: np.ndarray


def plates(town: Town, wanted: int) -> Doors:
    """Hang `wanted` plates: on the gates of parcels first, then on shops, then on any other frontage."""
    rng = dice(town.number, "doors")
    front = town.front
    built = np.isin(town.uses, list(STYLE_OF_USE))
    shop = np.isin(town.uses, SHOPS)
    rank = np.where(shop[front.parcels], 1.0, np.where(built[front.parcels], 2.0, 3.0))
    rank[town.gates[(town.gates >= 0) & built]] = 0.0
    rank[town.gates[(town.gates >= 0) & np.isin(town.uses, OFFICES)]] = -1.0
    order = np.argsort(rank + 0.9 * rng.random(len(rank)), kind="stable")
    chosen = np.sort(order[:wanted])
    numbers = plate_numbers(front.roads[chosen], front.odd[chosen], front.along_m[chosen])
    place = np.full(len(front.roads) + 1, -1)
    place[chosen] = np.arange(len(chosen))
    return Doors(chosen, front.parcels[chosen], front.roads[chosen], numbers, place[town.gates])


def plate_numbers(roads: np.ndarray, odd: np.ndarray, along_m: np.ndarray) -> np.ndarray:
    """Number plates by how far along their road they hang.

    On each side of each road numbers rise strictly, by two for every `PER_NUMBER_M` metres or more.
    """
    order = np.lexsort([along_m, odd, roads])
    step = np.floor(along_m[order] / PER_NUMBER_M)
    group = roads[order] * 2 + odd[order]
    turn = np.arange(len(order)) - np.searchsorted(group, group)
    # adding a large amount for each group keeps the running maximum from leaking into the next
    apart = np.unique(group, return_inverse=True)[1] * 1e7
    rising = np.maximum.accumulate(step - turn + apart) - apart + turn
    numbers = np.empty(len(order), int)
    numbers[order] = 2 * rising.astype(int) + np.where(odd[order], 1, 2)
    return numbers
