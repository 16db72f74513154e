"""Changing cells: checked, all or nothing, and taken back by undo."""

import numpy as np
import pytest

from kangbashi_gis.errors import PermissionDenied, RowChanged, ValueUnfit
from kangbashi_gis.model.account import User
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.table import page
from kangbashi_gis.operations.table_editing import CellChange, change_cells
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace

ROADS, PARCELS, ENTITIES = theme("roads"), theme("parcels"), theme("entities")


def names(space: Workspace) -> list[str]:
    """Give the names of the roads."""
    return [row[0] for row in page(space, ROADS, np.array([1, 2]), ["name"]).rows]


def test_a_cell_is_changed_as_one_operation_that_can_be_undone(workspace: Workspace) -> None:
    before = names(workspace)
    assert change_cells(workspace, ROADS, [CellChange(1, 1, "name", " 新街 "), CellChange(2, 1, "name", "旧街")]) == 2
    assert names(workspace) == ["新街", "旧街"]
    assert page(workspace, ROADS, np.array([1]), ["name"]).versions == (2,)
    assert (undo(workspace).operation, names(workspace)) == ("table.edit", before)


def test_a_title_becomes_its_code_and_a_number_is_read_as_people_write_it(workspace: Workspace) -> None:
    change_cells(workspace, PARCELS, [CellChange(1, 1, "use", "城镇住宅用地"), CellChange(1, 1, "area_m2", "1,200.5")])
    assert page(workspace, PARCELS, np.array([1]), ["use", "area_m2"]).rows == (("0701", 1200.5),)


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("area_m2", "很大", "value_kind"),
        ("registered", "2020-02-30", "value_kind"),
        ("use", "月球用地", "value_code"),
        ("code", "", "value_missing"),
        ("address", "长" * 100_001, "value_long"),
        ("holder", "某人", "value_personal"),
    ],
)
def test_what_a_field_cannot_keep_is_refused_with_the_reason(
    workspace: Workspace, field: str, text: str, reason: str
) -> None:
    with pytest.raises(ValueUnfit) as refused:
        change_cells(workspace, PARCELS, [CellChange(1, 1, field, text)])
    assert refused.value.values["reason"] == reason
    assert page(workspace, PARCELS, np.array([1]), ["use"]).versions == (1,)


def test_no_two_rows_get_the_same_key(workspace: Workspace) -> None:
    with pytest.raises(ValueUnfit):
        change_cells(workspace, ROADS, [CellChange(1, 1, "code", "R0002")])
    with pytest.raises(ValueUnfit):
        change_cells(workspace, ROADS, [CellChange(1, 1, "code", "R9"), CellChange(2, 1, "code", "R9")])
    swapped = [CellChange(1, 1, "code", "R0002"), CellChange(2, 1, "code", "R0001")]
    assert change_cells(workspace, ROADS, swapped) == 2


def test_a_row_that_somebody_changed_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    with workspace.store.database.connect() as other:
        other.execute("UPDATE roads SET name = '别人改的' WHERE fid = 1")
    with pytest.raises(RowChanged) as refused:
        change_cells(workspace, ROADS, [CellChange(2, 1, "name", "甲街"), CellChange(1, 1, "name", "乙街")])
    assert refused.value.values["reason"] == "row_changed"
    assert names(workspace)[0] == "别人改的"
    with pytest.raises(RowChanged):
        change_cells(workspace, ROADS, [CellChange(77, 1, "name", "丙街")])


def test_who_may_not_edit_changes_nothing(workspace: Workspace) -> None:
    workspace.user = User("看的人", frozenset())
    with pytest.raises(PermissionDenied):
        change_cells(workspace, ROADS, [CellChange(1, 1, "name", "新街")])
