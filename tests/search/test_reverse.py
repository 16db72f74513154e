"""Words for where a place is: eight winds, and both sides of a road."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.search.reverse import LEFT, ON_ROAD, RIGHT, WINDS, beside, direction, distances, phrase

EASTWARD = np.array([[0.0, 0.0, 100.0, 0.0]])


@pytest.mark.parametrize(("dx", "dy", "wind"), [
    (0, 10, "北"), (10, 10, "东北"), (10, 0, "东"), (10, -10, "东南"),
    (0, -10, "南"), (-10, -10, "西南"), (-10, 0, "西"), (-10, 10, "西北"), (-1, 10, "北"), (0.1, 0.1, ""),
])  # fmt: skip
def test_a_direction_is_one_of_eight_winds(dx: float, dy: float, wind: str) -> None:
    assert direction(dx, dy) == wind


def test_a_place_is_said_as_people_say_it() -> None:
    assert phrase("鄂尔多斯大街12号", "东北", 35.2) == "鄂尔多斯大街12号 东北 35 米"
    assert phrase("鄂尔多斯大街12号", "", 0.1) == "鄂尔多斯大街12号"
    assert phrase("鄂尔多斯大街12号", "东", 561_295.0) == "鄂尔多斯大街12号 东 561 公里"


@pytest.mark.parametrize(("x", "y", "side", "compass"), [
    (50, 12, LEFT, "路北"), (50, -12, RIGHT, "路南"), (50, 0.2, ON_ROAD, ON_ROAD), (130, 5, LEFT, "路北"),
])  # fmt: skip
def test_both_sides_of_a_road_drawn_eastwards(x: float, y: float, side: str, compass: str) -> None:
    found = beside(EASTWARD, x, y)
    assert found is not None and (found.side, found.compass) == (side, compass)


def test_the_side_turns_with_the_drawing_and_the_compass_does_not() -> None:
    found = beside(EASTWARD[:, [2, 3, 0, 1]], 50, 12)
    assert found is not None and (found.side, found.compass) == (RIGHT, "路北")


def test_a_road_north_to_south_has_an_east_and_a_west() -> None:
    found = beside(np.array([[0.0, 100.0, 0.0, 0.0]]), 9, 50)
    assert found is not None and (found.side, found.compass) == (LEFT, "路东")


def test_at_a_bend_the_piece_that_tells_the_side_is_chosen() -> None:
    # drawn east, then back north-west over itself: outside the sharp bend only one piece tells left from right
    bend = np.array([[0.0, 0.0, 100.0, 0.0], [100.0, 0.0, 0.0, 50.0]])
    found = beside(bend, 110, -1)
    assert found is not None and found.side == RIGHT


def test_without_pieces_there_is_no_road() -> None:
    assert beside(np.empty((0, 4)), 1, 2) is None


def test_a_piece_without_length_is_a_point() -> None:
    found = beside(np.array([[3.0, 4.0, 3.0, 4.0]]), 0, 0)
    assert found is not None and found.distance_m == pytest.approx(5.0)
    assert found.side == ON_ROAD


number = st.integers(-1_000_000, 1_000_000).map(lambda tenths: tenths / 10)


@given(st.lists(st.tuples(number, number, number, number), min_size=1, max_size=8), number, number)
def test_the_nearest_piece_is_as_far_as_shapely_says(pieces: list[tuple[float, ...]], x: float, y: float) -> None:
    import shapely

    lines = shapely.linestrings(np.array(pieces).reshape(-1, 2, 2))
    expected = shapely.distance(lines, shapely.Point(x, y))
    assert distances(np.array(pieces), x, y) == pytest.approx(expected, abs=1e-3, rel=1e-6)
    assert direction(x, y) in ("", *WINDS)
