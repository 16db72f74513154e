"""Foreign shapes are made to fit a theme, or refused as a whole."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import ThemeMismatch
from kangbashi_gis.importing import shapes
from kangbashi_gis.model.themes import ADDRESSES, PARCELS, ROADS

PATH = Path("外来.gpkg")


def array(*wkt: str | None) -> np.ndarray:
    return np.array([None if one is None else shapely.from_wkt(one) for one in wkt], dtype=object)


def kinds(found: np.ndarray) -> list[str | None]:
    return [None if one is None else one.geom_type for one in found]


def test_single_lines_and_polygons_become_multi_and_the_others_stay() -> None:
    found = shapes.fit(array("LINESTRING (0 0, 1 1)", "MULTILINESTRING ((0 0, 1 1))", None), ROADS, PATH)
    assert kinds(found) == ["MultiLineString", "MultiLineString", None]
    assert kinds(shapes.fit(array("POLYGON ((0 0, 1 0, 1 1, 0 0))"), PARCELS, PATH)) == ["MultiPolygon"]


def test_empty_shapes_count_as_absent() -> None:
    assert kinds(shapes.fit(array("POLYGON EMPTY", "MULTIPOLYGON EMPTY"), PARCELS, PATH)) == [None, None]


def test_a_multipoint_of_one_is_a_point_and_of_two_is_refused() -> None:
    assert kinds(shapes.fit(array("MULTIPOINT ((1 2))"), ADDRESSES, PATH)) == ["Point"]
    with pytest.raises(ThemeMismatch) as caught:
        shapes.fit(array("MULTIPOINT ((1 2), (3 4))"), ADDRESSES, PATH)
    assert caught.value.values["found"] == "multipoint"


def test_a_collection_passes_when_all_its_parts_do() -> None:
    nested = "GEOMETRYCOLLECTION (MULTIPOLYGON (((5 5, 6 5, 6 6, 5 5))))"
    inner = f"GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)), {nested})"
    assert shapely.get_num_geometries(shapes.fit(array(inner), PARCELS, PATH))[0] == 2
    with pytest.raises(ThemeMismatch):
        shapes.fit(array("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)), POINT (1 1))"), PARCELS, PATH)


@pytest.mark.parametrize("wkt", ["POINT (0 0)", "LINESTRING (0 0, 1 1)", "MULTIPOINT ((0 0), (1 1))"])
def test_another_kind_of_shape_does_not_fit(wkt: str) -> None:
    with pytest.raises(ThemeMismatch) as caught:
        shapes.fit(array("POLYGON ((0 0, 1 0, 1 1, 0 0))", wkt), PARCELS, PATH)
    assert caught.value.values["wanted"] == "polygon"


def test_heights_are_dropped_and_counted() -> None:
    flat, high = shapes.flattened(array("POINT Z (1 2 3)", "POINT (1 2)", None))
    assert high == 1
    assert not shapely.has_z(flat).any()


def test_a_polygon_that_crosses_itself_is_counted_and_kept() -> None:
    bow = array("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 0))", None)
    assert shapes.invalid(bow) == 1


def test_plain_polygons_are_moved_as_a_transformation_would_and_all_others_left_to_it() -> None:
    plain = array("POLYGON ((0 0, 4 0, 4 4, 0 0))", "POLYGON ((9 9, 12 9, 12 12, 9 12, 9 9))")
    holed = array("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))")

    def move(points: np.ndarray) -> np.ndarray:
        return np.asarray(points[:, ::-1] * 0.1 + 7)

    moved = shapes.moved_rings(plain, move)
    assert moved is not None
    expected = shapely.transform(shapes.fit(plain, PARCELS, PATH), move)
    assert shapely.to_wkb(moved).tolist() == shapely.to_wkb(expected).tolist()
    assert shapes.moved_rings(np.concatenate([plain, holed]), move) is None
    assert shapes.moved_rings(array("POLYGON EMPTY"), move) is None
    assert shapes.moved_rings(array("POLYGON ((0 0, 1 0, 1 1, 0 0))", None), move) is None
    assert shapes.moved_rings(plain, lambda points: points + np.inf) is None
