"""What is placed by other files of the same call comes after them; where it fails, these do not stay either."""

from pathlib import Path

import pytest

from kangbashi_gis.errors import BatchLinked, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES
from kangbashi_gis.operations.importing import rehearse_files
from kangbashi_gis.operations.ordered import import_in_order
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from tests.conftest import X, Y


def delivered(folder: Path, staff: str = "9") -> list[ImportRequest]:
    """Give firms before the addresses by which they are placed."""
    firms, doors = folder / "法人.csv", folder / "地址.csv"
    firms.write_text(f"单位名称,地址编码,从业人数\n新城商店,新1,{staff}\n", encoding="utf-8")
    doors.write_text(f"地址编码,标准地址全称,X,Y\n新1,新城路1号,{X + 7},{Y + 9}\n", encoding="utf-8")
    return [
        ImportRequest(firms, ENTITIES, ImportOptions()),
        ImportRequest(doors, ADDRESSES, ImportOptions(crs="EPSG:4546")),
    ]


def counts(space: Workspace) -> tuple[int, int]:
    return space.store.count(ENTITIES), space.store.count(ADDRESSES)


def test_linked_files_come_in_the_right_order_and_answer_in_theirs(workspace: Workspace, tmp_path: Path) -> None:
    before = counts(workspace)
    firm, door = import_in_order(workspace, delivered(tmp_path), silent)
    assert (firm.report.theme, firm.report.added, firm.report.unlocated) == ("entities", 1, 0)
    assert (door.report.theme, door.report.added) == ("addresses", 1) and firm.report.operation > door.report.operation
    undo(workspace)
    undo(workspace)
    assert counts(workspace) == before


def test_where_the_second_step_fails_the_first_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    before = counts(workspace)
    with pytest.raises(RowsInvalid):
        import_in_order(workspace, delivered(tmp_path, "很多"), silent)
    assert counts(workspace) == before


def test_they_cannot_be_tried_together_as_nothing_is_written(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BatchLinked):
        rehearse_files(workspace, delivered(tmp_path), silent)


def test_files_that_nothing_links_stay_one_operation(workspace: Workspace, tmp_path: Path) -> None:
    (done,) = import_in_order(workspace, delivered(tmp_path)[1:], silent)
    assert done.report.operation == workspace.log.entries(1)[0].number
