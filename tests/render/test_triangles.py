"""Triangles that fill polygons."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.render.rings import polygons
from kangbashi_gis.render.triangles import triangulate


def filled(*shapes: shapely.Geometry) -> tuple[shapely.Geometry, float]:
    """Give what the triangles cover, and the sum of their areas: both equal only where none overlap."""
    rings = polygons(np.array(shapes))
    index, offsets = triangulate(rings)
    owner = np.repeat(np.arange(len(rings)), np.diff(offsets))
    corners = rings.xy[index + rings.vertices[owner]].reshape(-1, 3, 2)
    made = [shapely.Polygon(one) for one in corners]
    return shapely.union_all(made), sum(one.area for one in made)


SHAPES = {
    "square": shapely.box(0, 0, 10, 10),
    "turned the other way": shapely.Polygon([(0, 0), (0, 10), (10, 10), (10, 0)]),
    "dart": shapely.Polygon([(0, 0), (5, 2), (10, 0), (5, 9)]),
    "comb": shapely.Polygon(
        [(0, 0), (9, 0), (9, 5), (8, 5), (8, 1), (5, 1), (5, 5), (4, 5), (4, 1), (1, 1), (1, 5), (0, 5)]
    ),
    "holed": shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6)),
    "two parts": shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 7, 7)]),
    "circle": shapely.Point(0, 0).buffer(5, 32),
}


@pytest.mark.parametrize("name", SHAPES)
def test_triangles_cover_the_polygon_once(name: str):
    cover, area = filled(SHAPES[name])
    assert area == pytest.approx(SHAPES[name].area)
    assert cover.symmetric_difference(SHAPES[name]).area == pytest.approx(0, abs=1e-9)


@given(st.integers(0, 100_000), st.integers(3, 40))
def test_any_star_around_a_point_is_filled(seed: int, corners: int):
    rng = np.random.default_rng(seed)
    turn = (np.arange(corners) + rng.uniform(0.1, 0.9, corners)) / corners * 2 * np.pi
    far = rng.uniform(5, 50, corners)
    shape = shapely.Polygon(np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1))
    cover, area = filled(shape, SHAPES["holed"])
    assert area == pytest.approx(shape.area + 96, rel=1e-6)
    assert cover.area == pytest.approx(shapely.union(shape, SHAPES["holed"]).area, rel=1e-6)


def test_each_piece_has_its_own_triangles():
    rings = polygons(np.array(list(SHAPES.values())))
    index, offsets = triangulate(rings)
    assert len(offsets) == len(rings) + 1 and offsets[-1] == len(index)
    assert all(
        index[a:b].max() < size for a, b, size in zip(offsets[:-1], offsets[1:], np.diff(rings.vertices), strict=True)
    )
