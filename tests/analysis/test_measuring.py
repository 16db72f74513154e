"""Lengths and areas on the grid, on the ellipsoid and on the ground."""

import math

import pytest

from kangbashi_gis.analysis.measuring import area, line
from kangbashi_gis.errors import BadPlace

CRS = "EPSG:4546"
E, N = 396_082.0, 4_386_593.0  # the centre of the city, as STANDARDS has it


def test_at_kangbashi_the_grid_shows_eight_centimetres_too_little_in_a_kilometre_of_ground() -> None:
    measured = line(CRS, [(E - 500, N), (E + 500, N)], 1_350.0)
    assert measured.grid_m == 1000.0
    assert (measured.grid_m - measured.ellipsoid_m) * 100 == pytest.approx(13.3, abs=0.1)
    assert (measured.ground_m - measured.ellipsoid_m) * 100 == pytest.approx(21.15, abs=0.1)
    assert measured.cm_per_km == pytest.approx(-7.9, abs=0.1)


def test_on_the_central_meridian_grid_and_ellipsoid_are_the_same() -> None:
    measured = line(CRS, [(500_000.0, N), (500_000.0, N + 1000)], 0.0)
    assert measured.ellipsoid_m == pytest.approx(1000.0, abs=1e-4)
    assert measured.ground_m == measured.ellipsoid_m
    assert measured.segments[0].true_bearing == pytest.approx(0.0, abs=1e-6)


def test_a_degree_of_the_meridian_has_its_known_length() -> None:
    # the series of the length of a degree in its middle, 39.5° N, on an ellipsoid that is the same to 0.1 mm
    twice = math.radians(2 * 39.5)
    known = 111_132.954 - 559.822 * math.cos(twice) + 1.175 * math.cos(2 * twice)
    from kangbashi_gis.model.crs import metres

    x, y = metres(CRS, [111.0, 111.0], [39.0, 40.0])
    measured = line(CRS, list(zip(x.tolist(), y.tolist(), strict=True)))
    assert measured.ellipsoid_m == pytest.approx(known, abs=0.05)
    assert measured.grid_m == pytest.approx(measured.ellipsoid_m, abs=0.01)


def test_bearings_count_from_north_over_east() -> None:
    corners = [(E, N), (E, N + 10), (E + 10, N + 10), (E + 10, N), (E, N)]
    measured = line(CRS, corners)
    assert [one.grid_bearing for one in measured.segments] == [0.0, 90.0, 180.0, 270.0]
    # grid north stands 46' west of true north here, so a true bearing is smaller
    assert measured.segments[1].true_bearing == pytest.approx(90.0 - 0.772, abs=0.01)
    assert math.fsum(one.ground_m for one in measured.segments) == measured.ground_m


def test_a_hectare_on_the_grid_is_larger_on_the_ground() -> None:
    measured = area(CRS, [(E, N), (E + 100, N), (E + 100, N + 100), (E, N + 100)], 1_350.0)
    assert measured.grid_m2 == 10_000.0
    assert measured.ground_m2 / measured.grid_m2 - 1 == pytest.approx(2 * 7.9e-5, abs=2e-6)
    assert measured.ellipsoid_m2 / measured.grid_m2 - 1 == pytest.approx(-2 * 13.3e-5, abs=2e-6)
    assert (measured.grid_m, len(measured.segments)) == (400.0, 4)


def test_an_area_is_the_same_whichever_way_round_and_whether_closed_or_not() -> None:
    corners = [(E, N), (E + 100, N), (E + 100, N + 100)]
    assert area(CRS, corners).ellipsoid_m2 == pytest.approx(area(CRS, corners[::-1]).ellipsoid_m2, abs=1e-6)
    assert area(CRS, [*corners, corners[0]]) == area(CRS, corners)


def test_a_large_polygon_is_bounded_by_straight_lines_of_the_grid() -> None:
    side = 40_000.0
    whole = area(CRS, [(E, N), (E + side, N), (E + side, N + side), (E, N + side)])
    half = area(CRS, [(E, N), (E + side, N), (E + side, N + side)])
    other = area(CRS, [(E, N), (E + side, N + side), (E, N + side)])
    assert half.ellipsoid_m2 + other.ellipsoid_m2 == pytest.approx(whole.ellipsoid_m2, abs=1.0)
    corner = area(CRS, [(E, N), (E + side / 2, N), (E + side, N), (E + side, N + side), (E, N + side)])
    assert corner.ellipsoid_m2 == pytest.approx(whole.ellipsoid_m2, abs=1.0)


@pytest.mark.parametrize("corners", [[], [(E, N)], [(E, N), (math.nan, N)], [(E, N), (math.inf, N)]])
def test_a_line_without_two_places_is_refused(corners: list[tuple[float, float]]) -> None:
    with pytest.raises(BadPlace):
        line(CRS, corners)


@pytest.mark.parametrize("height_m", [-501.0, 9001.0, math.nan])
def test_a_height_that_no_land_has_is_refused(height_m: float) -> None:
    with pytest.raises(BadPlace):
        line(CRS, [(E, N), (E + 1, N)], height_m)


def test_the_same_corner_twice_has_no_length_and_no_rate() -> None:
    measured = line(CRS, [(E, N), (E, N)])
    assert measured.grid_m == measured.ellipsoid_m == 0.0
    assert math.isnan(measured.cm_per_km)
