"""What each parcel is for: shares of land-use codes by zone, and a few rules about streets and size."""

import numpy as np
import shapely

from kangbashi_gis.sample.blocks import Blocks
from kangbashi_gis.sample.frontages import Frontages
from kangbashi_gis.sample.parcels import Parcels

MIXES: dict[str, dict[str, float]] = {
    "river": {"1401": 0.86, "1403": 0.06, "1402": 0.08},
    "civic": {"0801": 0.27, "0803": 0.16, "0805": 0.08, "1403": 0.13, "1401": 0.16, "0902": 0.14, "0806": 0.06},
    "edge": {"16": 0.30, "2301": 0.36, "1402": 0.16, "04": 0.10, "1401": 0.08},
    "industry": {
        "1001": 0.63, "1101": 0.13, "0901": 0.05, "13": 0.05, "1402": 0.06, "1208": 0.03, "0802": 0.03, "0702": 0.02,
    },
    "centre": {"0901": 0.46, "0902": 0.32, "0903": 0.07, "070102": 0.05, "1403": 0.04, "1208": 0.03, "0904": 0.03},
    "education": {"0804": 0.78, "0802": 0.08, "0805": 0.08, "1401": 0.06},
    "park": {"1401": 0.88, "1403": 0.06, "0805": 0.06},
    "health": {"0806": 0.72, "0807": 0.20, "1401": 0.08},
    "villas": {"070101": 0.86, "1401": 0.06, "0702": 0.03, "0901": 0.05},
    "residential": {
        "070102": 0.84, "0804": 0.04, "0702": 0.03, "1401": 0.04, "13": 0.015, "0807": 0.01, "0806": 0.005,
        "0901": 0.02,
    },
}  # fmt: skip
SHOPS_M2 = 6_500.0  # a residential parcel smaller than this on a main street may hold shops instead


def uses(parcels: Parcels, blocks: Blocks, front: Frontages, rng: np.random.Generator) -> np.ndarray:
    """Give the land-use code of each parcel."""
    zones = blocks.zones[parcels.blocks]
    chance = rng.random(len(zones))
    result = np.full(len(zones), "", dtype="U6")
    for zone, mix in MIXES.items():
        limits = np.cumsum(list(mix.values()))
        codes = np.array(list(mix))
        here = zones == zone
        result[here] = codes[np.minimum(np.searchsorted(limits, chance[here]), len(codes) - 1)]
    rank = np.full(len(zones), 9)
    np.minimum.at(rank, front.parcels, front.ranks)
    shops = np.isin(result, ["070101", "070102"]) & (rank <= 1) & (shapely.area(parcels.shapes) < SHOPS_M2)
    result[shops & (rng.random(len(zones)) < 0.5)] = "0901"
    return result
