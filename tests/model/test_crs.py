"""Coordinates: x is east, y is north, and no datum shift is ever silent. Values from STANDARDS 0 and 1."""

import pytest

from kangbashi_gis.errors import BadReference
from kangbashi_gis.model import crs

CENTRE = (109.790, 39.607)


def test_the_centre_of_the_district_stands_where_the_survey_says() -> None:
    x, y = crs.transformer(crs.LONLAT, crs.DEFAULT).transform(*CENTRE)
    assert (x, y) == pytest.approx((396_082, 4_386_593), abs=1)


def test_the_way_back_leads_to_the_same_place() -> None:
    x, y = crs.transformer(crs.LONLAT, "EPSG:4525").transform(*CENTRE)
    assert round(x) == 37_396_082
    assert crs.transformer("EPSG:4525", crs.LONLAT).transform(x, y) == pytest.approx(CENTRE, abs=1e-9)


@pytest.mark.parametrize("old", ["EPSG:2382", "EPSG:2434", "EPSG:4610", "EPSG:4214"])
def test_old_chinese_datums_are_refused_rather_than_moved_by_zero(old: str) -> None:
    assert crs.is_ballpark(old, crs.DEFAULT)
    with pytest.raises(BadReference, match="no_datum_shift"):
        crs.transformer(old, crs.DEFAULT)


@pytest.mark.parametrize("same", ["EPSG:4326", "EPSG:32649", "EPSG:4490", "EPSG:4525", "EPSG:4546"])
def test_wgs84_and_cgcs2000_count_as_one_datum(same: str) -> None:
    assert not crs.is_ballpark(same, crs.DEFAULT)
    assert crs.transformer(same, crs.DEFAULT) is crs.transformer(same, crs.DEFAULT)


@pytest.mark.parametrize("text", ["", "EPSG:0", "康巴什坐标系", "PROJCS[broken"])
def test_what_is_no_reference_system_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadReference):
        crs.read(text)


@pytest.mark.parametrize("text", ["EPSG:4490", "EPSG:2249", "EPSG:4479"])
def test_a_workspace_in_degrees_or_feet_is_refused(text: str) -> None:
    with pytest.raises(BadReference, match="not_metres"):
        crs.require_workspace(text)


@pytest.mark.parametrize("text", ["EPSG:4546", "EPSG:26986", "EPSG:4508"])
def test_a_workspace_in_metres_is_welcome(text: str) -> None:
    assert crs.require_workspace(text).is_projected


def test_a_local_system_given_as_text_is_welcome() -> None:
    own = "+proj=tmerc +lat_0=0 +lon_0=109.8 +k=1.0002 +x_0=50000 +y_0=-4000000 +ellps=GRS80 +units=m +type=crs"
    assert crs.require_workspace(own).is_projected


@pytest.mark.parametrize("target", ["EPSG:32649", "EPSG:4326", "EPSG:4546"])
def test_the_old_datums_have_no_way_to_wgs84_either(target: str) -> None:
    """PROJ has parameters for six regions of China, and outside of them moves by zero: 55 m off in the city."""
    with pytest.raises(BadReference):
        crs.transformer("EPSG:2434", target)
