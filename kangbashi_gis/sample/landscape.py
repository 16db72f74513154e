"""Divisions, water, roads and land use as rows: what covers the whole district."""

import numpy as np
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.sample import dates
from kangbashi_gis.sample.blocks import corridors
from kangbashi_gis.sample.names import stem
from kangbashi_gis.sample.network import GROUND_GRID_M
from kangbashi_gis.sample.splitting import across, halves
from kangbashi_gis.sample.streets import WIDTHS_M
from kangbashi_gis.sample.town import LAST_YEAR, Town, dice

LANES = {"expressway": 8, "arterial": 6, "secondary": 4, "branch": 2, "lane": 1}
COUNTRYSIDE = {"04": 0.46, "03": 0.20, "01": 0.12, "2301": 0.14, "23": 0.08}
RIVER, RIVER_STEM = "乌兰木伦", 2_900
ROAD_USE, WATER_USE = "1207", "17"
SURVEYED = {2009: 1.0, 2014: 1.0, 2019: 3.0, 2020: 1.0, 2021: 1.0, 2022: 1.0, 2023: 2.0, 2024: 1.0}
SLIVER_M2 = 1.0


def divisions(town: Town) -> Table:
    """Give the county, its street offices and its communities; each level tiles the one above."""
    shared = town.divisions
    streets = {one.street_code: one.street for one in shared.communities}
    of_street = np.array([one.street_code for one in shared.communities])
    joined = [shapely.union_all(shared.shapes[of_street == code], grid_size=0.001) for code in streets]
    whole = shapely.union_all(shared.shapes, grid_size=0.001)
    return Table(
        {
            "code": [shared.code, *streets, *(one.code for one in shared.communities)],
            "name": [shared.name, *streets.values(), *(one.name for one in shared.communities)],
            "level": ["county"] + ["street"] * len(streets) + ["community"] * len(shared.communities),
            "parent": ["150600"] + [shared.code] * len(streets) + [one.street_code for one in shared.communities],
        },
        np.array([whole, *joined, *shared.shapes], dtype=object),
    )


def water(town: Town) -> Table:
    """Give the river in its two parts and the lake between them."""
    base = RIVER if town.number == 1 else stem(RIVER_STEM, town.number)
    names = {"河流": f"{base}河", "湖泊": f"{base}湖"}
    return Table(
        {
            "code": [f"{town.divisions.code}W{number:03d}" for number in range(1, len(town.water.kinds) + 1)],
            "name": [names[kind] for kind in town.water.kinds],
            "kind": list(town.water.kinds),
        },
        town.water.shapes,
    )


def roads(town: Town) -> Table:
    """Give the road segments, from crossing to crossing."""
    rng = dice(town.number, "roads")
    streets = town.network
    tree = shapely.STRtree(town.blocks.shapes)
    near = tree.query_nearest(streets.segments, all_matches=False)[1]
    start = np.full(len(streets.road_classes), LAST_YEAR)
    np.minimum.at(start, streets.roads, town.years[near] - 1)
    named = np.array(town.road_names, dtype=object)[streets.roads]
    classes = streets.classes.astype(object)
    return Table(
        {
            "code": [
                f"{town.divisions.code}R{road + 1:04d}{number:03d}"
                for road, number in zip(streets.roads.tolist(), _turns(streets.roads), strict=True)
            ],
            "name": [one.name for one in named],
            "class": classes,
            "former_name": [one.former for one in named],
            "width_m": np.array([WIDTHS_M[name] for name in classes]),
            "lanes": np.array([LANES[name] for name in classes]),
            "built": np.clip(start[streets.roads] + rng.integers(0, 2, len(named)), 2006, LAST_YEAR),
        },
        streets.segments,
    )


def _turns(groups: np.ndarray) -> list[int]:
    return (np.arange(len(groups)) - np.searchsorted(groups, groups) + 1).tolist()


