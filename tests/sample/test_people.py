"""Made-up residents: valid numbers of a county that does not exist, families that could be."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme

Row = dict[str, str]


@pytest.fixture(scope="module")
def people(rows: Mapping[str, Table]) -> list[Row]:
    return [rows["residents"].row(number) for number in range(len(rows["residents"]))]


@pytest.fixture(scope="module")
def households(people: list[Row]) -> dict[str, list[Row]]:
    result = defaultdict(list)
    for one in people:
        result[one["household"]].append(one)
    return result


def age(one: Row) -> float:
    return (int("2024") - int(one["born"][:4])) + (12 - int(one["born"][5:7])) / 12


def test_there_are_as_many_as_the_scale_says_and_every_field_is_there(rows: Mapping[str, Table]) -> None:
    assert len(rows["residents"]) == 2_500
    assert set(rows["residents"].columns) == {one.name for one in theme("residents").fields}


def test_numbers_are_valid_unique_and_of_the_county_that_does_not_exist(people: list[Row]) -> None:
    assert all(identifiers.check_id_number(one["id_number"]) for one in people)
    assert all(one["id_number"].startswith("150699") for one in people)
    assert len({one["id_number"] for one in people}) == len(people)


def test_numbers_tell_birth_and_sex(people: list[Row]) -> None:
    for one in people:
        assert one["id_number"][6:14] == one["born"].replace("-", "")
        assert identifiers.sex_code(one["id_number"]) == one["sex"]


def test_nobody_has_such_a_phone(people: list[Row]) -> None:
    phones = [one["phone"] for one in people if one["phone"]]
    assert len(phones) > 1_800 and len(set(phones)) == len(phones)
    assert all(len(phone) == 11 and phone.isdigit() and phone.startswith("10069") for phone in phones)
    assert not any(one["phone"] for one in people if age(one) < 11)


def test_each_household_has_one_head_and_one_dwelling(households: dict[str, list[Row]]) -> None:
    dwellings = Counter()
    for members in households.values():
        assert [one["relation"] for one in members].count("户主") == 1 and members[0]["relation"] == "户主"
        assert len({one["address_code"] for one in members}) == len({one["address"] for one in members}) == 1
        dwellings[members[0]["address_code"]] += 1
    assert max(dwellings.values()) == 1
    assert 2.1 < 2_500 / len(households) < 2.5


def test_ages_fit_the_family(households: dict[str, list[Row]]) -> None:
    for members in households.values():
        head = members[0]
        assert age(head) >= 21
        for one in members[1:]:
            if one["relation"] in ("子", "女"):
                assert 0 <= age(one) <= 31
                older = [age(other) for other in members if other["relation"] in ("户主", "配偶")]
                assert max(older) - age(one) > 17
                assert (one["relation"] == "子") == (one["sex"] == "1")
            elif one["relation"] in ("父亲", "母亲"):
                assert age(one) - age(head) > 17
                assert (one["relation"] == "父亲") == (one["sex"] == "1")
            else:
                assert one["relation"] == "配偶" and one["sex"] != head["sex"] and abs(age(one) - age(head)) < 20


def test_people_live_in_dwellings_that_are_known(people: list[Row], rows: Mapping[str, Table]) -> None:
    book = rows["addresses"]
    known = dict(zip(book.columns["code"], zip(book.columns["full"], book.columns["kind"], strict=True), strict=True))
    for one in people:
        full, kind = known[one["address_code"]]
        assert full == one["address"] and kind in ("room", "building")


def test_they_moved_in_over_fifteen_years_and_not_before_they_were_born(people: list[Row]) -> None:
    years = Counter(one["moved_in"][:4] for one in people)
    assert min(years) >= "2010" and max(years) == "2024" and len(years) >= 12
    assert all(one["moved_in"] >= one["born"] for one in people)


def test_children_bear_a_surname_of_the_family(households: dict[str, list[Row]]) -> None:
    for members in households.values():
        if members[0]["ethnicity"] == "蒙古族":
            continue
        children = [one for one in members if one["relation"] in ("子", "女")]
        assert all(one["name"][0] == members[0]["name"][0] for one in children)


def test_the_peoples_and_ages_of_the_district_are_mixed(people: list[Row]) -> None:
    peoples = Counter(one["ethnicity"] for one in people)
    assert 0.05 < peoples["蒙古族"] / len(people) < 0.13 and peoples["汉族"] > 2_000
    bands = Counter(int(age(one)) // 20 for one in people)
    assert bands[0] > 300 and bands[1] > 600 and bands[2] > 500 and bands[3] > 80
    assert 0.45 < sum(one["sex"] == "1" for one in people) / len(people) < 0.55


def test_some_names_need_characters_beyond_the_basic_plane(people: list[Row]) -> None:
    assert any(ord(character) > 0xFFFF for one in people for character in one["name"])
