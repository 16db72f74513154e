"""Where the district ends, and how its ground is shared among street offices and communities.

The names and street codes of the first district are the real ones (resources/divisions); community
codes and all boundaries are made up: cells of the street plan go to the nearest of a few seats, so
that boundaries run along streets. Further districts have made-up codes and numbered names.
"""

import csv
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from kangbashi_gis import paths
from kangbashi_gis.sample.ground import Ground
from kangbashi_gis.sample.plan import Plan
from kangbashi_gis.sample.scales import Scale

CORNERS = 240
UNBUILT = 0.5  # a seat takes a cell without houses only where one with houses is farther by this
COUNTY_CODE, COUNTY = "150603", "康巴什区"
CITY_CODE, CITY = "150600", "鄂尔多斯市"
PROVINCE = "内蒙古自治区"
INDUSTRY_STREET = "400"
FIRST_MADE_UP = 150_628  # with the number of a district: 150630 and on, which are nobody's
# Where each community lies in the plan, as shares of the reach of the town: along the river, across it.
SEATS = {
    "哈巴格希社区": (-0.98, 0.55), "新北社区": (-0.45, 0.95), "达尔罕社区": (-0.66, 0.32),
    "园丁社区": (-0.36, 0.50), "学苑社区": (-0.36, 0.16), "康盛社区": (0.0, 0.55), "恩和社区": (0.03, 0.14),
    "珠江社区": (0.33, 0.55), "神华康城社区": (0.33, 0.14),
    "兴旺社区": (-0.62, -0.55), "呼和塔拉社区": (-0.20, -0.62), "宁馨社区": (0.18, -0.60), "康城社区": (0.52, -0.60),
    "悦和社区": (-0.12, 1.0), "格德热格社区": (0.25, 1.02),
    "鄂尔多斯市高新技术产业园区虚拟社区": (0.82, 0.40),
}  # fmt: skip


@dataclass(frozen=True)
class Community:
    """A community, the street office above it, and the codes of both."""

    code: str
    name: str
    street_code: str
    street: str

    @property
    def address(self) -> str:
        """How an address names street and community, without saying the city twice."""
        return self.street.removeprefix(CITY) + self.community_address

    @property
    def community_address(self) -> str:
        """The community's name in an address; the one of a park, which has its park's name, is left out."""
        return "" if self.name.startswith(self.street) else self.name


@dataclass(frozen=True)
class Divisions:
    """The county and its communities. homes: the community of each cell of the plan (columns × rows)."""

    code: str
    name: str
    outline: shapely.Polygon
    communities: tuple[Community, ...]
    homes: np.ndarray
    shapes: np.ndarray

    @property
    def prefix(self) -> str:
        """How every full address begins."""
        return f"{PROVINCE}{CITY}{self.name}"


def outline(size: Scale, ground: Ground, rng: np.random.Generator) -> shapely.Polygon:
    """Give the boundary of the district on the map: a rounded, slightly wavy oval of the right area."""
    angle = np.linspace(0.0, 2 * np.pi, CORNERS, endpoint=False)
    waves = sum(0.012 * np.sin(n * angle + rng.uniform(0.0, 2 * np.pi)) for n in (2, 3, 5, 7))
    radius = (np.abs(np.cos(angle) / 1.3) ** 3 + np.abs(np.sin(angle)) ** 3) ** (-1 / 3) * (1 + waves)
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]
    factor = np.sqrt(size.county_m2 / shapely.area(shapely.polygons(ring)))
    return shapely.set_precision(shapely.polygons(ring * factor + [ground.east, ground.north]), 0.001)


def divisions(number: int, plan: Plan, ground: Ground, county: shapely.Polygon) -> Divisions:
    """Share the county among its communities; `number` is that of the district, 1 for the real names."""
    known = communities(number)
    cells = shapely.set_precision(ground.bent(plan.cells()), 0.001)
    homes = _nearest_seats(plan, shapely.contains_properly(county, cells))
    joined = [shapely.union_all(cells[homes == n], grid_size=0.001) for n in range(len(known))]
    clipped = _noded(shapely.intersection(np.array(joined), county, grid_size=0.001))
    code = COUNTY_CODE if number == 1 else str(FIRST_MADE_UP + number)
    name = COUNTY if number == 1 else f"示例{numeral(number)}区"
    return Divisions(code, name, county, known, homes, clipped)


def _noded(shapes: np.ndarray) -> np.ndarray:
    """Give neighbours the same corners along the boundary between them, and leave out where they only touch."""
    edges = shapely.union_all(shapely.boundary(shapes[shapely.area(shapes) > 0]), grid_size=0.001)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    # rounding leaves hair-thin faces that lie in no shape: those go to the nearest one
    owner = shapely.STRtree(shapes).query_nearest(shapely.point_on_surface(faces), all_matches=False)[1]
    return np.array([shapely.coverage_union_all(faces[owner == n]) for n in range(len(shapes))], dtype=object)


def _nearest_seats(plan: Plan, inside: np.ndarray) -> np.ndarray:
    """Give the community of each cell; inside: which cells lie in the county as a whole."""
    u, v = plan.middle()
    east_west, north, south = plan.reach
    along, across = u / east_west, v / np.where(v > 0, north, south)
    seats = np.array(list(SEATS.values()))
    distance = np.hypot(along[..., None] - seats[:, 0], across[..., None] - seats[:, 1])
    order = {name: position for position, name in enumerate(SEATS)}
    base = communities(1)
    by_seat = np.argsort([order[one.name] for one in base])
    homes = by_seat[_claimed(distance, plan, inside)]
    bridges = np.flatnonzero(plan.bridges())
    for west, east in pairwise(bridges):
        # the banks between two bridges are one face of the street network, so they belong together
        homes[west:east, plan.river] = homes[(west + east) // 2, plan.river]
    return homes


def _claimed(distance: np.ndarray, plan: Plan, inside: np.ndarray) -> np.ndarray:
    """Give the seat of each cell: the nearest, but every seat first takes a dry cell of its own, built if it can."""
    seats = np.argmin(distance, axis=-1)
    free = distance + np.where(plan.town, 0.0, UNBUILT)[..., None]
    free[:, plan.river] = np.inf
    free[~inside] = np.inf
    for seat in np.argsort(free.min(axis=(0, 1)), kind="stable"):
        cell = np.unravel_index(np.argmin(free[..., seat]), seats.shape)
        seats[cell] = seat
        free[cell] = np.inf
    return seats


def communities(number: int) -> tuple[Community, ...]:
    """Give the communities of a district, in the order of their codes."""
    county = COUNTY_CODE if number == 1 else str(FIRST_MADE_UP + number)
    with paths.resource("divisions", "kangbashi.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Community(
            code=county + row["street_code"][6:] + row["code3"],
            name=numbered(row["community"], number),
            street_code=county + row["street_code"][6:],
            street=numbered(row["street"], number),
        )
        for row in rows
    )


def numbered(name: str, number: int) -> str:
    """Give the name that a division of a further district bears: 康城社区 becomes 康城二社区."""
    if number == 1:
        return name
    for ending in ("虚拟社区", "社区", "街道", "高新技术产业园区"):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)}{numeral(number)}{ending}"
    return f"{name}{numeral(number)}"


def numeral(number: int) -> str:
    """Write 1 to 99 in Chinese."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
