"""The map under the hand that turns it, and everything on the map that has to know about it."""

import json

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget

from kangbashi_gis.ui.canvas import MapCanvas
from kangbashi_gis.ui.canvas_sketch import Sketch
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.state import View, WindowState
from kangbashi_gis.ui.tools.drawings import DRAWINGS
from kangbashi_gis.ui.views import bookmark_list, linked
from kangbashi_gis.ui.views.bookmarks import Bookmark, Bookmarks
from tests.conftest import X, Y

NONE = Qt.KeyboardModifier.NoModifier
SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def swing(canvas: MapCanvas, button: Qt.MouseButton, keys: Qt.KeyboardModifier, end: QPoint) -> None:
    """Drag from the right of the middle to somewhere around it."""
    middle = canvas.rect().center()
    QTest.mousePress(canvas, button, keys, middle + QPoint(200, 0))
    QTest.mouseMove(canvas, middle + QPoint(200, 20))
    QTest.mouseMove(canvas, middle + end)
    QTest.mouseRelease(canvas, button, keys, middle + end)


@pytest.mark.parametrize("button, keys", [(RIGHT, NONE), (LEFT, SHIFT_ALT)])
def test_the_map_turns_with_the_hand_around_its_middle(
    window: MainWindow, button: Qt.MouseButton, keys: Qt.KeyboardModifier
) -> None:
    before = window.canvas.view
    swing(window.canvas, button, keys, QPoint(100, 173))
    after = window.canvas.view
    assert after.angle == pytest.approx(60, abs=0.6)
    assert (after.x, after.y, after.metres) == (before.x, before.y, before.metres)
    assert window.inquiry.place is None and window.tool == "pan"


def test_near_a_right_angle_the_hand_finds_it(window: MainWindow) -> None:
    swing(window.canvas, RIGHT, NONE, QPoint(4, 200))
    assert window.canvas.angle() == 90.0


def test_a_click_of_the_right_button_turns_nothing_and_ends_a_drawing(window: MainWindow) -> None:
    window.set_tool("polygon")
    drawn: list[object] = []
    window.canvas.polygon_drawn.connect(drawn.append)
    for spot in (QPoint(100, 100), QPoint(200, 100), QPoint(200, 200)):
        QTest.mouseClick(window.canvas, LEFT, NONE, spot)
    swing(window.canvas, RIGHT, NONE, QPoint(0, 200))
    assert window.canvas.angle() == 90.0 and len(window.canvas.sketch.corners) == 3
    QTest.mouseClick(window.canvas, RIGHT, NONE, QPoint(150, 180))
    assert len(drawn) == 1 and window.canvas.angle() == 90.0


def test_the_wheel_with_ctrl_and_shift_turns_around_the_pointer(window: MainWindow) -> None:
    canvas, at = window.canvas, QPointF(120, 80)
    held = canvas.ground(at)
    event = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL_SHIFT,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    metres = canvas.view.metres
    QApplication.sendEvent(canvas, event)
    assert canvas.angle() == 10.0 and canvas.view.metres == metres
    assert canvas.ground(at) == pytest.approx(held)


def test_commands_turn_the_map_and_put_north_up_again(window: MainWindow) -> None:
    for _turn in range(2):
        window.commands.trigger("view.turn_right")
    window.commands.trigger("view.turn_left")
    assert window.canvas.angle() == 15.0 == window.status.angle.value()
    window.commands.trigger("view.turn_left")
    window.commands.trigger("view.turn_left")
    assert window.canvas.angle() == 345.0
    window.commands.trigger("view.north")
    assert window.canvas.angle() == 0.0


def test_exact_degrees_are_typed_in_the_status_bar(window: MainWindow) -> None:
    window.commands.trigger("view.turn")
    spin = window.status.angle
    spin.selectAll()
    QTest.keyClicks(spin, "12.34")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert window.canvas.angle() == 12.34


def test_the_north_arrow_says_how_the_map_is_turned_and_turns_it_back(window: MainWindow) -> None:
    arrow = window.views.north
    assert arrow.isVisibleTo(window)
    window.canvas.set_angle(33.0)
    assert "33" in arrow.toolTip()
    QTest.mouseClick(arrow, LEFT)
    assert window.canvas.angle() == 0.0


