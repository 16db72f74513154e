"""Ground and pixels."""

import pytest

from kangbashi_gis.render.view import CLOSEST_M, View

HERE = View(384_000.0, 4_383_000.0, 2.5, 1600, 1000)


def test_a_place_comes_back_from_its_pixel():
    assert HERE.ground(*HERE.pixel(384_123.25, 4_383_456.5)) == pytest.approx((384_123.25, 4_383_456.5))


def test_north_is_up():
    assert HERE.pixel(HERE.x, HERE.y + 100)[1] < HERE.height / 2


def test_zooming_keeps_the_ground_under_the_pointer():
    near = HERE.zoomed(1.7, 1300, 120)
    assert near.ground(1300, 120) == pytest.approx(HERE.ground(1300, 120))


def test_a_fitted_extent_is_seen_whole_with_a_margin():
    xmin, ymin, xmax, ymax = HERE.fitted((0, 0, 100, 400), margin=0.1).extent
    assert xmin < 0 and ymin == pytest.approx(-40) and xmax > 100 and ymax == pytest.approx(440)


def test_a_single_point_is_shown_near_but_not_infinitely_near():
    assert HERE.fitted((5, 5, 5, 5)).metres == 0.5


def test_a_scale_is_that_of_the_screen_whatever_its_pixels_are():
    assert HERE.with_scale(10_000).metres == pytest.approx(2 * HERE.resized(3200, 2000, 2.0).with_scale(10_000).metres)


def test_another_size_of_the_window_keeps_centre_and_scale():
    other = HERE.resized(800, 900, 2.0)
    assert (other.x, other.y, other.scale) == (HERE.x, HERE.y, pytest.approx(HERE.scale))


def test_there_is_a_nearest_view():
    assert HERE.zoomed(1e12, 0, 0).metres == CLOSEST_M


def test_the_hand_pulls_the_ground_along():
    assert HERE.moved(10, 20).ground(110, 220) == pytest.approx(HERE.ground(100, 200))
