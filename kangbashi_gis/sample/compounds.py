"""Compounds (小区): the dwellings of one block behind one name, and the numbers their buildings bear."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from kangbashi_gis.sample import names
from kangbashi_gis.sample.names import Named
from kangbashi_gis.sample.town import Town, dice

NUMBERED = ("slab", "villa", "office")


@dataclass(frozen=True)
class Compounds:
    """Compounds with name, community and year. of_parcel: the compound of each parcel, or -1."""

    shapes: np.ndarray
    named: list[Named]
    communities: np.ndarray
    years: np.ndarray
    of_parcel: np.ndarray

    def codes(self, town: Town) -> list[str]:
        """Give each compound its code: the community's and a number of four digits."""
        known = town.divisions.communities
        return [f"{known[home].code}{number:04d}" for number, home in enumerate(self.communities, 1)]


def compounds(town: Town) -> Compounds:
    """Join the residential parcels of each block that has dwellings into a compound."""
    dwellings = np.isin(town.buildings.styles, ["slab", "villa"])
    lived_in = np.unique(town.parcels.blocks[town.buildings.parcels[dwellings]])
    residential = np.char.startswith(town.uses, "0701") & np.isin(town.parcels.blocks, lived_in)
    of_parcel = np.full(len(town.uses), -1)
    of_parcel[residential] = np.searchsorted(lived_in, town.parcels.blocks[residential])
    order = np.flatnonzero(residential)[np.argsort(of_parcel[residential], kind="stable")]
    bounds = np.searchsorted(of_parcel[order], np.arange(len(lived_in) + 1))
    shapes = [shapely.coverage_union_all(town.parcels.shapes[order[low:high]]) for low, high in pairwise(bounds)]
    rng = dice(town.number, "compounds")
    return Compounds(
        shapes=np.array(shapes, dtype=object),
        named=names.compounds(len(lived_in), len(town.road_names), town.number, rng),
        communities=town.blocks.communities[lived_in],
        years=town.years[lived_in],
        of_parcel=of_parcel,
    )


def building_numbers(town: Town, homes: Compounds) -> np.ndarray:
    """Give each numbered building (dwellings, offices) its number in its compound or parcel; 0 for the others.

    Numbers run from the north-west to the south-east.
    """
    numbered = np.flatnonzero(np.isin(town.buildings.styles, NUMBERED))
    parcel = town.buildings.parcels[numbered]
    compound = homes.of_parcel[parcel]
    group = np.where(compound >= 0, compound, len(homes.shapes) + parcel)
    middle = shapely.get_coordinates(shapely.centroid(town.buildings.shapes[numbered]))
    order = np.lexsort([middle[:, 0], -np.round(middle[:, 1] / 30.0), group])
    ranks = np.arange(len(order)) - np.searchsorted(group[order], group[order])
    result = np.zeros(len(town.buildings.styles), int)
    result[numbered[order]] = ranks + 1
    return result
