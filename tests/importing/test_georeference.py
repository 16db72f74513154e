"""Coordinates come into the workspace's CRS by a safe way or not at all."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import BadReference, NoReference
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.options import NORTH_EAST, ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.model import web_maps

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


def test_degrees_of_a_web_map_are_brought_back_and_marked() -> None:
    there = web_maps.to_gcj02(np.array([[109.790, 39.607]]))[0]
    found = way(None, stated="gcj02")
    moved, _ = found.apply(points(tuple(there)))
    assert shapely.get_coordinates(moved)[0] == pytest.approx([396_082, 4_386_593], abs=1)
    assert found.source == "GCJ-02"
    assert found.notes == ("not_survey_grade",)
    assert found.accuracy_m is None


@pytest.mark.parametrize(
    ("crs", "axes", "unit", "xy"),
    [
        (TARGET, NORTH_EAST, "", (4_386_593, 396_082)),
        (TARGET, "", "kilometre", (396.082, 4386.593)),
        (TARGET, NORTH_EAST, "foot", (4_386_593 / 0.3048, 396_082 / 0.3048)),
        ("EPSG:4490", "", "microdegree", (109_790_001, 39_606_999)),
        ("EPSG:4490", NORTH_EAST, "dms", (39.36252, 109.4724)),
    ],
)
def test_axes_and_unit_that_a_person_states_are_taken(crs: str, axes: str, unit: str, xy: tuple[float, float]) -> None:
    options = ImportOptions(crs=crs, axes=axes, unit=unit)
    georeference.check_degrees(source(None), options, points(xy))
    moved, broken = georeference.way(source(None), options, TARGET).apply(points(xy))
    assert not broken.any()
    assert shapely.get_coordinates(moved)[0] == pytest.approx([396_082, 4_386_593], abs=1.5)


def test_feet_are_no_degrees() -> None:
    with pytest.raises(BadReference):
        georeference.between("EPSG:4490", TARGET, unit="foot")
    with pytest.raises(BadReference):
        georeference.between("GCJ-02", TARGET, unit="furlong")


def test_a_way_tells_what_it_is_good_for() -> None:
    assert way(TARGET).accuracy_m == 0.0
    assert way("EPSG:4326").accuracy_m == 0.1
    assert "GCJ-02 → WGS 84" in georeference.between("GCJ-02", TARGET).description
