"""The street network: runs cut into segments at every crossing, the faces between them, and both on the map."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.ground import Ground
from kangbashi_gis.sample.plan import Plan
from kangbashi_gis.sample.scales import Scale
from kangbashi_gis.sample.streets import WIDTHS_M, Streets, branches, main_streets, superblocks

GROUND_GRID_M = 0.01  # the corners of faces, blocks, parcels and water are whole centimetres
NODE_M = 1.0  # streets of the plan that pass within this of a junction go through it
PER_CUT = 3  # a street that ends in two others adds itself and cuts both


@dataclass(frozen=True)
class Network:
    """Segments from crossing to crossing on the map, ordered along their road, and the faces between them.

    start_m: how far along its road each segment begins. plan_faces: the same faces before bending.
    """

    segments: np.ndarray
    classes: np.ndarray
    roads: np.ndarray
    start_m: np.ndarray
    road_classes: tuple[str, ...]
    faces: np.ndarray
    plan_faces: np.ndarray

    @property
    def widths_m(self) -> np.ndarray:
        """Width of each segment between the property lines."""
        return np.array([WIDTHS_M[name] for name in self.classes])


def network(size: Scale, ground: Ground, plan: Plan, county: shapely.Polygon, rng: np.random.Generator) -> Network:
    """Draw streets until there are as many segments as the scale asks for (within half a per cent)."""
    streets = main_streets(plan)
    pieces = superblocks(plan, streets, rng)
    noded = _noded(streets)
    while (missing := size.roads - len(noded)) > size.roads // 200:
        before = streets.count
        pieces = branches(pieces, streets, max(missing // PER_CUT, 1), rng)
        noded = _noded(streets)
        if streets.count == before:
            break
    return _on_map(noded, streets, ground, county)


def _noded(streets: Streets) -> np.ndarray:
    return shapely.get_parts(shapely.union_all(streets.lines(), grid_size=NODE_M))


def _on_map(noded: np.ndarray, streets: Streets, ground: Ground, county: shapely.Polygon) -> Network:
    """Find the road of each segment, turn it the way its road goes, order all by road, and bend them."""
    runs = streets.lines()
    middles = shapely.line_interpolate_point(noded, 0.5, normalized=True)
    found = shapely.STRtree(runs).query_nearest(middles, all_matches=False)[1]
    roads = np.array(streets.roads)[found]
    first = shapely.line_locate_point(runs[found], shapely.get_point(noded, 0))
    last = shapely.line_locate_point(runs[found], shapely.get_point(noded, -1))
    order = np.lexsort([np.minimum(first, last), found, roads])
    turned = np.where(first > last, shapely.reverse(noded), noded)[order]
    plan_faces = shapely.get_parts(shapely.polygonize(noded))
    segments = shapely.set_precision(shapely.intersection(ground.bent(turned), county), 0.001)
    inside = ~shapely.is_empty(segments)
    return Network(
        segments=segments[inside],
        classes=np.array(streets.classes)[found][order][inside],
        roads=roads[order][inside],
        start_m=_starts(shapely.length(segments[inside]), roads[order][inside]),
        road_classes=tuple(_class_by_road(streets)),
        faces=shapely.set_precision(ground.bent(plan_faces), GROUND_GRID_M),
        plan_faces=plan_faces,
    )


def _starts(lengths: np.ndarray, roads: np.ndarray) -> np.ndarray:
    """Give how far along its road each segment begins; segments are in order along their roads."""
    before = np.cumsum(lengths) - lengths
    first = np.searchsorted(roads, roads, side="left")
    return before - before[first]


def _class_by_road(streets: Streets) -> list[str]:
    by_road = dict(zip(streets.roads, streets.classes, strict=True))
    return [by_road[number] for number in range(streets.count)]
