"""Places of dots and labels."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.render.levels import detail
from kangbashi_gis.render.places import extents, inner_points, middles
from kangbashi_gis.render.rings import lines
from tests.render.conftest import whole

U = shapely.Polygon([(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10)])


@pytest.mark.parametrize(
    "shape", [U, shapely.box(0, 0, 4, 2), shapely.Point(0, 0).buffer(9).difference(shapely.Point(0, 0).buffer(8))]
)
def test_the_place_of_a_polygon_is_inside(shape: shapely.Polygon):
    rings = whole(shape)
    centre, area = inner_points(detail(rings, np.ones(1), 0, filled=True, edged=True))
    assert shape.contains(shapely.Point(centre[0])) and area[0] == pytest.approx(shape.area)


def test_a_plain_polygon_has_its_place_in_the_middle():
    rings = whole(shapely.box(0, 0, 4, 2))
    assert inner_points(detail(rings, np.ones(1), 0, filled=True, edged=True))[0].tolist() == [[2.0, 1.0]]


def test_the_place_of_a_line_is_half_its_way():
    rings = lines(np.array([shapely.LineString([(0, 0), (10, 0), (10, 30)]), shapely.LineString([(5, 5), (5, 5)])]))
    assert middles(detail(rings, np.ones(2), 0, filled=False, edged=True)).tolist() == [[10.0, 10.0], [5.0, 5.0]]


def test_bounds_are_those_of_each_piece():
    rings = whole(U, shapely.box(-5, -6, -1, -2))
    assert extents(rings.xy, rings.vertices).tolist() == [[0, 0, 10, 10], [-5, -6, -1, -2]]
