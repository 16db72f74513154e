"""Numbers of map sheets after GB/T 13989-2012."""

import random

import pytest

from kangbashi_gis.analysis.map_sheets import DENOMINATORS, sheet_at, sheet_of
from kangbashi_gis.errors import BadPlace

CITY = (109.790, 39.607)
KNOWN = {
    1_000_000: "J49", 100_000: "J49D002004", 50_000: "J49E003008", 25_000: "J49F005015", 10_000: "J49G010029",
    5_000: "J49H019058", 2_000: "J49I057172", 1_000: "J49J01140344", 500: "J49K02270688",
}  # fmt: skip


def test_the_city_is_on_the_sheets_that_the_facts_name() -> None:
    assert {one: sheet_at(*CITY, one) for one in KNOWN} == KNOWN


def test_the_example_of_the_standard_has_its_number() -> None:
    assert sheet_at(114 + 33 / 60 + 45 / 3600, 39 + 22 / 60 + 30 / 3600, 50_000) == "J50E004003"


@pytest.mark.parametrize("denominator", DENOMINATORS)
def test_a_place_lies_on_the_sheet_of_its_number(denominator: int) -> None:
    chance = random.Random(13989)
    for _ in range(200):
        lon, lat = chance.uniform(73, 135), chance.uniform(3, 54)
        sheet = sheet_of(sheet_at(lon, lat, denominator))
        assert sheet.denominator == denominator
        assert sheet.west <= lon < sheet.east
        assert sheet.south <= lat < sheet.north


def test_the_middle_of_every_sheet_has_its_number() -> None:
    for number in KNOWN.values():
        sheet = sheet_of(number)
        middle = (sheet.west + sheet.east) / 2, (sheet.south + sheet.north) / 2
        assert sheet_at(*middle, sheet.denominator) == number


def test_a_number_may_be_written_small_and_apart() -> None:
    assert sheet_of("j49 g 010-029") == sheet_of("J49G010029")


def test_a_sheet_has_the_size_that_the_standard_gives_it() -> None:
    sheet = sheet_of("J49K02270688")
    assert (sheet.north - sheet.south) * 3600 == pytest.approx(6.25, abs=1e-6)
    assert (sheet.east - sheet.west) * 3600 == pytest.approx(9.375, abs=1e-6)


@pytest.mark.parametrize(
    "number", ["", "J", "J49G", "J49G0100290", "J49G000029", "J49G097001", "J49K010029", "Z49", "J61", "J00", "鄂49"]
)
def test_what_is_no_number_of_a_sheet_is_refused(number: str) -> None:
    with pytest.raises(BadPlace):
        sheet_of(number)


@pytest.mark.parametrize("place", [(109.0, -1.0), (109.0, 88.0), (180.0, 39.0), (float("nan"), 39.0)])
def test_a_place_without_sheets_is_refused(place: tuple[float, float]) -> None:
    with pytest.raises(BadPlace):
        sheet_at(*place, 10_000)
