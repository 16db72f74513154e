"""The ground of the small district: streets on a river, blocks, parcels that tile, buildings that stand free."""

import numpy as np
import shapely

from kangbashi_gis.sample.buildings import HUT
from kangbashi_gis.sample.town import Town


def overlapping(shapes: np.ndarray) -> int:
    """Count the pairs that share ground."""
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pair = first < second
    shared = shapely.area(shapely.intersection(shapes[first[pair]], shapes[second[pair]]))
    return int((shared > 1e-6).sum())


def test_parcels_tile_their_blocks_without_gaps_or_overlaps(small_town: Town) -> None:
    parcels, blocks = small_town.parcels, small_town.blocks
    assert len(parcels.shapes) == 350
    assert shapely.coverage_is_valid(parcels.shapes) and overlapping(parcels.shapes) == 0
    for number, block in enumerate(blocks.shapes):
        inside = parcels.shapes[parcels.blocks == number]
        whole = shapely.coverage_union_all(inside)
        assert np.isclose(shapely.area(inside).sum(), shapely.area(whole), rtol=1e-12)
        assert shapely.area(shapely.symmetric_difference(whole, block)) < 1e-4 * shapely.area(block)
        assert len(shapely.get_parts(whole)) == 1 and not shapely.get_num_interior_rings(whole).any()


def test_parcels_are_of_many_sizes(small_town: Town) -> None:
    areas = shapely.area(small_town.parcels.shapes)
    assert areas.min() > 900 and np.percentile(areas, 90) > 3 * np.percentile(areas, 10)


def test_blocks_leave_the_streets_and_the_water_free(small_town: Town) -> None:
    blocks = shapely.union_all(small_town.parcels.shapes)
    halves = small_town.network.widths_m / 2
    streets = shapely.union_all(shapely.buffer(small_town.network.segments, halves - 0.1, cap_style="flat"))
    assert shapely.area(shapely.intersection(blocks, streets)) < 1.0
    assert shapely.area(shapely.intersection(blocks, shapely.union_all(small_town.water.shapes))) < 5.0
    assert overlapping(small_town.blocks.shapes) == 0


def test_buildings_stand_inside_their_parcel_and_on_no_other(small_town: Town) -> None:
    buildings = small_town.buildings
    assert len(buildings.shapes) == 500 and overlapping(buildings.shapes) == 0
    assert shapely.contains(small_town.parcels.shapes[buildings.parcels], buildings.shapes).all()


def test_dwellings_look_south(small_town: Town) -> None:
    slabs = small_town.buildings.styles == "slab"
    across, up = np.abs(small_town.buildings.along[slabs]).T
    assert (across > up).all()


def test_streets_meet_only_at_their_ends(small_town: Town) -> None:
    segments = small_town.network.segments
    assert not shapely.STRtree(segments).query(segments, predicate="crosses").size
    ends = shapely.get_coordinates(shapely.get_point(segments, [[0], [-1]])).round(3)
    _, times = np.unique(ends, axis=0, return_counts=True)
    loose = int((times == 1).sum())
    assert loose <= 4, "only the roads that leave the district end nowhere"


def test_there_are_about_as_many_streets_as_asked_for(small_town: Town) -> None:
    assert abs(len(small_town.network.segments) - 250) <= 3
    assert set(small_town.network.classes) == {"expressway", "arterial", "secondary", "branch", "lane"}


def test_only_main_streets_cross_the_river(small_town: Town) -> None:
    wet = shapely.union_all(small_town.water.shapes)
    over = shapely.intersects(small_town.network.segments, wet)
    assert 2 <= len(np.unique(small_town.network.roads[over])) <= 4
    assert set(small_town.network.classes[over]) <= {"arterial", "expressway"}
    lake = small_town.water.shapes[1]
    assert not shapely.intersects(small_town.network.segments, lake).any()


def test_the_river_runs_from_border_to_border_and_opens_into_a_lake(small_town: Town) -> None:
    water = small_town.water
    border = shapely.boundary(small_town.divisions.outline)
    assert water.kinds == ("河流", "湖泊", "河流")
    assert [bool(shapely.distance(border, one) < 1.0) for one in water.shapes] == [True, False, True]
    assert shapely.area(water.shapes[1]) > 2 * shapely.area(water.shapes[0])
    assert shapely.distance(water.shapes[0], water.shapes[1]) < 0.02


def headings(segments: np.ndarray) -> np.ndarray:
    """Give the direction of each segment from end to end, in degrees from east, 0 to 180."""
    ends = shapely.get_coordinates(shapely.get_point(segments, [[0], [-1]])).reshape(2, -1, 2)
    way = ends[1] - ends[0]
    return np.degrees(np.arctan2(way[:, 1], way[:, 0])) % 180


def test_the_streets_are_no_checkerboard(small_town: Town) -> None:
    """They run in many directions instead of two, and the long ones bend with the river."""
    streets = small_town.network
    counts = np.histogram(headings(streets.segments) % 90, bins=9, range=(0, 90))[0]
    assert (counts > 0).sum() >= 6 and counts.max() < 0.4 * len(streets.segments)
    long = [road for road in np.unique(streets.roads) if (streets.roads == road).sum() >= 8]
    turns = [np.ptp(np.unwrap(headings(streets.segments[streets.roads == road]), period=180)) for road in long]
    assert len(long) >= 8 and np.median(turns) > 10


def test_everything_lies_in_the_district_and_inside_the_real_extent(small_town: Town) -> None:
    outline = small_town.divisions.outline
    assert shapely.contains(outline, small_town.parcels.shapes).all()
    assert shapely.covers(shapely.buffer(outline, 0.01), small_town.network.segments).all()
    xmin, ymin, xmax, ymax = outline.bounds
    assert xmin > 380_000 and xmax < 416_000 and ymin > 4_375_000 and ymax < 4_403_000


def test_gatehouses_stand_at_the_gate(small_town: Town) -> None:
    huts = np.flatnonzero(small_town.buildings.styles == HUT)
    gates = small_town.front.xy[small_town.gates[small_town.buildings.parcels[huts]]]
    assert len(huts) > 20
    assert (shapely.distance(small_town.buildings.shapes[huts], shapely.points(gates)) < 12.0).all()
