"""Places once, rows as often as they stand there."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.places import places

SPOTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=40)


@given(SPOTS)
def test_every_row_is_at_its_place_and_every_place_has_its_rows(spots: list[tuple[int, int]]) -> None:
    points = np.array(spots, float).reshape(-1, 2)
    found = places(np.hstack([points, points]))
    assert found.of(np.arange(len(spots))).tolist() == np.hstack([points, points]).tolist()
    assert len(found.boxes) == len(set(spots))
    for number, box in enumerate(found.whole_boxes.tolist()):
        wanted = [row for row, spot in enumerate(spots) if [*spot, *spot] == box]
        assert sorted(found.rows_at(np.array([number])).tolist()) == wanted
    assert sorted(found.rows_at(found.numbers).tolist()) == list(range(len(spots)))


def test_areas_keep_their_four_sides() -> None:
    boxes = np.array([[0.0, 0.0, 2.0, 1.0], [0.0, 0.0, 2.0, 1.0], [5.0, 5.0, 5.0, 5.0]])
    found = places(boxes)
    assert found.of(np.array([2, 0])).tolist() == boxes[[2, 0]].tolist()
    assert found.rows_at(np.array([1])).tolist() == [1]
