"""Rooms of a building and lists of addresses in the window."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.render.prepare import build
from kangbashi_gis.ui import opening
from kangbashi_gis.ui.dialogs.geocoding import GeocodeChoice, GeocodeDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels import geocoding, rooms
from kangbashi_gis.ui.panels.geocoding import GeocodingPanel
from kangbashi_gis.ui.panels.rooms import RoomsPanel
from tests.conftest import X, Y

WAIT_MS = 30_000


@pytest.fixture
def towered(folder: Path) -> Path:
    """Give a workspace with a building of two units."""
    rooms_of = [(unit, room) for unit in "12" for room in ("101", "102", "201")] + [("1", "101")]
    columns = {
        "code": [f"T{at}" for at in range(len(rooms_of))],
        "full": [f"高楼小区9号楼{unit}单元{room}室" for unit, room in rooms_of],
        "kind": ["room"] * len(rooms_of),
        "compound": ["高楼小区"] * len(rooms_of),
        "building": ["9号楼"] * len(rooms_of),
        "unit": [f"{unit}单元" for unit, _ in rooms_of],
        "room": [f"{room}室" for _, room in rooms_of],
    }
    points = np.array([shapely.Point(X + 300, Y + 200)] * len(rooms_of), dtype=object)
    with open_workspace(folder) as space:
        with space.change("data.import", "addresses") as change:
            change.writer.append(theme("addresses"), Table(columns, points))
        space.index.refresh()
        build(space.store, folder / "cache", theme("addresses"), silent)
    return folder


@pytest.fixture
def tower(empty_window: MainWindow, towered: Path, qtbot: QtBot) -> RoomsPanel:
    """Give the panel of that building, opened by its command."""
    window = empty_window
    assert opening.open_folder(window, towered)
    assert window.space is not None
    window.inquiry.at_hit(find(window.space, "高楼小区9号楼2单元201室").results[0])
    qtbot.waitUntil(lambda: window.commands.by_id["map.rooms"].isEnabled(), timeout=WAIT_MS)
    window.commands.trigger("map.rooms")
    panel = window.findChild(RoomsPanel)
    qtbot.waitUntil(lambda: panel.book is not None, timeout=WAIT_MS)
    return panel


def words(panel: RoomsPanel, row: int, column: int) -> str:
    return str(panel.grid.item(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_rooms_stand_as_in_the_building(tower: RoomsPanel) -> None:
    grid = tower.grid
    assert [grid.verticalHeaderItem(row).text() for row in range(grid.rowCount())] == ["2 层", "1 层"]
    assert [grid.horizontalHeaderItem(at).text() for at in range(grid.columnCount())] == ["1单元", "", "2单元", ""]
    assert words(tower, 0, 0) == "1单元 201: 空户"
    assert words(tower, 1, 0) == "1单元 101: 重号 · 空户"
    assert not grid.item(0, 1).flags() & Qt.ItemFlag.ItemIsSelectable
    assert tower.summary.text() == "高楼小区9号楼：6 户，0 人，空户 6，重号 1"


def test_a_room_becomes_the_place(tower: RoomsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tower.room_wanted, timeout=WAIT_MS) as wanted:
        tower.grid.itemActivated.emit(tower.grid.item(0, 2))
    assert wanted.args[0].detail == "高楼小区9号楼2单元201室"


def test_where_no_rooms_are_the_panel_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert window.space is not None
    place = find(window.space, "鄂尔多斯大街77号").results[0].place
    assert place is not None
    panel = rooms.show(window, place)
    qtbot.waitUntil(lambda: "没有登记户室" in panel.summary.text(), timeout=WAIT_MS)


def test_a_click_says_where_it_is_from_the_nearest_address(window: MainWindow, qtbot: QtBot) -> None:
    window.inquiry.at_point(X + 30, Y + 20, 1.0, [])
    qtbot.waitUntil(lambda: bool(window.card.near.text()), timeout=WAIT_MS)
    assert window.card.near.text() == "鄂尔多斯大街3号 东北 14 米\n鄂尔多斯大街 路北 20 米"
    window.inquiry.clear()
    assert window.card.near.text() == ""


def test_the_dialog_reads_the_columns_and_names_the_result(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("编号,地址\n1,鄂尔多斯大街1号\n", encoding="gb18030")
    dialog = GeocodeDialog(window)
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    dialog.file.set_path(file)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    assert dialog.choice() == GeocodeChoice(file, "地址", tmp_path / "名单（已定位）.csv", True)
    dialog.reject()


def test_a_doubtful_address_is_settled_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file, out = tmp_path / "名单.csv", tmp_path / "结果.csv"
    file.write_text("地址\n鄂尔多斯大街1号\n鄂尔多斯大街9号\n", encoding="utf-8")
    job = geocoding.run(window, GeocodeChoice(file, "地址", out, True))
    with qtbot.waitSignal(job.finished, timeout=2 * WAIT_MS):
        pass
    panel = window.findChild(GeocodingPanel)
    qtbot.waitUntil(lambda: panel.take.isEnabled(), timeout=WAIT_MS)
    assert [panel.queue.item(at).text() for at in range(panel.queue.count())] == ["鄂尔多斯大街9号"]
    assert "室 0" not in panel.summary.text() and "门牌 2" in panel.summary.text()
    at = [hit.detail for hit in panel.candidates.hits].index(panel.candidates.hits[0].detail)
    panel.list.setCurrentIndex(panel.candidates.index(at, 0))
    panel.settle()
    qtbot.waitUntil(lambda: "→" in panel.queue.item(0).text() and panel.again.isEnabled(), timeout=2 * WAIT_MS)
    panel.repeat()
    qtbot.waitUntil(lambda: panel.queue.count() == 0, timeout=2 * WAIT_MS)
    assert "待核 0" in panel.summary.text()
    assert "按已登记的别名" in out.read_text(encoding="utf-8-sig")
