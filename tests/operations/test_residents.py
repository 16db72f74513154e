"""Residents are found by name, number and room, masked; unmasked for a reason; and each look-up is in the log."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kangbashi_gis.errors import PermissionDenied, ReasonUnknown, ResidentUnknown
from kangbashi_gis.model.account import Permission, Role, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.operations.residents import at_addresses, card, find, unmask
from kangbashi_gis.operations.workspace import Workspace
from tests.conftest import X, Y

PEOPLE = (  # name, id_number, phone, household, address
    ("张三", "150699196001010012", "13800000001", "H000123", "A0003"),
    ("张三丰", "150699600202003", "138 0000 0002", "H000123", "A0003"),
    ("单晓明", "150699199001010035", None, "H000124", "A0001"),
    ("欧阳娜", "E12345678", "0477-8591234", None, None),
    ("乌云·其木格", "150699197001010029", None, None, "A0002"),
    ("吕布", None, None, None, "A0004"),
    ("𠮷小红", None, None, None, "A0002"),
    ("赵某某", None, None, None, None),
)


@pytest.fixture
def space(workspace: Workspace) -> Iterator[Workspace]:
    fids = workspace.store.find(ADDRESSES, "code", ["A0001", "A0002", "A0003", "A0004"])
    columns = ("name", "id_number", "phone", "household")
    table: dict[str, list[object]] = {name: [row[at] for row in PEOPLE] for at, name in enumerate(columns)}
    table["address_fid"] = [fids.get(row[4]) for row in PEOPLE]
    with workspace.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, Table(table))
    yield workspace


def names(space: Workspace, query: str) -> list[tuple[str, str]]:
    return [(one.name, one.match) for one in find(space, query).people]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("张三", [("张*", "whole"), ("张**", "start")]),
        ("zhangsan", [("张*", "whole"), ("张**", "start")]),
        ("zs", [("张*", "whole"), ("张**", "start")]),
        ("张san", [("张*", "whole"), ("张**", "start")]),
        ("zhangsanfe", [("张**", "start")]),
        ("shanxm", [("单**", "whole")]),
        ("danxiaoming", [("单**", "whole")]),
        ("晓明", [("单**", "inside")]),
        ("章三", [("张*", "sound")]),
        ("单晓朋", [("单**", "wrong")]),
        ("oyn", [("欧阳*", "whole")]),
        ("乌云其木格", [("乌*·***", "whole")]),
        ("wyqmg", [("乌*·***", "whole")]),
        ("lvbu", [("吕*", "whole")]),
        ("lyubu", [("吕*", "whole")]),
        ("𠮷小红", [("𠮷**", "whole")]),
    ],
)
def test_a_name_is_found_as_it_is_typed(space: Workspace, query: str, expected: list[tuple[str, str]]) -> None:
    assert names(space, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("150699196001010012", [("张*", "id_number")]),
        ("150699196002020039", []),
        ("150699600202003", [("张**", "id_number")]),
        ("0012", [("张*", "id_tail")]),
        ("010035", [("单**", "id_tail")]),
        ("13800000002", [("张**", "phone")]),
        ("+86 138-0000-0001", [("张*", "phone")]),
        ("04778591234", [("欧阳*", "phone")]),
        ("E12345678", [("欧阳*", "id_number")]),
        ("H000123", [("张*", "household"), ("张**", "household")]),
        ("康城小区2号楼1单元301室", [("张*", "room"), ("张**", "room")]),
    ],
)
def test_a_number_or_a_room_finds_people(space: Workspace, query: str, expected: list[tuple[str, str]]) -> None:
    of_the_tiny_sample = ("赵*", "钱*")
    assert [one for one in names(space, query) if one[0] not in of_the_tiny_sample] == expected


@pytest.mark.parametrize("query", ["", " ", "%", "_", "张", "z", "zhang", "欧阳", "12", "' OR 1=1 --", "*", "\ud800"])
def test_fishing_finds_nobody(space: Workspace, query: str) -> None:
    answer = find(space, query)
    assert (answer.total, answer.people) == (0, ())
    assert answer.note in ("nothing", "too_wide")


def test_an_old_number_is_found_by_the_new_one(space: Workspace) -> None:
    from kangbashi_gis.model.identifiers import modern_id_number

    modern = modern_id_number("150699600202003")
    assert modern is not None
    assert names(space, modern) == [("张**", "id_number")]
    assert names(space, modern[-6:]) == [("张**", "id_tail")]


def test_of_equal_matches_the_nearer_comes_first(space: Workspace) -> None:
    west, east = (X, Y + 10), (X + 390, Y + 10)
    with space.change("data.import", "residents") as change:
        fids = space.store.find(ADDRESSES, "code", ["A0001", "A0004"])
        change.vault.append(RESIDENTS, Table({"name": ["王伟", "王伟"], "address_fid": list(fids.values())}))
    first = [find(space, "王伟", near=place).people[0].address for place in (west, east)]
    assert first == ["鄂尔多斯大街1号", "鄂尔多斯大街77号"]


def test_the_index_follows_changes_and_undo(space: Workspace) -> None:
    from kangbashi_gis.operations.undo import undo

    with space.change("data.import", "residents") as change:
        (fid,) = change.vault.append(RESIDENTS, Table({"name": ["冯小刚"]})).tolist()
    assert names(space, "冯小刚") == [("冯**", "whole")]
    undo(space)
    assert names(space, "冯小刚") == []
    assert space.vault.check() == []
    assert fid > 0


def test_a_card_shows_the_household_and_where_it_lives(space: Workspace) -> None:
    person = find(space, "张三").people[0]
    told = card(space, person.id)
    assert (told.person.name, [one.name for one in told.household]) == ("张*", ["张**"])
    assert told.person.address == "康城小区2号楼"
    assert told.address is not None
    assert told.parcel is not None


def test_the_number_of_a_household_gives_its_card_and_other_questions_none(space: Workspace) -> None:
    told = find(space, "H000123").card
    assert told is not None
    assert (told.person.name, [one.name for one in told.household]) == ("张*", ["张**"])
    assert told.parcel is not None
    assert find(space, "张三").card is None


@pytest.mark.parametrize("query", ["2号楼", "2号楼1单元301室", "1号"])
def test_a_building_without_its_compound_finds_nobody_and_says_why(space: Workspace, query: str) -> None:
    answer = find(space, query)
    assert (answer.form, answer.total, answer.note) == ("room", 0, "unclear")
    assert find(space, "康城小区2号楼").total > 0


def test_a_record_is_unmasked_for_a_reason_only_and_noted(space: Workspace) -> None:
    person = find(space, "张三").people[0]
    with pytest.raises(ReasonUnknown):
        unmask(space, person.id, "好奇")
    whole = unmask(space, person.id, "phone_service")
    assert (whole.name, whole.id_number) == ("张三", "150699196001010012")
    assert "张三" not in repr(whole)
    assert whole.id_number not in repr(whole)
    with pytest.raises(ResidentUnknown):
        unmask(space, "没有这个人", "phone_service")


def test_nobody_without_the_right_looks_people_up(space: Workspace) -> None:
    space.user = User.of("规划员", Role.PLANNER)
    for ask in (lambda: find(space, "张三"), lambda: card(space, "x"), lambda: at_addresses(space, [1])):
        with pytest.raises(PermissionDenied):
            ask()
    space.user = replace(User("办事员"), permissions=frozenset({Permission.PEOPLE_READ}))
    with pytest.raises(PermissionDenied):
        unmask(space, "x", "phone_service")


def test_who_is_bound_to_a_community_finds_nobody_outside_it(space: Workspace) -> None:
    space.user = replace(space.user, scope=("999999999999",))
    assert names(space, "张三") == []
    assert names(space, "康城小区2号楼1单元301室") == []


def test_neither_names_nor_numbers_lie_outside_the_vault(space: Workspace) -> None:
    find(space, "张三丰")
    find(space, "150699196001010012")
    wanted = [
        text.encode(code)
        for text in ("张三丰", "单晓明", "150699196001010012")
        for code in ("utf-8", "utf-16-le", "gbk")
    ]
    for file in space.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(one in content for one in wanted), file.name
