"""The rooms of the building at an address, in a compound, under a click."""

from collections.abc import Iterator

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import NoRooms
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.answers import Place
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.around import place_at, resolve
from kangbashi_gis.operations.rooms import rooms
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace
from tests.conftest import X, Y

# building, unit, room
ROWS = (("1号楼", "1单元", "101室"), ("1号楼", "1单元", "201室"), ("1号楼", "1单元", "201室"), ("1号楼", None, None),
        ("2号楼", "1单元", "101室"))  # fmt: skip


@pytest.fixture
def space(workspace: Workspace) -> Iterator[Workspace]:
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(("building", "unit", "room"))}
    columns["full"] = ["康城小区" + "".join(filter(None, row)) for row in ROWS]
    columns["compound"] = ["康城小区"] * len(ROWS)
    columns["code"] = [f"C{at}" for at in range(len(ROWS))]
    columns["building_code"] = [f"B{row[0][0]}" for row in ROWS]
    columns["kind"] = ["room" if row[2] else "building" for row in ROWS]
    at = [shapely.Point(X + 100, Y + 100)] * 4 + [shapely.Point(X + 150, Y + 100)]
    with workspace.change("data.import", "addresses") as change:
        fids = change.writer.append(theme("addresses"), Table(columns, np.array(at, dtype=object)))
    house = shapely.box(X + 90, Y + 90, X + 110, Y + 110)
    with workspace.change("data.import", "buildings") as change:
        named = {"code": ["B1"], "name": ["1号楼"], "compound": ["康城小区"]}
        change.writer.append(theme("buildings"), Table(named, np.array([house], dtype=object)))
    with workspace.change("data.import", "entities") as change:
        shop = {"name": ["康巴什示例小店"], "address_code": ["C1"], "credit_code": ["91150699MA0000003T"]}
        change.writer.append(theme("entities"), Table(shop, np.array([at[0]], dtype=object)))
    with workspace.change("data.import", "residents") as change:
        people = {"id_number": ["150699199001010011"], "name": ["郑某某"], "address_fid": [int(fids[0])]}
        change.vault.append(theme("residents"), Table(people))
    yield workspace


def place(space: Workspace, kind: str, **where: str) -> Place:
    ((column, value),) = where.items()
    fid = space.store.find(theme(kind), column, [value])[value]
    return Place(kind, "", value, X + 100, Y + 100, 0.0, 0.0, fid)


def test_a_room_leads_to_the_table_of_its_building(space: Workspace) -> None:
    book = rooms(space, resolve(space, "康城小区1号楼1单元101室"))
    assert (book.title, book.building, book.siblings) == ("康城小区1号楼", "1", ("1",))
    assert (book.table.units, book.table.floors) == (("1",), (2, 1))
    found = {room.label: (room.people, room.entities, room.empty, room.duplicate) for room in book.table.rooms}
    assert found == {"101": (1, 0, False, False), "201": (0, 1, False, True)}


def test_a_click_on_the_building_gives_the_same(space: Workspace) -> None:
    assert (
        rooms(space, place(space, "buildings", code="B1")).table
        == rooms(space, resolve(space, "康城小区1号楼1单元101室")).table
    )


def test_a_compound_has_buildings_to_choose_from(space: Workspace) -> None:
    compound = place(space, "compounds", code="XQ0001")
    book = rooms(space, compound)
    assert (book.title, book.siblings) == ("康城小区1号楼", ("1", "2"))
    assert [room.label for room in rooms(space, compound, "2").table.rooms] == ["101"]


def test_a_building_that_a_compound_does_not_have_is_not_another_one(space: Workspace) -> None:
    compound = place(space, "compounds", code="XQ0001")
    assert rooms(space, compound, "二号楼").building == "2"
    with pytest.raises(NoRooms) as caught:
        rooms(space, compound, "77")
    assert caught.value.values["query"] == "康城小区77号楼"


def test_an_estimated_number_has_no_rooms_of_its_neighbour(space: Workspace) -> None:
    with space.change("edit", "addresses") as change:
        row = {"full": ["鄂尔多斯大街7号"], "road": ["鄂尔多斯大街"], "number": ["7号"], "code": ["七"]}
        change.writer.append(theme("addresses"), Table(row, np.array([shapely.Point(X + 60, Y)])))
    hit = find(space, "鄂尔多斯大街5号").results[0]
    assert "估计" in hit.title and hit.place is not None
    with pytest.raises(NoRooms):
        rooms(space, hit.place)


def test_no_name_comes_out_of_the_vault(space: Workspace) -> None:
    assert "郑" not in repr(rooms(space, resolve(space, "康城小区1号楼")))


def test_without_permission_the_people_are_not_counted(space: Workspace) -> None:
    space.user = User("访客", frozenset({Permission.VIEW}))
    book = rooms(space, resolve(space, "康城小区1号楼"))
    assert not book.permitted
    assert {room.people for room in book.table.rooms} == {None}


@pytest.mark.parametrize("query", ["鄂尔多斯大街77号", "乌兰木伦街"])
def test_where_no_rooms_are_registered_it_is_said(space: Workspace, query: str) -> None:
    with pytest.raises(NoRooms):
        rooms(space, resolve(space, query))
    with pytest.raises(NoRooms):
        rooms(space, place_at(space, X, Y))
