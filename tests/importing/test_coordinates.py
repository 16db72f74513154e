"""The place of a row is found in its columns, whichever way round surveyors write them."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing import coordinates
from kangbashi_gis.model.table import Table

CRS = "EPSG:4546"


@pytest.mark.parametrize(
    ("column", "meaning"),
    [("东坐标", "east"), ("北坐标X", "north"), ("横坐标Y（m）", "east"), ("X", "east"), ("ｙ", "north"),
     ("经度", "lon"), ("Latitude", "lat"), ("WKT", "wkt"), ("POINT_X", "east"), ("x 坐标", "east"), ("街道", ""),
     ("坐标系", "")],
)  # fmt: skip
def test_the_name_of_a_column_says_what_it_holds(column: str, meaning: str) -> None:
    assert coordinates.meaning(column) == meaning


def test_degrees_are_preferred_unless_a_projected_reference_is_stated() -> None:
    names = ["X", "Y", "经度", "纬度"]
    assert coordinates.find(names, None) == coordinates.Coordinates("经度", "纬度", lonlat=True)
    assert coordinates.find(names, "EPSG:4490") == coordinates.Coordinates("经度", "纬度", lonlat=True)
    assert coordinates.find(names, CRS) == coordinates.Coordinates("X", "Y", plain=True)


def test_half_a_place_is_none() -> None:
    assert coordinates.find(["经度", "X"], None) is None


def test_blank_cells_have_no_place_and_words_have_a_broken_one() -> None:
    table = Table({"X": ["396082", "", "无", "396 082"], "Y": [4386593, None, "4386593", "4386593"]})
    shapes = coordinates.geometry(table, coordinates.Coordinates("X", "Y"))
    assert shapes[0] == shapely.Point(396082, 4386593)
    assert shapes[1] is None
    assert np.isnan(shapely.get_x(shapes[2:])).all()


def test_full_width_digits_and_thousands_are_read() -> None:
    assert coordinates.number("３９６，０８２．５") == 396082.5


def test_wkt_is_read_and_broken_wkt_is_a_broken_place() -> None:
    table = Table({"WKT": ["POINT (1 2)", "SRID=4546;POINT (3 4)", "POINT (5", None]})
    shapes = coordinates.geometry(table, coordinates.Coordinates("WKT"))
    assert [shape if shape is None else shape.wkt for shape in shapes[[0, 1, 3]]] == [
        "POINT (1 2)",
        "POINT (3 4)",
        None,
    ]
    assert np.isnan(shapely.get_x(shapes[2]))


def test_x_is_north_where_only_that_lands_in_the_area_of_the_reference() -> None:
    survey = shapely.points([4386593.0, 4386600.0], [396082.0, 396090.0])
    assert coordinates.swapped(survey, CRS)
    assert not coordinates.swapped(coordinates.swap(survey), CRS)
    assert not coordinates.swapped(shapely.points([1.0], [2.0]), CRS)
    assert not coordinates.swapped(survey, "EPSG:4490")


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("109°39′45″E", 109.6625), ("109°39'45\"", 109.6625), ("东经109度39分45秒", 109.6625), ("W109°39′", -109.65)],
)
def test_degrees_written_with_their_signs_are_read(text: str, degrees: float) -> None:
    assert coordinates.number(text) == pytest.approx(degrees)
    assert np.isnan(coordinates.number("39°75′"))
