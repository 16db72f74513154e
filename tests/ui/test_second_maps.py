"""A second map beside the first, and one laid over it: their own layers, the same ground, little memory."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.views import linked
from kangbashi_gis.ui.views.linked import SecondMap
from kangbashi_gis.ui.views.overview import Overview
from kangbashi_gis.ui.views.shared import SharedMap
from kangbashi_gis.ui.views.swipe import Swipe


def pixels(image: QImage) -> np.ndarray:
    return to_array(image.convertToFormat(QImage.Format.Format_RGBA8888))[..., :3].astype(int)


def again(shown: SharedMap, qtbot: QtBot, change: Callable[[], object]) -> np.ndarray:
    with qtbot.waitSignal(shown.drawn, timeout=30_000):
        change()
    return pixels(shown.picture())


def second(window: MainWindow) -> SecondMap:
    window.commands.trigger("view.second")
    found = window.findChild(SecondMap)
    assert found is not None
    return found


def compared(window: MainWindow) -> Swipe:
    window.commands.trigger("view.compare")
    assert window.views.swipe is not None
    return window.views.swipe


def test_the_second_map_moves_with_the_first_and_the_first_with_it(window: MainWindow, qtbot: QtBot) -> None:
    shown = second(window)
    window.canvas.zoom_by(3.0)
    window.canvas.move_to(window.canvas.view.moved(40, 30))
    first, other = window.canvas.view, shown.map.view
    assert (other.x, other.y, other.metres) == (first.x, first.y, first.metres)
    shown.map.zoom_by(0.5)
    assert window.canvas.view.metres == shown.map.view.metres == first.metres * 2


def test_a_second_map_does_not_move_the_first_when_it_comes(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.zoom_by(5.0)
    before = window.canvas.view
    shown = second(window)
    again(shown.map, qtbot, lambda: shown.map.resize(333, 222))
    after = window.canvas.view
    assert (after.x, after.y, after.metres) == (before.x, before.y, before.metres)


def test_home_in_the_second_map_shows_the_whole_in_both(window: MainWindow) -> None:
    shown = second(window)
    window.canvas.zoom_by(50.0)
    QTest.keyClick(shown.map, Qt.Key.Key_Home)
    assert shown.map.view.metres == window.canvas.view.metres > 0.5


def test_a_map_can_be_looked_at_from_very_far_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.set_scale(500)
    qtbot.waitSignal(window.canvas.drawn, timeout=20_000).wait()
    with qtbot.waitSignal(window.canvas.drawn, timeout=20_000):
        window.canvas.set_scale(150_000_000)


def test_a_second_map_that_does_not_follow_stays(window: MainWindow) -> None:
    shown = second(window)
    shown.follow.click()
    before = shown.map.view
    window.canvas.zoom_by(3.0)
    assert shown.map.view == before
    shown.follow.click()
    assert shown.map.view.metres == window.canvas.view.metres


def test_each_map_has_its_own_layers(window: MainWindow, qtbot: QtBot) -> None:
    shown = second(window)
    all_layers = again(shown.map, qtbot, lambda: shown.map.zoom_by(1.1))
    without = again(shown.map, qtbot, lambda: [action.setChecked(False) for action in shown.choice.menu().actions()])
    assert (without == without[0, 0]).all() and not (all_layers == all_layers[0, 0]).all()
    assert all(one.visible for one in window.layers.layers() if one.theme == "roads")


def test_nothing_is_prepared_or_opened_twice(window: MainWindow) -> None:
    assert second(window).map.layers is window.canvas.layers


def test_the_second_map_goes_with_the_workspace(window: MainWindow, qtbot: QtBot) -> None:
    shown = second(window)
    again(shown.map, qtbot, lambda: shown.map.zoom_by(1.2))
    space = window.space
    assert space is not None
    window.set_workspace(None)
    assert (
        not linked.shown(window)
        and [one.objectName() for one in window.findChildren(QDockWidget)].count(linked.NAME) == 0
    )
    space.close()


def test_the_compared_layers_lie_exactly_over_the_map(window: MainWindow, qtbot: QtBot) -> None:
    swipe = compared(window)
    over = again(swipe.map, qtbot, lambda: window.canvas.zoom_by(2.0))
    qtbot.waitUntil(lambda: (pixels(window.canvas.picture()) == over).all(), timeout=20_000)
    assert swipe.map.view == window.canvas.view


def test_left_of_the_handle_is_the_one_set_right_of_it_the_other(window: MainWindow, qtbot: QtBot) -> None:
    swipe = compared(window)
    window.views.north.hide()  # it lies over both
    again(swipe.map, qtbot, lambda: [action.setChecked(False) for action in swipe.choice.menu().actions()])
    picture = pixels(window.canvas.grab().toImage())
    at = swipe.handle.geometry()
    right = picture[60:-10, at.right() + 2 : -10]
    left = picture[60:-10, 10 : at.left() - 2]
    assert (right == right[0, 0]).all() and not (left == left[0, 0]).all()


def test_the_handle_goes_with_the_hand_and_with_the_arrow_keys(window: MainWindow) -> None:
    swipe = compared(window)
    QTest.mousePress(swipe.handle, Qt.MouseButton.LeftButton, pos=QPoint(7, 100))
    target = swipe.handle.mapFromGlobal(window.canvas.mapToGlobal(QPoint(window.canvas.width() // 4, 100)))
    QTest.mouseMove(swipe.handle, target)
    assert abs(swipe.share - 0.25) < 0.01
    QTest.mouseRelease(swipe.handle, Qt.MouseButton.LeftButton, pos=QPoint(7, 100))
    before, view = swipe.share, window.canvas.view
    QTest.keyClick(swipe.handle, Qt.Key.Key_Right)
    QTest.keyClick(swipe.handle, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert swipe.share < before and window.canvas.view == view
    for _press in range(20):
        QTest.keyClick(swipe.handle, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert swipe.share == 0.0


def test_the_mouse_goes_through_to_the_map(window: MainWindow) -> None:
    swipe = compared(window)
    at = QPoint(window.canvas.width() - 60, 300)
    assert window.canvas.childAt(at) is None
    ground = window.canvas.ground(QPointF(at))
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(window.canvas, at - QPoint(50, 0))
    window.canvas.hand.stop()
    assert window.canvas.ground(QPointF(at - QPoint(50, 0)))[0] - ground[0] < window.canvas.view.metres
    assert swipe.map.view == window.canvas.view


def test_the_comparison_ends_with_escape(window: MainWindow) -> None:
    QTest.keyClick(compared(window).handle, Qt.Key.Key_Escape)
    assert window.views.swipe is None


def test_the_comparison_ends_with_the_command(window: MainWindow) -> None:
    compared(window)
    assert window.commands.by_id["view.compare"].isChecked()
    window.commands.trigger("view.compare")
    assert window.views.swipe is None and not window.canvas.findChildren(SharedMap)


def surveyed(window: MainWindow) -> Overview:
    window.commands.trigger("view.overview")
    assert window.views.overview is not None
    return window.views.overview


def test_the_overview_shows_the_whole_and_where_the_map_is(window: MainWindow) -> None:
    window.canvas.zoom_by(4.0)
    overview = surveyed(window)
    xmin, ymin, xmax, ymax = overview.map.extent()
    seen = window.canvas.extent()
    assert xmin < seen[0] < seen[2] < xmax and ymin < seen[1] < seen[3] < ymax
    assert QRectF(overview.sheet.rect()).contains(overview.rectangle())


def test_the_rectangle_of_the_overview_is_dragged(window: MainWindow) -> None:
    window.canvas.zoom_by(4.0)
    overview = surveyed(window)
    before, small, at = window.canvas.view, overview.map.view, overview.rectangle().center().toPoint()
    QTest.mousePress(overview.sheet, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(overview.sheet, at + QPoint(20, 10))
    assert window.canvas.view.x - before.x == pytest.approx(20 * small.metres, abs=0.01)
    assert before.y - window.canvas.view.y == pytest.approx(10 * small.metres, abs=0.01)
    assert window.canvas.view.metres == before.metres and overview.map.view == small


def test_the_overview_goes_with_its_command_and_with_the_workspace(window: MainWindow) -> None:
    surveyed(window)
    window.commands.trigger("view.overview")
    assert window.views.overview is None and not window.canvas.findChildren(SharedMap)
    surveyed(window)
    space = window.space
    assert space is not None
    window.set_workspace(None)
    assert window.views.overview is None
    space.close()
