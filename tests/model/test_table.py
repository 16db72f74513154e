"""Rows as columns: equal length, never changed in place."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.model.table import Table


@pytest.fixture
def compounds() -> Table:
    points = shapely.points([[0, 0], [1, 1], [2, 2]])
    columns = {"name": ["康宁小区", "文苑", None], "built": np.array([2008.0, np.nan, 2015.0])}
    return Table(columns, points, np.array([7, 8, 9]))


def test_the_length_is_that_of_whatever_is_there(compounds: Table) -> None:
    assert len(compounds) == 3
    assert len(Table({}, compounds.geometry)) == 3
    assert len(Table({"name": ["甲", "乙"]})) == 2
    assert len(Table({})) == 0


@pytest.mark.parametrize("where", [np.array([2, 0]), np.array([], dtype=np.int64)])
def test_rows_are_taken_in_the_order_asked_for(compounds: Table, where: np.ndarray) -> None:
    taken = compounds.take(where)
    assert taken.fid is not None
    assert taken.fid.tolist() == [[7, 8, 9][i] for i in where]
    assert list(taken.columns["name"]) == [["康宁小区", "文苑", None][i] for i in where]
    assert len(taken.columns["built"]) == len(where)


def test_a_mask_takes_the_rows_it_marks(compounds: Table) -> None:
    taken = compounds.take(np.array([False, True, False]))
    assert taken.row(0)["name"] == "文苑"
    assert shapely.equals(taken.geometry, shapely.points([[1, 1]])).all()


def test_columns_added_leave_the_first_table_as_it_was(compounds: Table) -> None:
    more = compounds.with_columns(name=["甲", "乙", "丙"], code=["1", "2", "3"])
    assert more.row(2)["code"] == "3"
    assert more.row(0)["name"] == "甲"
    assert compounds.row(0)["name"] == "康宁小区"
    assert "code" not in compounds.columns


def test_a_table_becomes_a_frame_with_its_reference_system(compounds: Table) -> None:
    frame = compounds.frame("EPSG:4546")
    assert frame.crs.to_epsg() == 4546
    assert frame["name"].tolist()[:2] == ["康宁小区", "文苑"]
    assert frame.total_bounds.tolist() == [0, 0, 2, 2]
