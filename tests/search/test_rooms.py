"""Rooms as a table: floors down, units across."""

import pytest

from kangbashi_gis.search.rooms import RoomAddress, arrange, floor_of, natural, taken_apart


def room(fid: int, unit: str, label: str, people: int | None = 0, entities: int = 0) -> RoomAddress:
    return RoomAddress(fid, "", "3", unit, label, people, entities)


@pytest.mark.parametrize(("label", "floor"), [
    ("501", 5), ("1203", 12), ("0501", 5), ("b101", -1), ("501a", 5), ("10501", 105), ("5", None), ("12", None),
    ("东", None), ("", None), ("地下101", -1),
])  # fmt: skip
def test_the_floor_stands_in_the_number_of_the_room(label: str, floor: int | None) -> None:
    assert floor_of(label) == floor


def test_units_stand_side_by_side_and_floors_from_the_top() -> None:
    table = arrange([room(1, "2", "101"), room(2, "1", "1001"), room(3, "1", "101"), room(4, "10", "201")])
    assert table.units == ("1", "2", "10")
    assert table.floors == (10, 2, 1)
    assert [one.label for one in table.at("1", 10)] == ["1001"]


def test_a_room_whose_floor_nobody_knows_stands_at_the_bottom() -> None:
    table = arrange([room(1, "1", "东"), room(2, "1", "101")])
    assert table.floors == (1, None)
    assert [one.label for one in table.at("1", None)] == ["东"]


def test_a_room_that_is_registered_twice_is_one_room_and_says_so() -> None:
    table = arrange([room(1, "1", "101", 2), room(2, "1", "101", 1), room(3, "2", "101", 0)])
    assert [(one.duplicate, one.people) for one in table.rooms] == [(True, 3), (False, 0)]
    assert table.count("duplicate") == 1


def test_empty_is_where_nobody_and_nothing_is_registered() -> None:
    table = arrange([room(1, "1", "101"), room(2, "1", "102", 1), room(3, "1", "103", 0, 1)])
    assert [one.empty for one in table.rooms] == [True, False, False]


def test_without_permission_no_room_is_called_empty() -> None:
    table = arrange([room(1, "1", "101", None)])
    assert (table.rooms[0].people, table.rooms[0].empty) == (None, False)


def test_addresses_of_the_building_itself_are_no_rooms() -> None:
    table = arrange([room(1, "", ""), room(2, "1", ""), room(3, "1", "101")])
    assert len(table.rooms) == 1
    assert len(table.whole) == 2


@pytest.mark.parametrize(("columns", "apart"), [
    (["3号楼", "2单元", "501室"], ("3", "2", "501")),
    (["三号楼", "二单元", "５０１室"], ("3", "2", "501")),
    ([None, None, None], ("2", "1", "301")),
])  # fmt: skip
def test_an_address_is_taken_apart_by_its_columns_or_its_text(
    columns: list[str | None], apart: tuple[str, ...]
) -> None:
    one = taken_apart(1, "康城小区2号楼1单元301室", columns)
    assert (one.building, one.unit, one.room) == apart


def test_numbers_are_ordered_as_numbers() -> None:
    assert sorted(["10", "2", "b1", "a", ""], key=natural) == ["", "a", "b1", "2", "10"]
