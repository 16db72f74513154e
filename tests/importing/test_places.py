"""Many rows on one point and coordinates that were rounded off are told, by the doctor and by the import."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely

from kangbashi_gis.diagnoses import words
from kangbashi_gis.importing.places import Places
from kangbashi_gis.model.diagnosis import Finding

CENTRE = (109.7814, 39.6078)


def found(*batches: Sequence[object] | np.ndarray) -> dict[str, Finding]:
    places, start = Places(), 0
    for batch in batches:
        places.add(start, np.array(batch, dtype=object))
        start += len(batch)
    return {one.code: one for one in places.findings()}


def spread(count: int, seed: int = 3) -> np.ndarray:
    return shapely.points(np.random.default_rng(seed).uniform((109.7, 39.5), (109.9, 39.7), (count, 2)))


def test_the_point_that_a_geocoder_gives_by_default_is_told_with_its_place_and_rows() -> None:
    missed = [shapely.Point(CENTRE)] * 15
    (one,) = found([None, *spread(100)], [*missed, *spread(100, 4)]).values()
    assert (one.code, one.count, one.rows[0], one.places) == ("shape_one_point", 15, 102, (CENTRE,))
    zh, _ = words(one.code, {"count": one.count, "rows": "102", **one.values})
    assert "215 个点里有 15 个在同一个位置（109.7814，39.6078" in zh


def test_all_rows_on_one_point_are_told() -> None:
    assert found([shapely.Point(384000.25, 4383000.75)] * 10)["shape_one_point"].count == 10


def test_rooms_that_share_the_point_of_their_tower_are_no_matter() -> None:
    towers = np.repeat(spread(20), 60)
    assert found(towers, spread(5, 9)) == {}
    assert found(spread(9)) == {}


@pytest.mark.parametrize(("digits", "about_m"), [(0, 110_000), (1, 11_000), (2, 1_100), (3, 110), (4, 0), (6, 0)])
@pytest.mark.parametrize("turned", [False, True])
def test_degrees_without_their_last_digits_are_told(digits: int, about_m: int, turned: bool) -> None:
    points = np.round(shapely.get_coordinates(spread(40)), digits)
    told = found(shapely.points(points[:, ::-1] if turned else points)).get("shape_coarse")
    assert (told.values["about_m"] if told else 0) == about_m


def test_metres_that_a_spreadsheet_wrote_with_three_digits_are_told() -> None:
    points = [
        (float(f"{x:.2e}"), float(f"{y:.2e}"))
        for x, y in zip(range(384_111, 386_000, 99), range(4_383_111, 4_385_000, 99), strict=True)
    ]
    assert found(shapely.points(points))["shape_coarse"].values["about_m"] in (1_000, 10_000)
    assert found(shapely.points([(x + 0.37, y) for x, y in points])).keys() <= {"shape_one_point"}


def test_a_small_drawing_in_metres_and_corners_of_areas_are_looked_at_too() -> None:
    assert found(shapely.points([(float(n), float(n * n)) for n in range(9)])) == {}
    areas = [shapely.box(109.78 + n / 100, 39.6, 109.79 + n / 100, 39.61) for n in range(5)]
    assert found(areas)["shape_coarse"].values["about_m"] == 1_100
