"""Coordinates and sheet numbers as people write them."""

import pytest

from kangbashi_gis.analysis.map_sheets import sheet_of
from kangbashi_gis.analysis.whereabouts import corners, goal, sixtieths

CRS = "EPSG:4546"
E, N = 396_082.0, 4_386_593.0
WRITTEN = [
    "396082,4386593",
    "396082.0， 4386593.0",
    "396082 4386593",
    "4386593,396082",  # the survey's order: north first
    "E 396,082.0  N 4,386,593.0",
    "东 396,082.0  北 4,386,593.0",
    "109.790,39.607",
    "109.790°, 39.607°",
    "39.607 109.790",
    "109°47′24″E 39°36′25.2″N",
    "39°36'25.2\"N, 109°47'24\"E",
    "东 396082 北 4386593",
    "109度47分24秒 39度36分25.2秒",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_place_is_read_however_it_is_written(text: str) -> None:
    found = goal(text, CRS)
    assert found is not None
    assert (found.x, found.y) == (pytest.approx(E, abs=1.0), pytest.approx(N, abs=1.0))
    assert found.bounds is None


@pytest.mark.parametrize("text", ["J49K02270688", "j49k 0227 0688", "J49-K-0227-0688"])
def test_a_sheet_is_read_with_its_bounds(text: str) -> None:
    found = goal(text, CRS)
    assert found is not None
    assert found.bounds is not None
    west, south, east, north = found.bounds
    assert (found.title, west < E < east, south < N < north) == ("J49K02270688", True, True)
    assert (round(east - west), round(north - south)) == (226, 196)


@pytest.mark.parametrize(
    "text",
    [
        "", "鄂尔多斯大街1号", "鄂尔多斯大街1号,2号", "1号楼 2单元", "12 3", "1,2", "J49", "J49G097001", "某 109.79",
        "13948573849", "150603199001011234", "91.5 181", "nan,nan", "inf inf", "109°61′24″E 39°36′25″N", "384010",
        "2-1-301", "1 101", "3 502",
    ],
)  # fmt: skip
def test_what_may_be_an_address_is_not_taken_for_a_place(text: str) -> None:
    assert goal(text, CRS) is None


def test_sixtieths_carry_over() -> None:
    assert sixtieths(109.79) == "109°47′24.00″"
    assert sixtieths(39.999_999_9) == "40°00′00.00″"
    assert sixtieths(-0.5) == "-0°30′00.00″"


def test_a_zone_prefix_is_understood() -> None:
    found = goal("37396082,4386593", "EPSG:4525")
    assert found is not None
    assert (found.x, found.y) == (37_396_082.0, N)


def test_the_corners_of_a_sheet_run_round_it() -> None:
    import shapely

    assert shapely.Polygon(corners(sheet_of("J49G010029"), CRS)).exterior.is_ccw
