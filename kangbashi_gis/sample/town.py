"""One district as shapes: everything that stands on the ground, before it is written down."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.sample import names
from kangbashi_gis.sample.blocks import Blocks, blocks
from kangbashi_gis.sample.buildings import Buildings, buildings
from kangbashi_gis.sample.divisions import Divisions, divisions, outline
from kangbashi_gis.sample.frontages import Frontages, frontages, gates
from kangbashi_gis.sample.ground import Ground, ground
from kangbashi_gis.sample.names import Named
from kangbashi_gis.sample.network import Network, network
from kangbashi_gis.sample.parcels import Parcels, parcels
from kangbashi_gis.sample.plan import Plan, plan
from kangbashi_gis.sample.scales import Scale
from kangbashi_gis.sample.uses import uses
from kangbashi_gis.sample.water import Water, river

SEED = 150_603
FIRST_YEAR, LAST_YEAR = 2006, 2021  # between these the town was built


@dataclass(frozen=True)
class Town:
    """The shapes of district `number`, and what the rest is told by.

    uses, gates (position among the frontages, or -1) and parcel_communities: one for each parcel.
    years: when each block was opened up.
    """

    size: Scale
    number: int
    ground: Ground
    plan: Plan
    divisions: Divisions
    network: Network
    water: Water
    blocks: Blocks
    parcels: Parcels
    uses: np.ndarray
    front: Frontages
    gates: np.ndarray
    buildings: Buildings
    road_names: list[Named]
    years: np.ndarray

    @property
    def parcel_communities(self) -> np.ndarray:
        """The community of each parcel, as its position among the communities."""
        return self.blocks.communities[self.parcels.blocks]

    @property
    def parcel_years(self) -> np.ndarray:
        """When the block of each parcel was opened up."""
        return self.years[self.parcels.blocks]


def town(size: Scale, number: int, progress: Progress = silent) -> Town:
    """Make district `number` of a scale: the same one each time."""
    progress(0.0, "sample")
    rng = dice(number, "town")
    here = ground(size, number, rng)
    laid = plan(size, rng)
    county = outline(size, here, rng)
    shared = divisions(number, laid, here, county)
    streets = network(size, here, laid, county, rng)
    wet = river(laid, here, county, rng)
    progress(0.15, "sample")
    built = blocks(streets, laid, shared, shapely.union_all(wet.shapes), rng)
    progress(0.4, "sample")
    plots = parcels(built, size.parcels, rng)
    progress(0.75, "sample")
    front = frontages(streets, plots.shapes)
    purposes = uses(plots, built, front, rng)
    entrances = gates(front, len(plots.shapes))
    places = np.where((entrances >= 0)[:, None], front.xy[entrances], np.nan)
    houses = buildings(plots.shapes, purposes, places, size.buildings, rng)
    return Town(
        size, number, here, laid, shared, streets, wet, built, plots, purposes, front, entrances, houses,
        road_names=names.roads(streets.road_classes, _along(streets), number, rng),
        years=_years(built, streets, laid, rng),
    )  # fmt: skip


def dice(number: int, what: str) -> np.random.Generator:
    """Give the random numbers for one part of one district, so that parts do not disturb each other."""
    return np.random.default_rng([SEED, number, *what.encode()])


def _along(streets: Network) -> np.ndarray:
    """Tell for each road whether it runs rather east than north."""
    first, last = (shapely.get_coordinates(shapely.get_point(streets.segments, place)) for place in (0, -1))
    span = np.abs(last - first)
    totals = np.zeros((len(streets.road_classes), 2))
    np.add.at(totals, streets.roads, span)
    return totals[:, 0] > totals[:, 1]


def _years(built: Blocks, streets: Network, laid: Plan, rng: np.random.Generator) -> np.ndarray:
    """Give the year in which each block was opened up: the town grew from its middle outwards."""
    middle = shapely.get_coordinates(shapely.point_on_surface(streets.plan_faces))[built.faces]
    far = np.clip(laid.remoteness(*middle.T), 0.0, 1.15) / 1.15
    span = LAST_YEAR - FIRST_YEAR
    years = FIRST_YEAR + span * (0.75 * far + 0.25 * rng.random(len(far)))
    return np.clip(np.round(years), FIRST_YEAR, LAST_YEAR).astype(int)
