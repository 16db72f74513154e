"""Triangles that fill polygons."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.render.triangles import triangulate
from tests.render.conftest import whole


def triangles(*shapes: shapely.Geometry) -> np.ndarray:
    """Give the triangles that fill shapes."""
    rings = whole(*shapes)
    index, offsets = triangulate(rings)
    owner = np.repeat(np.arange(len(rings)), np.diff(offsets))
    return shapely.polygons(rings.xy[index + rings.vertices[owner]].reshape(-1, 3, 2))


def assert_filled_once(shape: shapely.Geometry) -> None:
    """Each point inside lies in one triangle, each point outside in none. (GEOS cannot always unite triangles.)"""
    made = triangles(shape)
    assert shapely.area(made).sum() == pytest.approx(shape.area, rel=1e-9)
    xmin, ymin, xmax, ymax = shape.bounds
    spots = shapely.points(np.random.default_rng(1).uniform((xmin, ymin), (xmax, ymax), (300, 2)))
    spots = spots[shapely.distance(spots, shape.boundary) > 1e-6]
    near = shapely.contains(made[:, None], spots[None]).sum(axis=0) + 0.5 * shapely.touches(
        made[:, None], spots[None]
    ).sum(axis=0)
    assert (near == shapely.contains(shape, spots)).all()


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
def test_triangles_fill_the_polygon_once(name: str):
    assert_filled_once(SHAPES[name])


@given(st.integers(0, 100_000), st.integers(3, 40))
def test_any_star_around_a_point_is_filled(seed: int, corners: int):
    rng = np.random.default_rng(seed)
    turn = (np.arange(corners) + rng.uniform(0.1, 0.9, corners)) / corners * 2 * np.pi
    far = rng.uniform(5, 50, corners)
    assert_filled_once(shapely.Polygon(np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)))


def test_each_piece_has_its_own_triangles():
    rings = whole(*SHAPES.values())
    index, offsets = triangulate(rings)
    assert len(offsets) == len(rings) + 1 and offsets[-1] == len(index)
    assert all(
        index[a:b].max() < size for a, b, size in zip(offsets[:-1], offsets[1:], np.diff(rings.vertices), strict=True)
    )
