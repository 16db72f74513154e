"""Classes of numbers: against definitions that a reader can check."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kangbashi_gis.analysis.classes import MOST, class_of, equal, natural, quantile


def _spread(numbers: np.ndarray, bounds: tuple[float, ...]) -> float:
    classes = class_of(numbers, bounds)
    assert (classes >= 0).all()
    return sum(float(((part - part.mean()) ** 2).sum()) for one in set(classes) if len(part := numbers[classes == one]))


@given(some.lists(some.integers(-50, 50), min_size=1, max_size=14), some.integers(1, 5))
def test_natural_breaks_are_the_best_of_all(values: list[int], count: int) -> None:
    numbers = np.array(values, float)
    different = sorted(set(values))
    cuts = combinations(different[:-1], min(count, len(different)) - 1)
    best = min(_spread(numbers, (different[0], *cut, different[-1])) for cut in cuts)
    assert _spread(numbers, natural(numbers, count)) == pytest.approx(best, abs=1e-9)


def test_equal_steps_and_equal_counts_are_what_they_say() -> None:
    numbers = np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 8, 100, np.nan, np.inf])
    assert equal(numbers, 4) == (0, 25, 50, 75, 100)
    assert np.bincount(class_of(numbers[:10], quantile(numbers, 5))).tolist() == [2, 2, 2, 2, 2]
    assert class_of(numbers, equal(numbers, 4)).tolist() == [0] * 9 + [3, -1, -1]


@pytest.mark.parametrize("method", [equal, quantile, natural])
def test_no_number_and_one_number_have_no_more_classes_than_they_can(method) -> None:  # type: ignore[no-untyped-def]
    assert method(np.array([np.nan]), 5) == ()
    assert set(method(np.array([7.0, 7.0]), 3)) == {7.0}
    assert class_of(np.array([7.0]), method(np.array([7.0, 7.0]), 1)).tolist() == [0]


def test_a_million_numbers_have_breaks_too() -> None:
    some_numbers = np.random.default_rng(1).lognormal(size=3 * MOST)
    bounds = natural(some_numbers, 6)
    assert len(bounds) == 7
    assert list(bounds) == sorted(bounds)
    assert (bounds[0], bounds[-1]) == (some_numbers.min(), some_numbers.max())
