"""How shapes fit one another, also where one of them has numbers that are none."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.diagnosis import together

X, Y = 384_000.0, 4_383_000.0


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e300])
def test_a_shape_with_numbers_that_no_place_has_does_not_keep_the_others_from_being_looked_at(number: float) -> None:
    broken = shapely.polygons([(X, Y), (X + 9, number), (X + 9, Y + 9), (X, Y)])
    shapes = np.array([broken, shapely.box(X, Y, X + 10, Y + 10), shapely.box(X + 5, Y, X + 15, Y + 10)])
    (found,) = together.findings(shapes, "polygon", "parcels")
    assert (found.code, found.count, found.rows) == ("shape_overlap", 1, (2, 3))
