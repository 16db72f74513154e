"""Ways to look at the map: back and forward, and boxes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import X, Y

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture()
def settled(window: MainWindow) -> MainWindow:
    """Give a window whose map has come to rest, which is the first step of its trail."""
    window.views.trail.settle()
    return window


def drag(window: MainWindow, start: QPoint, end: QPoint, key: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, key, start)
    QTest.mouseMove(window.canvas, (start + end) / 2)
    QTest.mouseMove(window.canvas, end)
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, key, end)


def test_back_and_forward_lead_through_the_places_where_the_map_rested(settled: MainWindow) -> None:
    trail, canvas = settled.views.trail, settled.canvas
    views = [canvas.view]
    for metres in (2.0, 0.5):
        canvas.move_to(canvas.view.with_metres(metres))
        trail.settle()
        views.append(canvas.view)
    settled.commands.trigger("view.back")
    settled.commands.trigger("view.back")
    assert canvas.view == views[0] and not trail.can_go_back
    settled.commands.trigger("view.forward")
    assert canvas.view == views[1] and trail.can_go_forward


def test_moves_without_a_rest_between_them_are_one_step(settled: MainWindow) -> None:
    whole = settled.canvas.view
    for _notch in range(5):
        settled.canvas.zoom_by(1.5)
    settled.commands.trigger("view.back")
    assert settled.canvas.view == whole


def test_a_move_after_going_back_forgets_what_lay_ahead(settled: MainWindow) -> None:
    settled.canvas.zoom_by(4.0)
    settled.commands.trigger("view.back")
    settled.canvas.center_on(X, Y)
    assert not settled.views.trail.can_go_forward
    settled.views.trail.settle()
    settled.commands.trigger("view.forward")
    assert (settled.canvas.view.x, settled.canvas.view.y) == (X, Y)


def test_another_size_of_the_window_is_no_step(settled: MainWindow) -> None:
    settled.resize(900, 700)
    settled.canvas.repaint()
    settled.views.trail.settle()
    assert not settled.views.trail.can_go_back


def test_the_side_buttons_of_the_mouse_go_back_and_forward(settled: MainWindow) -> None:
    whole = settled.canvas.view
    settled.canvas.zoom_by(2.0)
    near = settled.canvas.view
    QTest.mouseClick(settled.canvas, Qt.MouseButton.BackButton, NONE, QPoint(50, 50))
    assert settled.canvas.view == whole
    QTest.mouseClick(settled.canvas, Qt.MouseButton.ForwardButton, NONE, QPoint(50, 50))
    assert settled.canvas.view == near


def test_another_workspace_begins_a_trail_of_its_own(settled: MainWindow) -> None:
    settled.canvas.zoom_by(2.0)
    space = settled.space
    settled.set_workspace(None)
    assert space is not None and not settled.commands.by_id["view.back"].isEnabled()
    space.close()


def test_a_box_drawn_with_shift_is_what_is_seen_then(settled: MainWindow) -> None:
    canvas, start, end = settled.canvas, QPoint(100, 80), QPoint(180, 200)
    corners = [canvas.ground(QPointF(one)) for one in (start, end)]
    drag(settled, start, end, SHIFT)
    xmin, ymin, xmax, ymax = canvas.extent()
    assert xmin < corners[0][0] and xmax > corners[1][0]
    assert ymax == pytest.approx(corners[0][1], abs=canvas.view.metres * 4)
    assert ymin == pytest.approx(corners[1][1], abs=canvas.view.metres * 4)


def test_a_box_drawn_to_the_left_leads_away(settled: MainWindow) -> None:
    scale = settled.canvas.scale()
    drag(settled, QPoint(300, 300), QPoint(100, 100), SHIFT)
    assert settled.canvas.scale() > 1.5 * scale


def test_the_command_makes_the_next_drag_a_box_and_only_that(settled: MainWindow) -> None:
    scale = settled.canvas.scale()
    settled.commands.trigger("view.box")
    assert settled.commands.by_id["view.box"].isChecked()
    drag(settled, QPoint(100, 100), QPoint(200, 200))
    assert settled.canvas.scale() < scale and not settled.commands.by_id["view.box"].isChecked()
    nearer = settled.canvas.scale()
    drag(settled, QPoint(100, 100), QPoint(200, 200))
    settled.canvas.hand.stop()
    assert settled.canvas.scale() == nearer


def test_escape_gives_the_box_up(settled: MainWindow) -> None:
    view = settled.canvas.view
    settled.commands.trigger("view.box")
    QTest.mousePress(settled.canvas, Qt.MouseButton.LeftButton, NONE, QPoint(100, 100))
    QTest.keyClick(settled.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(settled.canvas, Qt.MouseButton.LeftButton, NONE, QPoint(200, 200))
    assert not settled.views.box.armed and settled.canvas.view == view
