"""Coordinates come into the workspace's CRS by a safe way or not at all."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import BadReference, NoReference
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source

TARGET = "EPSG:4546"


def source(crs: str | None, assumed: bool = False) -> Source:
    return Source(Path("外来.shp"), "外来", (), 1, crs, lambda size: iter(()), assumed=assumed)


def way(crs: str | None, stated: str | None = None) -> georeference.Way:
    return georeference.way(source(crs), ImportOptions(crs=stated), TARGET)


def points(*xy: tuple[float, float]) -> np.ndarray:
    return np.array([shapely.Point(one) for one in xy], dtype=object)


def test_degrees_of_the_district_land_in_its_zone() -> None:
    moved, broken = way("EPSG:4490").apply(points((109.79, 39.607)))
    assert not broken.any()
    # STANDARDS section 0: the centre of Kangbashi
    assert shapely.get_coordinates(moved)[0] == pytest.approx([396_082, 4_386_593], abs=1)


def test_the_zone_prefix_is_taken_off_by_the_reference_that_has_it() -> None:
    moved, _ = way("EPSG:4525").apply(points((37_396_082, 4_386_593)))
    assert shapely.get_coordinates(moved)[0] == pytest.approx([396_082, 4_386_593], abs=0.001)


def test_the_same_reference_moves_nothing() -> None:
    assert way(TARGET).move is None
    assert way(None, stated=TARGET).move is None


def test_what_a_person_states_goes_before_what_the_file_says() -> None:
    assert way("EPSG:4545", stated="EPSG:4525").source == "EPSG:4525"


def test_a_file_without_a_reference_is_refused() -> None:
    with pytest.raises(NoReference):
        way(None)
    with pytest.raises(NoReference):
        way('LOCAL_CS["Undefined Cartesian",UNIT["metre",1]]')


@pytest.mark.parametrize("crs", ["EPSG:2434", "EPSG:4214", "EPSG:2382", "EPSG:4610", "EPSG:21418"])
def test_beijing_1954_and_xian_1980_are_never_shifted_silently(crs: str) -> None:
    with pytest.raises(BadReference):
        way(crs)


@pytest.mark.parametrize(
    "xy",
    [
        (37_396_082, 4_386_593),  # a zone prefix that the reference does not have
        (4_386_593, 396_082),  # axes swapped
        (-71.1, 42.4),  # degrees
    ],
)
def test_coordinates_that_land_nowhere_near_are_refused(xy: tuple[float, float]) -> None:
    with pytest.raises(BadReference):
        way(TARGET).apply(points(xy, xy))


def test_one_stray_point_among_good_ones_is_kept() -> None:
    moved, broken = way(TARGET).apply(points((396_082, 4_386_593), (37_396_082, 4_386_593)))
    assert len(moved) == 2
    assert not broken.any()


def test_coordinates_that_are_no_numbers_are_told_apart() -> None:
    shapes = points((396_082, 4_386_593), (float("nan"), 1), (float("inf"), 1), (-1.8e308, 1))
    assert way(TARGET).apply(shapes)[1].tolist() == [False, True, True, True]


def test_metres_in_a_format_that_means_degrees_have_no_reference() -> None:
    metres = points((396_082, 4_386_593))
    with pytest.raises(NoReference):
        georeference.check_degrees(source("EPSG:4326", assumed=True), ImportOptions(), metres)
    with pytest.raises(BadReference):
        georeference.check_degrees(source("EPSG:4490"), ImportOptions(), metres)


def test_degrees_that_are_said_to_be_metres_are_refused() -> None:
    with pytest.raises(BadReference):
        georeference.check_degrees(source(None), ImportOptions(crs=TARGET), points((109.79, 39.607)))
