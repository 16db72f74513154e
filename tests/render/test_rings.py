"""Shapes as flat arrays."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.render.rings import MOST_VERTICES, Rings, cut, gather, lines, points, polygons
from tests.render.conftest import whole

HOLED = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))


def star(corners: int) -> shapely.Polygon:
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    far = np.where(np.arange(corners) % 2, 700.0, 1000.0)
    return shapely.Polygon(np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1))


def test_parts_become_pieces_of_their_row_and_holes_rings_of_their_piece():
    rings = whole(shapely.box(0, 0, 1, 1), shapely.MultiPolygon([HOLED, shapely.box(20, 0, 21, 1)]))
    assert rings.row.tolist() == [0, 1, 1]
    assert np.diff(rings.piece).tolist() == [1, 2, 1]
    assert np.diff(rings.vertices).tolist() == [4, 8, 4]


@pytest.mark.parametrize(
    "nothing", [None, shapely.Polygon(), shapely.Polygon([(0, 0), (1, 0), (np.inf, 1)]), shapely.Point(1, 1)]
)
def test_what_is_no_polygon_of_this_world_is_left_out(nothing: shapely.Geometry | None):
    rings = whole(nothing, shapely.box(0, 0, 1, 1))
    assert rings.row.tolist() == [1]


def test_polygons_inside_collections_are_found():
    nested = shapely.GeometryCollection([shapely.MultiPolygon([HOLED]), shapely.Point(0, 0)])
    assert len(whole(nested)) == 1


def test_a_huge_polygon_is_cut_without_losing_ground():
    shape = star(50_000)
    cells = cut(shape)
    assert max(shapely.get_num_coordinates(cells)) <= MOST_VERTICES
    assert sum(cell.area for cell in cells) == pytest.approx(shape.area, rel=1e-9)


def test_the_edge_of_a_huge_polygon_stays_whole():
    small, insides, edges = polygons(np.array([shapely.box(0, 0, 1, 1), star(50_000)]))
    assert small.row.tolist() == [0] and set(insides.row.tolist()) == set(edges.row.tolist()) == {1}
    length = sum(
        np.hypot(*np.diff(edges.xy[a:b], axis=0).T).sum() for a, b in zip(edges.ring[:-1], edges.ring[1:], strict=True)
    )
    assert length == pytest.approx(star(50_000).length)


def test_a_long_line_becomes_pieces_that_meet():
    xy = np.stack([np.arange(10_000.0), np.sin(np.arange(10_000))], axis=1)
    rings = lines(np.array([shapely.LineString(xy), shapely.LineString([(0, 0), (1, 1)])]))
    ends, starts = rings.xy[rings.ring[1:] - 1], rings.xy[rings.ring[:-1]]
    first = rings.row == 0
    assert first.sum() > 1 and (ends[first][:-1] == starts[first][1:]).all()
    assert rings.row.tolist()[-1] == 1


def test_several_points_of_a_row_are_several_pieces():
    assert points(np.array([shapely.MultiPoint([(0, 0), (1, 1)]), shapely.Point(2, 2)])).row.tolist() == [0, 0, 1]


def test_nothing_gives_nothing():
    assert len(lines(np.empty(0, object))) == len(whole()) == 0


def test_groups_are_gathered_in_the_order_asked_for():
    members, offsets = gather(np.array([0, 2, 2, 5]), np.array([2, 0, 1]))
    assert members.tolist() == [2, 3, 4, 0, 1] and offsets.tolist() == [0, 3, 5, 5]


def test_pieces_are_taken_with_their_rings():
    taken: Rings = whole(shapely.box(0, 0, 1, 1), HOLED).take(np.array([1]))
    assert taken.row.tolist() == [1] and np.diff(taken.ring).tolist() == [4, 4]


def test_a_polygon_that_cutting_makes_ever_bigger_is_given_up_in_part(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("kangbashi_gis.render.rings.MOST_GROWN", 3)
    shape = star(50_000)
    cells = cut(shape)
    assert "a polygon of 50001 corners is filled in part only" in caplog.text
    assert sum(cell.area for cell in cells) < shape.area
