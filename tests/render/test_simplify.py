"""Vertices that nobody can see."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.render.rings import lines
from kangbashi_gis.render.simplify import simplify
from tests.render.conftest import whole


def test_neighbours_keep_the_same_boundary():
    rng = np.random.default_rng(4)
    shared = np.stack([rng.normal(0, 0.4, 60), np.arange(60.0)], axis=1)
    left = whole(shapely.Polygon([(-50, 0), *shared, (-50, 59)]))
    right = whole(shapely.Polygon([(50, 0), *shared, (50, 59)]))
    kept = [simplify(one.xy, one.ring, 0.8, closed=True)[0] for one in (left, right)]
    inside = [{tuple(xy) for xy in one if abs(xy[0]) < 10} for one in kept]
    assert inside[0] == inside[1] and 2 < len(inside[0]) < 60


@given(st.integers(0, 10_000), st.floats(0.05, 5))
def test_no_vertex_moves_and_none_that_goes_was_far_from_the_line(seed: int, tolerance: float):
    rng = np.random.default_rng(seed)
    xy = np.cumsum(rng.normal(0, 1, (80, 2)), axis=0)
    rings = lines(np.array([shapely.LineString(xy)]))
    kept, _ = simplify(rings.xy, rings.ring, tolerance, closed=False)
    assert {tuple(one) for one in kept} <= {tuple(one) for one in xy}
    assert (kept[0] == xy[0]).all() and (kept[-1] == xy[-1]).all()
    assert shapely.hausdorff_distance(shapely.LineString(kept), shapely.LineString(xy)) <= 3 * tolerance


def test_a_ring_stays_a_ring():
    small = whole(shapely.Point(0, 0).buffer(1.0))
    kept, ring = simplify(small.xy, small.ring, 100.0, closed=True)
    assert ring.tolist() == [0, len(kept)] and len(kept) >= 3


def test_corners_in_a_straight_line_go():
    straight = whole(shapely.segmentize(shapely.box(0, 0, 100, 100), 10.0))
    kept, _ = simplify(straight.xy, straight.ring, 0.1, closed=True)
    assert {tuple(one) for one in kept} == {(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)}
