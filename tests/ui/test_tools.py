"""Tools in the hand: measuring, coordinates, and choosing rows, as their user meets them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.chosen import Chosen, Way, chosen
from kangbashi_gis.model.themes import theme
from kangbashi_gis.ui.dialogs.exporting import ExportDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.tools import choosing, coordinates, measuring
from kangbashi_gis.ui.tools.chooser import way_of
from kangbashi_gis.ui.tools.measuring import MeasurePanel

LONG_MS = 20_000
X, Y = 384_000.0, 4_383_000.0
Keys = Qt.KeyboardModifier


@pytest.fixture()
def corner(window: MainWindow) -> Iterator[MainWindow]:
    """Give a window that shows 200 m around the south-west corner of the tiny workspace."""
    window.canvas.set_extent((X - 100, Y - 100, X + 100, Y + 100))
    window.canvas.repaint()
    yield window


def at(window: MainWindow, x: float, y: float) -> QPoint:
    """Give where a place of the ground is on the canvas."""
    across, down = window.canvas.view.pixel(x, y)
    ratio = window.canvas.view.ratio
    return QPoint(round(across / ratio), round(down / ratio))


def click(window: MainWindow, qtbot: QtBot, x: float, y: float, keys: Keys = Keys.NoModifier) -> None:
    """Click on a place of the ground."""
    qtbot.mouseClick(window.canvas, Qt.MouseButton.LeftButton, keys, at(window, x, y))


def settled(window: MainWindow, qtbot: QtBot) -> Chosen:
    """Wait for the answer, then give what is chosen."""
    qtbot.waitUntil(lambda: not window.chooser.waiting, timeout=LONG_MS)
    return window.chooser.now


def test_a_line_is_measured_while_it_is_drawn_and_a_corner_is_taken_back(corner: MainWindow, qtbot: QtBot) -> None:
    corner.commands.trigger("tools.length")
    panel = corner.findChild(MeasurePanel)
    assert panel is not None
    for x, y in ((X, Y), (X + 50, Y), (X + 50, Y + 40)):
        click(corner, qtbot, x, y)
    qtbot.waitUntil(lambda: panel.segments.rowCount() == 2, timeout=LONG_MS)
    assert [float(label.text().split()[0]) for label in panel.numbers[0]] == pytest.approx([90.0] * 3, abs=1.0)
    panel.back.click()
    qtbot.waitUntil(lambda: panel.segments.rowCount() == 1, timeout=LONG_MS)
    qtbot.keyClick(corner.canvas, Qt.Key.Key_Return)
    assert corner.canvas.sketch.corners == []
    assert panel.segments.rowCount() == 1


def test_an_area_goes_to_the_clipboard_with_its_three_numbers(corner: MainWindow, qtbot: QtBot) -> None:
    panel = measuring.show(corner, "measure_area")
    corner.canvas.shape_drawn.emit(
        "measure_area", [(X, Y), (X + 100, Y), (X + 100, Y + 100), (X, Y + 100)], Keys.NoModifier
    )
    qtbot.waitUntil(lambda: panel.measured is not None, timeout=LONG_MS)
    panel.copy.click()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[2][:2] == ["面积 (m²)", "10000.00"]
    assert len(lines) == 9


def test_a_border_that_crosses_itself_is_told_instead_of_an_area(corner: MainWindow, qtbot: QtBot) -> None:
    panel = measuring.show(corner, "measure_area")
    corner.canvas.shape_drawn.emit("measure_area", [(X, Y), (X + 9, Y + 9), (X + 9, Y), (X, Y + 9)], Keys.NoModifier)
    qtbot.waitUntil(lambda: "相交" in panel.told.text(), timeout=LONG_MS)
    assert (panel.measured, panel.numbers[1][0].text()) == (None, "–")


def test_the_height_of_the_ground_is_remembered_for_the_workspace(corner: MainWindow, qtbot: QtBot) -> None:
    panel = measuring.show(corner, "measure_line")
    assert panel.height_m.value() == 1350.0
    panel.height_m.setValue(1280.5)
    panel.open(corner.space)
    assert panel.height_m.value() == 1280.5


def test_closing_the_panel_puts_the_tool_away(corner: MainWindow) -> None:
    measuring.show(corner, "measure_line")
    dock = corner.findChild(QDockWidget, measuring.NAME)
    assert dock is not None
    dock.close()
    assert corner.tool == "pan"


def test_a_place_is_told_in_metres_degrees_sixtieths_and_as_a_sheet(corner: MainWindow) -> None:
    panel = coordinates.show(corner)
    corner.canvas.clicked.emit(396_082.0, 4_386_593.0, 1.0)
    assert panel.metres.text() == "396082.000, 4386593.000"
    assert panel.sixtieths.text().startswith("109°47′2")
    assert panel.sheet.text() == "J49G010029"
    panel.scale.setCurrentIndex(panel.scale.findData(500))
    assert panel.sheet.text() == "J49K02270688"
    corner.canvas.pointer_moved.emit(X, Y)
    assert panel.metres.text() == "396082.000, 4386593.000"


@pytest.mark.parametrize("text", ["384000,4383000", "109.6499,39.5727", "J49G011028"])
def test_one_goes_to_what_is_typed(corner: MainWindow, text: str) -> None:
    panel = coordinates.show(corner)
    panel.wanted.setText(text)
    panel.go_there()
    west, south, east, north = corner.canvas.extent()
    assert abs((west + east) / 2 - X) < 6000
    assert abs((south + north) / 2 - Y) < 6000
    assert panel.problem.isHidden()


def test_what_is_no_place_is_told(corner: MainWindow) -> None:
    panel = coordinates.show(corner)
    panel.wanted.setText("哪里也不是")
    panel.go_there()
    assert not panel.problem.isHidden()
    assert "哪里也不是" in panel.problem.text()


def test_keys_say_what_a_new_choice_does() -> None:
    both = Keys.ShiftModifier | Keys.ControlModifier
    asked = [way_of(one) for one in (Keys.NoModifier, Keys.ShiftModifier, Keys.ControlModifier, both)]
    assert asked == [Way.REPLACE, Way.ADD, Way.REMOVE, Way.TOGGLE]


def test_clicks_choose_add_and_take_away(corner: MainWindow, qtbot: QtBot) -> None:
    corner.commands.trigger("tools.choose")
    click(corner, qtbot, X + 60, Y + 60)
    assert set(settled(corner, qtbot).fids) == {"divisions"}
    assert corner.status.chosen.text() == "已选 1"
    click(corner, qtbot, X + 60, Y + 60, Keys.ControlModifier)
    assert settled(corner, qtbot) == Chosen()
    assert corner.status.chosen.isHidden()


@pytest.mark.parametrize("tool", ["choose_rectangle", "choose_freehand"])
def test_a_drag_chooses_what_it_goes_round(corner: MainWindow, qtbot: QtBot, tool: str) -> None:
    corner.commands.trigger(f"tools.{tool}")
    before = corner.canvas.extent()
    path = [(X - 5, Y - 5), (X + 40, Y - 5), (X + 40, Y + 40)]
    qtbot.mousePress(corner.canvas, Qt.MouseButton.LeftButton, Keys.NoModifier, at(corner, *path[0]))
    for place in path[1:]:
        qtbot.mouseMove(corner.canvas, at(corner, *place))
    qtbot.mouseRelease(corner.canvas, Qt.MouseButton.LeftButton, Keys.NoModifier, at(corner, *path[-1]))
    assert len(settled(corner, qtbot).of("addresses")) > 0
    assert corner.canvas.extent() == before


def test_a_drawn_polygon_chooses_and_the_selection_is_inverted_and_cleared(corner: MainWindow, qtbot: QtBot) -> None:
    corner.commands.trigger("tools.choose_polygon")
    for x, y in ((X - 5, Y - 5), (X + 40, Y - 5), (X + 40, Y + 40)):
        click(corner, qtbot, x, y)
    qtbot.keyClick(corner.canvas, Qt.Key.Key_Return)
    before = settled(corner, qtbot)
    assert before.total > 0
    corner.commands.trigger("tools.invert")
    assert not set(settled(corner, qtbot).of("addresses")) & set(before.of("addresses"))
    corner.commands.trigger("tools.clear")
    assert corner.chooser.now == Chosen()


def test_a_condition_is_put_together_and_chooses(corner: MainWindow, qtbot: QtBot) -> None:
    panel = choosing.show(corner)
    panel.layer.setCurrentIndex(panel.layer.findData("roads"))
    panel.field.setCurrentIndex(panel.field.findData("name"))
    panel.value.setCurrentText("鄂尔多斯大街")
    panel.also.click()
    assert panel.where.text() == "\"name\" = '鄂尔多斯大街'"
    panel.by_condition.click()
    found = settled(corner, qtbot)
    assert set(found.fids) == {"roads"}
    panel.layer.setCurrentIndex(panel.layer.findData("addresses"))
    panel.reach_m.setValue(20_000)
    panel.by_place.click()
    assert set(settled(corner, qtbot).fids) == {"addresses"}
    assert "地址" in panel.told.text()


def test_one_chooses_on_the_map_from_one_layer_only(corner: MainWindow, qtbot: QtBot) -> None:
    panel = choosing.show(corner)
    panel.layer.setCurrentIndex(panel.layer.findData("addresses"))
    panel.only.setChecked(True)
    corner.canvas.shape_drawn.emit(
        "choose_polygon", [(X - 5, Y - 5), (X + 40, Y - 5), (X + 40, Y + 40)], Keys.NoModifier
    )
    assert set(settled(corner, qtbot).fids) == {"addresses"}
    panel.only.setChecked(False)
    assert len(corner.chooser.layers()) > 1


def test_a_text_with_a_quote_stays_a_text() -> None:
    assert choosing.condition(theme("roads"), "name", "=", "a' OR '1'='1") == "\"name\" = 'a'' OR ''1''=''1'"
    assert choosing.condition(theme("roads"), "lanes", ">=", " 4 ") == '"lanes" >= 4'
    assert choosing.condition(theme("roads"), "name", "IS NULL", "x") == '"name" IS NULL'


def test_what_is_selected_can_be_exported(corner: MainWindow) -> None:
    dialog = ExportDialog(corner, "addresses", None, None, chosen({"addresses": [1, 3]}))
    row = dialog.area.findText("选中的要素")
    assert row >= 0
    dialog.area.setCurrentIndex(row)
    assert dialog.choice().options["fids"] == [1, 3]
    dialog.theme.setCurrentIndex(dialog.theme.findData("roads"))
    assert not dialog.ok.isEnabled()
    dialog.deleteLater()


def test_the_export_of_a_selection_has_its_rows_and_no_others(corner: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(corner, "addresses", None, None, chosen({"addresses": [1, 3]}))
    qtbot.addWidget(dialog)
    dialog.area.setCurrentIndex(dialog.area.findText("选中的要素"))
    dialog.file.set_path(tmp_path / "选中的 地址.geojson")
    choice = dialog.choice()
    job = corner.start("export_theme", corner.folder, choice.file, choice.theme, choice.options, title="导出")
    with qtbot.waitSignal(job.finished, timeout=LONG_MS) as done:
        pass
    assert done.args[0]["rows"] == 2
    assert len(json.loads(choice.file.read_text(encoding="utf-8"))["features"]) == 2


def test_one_goes_through_what_lies_under_a_click(corner: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(corner.inquiry.identified, timeout=LONG_MS):
        corner.canvas.clicked.emit(X + 100, Y + 100, 2.0)
    qtbot.waitUntil(lambda: len(corner.card.here.hits()) > 1, timeout=LONG_MS)
    stood = []
    corner.card.here.current.connect(lambda hit: stood.append(hit.kind))
    for _ in corner.card.here.hits():
        corner.commands.trigger("tools.next")
    assert stood == [hit.kind for hit in corner.card.here.hits()]


def test_another_workspace_has_nothing_chosen(corner: MainWindow, qtbot: QtBot) -> None:
    corner.chooser.invert()
    assert settled(corner, qtbot).total > 0
    space = corner.space
    corner.set_workspace(None)
    assert corner.chooser.now == Chosen()
    assert space is not None
    space.close()
