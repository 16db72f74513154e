"""Blocks: what is left of the ground between streets once the streets have their width, and what it is for."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.divisions import INDUSTRY_STREET, Divisions
from kangbashi_gis.sample.network import GROUND_GRID_M, Network
from kangbashi_gis.sample.plan import Plan

CORNER_M = 6.0
LEAST_M2 = 1_500.0


@dataclass(frozen=True)
class Blocks:
    """Blocks on the map with the number of their face between streets, their community and their zone."""

    shapes: np.ndarray
    faces: np.ndarray
    communities: np.ndarray
    zones: np.ndarray


def corridors(network: Network) -> shapely.Geometry:
    """Give the ground of all streets between the property lines, as one shape."""
    return shapely.union_all(
        shapely.buffer(network.segments, network.widths_m / 2, quad_segs=3), grid_size=GROUND_GRID_M
    )


def blocks(network: Network, plan: Plan, homes: Divisions, wet: shapely.Geometry, rng: np.random.Generator) -> Blocks:
    """Take streets and water off the faces of the town, round the corners, and give each block its zone."""
    inner = shapely.point_on_surface(network.plan_faces)
    cells = _cells_of(inner, plan)
    town = plan.town[cells] | (cells[1] == plan.river)
    faces = np.flatnonzero(town)
    ground = shapely.difference(shapely.union_all(network.faces[faces]), corridors(network))
    shapes = shapely.get_parts(shapely.difference(ground, wet))
    shapes = shapely.get_parts(_rounded(shapes))
    shapes = shapes[shapely.area(shapes) > LEAST_M2]
    found = containing(network.faces, shapely.point_on_surface(shapes))
    communities = homes.homes[cells][found]
    middle = shapely.get_coordinates(inner)[found]
    return Blocks(shapes, found, communities, _zones(middle, communities, plan, homes, rng))


def _rounded(shapes: np.ndarray) -> np.ndarray:
    shrunk = shapely.buffer(shapes, -CORNER_M, join_style="mitre")
    return shapely.set_precision(shapely.buffer(shrunk, CORNER_M, quad_segs=2), GROUND_GRID_M)


def _cells_of(points: np.ndarray, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    u, v = shapely.get_coordinates(points).T
    return np.searchsorted(plan.columns, u) - 1, np.searchsorted(plan.rows, v) - 1


def containing(areas: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Give the position of the area around each point; every point must lie in one."""
    point, area = shapely.STRtree(areas).query(points, predicate="intersects")
    result = np.full(len(points), -1)
    result[point] = area
    return result


def _zones(
    middle: np.ndarray, communities: np.ndarray, plan: Plan, homes: Divisions, rng: np.random.Generator
) -> np.ndarray:
    """Give each block its zone: rules in order, the first that fits; the rest is residential."""
    u, v = middle.T
    far = plan.remoteness(u, v)
    chance = rng.random(len(u))
    industry = np.array([one.street_code.endswith(INDUSTRY_STREET) for one in homes.communities])[communities]
    axis = 1.05 * plan.columns[plan.columns > 0][0]
    rules = (
        ("river", np.abs(v) < plan.rows[plan.river + 1]),
        ("civic", (np.abs(u) < axis) & (v > 0) & (far < 0.62)),
        ("edge", (far > 0.88) & (chance > 0.60)),
        ("industry", industry),
        ("centre", (far < 0.34) & (chance > 0.58)),
        ("education", chance < 0.08),
        ("park", chance < 0.15),
        ("health", chance < 0.17),
        ("centre", chance < 0.24),
        ("edge", chance < 0.34),
        ("villas", (far > 0.55) & (chance < 0.42)),
    )
    return np.select([fits for _, fits in rules], [zone for zone, _ in rules], "residential")
