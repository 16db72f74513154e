"""A row whose key the layer does not know is recognised by its shape, where that leaves no doubt."""

from typing import Any

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing.merging import Merger, Sorted
from kangbashi_gis.importing.twins import NO_ROW
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS, ROADS
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
BLOCK = shapely.box(X, Y, X + 400, Y + 300)


def table(shapes: list[Any], codes: list[str | None], **columns: list[Any]) -> Table:
    return Table({"code": codes, **columns}, np.array(shapes, dtype=object))


def sort(space: Workspace, theme: Theme, *batches: Table) -> list[Sorted]:
    merger = Merger(space.store, theme)
    merger.look_over(batches, sum(map(len, batches)), silent)
    return [merger.sort(one) for one in batches]


def add(space: Workspace, theme: Theme, rows: Table) -> list[int]:
    with space.change("data.import", theme.name) as change:
        return [int(fid) for fid in change.writer.append(theme, rows)]


def test_a_parcel_that_was_given_another_code_is_the_same_parcel(workspace: Workspace) -> None:
    (found,) = sort(workspace, PARCELS, table([BLOCK], ["新代码"]))
    assert (found.changed.tolist(), found.recognised.tolist(), found.fids.tolist()) == ([True], [True], [1])


@pytest.mark.parametrize(("far", "known"), [(0.0003, True), (0.002, False)])
def test_a_shape_is_the_same_whichever_corner_comes_first_and_within_half_a_millimetre(
    workspace: Workspace, far: float, known: bool
) -> None:
    corners = [(X + 400, Y + 300), (X + 400, Y), (X - far, Y), (X, Y + 300)]
    (found,) = sort(workspace, PARCELS, table([shapely.Polygon(corners)], ["新代码"]))
    assert found.recognised.tolist() == [known]


def test_a_line_is_the_same_in_either_direction(workspace: Workspace) -> None:
    (found,) = sort(workspace, ROADS, table([shapely.LineString([(X + 400, Y), (X, Y)])], ["R新"]))
    assert found.fids.tolist() == [1]


def test_a_row_without_a_key_is_recognised_and_keeps_the_key_it_has(workspace: Workspace) -> None:
    (found,) = sort(workspace, PARCELS, table([BLOCK], [None], use=["0702"]))
    assert found.recognised.tolist() == [True]
    assert found.table.columns["code"] == ["150699001001GB00001"]


def test_a_row_of_the_layer_whose_key_comes_in_the_file_is_never_another(workspace: Workspace) -> None:
    # the known code comes only in a later batch
    moved = shapely.box(X + 900, Y, X + 950, Y + 50)
    first, second = sort(workspace, PARCELS, table([BLOCK], ["新代码"]), table([moved], ["150699001001GB00001"]))
    assert (first.new.tolist(), second.fids.tolist()) == ([True], [1])


def test_parcels_that_were_split_or_merged_are_new(workspace: Workspace) -> None:
    halves = [shapely.box(X, Y, X + 200, Y + 300), shapely.box(X + 200, Y, X + 400, Y + 300)]
    (found,) = sort(workspace, PARCELS, table(halves, ["甲", "乙"]))
    assert found.new.tolist() == [True, True]
    add(workspace, PARCELS, table(halves, ["甲", "乙"]))
    add(workspace, PARCELS, table([shapely.box(X + 400, Y, X + 500, Y + 300)], ["丙"]))
    (found,) = sort(workspace, PARCELS, table([shapely.box(X + 200, Y, X + 500, Y + 300)], ["合并"]))
    assert found.new.tolist() == [True]


