"""What is the matter with shapes, one by one."""

import numpy as np
import shapely

from kangbashi_gis.diagnosis.shapes import Shapes
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.model.diagnosis import Finding
from tests.conftest import X, Y

SQUARE = shapely.box(X, Y, X + 20, Y + 20)


def look(*shapes: object, metres: bool = True) -> dict[str, Finding]:
    looker = Shapes(metres)
    looker.add(0, np.array([SQUARE, *shapes], dtype=object))
    return {one.code: one for one in looker.findings()}


def moved(corners: list[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon([(X + x, Y + y) for x, y in corners])


def test_a_sound_shape_gives_no_finding() -> None:
    assert look() == {}


def test_a_polygon_that_crosses_itself_is_told_with_its_reason_and_place() -> None:
    tie = shapely.Polygon([(X + 30, Y), (X + 40, Y + 10), (X + 40, Y), (X + 30, Y + 10)])
    found = look(tie)["shape_invalid"]
    assert found.rows == (2,)
    assert found.values["reason"] == "self_crossing"
    assert "边界自己相交" in worded(found)[0] and "its border crosses itself" in worded(found, "en")[0]
    assert found.places == ((X + 35, Y + 5),)


def test_absent_and_empty_shapes_are_counted() -> None:
    assert look(None, shapely.Polygon())["shape_empty"].rows == (2, 3)


def test_coordinates_that_are_no_numbers_or_beyond_the_earth_are_errors() -> None:
    nowhere = shapely.Polygon([(X, Y), (np.nan, Y), (X, Y + 1), (X, Y)])
    beyond = shapely.Polygon([(X, Y), (-1.8e308, Y), (X, Y + 1)])
    assert look(nowhere, beyond)["shape_coordinates_unusable"].rows == (2, 3)


def test_a_shape_drawn_twice_is_the_same_wherever_its_ring_starts() -> None:
    turned = shapely.Polygon([(X + 20, Y + 20), (X, Y + 20), (X, Y), (X + 20, Y), (X + 20, Y + 20)])
    assert look(turned)["shape_twice"].rows == (2,)


def test_slivers_and_spikes_are_told_in_metres_only() -> None:
    sliver = shapely.box(X + 100, Y, X + 300, Y + 0.3)
    spike = moved([(40, 0), (60, 0), (60, 20), (50, 20), (50.2, 90), (49.9, 20), (40, 20)])
    found = look(sliver, spike)
    assert found["shape_sliver"].rows == (2,)
    assert found["shape_spike"].rows == (3,)
    assert not {"shape_sliver", "shape_spike"} & set(look(sliver, spike, metres=False))


def test_a_square_with_a_hole_and_corners_at_the_start_of_its_ring_has_no_spike() -> None:
    holed = shapely.difference(shapely.box(X + 100, Y, X + 150, Y + 50), shapely.box(X + 110, Y + 10, X + 120, Y + 20))
    assert look(holed) == {}


def test_a_spike_at_the_start_of_a_ring_is_found() -> None:
    spike = moved([(50.2, 90), (49.9, 20), (40, 20), (40, 0), (60, 0), (60, 20), (50, 20)])
    assert look(spike)["shape_spike"].rows == (2,)


def test_kinds_and_parts_are_told() -> None:
    line = shapely.LineString([(X, Y), (X + 9, Y)])
    parts = shapely.MultiPolygon([shapely.box(X + 100, Y, X + 110, Y + 9), shapely.box(X + 120, Y, X + 130, Y + 9)])
    found = look(line, parts, shapely.Point(X, Y))
    assert found["shape_kinds_mixed"].values["kinds"] == ["line", "point", "polygon"]
    assert found["shape_multi"].rows == (3,)


def test_rows_go_on_counting_over_batches() -> None:
    looker = Shapes(metres=True)
    looker.add(0, np.array([SQUARE, None], dtype=object))
    looker.add(2, np.array([None, SQUARE], dtype=object))
    found = {one.code: one.rows for one in looker.findings()}
    assert found == {"shape_empty": (2, 3), "shape_twice": (4,)}
