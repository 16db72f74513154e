"""The codes of China's datums and zones are those of the EPSG register."""

import pyproj

from kangbashi_gis.diagnosis import datum


def test_every_zone_has_the_meridian_and_false_east_of_its_code() -> None:
    for code, zone in datum.ZONES.items():
        crs = pyproj.CRS(code)
        assert crs.coordinate_operation is not None and crs.geodetic_crs is not None
        values = {one.name: one.value for one in crs.coordinate_operation.params}
        assert values["Longitude of natural origin"] == zone.meridian
        assert values["False easting"] == datum.FALSE_EAST_M + zone.prefixed * zone.number * 1e6
        assert datum.named(crs.geodetic_crs.name) is zone.datum


def test_the_neighbours_of_the_city_are_as_the_standards_have_them() -> None:
    # STANDARDS section 0
    assert datum.CGCS2000.zone(3, 111, prefixed=True) == "EPSG:4525"
    assert datum.CGCS2000.zone(3, 111, prefixed=False) == "EPSG:4546"
    assert datum.CGCS2000.zone(6, 111, prefixed=False) == "EPSG:4508"
    assert datum.ZONES["EPSG:4524"].number == 36


def test_a_text_that_speaks_of_two_datums_names_none() -> None:
    assert datum.named("西安80转2000国家大地坐标系") is None
    named = datum.named("西安80坐标")
    assert named is not None
    assert named.key == "xian1980"
