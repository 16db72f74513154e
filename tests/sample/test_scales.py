"""The sizes of the district that can be asked for."""

import pytest

from kangbashi_gis.errors import UsageError
from kangbashi_gis.sample.ground import CENTRE, PER_ROW, PITCH
from kangbashi_gis.sample.scales import MOST_DISTRICTS, scale


def test_the_city_has_the_numbers_of_the_real_district() -> None:
    city = scale("city")
    assert (city.addresses, city.residents, city.entities) == (150_000, 127_000, 60_000)
    assert (city.parcels, city.buildings, city.roads, city.districts) == (10_000, 20_000, 6_000, 1)


def test_n_times_is_n_cities() -> None:
    assert scale("66x").districts == 66
    assert scale("66x").addresses * scale("66x").districts == 9_900_000


@pytest.mark.parametrize("name", ["", "medium", "0x", "-1x", "x", "1.5x", "3X ", "73x", "九x"])
def test_another_size_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        scale(name)


def test_all_districts_stand_within_the_three_degrees_of_the_reference_system() -> None:
    rows = -(-MOST_DISTRICTS // PER_ROW)
    east = CENTRE[0] + (PER_ROW - 1) * PITCH[0] + PITCH[0] / 2
    north = CENTRE[1] + (rows - 1) * PITCH[1] + PITCH[1] / 2
    assert CENTRE[0] - PITCH[0] / 2 > 372_000 and east < 628_000 and north < 4_600_000
