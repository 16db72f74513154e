"""A bit in front of a long list tells what is surely not in it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.sieve import Sieve

NUMBERS = st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 9), max_size=60)


@given(listed=NUMBERS, asked=NUMBERS)
def test_every_listed_number_is_found_where_it_stands_first(listed: list[int], asked: list[int]) -> None:
    ascending, numbers = np.sort(np.array(listed, np.uint32)), np.array([*asked, *listed], np.uint32)
    which, at = Sieve(ascending).positions(numbers)
    first = {number: place for place, number in reversed(list(enumerate(ascending.tolist())))}
    assert dict(zip(which.tolist(), at.tolist(), strict=True)) == {
        place: first[number] for place, number in enumerate(numbers.tolist()) if number in first
    }
    assert numbers[which].tolist() == sorted(numbers[which].tolist())
