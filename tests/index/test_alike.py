"""Mistakes counted for many pairs of texts at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.alike import MORE, Codes, mistakes_between
from kangbashi_gis.search.mistakes import mistakes

AROUND = 16
SIGNS = st.text("天骄路区𠮷1", max_size=8)


@pytest.mark.parametrize("most", [1, 2])
@given(pairs=st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=30))
def test_mistakes_are_those_that_are_counted_one_by_one(most: int, pairs: list[tuple[str, str]]) -> None:
    typed, written = (Codes.of([pair[side] for pair in pairs], AROUND) for side in (0, 1))
    one_by_one = [count if (count := mistakes(*pair)) <= most else MORE for pair in pairs]
    assert mistakes_between(typed, written, most).tolist() == one_by_one


def test_a_stretch_is_compared_without_what_stands_around_it() -> None:
    text, name = Codes.of(["去鄂尔多思大街"], AROUND), Codes.of(["鄂尔多斯大街"], AROUND)
    stretch = text.take(text.start + 1, text.end)
    assert mistakes_between(stretch, name, 2).tolist() == [1]
    assert mistakes_between(text, name, 2).tolist() == [2]


def test_nothing_is_counted_of_no_pairs() -> None:
    none = Codes.of([], AROUND)
    none = none.take(np.empty(0, np.int64), np.empty(0, np.int64))
    assert mistakes_between(none, none, 2).tolist() == []
