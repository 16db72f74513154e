"""Doors kept as stands and stretches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.stands import OWN, SHARED, Doors, StandOf, runs_of, stand_arrays, stretch_arrays

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans()), max_size=80)


@given(ROWS, st.integers(0, 12))
def test_the_doors_of_a_name_come_back_by_number(rows: list[tuple[int, int, bool]], most: int) -> None:
    name, number, held = (
        np.array([row[i] for row in rows], kind) for i, kind in enumerate((np.uint32, np.uint8, bool))
    )
    runs = runs_of(name, number, held)
    order = np.lexsort((runs[2], runs[1], runs[0]))
    doors = Doors(stretch_arrays(runs[0][order], runs[2][order], runs[3][order]))
    for bearer in range(8):
        wanted = [door for door, row in enumerate(rows) if row[0] == bearer and row[2]]
        wanted.sort(key=lambda door: (rows[door][1], door))
        assert doors.count(bearer) == len(wanted)
        assert doors.of(bearer, most).tolist() == wanted[:most]
        assert doors.of(bearer, len(rows)).dtype == np.uint32
    assert doors.bearing(np.arange(8)).tolist() == [doors.count(bearer) > 0 for bearer in range(8)]


def test_runs_that_follow_one_another_are_one_stretch() -> None:
    name, door, count = (np.array(values, np.uint32) for values in ([4, 4, 5], [0, 3, 5], [3, 2, 1]))
    assert stretch_arrays(name, door, count)["entry_door"].tolist() == [0, 5]


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
