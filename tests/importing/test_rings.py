"""Polygons from loose rings."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing.sources import rings


def square(half: float, east: float = 0.0) -> np.ndarray:
    return np.array([(east - half, -half), (east + half, -half), (east + half, half), (east - half, half)])


def test_a_ring_in_a_ring_is_a_hole_and_one_in_a_hole_an_island() -> None:
    shape = rings.polygon([square(1), square(10), square(5)])
    assert (shape.geom_type, shape.area) == ("MultiPolygon", 400 - 100 + 4)


def test_order_and_closing_corners_do_not_matter() -> None:
    closed = np.vstack((square(5), square(5)[:1]))
    one, other = rings.polygon([square(10), closed]), rings.polygon([closed[::-1], square(10)])
    assert one.equals(other) and one.area == 300


def test_rings_side_by_side_are_parts_each_with_its_own_hole() -> None:
    shape = rings.polygon([square(5), square(2), square(5, 20), square(1, 20)])
    assert sorted(part.area for part in shape.geoms) == [100 - 16, 100 - 4]


@pytest.mark.parametrize("given", [[], [np.empty((0, 2))], [np.array([(0.0, 0.0), (1.0, 1.0)])]])
def test_what_encloses_nothing_is_no_polygon(given: list[np.ndarray]) -> None:
    assert rings.polygon(given) is None


def test_a_ring_that_crosses_itself_is_kept_as_it_is() -> None:
    bow = np.array([(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)])
    shape = rings.polygon([bow, square(50)])
    assert isinstance(shape, shapely.Polygon) and len(shape.interiors) == 1


def test_thousands_of_rings_around_one_another_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rings, "MOST_PAIRS", 1_000)
    with pytest.raises(ValueError, match=r"\d+"):
        rings.polygon([square(half) for half in range(1, 400)])
    assert rings.polygon([square(half) for half in range(1, 20)]) is not None
