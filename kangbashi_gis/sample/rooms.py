"""How many units, floors and rooms each building has, so that there are as many addresses as the scale asks for."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.buildings import STYLES
from kangbashi_gis.sample.town import Town, dice

UNIT_M = 21.0  # length of a building for each stairway
TALLEST = 33


@dataclass(frozen=True)
class Rooms:
    """For each building: floors, units (0 where rooms have none) and rooms on each floor of a unit."""

    floors: np.ndarray
    units: np.ndarray
    per_floor: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """Rooms with an address in each building."""
        return self.floors * np.maximum(self.units, 1) * self.per_floor


def rooms(town: Town, addressed: np.ndarray) -> Rooms:
    """Give buildings floors and rooms; neighbours in a block are alike. Only `addressed` buildings have rooms."""
    rng = dice(town.number, "rooms")
    styles = town.buildings.styles
    slab, office = (styles == "slab") & addressed, (styles == "office") & addressed
    lengths = shapely.length(town.buildings.shapes) / 2 - 13.0
    units = np.where(slab, np.maximum(np.round(lengths / UNIT_M), 1), 0).astype(int)
    kind = rng.random(len(town.blocks.shapes))[town.parcels.blocks[town.buildings.parcels]]
    per_floor = np.where(slab, np.where(kind < 0.22, 1, 2), np.where(office, 4 + (kind * 5).astype(int), 0))
    wish = _floors(styles, rng) * np.where(slab & (kind > 0.86), 1.9, 1.0)
    others = int(addressed.sum() + units.sum())
    wanted = round((1 - town.size.door_share) * town.size.addresses) - others
    floors = _fitted(wish, slab | office, np.maximum(units, 1) * per_floor, wanted)
    return Rooms(floors, units, per_floor)


def _floors(styles: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chance = rng.random(len(styles))
    result = 1.0 + 0.9 * chance
    for name, style in STYLES.items():
        low, high = style.floors
        here = styles == name
        result[here] = low + chance[here] * (high - low + 1)
    return result


def _fitted(wish: np.ndarray, housed: np.ndarray, per_floor: np.ndarray, wanted: int) -> np.ndarray:
    """Stretch the floors of the buildings with rooms until there are about `wanted` rooms.

    wish: floors with a fraction, so that not all buildings gain a floor at the same stretch.
    """
    low, high = 0.05, 8.0
    for _ in range(40):
        factor = (low + high) / 2
        floors = np.where(housed, np.clip(np.floor(wish * factor), 1, TALLEST), np.floor(wish)).astype(int)
        low, high = (factor, high) if (floors * per_floor)[housed].sum() < wanted else (low, factor)
    return floors
