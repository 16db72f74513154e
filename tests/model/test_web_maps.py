"""The shifted degrees of Chinese web maps, there and back."""

import numpy as np
import pyproj
import pytest

from kangbashi_gis.model import web_maps

CENTRE = np.array([[109.790, 39.607]])


def shift_m(there: np.ndarray) -> tuple[float, float]:
    azimuth, _, distance = pyproj.Geod(ellps="WGS84").inv(*CENTRE[0], *there[0])
    return distance, azimuth


def test_the_maps_lie_east_northeast_of_the_city() -> None:
    # STANDARDS section 0
    distance, azimuth = shift_m(web_maps.to_gcj02(CENTRE))
    assert 489 < distance < 505
    assert azimuth == pytest.approx(77, abs=1)
    distance, azimuth = shift_m(web_maps.to_bd09(CENTRE))
    assert 1277 < distance < 1320
    assert azimuth == pytest.approx(53, abs=2)


@pytest.mark.parametrize(
    ("there", "back"), [(web_maps.to_gcj02, web_maps.from_gcj02), (web_maps.to_bd09, web_maps.from_bd09)]
)
def test_the_way_back_ends_within_a_thousandth_of_a_millimetre(there: web_maps.Shift, back: web_maps.Shift) -> None:
    rng = np.random.default_rng(1)
    places = np.column_stack((rng.uniform(74, 135, 5000), rng.uniform(18, 53, 5000)))
    assert np.abs(back(there(places)) - places).max() * 111_000 < 1e-6


def test_a_known_place_is_shifted_as_the_maps_shift_it() -> None:
    # Tian'anmen: the pair that every implementation quotes
    assert web_maps.to_gcj02(np.array([[116.404, 39.915]]))[0] == pytest.approx([116.410244, 39.916404], abs=1e-6)


def test_outside_china_nothing_is_shifted() -> None:
    boston = np.array([[-71.1, 42.4]])
    assert (web_maps.to_gcj02(boston) == boston).all()
    assert (web_maps.from_bd09(boston) == boston).all()


@pytest.mark.parametrize(
    ("text", "name"),
    [("GCJ-02", "GCJ-02"), ("gcj02", "GCJ-02"), ("火星坐标", "GCJ-02"), ("百度", "BD-09"), ("EPSG:4546", "")],
)
def test_their_names_are_known_in_all_spellings(text: str, name: str) -> None:
    assert web_maps.correction(text) == name
