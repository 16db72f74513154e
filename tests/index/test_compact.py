"""Columns in few bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.compact import Ascending, Climbing, Metres, Names, Whole, narrow
from kangbashi_gis.index.draft import NONE


@given(st.lists(st.integers(0, 2**63)))
def test_no_number_is_changed_by_keeping_it_in_fewer_bytes(values: list[int]) -> None:
    assert narrow(np.array(values, np.uint64)).tolist() == values


@pytest.mark.parametrize(("most", "kind"), [(255, np.uint8), (256, np.uint16), (65_536, np.uint32)])
def test_the_smallest_type_is_taken(most: int, kind: type) -> None:
    assert narrow(np.array([0, most])).dtype == kind


def test_no_name_stays_no_name() -> None:
    names = np.array([0, 254, NONE, 7], np.uint32)
    kept = Names.kept(names)
    assert kept.dtype == np.uint8
    assert Names(kept)[np.arange(4)].tolist() == names.tolist()
    assert Names(kept)[1:3].dtype == np.uint32


@given(st.lists(st.integers(0, 4 * 10**9), min_size=1), st.integers(-(10**10), 10**10))
def test_coordinates_come_back_to_the_millimetre_exactly(millimetres: list[int], least: int) -> None:
    metres = (np.array(millimetres) + least) / 1000
    assert Metres(*Metres.kept(metres))[:].tolist() == metres.tolist()


def test_what_is_nowhere_stays_nowhere() -> None:
    kept, scale = Metres.kept(np.array([np.nan, 4_383_000.25, np.nan]))
    np.testing.assert_array_equal(Metres(kept, scale)[np.array([1, 0])], [4_383_000.25, np.nan])
    assert np.isnan(Metres(*Metres.kept(np.array([np.nan])))[:]).all()


def test_what_spreads_over_the_whole_earth_is_kept_less_finely() -> None:
    metres = np.array([-20_037_508.34, 0.0, 20_037_508.34])
    np.testing.assert_allclose(Metres(*Metres.kept(metres))[:], metres, atol=0.05)


@given(st.lists(st.booleans(), max_size=1_500))
def test_a_column_that_climbs_by_one_at_most_comes_back(climbs: list[bool]) -> None:
    new = np.array([True, *climbs])
    column = Climbing(*Climbing.kept(new))
    assert column[np.arange(len(new))].tolist() == (np.cumsum(new) - 1).tolist()


def test_small_numbers_are_read_back_so_that_one_may_reckon_with_them() -> None:
    start = Whole(np.array([3, 1], np.uint8))
    assert (start[np.array([1])] - start[np.array([0])]).tolist() == [-2]
    assert int(start[0]) + len(start) == 5


@given(st.sets(st.integers(0, 60)), st.lists(st.integers(-3, 70)))
def test_row_numbers_with_and_without_gaps_are_found_and_come_back(numbers: set[int], asked: list[int]) -> None:
    ordered = sorted(numbers)
    kept = Ascending.of(np.array(ordered, np.int64))
    assert len(kept) == len(ordered)
    assert kept[np.arange(len(ordered))].tolist() == ordered
    at, here = kept.positions(np.array(asked, np.int64))
    assert here.tolist() == [one in numbers for one in asked]
    assert [ordered[i] for i in at[here]] == [one for one in asked if one in numbers]


def test_rows_without_gaps_are_one_stretch_however_many_they_are() -> None:
    assert len(Ascending.of(np.arange(1, 100_001)).first) == 1
