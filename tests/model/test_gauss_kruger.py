"""Our own way to degrees is PROJ's, to the last digits, in every zone of China."""

import math

import numpy as np
import pyproj
import pytest

from kangbashi_gis.model import crs
from kangbashi_gis.model.gauss_kruger import CODES, zone_of

EVERY = [f"EPSG:{run.first + place}" for run in CODES for place in range(run.zones)]


@pytest.mark.parametrize("code", EVERY)
def test_degrees_and_metres_are_those_of_proj(code: str) -> None:
    ours = zone_of(code)
    assert ours is not None
    lon, lat = (axis.ravel() for axis in np.meshgrid(ours.meridian + np.linspace(-6, 6, 9), np.linspace(3, 54, 9)))
    x, y = pyproj.Transformer.from_crs(crs.LONLAT, code, always_xy=True).transform(lon, lat)
    assert np.abs(np.array(ours.metres(lon, lat)) - (x, y)).max() < 1e-6
    assert np.abs(np.array(ours.degrees(x, y)) - (lon, lat)).max() < 1e-11


@pytest.mark.parametrize("code", ["EPSG:4490", "EPSG:4555", "EPSG:32649", "EPSG:", "", "PROJCS[…]", "ESRI:4546"])
def test_other_systems_are_left_to_proj(code: str) -> None:
    assert zone_of(code) is None


def test_a_workspace_of_another_country_has_the_degrees_of_proj() -> None:
    (lon,), (lat,) = crs.degrees("EPSG:26986", [236_000.0], [901_000.0])
    (x,), (y,) = crs.metres("EPSG:26986", [lon], [lat])
    assert (x, y) == pytest.approx((236_000.0, 901_000.0), abs=1e-3)
    assert (lon, lat) == pytest.approx((-71.06, 42.36), abs=0.01)


@pytest.mark.parametrize("x", [math.nan, math.inf, 1e12])
def test_what_lies_nowhere_on_earth_has_no_degrees(x: float) -> None:
    (lon,), (lat,) = crs.degrees(crs.DEFAULT, [x], [4_383_000.0])
    assert math.isnan(lon) and math.isnan(lat)
