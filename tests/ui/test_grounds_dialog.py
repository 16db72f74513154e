"""What lies under the map, changed in the window: kept in the workspace at once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rasterio.transform import from_origin

from kangbashi_gis.model.account import Role, User
from kangbashi_gis.operations import base_maps
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.ui.question import Question
from kangbashi_gis.ui.styling.grounds_dialog import GroundsDialog
from tests.ui.shown import asking


@pytest.fixture
def ask() -> Iterator[Question]:
    with asking("base_maps") as made:
        yield made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def photo(file: Path) -> Path:
    """Write a small picture of the ground."""
    where = from_origin(394_000, 4_388_000, 1.0, 1.0)
    with rasterio.open(file, "w", "GTiff", 40, 40, 3, "EPSG:4546", where, "uint8") as out:
        out.write(np.full((3, 40, 40), 90, np.uint8))
    return file


def test_base_maps_are_added_ordered_paled_hidden_and_taken_away(
    qtbot: QtBot, workspace: Workspace, ask: Question, parent: QWidget, tmp_path: Path
) -> None:
    dialog = GroundsDialog(workspace, ask, parent)
    broken = tmp_path / "坏的.tif"
    broken.write_bytes(b"no picture")
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.add([photo(tmp_path / "影像甲.tif"), broken, photo(tmp_path / "影像乙.tif")])
    assert [one.name for one in base_maps.base_maps(workspace)] == ["影像乙", "影像甲"]
    assert "坏的.tif" in dialog.problem.text()
    assert dialog.chosen and dialog.chosen.name == "影像乙"

    dialog.down.click()
    dialog.opacity.setValue(40)
    qtbot.waitUntil(lambda: base_maps.base_maps(workspace)[1].opacity == 0.4)
    item = dialog.list.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert [(one.name, one.opacity, one.visible) for one in base_maps.base_maps(workspace)] == [
        ("影像甲", 1.0, False), ("影像乙", 0.4, True),
    ]  # fmt: skip
    dialog.list.setCurrentRow(1)
    dialog.remove.click()
    assert [one.name for one in base_maps.base_maps(workspace)] == ["影像甲"]
    assert (tmp_path / "影像乙.tif").exists()
    dialog.close()


def test_light_on_heights_is_kept_even_when_the_dialog_closes_at_once(
    workspace: Workspace, ask: Question, parent: QWidget
) -> None:
    dialog = GroundsDialog(workspace, ask, parent)
    dialog.show()
    dialog.relief.shade.setValue(25)
    dialog.relief.azimuth.setValue(90)
    dialog.relief.colors[0]._choose("#102030")
    dialog.close()
    style = base_maps.relief(workspace)
    assert (style.shade, style.azimuth, style.colors[0]) == (0.25, 90.0, "#102030")


def test_who_may_not_edit_only_looks(workspace: Workspace, ask: Question, parent: QWidget) -> None:
    workspace.user = User.of("领导", Role.LEADER)
    dialog = GroundsDialog(workspace, ask, parent)
    assert not any(one.isEnabled() for one in (dialog.add_files, dialog.add_folder, dialog.relief, dialog.remove))
    dialog.close()
