"""Rows without coordinates take the place of what they are linked to."""

import numpy as np
import shapely

from kangbashi_gis.importing import locating
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, RESIDENTS
from kangbashi_gis.operations.workspace import Workspace

X, Y = 384_000.0, 4_383_000.0


def rows(**columns: list[str | None]) -> Table:
    count = len(next(iter(columns.values())))
    return Table(columns, np.full(count, None, dtype=object))


def places(space: Workspace, table: Table) -> list[tuple[float, float] | None]:
    found = locating.locate(space.store, ENTITIES, table).geometry
    assert found is not None
    return [None if one is None else (one.x, one.y) for one in found]


def test_an_entity_stands_at_its_address(workspace: Workspace) -> None:
    found = places(workspace, rows(address_code=["A0002", "A0002", "没有", None]))
    assert found == [(X + 20, Y + 10), (X + 20, Y + 10), None, None]


def test_links_are_tried_in_their_order(workspace: Workspace) -> None:
    parcel = "150699001001GB00001"
    table = rows(
        address_code=["A0001", None, None],
        parcel_code=[parcel, parcel, None],
        address=["鄂尔多斯大街77号", "鄂尔多斯大街77号", "鄂尔多斯大街77号"],
    )
    first, second, third = places(workspace, table)
    assert first == (X + 10, Y + 10)
    assert shapely.Point(second).within(shapely.box(X, Y, X + 400, Y + 300))
    assert third == (X + 390, Y + 10)


def test_a_row_that_brings_its_shape_keeps_it(workspace: Workspace) -> None:
    table = Table({"address_code": ["A0001"]}, np.array([shapely.Point(X, Y)], dtype=object))
    assert places(workspace, table) == [(X, Y)]


def test_a_resident_is_linked_to_the_row_of_the_address(workspace: Workspace) -> None:
    table = Table({"address_code": ["A0003", None, "没有"], "address": [None, "鄂尔多斯大街1号", None]})
    found = locating.addressed(workspace.store, RESIDENTS, table)
    assert found.columns["address_fid"] == [3, 1, None]


def test_a_theme_without_links_is_left_alone(workspace: Workspace) -> None:
    table = rows(code=["A9"])
    assert locating.locate(workspace.store, ADDRESSES, table) is table
