"""Shapes survive the way into a GeoPackage and back."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.store import blobs

COORDINATES = st.floats(-1e7, 1e7, allow_nan=False)
POINTS = st.builds(shapely.Point, COORDINATES, COORDINATES)
LINES = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=8).map(
    lambda line: shapely.MultiLineString([line])
)
BOXES = st.builds(
    lambda x, y, w: shapely.MultiPolygon([shapely.box(x, y, x + w, y + w)]), *[COORDINATES] * 2, st.floats(1, 99)
)
EMPTY = st.sampled_from([shapely.Point(), shapely.MultiPolygon(), shapely.MultiLineString()])
SHAPES = st.lists(st.one_of(POINTS, LINES, BOXES, EMPTY, st.none()), max_size=12)


def array(shapes: list[shapely.Geometry | None]) -> np.ndarray:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found


@given(SHAPES)
@settings(deadline=None)
def test_shapes_come_back_as_they_were(shapes: list[shapely.Geometry | None]) -> None:
    back = blobs.decode(blobs.encode(array(shapes), 4546))
    assert [one and one.wkb for one in back] == [one and one.wkb for one in shapes]


@given(SHAPES)
@settings(deadline=None)
def test_the_header_holds_the_exact_bounds(shapes: list[shapely.Geometry | None]) -> None:
    given_shapes = array([one for one in shapes if one is not None])
    heads = [blob[:40] for blob in blobs.encode(given_shapes, 4546)]
    assert np.array_equal(blobs.bounds(heads), shapely.bounds(given_shapes), equal_nan=True)


def test_the_header_is_the_one_of_the_standard() -> None:
    blob = blobs.encode(array([shapely.Point(1, 2)]), 4546)[0]
    assert blob[:4] == b"GP\x00\x03"
    assert int.from_bytes(blob[4:8], "little") == 4546
    assert len(blob) == 40 + 21


def test_an_empty_shape_says_so_and_has_no_bounds() -> None:
    blob = blobs.encode(array([shapely.MultiPolygon()]), 4546)[0]
    assert blob[3] & 0b1_0000
    assert blobs.body_start(blob) == 8


def test_a_blob_without_bounds_as_gdal_writes_points_is_read() -> None:
    blob = b"GP\x00\x01" + (4546).to_bytes(4, "little") + shapely.Point(3, 4).wkb
    assert blobs.decode([blob])[0] == shapely.Point(3, 4)
    assert blobs.one_box(blob) == (3, 4, 3, 4)
    assert np.isnan(blobs.bounds([blob])).all()