def test_a_place_is_asked_about_where_it_is_seen(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.set_angle(75.0)
    asked: list[tuple[float, float, float]] = []
    canvas.clicked.connect(lambda x, y, reach_m: asked.append((x, y, reach_m)))
    place = X + 40.0, Y - 25.0
    canvas.center_on(X, Y)
    spot = QPointF(*canvas.view.pixel(*place)) / canvas.view.ratio
    QTest.mouseClick(canvas, LEFT, NONE, spot.toPoint())
    assert asked[0][:2] == pytest.approx(place, abs=canvas.view.metres * 2) and canvas.angle() == 75.0


def test_a_rectangle_on_the_screen_is_a_turned_one_on_the_ground() -> None:
    sketch, drawn = Sketch(), list[list[tuple[float, float]]]()
    sketch.drawn.connect(drawn.append)
    sketch.use(DRAWINGS["choose_rectangle"])
    sketch.press((X, Y), 45.0)
    sketch.drag((X + 100.0, Y))
    sketch.release()
    corners = np.array(drawn[0]) - np.array([X, Y])
    assert corners == pytest.approx(np.array([(0, 0), (50, 50), (100, 0), (50, -50)]), abs=1e-6)


def test_a_turned_rectangle_without_any_height_is_thrown_away() -> None:
    sketch, drawn = Sketch(), list[object]()
    sketch.drawn.connect(drawn.append)
    sketch.use(DRAWINGS["choose_rectangle"])
    sketch.press((X, Y), 45.0)
    sketch.drag((X + 100.0, Y + 100.0))
    sketch.release()
    assert drawn == [] and sketch.corners == []


def test_a_box_of_the_screen_is_looked_at_without_turning_back(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.set_angle(30.0)
    window.views.box.arm()
    middle = canvas.ground(QPointF(150, 125))
    QTest.mousePress(canvas, LEFT, NONE, QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(200, 150))
    QTest.mouseRelease(canvas, LEFT, NONE, QPoint(200, 150))
    assert (canvas.view.x, canvas.view.y) == pytest.approx(middle, abs=2 * canvas.view.metres)
    assert canvas.angle() == 30.0


def test_back_goes_to_the_angle_before(window: MainWindow) -> None:
    window.views.trail.settle()
    window.canvas.set_angle(50.0)
    window.views.trail.settle()
    window.commands.trigger("view.back")
    assert window.canvas.angle() == 0.0
    window.commands.trigger("view.forward")
    assert window.canvas.angle() == 50.0


def test_the_second_map_and_the_comparison_are_turned_too(window: MainWindow) -> None:
    window.commands.trigger("view.second")
    window.commands.trigger("view.compare")
    window.canvas.set_angle(20.0)
    dock = window.findChild(QDockWidget, linked.NAME)
    second: MapCanvas = dock.widget().map
    assert window.views.swipe is not None
    assert window.views.swipe.map.angle() == 20.0 == second.angle()
    second.set_angle(110.0)
    assert window.canvas.angle() == 110.0


def test_the_overview_stays_north_up_and_shows_a_turned_frame(window: MainWindow) -> None:
    window.canvas.zoom_by(4.0)
    window.commands.trigger("view.overview")
    overview = window.views.overview
    assert overview is not None
    upright = overview.rectangle()
    window.canvas.set_angle(90.0)
    turned = overview.rectangle()
    assert overview.map.angle() == 0.0
    assert (turned.width(), turned.height()) == pytest.approx((upright.height(), upright.width()))
    first, second = overview.frame().at(0), overview.frame().at(1)
    assert (
        first.x() == pytest.approx(second.x()) and first.y() > second.y()
    )  # the top side: at 90, west, south to north


def test_a_bookmark_keeps_the_angle_and_older_ones_have_none(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.set_angle(123.0)
    seen = canvas.view
    window.commands.trigger("view.bookmark")
    kept = Bookmarks(window.state.folder)
    bookmark = kept.of(window.folder)[-1]
    canvas.move_to(canvas.view.turned(0.0).zoomed(3.0, 0, 0))
    bookmark_list.go(window, bookmark)
    assert (canvas.view.x, canvas.view.y, canvas.view.angle) == pytest.approx((seen.x, seen.y, 123.0))
    assert canvas.view.metres == pytest.approx(seen.metres)
    kept.add(window.folder, Bookmark("旧", bookmark.extent))
    file = next((window.state.folder / "bookmarks").glob("*.json"))
    document = json.loads(file.read_text(encoding="utf-8"))
    del document["bookmarks"][-1]["angle"]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert kept.of(window.folder)[-1].angle == 0.0


def test_the_window_remembers_how_the_map_was_turned(window: MainWindow) -> None:
    window.canvas.set_angle(77.5)
    before = window.canvas.view
    window.save_view()
    kept = window.state.view(window.folder)
    assert kept.angle == 77.5
    window.canvas.move_to(before.turned(0.0).zoomed(5.0, 0, 0))
    assert kept.extent is not None
    window.canvas.set_extent(kept.extent, kept.angle)
    assert window.canvas.view.metres == pytest.approx(before.metres)
    assert window.canvas.angle() == 77.5


def test_an_angle_that_is_none_is_not_believed(window: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    state = WindowState(window.state.folder)
    state.save_view(window.folder, View(extent=(0.0, 0.0, 1.0, 1.0), angle=float("nan")))
    assert state.view(window.folder) == View()


def test_another_size_of_the_window_shows_the_same_again(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.set_extent((X - 100, Y - 100, X + 100, Y + 100), 40.0)
    window.resize(900, 700)
    canvas.repaint()
    assert canvas.angle() == 40.0 and (canvas.view.x, canvas.view.y) == pytest.approx((X, Y))
    assert canvas.view.holds(X, Y, 99.9)


def test_a_workspace_that_is_opened_anew_is_north_up(window: MainWindow) -> None:
    window.canvas.set_angle(40.0)
    space = window.space
    window.set_workspace(None)
    assert window.canvas.angle() == 0.0 and not window.views.north.isVisibleTo(window)
    assert space is not None
    space.close()
