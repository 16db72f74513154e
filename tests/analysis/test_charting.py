"""Numbers made ready for charts: years, bands at round numbers, points of which none is seen twice."""

import numpy as np
import pytest

from kangbashi_gis.analysis.charting import ROOMS, band_names, bands, correlation, thinned, year_of


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2016-06-08", 2016), ("2016", 2016), (2016, 2016), (2016.0, 2016), (None, None), ("", None), ("201", None),
        ("20160608", None), (12, None), (True, None), (float("nan"), None), ("3016-01-01", None), (2016.5, None),
    ],
)  # fmt: skip
def test_a_year_is_read_from_a_date_or_a_number(value: object, year: int | None) -> None:
    assert year_of(value) == year


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("least", "greatest"), [(0.0, 0.0), (1.0, 33.0), (-3.5, 7.2), (0.001, 0.002), (1e6, 9e9)])
def test_bands_hold_everything_and_are_of_equal_width(least: float, greatest: float, whole: bool) -> None:
    edges = bands(least, greatest, 20, whole)
    assert edges[0] <= least and greatest < edges[-1] and 1 < len(edges) <= 24
    assert np.allclose(np.diff(edges), edges[1] - edges[0])
    assert len(band_names(edges.tolist(), whole)) == len(edges) - 1


def test_bands_of_whole_numbers_name_their_first_and_last() -> None:
    assert band_names([0, 5, 10], True) == ("0–4", "5–9")
    assert band_names([1, 2, 3], True) == ("1", "2")
    assert band_names([0, 2.5, 5], False) == ("0–2.5", "2.5–5")


def test_points_are_thinned_to_one_in_each_room_and_the_outermost_stay() -> None:
    many = np.random.default_rng(7).normal(size=(2, 60_000))
    few = thinned(*many)
    assert few.shape[1] <= ROOMS[0] * ROOMS[1]
    assert 1_000 < few.shape[1] < 50_000
    assert set(map(tuple, few.T)) <= set(map(tuple, many.T))
    assert np.ptp(few, axis=1) == pytest.approx(np.ptp(many, axis=1), rel=0.01)
    assert thinned(np.ones(9_999), np.ones(9_999)).shape == (2, 1)


def test_a_correlation_is_that_of_numpy_or_none_where_nothing_varies() -> None:
    x, y = np.random.default_rng(3).normal(size=(2, 50))
    assert correlation(x, y) == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert correlation(x, np.ones(50)) is None
    assert correlation(np.array([1.0]), np.array([2.0])) is None
