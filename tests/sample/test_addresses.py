"""Standard addresses of the small district: complete, unique, where they belong, numbered as in China."""

from collections.abc import Mapping

import numpy as np
import pytest
import shapely

from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.sample.doors import PER_NUMBER_M, plate_numbers
from kangbashi_gis.sample.town import Town

PREFIX = "内蒙古自治区鄂尔多斯市康巴什区"


@pytest.fixture(scope="module")
def book(rows: Mapping[str, Table]) -> Table:
    return rows["addresses"]


def column(table: Table, name: str) -> np.ndarray:
    return np.asarray(table.columns[name])


def test_there_are_as_many_as_the_scale_says_and_every_field_is_there(book: Table) -> None:
    assert len(book) == 3_000
    assert set(book.columns) == {one.name for one in theme("addresses").fields}


def test_codes_and_full_texts_are_unique(book: Table) -> None:
    assert len(set(book.columns["code"])) == len(set(book.columns["full"])) == len(book)


def test_they_go_down_to_the_room(book: Table) -> None:
    kinds, counts = np.unique(column(book, "kind"), return_counts=True)
    many = dict(zip(kinds.tolist(), counts.tolist(), strict=True))
    assert set(many) == {"door", "building", "unit", "room"}
    assert many["room"] > 5 * many["unit"] > 5 * many["building"] > 0 and many["door"] > 300


def test_a_full_address_is_its_elements_in_a_row(book: Table) -> None:
    known = {"", "鄂尔多斯市高新技术产业园区虚拟社区"}
    for row in (book.row(number) for number in range(0, len(book), 7)):
        street = row["street"].removeprefix("鄂尔多斯市")
        community = "" if row["community"] in known else row["community"]
        place = row["road"] + row["number"]
        if row["kind"] != "door" and row["compound"]:
            place = row["compound"]
        assert row["full"] == PREFIX + street + community + place + row["building"] + row["unit"] + row["room"]


def test_the_parser_takes_them_apart_as_they_were_put_together(book: Table) -> None:
    wanted = {Part.BUILDING: "building", Part.UNIT: "unit", Part.ROOM: "room"}
    for row in (book.row(number) for number in range(0, len(book), 11)):
        found = {element.part: element.value for element in parse(row["full"])}
        for element, name in wanted.items():
            digits = row[name].rstrip("号楼单元室")
            assert found.get(element, "").rstrip("号楼单元室") == digits, row["full"]
        if row["kind"] == "door":
            assert found[Part.ROAD] == row["road"]


def test_odd_numbers_face_even_ones_and_rise_along_the_road(book: Table, small_town: Town) -> None:
    doors = book.take(column(book, "kind") == "door")
    numbers = np.array([int(text.removesuffix("号")) for text in doors.columns["number"]])
    roads = np.array([one.name for one in small_town.road_names])[small_town.network.roads]
    checked = 0
    for road in np.unique(column(doors, "road")):
        own = column(doors, "road") == road
        segments = small_town.network.segments[roads == road]
        points = doors.geometry[own]
        nearest = np.argmin(shapely.distance(points[:, None], segments[None, :]), axis=1)
        along = small_town.network.start_m[roads == road][nearest]
        along = along + shapely.line_locate_point(segments[nearest], points)
        for odd in (0, 1):
            side = numbers[own] % 2 == odd
            order = np.argsort(along[side], kind="stable")
            assert (np.diff(numbers[own][side][order]) > 0).all(), road
            checked += int(side.sum())
    assert checked == len(doors)


def test_plate_numbers_follow_the_distance_and_never_repeat() -> None:
    along = np.array([3.0, 4.0, 5.0, 95.0, 3.0])
    roads, odd = np.array([0, 0, 0, 0, 1]), np.array([True, True, True, True, False])
    assert plate_numbers(roads, odd, along).tolist() == [1, 3, 5, 2 * int(95 / PER_NUMBER_M) + 1, 2]


def test_every_address_stands_on_its_parcel_and_in_its_community(book: Table, rows: Mapping[str, Table]) -> None:
    parcels, divisions = rows["parcels"], rows["divisions"]
    shape = dict(zip(parcels.columns["code"], parcels.geometry, strict=True))
    own = np.array([shape[code] for code in book.columns["parcel_code"]])
    assert shapely.covers(own, book.geometry).all()
    area = dict(zip(divisions.columns["name"], divisions.geometry, strict=True))
    for name in ("community", "street"):
        home = np.array([area[text] for text in book.columns[name]])
        assert shapely.covers(home, book.geometry).all()


def test_rooms_stand_in_the_building_whose_code_they_bear(book: Table, rows: Mapping[str, Table]) -> None:
    buildings = rows["buildings"]
    shape = dict(zip(buildings.columns["code"], buildings.geometry, strict=True))
    inside = np.isin(column(book, "kind"), ["building", "unit", "room"])
    own = np.array([shape[code] for code in column(book, "building_code")[inside]])
    assert shapely.covers(own, book.geometry[inside]).all()


def test_a_compounds_addresses_also_say_the_road_of_its_gate(book: Table) -> None:
    inside = (column(book, "compound") != "") & (column(book, "kind") == "room")
    assert inside.sum() > 1_000
    assert (column(book, "road")[inside] != "").all() and (column(book, "number")[inside] != "").all()
