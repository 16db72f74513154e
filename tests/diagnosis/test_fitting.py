"""Control points give back the transformation they were made with, and the bad ones among them are named."""

import numpy as np
import pyproj
import pytest

from kangbashi_gis.diagnosis.fitting import ControlPoint, Fit, fit_plane, fit_space
from kangbashi_gis.errors import FitRefused
from kangbashi_gis.model.plane import Plane, Space, from_document

TURN, SCALE = np.radians(1.25), 1.000079
THERE = (396_082.0, 4_386_593.0)


def local(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-8000, 8000, (count, 2)) + np.array([52_000.0, 61_000.0])


def true_place(points: np.ndarray) -> np.ndarray:
    x, y = (points - np.array([52_000.0, 61_000.0])).T
    cos, sin = SCALE * np.cos(TURN), SCALE * np.sin(TURN)
    return np.column_stack((cos * x - sin * y + THERE[0], sin * x + cos * y + THERE[1]))


def control(points: np.ndarray, places: np.ndarray) -> list[ControlPoint]:
    return [
        ControlPoint(f"控{number}", tuple(source), tuple(target))
        for number, (source, target) in enumerate(zip(points.tolist(), places.tolist(), strict=True), 1)
    ]


def outliers(fit: Fit) -> set[str]:
    return {one.name for one in fit.residuals if one.outlier}


def test_four_parameters_are_found_again_to_a_tenth_of_a_millimetre() -> None:
    points = local(6)
    fit = fit_plane(control(points, true_place(points)), 0.05)
    assert isinstance(fit.transformation, Plane)
    assert fit.transformation.scale == pytest.approx(SCALE, abs=1e-9)
    assert fit.transformation.turn_deg == pytest.approx(1.25, abs=1e-7)
    other = local(50, seed=2)
    assert np.abs(fit.transformation.apply(other) - true_place(other)).max() < 1e-4
    assert fit.rms_m < 1e-6
    assert outliers(fit) == set()


def test_measured_points_give_it_within_their_accuracy() -> None:
    points = local(12)
    measured = true_place(points) + np.random.default_rng(3).normal(0, 0.02, points.shape)
    fit = fit_plane(control(points, measured), 0.05)
    assert fit.rms_m == pytest.approx(0.026, abs=0.012)
    other = local(50, seed=2)
    assert np.abs(fit.transformation.apply(other) - true_place(other)).max() < 0.06


@pytest.mark.parametrize("bad", [[2], [0, 5], [1, 4, 7]])
def test_a_slip_of_the_pen_is_named_and_left_out(bad: list[int]) -> None:
    points = local(10)
    places = true_place(points) + np.random.default_rng(4).normal(0, 0.01, points.shape)
    for place in bad:
        places[place] += (-0.6, 2.5)
    fit = fit_plane(control(points, places), 0.05)
    assert outliers(fit) == {f"控{place + 1}" for place in bad}
    assert fit.used == 10 - len(bad)
    worst = next(one for one in fit.residuals if one.outlier)
    assert worst.distance_m == pytest.approx(2.57, abs=0.1)


def test_points_that_do_not_belong_together_are_refused() -> None:
    points = local(8)
    with pytest.raises(FitRefused) as refused:
        fit_plane(control(points, np.random.default_rng(5).uniform(0, 5000, (8, 2))), 0.05)
    assert refused.value.values["reason"] == "beyond_tolerance"


def test_swapped_axes_are_refused_not_mirrored() -> None:
    points = local(8)
    with pytest.raises(FitRefused):
        fit_plane(control(points[:, ::-1], true_place(points)), 0.05)


def test_two_points_or_one_point_thrice_are_too_few() -> None:
    points = local(2)
    with pytest.raises(FitRefused):
        fit_plane(control(points, true_place(points)), 0.05)
    same = np.repeat(points[:1], 3, axis=0)
    with pytest.raises(FitRefused):
        fit_plane(control(same, true_place(same)), 0.05)


def test_seven_parameters_bring_an_old_datum_over() -> None:
    """The truth goes by PROJ through seven invented parameters between the ellipsoids of 1954 and 2000."""
    there = np.random.default_rng(6).uniform((380_000, 4_375_000), (410_000, 4_395_000), (9, 2))
    old = "+proj=tmerc +lon_0=111 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3,0.3,-0.8,1.6,2.4"
    way = pyproj.Transformer.from_crs("EPSG:4546", old, always_xy=True)
    here = np.column_stack(way.transform(there[:, 0], there[:, 1]))
    space = Space("EPSG:2434", "EPSG:4546")
    points = control(here, there)
    both = space.geocentric(here, space.source), space.geocentric(there, space.target)
    fit = fit_space(points, both, space, 0.05)
    assert fit.rms_m < 0.005  # heights are not known, and count as zero in both
    other = np.random.default_rng(7).uniform((380_000, 4_375_000), (410_000, 4_395_000), (50, 2))
    old_numbers = np.column_stack(way.transform(other[:, 0], other[:, 1]))
    assert np.abs(fit.transformation.apply(old_numbers) - other).max() < 0.02


def test_parameters_go_into_the_vault_and_come_back_but_are_never_shown() -> None:
    points = local(5)
    plane = fit_plane(control(points, true_place(points)), 0.05).transformation
    assert from_document(plane.document()) == plane
    assert "52" not in repr(plane)
    space = Space("EPSG:2434", "EPSG:4546", (1.5, 2, 3, 4e-6, 5e-6, 6e-6, 7e-6))
    assert from_document(space.document()) == space
    assert "1.5" not in repr(space)
