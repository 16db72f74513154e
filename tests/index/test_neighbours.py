"""Names are met again by what is left of them when mistakes are left out."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index import words
from kangbashi_gis.index.hashing import text_hash
from kangbashi_gis.index.neighbours import LEAST_FOR_TWO, LEAST_LEFT, LONGEST, neighbour_arrays, remainders_of, shorter
from kangbashi_gis.store.geopackage import GeoPackageStore


def plainly(text: str, mistakes: int) -> set[tuple[int, int, int]]:
    """By another way: cut every stretch out, leave characters out, and number what is left."""
    found = set()
    for start, end in combinations(range(len(text) + 1), 2):
        stretch = text[start:end]
        if LEAST_LEFT <= len(stretch) <= LONGEST + mistakes:
            most = mistakes if len(stretch) >= LEAST_FOR_TWO else 1
            for gone in (gone for count in range(most + 1) for gone in combinations(range(len(stretch)), count)):
                left = "".join(sign for at, sign in enumerate(stretch) if at not in gone)
                fixed = any(stretch[at].isascii() and stretch[at].isalnum() for at in gone)
                if len(left) >= LEAST_LEFT and not fixed:
                    found.add((start, end, text_hash(left)))
    return found


@pytest.mark.parametrize("mistakes", [1, 2])
@given(text=st.text(max_size=18) | st.text("天骄路12a", max_size=18))
def test_remainders_are_those_of_every_stretch(text: str, mistakes: int) -> None:
    stretches = [(at, size) for size in range(LEAST_LEFT, LONGEST + mistakes + 1) for at in range(len(text) - size + 1)]
    start, length = np.array(stretches, np.int64).reshape(-1, 2).T
    numbers, owner = remainders_of(text, start, length, mistakes)
    found = zip(start[owner].tolist(), (start + length)[owner].tolist(), numbers.tolist(), strict=True)
    assert set(found) == plainly(text, mistakes)


def test_a_name_is_listed_by_itself_and_by_each_remainder() -> None:
    arrays = neighbour_arrays(["天骄路", "鄂尔多斯大街", "街"], np.array([True, True, True]))
    listed = set(zip(arrays["near_hash"].tolist(), arrays["near_name"].tolist(), strict=True))
    for left, name in (("天骄路", 0), ("天路", 0), ("骄路", 0), ("鄂尔多斯大街", 1), ("鄂多斯街", 1)):
        assert (int(shorter(np.array([text_hash(left)], np.uint64))[0]), name) in listed
    assert all(name != 2 for _, name in listed)


@pytest.mark.parametrize("typed", ["鄂尔多思大街", "鄂尔斯大街", "鄂尔多多斯大街", "尔鄂多斯大街"])
def test_a_road_with_a_mistake_is_among_the_places_like_it(store: GeoPackageStore, typed: str) -> None:
    segment = words.in_memory(store).parts[0].segment
    like = {segment.names[name] for name in segment.places_like(f"{typed}12号", 1, ()).name.tolist()}
    assert "鄂尔多斯大街" in like
