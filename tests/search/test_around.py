"""How much of a line lies in a disc, to the millimetre and beyond."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.search.around import distances, lengths_in_disc

# metres east and north of a corner of the district
CORNER = np.array([384_000.0, 4_383_000.0])
metre = st.floats(-3000, 3000)
point = st.tuples(metre, metre).map(lambda away: np.add(CORNER, away))


def chord(start: np.ndarray, end: np.ndarray, place: np.ndarray, radius: float) -> float:
    """By another way: where the line passes the place, and half the chord on either side of that."""
    way = end - start
    length = float(np.hypot(*way))
    if length == 0.0:
        return 0.0
    along = way / length
    foot = float((place - start) @ along)
    off = abs(float(along[0] * (place - start)[1] - along[1] * (place - start)[0]))
    if off >= radius:
        return 0.0
    half = float(np.sqrt((radius - off) * (radius + off)))
    return max(0.0, min(length, foot + half) - max(0.0, foot - half))


@settings(max_examples=200, deadline=None)
@given(point, point, point, st.floats(1, 5000))
def test_a_straight_piece_is_as_long_inside_as_its_chord(
    start: np.ndarray, end: np.ndarray, place: np.ndarray, radius: float
) -> None:
    pieces = np.array([[*start, *end]])
    found = lengths_in_disc(pieces, np.zeros(1, int), 1, (place[0], place[1]), radius)[0]
    assert found == pytest.approx(chord(start, end, place, radius), abs=2e-3)


def test_pieces_are_summed_by_their_line_and_lines_outside_are_nothing() -> None:
    pieces = np.array([[-10.0, 0, 10, 0], [0, -20, 0, 20], [100, 100, 200, 200], [3, 3, 3, 3]])
    found = lengths_in_disc(pieces, np.array([0, 0, 1, 2]), 4, (0.0, 0.0), 5.0)
    assert found.tolist() == [20.0, 0.0, 0.0, 0.0]


def test_a_line_that_only_touches_the_border_has_no_length_inside() -> None:
    assert lengths_in_disc(np.array([[-5.0, 5, 5, 5]]), np.zeros(1, int), 1, (0.0, 0.0), 5.0).tolist() == [0.0]


@settings(max_examples=100, deadline=None)
@given(st.lists(point, min_size=1, max_size=20), point)
def test_distances_are_those_of_geos_to_the_last_bit(points: list[np.ndarray], place: np.ndarray) -> None:
    xy = np.array(points)
    expected = shapely.distance(shapely.points(xy), shapely.Point(place))
    assert distances(xy[:, 0], xy[:, 1], (place[0], place[1])).tolist() == expected.tolist()