def test_two_rows_of_one_shape_leave_a_doubt_and_match_nothing(workspace: Workspace) -> None:
    (found,) = sort(workspace, PARCELS, table([BLOCK, BLOCK], ["甲", "乙"]))
    assert found.new.tolist() == [True, True]
    add(workspace, PARCELS, table([BLOCK], ["第二块"]))
    (found,) = sort(workspace, PARCELS, table([BLOCK], ["甲"]))
    assert found.new.tolist() == [True]
    # with the other one in the file there is no doubt left
    (found,) = sort(workspace, PARCELS, table([BLOCK, BLOCK], ["甲", "第二块"]))
    assert found.fids.tolist() == [1, 2]


def test_a_new_key_that_comes_twice_matches_nothing(workspace: Workspace) -> None:
    far = shapely.box(X + 900, Y, X + 950, Y + 50)
    first, second = sort(workspace, PARCELS, table([BLOCK], ["甲"]), table([far], ["甲"]))
    assert (first.new.tolist(), second.new.tolist()) == ([True], [True])


def test_a_point_on_which_nothing_else_stands_names_its_row(workspace: Workspace) -> None:
    there = [shapely.Point(X + 100.0004, Y + 10)]
    (found,) = sort(workspace, ADDRESSES, table(there, ["新码"], full=["康城小区2号楼1单元301室"]))
    assert found.fids.tolist() == [3]
    # another name at the same point is something that was added
    (found,) = sort(workspace, ADDRESSES, table(there, ["新码"], full=["康城小区2号楼1单元302室"]))
    assert found.new.tolist() == [True]


def test_a_point_that_several_rows_share_names_none_of_them(workspace: Workspace) -> None:
    stairs = shapely.Point(X + 100, Y + 10)
    # in the file, within a batch and across batches
    rooms = table([stairs, stairs], ["新码", "A0003"])
    assert sort(workspace, ADDRESSES, rooms)[0].fids.tolist() == [NO_ROW, 3]
    later = table([stairs], ["另一户"])
    assert [one.new.tolist() for one in sort(workspace, ADDRESSES, table([stairs], ["新码"]), later)] == [[True]] * 2
    # and in the layer, though the other one has moved away in the file
    add(workspace, ADDRESSES, table([stairs], ["A0009"], full=["康城小区2号楼1单元302室"]))
    away = table([stairs, shapely.Point(X, Y)], ["新码", "A0009"])
    assert sort(workspace, ADDRESSES, away)[0].fids.tolist() == [NO_ROW, 5]


def test_what_only_stands_at_an_address_is_not_named_by_its_point(workspace: Workspace) -> None:
    company = Table({"credit_code": ["91150699MA0000009A"]}, np.array([shapely.Point(X + 390, Y + 10)], dtype=object))
    assert sort(workspace, ENTITIES, company)[0].new.tolist() == [True]


def test_rows_without_a_shape_match_none(workspace: Workspace) -> None:
    assert sort(workspace, PARCELS, table([None, shapely.MultiPolygon()], ["甲", "乙"]))[0].new.tolist() == [True] * 2


def test_a_crowd_of_one_shape_is_passed_over_and_the_others_are_recognised(workspace: Workspace) -> None:
    crowd = [shapely.box(X + 900, Y, X + 950, Y + 50)] * 300
    add(workspace, PARCELS, table(crowd, [f"众{n}" for n in range(300)]))
    (found,) = sort(workspace, PARCELS, table([*crowd, BLOCK], [f"新{n}" for n in range(301)]))
    assert np.flatnonzero(found.recognised).tolist() == [300]
    assert found.fids[300] == 1


def test_two_shapes_within_the_same_bounds_are_told_apart(workspace: Workspace) -> None:
    corners = [(X + 900, Y), (X + 950, Y), (X + 950, Y + 50), (X + 900, Y + 50)]
    lower, upper = (shapely.Polygon([corners[i] for i in chosen]) for chosen in ((0, 1, 2), (0, 2, 3)))
    fids = add(workspace, PARCELS, table([lower, upper], ["下", "上"]))
    (found,) = sort(workspace, PARCELS, table([upper, lower], ["甲", "乙"]))
    assert found.fids.tolist() == fids[::-1]
