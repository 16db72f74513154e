"""What is too small is held back, and what would give it away; the rest is rounded and moves in steps."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.analysis.disclosure import protect, published, rounded
from kangbashi_gis.model.statistics import HIDDEN, LEAST

SEXES = [[1, 2]]
NOTHING = np.full((1, 3), HIDDEN)


def of(*rows: list[int]) -> np.ndarray:
    return np.array(rows, np.int64)


def test_numbers_below_ten_are_held_back_and_nought_is_no_exception() -> None:
    assert protect(of([40, 9, 0]), [], np.zeros(1, int)).tolist() == [[False, True, True]]


def test_what_could_be_told_by_subtraction_is_held_back_too() -> None:
    assert protect(of([40, 33, 7]), SEXES, np.zeros(1, int)).tolist() == [[False, True, True]]


def test_a_group_in_which_ten_are_hidden_already_hides_no_more() -> None:
    assert protect(of([40, 6, 6, 28]), [[1, 2, 3]], np.zeros(1, int)).tolist() == [[False, True, True, False]]


def test_down_a_column_the_smallest_other_number_is_held_back() -> None:
    hidden = protect(of([9], [30], [12], [80]), [], np.array([0, 0, 0, 1]))
    assert hidden.ravel().tolist() == [True, False, True, False]


def test_without_the_sum_nothing_of_a_row_is_told() -> None:
    hidden = protect(of([9, 9, 0], [12, 10, 2], [60, 30, 30]), SEXES, np.arange(3), total=0)
    assert hidden.tolist() == [[True] * 3, [False, True, True], [False] * 3]


def test_numbers_are_rounded_to_the_nearest_five() -> None:
    assert rounded(np.array([10, 12, 13, 17, 18])).tolist() == [10, 10, 15, 15, 20]


def test_sums_by_community_are_rounded_to_twenty_and_move_by_twenty() -> None:
    shown = np.zeros((1, 3), bool)
    assert published(of([10, 29, 1594]), shown, NOTHING, coarse=True).tolist() == [[20, 20, 1600]]
    assert published(of([39, 41, 1579]), shown, of([20, 20, 1600]), coarse=True).tolist() == [[20, 40, 1580]]


def test_one_who_moves_in_changes_nothing_that_was_published() -> None:
    before = published(of([52, 30, 22]), np.zeros((1, 3), bool), NOTHING)
    after = published(of([53, 31, 22]), np.zeros((1, 3), bool), before)
    assert before.tolist() == after.tolist() == [[50, 30, 20]]


def test_a_number_moves_when_it_is_ten_away_and_hides_when_it_falls_below_ten() -> None:
    before = of([50, 15, 20])
    hidden = np.array([[False, True, False]])
    assert published(of([60, 9, 29]), hidden, before).tolist() == [[60, HIDDEN, 20]]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 5), min_size=1, max_size=12), st.integers(1, 3))
def test_no_sum_of_what_is_hidden_is_small(rows: list[tuple[int, ...]], regions: int) -> None:
    men, women = np.array(rows)[:, :1], np.array(rows)[:, 1:2]
    counts = np.hstack([men + women, men, women, np.array(rows)[:, 2:]])
    region = np.arange(len(rows)) % regions
    hidden = protect(counts, SEXES, region, total=0)
    assert not (~hidden & (counts < LEAST)).any()
    for at in range(len(rows)):
        held = counts[at, 1:3][hidden[at, 1:3]].sum()
        assert held == 0 or held >= LEAST or hidden[at, 1:3].all()
    for one in range(regions):
        for column in range(counts.shape[1]):
            inside = region == one
            held = counts[inside, column][hidden[inside, column]].sum()
            assert held == 0 or held >= LEAST or hidden[inside, column].all()
