"""The attribute table in the window: shown, filtered, sorted, chosen, changed, copied, remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.chosen import Way, chosen
from kangbashi_gis.ui import table
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.table import menus
from kangbashi_gis.ui.table.memory import Columns
from kangbashi_gis.ui.table.panel import TablePanel
from kangbashi_gis.ui.table.telling import TellingDialog


@pytest.fixture()
def panel(window: MainWindow, qtbot: QtBot) -> TablePanel:
    """Give the table of the addresses, with its rows read."""
    window.commands.trigger("data.table")
    made = table.show(window, "addresses")
    qtbot.waitUntil(lambda: texts(made, "full")[:1] == ["鄂尔多斯大街1号"], timeout=20_000)
    return made


def texts(panel: TablePanel, name: str) -> list[str]:
    """Give what a column shows."""
    column = [one.name for one in panel.slice.fields].index(name)
    return [panel.slice.text(row, column) for row in range(panel.slice.total)]


def until(qtbot: QtBot, panel: TablePanel, name: str, wanted: list[str]) -> None:
    """Wait until a column shows this."""
    qtbot.waitUntil(lambda: texts(panel, name) == wanted, timeout=20_000)


def test_all_rows_are_shown_with_their_titles_and_decoded_codes(panel: TablePanel) -> None:
    assert panel.slice.headerData(1, Qt.Orientation.Horizontal) == "标准地址全称"
    assert texts(panel, "kind") == ["门牌", "门牌", "户室", "门牌"]
    assert "4 / 4" in panel.told.text()


def test_rows_are_filtered_while_typing_also_in_pinyin(panel: TablePanel, qtbot: QtBot) -> None:
    panel.filter.setText("kcxq")
    until(qtbot, panel, "full", ["康城小区2号楼1单元301室"])
    panel.filter.setText("没有的")
    qtbot.waitUntil(lambda: panel.slice.total == 0, timeout=20_000)
    assert "没有符合" in panel.told.text()
    panel.clear_filters()
    qtbot.waitUntil(lambda: panel.slice.total == 4, timeout=20_000)


def test_each_column_has_a_filter_of_its_own(panel: TablePanel, qtbot: QtBot) -> None:
    panel.grid.right.filters.lines[2].setText("=户室")
    until(qtbot, panel, "code", ["A0003"])
    assert panel.grid.left.filters.lines[2].text() == "=户室"
    panel.where.setText("code ==")
    panel.where.editingFinished.emit()
    qtbot.waitUntil(lambda: not panel.complaint.isHidden(), timeout=20_000)
    assert texts(panel, "code") == ["A0003"]


def test_clicks_on_titles_sort_up_then_down_then_not(panel: TablePanel, qtbot: QtBot) -> None:
    panel.sort(1, False)
    until(qtbot, panel, "code", ["A0003", "A0001", "A0002", "A0004"])
    assert panel.slice.headerData(1, Qt.Orientation.Horizontal).endswith("▲")
    panel.sort(1, False)
    until(qtbot, panel, "code", ["A0004", "A0002", "A0001", "A0003"])
    panel.sort(1, False)
    until(qtbot, panel, "code", ["A0001", "A0002", "A0003", "A0004"])


def test_what_is_chosen_is_the_same_on_the_map_and_in_the_table(panel: TablePanel, qtbot: QtBot) -> None:
    window = panel.window_
    panel.grid.go(1, 1)
    panel.grid.marked.emit(1, 2)
    assert window.chooser.now == chosen({"addresses": [2, 3]})
    panel.grid.turned.emit(2)
    assert window.chooser.now == chosen({"addresses": [2]})
    window.chooser.choose(chosen({"addresses": [4]}), Way.REPLACE)
    panel.only.setChecked(True)
    until(qtbot, panel, "code", ["A0004"])
    assert panel.slice.data(panel.slice.index(0, 1), Qt.ItemDataRole.BackgroundRole) is not None


def test_a_cell_is_changed_in_place_and_taken_back(panel: TablePanel, qtbot: QtBot) -> None:
    panel.slice.setData(panel.slice.index(0, 1), "鄂尔多斯大街1号甲")
    qtbot.waitUntil(lambda: texts(panel, "full")[0] == "鄂尔多斯大街1号甲", timeout=20_000)
    window = panel.window_
    qtbot.waitUntil(lambda: window.facts.undo.operation == "table.edit" and window.jobs.current is None, timeout=20_000)
    panel.window_.commands.trigger("edit.undo")
    qtbot.waitUntil(lambda: texts(panel, "full")[0] == "鄂尔多斯大街1号", timeout=30_000)


def test_what_a_field_cannot_keep_is_said_and_nothing_changes(panel: TablePanel, qtbot: QtBot) -> None:
    panel.slice.setData(panel.slice.index(0, 0), "A0002")
    qtbot.waitUntil(lambda: not panel.complaint.isHidden(), timeout=20_000)
    assert "别的行已经用了" in panel.complaint.text()
    assert texts(panel, "code")[0] == "A0001"


def test_rows_are_copied_with_tabs_and_a_cell_alone(panel: TablePanel, qtbot: QtBot) -> None:
    panel.set_columns(Columns(hidden=tuple(one.name for one in panel.slice.fields[2:])))
    panel.grid.go(3, 1)
    menus.copy(panel)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "鄂尔多斯大街77号", timeout=20_000)
    panel.grid.marked.emit(0, 1)
    menus.copy(panel)
    lines = "地址编码\t标准地址全称\nA0001\t鄂尔多斯大街1号\nA0002\t鄂尔多斯大街3号"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == lines, timeout=20_000)


def test_one_can_go_to_a_row_by_number_or_value_and_by_keys(panel: TablePanel, qtbot: QtBot) -> None:
    panel.grid.go(0, 1)
    menus.jump_to(panel, "3")
    assert panel.grid.cursor_row == 2
    menus.jump_to(panel, "77号")
    qtbot.waitUntil(lambda: panel.grid.cursor_row == 3, timeout=20_000)
    qtbot.keyClick(panel.grid.right, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert panel.grid.cursor_row == 0
    qtbot.keyClick(panel.grid.right, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.window_.chooser.now == chosen({"addresses": [1, 2]})


def test_hidden_and_frozen_columns_are_remembered_for_each_theme(panel: TablePanel) -> None:
    panel.set_columns(Columns(("kind",), 2))
    panel.open("roads")
    panel.open("addresses")
    assert (panel.columns.hidden, panel.columns.frozen, panel.grid.frozen) == (("kind",), 2, 2)
    assert 2 not in panel.grid.shown_columns()


def test_a_column_is_told_and_grouped(panel: TablePanel, qtbot: QtBot) -> None:
    menus.group(panel, ["kind"])
    qtbot.waitUntil(lambda: panel.findChild(TellingDialog) is not None, timeout=20_000)
    dialog = panel.findChild(TellingDialog)
    assert [dialog.table.item(0, column).text() for column in (0, 1)] == ["门牌", "3"]
    dialog.close()


def test_a_theme_without_rows_says_so_and_a_closed_workspace_leaves_nothing(panel: TablePanel, qtbot: QtBot) -> None:
    panel.open("water")
    qtbot.waitUntil(lambda: "还没有数据" in panel.told.text(), timeout=20_000)
    panel.window_.jobs.rest()
    space = panel.window_.space
    panel.window_.canvas.set_workspace(None)
    panel.window_.set_workspace(None)
    assert space is not None
    space.close()
    assert panel.slice.total == 0
