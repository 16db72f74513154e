"""Corners and edges of neighbours: what lies within reach becomes one, and nothing else moves."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing import repairing
from kangbashi_gis.importing.edges import joined
from kangbashi_gis.importing.snapping import snapped
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.table import Table

NOTHING = np.array([], dtype=object)


def shapes(*made: shapely.Geometry) -> np.ndarray:
    found = np.empty(len(made), dtype=object)
    found[:] = made
    return found


def gaps_and_overlaps(found: np.ndarray) -> float:
    """Give the area between the neighbours of a rectangle that lies in none or in two of them."""
    whole = shapely.union_all(found)
    return float(whole.envelope.area - whole.area + shapely.area(found).sum() - whole.area)


@pytest.mark.parametrize("off", [0.004, -0.004])
def test_a_corner_in_the_middle_of_a_side_leaves_neither_gap_nor_overlap(off: float) -> None:
    big = shapely.box(0, 0, 10, 10)
    # the corner of the small ones at (10, 4) lies beside the side of the large one
    low = shapely.Polygon([(10, 0), (20, 0), (20, 4), (10 + off, 4)])
    high = shapely.Polygon([(10 + off, 4), (20, 4), (20, 10), (10, 10)])
    before = shapes(big, low, high)
    after = joined(snapped(before, NOTHING, 0.01), NOTHING, 0.01)
    assert gaps_and_overlaps(before) > 0.01
    assert gaps_and_overlaps(after) == pytest.approx(0.0, abs=1e-9)
    assert len(after[0].exterior.coords) == 6


def test_a_hole_and_a_second_part_get_their_corners_too() -> None:
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    two = shapely.MultiPolygon([ring, shapely.box(20, 0, 30, 10)])
    inner = shapely.Polygon([(4.003, 5), (6, 4), (6, 6)])
    beside = shapely.Polygon([(30.003, 5), (40, 0), (40, 10)])
    after = joined(shapes(two, inner, beside), NOTHING, 0.01)
    assert (4.003, 5.0) in after[0].geoms[0].interiors[0].coords
    assert (30.003, 5.0) in after[0].geoms[1].exterior.coords
    assert after[0].is_valid


def test_what_stands_in_the_layer_does_not_move() -> None:
    standing = shapes(shapely.box(0, 0, 10, 10))
    (after,) = joined(shapes(shapely.Polygon([(10.004, 4), (20, 4), (20, 8), (10.004, 8)])), standing, 0.01)
    assert {(10.0, 4.0), (10.0, 8.0)} < set(after.exterior.coords)


def test_what_is_farther_away_and_what_is_missing_stay_as_they_are() -> None:
    before = shapes(shapely.box(0, 0, 10, 10), None, shapely.Polygon([(10.02, 4), (20, 4), (20, 8)]))
    after = joined(before, NOTHING, 0.01)
    assert after[1] is None
    assert all(shapely.equals_identical(one, other) for one, other in zip(before, after, strict=True) if one)


def test_the_end_of_a_line_is_joined_to_the_line_it_meets() -> None:
    street = shapely.LineString([(0, 0), (10, 0)])
    lane = shapely.LineString([(5, 0.003), (5, 9)])
    after = joined(shapes(street, lane), NOTHING, 0.01)
    assert (5.0, 0.003) in after[0].coords


def test_the_repair_counts_what_it_changed() -> None:
    pair = shapes(
        shapely.multipolygons([shapely.box(0, 0, 10, 10)]), shapely.multipolygons([shapely.box(10.004, 2, 20, 8)])
    )
    wishes = repairing.parse(["snap=0.01"])
    done = repairing.repair(Table({"code": ["甲", "乙"]}, pair), Shape.POLYGON, wishes, NOTHING)
    assert done.repaired[0].changed == 1
    assert done.repaired[0].unmended == 0
    assert done.table.geometry is not None
    assert shapely.union_all(done.table.geometry).geom_type == "Polygon"
