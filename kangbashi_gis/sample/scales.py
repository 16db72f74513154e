"""How large the made-up district is: counts of everything, and the ground it needs."""

import re
from dataclasses import dataclass
from typing import Any

from kangbashi_gis.errors import UsageError

MOST_DISTRICTS = 72  # nine side by side in eight rows still lie inside the three degrees of EPSG:4546


@dataclass(frozen=True)
class Scale:
    """What is made: the counts are those of one district; lengths are in metres, areas in square metres.

    spacing_m: the least and the most distance between two arterial streets.
    corridor_m: half the distance between the two streets along the river.
    length_m: half the length of the town. door_share: about how many of the addresses are door plates.
    """

    name: str
    addresses: int
    residents: int
    entities: int
    parcels: int
    buildings: int
    roads: int
    town_m2: float
    county_m2: float
    spacing_m: tuple[float, float]
    corridor_m: float
    length_m: float
    door_share: float
    districts: int = 1
    workbook: bool = False


# what differs between the two, side by side: of the small town and of the whole city
FIGURES: dict[str, tuple[Any, Any]] = {
    "name": ("small", "city"),
    "addresses": (3_000, 150_000),
    "residents": (2_500, 127_000),
    "entities": (900, 60_000),
    "parcels": (350, 10_000),
    "buildings": (500, 20_000),
    "roads": (250, 6_000),
    "town_m2": (4.6e6, 98e6),
    "county_m2": (10e6, 372.55e6),
    "spacing_m": ((370.0, 530.0), (880.0, 1_420.0)),
    "corridor_m": (160.0, 420.0),
    "length_m": (1_700.0, 7_000.0),
    "door_share": (0.13, 0.10),
    "workbook": (True, False),
}
SMALL, CITY = (Scale(**{figure: both[at] for figure, both in FIGURES.items()}) for at in (0, 1))


def scale(name: str) -> Scale:
    """Read `small`, `city` or `Nx` (N cities side by side); raises UsageError for anything else."""
    from dataclasses import replace

    if name in (SMALL.name, CITY.name):
        return SMALL if name == SMALL.name else CITY
    times = re.fullmatch(r"([1-9]\d*)x", name)
    if times is None or int(times.group(1)) > MOST_DISTRICTS:
        raise UsageError(detail=f"scale {name[:40]!r}: small, city, 1x … {MOST_DISTRICTS}x")
    return replace(CITY, name=name, districts=int(times.group(1)))
