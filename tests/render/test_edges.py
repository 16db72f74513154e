"""Boundaries that are shared are drawn once."""

import numpy as np
import shapely

from kangbashi_gis.render.edges import twins
from kangbashi_gis.render.levels import detail
from tests.render.conftest import whole


def drawn(*shapes: shapely.Geometry) -> list[shapely.Geometry]:
    """Give what is left to draw of each shape's edges."""
    rings = whole(*shapes)
    found = detail(rings, np.full(len(rings), 1e9), 0, filled=False, edged=True)
    size = np.array([max(one.bounds[2] - one.bounds[0], one.bounds[3] - one.bounds[1]) for one in shapes])
    silent = found.starts | twins(found, size)
    left = []
    for first, last in zip(found.vertex[:-1], found.vertex[1:], strict=True):
        kept = [n for n in range(first, last) if not silent[n]]
        left.append(shapely.union_all([shapely.LineString(found.xy[n - 1 : n + 1]) for n in kept]))
    return left


def test_a_shared_side_is_drawn_with_the_bigger_one_and_nothing_is_lost():
    small, big = shapely.box(0, 0, 10, 10), shapely.Polygon([(10, 0), (90, 0), (90, 60), (10, 10)])
    left = drawn(small, big)
    assert left[0].length == 30 and left[1].length == big.length
    assert shapely.union_all(left).length == small.union(big).boundary.length + 10


def test_of_two_equals_one_keeps_the_side():
    left = drawn(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10))
    assert sum(one.length for one in left) == 70


def test_many_on_top_of_each_other_are_drawn_once():
    assert sum(one.length for one in drawn(*[shapely.box(0, 0, 10, 10)] * 5)) == 40


def test_sides_that_only_touch_stay():
    left = drawn(shapely.box(0, 0, 10, 10), shapely.box(10, 5, 20, 15))
    assert sum(one.length for one in left) == 80


def test_a_hole_and_what_fills_it_share_their_edge():
    outer, inner = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20)), shapely.box(10, 10, 20, 20)
    assert sum(one.length for one in drawn(outer, inner)) == 160
