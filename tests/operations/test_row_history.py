"""One row: what became of it is told change by change, and each change can be taken back alone, or is refused."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import PermissionDenied, PersonalOnly, RowChanged, RowUndoRefused, RowUnknown
from kangbashi_gis.model.account import User
from kangbashi_gis.model.row_history import Kind
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.row_history import changes, find_row, row, shapes, undo_change
from kangbashi_gis.operations.table_editing import CellChange, change_cells
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace

ROADS, PARCELS = theme("roads"), theme("parcels")


def rename(space: Workspace, name: str) -> None:
    """Give the first road another name."""
    change_cells(space, ROADS, [CellChange(1, row(space, ROADS, 1).version, "name", name)])


def widen(space: Workspace, lanes: str) -> None:
    """Give the first road another number of lanes."""
    change_cells(space, ROADS, [CellChange(1, row(space, ROADS, 1).version, "lanes", lanes)])


def delete(space: Workspace) -> None:
    """Delete the first road."""
    with space.change("data.delete", "roads") as change:
        change.writer.delete(ROADS, np.array([1]))


def test_a_history_tells_who_changed_what_and_the_titles_of_the_fields(workspace: Workspace) -> None:
    workspace.user = User("测绘员小王")
    rename(workspace, "新鄂尔多斯大街")
    added, changed = changes(workspace, ROADS, 1)
    assert (added.number, added.kind, added.name, added.user) == (1, Kind.ADDED, "data.import", "local")
    assert (changed.number, changed.kind, changed.name, changed.user) == (2, Kind.CHANGED, "table.edit", "测绘员小王")
    told = [(one.title, one.before, one.after) for one in changed.differences]
    assert (told, changed.moved) == ([(ROADS.field("name").title, "鄂尔多斯大街", "新鄂尔多斯大街")], False)


def test_a_changed_shape_is_told_and_both_shapes_are_given(workspace: Workspace) -> None:
    before = workspace.store.read(ROADS, np.array([1])).geometry[0]
    moved = shapely.transform(before, lambda xy: xy + 5)
    with workspace.change("data.edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({}, np.array([moved], dtype=object)))
    assert [one.moved for one in changes(workspace, ROADS, 1)] == [False, True]
    assert [one.bounds for one in shapes(workspace, ROADS, 1, 2)] == [before.bounds, moved.bounds]
    undo_change(workspace, ROADS, 1, 2)
    assert workspace.store.read(ROADS, np.array([1])).geometry[0].equals_exact(before)
    assert workspace.store.check() == []


def test_what_another_program_wrote_is_told_without_a_name(workspace: Workspace) -> None:
    with workspace.store.database.connect() as other:
        other.execute("UPDATE roads SET name = '别人改的' WHERE fid = 1")
    last = changes(workspace, ROADS, 1)[-1]
    assert (last.operation, last.user, last.differences[0].after) == (None, "", "别人改的")


def test_one_change_is_taken_back_and_what_came_later_in_other_fields_stays(workspace: Workspace) -> None:
    rename(workspace, "新名")
    widen(workspace, "6")
    done = undo_change(workspace, ROADS, 1, 2)
    held = row(workspace, ROADS, 1).values
    assert (held["name"], held["lanes"], done.number, done.name) == ("鄂尔多斯大街", 6, 4, "row.undo")
    assert undo(workspace).operation == "row.undo"
    assert row(workspace, ROADS, 1).values["name"] == "新名"


def test_a_change_that_later_ones_stand_on_is_refused_with_the_fields(workspace: Workspace) -> None:
    rename(workspace, "第一次")
    rename(workspace, "第二次")
    with pytest.raises(RowUndoRefused) as refused:
        undo_change(workspace, ROADS, 1, 2)
    assert refused.value.values["reason"] == "row_later"
    assert refused.value.values["fields"] == (ROADS.field("name").title,)
    with pytest.raises(RowUndoRefused):
        undo_change(workspace, ROADS, 1, 1)
    assert row(workspace, ROADS, 1).values["name"] == "第二次"
    assert workspace.log.entries(1)[0].outcome == "undone"


def test_a_deleted_row_comes_back_under_its_number_and_an_added_one_goes(workspace: Workspace) -> None:
    before = row(workspace, ROADS, 1)
    delete(workspace)
    assert find_row(workspace, ROADS, before.id) == 1
    undo_change(workspace, ROADS, 1, 2)
    after = row(workspace, ROADS, 1)
    assert (after.id, after.values, after.bounds) == (before.id, before.values, before.bounds)
    assert [one.kind for one in changes(workspace, ROADS, 1)] == [Kind.ADDED, Kind.DELETED, Kind.RESTORED]
    undo_change(workspace, ROADS, 2, 1)
    with pytest.raises(RowChanged):
        row(workspace, ROADS, 2)
    assert workspace.store.check() == []


def test_a_change_of_a_row_that_is_gone_is_refused(workspace: Workspace) -> None:
    rename(workspace, "新名")
    delete(workspace)
    with pytest.raises(RowUndoRefused) as refused:
        undo_change(workspace, ROADS, 1, 2)
    assert refused.value.values["reason"] == "row_since_gone"


def test_a_key_that_another_row_has_taken_does_not_come_back(workspace: Workspace) -> None:
    change_cells(workspace, ROADS, [CellChange(1, 1, "code", "R9")])
    change_cells(workspace, ROADS, [CellChange(2, 1, "code", "R0001")])
    with pytest.raises(RowUndoRefused) as refused:
        undo_change(workspace, ROADS, 1, 2)
    assert refused.value.values["reason"] == "row_key_taken"


def test_a_row_does_not_go_without_its_personal_half(workspace: Workspace) -> None:
    with workspace.change("data.import", "parcels") as change:
        fids = change.writer.append(PARCELS, Table({"code": ["G2"]}, np.array([shapely.box(0, 0, 1, 1)], dtype=object)))
        change.writer.involve_vault(change.number)
    with pytest.raises(RowUndoRefused) as refused:
        undo_change(workspace, PARCELS, int(fids[0]), 1)
    assert refused.value.values["reason"] == "row_people"


def test_a_row_is_found_by_key_number_or_id_and_nothing_personal_is_told(workspace: Workspace) -> None:
    known = row(workspace, PARCELS, 1)
    assert {find_row(workspace, PARCELS, word) for word in ("1", known.id, "150699001001GB00001")} == {1}
    assert "holder" not in known.values
    assert "holder" not in {one.field for one in changes(workspace, PARCELS, 1)[0].differences}
    for word in ("没有", "77", "9" * 30, ""):
        with pytest.raises(RowUnknown):
            find_row(workspace, PARCELS, word)
    with pytest.raises(PersonalOnly):
        changes(workspace, theme("residents"), 1)
    for number in (0, 2, 99):
        with pytest.raises(RowUndoRefused):
            undo_change(workspace, PARCELS, 1, number)


def test_who_may_not_edit_undoes_nothing(workspace: Workspace) -> None:
    workspace.user = User("看的人", frozenset())
    with pytest.raises(PermissionDenied):
        undo_change(workspace, ROADS, 1, 1)
