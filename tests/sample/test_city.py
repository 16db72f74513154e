"""The district at its real size: the numbers it promises, and that what holds for the small one holds for it."""

from collections.abc import Mapping

import numpy as np
import pytest
import shapely

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.sample.records import records
from kangbashi_gis.sample.scales import CITY
from kangbashi_gis.sample.town import Town, town


@pytest.fixture(scope="module")
def city() -> Town:
    return town(CITY, 1)


@pytest.fixture(scope="module")
def all_rows(city: Town) -> Mapping[str, Table]:
    return records(city)


@pytest.mark.parametrize("name", ["addresses", "residents", "entities", "parcels", "buildings", "roads"])
def test_it_has_the_numbers_of_the_real_district(name: str, all_rows: Mapping[str, Table]) -> None:
    assert len(all_rows[name]) == pytest.approx(getattr(CITY, name), rel=0.01)


def test_it_is_as_large_as_the_real_district(city: Town) -> None:
    assert shapely.area(city.divisions.outline) == pytest.approx(372.55e6, rel=1e-4)
    xmin, ymin, xmax, ymax = city.divisions.outline.bounds
    assert xmin > 380_000 and xmax < 416_000 and ymin > 4_375_000 and ymax < 4_403_000


def test_its_parcels_tile_and_its_buildings_stand_inside(city: Town) -> None:
    assert shapely.coverage_is_valid(city.parcels.shapes)
    assert shapely.contains(city.parcels.shapes[city.buildings.parcels], city.buildings.shapes).all()
    first, second = shapely.STRtree(city.buildings.shapes).query(city.buildings.shapes, predicate="intersects")
    assert (first == second).all()


def test_all_its_communities_have_people(all_rows: Mapping[str, Table], city: Town) -> None:
    book = all_rows["addresses"]
    home = dict(zip(book.columns["code"], book.columns["community"], strict=True))
    lived_in = {home[code] for code in all_rows["residents"].columns["address_code"]}
    assert {one.name for one in city.divisions.communities} - lived_in <= {"鄂尔多斯市高新技术产业园区虚拟社区"}


@pytest.mark.parametrize(
    ("name", "column"),
    [("addresses", "code"), ("addresses", "full"), ("residents", "id_number"), ("entities", "credit_code"),
     ("entities", "name"), ("parcels", "code"), ("buildings", "code"), ("roads", "code"), ("compounds", "name")],
)  # fmt: skip
def test_what_must_be_unique_is(name: str, column: str, all_rows: Mapping[str, Table]) -> None:
    values = all_rows[name].columns[column]
    assert len(set(values)) == len(values)


def test_its_numbers_are_valid(all_rows: Mapping[str, Table]) -> None:
    assert all(map(identifiers.check_id_number, all_rows["residents"].columns["id_number"][::17]))
    assert all(map(identifiers.check_credit_code, all_rows["entities"].columns["credit_code"][::17]))


def test_houses_are_not_higher_than_houses_are(all_rows: Mapping[str, Table]) -> None:
    floors = np.asarray(all_rows["buildings"].columns["floors"])
    assert floors.min() == 1 and 8 < floors.max() <= 33
