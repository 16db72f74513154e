"""Boundary points of parcels: numbered clockwise from the northwest, with the sides between them."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.analysis.boundary_points import beyond, boundary_points, next_of, slant

SQUARE = shapely.box(0, 0, 40, 30)


def test_points_go_clockwise_from_the_northwest_whatever_way_the_ring_runs():
    for shape in (SQUARE, shapely.reverse(SQUARE), shapely.normalize(SQUARE)):
        assert [(one.x, one.y) for one in boundary_points(shape)] == [(0, 30), (40, 30), (40, 0), (0, 0)]


def test_sides_have_their_lengths_and_the_last_one_leads_back():
    points = boundary_points(SQUARE)
    assert [one.length_m for one in points] == [40, 30, 40, 30]
    assert next_of(points, 3).number == 1


def test_a_vertex_on_a_straight_side_is_no_boundary_point():
    assert len(boundary_points(shapely.segmentize(SQUARE, 5.0))) == 4


def test_a_hole_goes_on_with_the_numbers_as_a_ring_of_its_own():
    points = boundary_points(SQUARE.difference(shapely.box(10, 10, 20, 20)))
    assert [(one.number, one.ring) for one in points] == [(n, 0 if n < 5 else 1) for n in range(1, 9)]
    assert next_of(points, 7).number == 5


def test_beyond_a_side_is_outside_also_within_a_hole():
    shape = SQUARE.difference(shapely.box(10, 10, 20, 20))
    places = beyond(boundary_points(shape), shape)
    assert not shapely.contains_xy(shape, places[:, 0], places[:, 1]).any()
    assert np.isfinite(places).all()


@pytest.mark.parametrize("degrees", [0.0, 25.0, -70.0])
def test_the_slant_lays_the_long_side_along_the_paper(degrees: float):
    from shapely.affinity import rotate

    assert slant(rotate(SQUARE, degrees)) == pytest.approx(degrees, abs=1e-6)


def test_what_is_no_polygon_has_no_points():
    assert boundary_points(shapely.Point(1, 1)) == []
