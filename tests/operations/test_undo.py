"""Undo and redo walk through the log, also after a restart, and refuse where somebody has changed the rows since."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import NothingToUndo, PermissionDenied, UndoBeyondScope, UndoConflict, WorkspaceReadOnly
from kangbashi_gis.model.account import Role, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, RESIDENTS, ROADS
from kangbashi_gis.operations.undo import UndoReport, history, redo, undo
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.progress import silent


def rename(space: Workspace, fid: int, name: str) -> None:
    with space.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([fid]), Table({"name": [name]}))


def name_of(space: Workspace, fid: int) -> str:
    return space.store.read(ROADS, np.array([fid])).columns["name"][0]


def test_an_edit_is_undone_and_redone(workspace: Workspace) -> None:
    rename(workspace, 1, "康巴什大街")
    report = undo(workspace)
    assert (report.operation, report.subject, report.rows) == ("edit", "roads", 1)
    assert name_of(workspace, 1) == "鄂尔多斯大街"
    redo(workspace)
    assert name_of(workspace, 1) == "康巴什大街"


def test_three_edits_are_undone_and_redone_in_order(workspace: Workspace) -> None:
    for name in ("甲街", "乙街", "丙街"):
        rename(workspace, 1, name)
    seen = []
    for step in (undo, undo, undo, redo, redo, undo, redo, redo, undo):
        step(workspace)
        seen.append(name_of(workspace, 1))
    assert seen == ["乙街", "甲街", "鄂尔多斯大街", "甲街", "乙街", "甲街", "乙街", "丙街", "乙街"]
    assert check(workspace, silent).findings == ()


def test_a_new_edit_ends_the_chance_to_redo(workspace: Workspace) -> None:
    rename(workspace, 1, "甲街")
    undo(workspace)
    rename(workspace, 2, "乙街")
    with pytest.raises(NothingToUndo):
        redo(workspace)
    assert undo(workspace).number == history(workspace)[1].number


def test_undo_works_after_a_restart(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        rename(space, 2, "新街")
    with open_workspace(workspace_folder) as space:
        undo(space)
        assert name_of(space, 2) == "乌兰木伦街"


def test_undoing_an_import_takes_people_and_layers_back(workspace: Workspace) -> None:
    with workspace.change("data.import", "entities") as change:
        fids = change.writer.append(ENTITIES, Table({"id": ["x" * 36], "name": ["新公司"]}))
        change.vault.append(ENTITIES, Table({"id": ["x" * 36], "representative": ["郑七"]}))
    # the row's other half in the vault is not another row
    assert undo(workspace).rows == 1
    assert workspace.vault.count(ENTITIES) == 0
    assert len(workspace.store.read(ENTITIES, fids)) == 0
    assert redo(workspace).rows == 1
    assert workspace.vault.count(ENTITIES) == 1
    assert workspace.store.read(ENTITIES, fids).columns["id"] == ["x" * 36]


def test_a_clerk_of_some_communities_undoes_and_redoes_only_what_reached_nobody_else(workspace: Workspace) -> None:
    everybody, clerk = workspace.user, User.of("办事员", Role.CLERK, ("150603001001",))
    for homes in ([3], [3, None]):
        workspace.user = everybody
        with workspace.change("resident.import", "residents") as change:
            change.vault.update(RESIDENTS, np.array([1]), Table({"phone": ["10000000009"]}))
            people = Table({"name": ["新来的"] * len(homes), "address_fid": homes})
            change.vault.append(RESIDENTS, people)
        workspace.user = clerk
        if None not in homes:
            undo(workspace)
            redo(workspace)
            continue
        with pytest.raises(UndoBeyondScope) as caught:
            undo(workspace)
        assert caught.value.values == {"operation": history(workspace)[0].number}
    workspace.user = everybody
    undo(workspace)
    workspace.user = clerk
    with pytest.raises(UndoBeyondScope):
        redo(workspace)


def test_who_moved_out_of_the_communities_of_a_clerk_is_not_brought_back_by_undoing(workspace: Workspace) -> None:
    with workspace.change("resident.import", "residents") as change:
        change.vault.update(RESIDENTS, np.array([5]), Table({"address_fid": [3]}))  # who lived nowhere we know
    workspace.user = User.of("办事员", Role.CLERK, ("150603001001",))
    with pytest.raises(UndoBeyondScope):
        undo(workspace)


def test_a_row_of_which_only_the_personal_part_was_changed_is_counted(workspace: Workspace) -> None:
    ids = workspace.store.read(ENTITIES).columns["id"]
    with workspace.change("data.import", "entities") as change:
        change.writer.update(ENTITIES, np.array([1]), Table({"name": ["新名"]}))
        change.vault.append(ENTITIES, Table({"id": [ids[0], ids[1]], "representative": ["郑七", "王五"]}))
    assert undo(workspace).rows == 2


def test_residents_come_back_at_their_addresses(workspace: Workspace) -> None:
    everything = workspace.store.read(ADDRESSES).fid
    before = workspace.vault.population(everything)
    assert undo(workspace).rows == 5
    assert workspace.vault.count(RESIDENTS) == 0
    assert workspace.vault.population(everything)["total"] == 0
    redo(workspace)
    assert workspace.vault.population(everything) == before


def test_rows_that_another_program_changed_since_are_not_undone(workspace: Workspace) -> None:
    rename(workspace, 1, "甲街")
    qgis = workspace.store.database.connect()
    qgis.execute("UPDATE roads SET lanes = 6 WHERE fid = 1")
    qgis.close()
    with pytest.raises(UndoConflict) as caught:
        undo(workspace)
    assert caught.value.values["count"] == 1
    assert name_of(workspace, 1) == "甲街"
    assert history(workspace)[0].outcome == "undone"


def test_changes_to_other_rows_are_no_conflict(workspace: Workspace) -> None:
    rename(workspace, 1, "甲街")
    qgis = workspace.store.database.connect()
    qgis.execute("UPDATE roads SET lanes = 6 WHERE fid = 2")
    qgis.close()
    undo(workspace)
    assert name_of(workspace, 1) == "鄂尔多斯大街"


def test_there_is_nothing_to_undo_in_a_new_workspace(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "新", "新") as space:
        with pytest.raises(NothingToUndo):
            undo(space)
        with pytest.raises(NothingToUndo):
            redo(space)


def test_undo_asks_for_permission(workspace: Workspace) -> None:
    workspace.user = User("王", frozenset())
    with pytest.raises(PermissionDenied):
        undo(workspace)


def test_versions_only_go_up(workspace: Workspace) -> None:
    rename(workspace, 1, "甲街")
    undo(workspace)
    redo(workspace)
    assert workspace.store.read(ROADS, np.array([1])).columns["version"] == [4]


def test_a_deleted_row_comes_back_with_its_number_and_id(workspace: Workspace) -> None:
    before = workspace.store.read(ROADS)
    with workspace.change("edit", "roads") as change:
        change.writer.delete(ROADS, np.array([1, 2]))
    undo(workspace)
    after = workspace.store.read(ROADS)
    assert after.fid.tolist() == before.fid.tolist()
    assert after.columns["id"] == before.columns["id"]
    assert [one.wkt for one in after.geometry] == [one.wkt for one in before.geometry]
    assert workspace.store.extent(ROADS) is not None


def test_an_operation_that_changed_nothing_is_not_what_undo_takes_back(workspace: Workspace) -> None:
    with workspace.change("row.add", "道路") as change:
        change.writer.append(ROADS, Table({"name": ["天骄路"]}, np.array([None])))
    with workspace.change("data.import", "道路") as change:
        assert change.writer.latest() > 0
    assert undo(workspace).operation == "row.add"


@pytest.mark.parametrize("step", [undo, redo])
def test_both_ways_say_that_nothing_can_be_written_here(
    workspace_folder: Path, step: Callable[[Workspace], UndoReport]
) -> None:
    with open_workspace(workspace_folder, read_only=True) as space, pytest.raises(WorkspaceReadOnly):
        step(space)
