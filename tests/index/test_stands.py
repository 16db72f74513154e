"""Doors kept as stands and stretches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.stands import OWN, SHARED, Doors, StandOf, stand_arrays, stretch_arrays

LISTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), max_size=80)


@given(LISTS, st.integers(0, 12))
def test_the_doors_of_a_name_come_back_in_their_order(pairs: list[tuple[int, int]], most: int) -> None:
    pairs.sort(key=lambda pair: pair[0])
    name, door = (np.array([pair[i] for pair in pairs], np.uint32) for i in (0, 1))
    doors = Doors(stretch_arrays(name, door))
    for number in range(8):
        wanted = [of for bearer, of in pairs if bearer == number]
        assert doors.count(number) == len(wanted)
        assert doors.of(number, most).tolist() == wanted[:most]
        assert doors.of(number, len(pairs)).dtype == np.uint32
    assert doors.bearing(np.arange(8)).tolist() == [number in name for number in range(8)]


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), max_size=40))
def test_every_door_has_what_its_stand_has(rows: list[tuple[int, int]]) -> None:
    columns = {name: np.array([row[i % 2] for row in rows], np.uint8) for i, name in enumerate((*SHARED, *OWN))}
    arrays = stand_arrays(columns)
    stands, doors = StandOf(arrays), np.arange(len(rows), dtype=np.uint32)
    for name in SHARED:
        assert arrays[f"stand_{name}"][stands[doors]].tolist() == columns[name].tolist()
    changes = sum(one != other for one, other in zip(rows[1:], rows, strict=False))
    assert len(arrays["stand_road"]) == changes + bool(rows)


def test_other_doors_asked_for_are_not_answered_with_those_before() -> None:
    arrays = stand_arrays({name: np.arange(4, dtype=np.uint8) for name in (*SHARED, *OWN)})
    stands = StandOf(arrays)
    first = np.array([2, 3])
    assert stands[first].tolist() == stands[first].tolist() == [2, 3]
    assert stands[np.array([0, 1])].tolist() == [0, 1]
