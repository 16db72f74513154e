"""Which rows are new, which differ, which are there already."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing.merging import Merger
from kangbashi_gis.importing.twins import NO_ROW, Twins
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ALIASES, DIVISIONS, PARCELS, WATER
from kangbashi_gis.operations.workspace import Workspace

X, Y = 384_000.0, 4_383_000.0


def addresses(codes: list[str | None], east: list[float], **more: list[str]) -> Table:
    full = {"A0001": "鄂尔多斯大街1号", "A0002": "鄂尔多斯大街3号"}
    columns = {"code": codes, "full": [full.get(code or "", "新址") for code in codes], **more}
    return Table(columns, np.array([shapely.Point(X + one, Y + 10) for one in east], dtype=object))


def test_rows_are_matched_by_their_key(workspace: Workspace) -> None:
    found = Merger(workspace.store, ADDRESSES).sort(addresses(["A0001", "A0002", "A9999"], [10, 21, 30]))
    assert found.same.tolist() == [True, False, False]
    assert found.changed.tolist() == [False, True, False]
    assert found.new.tolist() == [False, False, True]
    assert found.fids.tolist() == [1, 2, -1]


def test_a_shape_that_moved_by_less_than_half_a_millimetre_is_the_same(workspace: Workspace) -> None:
    found = Merger(workspace.store, ADDRESSES).sort(addresses(["A0001", "A0002"], [10.0004, 20.001]))
    assert found.same.tolist() == [True, False]


def test_a_polygon_that_begins_at_another_corner_is_the_same(workspace: Workspace) -> None:
    corners = [(X + 400, Y + 300), (X, Y + 300), (X, Y), (X + 400, Y)]
    table = Table(
        {"code": ["150699001001GB00001"]}, np.array([shapely.MultiPolygon([shapely.Polygon(corners)])], dtype=object)
    )
    assert Merger(workspace.store, PARCELS).sort(table).same.tolist() == [True]


@pytest.mark.parametrize(("far", "same"), [(0.0003, True), (0.002, False)])
def test_a_rounded_coordinate_that_makes_another_corner_the_first_changes_nothing(
    workspace: Workspace, far: float, same: bool
) -> None:
    # the western corners are equally far west, so that any noise decides which of them comes first
    corners = [(X, Y), (X - far, Y + 300), (X + 400, Y + 300), (X + 400, Y)]
    shape = shapely.MultiPolygon([shapely.Polygon(corners)])
    table = Table({"code": ["150699001001GB00001"]}, np.array([shape], dtype=object))
    assert Merger(workspace.store, PARCELS).sort(table).same.tolist() == [same]


def test_a_key_that_comes_twice_matches_once(workspace: Workspace) -> None:
    merger = Merger(workspace.store, ADDRESSES)
    assert merger.sort(addresses(["A0001", "A0001"], [10, 50])).new.tolist() == [False, True]
    assert merger.sort(addresses(["A0001"], [70])).new.tolist() == [True]


def test_everything_is_new_to_an_empty_theme(workspace: Workspace) -> None:
    table = Table({"code": ["W1"]}, np.array([shapely.Point(X, Y).buffer(9)], dtype=object))
    assert Merger(workspace.store, WATER).sort(table).new.tolist() == [True]


def test_a_key_of_two_fields_needs_both(workspace: Workspace) -> None:
    table = Table({"alias": ["康巴什新区", "康巴什新区"], "name": ["康巴什区", "别处"], "until": ["2016-06-08", None]})
    found = Merger(workspace.store, ALIASES).sort(table)
    assert (found.same.tolist(), found.new.tolist()) == ([True, False], [False, True])


def test_a_row_without_a_key_is_matched_by_all_it_has(workspace: Workspace) -> None:
    point = shapely.box(X, Y, X + 400, Y + 300)
    table = Table({"name": ["康新社区", "康新社区", "别的社区"]}, np.array([point] * 3, dtype=object))
    found = Merger(workspace.store, DIVISIONS).sort(table)
    assert found.same.tolist() == [True, False, False]
    assert found.new.tolist() == [False, True, True]
    assert found.fids.tolist() == [1, NO_ROW, NO_ROW]


def squares(*east: float) -> Table:
    shapes = [shapely.box(X + one, Y, X + one + 50, Y + 50) for one in east]
    return kept(Table({"name": ["甲"] * len(shapes)}, np.array(shapes, dtype=object)))


def kept(table: Table) -> Table:
    return Table(table.columns, table.geometry, np.arange(1, len(table) + 1))


def test_twins_are_found_across_the_edge_of_a_cell_and_taken_once() -> None:
    twins = Twins([squares(0.0, 100.0)], ["name"])
    assert twins.take(squares(-0.0003)) == [1]
    assert twins.take(squares(0.0)) == [NO_ROW]
    assert twins.take(squares(100.01)) == [NO_ROW]
    assert twins.take(squares(100.0)) == [2]


def test_a_shape_of_the_same_bounds_but_another_area_is_no_twin() -> None:
    twins = Twins([squares(0.0)], ["name"])
    corner = shapely.Polygon([(X, Y), (X + 50, Y), (X + 50, Y + 50)])
    assert twins.take(Table({"name": ["甲"]}, np.array([corner], dtype=object))) == [NO_ROW]


def test_twins_without_shapes_and_without_columns() -> None:
    named = kept(Table({"name": ["甲", None]}))
    assert Twins([named], ["name"]).take(Table({"name": [None, "乙"]})) == [2, NO_ROW]
    bare = kept(Table({}, np.array([shapely.Point(1, 2)], dtype=object)))
    assert Twins([bare], []).take(bare) == [1]