def landuse(town: Town) -> Table:
    """Cover the district: parcels joined by use, streets, water, and the country around the town."""
    rng = dice(town.number, "landuse")
    streets = corridors(town.network)
    parts = [_parcel_patches(town), _street_patches(town, streets), _water_patches(town)]
    parts.append(_country_patches(town, streets, rng))
    shapes = np.concatenate([shapes for shapes, _ in parts])
    uses = np.concatenate([uses for _, uses in parts])
    return Table(
        {
            "code": [f"{town.divisions.code}T{number:05d}" for number in range(1, len(shapes) + 1)],
            "use": uses.astype(object),
            "area_m2": np.round(shapely.area(shapes), 1),
            "surveyed": dates.growing(len(shapes), SURVEYED, rng),
        },
        shapes,
    )


def _parcel_patches(town: Town) -> tuple[np.ndarray, np.ndarray]:
    """Join the parcels of a block that have the same use."""
    keys = np.char.add(town.parcels.blocks.astype("U8"), np.char.add("/", town.uses))
    order = np.argsort(keys, kind="stable")
    first = np.flatnonzero(np.concatenate([[True], keys[order][1:] != keys[order][:-1]]))
    groups = np.split(town.parcels.shapes[order], first[1:])
    shapes = [group[0] if len(group) == 1 else shapely.coverage_union_all(group) for group in groups]
    return np.array(shapes, dtype=object), town.uses[order][first]


def _street_patches(town: Town, streets: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    """Give the ground of streets by face of the network (its half of each street around), and what lies outside."""
    home = town.blocks.faces[town.parcels.blocks]
    faces = np.unique(home)
    order = np.argsort(home, kind="stable")
    plots = np.split(town.parcels.shapes[order], np.searchsorted(home[order], faces)[1:])
    inside = np.array([shapely.coverage_union_all(group) for group in plots], dtype=object)
    grounds = shapely.difference(town.network.faces[faces], inside)
    wet = shapely.union_all(town.water.shapes)
    touched = shapely.intersects(grounds, wet)
    grounds[touched] = shapely.difference(grounds[touched], wet, grid_size=GROUND_GRID_M)
    outside = shapely.difference(streets, shapely.union_all(town.network.faces[faces]), grid_size=GROUND_GRID_M)
    outside = shapely.intersection(outside, town.divisions.outline, grid_size=GROUND_GRID_M)
    outside = shapely.difference(outside, wet, grid_size=GROUND_GRID_M)
    return _polygons(np.append(grounds, outside), ROAD_USE)


def _water_patches(town: Town) -> tuple[np.ndarray, np.ndarray]:
    return _polygons(town.water.shapes, WATER_USE)


def _country_patches(town: Town, streets: shapely.Geometry, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Cut what is neither town nor street nor water into fields, woods and steppe."""
    faces = shapely.union_all(town.network.faces[np.unique(town.blocks.faces)])
    taken = shapely.union_all([faces, streets, *town.water.shapes], grid_size=GROUND_GRID_M)
    free = shapely.difference(town.divisions.outline, taken)
    pieces = shapely.set_precision(town.ground.bent(town.plan.cells().ravel()), GROUND_GRID_M)
    pieces, _ = _polygons(shapely.intersection(pieces, free, grid_size=GROUND_GRID_M), "")
    for _ in range(2):
        pieces, _ = halves(pieces, across(pieces, rng, 0.3, 0.35), GROUND_GRID_M)
    limits, codes = np.cumsum(list(COUNTRYSIDE.values())), np.array(list(COUNTRYSIDE), dtype="U6")
    return pieces, codes[np.minimum(np.searchsorted(limits, rng.random(len(pieces))), len(codes) - 1)]


def _polygons(shapes: np.ndarray, use: str) -> tuple[np.ndarray, np.ndarray]:
    """Give the single polygons of shapes without slivers, each with the use."""
    parts = shapely.get_parts(shapes)
    parts = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & (shapely.area(parts) > SLIVER_M2)]
    return parts, np.full(len(parts), use, dtype="U6")
