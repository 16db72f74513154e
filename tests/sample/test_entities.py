"""Made-up legal entities: valid numbers, a plausible mix, a rising trend, seats that are known."""

from collections import Counter
from collections.abc import Mapping

import pytest

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.model.themes.codes import ENTITY_KIND, INDUSTRY


@pytest.fixture(scope="module")
def entities(rows: Mapping[str, Table]) -> Table:
    return rows["entities"]


def test_there_are_as_many_as_the_scale_says_without_a_place_of_their_own(entities: Table) -> None:
    assert len(entities) == 900 and entities.geometry is None
    assert set(entities.columns) == {one.name for one in theme("entities").fields}


def test_numbers_are_valid_unique_and_of_the_county_that_does_not_exist(entities: Table) -> None:
    codes = entities.columns["credit_code"]
    assert all(map(identifiers.check_credit_code, codes)) and len(set(codes)) == len(codes)
    assert {code[2:8] for code in codes} == {"150699"}
    assert [code[0] for code in codes] == list(entities.columns["kind"])


def test_names_are_unique(entities: Table) -> None:
    assert len(set(entities.columns["name"])) == len(entities)


def test_codes_are_those_of_the_lists_and_well_mixed(entities: Table) -> None:
    industries = Counter(entities.columns["industry"])
    assert set(industries) <= set(INDUSTRY.titles) and len(industries) >= 15
    assert industries.most_common(1)[0][0] == "F"
    assert set(entities.columns["kind"]) <= set(ENTITY_KIND.titles)
    status = Counter(entities.columns["status"])
    assert set(status) == {"存续", "注销"} and 0.05 < status["注销"] / len(entities) < 0.3


def test_registrations_rise_over_sixteen_years(entities: Table) -> None:
    years = Counter(int(day[:4]) for day in entities.columns["registered"])
    assert set(years) == set(range(2009, 2025))
    assert sum(years[year] for year in range(2019, 2025)) > 2 * sum(years[year] for year in range(2009, 2015))


def test_their_seats_are_addresses_and_parcels_that_are_known(entities: Table, rows: Mapping[str, Table]) -> None:
    book = rows["addresses"]
    known = {
        code: (full, parcel)
        for code, full, parcel in zip(*(book.columns[name] for name in ("code", "full", "parcel_code")), strict=True)
    }
    for row in map(entities.row, range(len(entities))):
        assert known[row["address_code"]] == (row["address"], row["parcel_code"])


def test_only_public_bodies_have_no_capital(entities: Table) -> None:
    for row in map(entities.row, range(len(entities))):
        assert (row["capital"] is None) == (row["kind"] == "1") and row["staff"] >= 1
