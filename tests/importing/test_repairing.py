"""Each repair mends what it is for, counts it, and loses nothing unseen; what it cannot mend it leaves and tells."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.errors import UsageError
from kangbashi_gis.importing.repairing import Outcome, Repaired, closed, parse, repair
from kangbashi_gis.importing.snapping import snapped
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.table import Table

X, Y = 384_000.0, 4_383_000.0
NOTHING = np.array([], dtype=object)


def polygons(*shapes: shapely.Geometry | None) -> np.ndarray:
    made = [shapely.MultiPolygon([one]) if one is not None and one.geom_type == "Polygon" else one for one in shapes]
    return np.array(made, dtype=object)


def mend(shapes: np.ndarray, *words: str, around: np.ndarray = NOTHING, names: Sequence[str] = ()) -> Outcome:
    table = Table({"code": list(names) or [f"地{n}" for n in range(len(shapes))]}, shapes)
    return repair(table, Shape.POLYGON, parse(words), around)


def only(outcome: Outcome) -> Repaired:
    (one,) = outcome.repaired
    return one


def box(east: float, width: float, north: float = 0.0, height: float = 50.0) -> shapely.Polygon:
    return shapely.box(X + east, Y + north, X + east + width, Y + north + height)


BOW = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
FLAT = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X, Y)])


def test_an_outline_that_crosses_itself_becomes_two_parts_of_one_row() -> None:
    done = mend(polygons(BOW, box(20, 5)), "make-valid")
    assert done.table.geometry is not None
    assert (done.table.geometry[0].is_valid, len(done.table.geometry[0].geoms)) == (True, 2)
    one = only(done)
    assert (one.changed, one.emptied, one.area_before_m2, one.area_after_m2) == (1, 0, 250.0, 300.0)
    assert one.places == ((X + 5, Y + 5),)


def test_a_row_of_which_nothing_is_left_is_kept_without_a_shape_and_counted() -> None:
    done = mend(polygons(FLAT, None), "make-valid")
    assert done.table.geometry is not None
    assert (list(done.table.geometry), done.table.columns["code"]) == ([None, None], ["地0", "地1"])
    assert (only(done).changed, only(done).emptied) == (1, 1)


def test_neighbours_drawn_apart_by_millimetres_share_their_corners_after_snapping() -> None:
    left, right = box(0, 10), box(10.004, 10)
    done = mend(polygons(left, right), "snap=0.01")
    assert done.table.geometry is not None
    assert shapely.touches(*done.table.geometry)
    assert only(done).changed >= 1
    assert mend(polygons(left, box(10.02, 10)), "snap=0.01").repaired[0].changed == 0


def test_vertices_go_to_the_layer_and_the_layer_stays() -> None:
    around = polygons(box(-10.003, 10))
    done = mend(polygons(box(0, 10)), "snap=0.01", around=around)
    assert done.table.geometry is not None
    assert shapely.bounds(done.table.geometry[0])[0] == X - 0.003


def test_a_shape_that_snapping_would_destroy_stays_and_is_told() -> None:
    tiny = box(0, 0.005, height=0.005)
    done = mend(polygons(tiny), "snap=0.1")
    assert done.table.geometry is not None
    assert shapely.equals(done.table.geometry[0], tiny)
    assert (only(done).changed, only(done).unmended) == (0, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 2)), min_size=1, max_size=60), st.floats(0.01, 0.5))
def test_snapping_moves_no_vertex_farther_than_its_reach_and_leaves_none_within_it(
    places: list[tuple[float, float]], reach_m: float
) -> None:
    before = shapely.points(np.array(places))
    after = shapely.get_coordinates(snapped(before, NOTHING, reach_m))
    assert (np.hypot(*(after - np.array(places)).T) <= reach_m * (1 + 1e-9)).all()
    kept = np.unique(after, axis=0)
    apart = np.hypot(*(kept[:, None] - kept[None]).transpose(2, 0, 1)) + np.eye(len(kept)) * 9
    assert (apart > reach_m * (1 - 1e-9)).all()


def test_a_sliver_goes_into_the_neighbour_with_the_longest_shared_edge() -> None:
    left, sliver, right = box(0, 10), box(10, 0.1), box(10.1, 10, height=20.0)
    done = mend(polygons(left, sliver, right), "slivers", names=["左", "碎", "右"])
    assert done.table.geometry is not None
    assert done.table.columns["code"] == ["左", "右"]
    assert done.table.geometry[0].area == pytest.approx(505.0)
    one = only(done)
    assert (one.left_out, one.unmended, done.rows.tolist()) == (1, 0, [0, 2])
    assert one.area_before_m2 == pytest.approx(one.area_after_m2)


def test_a_sliver_without_a_neighbour_stays_and_is_told() -> None:
    done = mend(polygons(box(0, 10), box(50, 0.1)), "slivers")
    assert (len(done.table), only(done).left_out, only(done).unmended) == (2, 0, 1)


def test_parts_become_rows_and_rows_without_a_shape_stay() -> None:
    both = shapely.MultiPolygon([box(0, 1), box(5, 1)])
    done = mend(polygons(None, both, box(9, 1)), "split")
    assert done.table.columns["code"] == ["地0", "地1", "地1", "地2"]
    assert (only(done).changed, only(done).added) == (1, 1)


def test_only_rows_that_are_the_same_in_everything_are_dropped() -> None:
    turned = shapely.Polygon([*box(0, 10).exterior.coords[1:4], box(0, 10).exterior.coords[0]])
    done = mend(polygons(box(0, 10), turned, box(0, 10)), "duplicates", names=["甲", "甲", "乙"])
    assert (done.table.columns["code"], only(done).left_out) == (["甲", "乙"], 1)


def test_repairs_are_done_in_the_order_asked_for() -> None:
    done = mend(polygons(BOW), "split", "make-valid")
    assert ([one.name for one in done.repaired], len(done.table)) == (["split", "make-valid"], 1)
    assert len(mend(polygons(BOW), "make-valid", "split").table) == 2


def test_lines_whose_ends_nearly_meet_become_polygons_and_open_ones_stay() -> None:
    near = shapely.LineString([(0, 0), (9, 0), (9, 9), (0, 0.3)])
    far = shapely.LineString([(0, 0), (9, 0), (9, 9), (0, 5)])
    ring = shapely.MultiLineString([[(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)], [(1, 1), (2, 1), (2, 2), (1, 1)]])
    there_and_back = shapely.LineString([(0, 0), (9, 0), (0, 0)])
    shapes, which = closed(np.array([near, far, None, ring, there_and_back], dtype=object), 0.5)
    assert which.tolist() == [True, False, False, True, False]
    assert [one and one.geom_type for one in shapes] == ["Polygon", "LineString", None, "Polygon", "LineString"]
    assert len(shapes[3].interiors) == 1


@pytest.mark.parametrize("word", ["糊", "snap=", "snap=-1", "snap=inf", "make-valid=2", "snap=一"])
def test_what_is_no_repair_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        parse([word])
