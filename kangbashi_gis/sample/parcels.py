"""Parcels: blocks cut up until there are as many as wanted. They tile their block without gaps or overlaps."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.blocks import Blocks, containing
from kangbashi_gis.sample.network import GROUND_GRID_M
from kangbashi_gis.sample.splitting import across, halves

CUT_M = 0.001  # finer than the grid of the ground, so that the last noding finds all corners that belong together
LEAST_M2 = 900.0
# How large a parcel wants to be, by the zone of its block.
SIZES_M2 = {
    "river": 34_000.0, "civic": 15_000.0, "edge": 17_000.0, "industry": 14_000.0, "centre": 5_000.0,
    "education": 22_000.0, "park": 16_000.0, "health": 12_000.0, "villas": 8_000.0, "residential": 6_200.0,
}  # fmt: skip


@dataclass(frozen=True)
class Parcels:
    """Parcels on the map, each with the number of its block."""

    shapes: np.ndarray
    blocks: np.ndarray


def parcels(blocks: Blocks, wanted: int, rng: np.random.Generator) -> Parcels:
    """Cut the parcels that are largest for their zone, again and again, until there are `wanted`."""
    shapes, home = blocks.shapes, np.arange(len(blocks.shapes))
    sizes = np.array([SIZES_M2[zone] for zone in blocks.zones])
    while len(shapes) < wanted:
        areas = shapely.area(shapes)
        need = areas / sizes[home] * rng.uniform(0.55, 1.45, len(shapes))
        need[areas < 2.5 * LEAST_M2] = 0.0
        room = min(wanted - len(shapes), len(shapes) // 3)
        chosen = np.sort(np.argsort(-need, kind="stable")[:room])
        chosen = chosen[need[chosen] > 0]
        if not len(chosen):
            break
        cut, origin = halves(shapes[chosen], across(shapes[chosen], rng, 0.24, 0.06), CUT_M)
        kept = np.setdiff1d(np.arange(len(shapes)), chosen)
        home = np.concatenate([home[kept], home[chosen][origin]])
        shapes = np.concatenate([shapes[kept], cut])
    return _noded(shapes, home)


def _noded(shapes: np.ndarray, home: np.ndarray) -> Parcels:
    """Give neighbours the same corners: all boundaries are noded together and the faces between them taken."""
    edges = shapely.union_all(shapely.boundary(shapes), grid_size=GROUND_GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    found = containing(shapes, shapely.point_on_surface(faces))
    faces, found = _merged(faces[found >= 0], found[found >= 0])
    order = np.lexsort([*np.round(shapely.bounds(faces).T[:2], 3), home[found]])
    return Parcels(faces[order], home[found][order])


def _merged(faces: np.ndarray, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join the hair-thin faces that rounding leaves beside a cut to the parcel they were cut from."""
    order = np.argsort(found, kind="stable")
    faces, found = faces[order], found[order]
    first = np.flatnonzero(np.diff(found, prepend=-1))
    joined = faces[first]
    for place in np.flatnonzero(np.diff(np.append(first, len(found))) > 1):
        end = first[place + 1] if place + 1 < len(first) else len(found)
        joined[place] = shapely.coverage_union_all(faces[first[place] : end])
    return joined, found[first]
