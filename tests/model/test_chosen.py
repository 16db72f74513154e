"""Which rows are chosen, as data."""

import pytest

from kangbashi_gis.model.chosen import Chosen, Way, chosen, combined

OLD, NEW = chosen({"parcels": [3, 1, 2], "roads": [7]}), chosen({"parcels": [3, 4]})


@pytest.mark.parametrize(
    ("way", "left"),
    [
        (Way.REPLACE, {"parcels": [3, 4]}),
        (Way.ADD, {"parcels": [1, 2, 3, 4], "roads": [7]}),
        (Way.REMOVE, {"parcels": [1, 2], "roads": [7]}),
        (Way.TOGGLE, {"parcels": [1, 2, 4], "roads": [7]}),
    ],
)
def test_a_new_choice_replaces_adds_removes_or_toggles(way: Way, left: dict[str, list[int]]) -> None:
    assert combined(OLD, NEW, way) == chosen(left)
    assert OLD.of("parcels").tolist() == [1, 2, 3]


def test_a_theme_of_which_nothing_is_left_is_gone() -> None:
    assert combined(OLD, OLD, Way.TOGGLE) == Chosen()
    assert (chosen({"roads": []}).fids, OLD.total, OLD.of("water").tolist()) == ({}, 4, [])


def test_rows_are_counted_once_and_in_order() -> None:
    assert chosen({"parcels": [5, 1, 5]}).of("parcels").tolist() == [1, 5]
    assert chosen({"parcels": [5]}) != chosen({"parcels": [6]})
    assert chosen({"parcels": [5]}) != chosen({"roads": [5]})
